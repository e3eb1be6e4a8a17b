import { addDays, addMs } from '#src/lib/time.ts';

/** How late events arrive is told of the last hour, of at most so many events, the newest. */
export const lag = { ms: 3_600_000, events: 20_000 } as const;
/** Gaps are told of the last days: of at most so many LIVEs their ends, of the newest so many that are over their minutes. */
export const gaps = { days: 7, lives: 20_000, onAir: 2_000, byMinute: 200, shown: 50 } as const;
/** Nobody is on air for longer (rules/sessions.ts). */
export const longestDays = 14;
const minuteMs = 60_000;

export const lagSince = (now: Date): Date => addMs(now, -lag.ms);
export const gapsSince = (now: Date): Date => addDays(now, -gaps.days);

export interface Sampled {
  fromAt: number;
  /** The last minute in which a sample came; null: none ever did. */
  minuteAt: number | null;
  samples: number;
}
/**
 * Whether the samples of a LIVE on air have stopped: none for longer than twice the interval at which they came, and for a minute at
 * least, or none at all for two minutes. Which second of a minute a sample lies in is not kept: silence is counted from the minute's end.
 */
export function silenceOf(
  { fromAt, minuteAt, samples }: Sampled,
  now: number,
): { stopped: boolean; silentMs: number; usualMs: number | null } {
  if (minuteAt === null || samples === 0)
    return { stopped: now - fromAt > 2 * minuteMs, silentMs: Math.max(0, now - fromAt), usualMs: null };
  const until = minuteAt + minuteMs;
  const silentMs = Math.max(0, now - until);
  const usualMs = Math.max(0, until - fromAt) / samples;
  return { stopped: silentMs > Math.max(minuteMs, 2 * usualMs), silentMs, usualMs };
}
