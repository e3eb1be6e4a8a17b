// Believable evenings for screens: an opening, a peak, a loss, gifts, an end. The product's simulator tells of more, and of its truth.
import { dice } from './promises/dice.ts';
import type { TestEvent } from './lives.ts';

export interface Evening {
  handle: string;
  platform?: string;
  room: string;
  /** When it begins. */
  at: Date;
  minutes: number;
  /** About so many watch. */
  viewers: number;
  seed: number;
  /** It still goes on: no end is told. */
  ongoing?: boolean;
}

const shape = (m: number, minutes: number): number => {
  const opening = 1 - Math.exp(-(m + 1) / 2);
  const hump = 0.8 * Math.exp(-(((m - minutes * 0.42) / (minutes * 0.07)) ** 2));
  return opening * (0.75 + hump) * (m > minutes * 0.85 ? 0.6 : 1);
};

export function evening({ handle, platform = 'twitch', room, at, minutes, viewers, seed, ongoing = false }: Evening): TestEvent[] {
  const roll = dice(seed);
  const told: TestEvent[] = [];
  const tell = (type: string, ms: number, data?: Record<string, unknown>) =>
    told.push({
      specversion: '1.0',
      id: `${room}-${told.length}`,
      source: 'twitch-eventsub',
      type,
      time: new Date(at.getTime() + ms).toISOString(),
      platform,
      subject: handle,
      session: room,
      ...(data && { data }),
    });
  tell('stream.started', 0);
  for (let m = 0; m < minutes; m++) {
    const watching = Math.max(1, Math.round(viewers * shape(m, minutes) * (0.94 + roll.below(120) / 1000)));
    for (const second of [5, 25, 45])
      tell('stream.sample', m * 60_000 + second * 1000, { viewers: watching + roll.below(4), viewersTotal: viewers * 4 + m * 9 });
    for (let n = roll.below(1 + Math.ceil(watching / 40)); n > 0; n--)
      tell('gift', m * 60_000 + roll.below(60_000), {
        giftId: `${roll.below(9)}`,
        from: `v${roll.below(200)}`,
        count: 1 + roll.below(9),
        diamondsEach: 1 + roll.below(30),
      });
    if (roll.chance(0.1))
      tell('gift', m * 60_000 + roll.below(60_000), {
        giftId: '3',
        from: 'v1',
        count: 4,
        diamondsEach: 20,
        streak: `s${m}`,
        closed: false,
      });
    for (let n = roll.below(1 + Math.ceil(watching / 15)); n > 0; n--)
      tell(roll.chance(0.85) ? 'chat' : roll.one(['follow', 'share']), m * 60_000 + roll.below(60_000));
  }
  if (!ongoing) tell('stream.ended', minutes * 60_000);
  return told.filter((one) => !ongoing || Date.parse(one.time) <= at.getTime() + minutes * 60_000);
}
