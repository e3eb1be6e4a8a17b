// The table of promises: what each one's test and control did in this run, and the figures, printed and kept in docs.
import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { cpus, totalmem } from 'node:os';
import { join, relative, resolve } from 'node:path';
import type { Result } from '#test/results.ts';

/** `test` and `control` belong to the run that holds their file; `long` is the larger version of the test, in `test/long/`. */
export interface Promised {
  id: string;
  promise: string;
  test: string;
  control: string;
  tier: string;
  measured: string;
  long?: string;
}
type State = Result['result'] | 'not run';
export interface Row extends Promised {
  figures: string;
  tested: State;
  controlled: State;
}
export interface Figure {
  id: string;
  text: string;
}

const root = resolve(import.meta.dirname, '..');
const listed = 'test/promises.json';
const isLong = (at: string) => at.startsWith('test/long/');
const tiersOf = (row: Promised) => row.tier.split(/[\s,]+/);

/** The rows that this kind of run answers for; what they lack in a whole run. */
export function judge(results: Result[], figures: Figure[], long: boolean): { rows: Row[]; lacking: string[] } {
  if (!existsSync(listed)) return { rows: [], lacking: [] };
  const all = JSON.parse(readFileSync(listed, 'utf8')) as Promised[];
  const lacking: string[] = [];
  const rows = all.flatMap((row): Row[] => {
    const test = long ? (row.long ?? row.test) : row.test;
    const mine = { test: isLong(test) === long, control: isLong(row.control) === long };
    const [tested, controlled] = [stateOf(test, results), stateOf(row.control, results)];
    if (tiersOf(row).some((tier) => tier === 'P' || tier === 'C')) {
      if (mine.test && tested !== 'passed') lacking.push(`${row.id}: its test was ${tested} (${test})`);
      if (mine.control && controlled !== 'passed') lacking.push(`${row.id}: its control was ${controlled} (${row.control})`);
    }
    const text = figures.filter((it) => it.id === row.id).map((it) => it.text);
    return mine.test || mine.control ? [{ ...row, test, figures: text.join('; '), tested, controlled }] : [];
  });
  if (!long) lacking.push(...all.flatMap(misplaced));
  return { rows, lacking };
}

function misplaced(row: Promised): string[] {
  const tiers = tiersOf(row);
  if (tiers.includes('P') && isLong(row.test)) return [`${row.id}: of tier P, but its test is in test/long`];
  if (tiers.includes('C') && !isLong(row.long ?? row.test)) return [`${row.id}: of tier C, but it has no test in test/long`];
  return [];
}

/** `file#name` may name several tests (a table of cases): all of them have to pass. */
function stateOf(at: string, results: Result[]): State {
  const [file, name] = [at.slice(0, at.indexOf('#')), at.slice(at.indexOf('#') + 1)];
  const found = results.filter((it) => relative(root, it.file).replaceAll('\\', '/') === file && it.name === name).map((it) => it.result);
  const worst = (['failed', 'skipped', 'passed'] as const).find((state) => found.includes(state));
  return worst ?? 'not run';
}

/** Figures that belong to no promise, a line for each. */
export function otherFigures(figures: Figure[]): string[] {
  const ids = existsSync(listed) ? (JSON.parse(readFileSync(listed, 'utf8')) as Promised[]).map(({ id }) => id) : [];
  return figures.filter(({ id }) => id !== undefined && !ids.includes(id)).map(({ id, text }) => `${id}: ${text}`);
}

export function print(rows: Row[]): void {
  const table = rows.map((row) => [row.id, row.promise, row.figures || '–', row.tested, row.controlled]);
  const head = ['id', 'promise', 'measured in this run', 'test', 'control'];
  const widths = head.map((title, i) => Math.min(60, Math.max(title.length, ...table.map((row) => row[i]?.length ?? 0))));
  console.log('');
  for (const row of [head, widths.map((w) => '─'.repeat(w)), ...table]) console.log(fold(row, widths));
}

/** Long cells go on in lines below, so that nothing is cut off. */
function fold(row: string[], widths: number[]): string {
  const cells = row.map((text, i) => wrap(text, widths[i] ?? 60));
  const height = Math.max(...cells.map((cell) => cell.length));
  const line = (k: number) =>
    cells
      .map((cell, i) => (cell[k] ?? '').padEnd(widths[i] ?? 0))
      .join('  ')
      .trimEnd();
  return Array.from({ length: height }, (_, k) => line(k)).join('\n');
}

function wrap(text: string, width: number): string[] {
  const out: string[] = [''];
  for (const word of text.split(' ')) {
    const last = out.at(-1) ?? '';
    if (last !== '' && last.length + 1 + word.length > width) out.push(word);
    else out[out.length - 1] = last === '' ? word : `${last} ${word}`;
  }
  return out;
}

/** The figures of this run, into the table of docs/promises.md and the page of each promise; what was not run stays as it was. */
export function publish(rows: Row[], long: boolean, docs = 'docs'): void {
  const measured = rows.filter((row) => row.tested === 'passed' && row.figures !== '');
  const run = long ? 'long' : 'every';
  fill(join(docs, 'promises.md'), `${run} run`, ['id', 'promise', 'measured', 'on'], (kept) => {
    for (const row of measured) kept.set(row.id, [linkTo(row.id), row.promise, row.figures, `${machine()}; ${today()}; ${commit()}`]);
  });
  for (const row of measured)
    fill(join(docs, 'promises', `${row.id}.md`), 'measured', ['run', 'measured', 'machine', 'date', 'commit'], (kept) => {
      const tier = long ? 'long run (C)' : 'every run (P)';
      kept.set(tier, [tier, row.figures, machine(), today(), commit()]);
    });
}

const linkTo = (id: string) => `[${id}](promises/${id}.md)`;
const commit = () => execFileSync('git', ['rev-parse', '--short', 'HEAD'], { encoding: 'utf8' }).trim();
const machine = () => `${cpus().length} cores, ${Math.round(totalmem() / 2 ** 30)} GiB, ${process.platform}`;
const today = () => new Date().toISOString().slice(0, 10);

/** Changes the table between a page's marks; its rows are known by the text of their first cell. */
function fill(page: string, mark: string, head: string[], change: (kept: Map<string, string[]>) => void): void {
  if (!existsSync(page)) return;
  const [begin, end] = [`<!-- ${mark}: begin -->`, `<!-- ${mark}: end -->`];
  const text = readFileSync(page, 'utf8');
  const [from, to] = [text.indexOf(begin), text.indexOf(end)];
  if (from < 0 || to < from) throw new Error(`${page} has no place for the figures: ${begin}`);
  const lines = text.slice(from, to).split('\n');
  const cells = lines.filter((line) => line.startsWith('| ')).map((line) => line.slice(2, -2).split(/(?<!\\) \| /));
  const key = (first: string) => /^\[(\w+)\]/.exec(first)?.[1] ?? first;
  const kept = new Map(
    cells.filter(([first]) => first !== head[0]).map((row) => [key(row[0]!), row.map((it) => it.replaceAll('\\|', '|'))]),
  );
  change(kept);
  if (kept.size === 0) return;
  const row = (words: string[]) => `| ${words.map((it) => it.replaceAll('|', '\\|')).join(' | ')} |`;
  const sorted = [...kept].toSorted(([a], [b]) => a.localeCompare(b, 'en', { numeric: true })).map(([, it]) => row(it));
  const table = [row(head), `|${'---|'.repeat(head.length)}`, ...sorted].join('\n');
  writeFileSync(page, `${text.slice(0, from)}${begin}\n\n${table}\n\n${text.slice(to)}`);
}
