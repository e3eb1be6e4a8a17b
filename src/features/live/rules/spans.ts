/** From an instant to another, in milliseconds. */
export interface Span {
  fromAt: number;
  toAt: number;
}
/** What was on air between two instants (ms), each moment once however many LIVEs went on. */
export function mergedSpans(extents: readonly Span[], from: number, to: number): Span[] {
  const merged: Span[] = [];
  for (const one of extents.toSorted((a, b) => a.fromAt - b.fromAt)) {
    const span = { fromAt: Math.max(one.fromAt, from), toAt: Math.min(one.toAt, to) };
    if (span.toAt <= span.fromAt) continue;
    const last = merged.at(-1);
    if (last && span.fromAt <= last.toAt) last.toAt = Math.max(last.toAt, span.toAt);
    else merged.push(span);
  }
  return merged;
}

/** Milliseconds of spans that do not overlap in each piece of time of a length, by the number of the piece since 1970. */
export function byPiece(spans: readonly Span[], length: number): Map<number, number> {
  const pieces = new Map<number, number>();
  for (const { fromAt, toAt } of spans)
    for (let at = fromAt; at < toAt;) {
      const piece = Math.floor(at / length);
      const until = Math.min(toAt, (piece + 1) * length);
      pieces.set(piece, (pieces.get(piece) ?? 0) + until - at);
      at = until;
    }
  return pieces;
}
