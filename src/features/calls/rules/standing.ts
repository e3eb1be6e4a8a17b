import type { Params } from '#src/features/policies/contract.ts';
import { dayOf } from '#src/lib/time.ts';
import type { PaceShown, ReasonKind, StripDay } from '../contract.ts';
import type { StandingBody } from '../tables.ts';
import { dayNumber, dayText, monthOf, type DayNumber } from './days.ts';
import type { CreatorFacts, Day } from './facts.ts';
import { fadingOf } from './fading.ts';
import { paceOf, type Pace } from './pace.ts';
import { projectOf, type Pool, type Projection, type Projections } from './project.ts';
import { inNetworkFrom, monthToDate, seriesOf, type Sum, type Sums } from './series.ts';
import { reportedRounding, thresholdsFor, type OwnGoals, type ThresholdRules } from './thresholds.ts';
import { nearestPace, placeOf, reasonsFor, type Place } from './today.ts';

/** The dated rule of the operator as the rules here take it; its rounding is not published and stays ours. */
export const rulesOf = ({ gate, tiers, graduation }: Params['thresholds']): ThresholdRules => ({
  ...(gate && { gate: { name: 'activeness', ...gate, rounding: reportedRounding } }),
  ...(tiers.length > 0 && { tiers: tiers.map((from, i) => ({ tier: i + 1, from })) }),
  ...(graduation && { graduation }),
});

/** A standing as it is kept: what lists are filtered and sorted by, and what they show. */
export interface Reckoned {
  band: Pace['band'];
  validDays: number | null;
  liveSeconds: number | null;
  diamonds: number | null;
  lastLiveOn: Day | null;
  reasons: ReasonKind[];
  changes: boolean;
  place: Place;
  body: StandingBody;
}

/** After so many days without being in an export nothing is told any more: it would be about another month. */
const staleDays = 35;

/** What a whole agency's creators are reckoned by. */
export interface Agency {
  /** The latest day that any of its files tells of: its month is "this month". */
  dataOn: Day;
  /** Thresholds in force in that month. */
  rules: ThresholdRules;
  pool: Pool;
  now: Date;
}

const unknown: Sum = { atLeast: 0, atMost: null, exact: null };
const unknownSums: Sums = { validDays: unknown, liveSeconds: unknown, diamonds: unknown };
const notProjected: Projection = { have: null, expected: null, low: null, high: null, n: 0, basis: 'unknown' };
const noProjections: Projections = { validDays: notProjected, liveSeconds: notProjected, diamonds: notProjected };

/**
 * How one creator stands at an instant, by `facts` up to her own latest day. Who has quit, or was in no export for five weeks, gives no reason
 * to call; of who is missing in every file of this month nothing of this month is known.
 */
export function reckon(
  creatorId: string,
  given: CreatorFacts,
  goals: OwnGoals,
  gone: boolean,
  { dataOn, rules, pool, now }: Agency,
): Reckoned {
  const facts = { ...given, today: dayOf(now) };
  const month = monthOf(dataOn);
  const missing = monthOf(facts.dataOn).first !== month.first;
  const sums = missing ? unknownSums : monthToDate(facts, month);
  const asked = missing ? [] : thresholdsFor(facts, rules, goals, sums.diamonds.exact);
  const paces = asked.map((threshold) => paceOf(facts, threshold));
  const pace = nearestPace(paces);
  const stale = gone || missing || dayNumber(facts.today) - dayNumber(facts.dataOn) > staleDays;
  const fading = stale ? null : fadingOf(facts);
  const reasons = stale ? [] : reasonsFor(facts, pace, fading, now);
  return {
    band: pace?.band ?? null,
    validDays: sums.validDays.exact,
    liveSeconds: sums.liveSeconds.exact,
    diamonds: sums.diamonds.exact,
    lastLiveOn: lastLiveOf(facts),
    reasons: reasons.map(({ kind }) => kind),
    changes: reasons.some((r) => r.changes === true),
    place: placeOf({ creatorId, reasons, pace, fading }),
    body: {
      joinedOn: facts.joinedOn,
      month: { first: dayText(month.first), last: dayText(month.end - 1) },
      pace: pace && shown(pace),
      paces: paces.map(shown),
      strip: stripOf(facts, month.first, month.end),
      spark: sparkOf(facts),
      projected: missing ? noProjections : projectOf(facts, pool),
      reasons,
    },
  };
}

const shown = ({ threshold: { kind, name, prorated }, daysLeft, band, signals, need, alarm, ownPace, near }: Pace): PaceShown => ({
  threshold: { kind, name, prorated },
  daysLeft,
  band,
  signals,
  need,
  alarm,
  ownPace: ownPace === null ? null : Math.round(ownPace),
  near,
});

/** Each day from `first` to the one before `end`. What days between the data and today brought is not known. A stretch of several days says something only where it holds nothing at all. */
export function stripOf(facts: CreatorFacts, first: DayNumber, end: DayNumber): StripDay[] {
  const known = dayNumber(facts.dataOn) + 1;
  const upTo = Math.min(end, known);
  const { liveSeconds, validDays, lives } = seriesOf({ ...facts, dataOn: dayText(Math.max(first, upTo) - 1) }, Math.max(0, upTo - first));
  const from = inNetworkFrom(facts, { first, end });
  return Array.from({ length: end - first }, (_, i): StripDay => {
    if (first + i >= known) return facts.today !== undefined && first + i < dayNumber(facts.today) ? 'unknown' : 'ahead';
    if (validDays[i]! > 0) return 'valid';
    if (liveSeconds[i]! > 0 || lives[i]! > 0) return 'live';
    if (first + i < from) return 'outside';
    return liveSeconds[i] === 0 || (lives[i] === 0 && validDays[i] === 0) ? 'none' : 'unknown';
  });
}

function sparkOf(facts: CreatorFacts): (number | null)[] {
  return seriesOf(facts, 28).diamonds.map((d) => (Number.isNaN(d) ? null : d));
}

/** The last day known to hold a LIVE; of a stretch its last day, for nobody knows better. */
function lastLiveOf({ spans }: CreatorFacts): Day | null {
  const last = spans.findLast((s) => (s.liveSeconds ?? 0) > 0 || (s.lives ?? 0) > 0 || (s.validDays ?? 0) > 0);
  return last === undefined ? null : dayText(dayNumber(last.to) - 1);
}
