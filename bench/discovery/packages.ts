// Packages of the peers: in a folder of their own with their own lock, brought from npm when they are first wanted. The product knows nothing of them.
import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';

const home = resolve(import.meta.dirname, '../peers');
const require = createRequire(join(home, 'package.json'));
export type Package = object;

/** Brings them where they are not at hand. A sentence where that failed; undefined when all is well. */
export function bring(): string | undefined {
  const wanted = Object.keys((JSON.parse(readFileSync(join(home, 'package.json'), 'utf8')) as { dependencies: object }).dependencies);
  if (wanted.every((name) => existsSync(join(home, 'node_modules', name)))) return undefined;
  process.stderr.write('the packages of the peers, once, from npm\n');
  const npm = process.platform === 'win32' ? 'npm.cmd' : 'npm';
  const { status, stderr, error } = spawnSync(npm, ['ci', '--ignore-scripts', '--no-audit', '--no-fund'], {
    cwd: home,
    encoding: 'utf8',
    shell: process.platform === 'win32',
  });
  if (status === 0) return undefined;
  return `Left out: the packages of the peers could not be brought from npm (${(error?.message ?? stderr).trim().split('\n').at(-1)}). Once they can, run this again.`;
}

export const load = async <T extends Package>(name: string): Promise<T> => (await import(pathToFileURL(require.resolve(name)).href)) as T;
