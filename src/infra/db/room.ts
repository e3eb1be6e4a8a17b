// Room on the disk of the built-in database: a reserve that is given back when the disk is full, and the word that writing has to wait.
import { createCipheriv } from 'node:crypto';
import { rmSync, statfsSync, statSync } from 'node:fs';
import { open, rm, statfs } from 'node:fs/promises';
import { join } from 'node:path';

const mebibyte = 1024 * 1024;
/** Four of PostgreSQL's log segments: one to recover with, the rest for the withdrawals of a long night. */
export const reserveBytes = 64 * mebibyte;
/** With less than this beside the reserve, writing has to wait. */
const lowBytes = 32 * mebibyte;
/** With less than this the reserve is taken at once; else when the start is over, for it keeps the disk busy. */
const scarceBytes = 512 * mebibyte;
const startMs = 10_000;
const lookMs = 500;
const checkpointMs = 5_000;

export interface Standing {
  /** Whether the reserve lies on the disk. */
  held: boolean;
  full: boolean;
}

/** What is to be done with `free` bytes on the disk. Twice the bound before it is well again, so that it does not flutter. */
export function judgeRoom(free: number, { held, full }: Standing): Standing {
  const room = held ? free : free - reserveBytes;
  const keeps = held ? free >= lowBytes / 4 : room >= 2 * lowBytes;
  return { held: keeps, full: room < (full ? 2 * lowBytes : lowBytes) };
}

export interface Room {
  /** True: what can wait is refused, so that the database keeps what it needs to live. */
  full(): boolean;
  /** Somebody has met the end of the disk between two looks: the reserve is given back before this is over. */
  make(): Promise<void>;
  /** Looks twice a second. While the disk is full the log of the database is cut short, which makes room in it. */
  watch(checkpoint: () => Promise<unknown>): void;
  stop(): Promise<void>;
}

const reserveIn = (dir: string) => join(dir, 'reserve');

/** Before the database of the folder starts: on a full disk it could not. */
export function openRoom(dir: string, say: (sentence: string) => void): Room {
  const file = reserveIn(dir);
  let standing: Standing = { held: statSync(file, { throwIfNoEntry: false })?.size === reserveBytes, full: false };
  let timer: NodeJS.Timeout | undefined;
  let turn: Promise<void> = Promise.resolve();
  let looking: Promise<void> = Promise.resolve();
  let stopped = false;
  let cutAt = -Infinity;
  const began = performance.now();

  function judge(free: number): Standing {
    const next = judgeRoom(free, standing);
    if (next.full && !standing.full)
      say('The disk is almost full. Until there is room, Greenroom takes nothing but withdrawals, leaving and erasures.');
    if (!next.full && standing.full) say('There is room on the disk again.');
    return next;
  }
  async function look(): Promise<void> {
    const { bavail, bsize } = await statfs(dir);
    const free = bavail * bsize;
    const next = judge(free);
    if (!standing.held && free > scarceBytes && performance.now() - began < startMs) next.held = false;
    standing = { held: standing.held, full: next.full };
    if (standing.held && !next.held) await rm(file, { force: true });
    if (!standing.held && next.held) next.held = await take(file, () => stopped);
    standing.held = next.held;
  }
  // One after the other. A folder that cannot be asked is looked at again.
  const next = (what: () => Promise<void>) => (looking = looking.then(what).catch(() => {}));
  async function giveBack(): Promise<void> {
    if (standing.held) await rm(file, { force: true });
    standing.held = false;
  }
  async function turnOnce(checkpoint: () => Promise<unknown>): Promise<void> {
    await next(look);
    if (!standing.full || performance.now() - cutAt < checkpointMs) return;
    cutAt = performance.now();
    await checkpoint();
  }

  const { bavail, bsize } = statfsSync(dir);
  const first = judge(bavail * bsize);
  if (standing.held && !first.held) rmSync(file, { force: true });
  standing = { held: standing.held && first.held, full: first.full };
  return {
    full: () => standing.full,
    make: () => next(giveBack),
    watch(checkpoint) {
      const again = () => {
        if (stopped) return;
        // A database that is away is asked again.
        turn = turnOnce(checkpoint).catch(() => {});
        void turn.then(() => (timer = setTimeout(again, lookMs).unref()));
      };
      again();
    },
    async stop() {
      stopped = true;
      clearTimeout(timer);
      await turn;
      await looking;
    },
  };
}

/** Bytes that no file system makes smaller. False when there was no room for all of them, or it was told to stop. */
async function take(file: string, stopped: () => boolean): Promise<boolean> {
  const bytes = createCipheriv('aes-128-ctr', Buffer.alloc(16), Buffer.alloc(16));
  const to = await open(file, 'w', 0o600);
  try {
    for (let at = 0; at < reserveBytes && !stopped(); at += mebibyte) await to.writeFile(bytes.update(Buffer.alloc(mebibyte)));
    return (await to.stat()).size === reserveBytes;
  } catch {
    return false;
  } finally {
    await to.close();
  }
}
