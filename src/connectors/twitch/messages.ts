// What EventSub tells of a channel, as events. It never says in which broadcast, but for its beginning: that is found by the instant.
import { hash } from 'node:crypto';
import type { Told } from '#src/features/live/ports.ts';

export interface Message {
  /** Kept when it is sent again. */
  id: string;
  /** When it was sent. */
  at: string;
  type: string;
  event: Readonly<Record<string, unknown>>;
}
type Meaning = { type: string; at?: unknown; data?: Record<string, unknown>; begins?: unknown } | undefined;
const source = 'twitch';
const isText = (value: unknown): value is string => typeof value === 'string' && value !== '';

/** Bits are not diamonds: a cheer is one gift that is worth no diamonds. Who gave it is a hash from here on. */
function cheer(event: Message['event']): Meaning {
  const from = isText(event['user_id']) ? hash('sha256', `twitch ${event['user_id']}`, 'hex').slice(0, 32) : 'anonymous';
  return { type: 'gift', data: { giftId: 'bits', from, count: 1, diamondsEach: 0 } };
}

const meanings: Record<string, (event: Message['event']) => Meaning> = {
  // Reruns, premieres and watch parties are no LIVE.
  'stream.online': (e) => (e['type'] === 'live' ? { type: 'stream.started', at: e['started_at'], begins: e['id'] } : undefined),
  'stream.offline': () => ({ type: 'stream.ended' }),
  'channel.follow': (e) => ({ type: 'follow', at: e['followed_at'] }),
  // One for each who has it, given or bought: `channel.subscription.gift` announces the same ones again and counts nowhere.
  'channel.subscribe': () => ({ type: 'subscription' }),
  'channel.subscription.message': () => ({ type: 'subscription' }),
  'channel.cheer': cheer,
  'channel.chat.message': () => ({ type: 'chat' }),
  'channel.chat.message_delete': () => ({ type: 'moderation.deleted' }),
};

/** One message as what it tells; undefined for what counts nowhere: raids, hype trains, goals, whatever is new. */
export function toldBy({ id, at: sentAt, type, event }: Message): Told | undefined | 'garbled' {
  const meaning = Object.hasOwn(meanings, type) ? meanings[type]!(event) : undefined;
  if (!meaning) return undefined;
  const account = event['broadcaster_user_login'];
  const { at = sentAt, begins, data } = meaning;
  if (!isText(account) || !isText(at) || Number.isNaN(Date.parse(at)) || ('begins' in meaning && !isText(begins))) return 'garbled';
  const told = {
    specversion: '1.0',
    id,
    source,
    type: meaning.type,
    time: at,
    platform: 'twitch',
    subject: account,
    ...(data && { data }),
  } as const;
  return { event: told, at, ...(isText(begins) && { begins }) };
}
