import type { Platform } from '#src/lib/shapes.ts';
import { openChance, seedOf } from '../backstage/chance.ts';

/** One broadcast before it happens; everything in it follows from this. */
export interface BroadcastPlan {
  seed: number;
  platform: Platform;
  account: string;
  /** Milliseconds, a whole second. */
  startAt: number;
  seconds: number;
  /** On average, repetitions not counted. */
  eventsPerSecond: number;
  /** Who watches when it has settled. */
  viewers: number;
}

export interface EveningOptions {
  seed: number;
  platform: Platform;
  accounts: readonly string[];
  /** Milliseconds, a whole second. */
  from: number;
  minutes: number;
  /** Of all broadcasts together, on average over the whole evening. */
  eventsPerSecond: number;
}

interface Span {
  account: string;
  from: number;
  until: number;
  weight: number;
}

/** Who goes LIVE when: the first at once, each at her own time, one in five twice; a few have most of the audience. */
export function planEvening({ seed, platform, accounts, from, minutes, eventsPerSecond }: EveningOptions): BroadcastPlan[] {
  const all = Math.round(minutes * 60);
  const spans = accounts.flatMap((account, n) => drawSpans(seedOf(seed, n), account, n === 0, all));
  const weighted = spans.reduce((sum, { from: a, until: b, weight }) => sum + (b - a) * weight, 0);
  return spans.map(({ account, from: a, until: b, weight }) => ({
    seed,
    platform,
    account,
    startAt: from + a * 1000,
    seconds: b - a,
    eventsPerSecond: (eventsPerSecond * all * weight) / weighted,
    viewers: Math.max(3, Math.round(120 * weight ** 2)),
  }));
}

function drawSpans(seed: number, account: string, first: boolean, all: number): Span[] {
  const chance = openChance(seed);
  const weight = Math.min(6, Math.max(0.3, chance.skewed(1, 0.6)));
  const begins = first ? 0 : Math.floor(chance.between(0, 0.35) * all);
  const ends = Math.max(begins + 1, Math.floor(begins + (all - begins) * chance.between(0.55, 1)));
  const whole = { account, from: begins, until: ends, weight };
  if (all < 1200 || !chance.chance(0.2)) return [whole];
  const middle = Math.floor(begins + (ends - begins) * chance.between(0.35, 0.65));
  return [
    { ...whole, until: middle },
    { ...whole, from: middle + Math.floor(chance.between(60, 0.05 * all)) },
  ].filter((span) => span.until > span.from);
}
