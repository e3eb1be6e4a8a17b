// `npm test`: every test, then the table of promises, on one PostgreSQL. The files of a folder share a process; three folders run side by side,
// what is said by a later one follows when the earlier have ended; what counts seconds runs last, beside nothing else.
// `npm test -- FILE...` runs just those, in one process; flags go to the runner.
// `npm run test:long`: the files of test/long, one after the other, each in a process and with a PostgreSQL of its own, ended when its
// bound is over (its line `// bound: 20 min`; half an hour without one). `--publish` also writes the figures of a short run.
import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import {
  chmodSync,
  copyFileSync,
  existsSync,
  globSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statfsSync,
} from 'node:fs';
import { join, relative, resolve } from 'node:path';
import { constants, tmpdir } from 'node:os';
import { PassThrough } from 'node:stream';
import { finished } from 'node:stream/promises';
import type { Result } from '#test/results.ts';
import { alive } from '#src/infra/db/embedded/machine.ts';
import { openTestServer, sweep } from '#test/postgres.ts';
import { judge, otherFigures, print, publish, type Figure } from './promises.ts';

const root = resolve(import.meta.dirname, '..');
process.chdir(root);

const own = new Set(['--long', '--publish']);
const given = process.argv.slice(2);
const long = given.includes('--long');
const flags = given.filter((arg) => arg.startsWith('-') && !own.has(arg));
const files = given.filter((arg) => !arg.startsWith('-'));
const whole = given.every((arg) => own.has(arg));

// A folder for each run: two runs in one checkout must not read each other's results.
const kept = join('.tmp', `run-${process.pid}`);
const measuredFile = join(kept, 'measured.jsonl');
mkdirSync(kept, { recursive: true });
/** The program's files as compiled, once a run, for the many processes that it starts; not where a start is timed. */
const compiled = resolve(kept, 'compiled');

// A runner that is interrupted puts away its databases.
let stopped = false;
const running = new Set<ChildProcess>();
const halt = () => {
  stopped = true;
  for (const child of running) child.kill('SIGINT');
};
for (const name of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(name, halt);
// A signal sent to npm ends npm and its shell but never reaches us: notice that the parent has gone.
const parent = process.ppid;
setInterval(() => process.ppid !== parent && halt(), 1_000).unref();

const all = (pattern: string) => globSync(pattern).map((file) => file.replaceAll('\\', '/'));
/** Starts and ends of the program within so many seconds: that holds on a machine that does little else meanwhile. */
const timed = ['test/crashes.test.ts', 'test/durability.test.ts'];
/** Folders of test/ that run by themselves. Any other holds what was one file, and runs with the files beside it. */
const apart = ['journeys', 'fuzz', 'promises', 'long'];
const beside = (file: string) => !timed.includes(file) && !apart.includes(file.split('/')[1]!);
/** Long ones first. Each waits a third of its time, for a browser, a disk or a clock: three of them fill two cores. */
const lanes = 3;
const folders = () => [
  all('test/journeys/*.test.ts'),
  all('test/**/*.test.ts').filter(beside),
  all('test/fuzz/*.test.ts'),
  all('test/promises/*.test.ts'),
  all('src/**/*.test.ts'),
];
/** Where a run keeps what it throws away: to make the thousand files of a database costs a disk a third of a second, and memory a hundredth. */
const disk = tmpdir();
const memory = long || process.env['TMPDIR'] !== undefined ? undefined : roomInMemory();
process.env['TMPDIR'] = memory ?? disk;
let status = 0;
const [server, made] = whole && !long && !stopped ? await Promise.all([openTestServer(), madeFolder()]) : [];
if (long) for (const file of files.length > 0 ? files : all('test/long/*.test.ts').toSorted()) status = (await alone(file)) || status;
else if (files.length > 0) status = await runner(files);
else status = Math.max(await sideBySide(folders()), await sideBySide(timed.map((file) => [file])));
await server?.stop();
for (const dir of [made && join(made, '..'), memory]) if (dir !== undefined) rmSync(dir, { recursive: true, force: true });
const broken = promises();
// A failed hook of a whole file is reported by the runner, which ends with 0 all the same.
const failed = results().some((it) => it.result === 'failed');
if (existsSync(measuredFile)) copyFileSync(measuredFile, '.tmp/measured.jsonl');
rmSync(kept, { recursive: true, force: true });
process.exitCode = status || (broken.length > 0 || failed || stopped ? 1 : 0);

/** So many at a time; the earliest that still runs is heard as it speaks, the others wait their turn. */
async function sideBySide(groups: string[][]): Promise<number> {
  let worst = 0;
  // Room for all that a folder says: a child whose words nobody takes would stand still.
  const all = groups.map((files) => ({ files, said: new PassThrough({ highWaterMark: 2 ** 26 }) }));
  const waiting = all.slice();
  const heard = (async () => {
    for (const { said } of all) {
      said.pipe(process.stdout, { end: false });
      await finished(said);
    }
  })();
  const lane = async () => {
    for (let next = waiting.shift(); next; next = waiting.shift()) {
      worst = (stopped ? 1 : await runner(next.files.toSorted(), 0, next.said)) || worst;
      next.said.end();
    }
  };
  await Promise.all(Array.from({ length: lanes }, lane));
  await heard;
  return worst;
}

/** A folder in memory for this run, where a machine has plenty of it. What killed runs left there is cleared away. */
function roomInMemory(): string | undefined {
  const [memory, enough] = ['/dev/shm', 10 * 2 ** 30];
  const mine = `greenroom-tests-${process.getuid?.()}-`;
  try {
    for (const name of readdirSync(memory).filter((it) => it.startsWith(mine) && !alive(Number(it.slice(mine.length))))) {
      sweep(join(memory, name));
      rmSync(join(memory, name), { recursive: true, force: true });
    }
    const { bavail, bsize } = statfsSync(memory);
    if (bavail * bsize < enough || process.availableMemory() < enough) return undefined;
    const dir = join(memory, `${mine}${process.pid}`);
    mkdirSync(dir, { recursive: true });
    chmodSync(dir, 0o711); // as root, PostgreSQL runs as another user
    return dir;
  } catch {
    return undefined;
  }
}

/** A data directory whose database the program has made, to be copied where the making is not what a test is about. */
async function madeFolder(): Promise<string> {
  const base = mkdtempSync(join(tmpdir(), 'greenroom-made-'));
  chmodSync(base, 0o711); // as root, PostgreSQL runs as another user
  const env = {
    PATH: process.env['PATH'],
    HOME: process.env['HOME'],
    NODE_COMPILE_CACHE: compiled,
    GREENROOM_DATA_DIR: join(base, 'data'),
  };
  const child = spawn(process.execPath, ['src/main.ts', 'migrate'], { stdio: ['ignore', 'ignore', 'inherit'], env });
  const [code] = await once(child, 'close');
  if (code !== 0) throw new Error(`the folder that tests copy could not be made: ${code}`);
  return join(base, 'data');
}

function runner(these: string[], boundMs = 0, said?: PassThrough): Promise<number> {
  const spec = ['--test-reporter=spec', '--test-reporter-destination=stdout'];
  const resultsFile = join(kept, `results-${these[0]!.replaceAll(/\W/g, '-')}.jsonl`);
  const json = ['--test-reporter=./test/results.ts', `--test-reporter-destination=${resultsFile}`];
  const args = [
    '--test-force-exit',
    ...(whole && !long ? ['--test-timeout=600000'] : []),
    ...spec,
    ...json,
    ...flags,
    'test/run.ts',
    ...these,
  ];
  const color = said && process.stdout.isTTY ? { FORCE_COLOR: '1' } : {};
  const handed = server && { GREENROOM_TEST_SERVER: server.handed, GREENROOM_TEST_MADE: made };
  // What is about a start, and about a disk, has a disk and no start.
  const real = long || these.some((file) => timed.includes(file));
  const eased = real ? { TMPDIR: disk } : { NODE_COMPILE_CACHE: compiled };
  const env = { ...process.env, ...color, ...handed, ...eased, GREENROOM_MEASURED: resolve(measuredFile) };
  const child = spawn(process.execPath, args, { stdio: said ? ['ignore', 'pipe', 'inherit'] : 'inherit', env });
  running.add(child);
  if (said) child.stdout!.pipe(said, { end: false });
  const end = (name: 'SIGINT' | 'SIGKILL') => () => void child.kill(name);
  const timers = boundMs > 0 ? [setTimeout(end('SIGINT'), boundMs), setTimeout(end('SIGKILL'), boundMs + 20_000)] : [];
  return new Promise((done, fail) => {
    child.once('error', fail);
    child.once('close', (code, name) => {
      for (const timer of timers) clearTimeout(timer);
      running.delete(child);
      done(code ?? 128 + (name ? constants.signals[name] : 1));
    });
  });
}

async function alone(file: string): Promise<number> {
  if (stopped) return 1;
  const minutes = Number(/^\/\/ bound: (\d+) min/m.exec(readFileSync(file, 'utf8'))?.[1] ?? 30);
  const began = performance.now();
  console.log(`\n${file} (at most ${minutes} minutes)`);
  const code = await runner([file], minutes * 60_000);
  const took = (performance.now() - began) / 60_000;
  if (took >= minutes) console.error(`✖ ${file} was ended at its bound of ${minutes} minutes`);
  console.log(`${file} ended with ${code} after ${took.toFixed(1)} minutes`);
  return took >= minutes ? code || 1 : code;
}

/** Prints the table; gives back what a whole run lacks. */
function promises(): string[] {
  const seen = results();
  const figures = lines<Figure>(measuredFile);
  const { rows, lacking } = judge(seen, figures, long);
  const shown = rows.filter((row) => whole || row.tested !== 'not run' || row.controlled !== 'not run');
  if (shown.length > 0) print(shown);
  const others = otherFigures(figures);
  if (others.length > 0) console.log(`\n${others.join('\n')}`);
  const scanned = lines<{ scanned?: number }>(measuredFile).reduce((sum, it) => sum + (it.scanned ?? 0), 0);
  if (scanned > 0) console.log(`\nA4: ${scanned.toLocaleString('en')} answers scanned`);
  if (long || given.includes('--publish')) publish(shown, long);
  const wrong = [
    ...lines<{ leak?: string }>(measuredFile).flatMap((it) => (it.leak === undefined ? [] : [`A4: ${it.leak}`])),
    ...(whole && seen.length === 0 ? ['no test was run'] : []),
    ...(whole ? lacking : []),
  ];
  for (const line of wrong) console.error(`✖ ${line}`);
  // Said again where a long output ends: some who read it see no more than that.
  for (const { name, file, error } of seen)
    if (error !== undefined) console.error(`✖ ${name} (${relative(root, file)})\n${error.trimEnd().replaceAll(/^/gm, '    ')}`);
  return wrong;
}

function results(): Result[] {
  return globSync(join(kept, 'results-*.jsonl')).flatMap((file) => lines<Result>(file));
}

function lines<T>(file: string): T[] {
  if (!existsSync(file)) return [];
  const text = readFileSync(file, 'utf8').trimEnd();
  return text === '' ? [] : text.split('\n').map((line) => JSON.parse(line) as T);
}
