import { plural, t } from '@lingui/core/macro';
import { clock, duration, instant, number } from '#src/web/format.ts';

/** 340 ms, 2.1 s, 3 min, 4 days */
export function late(ms: number): string {
  if (ms < 1000) return t`${number(ms)} ms`;
  if (ms < 60_000) return t`${number(ms / 1000, 1)} s`;
  return ms < 48 * 3_600_000 ? duration(ms / 1000) : plural(Math.round(ms / 86_400_000), { one: '# day', other: '# days' });
}
/** 45 s, 12 min */
export const silence = (seconds: number): string => (seconds < 60 ? t`${number(seconds)} s` : duration(seconds));
/** From an instant to another, the day once where it is one. */
export function between(from: string, to: string): string {
  const [a, b] = [instant(from), instant(to)];
  if (a === b) return a;
  return a.slice(0, -5) === b.slice(0, -5) ? `${a}–${clock(to)}` : `${a} – ${b}`;
}
