// One at a time across processes. Plain JavaScript without packages: it runs before anything is installed.
import { linkSync, mkdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';

const oldMs = 20 * 60_000;

/** Waits until `mark` is ours; the function it gives back lets go. The mark of a killed holder is broken. */
export function hold(mark) {
  mkdirSync(dirname(mark), { recursive: true });
  const mine = `${mark}-${process.pid}`;
  // Linked, not written: whoever reads the mark always finds a whole process id in it.
  writeFileSync(mine, String(process.pid));
  try {
    while (!claim(mine, mark)) if (!breakStale(mark)) pause();
  } finally {
    rmSync(mine, { force: true });
  }
  return () => rmSync(mark, { force: true });
}

const pause = () => Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 200);

function claim(mine, mark) {
  try {
    linkSync(mine, mark);
    return true;
  } catch (error) {
    if (error.code !== 'EEXIST') throw error;
    return false;
  }
}

/** Moved away and looked at again: of two that break the same mark the second must not break the first one's new mark. */
function breakStale(mark) {
  const held = look(mark);
  if (!held || !isStale(held)) return held === undefined;
  const away = `${mark}-${process.pid}.old`;
  try {
    renameSync(mark, away);
    if (look(away)?.pid !== held.pid) claim(away, mark);
    rmSync(away, { force: true });
  } catch (error) {
    if (error.code !== 'ENOENT') throw error;
  }
  return true;
}

function look(mark) {
  try {
    return { pid: Number(readFileSync(mark, 'utf8')), at: statSync(mark).mtimeMs };
  } catch {
    return undefined;
  }
}

function isStale({ pid, at }) {
  if (!(pid > 0) || Date.now() - at > oldMs) return true;
  try {
    process.kill(pid, 0);
    return false;
  } catch (error) {
    return error.code === 'ESRCH';
  }
}
