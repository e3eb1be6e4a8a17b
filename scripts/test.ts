// `npm test`: every test in one process, then the table of promises. `npm test -- FILE...` runs just those; flags go to the runner.
import { spawn } from 'node:child_process';
import { copyFileSync, existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs';
import { join, relative, resolve } from 'node:path';
import { constants } from 'node:os';
import type { Result } from '#test/results.ts';

type Promised = { id: string; promise: string; test: string; control: string; tier: string };
type State = Result['result'] | 'not run';

const root = resolve(import.meta.dirname, '..');
process.chdir(root);

const given = process.argv.slice(2);
const flags = given.filter((arg) => arg.startsWith('-'));
const files = given.filter((arg) => !arg.startsWith('-'));
const whole = given.length === 0;

// A folder for each run: two runs in one checkout must not read each other's results.
const kept = join('.tmp', `run-${process.pid}`);
const resultsFile = join(kept, 'results.jsonl');
const measuredFile = join(kept, 'measured.jsonl');
mkdirSync(kept, { recursive: true });

const status = await runner();
const broken = promises();
// A failed hook of a whole file is reported by the runner, which ends with 0 all the same.
const failed = lines<Result>(resultsFile).some((it) => it.result === 'failed');
if (existsSync(measuredFile)) copyFileSync(measuredFile, '.tmp/measured.jsonl');
rmSync(kept, { recursive: true, force: true });
process.exitCode = status || (broken.length > 0 || failed ? 1 : 0);

function runner(): Promise<number> {
  const spec = ['--test-reporter=spec', '--test-reporter-destination=stdout'];
  const json = ['--test-reporter=./test/results.ts', `--test-reporter-destination=${resultsFile}`];
  const all = files.length > 0 ? files : ['src/**/*.test.ts', 'test/**/*.test.ts'];
  const args = ['--test', '--test-isolation=none', '--test-force-exit', ...spec, ...json, ...flags, ...all];
  const env = { ...process.env, GREENROOM_MEASURED: resolve(measuredFile) };
  const child = spawn(process.execPath, args, { stdio: 'inherit', env });
  // The runner ends in good order on SIGINT only: its last hooks stop PostgreSQL.
  for (const name of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(name, () => child.kill('SIGINT'));
  // A signal sent to npm ends npm and its shell but never reaches us: notice that the parent has gone.
  const parent = process.ppid;
  setInterval(() => process.ppid !== parent && child.kill('SIGINT'), 1_000).unref();
  return new Promise((done, fail) => {
    child.once('error', fail);
    child.once('exit', (code, name) => done(code ?? 128 + (name ? constants.signals[name] : 1)));
  });
}

/** Prints the table; gives back what a whole run lacks. */
function promises(): string[] {
  const results = lines<Result>(resultsFile);
  const lacking = whole && results.length === 0 ? ['no test was run'] : [];
  if (existsSync('test/promises.json')) {
    const listed = JSON.parse(readFileSync('test/promises.json', 'utf8')) as Promised[];
    const rows = listed.map((it) => ({ ...it, tested: stateOf(it.test, results), controlled: stateOf(it.control, results) }));
    const shown = rows.filter((row) => whole || row.tested !== 'not run' || row.controlled !== 'not run');
    if (shown.length > 0) print(shown);
    if (whole) lacking.push(...rows.filter((row) => row.tier.split(/[\s,]+/).includes('P')).flatMap(lacks));
  }
  for (const line of lacking) console.error(`✖ ${line}`);
  return lacking;
}

function lacks(row: Promised & { tested: State; controlled: State }): string[] {
  const said = (what: string, at: string, state: State) => (state === 'passed' ? [] : [`${row.id}: its ${what} was ${state} (${at})`]);
  return [...said('test', row.test, row.tested), ...said('control', row.control, row.controlled)];
}

/** `file#name` may name several tests (a table of cases): all of them have to pass. */
function stateOf(at: string, results: Result[]): State {
  const [file, name] = [at.slice(0, at.indexOf('#')), at.slice(at.indexOf('#') + 1)];
  const found = results.filter((it) => relative(root, it.file).replaceAll('\\', '/') === file && it.name === name).map((it) => it.result);
  const worst = (['failed', 'skipped', 'passed'] as const).find((state) => found.includes(state));
  return worst ?? 'not run';
}

function print(rows: (Promised & { tested: State; controlled: State })[]): void {
  const figures = lines<{ id: string; text: string }>(measuredFile);
  const table = rows.map((row) => [
    row.id,
    row.promise,
    figures
      .filter((it) => it.id === row.id)
      .map((it) => it.text)
      .join('; ') || '–',
    row.tested,
    row.controlled,
  ]);
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

function lines<T>(file: string): T[] {
  if (!existsSync(file)) return [];
  const text = readFileSync(file, 'utf8').trimEnd();
  return text === '' ? [] : text.split('\n').map((line) => JSON.parse(line) as T);
}
