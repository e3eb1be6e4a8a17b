// Builds the browser's part into dist/ when it is missing or older than its sources. Plain JavaScript for Node 20; Vite runs on our Node.
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { delimiter, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { hold } from './hold.mjs';

process.chdir(fileURLToPath(new URL('..', import.meta.url)));

const stamp = 'dist/.built';
const singles = ['index.html', 'vite.config.ts', 'scripts/parts.ts', 'scripts/catalogues.ts', 'lingui.config.ts', 'package-lock.json'];
const folders = ['public', 'src/web', 'src/lib'];

// A tree without the browser's sources serves the dist that it came with.
if (existsSync('index.html') && !isFresh()) {
  const release = hold('.tmp/building');
  try {
    if (!isFresh()) process.exitCode = build();
  } finally {
    release();
  }
}

function isFresh() {
  return existsSync(stamp) && readFileSync(stamp, 'utf8') === sourcesHash();
}

function sourcesHash() {
  const hash = createHash('sha256');
  for (const file of sources()) hash.update(file).update('\0').update(readFileSync(file)).update('\0');
  return hash.digest('hex');
}

function sources() {
  const entries = existsSync('src/features') ? readdirSync('src/features', { withFileTypes: true }) : [];
  const features = entries.filter((entry) => entry.isDirectory()).map((entry) => entry.name);
  const parts = features.flatMap((feature) => ['ui', 'contract', 'contract.ts'].map((part) => `src/features/${feature}/${part}`));
  return [...singles, ...folders, ...parts].flatMap(filesUnder).sort((a, b) => (a < b ? -1 : 1));
}

function filesUnder(path) {
  const found = statSync(path, { throwIfNoEntry: false });
  if (!found) return [];
  if (!found.isDirectory()) return /\.test\.tsx?$/.test(path) ? [] : [path];
  return readdirSync(path).flatMap((name) => filesUnder(`${path}/${name}`));
}

/** Built beside and swapped, so that a running server never serves half of it and a failed build leaves the old one. */
function build() {
  const began = performance.now();
  const hash = sourcesHash();
  const fresh = `.tmp/dist-${process.pid}`;
  const old = `.tmp/dist-old-${process.pid}`;
  mkdirSync('.tmp', { recursive: true });
  try {
    const status = vite(['build', '--outDir', fresh, '--emptyOutDir', '--logLevel', 'warn']);
    if (status !== 0) return status;
    writeFileSync(join(fresh, '.built'), hash);
    if (existsSync('dist')) renameSync('dist', old);
    renameSync(fresh, 'dist');
    console.error(`Built the browser's part in ${((performance.now() - began) / 1000).toFixed(1)} s`);
    return 0;
  } finally {
    for (const folder of [fresh, old]) rmSync(folder, { recursive: true, force: true });
  }
}

function vite(args) {
  process.env.PATH = resolve('node_modules/.bin') + delimiter + process.env.PATH;
  const all = [join('node_modules', 'vite', 'bin', 'vite.js'), ...args];
  const windows = process.platform === 'win32'; // there .bin/node is a .cmd, which only a shell starts
  return spawnSync('node', all, { stdio: ['ignore', 2, 2], shell: windows }).status ?? 1;
}
