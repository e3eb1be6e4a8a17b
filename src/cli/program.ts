import { chmodSync, existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import pg from 'pg';
import { openApp, secretFrom, serverEmail, type App } from '#src/app.ts';
import { migrate } from '#src/infra/db/migrate.ts';
import { openPool } from '#src/infra/db/open.ts';
import type { Store } from '#src/infra/db/store.ts';
import { fillDemo } from './demo/fill.ts';
import type { Line } from './line.ts';
import { files, Stopped, type Program } from './open.ts';

const writePrivate = (file: string, text: string) => {
  writeFileSync(file, text, { mode: 0o600 });
  chmodSync(file, 0o600);
};
const readJson = <T>(file: string): T | undefined => (existsSync(file) ? (JSON.parse(readFileSync(file, 'utf8')) as T) : undefined);

/** The program on a database that is ours already: its schema brought up to date, everything wired. */
export async function programOn(line: Line, store: Store, origin: () => string): Promise<Program> {
  const at = files(line.config.dataDir);
  // A demo that was killed while it was being filled is thrown away, if it holds nothing of anybody's.
  if (store.kind === 'embedded' && existsSync(at.filling)) {
    if (await holdsOnlyDemo(store)) await store.recreate();
    rmSync(at.filling);
  }
  await migrate(store.ownerUrl, (text) => line.machine.log.info(text));
  return assemble(line, store, origin);
}

/** True for a database without a person other than the server's own and those of a demo. */
async function holdsOnlyDemo({ ownerUrl }: Store): Promise<boolean> {
  const client = new pg.Client({ connectionString: ownerUrl });
  await client.connect();
  try {
    const { rows } = await client.query<{ made: boolean }>(`select to_regclass('people') is not null as made`);
    if (!rows[0]!.made) return true;
    const others = await client.query(`select 1 from people where email <> $1 and email not like '%@demo.greenroom.invalid' limit 1`, [
      serverEmail,
    ]);
    return others.rowCount === 0;
  } finally {
    await client.end();
  }
}

async function assemble(line: Line, store: Store, origin: () => string): Promise<Program> {
  const { config, machine } = line;
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
    publicOrigin: config.url === undefined ? undefined : new URL(config.url).origin,
    demoLogins: () => (demo.here ? readJson(at.logins) : undefined),
    dist: join(import.meta.dirname, '../../dist'),
    processMetrics: true,
  });
  await app.carryOut('creators.publishTexts', {});
  await ensureKey(app, at.key);
  // The file lies beside the data; the people it names live in the database that it was filled into.
  const logins = readJson<{ email: string }[]>(at.logins);
  demo.here = logins === undefined || (await app.people.findByEmail(logins[0]?.email ?? '')) !== undefined;
  const stop = async () => {
    await app.stop();
    await Promise.all([pools.main.end(), pools.reserve.end()]);
    await store.stop();
  };
  return {
    app,
    store,
    pools,
    isDemo: () => demo.here && existsSync(at.logins),
    isUntouched: () => isUntouched(pools.main),
    fill: (size, stopped) => fill(line, app, store, size, stopped),
    stop,
  };
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

async function isUntouched(pool: Program['pools']['main']): Promise<boolean> {
  const { rows } = await pool.query<{ used: boolean }>(
    'select exists (select from creators) or exists (select from agencies) or exists (select from people where email <> $1) as used',
    [serverEmail],
  );
  return !rows[0]!.used;
}

async function fill(line: Line, app: App, store: Store, size: { creators: number; seed: number }, stopped = () => false): Promise<void> {
  const at = files(line.config.dataDir);
  if (store.kind === 'embedded') writeFileSync(at.filling, '');
  const show = progress();
  const onProgress = (done: number, of: number, what: string) => {
    if (stopped()) throw new Stopped();
    show(done, of, what);
  };
  const logins = await fillDemo(app, { ...size, now: line.machine.clock(), onProgress });
  writePrivate(at.logins, `${JSON.stringify(logins, null, 2)}\n`);
  rmSync(at.filling, { force: true });
}

/** A bar on a terminal, a line for each tenth elsewhere. On standard error: standard output is for answers. */
function progress() {
  let tenth = -1;
  return (done: number, of: number, what: string) => {
    const share = of === 0 ? 1 : done / of;
    if (process.stderr.isTTY) {
      const bar = '█'.repeat(Math.round(share * 24)).padEnd(24, '·');
      process.stderr.write(`\r\u001b[KFilling the demo world ${bar} ${Math.round(share * 100)} %  ${what}${done >= of ? '\n' : ''}`);
    } else if (Math.floor(share * 10) > tenth) {
      tenth = Math.floor(share * 10);
      process.stderr.write(`Filling the demo world: ${tenth * 10} % (${what})\n`);
    }
  };
}
