// `--publish`: the figures of a run take the place of those before in docs/benchmarks.md, between two marks.
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Report } from './figures.ts';
import { discoveryPage } from './discovery/page.ts';

const pages: Record<string, (report: Report) => string> = { discovery: discoveryPage };
const file = join(import.meta.dirname, '../docs/benchmarks.md');

export function publish(report: Report): void {
  const page = pages[report.name];
  if (!page) throw new Error(`${report.name} has no place in docs/benchmarks.md to be published in`);
  writeFileSync(file, placed(readFileSync(file, 'utf8'), report.name, page(report)));
}

/** The text with the part between the marks of that name exchanged. */
export function placed(text: string, name: string, part: string): string {
  const [from, to] = [`<!-- figures of ${name} -->`, `<!-- end of ${name} -->`];
  const [start, end] = [text.indexOf(from), text.indexOf(to)];
  if (start < 0 || end < start) throw new Error(`docs/benchmarks.md has no marks for ${name}`);
  return `${text.slice(0, start + from.length)}\n\n${part.trim()}\n\n${text.slice(end)}`;
}
