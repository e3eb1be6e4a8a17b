// When the creators of a demo are LIVE: in the evenings of the past, and by turns, round the clock, as long as a server runs.
import type { livesSimulator } from '#src/app.ts';
import { addDays } from '#src/lib/days.ts';
import { drawOf } from '#src/lib/ids.ts';
import { dayOf, startOfDay } from '#src/lib/time.ts';

type Plan = Parameters<Awaited<ReturnType<typeof livesSimulator>>['playWhole']>[0];
export interface Player {
  platform: Plan['platform'];
  handle: string;
  zone: string;
  viewers: number;
  /** Has a login, and so is on air most of the time. */
  lead: boolean;
  /** Her place among the leads, or among the others. */
  place: number;
}

const minuteMs = 60_000;
/** Minutes. Leads are never away two at a time; of five others one or two are on air. */
const turns = {
  lead: { every: 240, long: 200, begun: [35, 150, 75], eventsPerSecond: 0.6 },
  other: { every: 360, long: 100, begun: [20, 92, 164, 236, 308], eventsPerSecond: 0.4 },
} as const;
export const mostLeads = turns.lead.begun.length;
export const mostOthers = turns.other.begun.length;
/** An evening of the past is told by less, so that it fits into one request: its minutes are what is looked at. */
const past = { lead: 0.22, other: 0.1, minutes: [70, 120] } as const;
export const pastDays = 28;
/** The same demo is the same evenings. */
const seed = 1;

const draw = ({ platform, handle }: Player, what: string | number): number => drawOf(`${platform} ${handle} ${what}`);
const between = (share: number, from: number, to: number): number => Math.round(from + share * (to - from));
const planOf = ({ platform, handle, viewers }: Player, startAt: number, minutes: number, eventsPerSecond: number): Plan => ({
  seed,
  platform,
  account: handle,
  startAt: Math.floor(startAt / 1000) * 1000,
  seconds: minutes * 60,
  eventsPerSecond,
  viewers,
});

const clocks = new Map<string, Intl.DateTimeFormat>();
/** Minutes that the clock of a zone is ahead of UTC; of one that nobody knows, none. */
function aheadIn(zone: string, at: number): number {
  let clock = clocks.get(zone);
  if (!clock) {
    const parts = { year: 'numeric', month: '2-digit', day: '2-digit', hour: '2-digit', minute: '2-digit', hourCycle: 'h23' } as const;
    clock = new Intl.DateTimeFormat('sv-SE', { timeZone: zone, ...parts });
    clocks.set(zone, clock);
  }
  return Math.round((Date.parse(`${clock.format(at).replace(' ', 'T')}Z`) - at) / minuteMs);
}

/** Her LIVEs of the last four weeks that were over by an instant, oldest first: about eight in the evening, Tuesday to Saturday. */
export function eveningsOf(player: Player, now: Date): Plan[] {
  return Array.from({ length: pastDays }, (_, n) => addDays(dayOf(now), n - pastDays)).flatMap((on) => {
    const weekday = startOfDay(on).getUTCDay();
    const rests = weekday < 2 || draw(player, `${on} rests`) < (player.lead ? 0.12 : 0.35);
    if (rests) return [];
    const wanted = startOfDay(on).getTime() + (20 * 60 + between(draw(player, `${on} begins`), -12, 25)) * minuteMs;
    const startAt = wanted - aheadIn(player.zone, wanted) * minuteMs;
    const minutes = between(draw(player, `${on} lasts`), ...past.minutes);
    return startAt + minutes * minuteMs < now.getTime() ? [planOf(player, startAt, minutes, past[player.lead ? 'lead' : 'other'])] : [];
  });
}

/** Her turns that overlap a time. They are reckoned from the instant at which the demo was filled: then all leads are on air. */
export function turnsOf(player: Player, filledAt: Date, from: number, to: number): Plan[] {
  const { every, long, begun, eventsPerSecond } = player.lead ? turns.lead : turns.other;
  const first = filledAt.getTime() - begun[player.place % begun.length]! * minuteMs;
  const period = every * minuteMs;
  const plans: Plan[] = [];
  for (let k = Math.floor((from - long * minuteMs - first) / period); first + k * period < to; k++) {
    const plan = planOf(player, first + k * period, long - between(draw(player, k), 0, 12), eventsPerSecond);
    if (plan.startAt + plan.seconds * 1000 > from) plans.push(plan);
  }
  return plans;
}
