import { Worker } from 'node:worker_threads';
import { threadEnv } from '#src/lib/threads.ts';
import type { SheetLimits } from './limits.ts';

/** How long a thread waits for another file: whoever brings sixty sends the next one within seconds. */
const idleMs = 5_000;

/** Threads that read files. To start one takes longer than a day's file, so one that went well waits a moment for the next of the same owner. */
export interface Threads {
  take(of: string | undefined): Worker;
  /** A thread that has read a file and is whole: another file of this owner, and of nobody else, may find what it left in the memory. */
  keep(worker: Worker, of: string): void;
  /** Ends those that wait. */
  stop(): Promise<void>;
}

export function openThreads(limits: SheetLimits): Threads {
  const waiting = new Map<string, { worker: Worker; timer: NodeJS.Timeout }>();
  const leave = (of: string): Worker | undefined => {
    const one = waiting.get(of);
    clearTimeout(one?.timer);
    waiting.delete(of);
    return one?.worker;
  };
  /** One that ends while it waits is not handed out. */
  const begin = (): Worker => {
    const worker = start(limits);
    worker.once('exit', () => [...waiting].forEach(([of, one]) => one.worker === worker && leave(of)));
    return worker;
  };
  const end = async (of: string): Promise<void> => void (await leave(of)?.terminate());
  return {
    take(of) {
      const worker = of === undefined ? undefined : leave(of);
      worker?.ref();
      return worker ?? begin();
    },
    keep(worker, of) {
      if (waiting.has(of)) return void worker.terminate();
      worker.unref();
      waiting.set(of, { worker, timer: setTimeout(() => void end(of), idleMs).unref() });
    },
    stop: async () => void (await Promise.all([...waiting.keys()].map(end))),
  };
}

function start({ heapMb }: SheetLimits): Worker {
  const worker = new Worker(new URL('./worker.ts', import.meta.url), {
    resourceLimits: { maxOldGenerationSizeMb: heapMb, maxYoungGenerationSizeMb: 32, stackSizeMb: 4 },
    env: threadEnv(),
    execArgv: [],
  });
  // Somebody has to hear of an error between two files; the thread is over then.
  worker.on('error', () => {});
  return worker;
}
