import { Worker } from 'node:worker_threads';
import { threadEnv } from '#src/lib/threads.ts';
import { packIds } from '../index/facts.ts';
// Compiled and held here, the kernels' program is shared with every thread, and no end of a thread takes its code away: threads that bring their
// own and end beside each other can trip V8's book of code pages, which ends the process (nodejs/node#64500).
import '../index/kernels/simd.ts';
import type { EngineQuery } from '../ports.ts';
import type { Read } from '../queries/changes.ts';
import type { HeldAnswer } from './held.ts';
import type { FromThread, Stage, State, ThreadData, ToThread } from './thread.ts';

/** The thread ended before it answered: another way of searching answers. */
export class GenerationEnded extends Error {}
/** A search that this index cannot carry out. */
export class IndexFault extends Error {}

export interface Heard {
  ready(): void;
  state(state: State): void;
  stage(stage: Stage): void;
  say(level: 'info' | 'warn', about: object, sentence: string): void;
  /** It is over; `why` is undefined when it was stopped. */
  ended(why: string | undefined): void;
}
export interface Generation {
  readonly token: string;
  /** Once it answers: how far it has come, and when that was heard, on the clock of `performance`. */
  readonly state: (State & { heardAt: number }) | undefined;
  readonly begunAt: number;
  search(query: EngineQuery, reads: Read[]): Promise<HeldAnswer>;
  hurry(): void;
  /** Lets it answer what it was asked and end by itself; one that does not is ended. */
  stop(): Promise<void>;
  /** In the middle of whatever it does. */
  kill(): Promise<void>;
}

const patienceMs = 3_000;
type Waiting = { ok: (answer: HeldAnswer) => void; fail: (error: Error) => void };

/** Begins a thread, and tells what is heard of it. */
export function beginGeneration(data: ThreadData, heard: Heard): Generation {
  const worker = new Worker(new URL('./thread.ts', import.meta.url), { workerData: data, env: threadEnv(), execArgv: [] });
  // Whoever forgets it is not kept from ending.
  worker.unref();
  const begunAt = performance.now();
  const waiting = new Map<number, Waiting>();
  let asked = 0;
  let state: Generation['state'];
  let stopped = false;
  let why: string | undefined;
  const settle = (id: number): Waiting | undefined => {
    const one = waiting.get(id);
    waiting.delete(id);
    return one;
  };
  const learn = (told: State) => (state = { ...told, heardAt: performance.now() });
  worker.on('message', (said: FromThread) => {
    if ('answer' in said) settle(said.id)?.ok(said.answer);
    else if ('wrong' in said) settle(said.id)?.fail(new IndexFault(said.wrong));
    else if ('state' in said) heard.state(learn(said.state));
    else if ('ready' in said) {
      learn(said.ready);
      heard.ready();
    } else if ('stage' in said) heard.stage(said.stage);
    else if ('say' in said) heard.say(said.level, said.about ?? {}, said.say);
    else why = said.ended;
  });
  worker.on('error', (error: unknown) => (why ??= (error as Error).message));
  const exited = new Promise<void>((ok) => {
    worker.once('exit', () => {
      state = undefined;
      for (const one of waiting.values()) one.fail(new GenerationEnded('the index ended'));
      waiting.clear();
      heard.ended(stopped ? undefined : (why ?? 'it ended'));
      ok();
    });
  });
  const tell = (said: ToThread) => worker.postMessage(said);
  return {
    token: data.token,
    begunAt,
    get state() {
      return state;
    },
    search: (query, reads) =>
      new Promise((ok, fail) => {
        if (!state) return fail(new GenerationEnded('the index ended'));
        const id = ++asked;
        waiting.set(id, { ok, fail });
        tell({ search: { id, query: { ...query, without: packIds(query.without) }, reads } });
      }),
    hurry: () => tell('hurry'),
    async stop() {
      stopped = true;
      tell('stop');
      const timer = setTimeout(() => void worker.terminate(), patienceMs);
      await exited;
      clearTimeout(timer);
    },
    async kill() {
      await worker.terminate();
      await exited;
    },
  };
}
