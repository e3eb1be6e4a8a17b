import type { Platform } from '#src/lib/shapes.ts';
import { dayMs } from '#src/lib/time.ts';
import { eventTypes, most, type EventProblem, type EventType } from '../contract.ts';

/** The numbers of the types, as they are kept. */
export const typeOf = Object.fromEntries(eventTypes.map((type, n) => [type, n])) as Record<EventType, number>;
const types = new Map<unknown, number>(eventTypes.map((type, n) => [type, n]));

/** What an event says, and nothing else of it: no text of a chat, no name of a viewer. Instants in milliseconds. */
export interface Said {
  id: string;
  source: string;
  type: number;
  /** Null: the sender does not know it. */
  at: number | null;
  platform: Platform;
  account: string;
  /** The platform's own id of the broadcast. */
  room: string;
  viewers: number | null;
  viewersTotal: number | null;
  viewersReturning: number | null;
  likes: number | null;
  /** A gift: how many, what one is worth. */
  n: number | null;
  each: number | null;
  /** Gifts that belong to one streak say the same. */
  streak: string | null;
  /** The end of its streak. */
  closed: boolean;
  /** To somebody else in the same broadcast. */
  guest: boolean;
  /** Who gave; null: no gift, or one to somebody else. */
  gifter: string | null;
}

/** When a request counts as received, and the instants between which its events are taken; in milliseconds. */
export interface Judged {
  receivedAt: number;
  oldest: number;
  latest: number;
}

/** Raw events are kept at least so long after their receipt; what is older than that cannot be told from a repetition. */
export const rawDays = 35;
/** Clocks of senders may be ahead by this. */
const aheadMs = 15 * 60_000;
/** Now, or the instant that a recording is judged by; undefined when that has not come yet. */
export function judgedAt(asOf: string | undefined, now: Date): Judged | undefined {
  const receivedAt = asOf === undefined ? now.getTime() : Date.parse(asOf);
  return receivedAt > now.getTime() ? undefined : { receivedAt, oldest: receivedAt - rawDays * dayMs, latest: receivedAt + aheadMs };
}

const instantForm = /^\d{4}-\d\d-\d\d[Tt]\d\d:\d\d:\d\d(?:\.\d{1,9})?(?:[Zz]|[+-]\d\d:\d\d)$/;
/** RFC 3339 with a zone, in milliseconds; undefined for anything else, the 30th of February too. */
export function readInstant(text: string): number | undefined {
  if (text.length > 40 || !instantForm.test(text)) return undefined;
  const ms = Date.parse(text);
  if (Number.isNaN(ms)) return undefined;
  const day = (text.charCodeAt(8) - 48) * 10 + text.charCodeAt(9) - 48;
  if (day <= 28) return ms;
  const [year, month] = [Number(text.slice(0, 4)), Number(text.slice(5, 7))];
  return day <= new Date(Date.UTC(year, month, 0)).getUTCDate() ? ms : undefined;
}

// oxlint-disable-next-line no-control-regex -- these are what is looked for
const control = /[\u0000-\u001f\u007f]/;
/** Undefined: it is text that can be kept. */
function wrongText(value: unknown, otherwise: EventProblem): EventProblem | undefined {
  if (typeof value !== 'string') return typeof value === 'number' ? 'live.id_number' : otherwise;
  if (value.length > 200 || !/\S/.test(value)) return otherwise;
  return control.test(value) || !value.isWellFormed() ? 'live.bad_text' : undefined;
}

const isCount = (value: unknown, min: number, max: number): value is number =>
  typeof value === 'number' && value >= min && value <= max && Number.isInteger(value);
const platforms: readonly unknown[] = ['tiktok', 'twitch', 'youtube', 'other'];
type Fields = Record<string, unknown>;
const isObject = (value: unknown): value is Fields => typeof value === 'object' && value !== null && !Array.isArray(value);

/**
 * Reads one event. Written by hand because it stands in the way of every event: no copies, the first thing wrong ends it. Whatever is not
 * listed in the catalogue is left where it is.
 */
export function readEvent(value: unknown, judged: Judged): Said | EventProblem {
  if (!isObject(value)) return 'live.not_an_event';
  if (value['specversion'] !== '1.0') return 'live.specversion';
  const { id, source, subject: account, session: room, time, platform } = value;
  const type = types.get(value['type']);
  const wrong =
    wrongText(id, 'live.bad_id') ??
    wrongText(source, 'live.bad_source') ??
    (type === undefined ? 'live.unknown_type' : undefined) ??
    wrongText(account, 'live.bad_subject') ??
    (platforms.includes(platform) ? undefined : 'live.bad_platform') ??
    wrongText(room, 'live.bad_session');
  if (wrong) return wrong;
  let at: number | null = null;
  if (time !== undefined && time !== null) {
    const read = typeof time === 'string' ? readInstant(time) : undefined;
    if (read === undefined) return 'live.bad_time';
    if (read < judged.oldest) return 'live.too_old';
    if (read > judged.latest) return 'live.in_future';
    at = read;
  }
  const said: Said = {
    id: id as string,
    source: source as string,
    type: type!,
    at,
    platform: platform as Platform,
    account: account as string,
    room: room as string,
    viewers: null,
    viewersTotal: null,
    viewersReturning: null,
    likes: null,
    n: null,
    each: null,
    streak: null,
    closed: false,
    guest: false,
    gifter: null,
  };
  if (type === typeOf['stream.sample']) return readSample(value['data'], said);
  if (type === typeOf.gift) return readGift(value['data'], said);
  return value['data'] === undefined || isObject(value['data']) ? said : 'live.bad_data';
}

function readSample(data: unknown, said: Said): Said | EventProblem {
  if (!isObject(data)) return 'live.bad_data';
  const { viewers = null, viewersTotal = null, viewersReturning = null, likesTotal = null } = data;
  if (viewers !== null && !isCount(viewers, 0, most.viewers)) return 'live.bad_viewers';
  if (viewersTotal !== null && !isCount(viewersTotal, 0, most.viewers)) return 'live.bad_viewers';
  if (viewersReturning !== null && !isCount(viewersReturning, 0, most.viewers)) return 'live.bad_viewers';
  if (likesTotal !== null && !isCount(likesTotal, 0, Number.MAX_SAFE_INTEGER)) return 'live.bad_likes';
  if (viewers === null && viewersTotal === null && viewersReturning === null && likesTotal === null) return 'live.empty_sample';
  said.viewers = viewers;
  said.viewersTotal = viewersTotal;
  said.viewersReturning = viewersReturning;
  said.likes = likesTotal;
  return said;
}

function readGift(data: unknown, said: Said): Said | EventProblem {
  if (!isObject(data)) return 'live.bad_data';
  const { giftId, from, to = null, count, diamondsEach, streak = null, closed } = data;
  const wrong =
    wrongText(giftId, 'live.bad_gift') ?? wrongText(from, 'live.bad_gift') ?? (to === null ? undefined : wrongText(to, 'live.bad_gift'));
  if (wrong) return wrong;
  if (!isCount(count, 1, most.count) || !isCount(diamondsEach, 0, most.diamondsEach)) return 'live.bad_gift';
  said.n = count;
  said.each = diamondsEach;
  said.guest = to !== null && to !== said.account;
  if (!said.guest) said.gifter = from as string;
  if (streak === null) return said;
  const bad = wrongText(streak, 'live.bad_streak');
  if (bad) return bad;
  if (typeof closed !== 'boolean') return 'live.bad_streak';
  said.streak = `${from as string}\n${giftId as string}\n${streak as string}${said.guest ? `\n${to as string}` : ''}`;
  said.closed = closed;
  return said;
}

/** A gift of which nobody knows whether more came: a part of a streak whose end is never told, one by itself too. */
export function unconfirm(said: Said): void {
  if (said.type !== typeOf.gift) return;
  said.closed = false;
  said.streak ??= `one\n${said.source}\n${said.id}`;
}
