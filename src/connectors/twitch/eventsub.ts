// Twitch EventSub by webhook (https://dev.twitch.tv/docs/eventsub/handling-webhook-events): HMAC-SHA256 over id, time and body.
import { createHmac, timingSafeEqual } from 'node:crypto';
import type { Opened, Subscription, WebhookPort } from '#src/features/live/ports.ts';
import { toldBy } from './messages.ts';

/** A message older than this is a replay; Twitch says ten minutes. */
export const toleranceMs = 10 * 60_000;
const header = (name: string) => `twitch-eventsub-message-${name}`;
const instant = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d{1,9})?Z$/;

const isMade = (given: Buffer, secrets: readonly string[], text: string): boolean =>
  secrets.some((secret) => {
    const mac = createHmac('sha256', secret).update(text).digest();
    return given.length === mac.length && timingSafeEqual(given, mac);
  });

type Fields = Record<string, unknown>;
const isObject = (value: unknown): value is Fields => typeof value === 'object' && value !== null && !Array.isArray(value);
const isText = (value: unknown): value is string => typeof value === 'string' && value !== '' && value.length <= 200;

function parsed(body: string): Fields | undefined {
  try {
    const value: unknown = JSON.parse(body);
    return isObject(value) ? value : undefined;
  } catch {
    return undefined;
  }
}
/** Of a raid the channel that is raided. */
function subscriptionOf({ subscription }: Fields): (Subscription & { status: string }) | undefined {
  if (!isObject(subscription)) return undefined;
  const { id, type, status, condition } = subscription;
  if (!isText(id) || !isText(type) || !isText(status)) return undefined;
  const of = isObject(condition) ? (condition['broadcaster_user_id'] ?? condition['to_broadcaster_user_id']) : undefined;
  return { id, type, status, channel: isText(of) ? of : null };
}

function read(kind: string, id: string, at: string, body: string): Opened {
  const message = parsed(body);
  const found = message && subscriptionOf(message);
  if (!message || !found) return { is: 'garbled' };
  const { status, ...subscription } = found;
  const word = message['challenge'];
  if (kind === 'webhook_callback_verification') return isText(word) ? { is: 'asked', word, subscription, at } : { is: 'garbled' };
  if (kind === 'revocation') return { is: 'revoked', why: status, subscription, at };
  if (kind !== 'notification' || !isObject(message['event'])) return { is: 'garbled' };
  const told = toldBy({ id, at, type: subscription.type, event: message['event'] });
  return told === 'garbled' ? { is: 'garbled' } : { is: 'told', told };
}

export const eventSub: WebhookPort = {
  headers: ['id', 'timestamp', 'signature', 'type'].map(header),
  secretFrom: (random) => random,
  /** 10 to 100 characters of ASCII. */
  fits: (secret) => /^[\x21-\x7e]{10,100}$/.test(secret),
  open({ headers, body }, secrets, now) {
    const [id = '', at = '', signature = '', kind = ''] = eventSub.headers.map((name) => headers[name]);
    if (id === '' || id.length > 200 || !instant.test(at) || !/^sha256=[0-9a-f]{64}$/i.test(signature))
      return { is: 'refused', why: 'unsigned' };
    if (!isMade(Buffer.from(signature.slice(7), 'hex'), secrets, `${id}${at}${body}`)) return { is: 'refused', why: 'forged' };
    // A day that does not exist is no time at all.
    if (!(Math.abs(now.getTime() - Date.parse(at)) <= toleranceMs)) return { is: 'refused', why: 'stale' };
    return read(kind.toLowerCase(), id, at, body);
  },
};
