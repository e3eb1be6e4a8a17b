import type { LiveMinute, LiveSession } from '../contract.ts';

/** A LIVE as it stands, and its latest changes. */
export interface Followed {
  /** Grows with every change: by the number of its events, and by its end. */
  id: number;
  session: LiveSession;
  /** The session as told, made once. */
  told: string;
  minutes: Map<string, string>;
  /** Where each of the latest changes led to, and the minutes that it touched. */
  changes: { id: number; minutes: string[] }[];
  /** Where the first of them began. */
  begin: number;
  /** Messages by where their readers stood, made once. */
  made: Map<number | undefined, Message>;
}
export interface Message {
  event: 'now' | 'reset';
  id: number;
  data: string;
}
/** Where a reader stood, and the key or session that it was let in by. */
export interface Reading {
  after?: number | undefined;
  way?: string | undefined;
}
interface Seen {
  session: LiveSession;
  minutes: LiveMinute[];
}

/** So many changes are kept for readers that were cut off: about half a minute of a busy LIVE. */
export const changesKept = 150;

const idOf = ({ events, state }: LiveSession): number => 2 * events + (state === 'live' ? 0 : 1);
const withTexts = (minutes: LiveMinute[]) => new Map(minutes.map((minute) => [minute.minute, JSON.stringify(minute)]));

export const begin = ({ session, minutes }: Seen): Followed => ({
  id: idOf(session),
  session,
  told: JSON.stringify(session),
  minutes: withTexts(minutes),
  changes: [],
  begin: idOf(session),
  made: new Map(),
});

/** As it stands now; undefined: nothing has changed. */
export function advance(before: Followed, { session, minutes }: Seen): Followed | undefined {
  const id = idOf(session);
  if (id <= before.id) return undefined;
  const now = withTexts(minutes);
  const touched = [...now].flatMap(([at, text]) => (before.minutes.get(at) === text ? [] : [at]));
  const all = [...before.changes, { id, minutes: touched }];
  const changes = all.slice(-changesKept);
  const over = all.length - changes.length;
  const told = JSON.stringify(session);
  return { id, session, told, minutes: now, changes, begin: over > 0 ? all[over - 1]!.id : before.begin, made: new Map() };
}

/**
 * What a reader is told who stood at `after`: what changed since, or everything where that is no longer known (or it stood nowhere).
 * Readers that stood at the same place are told the same bytes.
 */
export function messageFor(followed: Followed, after: number | undefined): Message {
  const made = followed.made.get(after) ?? make(followed, after);
  followed.made.set(after, made);
  return made;
}

/** A `LiveNow` as text, put together from what was written out already. */
function make({ id, told, minutes, changes, begin }: Followed, after: number | undefined): Message {
  const from = changes.findIndex((one) => one.id === after) + 1;
  const goesOn = after !== undefined && (from > 0 || after === begin);
  const touched = goesOn ? new Set(changes.slice(from).flatMap((one) => one.minutes)) : undefined;
  const texts = [...minutes].flatMap(([at, text]) => (touched?.has(at) === false ? [] : [text]));
  const data = `{"from":${goesOn ? after : null},"session":${told},"minutes":[${texts.join()}]}`;
  return { event: goesOn ? 'now' : 'reset', id, data };
}
