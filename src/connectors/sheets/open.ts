import { AsyncResource } from 'node:async_hooks';
import type { Worker } from 'node:worker_threads';
import { SheetFault, type SheetInfo, type SheetReader } from '#src/features/imports/ports.ts';
import { sheetLimits, type SheetLimits } from './limits.ts';
import { openThreads, type Threads } from './threads.ts';
import { openTurns } from './turns.ts';
import type { Said, Task } from './worker.ts';

type OnRows = Parameters<SheetReader['read']>[1];

/** A reader of files, each in a thread of its own. `stop` ends those being read and those that wait, and returns when the threads are gone. */
export function openSheets(limits: Partial<SheetLimits> = {}): SheetReader & { stop(): Promise<void> } {
  const all = { ...sheetLimits, ...limits };
  const turns = openTurns(all.atOnce);
  const threads = openThreads(all);
  const closing = new AbortController();
  const running = new Set<Promise<unknown>>();
  return {
    read: async ({ bytes, of }, onRows, signal) => {
      if (bytes.byteLength === 0) throw new SheetFault('empty');
      if (bytes.byteLength > all.bytes) throw new SheetFault('too_large');
      const ending = signal ? AbortSignal.any([signal, closing.signal]) : closing.signal;
      const leave = await turns.take(ending);
      // What a thread says comes in the surroundings that it was started in, which may be those of an earlier file.
      const reading = readApart({ bytes, of }, all, threads, AsyncResource.bind(onRows), ending);
      running.add(reading);
      try {
        return await reading;
      } finally {
        running.delete(reading);
        leave();
      }
    },
    stop: async () => {
      closing.abort(new DOMException('the reader of tables was stopped', 'AbortError'));
      await Promise.allSettled(running);
      await threads.stop();
    },
  };
}

type File = Pick<Parameters<SheetReader['read']>[0], 'bytes' | 'of'>;

async function readApart(
  { bytes, of }: File,
  limits: SheetLimits,
  threads: Threads,
  onRows: OnRows,
  signal: AbortSignal,
): Promise<SheetInfo> {
  signal.throwIfAborted();
  const worker = begin(() => threads.take(of));
  try {
    const info = await hear(worker, { bytes: new Uint8Array(bytes), limits }, onRows, signal);
    // A large file's memory is given back at once.
    if (of !== undefined && bytes.byteLength <= limits.keptBytes) threads.keep(worker, of);
    else await worker.terminate();
    return info;
  } catch (error) {
    await worker.terminate();
    throw error;
  }
}

/** Has a thread read a file. The bytes move over: a copy of the caller's, made at once, so that they may do with theirs what they like. */
async function hear(
  worker: Worker,
  task: Task & { bytes: Uint8Array<ArrayBuffer> },
  onRows: OnRows,
  signal: AbortSignal,
): Promise<SheetInfo> {
  const { promise: ended, resolve, reject } = Promise.withResolvers<SheetInfo>();
  const clock = patience(task.limits.milliseconds, () => reject(new SheetFault('took_too_long')));
  const answer = async (said: Said) => {
    if ('info' in said) return resolve(said.info);
    if ('fault' in said) return reject(new SheetFault(said.fault, said.at));
    clock.pause();
    await onRows(said.rows, said.first);
    clock.goOn();
    worker.postMessage('more');
  };
  const heard = {
    message: (said: Said) => void answer(said).catch(reject),
    messageerror: () => reject(new SheetFault('broken')),
    error: (error: unknown) => reject(faultOf(error)),
    exit: () => reject(new SheetFault('broken')),
  };
  const abort = () => reject(signal.reason as Error);
  for (const [event, listener] of Object.entries(heard)) worker.on(event, listener);
  signal.addEventListener('abort', abort, { once: true });
  try {
    begin(() => worker.postMessage(task, [task.bytes.buffer]));
    return await ended;
  } finally {
    clock.stop();
    signal.removeEventListener('abort', abort);
    for (const [event, listener] of Object.entries(heard)) worker.off(event, listener);
  }
}

function begin<T>(work: () => T): T {
  try {
    return work();
  } catch (error) {
    throw faultOf(error);
  }
}

function faultOf(error: unknown): SheetFault {
  const code = (error as NodeJS.ErrnoException | undefined)?.code;
  return Object.assign(new SheetFault(code === 'ERR_WORKER_OUT_OF_MEMORY' ? 'too_large' : 'broken'), { cause: error });
}

/** Counts only while the worker works. */
function patience(milliseconds: number, onEnd: () => void) {
  let left = milliseconds;
  let since = performance.now();
  let timer: NodeJS.Timeout | undefined = setTimeout(onEnd, left);
  let over = false;
  const pause = () => {
    if (timer === undefined) return;
    clearTimeout(timer);
    timer = undefined;
    left -= performance.now() - since;
  };
  return {
    pause,
    goOn: () => {
      if (over) return;
      since = performance.now();
      timer = setTimeout(onEnd, Math.max(0, left));
    },
    stop: () => {
      over = true;
      pause();
    },
  };
}
