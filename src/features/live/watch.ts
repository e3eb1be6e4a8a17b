import type { World } from '#src/infra/context.ts';
import type { Stream } from '#src/infra/http/sse.ts';
import { listProgressEverywhere } from './queries/reading.ts';
import { advance, begin, messageFor, type Followed } from './rules/following.ts';
import { no } from './rules/refusals.ts';
import { showNow } from './steps/showing.ts';

/** How often is looked, how long a LIVE without readers is kept, what a reader hears when nothing happens, when it must come again. */
export const pace = { lookMs: 200, wholeMs: 10_000, lingerMs: 10_000, beatMs: 15_000, longestMs: 5 * 60_000 } as const;
/** So many read at once in one process, and so many one LIVE; the next one is asked to come later. */
export const readersMost = { all: 5_000, each: 200 } as const;

/** A LIVE that somebody follows here. */
interface Room {
  creatorId: string;
  sessionId: string;
  now: Followed;
  readers: number;
  waiting: Set<() => void>;
  /** When it was looked at whole, and when its last reader went. */
  lookedAt: number;
  leftAt: number;
  gone: boolean;
}

/**
 * LIVEs that are followed while they go on. One look at the database for all of them, however many read. Readers are told the state, never
 * a part of it: whoever reads slowly is told later, and what it missed meanwhile in one message. Nothing is kept for a reader but where it
 * stands (decision 0020).
 */
export function openWatching(world: Pick<World, 'db' | 'clock' | 'log'>, given: Partial<Record<keyof typeof pace, number>> = {}) {
  const { lookMs, wholeMs, lingerMs, beatMs, longestMs } = { ...pace, ...given };
  const rooms = new Map<string, Room>();
  const coming = new Map<string, Promise<Room>>();
  const streams = new Set<Stream>();
  let stopped = false;
  let timer: NodeJS.Timeout | undefined;
  let turn: Promise<void> = Promise.resolve();

  async function enter(creatorId: string, sessionId: string): Promise<Room> {
    const seen = (await showNow(world.db, [{ creatorId, sessionId }], world.clock())).get(sessionId);
    if (!seen) throw no('live.not_found');
    const at = performance.now();
    const room: Room = { creatorId, sessionId, now: begin(seen), readers: 0, waiting: new Set(), lookedAt: at, leftAt: at, gone: false };
    rooms.set(sessionId, room);
    timer ??= setTimeout(look, lookMs);
    return room;
  }
  /** Whoever asks for the same LIVE at the same time waits for the same look. */
  async function roomOf(creatorId: string, sessionId: string): Promise<Room> {
    const key = `${creatorId} ${sessionId}`;
    const open = rooms.get(sessionId);
    if (open?.creatorId === creatorId) return open;
    const entering = coming.get(key) ?? enter(creatorId, sessionId).finally(() => coming.delete(key));
    coming.set(key, entering);
    return entering;
  }
  function close(room: Room): void {
    rooms.delete(room.sessionId);
    room.gone = true;
    wake(room);
  }

  function look(): void {
    turn = lookAtAll().catch((error: unknown) => world.log.warn({ err: error }, 'a look at LIVEs'));
    void turn.then(() => {
      timer = stopped || rooms.size === 0 ? undefined : setTimeout(look, lookMs);
    });
  }
  async function lookAtAll(): Promise<void> {
    const at = performance.now();
    for (const room of rooms.values()) if (room.readers === 0 && at - room.leftAt > lingerMs) close(room);
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
        wake(room);
      }
    }
  }

  function follow(room: Room, after: number | undefined): Stream {
    const endsAt = performance.now() + longestMs;
    let at = after;
    let ended = false;
    // Whoever comes again and has missed nothing hears at once that it is connected.
    let greeted = false;
    let wakeUp: (() => void) | undefined;
    const isOver = () => ended || room.gone || performance.now() >= endsAt;
    /** False: nothing happened for a while. */
    const woken = () =>
      new Promise<boolean>((tell) => {
        const beat = setTimeout(() => end(false), Math.min(beatMs, Math.max(0, endsAt - performance.now())));
        const end = (by: boolean) => {
          clearTimeout(beat);
          room.waiting.delete(wakeUp!);
          tell(by);
        };
        wakeUp = () => end(true);
        room.waiting.add(wakeUp);
      });
    const stream: Stream = {
      next: async () => {
        while (!isOver()) {
          if (at !== room.now.id) {
            const message = messageFor(room.now, at);
            at = message.id;
            greeted = true;
            return message;
          }
          const quiet = greeted ? !(await woken()) : true;
          greeted = true;
          if (quiet && !isOver()) return 'beat';
        }
        stream.close();
        return undefined;
      },
      close: () => {
        if (ended) return;
        ended = true;
        room.readers--;
        room.leftAt = performance.now();
        streams.delete(stream);
        wakeUp?.();
      },
    };
    room.readers++;
    streams.add(stream);
    return stream;
  }

  return {
    /** Follows a LIVE of hers from where the reader stood, or from its state now; refuses `live.not_found`, `live.too_many_readers`. */
    watch: async (creatorId: string, sessionId: string, after?: number): Promise<Stream> => {
      const later = () => no('live.too_many_readers', { retryAfterSeconds: 5 });
      if (stopped || streams.size >= readersMost.all) throw later();
      const room = await roomOf(creatorId, sessionId);
      if (room.readers >= readersMost.each) throw later();
      return follow(room, after);
    },
    readers: () => streams.size,
    /** Readers are sent away, before the door is closed: they come again by themselves. */
    stop: async () => {
      stopped = true;
      clearTimeout(timer);
      for (const stream of streams) stream.close();
      await turn;
    },
  };
}

function wake(room: Room): void {
  for (const tell of room.waiting) tell();
}
