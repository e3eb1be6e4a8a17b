import type { LiveMinute, LiveSession } from '#src/web/client.gen.ts';

const minuteMs = 60_000;
/** A line of more points shows nothing more; bars of fewer pixels neither. */
const pointsMost = 360;
const barsMost = 90;

/** What a step of the chart holds: one minute, or several together where a LIVE is long. */
export interface Step {
  /** When it begins, in milliseconds. */
  at: number;
  /** On average over its measured minutes; null: none was. */
  viewers: number | null;
  diamonds: number;
  gifts: number;
  follows: number;
  shares: number;
  chats: number;
}
export interface Series {
  steps: Step[];
  /** Minutes in each step. */
  wide: number;
  from: number;
  to: number;
  viewersMost: number;
  bars: { from: number; to: number; diamonds: number }[];
  diamondsMost: number;
}

const startOf = (ms: number) => Math.floor(ms / minuteMs) * minuteMs;
const sum = (of: readonly LiveMinute[], key: 'gifts' | 'follows' | 'shares' | 'chats') => of.reduce((n, one) => n + one[key], 0);
const diamondsOf = (of: readonly LiveMinute[]) => of.reduce((n, one) => n + one.diamonds + one.diamondsInferred, 0);

function stepOf(at: number, of: readonly LiveMinute[]): Step {
  const known = of.flatMap(({ viewers }) => (viewers === null ? [] : [viewers]));
  const viewers = known.length === 0 ? null : Math.round(known.reduce((n, one) => n + one, 0) / known.length);
  const [gifts, follows, shares, chats] = [sum(of, 'gifts'), sum(of, 'follows'), sum(of, 'shares'), sum(of, 'chats')];
  return { at, viewers, diamonds: diamondsOf(of), gifts, follows, shares, chats };
}

/** Minutes in which nothing came are in it too, as not measured. */
export function seriesOf({ startedAt, endedAt }: LiveSession, minutes: readonly LiveMinute[]): Series {
  const by = new Map(minutes.map((one) => [Date.parse(one.minute), one]));
  const from = startOf(Date.parse(startedAt));
  const last = minutes.length > 0 ? Date.parse(minutes.at(-1)!.minute) : from;
  const to = Math.max(from, last, endedAt === null ? from : startOf(Date.parse(endedAt) - 1)) + minuteMs;
  const all = (to - from) / minuteMs;
  const cut = (wide: number) =>
    Array.from({ length: Math.ceil(all / wide) }, (_, i) => {
      const at = from + i * wide * minuteMs;
      return stepOf(
        at,
        Array.from({ length: wide }, (_none, m) => by.get(at + m * minuteMs)).filter((one) => one !== undefined),
      );
    });
  const wide = Math.ceil(all / pointsMost);
  const steps = cut(wide);
  const barWide = Math.ceil(all / barsMost);
  const bars = cut(barWide).map(({ at, diamonds }) => ({ from: at, to: at + barWide * minuteMs, diamonds }));
  return {
    steps,
    wide,
    from,
    to: from + steps.length * wide * minuteMs,
    viewersMost: Math.max(1, ...steps.map(({ viewers }) => viewers ?? 0)),
    bars,
    diamondsMost: Math.max(1, ...bars.map(({ diamonds }) => diamonds)),
  };
}

const roundSteps = [1, 2, 5];
/** At most three lines at round numbers, the highest not above the highest value. */
export function linesOf(most: number): number[] {
  for (let ten = 1; ; ten *= 10)
    for (const one of roundSteps) {
      const by = one * ten;
      if (most / by <= 3.5) return Array.from({ length: Math.floor(most / by) }, (_, i) => (i + 1) * by);
    }
}

const spans = [5, 10, 15, 30, 60, 120, 180, 360, 720, 1440];
/** Instants at round minutes of the clock, `most` at most. */
export function ticksOf(from: number, to: number, most: number): number[] {
  const by =
    (spans.find((span) => (to - from) / (span * minuteMs) <= most) ?? 1440 * Math.ceil((to - from) / (1440 * minuteMs) / most)) * minuteMs;
  const ticks: number[] = [];
  for (let at = Math.ceil(from / by) * by; at <= to; at += by) ticks.push(at);
  return ticks;
}
