// Copies in a thread of their own: to unpack a font and to shape a text takes longer than a server may be held up.
import { parentPort } from 'node:worker_threads';
import type { Sheet } from '#src/features/copies/ports.ts';
import { openPress } from './print.ts';

export interface Task {
  n: number;
  /** None: to get ready. */
  sheet: Sheet | undefined;
}
export type Said = { n: number } & ({ bytes: Uint8Array } | { fault: string });

const press = openPress();

async function work({ n, sheet }: Task): Promise<void> {
  try {
    const open = await press;
    const bytes = sheet ? await open.print(sheet) : await open.ready().then(() => new Uint8Array());
    parentPort!.postMessage({ n, bytes } satisfies Said, [bytes.buffer as ArrayBuffer]);
  } catch (error) {
    parentPort!.postMessage({ n, fault: error instanceof Error ? (error.stack ?? error.message) : String(error) } satisfies Said);
  }
}

parentPort!.on('message', (task: Task | 'end') => (task === 'end' ? process.exit() : void work(task)));
