import { Worker } from 'node:worker_threads';
import { SheetFault, type SheetInfo, type SheetReader } from '#src/features/imports/ports.ts';
import { sheetLimits, type SheetLimits } from './limits.ts';
import { openTurns } from './turns.ts';
import type { Said, Task } from './worker.ts';

type OnRows = Parameters<SheetReader['read']>[1];

/** A reader of files, each in a thread of its own. `stop` ends those being read and those that wait, and returns when the threads are gone. */
export function openSheets(limits: Partial<SheetLimits> = {}): SheetReader & { stop(): Promise<void> } {
  const all = { ...sheetLimits, ...limits };
  const turns = openTurns(all.atOnce);
  const closing = new AbortController();
  const running = new Set<Promise<unknown>>();
  return {
    read: async ({ bytes }, onRows, signal) => {
      if (bytes.byteLength === 0) throw new SheetFault('empty');
      if (bytes.byteLength > all.bytes) throw new SheetFault('too_large');
      const ending = signal ? AbortSignal.any([signal, closing.signal]) : closing.signal;
      const leave = await turns.take(ending);
      const reading = readApart(bytes, all, onRows, ending);
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
    },
  };
}

async function readApart(bytes: Uint8Array, limits: SheetLimits, onRows: OnRows, signal: AbortSignal): Promise<SheetInfo> {
  signal.throwIfAborted();
  const { promise: ended, resolve, reject } = Promise.withResolvers<SheetInfo>();
  const worker = start({ bytes: new Uint8Array(bytes), limits });
  const clock = patience(limits.milliseconds, () => reject(new SheetFault('took_too_long')));
  const hear = async (said: Said) => {
    if ('info' in said) return resolve(said.info);
    if ('fault' in said) return reject(new SheetFault(said.fault, said.at));
    clock.pause();
    await onRows(said.rows, said.first);
    clock.goOn();
    worker.postMessage('more');
  };
  const abort = () => reject(signal.reason as Error);
  worker.on('message', (said: Said) => void hear(said).catch(reject));
  worker.on('messageerror', () => reject(new SheetFault('broken')));
  worker.on('error', (error) => reject(faultOf(error)));
  worker.on('exit', () => reject(new SheetFault('broken')));
  signal.addEventListener('abort', abort, { once: true });
  try {
    return await ended;
  } finally {
    clock.stop();
    signal.removeEventListener('abort', abort);
    await worker.terminate();
  }
}

/** The bytes move over: a copy of the caller's, made at once, so that they may do with theirs what they like. */
function start(task: Task & { bytes: Uint8Array<ArrayBuffer> }): Worker {
  try {
    return new Worker(new URL('./worker.ts', import.meta.url), {
      workerData: task,
      transferList: [task.bytes.buffer],
      resourceLimits: { maxOldGenerationSizeMb: task.limits.heapMb, maxYoungGenerationSizeMb: 32, stackSizeMb: 4 },
      env: {},
      execArgv: [],
    });
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
