import type { FigureKey } from '../contract.ts';
import { dayAfter, lastOf, monthOf } from '#src/lib/days.ts';

/** What the exports of a month had said by the end of a day, since its first. */
export interface Total {
  on: string;
  figures: Partial<Record<FigureKey, number>>;
  approx: readonly FigureKey[];
  /** Of the next month's export: durations are rounded to hundredths of an hour there. */
  closing?: boolean;
}

/** Counters that a difference of two totals makes sense of. */
export const counters = [
  'diamonds',
  'liveSeconds',
  'validDays',
  'lives',
  'newFollowers',
  'newFans',
  'fanDiamonds',
  'matches',
  'matchDiamonds',
] as const satisfies FigureKey[];
export type Counter = (typeof counters)[number];

/** `fell`: a total was smaller than the one before, what happened is not known; `short`: written like 2.98M, or as 156.36h; `closed`: from the next month's export. */
export type SpanFlag = 'fell' | 'short' | 'closed';

/** What happened from a day up to another one, that one not included: usually one day, more where the days between were not uploaded. */
export interface Span extends Record<Counter, number | null> {
  from: string;
  to: string;
  totalFans: number | null;
  activeFans: number | null;
  flags: SpanFlag[];
}

/**
 * The figures between two totals of one month, by difference (exports.md 6: counters are month to date). Without an earlier total the span
 * begins on the first of the month, or on the day of joining. A difference over several days stays one: it is never split, and a day that no
 * file told of is never 0. A total that fell gives null, not a negative day.
 */
export function spanBetween(before: Total | null, here: Total, joinedOn: string | null): Span {
  const flags = new Set<SpanFlag>();
  const isApprox = (key: Counter) => here.approx.includes(key) || (before?.approx.includes(key) ?? false);
  const differ = (key: Counter): number | null => {
    const now = here.figures[key];
    const then = before === null ? 0 : before.figures[key];
    if (now === undefined || then === undefined) return null;
    if (isApprox(key)) flags.add('short');
    // Rounded hours differ by a few seconds where nobody went LIVE.
    const rounded = key === 'liveSeconds' && (here.closing === true || isApprox(key));
    if (rounded && Math.abs(now - then) <= roundedBy) return 0;
    if (now >= then) return now - then;
    flags.add('fell');
    return null;
  };
  const figures = Object.fromEntries(counters.map((key) => [key, differ(key)])) as Record<Counter, number | null>;
  if (here.closing) flags.add('closed');
  const first = `${monthOf(here.on)}-01`;
  const began = joinedOn !== null && joinedOn > first && joinedOn <= here.on ? joinedOn : first;
  return {
    from: before === null ? began : dayAfter(before.on),
    to: dayAfter(here.on),
    ...figures,
    totalFans: here.figures.totalFans ?? null,
    activeFans: here.figures.activeFans ?? null,
    flags: [...flags].sort(),
  };
}
/** Hours with two decimals are off by half of a hundredth, on both sides of a difference. */
const roundedBy = 36;

/** The spans that change when a total comes in between two others: its own, and the one that followed. */
export function spansAround(before: Total | null, here: Total, after: Total | null, joinedOn: string | null): Span[] {
  const own = spanBetween(before, here, joinedOn);
  return after === null ? [own] : [own, spanBetween(here, after, joinedOn)];
}

const closes = {
  diamonds: 'diamondsLastMonth',
  liveSeconds: 'liveSecondsLastMonth',
  validDays: 'validDaysLastMonth',
  newFollowers: 'newFollowersLastMonth',
  lives: 'livesLastMonth',
} as const satisfies Partial<Record<Counter, FigureKey>>;

/** A month as the next one's exports call it (they are frozen all month), and its last day; null where a file says nothing of it. */
export function closingOf(dataOn: string, figures: Partial<Record<FigureKey, number>>, approx: readonly FigureKey[]): Total | null {
  const known = Object.entries(closes).filter(([, key]) => figures[key] !== undefined) as [Counter, FigureKey][];
  if (known.length === 0) return null;
  return {
    on: lastOf(dataOn),
    figures: Object.fromEntries(known.map(([counter, key]) => [counter, figures[key]!])),
    approx: known.filter(([, key]) => approx.includes(key)).map(([counter]) => counter),
    closing: true,
  };
}

/** Whether the month's own last total said something else than its closing. */
export const isRestated = (last: Total, closing: Total): boolean =>
  counters.some((key) => {
    const [own, closed] = [last.figures[key], closing.figures[key]];
    if (own === undefined || closed === undefined) return false;
    if (key === 'liveSeconds') return Math.abs(own - closed) > roundedBy;
    return !closing.approx.includes(key) && !last.approx.includes(key) && own !== closed;
  });
