import { chmodSync, existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import pg from 'pg';
import { openApp, scrubbed, secretFrom, serverEmail, type App } from '#src/app.ts';
import { needsScrub, scrub } from '#src/infra/db/scrub.ts';
import { loadEra, type Era } from '#src/infra/db/eras.ts';
import { migrate } from '#src/infra/db/migrate.ts';
import { openPool } from '#src/infra/db/open.ts';
import type { Store } from '#src/infra/db/store.ts';
import { journalFile, knowsRestore, openJournal, readJournal, type Journal } from '#src/infra/journal.ts';
import { UnusableSetUp } from '#src/lib/errors.ts';
import { fillDemo } from './demo/fill.ts';
import { progress, type Line } from './line.ts';
import { files, Stopped, type Opening, type Program } from './open.ts';

const writePrivate = (file: string, text: string) => {
  writeFileSync(file, text, { mode: 0o600 });
  chmodSync(file, 0o600);
};
const readJson = <T>(file: string): T | undefined => (existsSync(file) ? (JSON.parse(readFileSync(file, 'utf8')) as T) : undefined);

/** The program on a database that is ours already: its schema brought up to date, everything wired. */
export async function programOn(line: Line, store: Store, opening: Opening): Promise<Program> {
  await forgetHalfDemo(line, store);
  await migrate(store.ownerUrl, (text) => line.machine.log.info(text));
  return assemble(line, store, opening);
}

/** A demo that was killed while it was being filled is thrown away, if it holds nothing of anybody's. */
export async function forgetHalfDemo(line: Line, store: Store): Promise<void> {
  const { filling } = files(line.config.dataDir);
  if (store.kind !== 'embedded' || !existsSync(filling)) return;
  if (await holdsOnlyDemo(store)) await store.recreate();
  rmSync(filling);
}

/** Once a night, when somebody was erased since the last time. */
async function scrubNow({ machine }: Line, { ownerUrl }: Store): Promise<void> {
  if (!(await needsScrub(ownerUrl))) return;
  const done = await scrub(ownerUrl, scrubbed);
  machine.log.info(done, 'scrubbed');
}

/** True for a database without a person other than the server's own and those of a demo. */
const holdsOnlyDemo = ({ ownerUrl }: Store): Promise<boolean> =>
  asOwner(ownerUrl, async (client) => {
    const { rows } = await client.query<{ made: boolean }>(`select to_regclass('people') is not null as made`);
    if (!rows[0]!.made) return true;
    const others = await client.query(`select 1 from people where email <> $1 and email not like '%@demo.greenroom.invalid' limit 1`, [
      serverEmail,
    ]);
    return others.rowCount === 0;
  });

async function asOwner<T>(ownerUrl: string, work: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = new pg.Client({ connectionString: ownerUrl });
  client.on('error', () => {});
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}

async function assemble(line: Line, store: Store, opening: Opening): Promise<Program> {
  const { config, machine } = line;
  const origin = opening.origin ?? (() => config.url ?? `http://${config.host}:${config.port}`);
  const era = await asOwner(store.ownerUrl, loadEra);
  const journal = opening.key === false && !opening.journal ? undefined : await openJournal(config.dataDir, era.instanceId, machine.log);
  const at = files(config.dataDir);
  const pools = {
    main: openPool(store.url, { max: 12, role: store.role }),
    reserve: openPool(store.url, { max: 4, role: store.role }),
  };
  const demo = { here: true };
  const app = openApp({
    ...machine,
    origin,
    pool: pools.main,
    reserve: pools.reserve,
    secret: secretFrom(store.secret),
    mode: config.mode,
    publicOrigin: config.url === undefined ? undefined : new URL(config.url).origin,
    mail: { smtpUrl: config.smtpUrl, from: config.mailFrom, folder: join(config.dataDir, 'mail') },
    demoLogins: () => (demo.here ? readJson(at.logins) : undefined),
    dist: join(import.meta.dirname, '../../dist'),
    processMetrics: true,
    scrub: () => scrubNow(line, store),
    full: () => store.full(),
    makeRoom: () => store.makeRoom(),
    journal,
    ...(config.discovery === 'index' && config.mode === 'platform' && { index: { folder: at.index } }),
  });
  const again = { withdrawn: 0, blocked: 0, erased: 0 };
  const tidy = async () => {
    await app.mailing.tidy();
    const { logins, here } = await loginsOf(app, at.logins);
    if (here.length > 0 && here.length < logins.length) writeLogins(at.logins, here);
  };
  let following: NodeJS.Timeout | undefined;
  const stop = async () => {
    clearInterval(following);
    await app.stop();
    await Promise.all([pools.main.end(), pools.reserve.end()]);
    await journal?.stop();
    await store.stop();
  };
  if (opening.journal) following = await settle(line, { app, tidy }, era, journal!, again);
  if (opening.key !== false) {
    await app.publishTexts();
    await ensureKey(app, at.key);
  }
  const known = await loginsOf(app, at.logins);
  demo.here = known.logins.length === 0 || known.here.length > 0;
  return {
    app,
    store,
    pools,
    isDemo: () => demo.here && existsSync(at.logins),
    isUntouched: () => isUntouched(store),
    fill: (size, stopped) => fill(line, app, store, size, stopped),
    again,
    tidy,
    stop,
  };
}

/**
 * The file lies beside the data; the people it names live in the database that it was filled into. When some of them are here it is this
 * one, and whoever is not was erased.
 */
async function loginsOf(app: App, file: string) {
  const logins = readJson<{ email: string }[]>(file) ?? [];
  const known = logins.length > 0 ? await app.people.knownEmails(logins.map(({ email }) => email)) : new Set();
  return { logins, here: logins.filter(({ email }) => known.has(email)) };
}
const writeLogins = (file: string, logins: object[]) => writePrivate(file, `${JSON.stringify(logins, null, 2)}\n`);

/**
 * Before anybody is served: what the journal remembers and the database does not know is carried out again. Then the journal follows
 * the database, for other processes withdraw as well.
 */
async function settle(
  line: Line,
  { app, tidy }: Pick<Program, 'app' | 'tidy'>,
  era: Era,
  journal: Journal,
  again: Program['again'],
): Promise<NodeJS.Timeout> {
  const { dataDir } = line.config;
  if (!era.settled && !(await knowsRestore(journalFile(dataDir), era.era)))
    throw new UnusableSetUp(
      'A restore of this database was not finished, and this folder does not know what was withdrawn since: run it again where it was begun.',
    );
  const following = app.followWithdrawals(journal);
  for await (const entries of readJournal(journalFile(dataDir))) {
    const done = await app.carryOutAgain(entries);
    again.withdrawn += done.withdrawn;
    again.blocked += done.blocked;
    again.erased += done.erased;
    following.learn(entries);
  }
  if (!era.settled) await app.settle();
  await following.turn();
  const { log } = line.machine;
  // What lies beside the database: looked through at the start, and after each erasure, here or in another process, until it succeeds.
  let untidy = true;
  const tidied = async () => {
    if (!untidy) return;
    untidy = false;
    await tidy().catch((error: unknown) => {
      untidy = true;
      throw error;
    });
  };
  const follow = async () => {
    const erased = await following.turn();
    if (erased > 0) app.index?.forgetFile();
    untidy = erased > 0 || untidy;
    await tidied();
  };
  await tidied().catch((error: unknown) => log.warn({ err: error }, 'files of mails'));
  return setInterval(() => void follow().catch((error: unknown) => log.warn({ err: error }, 'journal')), 2_000).unref();
}

/** The key that commands use: the server's own person, an operator. Made anew when the file is gone or no longer works. */
async function ensureKey(app: App, file: string) {
  if (existsSync(file)) {
    const headers = { authorization: `Bearer ${readFileSync(file, 'utf8').trim()}` };
    const answer = await app.fetch(new Request('http://greenroom.local/v1/me', { headers }));
    if (answer.status === 200) return;
  }
  const enrol = () =>
    app.carryOut<{ personId: string }>('people.enrol', { name: 'Greenroom', email: serverEmail, operator: 'admin', passwordHash: null });
  const known = await app.people.findByEmail(serverEmail);
  // A twin that starts at the same instant may have enrolled it meanwhile.
  const personId = known?.id ?? (await enrol().catch(async () => ({ personId: (await app.people.findByEmail(serverEmail))!.id }))).personId;
  const { key } = await app.carryOut<{ key: string }>(
    'people.createKey',
    { name: 'operator.key', scopes: ['read', 'write'] },
    await app.actorOf(personId),
  );
  writePrivate(file, `${key}\n`);
}

/** True where nobody has begun yet. Asked as the owner: a profile that is nobody's yet is behind the second wall. */
export const isUntouched = ({ ownerUrl }: Pick<Store, 'ownerUrl'>): Promise<boolean> =>
  asOwner(ownerUrl, async (client) => {
    const { rows } = await client.query<{ used: boolean }>(
      'select exists (select from creators) or exists (select from agencies) or exists (select from people where email <> $1) as used',
      [serverEmail],
    );
    return !rows[0]!.used;
  });

async function fill(line: Line, app: App, store: Store, size: { creators: number; seed: number }, stopped = () => false): Promise<void> {
  const at = files(line.config.dataDir);
  if (store.kind === 'embedded') writeFileSync(at.filling, '');
  const show = progress('Filling the demo world');
  const onProgress = (done: number, of: number, what: string) => {
    if (stopped()) throw new Stopped();
    show(done, of, what);
  };
  const logins = await fillDemo(app, { ...size, now: line.machine.clock(), onProgress });
  writeLogins(at.logins, logins);
  rmSync(at.filling, { force: true });
}
