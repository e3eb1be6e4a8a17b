import { dayNumber, weekday, type DayNumber } from './days.ts';
import type { CreatorFacts } from './facts.ts';
import { seriesOf, type Series } from './series.ts';

/** What a value usually is on each day of the week (0 = Monday), from `n` known days; `spread` is the variance of one day around it. */
export interface Weekly {
  n: number;
  /** Of all days; `n` where they weigh the same. */
  weight: number;
  mean: number;
  of: number[];
  spread: number;
}

/**
 * Means by weekday of `values[from..to)`, drawn towards the overall mean as far as the weekdays differ by no more than chance:
 * somebody without a weekday habit gets none. Younger days weigh more when `halfLife` (days) is given.
 */
export function weeklyOf(values: number[], first: DayNumber, from: number, to: number, halfLife = Infinity): Weekly {
  const sum = Array<number>(7).fill(0);
  const weight = Array<number>(7).fill(0);
  let total = 0;
  let all = 0;
  let squares = 0;
  let n = 0;
  const fade = 2 ** (-1 / halfLife);
  let w = 1;
  for (let i = to - 1; i >= from; i -= 1, w *= fade) {
    const x = values[i]!;
    if (Number.isNaN(x)) continue;
    const d = weekday(first + i);
    sum[d]! += w * x;
    weight[d]! += w;
    total += w * x;
    squares += w * x * x;
    all += w;
    n += 1;
  }
  const mean = all === 0 ? 0 : total / all;
  return { n, weight: all, ...shrunk(sum, weight, mean, all === 0 ? 0 : squares / all - mean * mean, all), mean };
}

/** Empirical Bayes: the variance between weekdays beyond what the days within them explain. */
function shrunk(sum: number[], weight: number[], mean: number, variance: number, all: number) {
  let between = 0;
  for (let d = 0; d < 7; d += 1) if (weight[d]! > 0) between += weight[d]! * (sum[d]! / weight[d]! - mean) ** 2;
  between = all === 0 ? 0 : between / all;
  const free = Math.max(1, all - 7);
  const within = Math.max(0, ((variance - between) * all) / free);
  const real = Math.max(0, between - (within * 6) / Math.max(1, all));
  const of = Array<number>(7).fill(0);
  let kept = 0;
  for (let d = 0; d < 7; d += 1) {
    const n = weight[d]!;
    const share = n === 0 || real === 0 ? 0 : real / (real + within / n);
    of[d] = share === 0 ? mean : mean + share * (sum[d]! / n - mean);
    kept += n * share * (2 - share);
  }
  // What shrinking left in the residuals: between full weekdays (within) and none (variance).
  const explained = all === 0 ? 0 : kept / all;
  return { of, spread: Math.max(0, explained * within + (1 - explained) * variance) };
}

/** 1 = LIVE, 0 = not, NaN = not known, by day. */
export function liveDays(series: Series): number[] {
  return series.liveSeconds.map((seconds, i) => {
    const lives = series.lives[i]!;
    if (seconds > 0 || lives > 0) return 1;
    return Number.isNaN(seconds) ? (lives === 0 ? 0 : Number.NaN) : 0;
  });
}

/** How the last `scan` days are left out of what counts as usual, and how many days before them count. */
export interface HabitSettings {
  history: number;
  scan: number;
  /** Fewer known days make no habit. */
  minDays: number;
}

/** Eight and a half weeks; the last two are what is looked at. Inferred. */
export const usualHabit: HabitSettings = { history: 60, scan: 14, minDays: 28 };

/** LIVE days to expect from `from` to the one before `to`, by the own habit before the last two weeks; null = too few days. */
export function usualLiveDays(facts: CreatorFacts, from: DayNumber, to: DayNumber, settings: HabitSettings = usualHabit): number | null {
  const series = seriesOf(facts, settings.history);
  const habit = weeklyOf(liveDays(series), series.first, 0, settings.history - settings.scan);
  if (habit.n < settings.minDays) return null;
  let sum = 0;
  for (let d = from; d < to; d += 1) sum += Math.min(1, Math.max(0, habit.of[weekday(d)]!));
  return sum;
}

/** Days at the end that are known to hold no LIVE, read from the last span back: most creators stop at the first. */
function quietDays(facts: CreatorFacts): number {
  const end = dayNumber(facts.dataOn) + 1;
  let from = end;
  for (let i = facts.spans.length - 1; i >= 0; i -= 1) {
    const span = facts.spans[i]!;
    if (span.from > facts.dataOn) continue;
    if (span.liveSeconds !== 0 && span.lives !== 0) break;
    from = dayNumber(span.from);
  }
  return end - from;
}

/** Days since the last LIVE, known day by day; null when unknown, or when no LIVE lies within the days that are known. */
export interface Silence {
  days: number;
  /** How likely at least so many days without a LIVE are by the own habit. */
  chance: number;
  /** Days from LIVE to LIVE, as usual: 1 / LIVE-day rate. */
  usualGap: number;
}

/** Source of the order: rules.md 3, a missed LIVE is the first sign; the chance is ours, inferred. */
export function silenceOf(facts: CreatorFacts, least = 0, settings: HabitSettings = usualHabit): Silence | null {
  if (quietDays(facts) < least) return null;
  const series = seriesOf(facts, settings.history);
  const live = liveDays(series);
  let days = 0;
  while (days < live.length && live[live.length - 1 - days] === 0) days += 1;
  if (days === live.length || live[live.length - 1 - days] !== 1) return null;
  const habit = weeklyOf(live, series.first, 0, live.length - Math.max(days, settings.scan));
  if (habit.n < settings.minDays || habit.mean === 0) return null;
  let chance = 1;
  for (let i = live.length - days; i < live.length; i += 1)
    chance *= 1 - Math.min(0.95, Math.max(0.02, habit.of[weekday(series.first + i)]!));
  return { days, chance, usualGap: 1 / habit.mean };
}
