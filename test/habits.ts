// Creators that do not exist, for the calibrations of project.test.ts and fades.test.ts. Drawn from seeds, independent of the rules.
import { dayNumber, dayText, monthOf } from '#src/features/calls/rules/days.ts';
import type { CreatorFacts, Finals, Level, Span } from '#src/features/calls/rules/facts.ts';

export interface Draw {
  (): number;
  between: (low: number, high: number) => number;
  normal: () => number;
  poisson: (mean: number) => number;
}

/** mulberry32 */
export function drawFrom(seed: number): Draw {
  let a = seed >>> 0;
  const uniform = () => {
    a = (a + 0x6d2b79f5) | 0;
    let t = Math.imul(a ^ (a >>> 15), 1 | a);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296;
  };
  const poisson = (mean: number) => {
    let n = -1;
    for (let p = 1; p > Math.exp(-mean); n += 1) p *= uniform();
    return Math.max(0, n);
  };
  return Object.assign(uniform, {
    between: (low: number, high: number) => low + uniform() * (high - low),
    normal: () => Math.sqrt(-2 * Math.log(1 - uniform())) * Math.cos(2 * Math.PI * uniform()),
    poisson,
  });
}

/** How somebody broadcasts, as long as nothing changes. */
export interface Habit {
  /** Chance of a LIVE by weekday, 0 = Monday. */
  rates: number[];
  /** Median of a session, seconds, and the spread of its logarithm. */
  session: number;
  sessionSpread: number;
  secondSession: number;
  perHour: number;
  perHourSpread: number;
  club: number;
  joins: number;
  leaves: number;
}

/** Two thirds keep their own weekdays, two to six of them; a third goes LIVE as it comes, some of them rarely. */
export function habitFrom(draw: Draw): Habit {
  const days = Math.floor(draw.between(2, 7));
  const rank = Array.from({ length: 7 }, () => draw());
  const chosen = rank.map((r) => rank.filter((o) => o < r).length < days);
  const [on, off, flat] = [draw.between(0.75, 0.97), draw.between(0.02, 0.15), draw.between(0.2, 0.95)];
  const own = draw() < 2 / 3;
  const club = Math.round(Math.exp(draw.between(Math.log(30), Math.log(1500))));
  const churn = club * draw.between(0.003, 0.015);
  return {
    rates: chosen.map((c) => (own ? (c ? on : off) : flat)),
    session: draw.between(2700, 12_600),
    sessionSpread: draw.between(0.15, 0.6),
    secondSession: draw.between(0, 0.35),
    perHour: Math.exp(draw.between(Math.log(200), Math.log(8000))),
    perHourSpread: draw.between(0.3, 1),
    club,
    joins: churn * draw.between(0.9, 1.3),
    leaves: churn,
  };
}

/** What a day is multiplied by; 1 = as usual. */
export interface Change {
  rate: number;
  session: number;
  perHour: number;
  joins: number;
  /** Share of the club that leaves on top. */
  thinning: number;
}
/** The first day of every simulated creator, unless one is given. */
export const begins = '2026-01-01';
export const asUsual: Change = { rate: 1, session: 1, perHour: 1, joins: 1, thinning: 0 };

export function live(
  habit: Habit,
  draw: Draw,
  firstDay: string,
  days: number,
  change: (day: number) => Change,
): { spans: Span[]; levels: Level[] } {
  const first = dayNumber(firstDay);
  const spans: Span[] = [];
  const levels: Level[] = [];
  let club = habit.club;
  let mood = 0;
  for (let i = 0; i < days; i += 1) {
    const now = change(i);
    const on = dayText(first + i);
    const rate = habit.rates[new Date(`${on}T00:00:00Z`).getUTCDay() === 0 ? 6 : new Date(`${on}T00:00:00Z`).getUTCDay() - 1]!;
    const lives = draw() < rate * now.rate ? (draw() < habit.secondSession ? 2 : 1) : 0;
    let liveSeconds = 0;
    for (let k = 0; k < lives; k += 1) {
      mood = 0.3 * mood + Math.sqrt(1 - 0.09) * draw.normal();
      liveSeconds += Math.round(Math.max(300, habit.session * now.session * Math.exp(habit.sessionSpread * mood)));
    }
    const gift = Math.exp(habit.perHourSpread * draw.normal() - habit.perHourSpread ** 2 / 2);
    const diamonds = Math.round((liveSeconds / 3600) * habit.perHour * now.perHour * gift);
    const newFans = draw.poisson(habit.joins * now.joins);
    club = Math.max(0, club + newFans - draw.poisson(habit.leaves + club * now.thinning));
    spans.push({
      from: on,
      to: dayText(first + i + 1),
      diamonds,
      liveSeconds,
      validDays: liveSeconds >= 3600 ? 1 : 0,
      lives,
      newFollowers: null,
      newFans,
    });
    levels.push({ on, totalFans: club, activeFans: club });
  }
  return { spans, levels };
}

/** The facts as they stood at the end of `dataOn`, with about as many days as the room keeps. */
export function factsOn(whole: { spans: Span[]; levels: Level[] }, dataOn: string, keep = 60): CreatorFacts {
  const month = monthOf(dataOn, -1);
  const first = dayNumber(whole.spans[0]!.from);
  const end = dayNumber(dataOn) + 1 - first;
  const last = whole.spans.slice(Math.max(0, month.first - first), Math.max(0, month.end - first));
  const sum = (key: keyof Finals) => last.reduce((n, s) => n + (s[key] ?? 0), 0);
  return {
    spans: whole.spans.slice(Math.max(0, end - keep), end),
    levels: whole.levels.slice(Math.max(0, end - keep), end),
    dataOn,
    joinedOn: '2025-01-01',
    lastMonth: { diamonds: sum('diamonds'), liveSeconds: sum('liveSeconds'), validDays: sum('validDays') },
    group: null,
  };
}
