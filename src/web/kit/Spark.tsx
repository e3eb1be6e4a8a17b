/** A small line without an axis; the figure and its dates stand beside it. What is not known is a gap. Never mirrored. */
export function Spark({
  values,
  width = 72,
  height = 26,
}: {
  values: (number | null)[];
  width?: number | undefined;
  height?: number | undefined;
}) {
  const known = values.filter((value) => value !== null);
  if (known.length < 2) return null;
  const low = Math.min(...known);
  const spread = Math.max(...known) - low || 1;
  const step = (width - 6) / Math.max(1, values.length - 1);
  const at = (value: number, index: number) =>
    [(3 + index * step).toFixed(1), (height - 3 - ((value - low) / spread) * (height - 6)).toFixed(1)] as const;
  // After a gap the line begins anew; a day alone between two gaps is a dot, by its round cap.
  const path = values.map((value, index) => {
    if (value === null) return '';
    const place = at(value, index).join(' ');
    return index > 0 && values[index - 1] !== null ? `L${place}` : `M${place}h0`;
  });
  const last = values.findLastIndex((value) => value !== null);
  const [x, y] = at(values[last] ?? low, last);
  return (
    <svg width={width} height={height} aria-hidden="true">
      <path d={path.join('')} fill="none" stroke="var(--text-2)" strokeWidth="1.5" strokeLinejoin="round" strokeLinecap="round" />
      <circle cx={x} cy={y} r="2.4" fill="var(--text)" />
    </svg>
  );
}
