// Makes the database folder, once.
import { execFile } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import * as fs from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { UnusableSetUp } from '#src/lib/errors.ts';
import { accountOptions, alive, codeOf, command, type Place } from './machine.ts';

export const secretName = 'greenroom.secret';
const makingMs = 60_000;

/** Somebody else holds the folder. The message is a sentence for a person. */
export class OwnerBusy extends UnusableSetUp {
  constructor(dir: string) {
    super(`Another Greenroom already runs on this folder: ${dir} (stop it first, or give this one its own GREENROOM_DATA_DIR)`);
    this.name = 'OwnerBusy';
  }
}

/** Made beside and renamed, so that a kill in the middle leaves nothing half made and of two makers one wins. */
export async function makeCluster(place: Place): Promise<void> {
  if (fs.existsSync(place.db)) return;
  const release = claimMaking(place);
  try {
    if (fs.existsSync(place.db)) return;
    place.log('Making the database folder (once)');
    const fresh = freshFolder(place);
    await initialise(place, fresh);
    fs.renameSync(join(fresh, 'secret'), join(fresh, 'pg', secretName));
    try {
      fs.renameSync(join(fresh, 'pg'), place.db);
    } catch (error) {
      if (!['ENOTEMPTY', 'EEXIST'].includes(codeOf(error) ?? '')) throw error;
    } finally {
      fs.rmSync(fresh, { recursive: true, force: true });
    }
  } finally {
    release();
  }
}

/** Only speed depends on this mark (a second starter is told at once instead of after its own initdb), so a stale one may be broken. */
function claimMaking({ dir }: Place): () => void {
  const mark = join(dir, 'pg.making');
  const mine = join(dir, `pg.making-${process.pid}`);
  const release = () => fs.rmSync(mark, { force: true });
  fs.writeFileSync(mine, String(process.pid), { mode: 0o600 });
  try {
    for (;;) {
      try {
        fs.linkSync(mine, mark);
        return release;
      } catch (error) {
        if (codeOf(error) !== 'EEXIST') throw error;
      }
      if (isFreshMark(mark, mine)) throw new OwnerBusy(dir);
      release();
    }
  } finally {
    fs.rmSync(mine, { force: true });
  }
}

/** Ages are compared between two files: making takes seconds, so an old mark's process id belongs to somebody else by now. */
function isFreshMark(mark: string, mine: string): boolean {
  try {
    const ageMs = fs.statSync(mine).mtimeMs - fs.statSync(mark).mtimeMs;
    const pid = Number(fs.readFileSync(mark, 'utf8'));
    return pid !== process.pid && alive(pid) && ageMs < makingMs;
  } catch {
    return false;
  }
}

function freshFolder({ dir, account }: Place): string {
  for (const name of fs.readdirSync(dir)) {
    const pid = /^pg\.new-(\d+)$/.exec(name)?.[1];
    if (pid !== undefined && (Number(pid) === process.pid || !alive(Number(pid))))
      fs.rmSync(join(dir, name), { recursive: true, force: true });
  }
  const fresh = join(dir, `pg.new-${process.pid}`);
  fs.mkdirSync(fresh, { mode: 0o700 });
  fs.writeFileSync(join(fresh, 'secret'), randomBytes(24).toString('base64url'), { mode: 0o600 });
  if (account.uid !== undefined && account.gid !== undefined)
    for (const path of [fresh, join(fresh, 'secret')]) fs.chownSync(path, account.uid, account.gid);
  return fresh;
}

async function initialise(place: Place, fresh: string): Promise<void> {
  const args = [
    '-D',
    join(fresh, 'pg'),
    '-U',
    'greenroom',
    `--pwfile=${join(fresh, 'secret')}`,
    '--auth=scram-sha-256',
    '--data-checksums',
  ];
  // The builtin locale sorts the same everywhere; the ICU of these binaries is old and the host's locales differ.
  const locale = ['--encoding=UTF8', '--locale-provider=builtin', '--builtin-locale=C.UTF-8', '--locale=C', '--no-instructions'];
  const [file, rest] = command(place, 'initdb', [...args, ...locale]);
  try {
    await promisify(execFile)(file, rest, { ...accountOptions(place), cwd: fresh });
  } catch (error) {
    const said = (error as { stderr?: string }).stderr?.trim();
    throw new Error(`PostgreSQL's folder could not be made in ${place.dir}: ${said || String(error)}`, { cause: error });
  }
}
