import { dayNumber, type DayNumber, type Month } from './days.ts';
import { signalKeys, type CreatorFacts, type SignalKey, type Span } from './facts.ts';

/** One value a day, the first of day `first`; NaN = not known. */
export interface Series {
  first: DayNumber;
  liveSeconds: number[];
  diamonds: number[];
  lives: number[];
  validDays: number[];
  /** The stretches of several days that lie within. */
  stretches: { from: DayNumber; days: number; span: Span }[];
}

/**
 * The last `days` days up to `dataOn`, by day. A stretch of several days says something of its days only where it holds
 * nothing at all: then each of them held nothing. Otherwise they stay unknown.
 */
export function seriesOf(facts: CreatorFacts, days: number): Series {
  const end = dayNumber(facts.dataOn) + 1;
  const first = end - days;
  const series: Series = {
    first,
    liveSeconds: blank(days),
    diamonds: blank(days),
    lives: blank(days),
    validDays: blank(days),
    stretches: [],
  };
  for (let i = facts.spans.length - 1; i >= 0; i -= 1) {
    const span = facts.spans[i]!;
    const from = dayNumber(span.from);
    if (from >= end) continue;
    const to = dayNumber(span.to);
    if (to <= first) break;
    fill(series, span, from, to, end);
  }
  return series;
}

const blank = (days: number) => Array<number>(days).fill(Number.NaN);

function fill(series: Series, span: Span, from: DayNumber, to: DayNumber, end: DayNumber): void {
  const one = to - from === 1;
  if (!one && from >= series.first && to <= end) series.stretches.push({ from, days: to - from, span });
  for (let d = Math.max(from, series.first); d < Math.min(to, end); d += 1) {
    const at = d - series.first;
    if (one || span.liveSeconds === 0) series.liveSeconds[at] = span.liveSeconds ?? Number.NaN;
    if (one || span.diamonds === 0) series.diamonds[at] = span.diamonds ?? Number.NaN;
    if (one || span.lives === 0) series.lives[at] = span.lives ?? Number.NaN;
    if (one || span.validDays === 0) series.validDays[at] = span.validDays ?? Number.NaN;
  }
}

/** A sum of which some days may be unknown: it lies between `atLeast` and `atMost` (null = without bound). */
export interface Sum {
  atLeast: number;
  atMost: number | null;
  /** The sum itself where it is known, else null. */
  exact: number | null;
}

const mostPerDay: Record<SignalKey, number> = { validDays: 1, liveSeconds: 86_400, diamonds: Infinity };

export type Sums = Record<SignalKey, Sum>;

/**
 * What the days `from` to the one before `to` brought. Days without a span, spans without the figure, and spans that begin before
 * `from` or end after `to` (they cannot be split) widen it: a day holds at most one valid day and 24 hours.
 */
export function sumsOf(spans: readonly Span[], from: DayNumber, to: DayNumber): Sums {
  const known = { validDays: 0, liveSeconds: 0, diamonds: 0 };
  const open = { validDays: 0, liveSeconds: 0, diamonds: 0 };
  let bare = to - from;
  for (let i = spans.length - 1; i >= 0; i -= 1) {
    const span = spans[i]!;
    const start = dayNumber(span.from);
    if (start >= to) continue;
    const end = dayNumber(span.to);
    if (end <= from) break;
    const inside = Math.min(end, to) - Math.max(start, from);
    const whole = inside === end - start;
    bare -= inside;
    for (const key of signalKeys) {
      const value = span[key];
      if (value === null) open[key] += inside * mostPerDay[key];
      else if (whole) known[key] += value;
      else open[key] += Math.min(value, inside * mostPerDay[key]);
    }
  }
  const sum = (key: SignalKey) => between(known[key], bare > 0 ? open[key] + bare * mostPerDay[key] : open[key]);
  return { validDays: sum('validDays'), liveSeconds: sum('liveSeconds'), diamonds: sum('diamonds') };
}

const between = (known: number, open: number): Sum => ({
  atLeast: known,
  atMost: open === Infinity ? null : known + open,
  exact: open === 0 ? known : null,
});

/** The days of a month in which the creator was in the network, up to the one before `to`; a joining day not known counts from the 1st. */
export function inNetworkFrom(facts: CreatorFacts, month: Month): DayNumber {
  const joined = facts.joinedOn === null ? month.first : dayNumber(facts.joinedOn);
  return Math.min(Math.max(month.first, joined), month.end);
}

/** Month to date. What a span holds of the month before the joining day is counted too: the platform did. */
export function monthToDate(facts: CreatorFacts, month: Month): Sums {
  const end = dayNumber(facts.dataOn) + 1;
  let from = inNetworkFrom(facts, month);
  if (from > month.first)
    for (const span of facts.spans) {
      const start = dayNumber(span.from);
      if (start >= from) break;
      if (start >= month.first && (span.liveSeconds || span.diamonds || dayNumber(span.to) > from)) from = start;
    }
  return sumsOf(facts.spans, from, Math.max(from, end));
}
