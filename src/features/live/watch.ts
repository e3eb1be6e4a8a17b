import type { World } from '#src/infra/context.ts';
import { beat, bytesOf, type Reader, type Sink, type Stream } from '#src/infra/http/sse.ts';
import { listProgressEverywhere } from './queries/reading.ts';
import { advance, begin, messageFor, type Followed, type Reading } from './rules/following.ts';
import { no } from './rules/refusals.ts';
import { showNow } from './steps/showing.ts';

/**
 * How often is looked, how long a LIVE without readers is kept; how often its readers are seen to, what one hears when nothing happens, when it
 * must come again, when one is sent away that takes nothing, how often is asked whether what each was let in by still holds (A6: its end ends an
 * open stream within 5 s), and how long after the last answer it is told nothing new.
 */
export const pace = {
  lookMs: 200,
  wholeMs: 10_000,
  lingerMs: 10_000,
  tendMs: 1_000,
  beatMs: 15_000,
  longestMs: 5 * 60_000,
  stuckMs: 30_000,
  askMs: 1_500,
  trustMs: 4_000,
} as const;
/** So many read at once in one process, and so many one LIVE; the next one is asked to come later. */
export const readersMost = { all: 5_000, each: 200 } as const;

/** A LIVE that somebody follows here. */
interface Room {
  creatorId: string;
  sessionId: string;
  now: Followed;
  readers: Set<Line>;
  /** When it was looked at whole, and when its last reader went. */
  lookedAt: number;
  leftAt: number;
  gone: boolean;
}

/** One reader: where it stands, and since when. Instants are of the process's own clock. */
interface Line {
  sink: Sink;
  /** The key or session that it was let in by, and when that was last known to hold. */
  way: string | undefined;
  heldAt: number;
  at: number | undefined;
  toldAt: number;
  endsAt: number;
  /** Since when it has not taken what was sent. */
  stuckAt: number | undefined;
}

/** Of keys and sessions, those that still let somebody in. */
export type OpenWays = (ways: string[]) => Promise<ReadonlySet<string>>;

/**
 * LIVEs that are followed while they go on. One look at the database for all of them, however many read. Readers are told the state, never
 * a part of it: whoever reads slowly is told later, and what it missed meanwhile in one message. Nothing is kept for a reader but where it
 * stands (decision 0020).
 */
export function openWatching(
  world: Pick<World, 'db' | 'clock' | 'log'> & { openWays: OpenWays },
  given: Partial<Record<keyof typeof pace, number>> = {},
) {
  const { lookMs, wholeMs, lingerMs, tendMs, beatMs, longestMs, stuckMs, askMs, trustMs } = { ...pace, ...given };
  const rooms = new Map<string, Room>();
  const coming = new Map<string, Promise<Room>>();
  let open = 0;
  let stopped = false;
  let timer: NodeJS.Timeout | undefined;
  let tending: NodeJS.Timeout | undefined;
  let turn: Promise<void> = Promise.resolve();
  let askedAt = performance.now();
  let asking: Promise<void> | undefined;

  async function enter(creatorId: string, sessionId: string): Promise<Room> {
    const seen = (await showNow(world.db, [{ creatorId, sessionId }], world.clock())).get(sessionId);
    if (!seen) throw no('live.not_found');
    const at = performance.now();
    const room: Room = { creatorId, sessionId, now: begin(seen), readers: new Set(), lookedAt: at, leftAt: at, gone: false };
    if (stopped) return room;
    rooms.set(sessionId, room);
    timer ??= setTimeout(look, lookMs);
    tending ??= setInterval(tendAll, tendMs);
    return room;
  }
  /** Whoever asks for the same LIVE at the same time waits for the same look. */
  async function roomOf(creatorId: string, sessionId: string): Promise<Room> {
    const key = `${creatorId} ${sessionId}`;
    const known = rooms.get(sessionId);
    if (known?.creatorId === creatorId) return known;
    const entering = coming.get(key) ?? enter(creatorId, sessionId).finally(() => coming.delete(key));
    coming.set(key, entering);
    return entering;
  }
  function close(room: Room): void {
    rooms.delete(room.sessionId);
    room.gone = true;
    for (const line of room.readers) leave(room, line);
    if (rooms.size > 0) return;
    clearInterval(tending);
    tending = undefined;
  }

  function look(): void {
    turn = lookAtAll().catch((error: unknown) => world.log.warn({ err: error }, 'a look at LIVEs'));
    void turn.then(() => {
      timer = stopped || rooms.size === 0 ? undefined : setTimeout(look, lookMs);
    });
  }
  async function lookAtAll(): Promise<void> {
    const at = performance.now();
    for (const room of rooms.values()) if (room.readers.size === 0 && at - room.leftAt > lingerMs) close(room);
    const all = [...rooms.values()];
    const events = new Map((await listProgressEverywhere(world.db, all)).map((one) => [one.session_id, one.events]));
    const due = all.filter((room) => events.get(room.sessionId) !== room.now.session.events || at - room.lookedAt > wholeMs);
    if (due.length > 0) await lookAt(due, at);
  }
  async function lookAt(due: Room[], at: number): Promise<void> {
    const seen = await showNow(world.db, due, world.clock());
    for (const room of due) {
      const one = seen.get(room.sessionId);
      const now = one && advance(room.now, one);
      room.lookedAt = at;
      if (!one) close(room);
      else if (now) {
        room.now = now;
        for (const line of room.readers) tell(room, line, at);
      }
    }
  }

  /** Gives a reader what it has not been told yet, once it has taken what it was told before, and while it is known to be let in. */
  function tell(room: Room, line: Line, at: number): void {
    if (line.at === room.now.id || (line.way !== undefined && at - line.heldAt > trustMs)) return;
    if (line.sink.pending() > 0) return void (line.stuckAt ??= at);
    send(room, line, at);
  }
  function send(room: Room, line: Line, at: number): void {
    const message = messageFor(room.now, line.at);
    line.at = message.id;
    line.toldAt = at;
    line.stuckAt = undefined;
    line.sink.send(bytesOf(message));
  }
  function leave(room: Room, line: Line): void {
    if (!gone(room, line)) return;
    line.sink.end(line.sink.pending() > 0);
  }
  function gone(room: Room, line: Line): boolean {
    if (!room.readers.delete(line)) return false;
    open--;
    room.leftAt = performance.now();
    return true;
  }
  /** Whose time is over, who takes nothing, who fell behind, who has heard nothing for a while. */
  function tendAll(): void {
    const at = performance.now();
    for (const room of rooms.values()) for (const line of room.readers) tend(room, line, at);
    if (asking || at - askedAt < askMs) return;
    askedAt = at;
    asking = sendAwayShut()
      .catch((error: unknown) => world.log.warn({ err: error }, 'whether readers are still let in'))
      .finally(() => (asking = undefined));
  }
  /** Whose key was revoked and who was signed out hears no more. One question for all who read here. */
  async function sendAwayShut(): Promise<void> {
    const all = [...rooms.values()].flatMap((room) => [...room.readers].map((line) => ({ room, line })));
    const ways = new Set(all.flatMap(({ line }) => line.way ?? []));
    if (ways.size === 0) return;
    const at = performance.now();
    const stillOpen = await world.openWays([...ways]);
    for (const { room, line } of all)
      if (line.way === undefined || stillOpen.has(line.way)) line.heldAt = at;
      else leave(room, line);
  }
  function tend(room: Room, line: Line, at: number): void {
    if (line.sink.pending() === 0) line.stuckAt = undefined;
    if (at >= line.endsAt || at - (line.stuckAt ?? at) >= stuckMs) return leave(room, line);
    tell(room, line, at);
    if (line.stuckAt !== undefined || at - line.toldAt < beatMs) return;
    line.toldAt = at;
    line.sink.send(beat);
  }

  function openLine(room: Room, { after, way }: Reading, sink: Sink): Reader {
    const at = performance.now();
    const line: Line = { sink, way, heldAt: at, at: after, toldAt: at, endsAt: at + longestMs, stuckAt: undefined };
    room.readers.add(line);
    open++;
    if (stopped || room.gone) leave(room, line);
    // Whoever comes again and has missed nothing hears at once that it is connected.
    else if (line.at === room.now.id) sink.send(beat);
    else send(room, line, at);
    return { ready: () => void (room.readers.has(line) && tell(room, line, performance.now())), closed: () => void gone(room, line) };
  }

  return {
    /** Follows a LIVE of hers from where the reader stood, or from its state now; refuses `live.not_found`, `live.too_many_readers`. */
    watch: async (creatorId: string, sessionId: string, reading: Reading = {}): Promise<Stream> => {
      const later = () => no('live.too_many_readers', { retryAfterSeconds: 5 });
      if (stopped || open >= readersMost.all) throw later();
      const room = await roomOf(creatorId, sessionId);
      if (room.readers.size >= readersMost.each) throw later();
      return { open: (sink) => openLine(room, reading, sink) };
    },
    readers: () => open,
    /** Readers are sent away, before the door is closed: they come again by themselves. */
    stop: async () => {
      stopped = true;
      clearTimeout(timer);
      for (const room of rooms.values()) close(room);
      await Promise.all([turn, asking]);
    },
  };
}
