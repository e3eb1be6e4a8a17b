// `npm run check`: everything that is judged without running the product. A line for each, and the words of those that fail.
import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { delimiter, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

process.chdir(fileURLToPath(new URL('..', import.meta.url)));
process.env.PATH = resolve('node_modules/.bin') + delimiter + process.env.PATH;

/** What a check that passed has to say all the same. */
let figure = '';

const checks = [
  ['types', () => run('tsc', ['-p', '.'])],
  ['lint and walls', () => run('oxlint', [])],
  ['no wall switched off', silenced],
  ['format', () => run('oxfmt', ['--check'])],
  ...script('client generated from the contract', 'scripts/client.ts'),
  ...script('kernels compiled from their source', 'scripts/kernels.ts'),
  ...script('words complete', 'scripts/words.ts'),
  ...weight(),
];

for (const [name, check] of checks) {
  const began = performance.now();
  const said = check();
  console.log(`${said === '' ? 'ok    ' : 'FAILED'} ${name} (${((performance.now() - began) / 1000).toFixed(1)} s)${figure}`);
  figure = '';
  if (said !== '') {
    console.log(said);
    process.exitCode = 1;
  }
}

function script(name, file) {
  return existsSync(file) ? [[name, () => run('node', [file, '--check'])]] : [];
}

/** Of what is in the tree now: it is built first. */
function weight() {
  if (!existsSync('scripts/weight.ts')) return [];
  const weighed = () =>
    run('node', ['scripts/setup.mjs']) || run('node', ['scripts/weight.ts', '--brief'], (out) => (figure = `: ${out.trim()}`));
  return [['weight of the first load', weighed]];
}

/** Empty when it passed; `tell` then hears what it printed. */
function run(command, args, tell) {
  const shell = process.platform === 'win32';
  const { status, stdout, stderr, error } = spawnSync(command, args, { encoding: 'utf8', shell, maxBuffer: 1 << 26 });
  if (status === 0) tell?.(stdout);
  if (status === 0) return '';
  return [stdout, stderr, error?.message].filter(Boolean).join('\n').trimEnd() || `${command} ended with ${status}`;
}

/** A comment may silence a rule of the linter with its reason beside it, but never a wall, and never all rules. */
function silenced() {
  const files = readdirSync('src', { recursive: true }).filter((name) => /\.(tsx?|mjs)$/.test(name));
  const lines = files.flatMap((name) => {
    const file = join('src', name);
    return readFileSync(file, 'utf8')
      .split('\n')
      .map((text, i) => ({ at: `${file}:${i + 1}`, off: /(?:ox|es)lint-disable(?:-next-line|-line)?(.*)/.exec(text)?.[1] }));
  });
  const bad = lines.filter(({ off }) => off !== undefined && (off.includes('walls/') || off.replace(/\*\/|--.*/g, '').trim() === ''));
  return bad.map(({ at }) => `${at} switches off a wall`).join('\n');
}
