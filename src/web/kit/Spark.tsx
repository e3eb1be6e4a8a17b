/** A small line without an axis; the figure and its dates stand beside it. Never mirrored. */
export function Spark({ values, width = 72, height = 26 }: { values: number[]; width?: number | undefined; height?: number | undefined }) {
  const low = Math.min(...values);
  const spread = Math.max(...values) - low || 1;
  const points = values.map(
    (value, index) =>
      [3 + (index * (width - 6)) / Math.max(1, values.length - 1), height - 3 - ((value - low) / spread) * (height - 6)] as const,
  );
  const last = points.at(-1);
  if (!last || values.length < 2) return null;
  return (
    <svg width={width} height={height} aria-hidden="true">
      <path
        d={`M${points.map(([x, y]) => `${x.toFixed(1)} ${y.toFixed(1)}`).join('L')}`}
        fill="none"
        stroke="var(--text-2)"
        strokeWidth="1.5"
        strokeLinejoin="round"
        strokeLinecap="round"
      />
      <circle cx={last[0]} cy={last[1]} r="2.4" fill="var(--text)" />
    </svg>
  );
}
