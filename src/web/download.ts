import { csvOf, type Cell } from '#src/lib/csv.ts';

/** Hands a file to the person; nothing leaves the page. */
export function saveCsv(name: string, head: string[], rows: Cell[][]): void {
  const url = URL.createObjectURL(new Blob([csvOf(head, rows)], { type: 'text/csv;charset=utf-8' }));
  const link = document.createElement('a');
  link.href = url;
  link.download = name;
  link.click();
  // Not at once: some browsers read it after the click.
  setTimeout(() => URL.revokeObjectURL(url), 10_000);
}
