import { createHmac } from 'node:crypto';
import { openChance, type Chance } from '#src/connectors/backstage/chance.ts';

/** What goes wrong, by Twitch itself or by somebody who wants to. Only `again`, the same message once more, may be answered with yes. */
export const faults = ['again', 'replayed', 'forged', 'altered', 'unsigned'] as const;
export type Fault = (typeof faults)[number];
export interface Delivery {
  /** When it comes here, in milliseconds: late, and so out of order. */
  arrivesAt: number;
  headers: Record<string, string>;
  body: string;
  /** Undefined: as it should be. */
  fault: Fault | undefined;
}
/** What a broadcast must come to, whatever was delivered how. */
export interface Truth {
  stream: string;
  startedAt: number;
  endedAt: number;
  follows: number;
  subscriptions: number;
  cheers: number;
  chats: number;
}
export interface Wanted {
  account: string;
  secret: string;
  from: Date;
  seed: number;
  streams: number;
  /** The share of messages that something goes wrong with, beside the right one. */
  faulty: number;
}

const minuteMs = 60_000;
/** RFC 3339 with nanoseconds, as Twitch writes it. */
const nanos = (ms: number) => new Date(ms).toISOString().replace('Z', '000000Z');

/** A message as Twitch signs and sends it. */
export function message(secret: string, kind: string, id: string, at: number, content: object): Pick<Delivery, 'headers' | 'body'> {
  const [time, body] = [nanos(at), JSON.stringify(content)];
  const mac = createHmac('sha256', secret).update(`${id}${time}${body}`).digest('hex');
  return {
    headers: {
      'twitch-eventsub-message-id': id,
      'twitch-eventsub-message-timestamp': time,
      'twitch-eventsub-message-signature': `sha256=${mac}`,
      'twitch-eventsub-message-type': kind,
    },
    body,
  };
}
export const subscription = (type: string, status = 'enabled', channel = '1337') => ({
  id: `sub of ${type}`,
  status,
  type,
  version: '1',
  condition: { broadcaster_user_id: channel },
  transport: { method: 'webhook', callback: 'https://greenroom.example' },
  created_at: '2026-01-01T00:00:00Z',
});

type Tell = (type: string, at: number, event: object) => void;
const viewerOf = (chance: Chance) => ({ user_id: String(chance.whole(1, 400)), user_login: 'viewer', user_name: 'Viewer' });

/** One thing that happens during a broadcast, as Twitch tells of it and as it counts. */
function moment(chance: Chance, tell: Tell, at: number, truth: Truth): void {
  const viewer = viewerOf(chance);
  const kind = chance.whole(0, 9);
  if (kind < 4) {
    tell('channel.chat.message', at, { chatter_user_id: viewer.user_id, message_id: `m${at}`, message: { text: 'hello' } });
    truth.chats++;
  } else if (kind < 6) {
    tell('channel.follow', at, { ...viewer, followed_at: nanos(at) });
    truth.follows++;
  } else if (kind < 7) {
    tell('channel.subscribe', at, { ...viewer, tier: '1000', is_gift: false });
    truth.subscriptions++;
  } else if (kind < 8) {
    // Announced as one, and told again for each who gets one.
    const total = chance.whole(1, 5);
    tell('channel.subscription.gift', at, { ...viewer, total, tier: '1000', is_anonymous: false });
    for (let i = 0; i < total; i++) tell('channel.subscribe', at, { ...viewerOf(chance), tier: '1000', is_gift: true });
    truth.subscriptions += total;
  } else if (kind < 9) {
    const hidden = chance.chance(0.3) ? { user_id: null, user_login: null, user_name: null } : viewer;
    tell('channel.cheer', at, { ...hidden, is_anonymous: hidden.user_id === null, message: '', bits: chance.whole(1, 10_000) });
    truth.cheers++;
  } else tell('channel.raid', at, { from_broadcaster_user_login: 'other', viewers: chance.whole(1, 900) });
}

function spoil(chance: Chance, right: Delivery, secret: string): Delivery {
  const fault = chance.pick(faults);
  const { headers, body, arrivesAt } = right;
  const name = 'twitch-eventsub-message-signature';
  if (fault === 'again') return { headers, body, fault, arrivesAt: arrivesAt + chance.whole(0, 3 * minuteMs) };
  if (fault === 'replayed') return { headers, body, fault, arrivesAt: arrivesAt + chance.whole(11, 90) * minuteMs };
  if (fault === 'altered') return { headers, body: body.replace('"event":{', '"event":{"x":1,'), fault, arrivesAt };
  if (fault === 'unsigned') return { headers: { ...headers, [name]: '' }, body, fault, arrivesAt };
  const mac = createHmac('sha256', `${secret} of another`).update(body).digest('hex');
  return { headers: { ...headers, [name]: `sha256=${mac}` }, body, fault, arrivesAt };
}

/**
 * Twitch EventSub of one channel with its faults: broadcasts with what happens in them, and follows between them that belong to none. Messages
 * come up to four minutes late, the beginning and the end of a broadcast too; in the order of their arrival.
 */
export function simulateTwitch({ account, secret, from, seed, streams, faulty }: Wanted): { deliveries: Delivery[]; truths: Truth[] } {
  const chance = openChance(seed);
  const channel = { broadcaster_user_id: '1337', broadcaster_user_login: account, broadcaster_user_name: account };
  const deliveries: Delivery[] = [];
  const tell: Tell = (type, at, event) => {
    const content = { subscription: subscription(type), event: { ...channel, ...event } };
    const late = chance.chance(0.2) ? chance.whole(0, 4 * minuteMs) : chance.whole(20, 900);
    const right = {
      ...message(secret, 'notification', `${seed}-${deliveries.length}`, at, content),
      arrivesAt: at + late,
      fault: undefined,
    };
    deliveries.push(right);
    if (chance.chance(faulty)) deliveries.push(spoil(chance, right, secret));
  };
  const truths: Truth[] = [];
  let at = from.getTime();
  for (let n = 0; n < streams; n++) {
    const startedAt = at + chance.whole(10, 40) * minuteMs;
    const endedAt = startedAt + chance.whole(20, 90) * minuteMs;
    const truth: Truth = { stream: `${seed}00${n}`, startedAt, endedAt, follows: 0, subscriptions: 0, cheers: 0, chats: 0 };
    tell('channel.follow', startedAt - 5 * minuteMs, { ...viewerOf(chance), followed_at: nanos(startedAt - 5 * minuteMs) });
    tell('stream.online', startedAt + 2_000, { id: truth.stream, type: 'live', started_at: nanos(startedAt) });
    for (let t = startedAt + 500; t < endedAt; t += chance.whole(1, 50_000)) moment(chance, tell, t, truth);
    tell('stream.offline', endedAt, {});
    truths.push(truth);
    at = endedAt + 5 * minuteMs;
  }
  return { deliveries: deliveries.toSorted((a, b) => a.arrivesAt - b.arrivesAt), truths };
}
