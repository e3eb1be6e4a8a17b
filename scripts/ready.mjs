// Installs the packages when they are missing or older than the lock. Plain JavaScript for Node 20: it brings the Node that runs the rest.
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { delimiter, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { hold } from './hold.mjs';

process.chdir(fileURLToPath(new URL('..', import.meta.url)));

const stamp = 'node_modules/.greenroom-lock';
const lock = readFileSync('package-lock.json', 'utf8');
const want = createHash('sha256').update(lock).digest('hex');
let told = false;
const quiet = ['--no-audit', '--no-fund', '--loglevel=error'];
const { npm_execpath: npm, npm_node_execpath: npmNode } = process.env;

if (!isReady()) {
  const release = hold('.installing');
  try {
    if (!isReady()) process.exitCode = install();
  } finally {
    release();
  }
}

function isReady() {
  return existsSync(stamp) && readFileSync(stamp, 'utf8') === want;
}

function install() {
  const byHand = !existsSync(stamp) && time('node_modules/.package-lock.json') > time('package-lock.json');
  rmSync(stamp, { force: true });
  let status = byHand ? 0 : clean();
  // The npm of an old Node leaves out, in silence, optional packages whose `engines` it does not meet: again on the Node just installed.
  if (status === 0 && missing().length > 0) status = fill();
  if (status !== 0) return status;
  const left = missing();
  if (left.length > 0) {
    console.error(`npm left out ${left.join(', ')}. Run "npm ci" without --omit=optional.`);
    return 1;
  }
  writeFileSync(stamp, want);
  return 0;
}

/** Run by the Node that runs npm, not by ours: ours may live in the folder that npm is about to delete. */
function clean() {
  const args = ['ci', ...quiet];
  return npm && npmNode ? run(npmNode, [npm, ...args]) : run('npm', args, { shell: true });
}

function fill() {
  process.env.PATH = resolve('node_modules/.bin') + delimiter + process.env.PATH;
  const args = ['install', '--no-save', ...quiet];
  return npm ? run(`node "${npm}" ${args.join(' ')}`, [], { shell: true }) : run('npm', args, { shell: true });
}

/** npm's words go to standard error: standard output belongs to the command that follows. */
function run(command, args, options = {}) {
  if (!told) console.error('Installing packages (once)...');
  told = true;
  return spawnSync(command, args, { stdio: ['ignore', 2, 2], ...options }).status ?? 1;
}

/** Packages for this very machine that the lock names and the folder lacks. */
function missing() {
  const { glibcVersionRuntime } = process.report.getReport().header;
  const libc = glibcVersionRuntime ? 'glibc' : 'musl';
  const fits = (list, it) => list === undefined || list.includes(it);
  return Object.entries(JSON.parse(lock).packages)
    .filter(([, p]) => p.optional && (p.os || p.cpu) && fits(p.os, process.platform) && fits(p.cpu, process.arch))
    .filter(([at, p]) => (process.platform !== 'linux' || fits(p.libc, libc)) && !existsSync(at))
    .map(([at]) => at.replace(/^.*node_modules\//, ''));
}

function time(file) {
  return statSync(file, { throwIfNoEntry: false })?.mtimeMs ?? 0;
}
