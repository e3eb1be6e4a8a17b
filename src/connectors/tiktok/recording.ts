// What tiktok-live-connector and its ports hear, as events. Their shapes, confirmed from their source: ids are text, a streak's count is
// cumulative, times are milliseconds, seconds or text, side by side in one recording.
import { hash } from 'node:crypto';
import type { CloudEvent, ReadRecording } from '#src/features/live/ports.ts';

type Message = Record<string, unknown>;
const source = 'tiktok-live-connector';

/** An id as text. A number beyond 2^53 stays one, so that the server refuses it: it has lost digits. */
const idOf = (value: unknown): unknown => (typeof value === 'number' && Number.isSafeInteger(value) ? String(value) : value);
const isText = (value: unknown): value is string => typeof value === 'string' && value !== '';
const isId = (value: unknown): boolean => isText(value) || typeof value === 'number';

/** Milliseconds or seconds, as a number or as text; undefined when nothing says it. A local time without a zone is not guessed at. */
export function timeOf(message: Message): string | undefined {
  const raw = message['createTime'] ?? message['timestamp'];
  const n = typeof raw === 'string' && /^\d{9,16}$/.test(raw) ? Number(raw) : raw;
  if (typeof n === 'number' && n > 0 && Number.isFinite(n)) return new Date(n < 100_000_000_000 ? n * 1000 : n).toISOString();
  const seen = message['capturedAt'];
  if (!isText(seen) || !/(?:Z|[+-]\d\d:\d\d)$/.test(seen)) return undefined;
  const ms = Date.parse(seen);
  return Number.isNaN(ms) ? undefined : new Date(ms).toISOString();
}

const viewer = (message: Message): unknown => idOf((message['user'] as Message | undefined)?.['userId'] ?? message['userId']);

/** Streaks (type 1) count at their end alone; every other gift at once, whatever its end says. */
function gift(m: Message): Record<string, unknown> {
  const whole = { giftId: idOf(m['giftId']), from: viewer(m), count: m['repeatCount'] ?? 1, diamondsEach: m['diamondCount'] };
  if (m['giftType'] !== 1) return whole;
  const group = idOf(m['groupId']);
  return { ...whole, streak: isText(group) ? group : 'none', closed: m['repeatEnd'] === 1 || m['repeatEnd'] === true };
}
const levels = (fields: Record<string, unknown>) => {
  const known = Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined && value !== null));
  return Object.keys(known).length > 0 ? { type: 'stream.sample', data: known } : undefined;
};

type Meaning = Pick<CloudEvent, 'type' | 'data'> | undefined;
const controls: Record<string, string> = {
  STREAM_PAUSED: 'stream.paused',
  STREAM_UNPAUSED: 'stream.resumed',
  STREAM_ENDED: 'stream.ended',
};
const socials: Record<string, string> = { 1: 'follow', 3: 'share' };
const plain = (type: string | undefined): Meaning => (type === undefined ? undefined : { type });

const meanings: Record<string, (m: Message) => Meaning> = {
  gift: (m) => ({ type: 'gift', data: gift(m) }),
  like: (m) => levels({ likesTotal: m['totalLikeCount'] }),
  roomUser: (m) => levels({ viewers: m['viewerCount'], viewersTotal: m['totalUser'] }),
  chat: () => plain('chat'),
  follow: () => plain('follow'),
  share: () => plain('share'),
  social: (m) => plain(socials[String(m['action'])]),
  subscribe: () => plain('subscription'),
  subNotify: () => plain('subscription'),
  control: (m) => plain(controls[String(m['action'])]),
  streamEnd: () => plain('stream.ended'),
  linkMicBattle: (m) => plain(m['action'] === 'BATTLE_ACTION_OPEN' ? 'match.started' : 'match.score'),
  linkMicArmies: () => plain('match.score'),
  linkMicBattlePunishFinish: () => plain('match.ended'),
  imDelete: () => plain('moderation.deleted'),
};

/** One message as an event; undefined for what counts nowhere, or says of no broadcast. Without an id its content is its id. */
export function eventOf(message: Message): CloudEvent | undefined {
  const { type, host, roomId, msgId } = message;
  const meaning = typeof type === 'string' && Object.hasOwn(meanings, type) ? meanings[type]!(message) : undefined;
  if (!meaning || !isText(host) || !isId(roomId)) return undefined;
  const time = timeOf(message);
  return {
    specversion: '1.0',
    id: isId(msgId) ? idOf(msgId) : hash('sha256', JSON.stringify(message), 'hex').slice(0, 40),
    source,
    ...meaning,
    ...(time !== undefined && { time }),
    platform: 'tiktok',
    subject: host,
    session: idOf(roomId),
  };
}

/** One JSON object a line, as recorders write them. */
export const readRecording: ReadRecording = (text) => {
  const events: CloudEvent[] = [];
  const unreadable: number[] = [];
  let ignored = 0;
  text.split('\n').forEach((line, i) => {
    if (line.trim() === '') return;
    let message: unknown;
    try {
      message = JSON.parse(line);
    } catch {
      /* told below */
    }
    if (typeof message !== 'object' || message === null) return void unreadable.push(i + 1);
    const event = eventOf(message as Message);
    if (event) events.push(event);
    else ignored++;
  });
  return { events, ignored, unreadable };
};
