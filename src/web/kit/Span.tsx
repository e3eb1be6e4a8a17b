/** Where a figure lies on its scale, 0 to `scale`: a tick when exact, a hatched bar when it is a range. Decorative: the figure stands beside it. */
export function Span({ min, max, scale }: { min: number; max?: number | null; scale: number }) {
  const part = (value: number) => `${(Math.max(0, Math.min(value / scale, 1)) * 100).toFixed(2)}%`;
  if (max === undefined) {
    return (
      <span className="span" aria-hidden="true">
        <u style={{ insetInlineStart: part(min) }} />
      </span>
    );
  }
  const end = max ?? scale;
  return (
    <span className="span" aria-hidden="true">
      <s style={{ insetInlineStart: part(min), inlineSize: part(Math.max(0, Math.min(end, scale) - min)) }} />
    </span>
  );
}
