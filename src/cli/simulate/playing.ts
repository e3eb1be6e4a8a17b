import { setTimeout as sleep } from 'node:timers/promises';
import type { livesSimulator } from '#src/app.ts';
import type { Sender } from './sending.ts';

type Lives = Awaited<ReturnType<typeof livesSimulator>>;
export type Evening = ReturnType<Lives['openEvening']>;

export interface Pace {
  /** Milliseconds: when the evening begins. */
  from: number;
  seconds: number;
  clock: () => Date;
  stopped: AbortSignal;
  onProgress(second: number): void;
}
/** What is gathered before it is sent, where nobody waits for it. */
const gathered = 500;

/** Waits, if it must, until a second of the evening is over: then what happened in it can be told. */
async function until(at: number, { clock, stopped }: Pace): Promise<void> {
  const left = at - clock().getTime();
  if (left > 0) await sleep(left, undefined, { signal: stopped }).catch(() => {});
}

/** Plays an evening by the clock; seconds that are over already, all of them maybe, at once. Stopped or not, what is open gets its end. */
export async function playEvening(evening: Evening, sender: Sender, pace: Pace): Promise<void> {
  let waiting: object[] = [];
  for (let n = 0; n <= pace.seconds && !evening.over(); n++) {
    await until(pace.from + (n + 1) * 1000, pace);
    if (pace.stopped.aborted) break;
    waiting.push(...evening.second());
    const isBehind = pace.from + (n + 2) * 1000 <= pace.clock().getTime();
    if (isBehind && waiting.length < gathered) continue;
    await sender.send(waiting);
    waiting = [];
    pace.onProgress(n);
  }
  await sender.send([...waiting, ...evening.stop()]);
  pace.onProgress(pace.seconds);
}
