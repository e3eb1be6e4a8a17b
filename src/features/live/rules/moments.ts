import type { LiveMinute, LiveMoment } from '../contract.ts';

/** What happens within so many minutes is one moment. */
export const span = 5;
/** The opening fills every room, the end empties it: neither is a moment. */
const openingMinutes = 10;

type Minute = Pick<LiveMinute, 'minute' | 'viewers' | 'peakViewers' | 'diamonds' | 'diamondsInferred' | 'follows'>;
type Found = Omit<LiveMoment, 'minutes'> & { minutes?: number };
const minuteMs = 60_000;

/**
 * What stands out in a LIVE, in order: when most people watched, the largest gain and the largest loss within five minutes (a fifth of
 * the average at least, and five people), the five minutes with most diamonds and with most new followers (a fifth of the whole at least).
 * Of ends that are `ongoing` nothing is left out: the last minutes may be the beginning of a loss.
 */
export function momentsOf(
  minutes: readonly Minute[],
  { fromAt, toAt, ongoing }: { fromAt: number; toAt: number; ongoing: boolean },
): LiveMoment[] {
  const inside = minutes.filter(({ minute }) => {
    const at = Date.parse(minute);
    return at >= fromAt + openingMinutes * minuteMs && (ongoing || at < toAt - span * minuteMs);
  });
  const found = [peakOf(minutes), changeOf(inside, 1), changeOf(inside, -1), mostOf(minutes, 'gifts'), mostOf(minutes, 'follows')];
  return found
    .filter((one) => one !== null)
    .map((one) => ({ minutes: span, ...one }))
    .toSorted((a, b) => Date.parse(a.at) - Date.parse(b.at));
}

function peakOf(minutes: readonly Minute[]): Found | null {
  let best: Minute | undefined;
  for (const one of minutes) if (one.peakViewers !== null && one.peakViewers > (best?.peakViewers ?? 0)) best = one;
  return best ? { kind: 'peak', at: best.minute, value: best.peakViewers!, minutes: 1 } : null;
}

/** The largest change of who watched from one minute to another at most five minutes later. */
function changeOf(minutes: readonly Minute[], sign: 1 | -1): Found | null {
  const known = minutes.filter(({ viewers }) => viewers !== null);
  const average = known.reduce((sum, { viewers }) => sum + viewers!, 0) / Math.max(1, known.length);
  let best: { at: string; value: number } | undefined;
  for (const [i, from] of known.entries())
    for (const to of known.slice(i + 1, i + 1 + span)) {
      if (Date.parse(to.minute) - Date.parse(from.minute) > span * minuteMs) break;
      const value = sign * (to.viewers! - from.viewers!);
      if (value > (best?.value ?? 0)) best = { at: from.minute, value };
    }
  if (!best || best.value < Math.max(5, average / 5)) return null;
  return { kind: sign > 0 ? 'rise' : 'fall', ...best };
}

const amounts = { gifts: (m: Minute) => m.diamonds + m.diamondsInferred, follows: (m: Minute) => m.follows };
/** The five minutes with most of it. A LIVE that has hardly more than these five has no such moment. */
function mostOf(minutes: readonly Minute[], kind: keyof typeof amounts): Found | null {
  const of = amounts[kind];
  const whole = minutes.reduce((sum, one) => sum + of(one), 0);
  let [start, sum] = [0, 0];
  let best: { at: string; value: number } | undefined;
  for (const [end, one] of minutes.entries()) {
    sum += of(one);
    while (Date.parse(one.minute) - Date.parse(minutes[start]!.minute) >= span * minuteMs) sum -= of(minutes[start++]!);
    if (end >= start && sum > (best?.value ?? 0)) best = { at: minutes[start]!.minute, value: sum };
  }
  if (!best || minutes.length < 4 * span || best.value < Math.max(5, whole / 5)) return null;
  return { kind, ...best };
}
