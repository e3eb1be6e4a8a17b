import type { CloudEvent } from '#src/features/live/ports.ts';
import { openChance, seedOf, type Chance } from '../backstage/chance.ts';
import { drawMoments, openAudience, type Mood } from './audience.ts';
import { openGifters, platformId, type Given, type Gifters } from './gifts.ts';
import type { BroadcastPlan } from './plan.ts';
import { openTruth, type BroadcastTruth, type Counted, type SentStreak } from './truth.ts';
import { openWire } from './wire.ts';

export interface Broadcast {
  /** What arrives in the next second; to be asked for each in turn, from 0 on, until it is `over`. */
  second(): CloudEvent[];
  /** Everything happened, and everything that was sent has arrived. */
  over(): boolean;
  onAir(): boolean;
  /** Ends it now, and gives its end with all that is still under way. */
  stop(): CloudEvent[];
  /** What was sent so far, arrived or not. */
  truth(): BroadcastTruth;
}

const source = 'greenroom-simulator';
const noStart = 0.05;
const noEnd = 0.08;
/** Of streaks. */
const neverClosed = 0.17;
const toGuest = 0.04;
/** Of what is left when the levels are told, by how much is sent of it; a gift is several events. */
const mix = { chats: 0.46, gifts: 0.36, likes: 0.06, follows: 0.06, shares: 0.05, subscriptions: 0.01 } as const;
const eventsPerGift = 4.7;
/** Matches, storms and raids make so much more of everything than there would be, and of gifts once more. */
const byMoments = { all: 1.15, gifts: 1.55 } as const;

/** As often as a platform tells its levels, or where little is to be sent, rarely enough to leave room for the rest. */
const sampleSeconds = (perSecond: number): number => [10, 15, 20, 30].find((s) => 1 / s <= 0.4 * perSecond) ?? 60;

const hashOf = (text: string): number => {
  let h = 0x811c9dc5;
  for (let i = 0; i < text.length; i++) h = Math.imul(h ^ text.charCodeAt(i), 0x01000193);
  return h >>> 0;
};
/** What the platform calls a broadcast: nineteen digits, the same for an account and an instant. */
export const roomOf = ({ platform, account, startAt }: Pick<BroadcastPlan, 'platform' | 'account' | 'startAt'>): string =>
  `${startAt / 1000}`.padStart(11, '7') + String(hashOf(`${platform} ${account}`) % 1e8).padStart(8, '0');

/** Plays one broadcast: the same plan, the same events. */
export function openBroadcast(plan: BroadcastPlan): Broadcast {
  const { platform, account, startAt, seconds } = plan;
  const session = roomOf(plan);
  const seed = seedOf(plan.seed ^ hashOf(`${platform} ${account}`), startAt / 1000);
  const chance = openChance(seed);
  const truth = openTruth({ platform, account, session });
  const wire = openWire(openChance(seedOf(seed, 1)), seconds);
  const story = { starts: !chance.chance(noStart), ends: !chance.chance(noEnd) };
  let n = 0;
  let until = seconds;
  let ids = 0;

  const eventOf = (type: string, at: number, data?: Record<string, unknown>): CloudEvent => ({
    specversion: '1.0',
    id: `${startAt / 1000}${String(ids++).padStart(9, '0')}`,
    source,
    type,
    time: new Date(at).toISOString(),
    platform,
    subject: account,
    session,
    ...(data && { data }),
  });
  /** False: it was lost on the way. */
  const tell: Tell = (type, at, data) => {
    const sent = wire.tell(eventOf(type, at, data), n);
    if (sent) truth.sent(at);
    return sent;
  };
  const within = (): number => startAt + n * 1000 + chance.whole(0, 999);
  const life = openLife({ plan, chance, truth, tell, within });

  function end(): CloudEvent {
    const at = startAt + until * 1000;
    truth.sent(at);
    truth.ended(at);
    return eventOf('stream.ended', at);
  }
  function happen(): void {
    if (n === 0 && story.starts && tell('stream.started', startAt)) truth.started(startAt);
    life(n);
  }
  return {
    second() {
      if (n < until) happen();
      const arriving = wire.arriving(n);
      if (n === until && story.ends) arriving.push(end());
      n++;
      return arriving;
    },
    over: () => n > until && wire.isEmpty(),
    onAir: () => n > 0 && n <= until,
    stop() {
      const open = n > 0 && n <= until;
      if (open) until = n;
      n++;
      return [...wire.rest(), ...(open ? [end()] : [])];
    },
    truth: () => truth.read(),
  };
}

type Tell = (type: string, at: number, data?: Record<string, unknown>) => boolean;
interface Living {
  plan: BroadcastPlan;
  chance: Chance;
  truth: ReturnType<typeof openTruth>;
  tell: Tell;
  /** An instant of this second. */
  within: () => number;
}

/** What happens in the room, second by second. */
function openLife({ plan, chance, truth, tell, within }: Living): (n: number) => void {
  const moments = drawMoments(chance, plan.seconds);
  const audience = openAudience(chance, plan, moments);
  const giving = openGiving({ plan, chance, truth, tell, within }, openGifters(chance, Math.round(plan.viewers * 0.3)));
  const every = sampleSeconds(plan.eventsPerSecond);
  // How many of those who enter have been here lately: her own share of regulars.
  const regulars = openChance(seedOf(plan.seed ^ hashOf(plan.account), 2)).between(0.15, 0.5);
  const others = Math.max(0, plan.eventsPerSecond - 1 / every) / byMoments.all;
  const people: [Counted, string, (mood: Mood) => number][] = [
    ['chats', 'chat', (mood) => mix.chats * mood.talk],
    ['follows', 'follow', (mood) => mix.follows * mood.follows],
    ['shares', 'share', (mood) => mix.shares * mood.talk],
    ['subscriptions', 'subscription', (mood) => mix.subscriptions * mood.talk],
  ];

  function levels(n: number, { viewers, entered, likes }: Mood): void {
    for (let i = chance.about(others * mix.likes); i > 0; i--) sample({ likesTotal: likes });
    if (n % every === 0)
      sample({
        viewers,
        viewersTotal: entered,
        viewersReturning: Math.round(entered * regulars),
        ...(chance.chance(0.5) && { likesTotal: likes }),
      });
  }
  function sample(said: Parameters<typeof truth.sampled>[1]): void {
    const at = within();
    if (tell('stream.sample', at, said)) truth.sampled(at, said);
  }
  return (n) => {
    const mood = audience(n);
    levels(n, mood);
    for (const { kind, from, until } of moments) if (kind === 'match') matchAt(n, from, until);
    for (const [what, type, rate] of people)
      for (let i = chance.about(others * rate(mood)); i > 0; i--) {
        const at = within();
        if (tell(type, at)) truth.counted(what, at);
      }
    giving.goOn(n);
    for (let i = chance.about((others * mix.gifts * mood.gifts) / eventsPerGift / byMoments.gifts); i > 0; i--) giving.begin(n);
  };

  function matchAt(n: number, from: number, until: number): void {
    if (n === from && tell('match.started', within())) truth.match();
    else if (n === until) tell('match.ended', within());
    else if (n > from && n < until && (n - from) % 20 === 0 && others > 0.05) tell('match.score', within());
  }
}

interface Streak extends Given {
  streak: string;
  sent: SentStreak;
  /** The count that is told next. */
  next: number;
  at: number;
  closes: boolean;
}

/** Gifts: whole ones at once, streaks with a count that grows for as long as they last. */
function openGiving({ plan, chance, truth, tell, within }: Living, gifters: Gifters) {
  const due = new Map<number, Streak[]>();
  const guest = platformId(chance);
  const later = (streak: Streak, n: number) => due.set(n, [...(due.get(n) ?? []), streak]);

  function goOn(n: number): void {
    const now = due.get(n) ?? [];
    due.delete(n);
    for (const streak of now) part(streak, n);
  }
  /** One part of a streak; the last one says the whole count again, as its end. */
  function part(streak: Streak, n: number): void {
    const { gift, from, count, next, sent } = streak;
    const closed = next > count;
    if (closed && !streak.closes) return;
    const data = { giftId: gift.giftId, from, count: Math.min(next, count), diamondsEach: gift.diamonds, streak: streak.streak, closed };
    const at = Math.max(streak.at + 1, within());
    if (tell('gift', at, data)) Object.assign(sent, { count: data.count, at, closed });
    if (closed) return;
    // The longer it is, the larger its steps: some are always swallowed.
    const step = next < count ? Math.min(count - next, chance.whole(1, 1 + Math.floor(Math.sqrt(count) / 2))) : 1;
    later({ ...streak, next: next + step, at }, n + (next < count ? 1 : chance.whole(1, 4)));
  }
  function begin(n: number): void {
    const given = gifters.draw();
    const { from, count, gift } = given;
    if (chance.chance(toGuest)) return guestGift(given);
    if (gift.streaks) {
      const streak = { ...given, streak: String(plan.startAt + n * 1000 + chance.whole(0, 999)), next: 1, at: 0 };
      return part({ ...streak, sent: truth.streak(gift.diamonds), closes: !chance.chance(neverClosed) }, n);
    }
    const at = within();
    if (tell('gift', at, { giftId: gift.giftId, from, count, diamondsEach: gift.diamonds })) truth.given(at, count, gift.diamonds);
  }
  function guestGift({ from, gift, count }: Given): void {
    const data = { giftId: gift.giftId, from, to: guest, count, diamondsEach: gift.diamonds };
    if (tell('gift', within(), data)) truth.toGuest(count * gift.diamonds);
  }
  return { goOn, begin };
}
