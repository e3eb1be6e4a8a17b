// A thread of its own: twenty thousand rows take seconds to write, and the page goes on meanwhile.
import type { Cell } from '#src/lib/csv.ts';
import { workbookOf, type CellKind } from './workbook.ts';

export interface Asked {
  head: string[];
  kinds: CellKind[];
  rows: Cell[][];
}

const thread = globalThis as unknown as { postMessage(message: unknown, hand: Transferable[]): void };
globalThis.addEventListener('message', ({ data }: MessageEvent<Asked>) => {
  const bytes = workbookOf(data.head, data.kinds, data.rows);
  thread.postMessage(bytes, [bytes.buffer]);
});
