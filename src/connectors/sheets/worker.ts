// Files in a thread of their own, one after the other, so that nothing in them can hold up the server or take its memory.
import { parentPort } from 'node:worker_threads';
import { SheetFault, type Cell, type SheetFaultCode, type SheetInfo } from '#src/features/imports/ports.ts';
import { rowFlow } from './flow.ts';
import type { SheetLimits } from './limits.ts';
import { readTable } from './table.ts';

/** What the thread is given, and between chunks of rows `more`. */
export interface Task {
  bytes: Uint8Array;
  limits: SheetLimits;
}

/** What it says: rows, after which it waits to hear `more`, then how it ended. */
export type Said = { rows: Cell[][]; first: number } | { info: SheetInfo } | { fault: SheetFaultCode; at: number | undefined };

/** Who waits for `more`: the file in hand. */
let goOn = () => {};

async function work(say: (said: Said) => void, { bytes, limits }: Task): Promise<void> {
  // SheetJS tells of odd files on the console; ours is for the server's own words.
  console.error = () => undefined;
  const flow = rowFlow(limits, (rows, first) => {
    const { promise, resolve } = Promise.withResolvers<void>();
    goOn = resolve;
    say({ rows, first });
    return promise;
  });
  try {
    say({ info: await readTable(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength), limits, flow) });
  } catch (error) {
    if (!(error instanceof SheetFault)) throw error;
    say({ fault: error.code, at: error.at });
  }
}

// Last, when all that it needs is there.
parentPort?.on('message', (given: Task | 'more') => {
  if (given === 'more') goOn();
  else void work((said) => parentPort!.postMessage(said), given);
});
