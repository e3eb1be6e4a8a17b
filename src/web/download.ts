import { csvOf, type Cell } from '#src/lib/csv.ts';
import type { Asked } from './workbook.worker.ts';

/** Hands a file to the person; nothing leaves the page. */
function save(name: string, blob: Blob): void {
  const url = URL.createObjectURL(blob);
  const link = document.createElement('a');
  link.href = url;
  link.download = name;
  link.click();
  // Not at once: some browsers read it after the click.
  setTimeout(() => URL.revokeObjectURL(url), 10_000);
}

export function saveCsv(name: string, head: string[], rows: Cell[][]): void {
  save(name, new Blob([csvOf(head, rows)], { type: 'text/csv;charset=utf-8' }));
}

/** The same as a workbook. What writes it is loaded only now, and works beside the page. */
export async function saveWorkbook(name: string, asked: Asked): Promise<void> {
  const worker = new Worker(new URL('./workbook.worker.ts', import.meta.url), { type: 'module' });
  try {
    const bytes = await new Promise<Uint8Array<ArrayBuffer>>((ok, fail) => {
      worker.addEventListener('message', ({ data }: MessageEvent<Uint8Array<ArrayBuffer>>) => ok(data));
      worker.addEventListener('error', (event) => fail(new Error(event.message)));
      worker.postMessage(asked);
    });
    save(name, new Blob([bytes], { type: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet' }));
  } finally {
    worker.terminate();
  }
}
