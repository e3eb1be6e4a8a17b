import { Worker } from 'node:worker_threads';
import type { Printer, Sheet } from '#src/features/copies/ports.ts';
import { threadEnv } from '#src/lib/threads.ts';
import { oneAfterAnother } from '#src/lib/turns.ts';
import type { Said, Task } from './worker.ts';

/** A copy takes a second at most, the first one with its fonts a few; beyond that something is wrong. */
const patienceMs = 60_000;
/** Fonts stay unpacked for so long after the last copy. */
const idleMs = 30_000;
/** A thread that was asked to end and does not is ended. */
const endMs = 3_000;

const ours = new URL('./worker.ts', import.meta.url);

/** Prints in a thread that is started when it is first needed and ends when nothing was printed for a while. */
export function openPrinter({ patience = patienceMs, idle = idleMs, code = ours } = {}): Printer & { stop(): Promise<void> } {
  const turns = oneAfterAnother();
  let worker: Worker | undefined;
  let timer: NodeJS.Timeout | undefined;
  let stopped = false;
  let n = 0;

  const begin = (): Worker => {
    clearTimeout(timer);
    if (worker) return worker;
    const made = new Worker(code, {
      resourceLimits: { maxOldGenerationSizeMb: 512, stackSizeMb: 4 },
      env: threadEnv(),
      execArgv: [],
    });
    made.on('error', () => {});
    made.once('exit', () => {
      if (worker === made) worker = undefined;
    });
    return (worker = made);
  };
  const end = async (): Promise<void> => {
    clearTimeout(timer);
    const gone = worker;
    worker = undefined;
    if (gone) await ended(gone);
  };

  async function ask(sheet?: Sheet): Promise<Uint8Array> {
    if (stopped) throw new Error('the printer was stopped');
    const thread = begin();
    try {
      return await answered(thread, { n: ++n, sheet }, patience);
    } catch (error) {
      await end();
      throw error;
    } finally {
      if (worker && !stopped) timer = setTimeout(() => void end(), idle).unref();
    }
  }
  return {
    ready: async () => void (await turns.take(() => ask())),
    print: (sheet) => turns.take(() => ask(sheet)),
    stop: async () => {
      stopped = true;
      await end();
      await turns.settled();
    },
  };
}

/**
 * Asks a thread to end, which it does once it has loaded. To be terminated while it loads would take the whole process along: its modules wait
 * for a library of fonts, and V8 fails a check of its own where such a wait is over in a thread that has to end.
 */
async function ended(thread: Worker): Promise<void> {
  const exited = new Promise<unknown>((ok) => thread.once('exit', ok));
  const timer = setTimeout(() => void thread.terminate(), endMs);
  thread.postMessage('end');
  await exited;
  clearTimeout(timer);
}

async function answered(worker: Worker, task: Task, patience: number): Promise<Uint8Array> {
  const { promise, resolve, reject } = Promise.withResolvers<Uint8Array>();
  const clock = setTimeout(() => reject(new Error('a copy took too long')), patience);
  const heard = {
    message: (said: Said) => {
      if (said.n !== task.n) return;
      if ('bytes' in said) resolve(said.bytes);
      else reject(new Error(said.fault));
    },
    messageerror: reject,
    error: reject,
    exit: () => reject(new Error('the thread of the printer ended')),
  };
  for (const [event, listener] of Object.entries(heard)) worker.on(event, listener);
  try {
    worker.postMessage(task);
    return await promise;
  } finally {
    clearTimeout(clock);
    for (const [event, listener] of Object.entries(heard)) worker.off(event, listener);
  }
}
