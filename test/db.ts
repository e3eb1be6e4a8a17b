// One PostgreSQL a run, one migrated template, one clone a file.
import { after } from 'node:test';
import { runtimeUrl } from '#src/infra/db/role.ts';
import { joinTestServer, mine, openTestServer, type TestServer } from './postgres.ts';

export type FreshDb = { ownerUrl: string; url: string };

let starting: Promise<TestServer> | undefined;
let lastingOne: Promise<TestServer> | undefined;
let clones = 0;
let turn: Promise<unknown> = Promise.resolve();

/**
 * A database of its own, migrated. `ownerUrl` may change the schema, `url` is what the running program gets.
 * `hurried`: for thousands of small commits, none of which has to survive a power cut. `lasting`: where the program opens it as in earnest.
 * `planned`: each search by its own plan, as in earnest, for tests that hold thousands of rows.
 */
export async function freshDb({ hurried = false, lasting = false, planned = false } = {}): Promise<FreshDb> {
  const handed = process.env['GREENROOM_TEST_SERVER'];
  const shared = () => (starting ??= handed === undefined ? openTestServer() : joinTestServer(handed));
  const own = lasting && process.env['DATABASE_URL'] === undefined;
  const server = await (own ? (lastingOne ??= openTestServer({ lasting })) : shared());
  const name = `${mine}_${++clones}`;
  const copied = turn.then(() => copy(server, name));
  turn = copied.catch(() => {});
  await copied;
  if (hurried) await server.admin.query(`alter database ${name} set synchronous_commit = off`);
  if (planned) await server.admin.query(`alter database ${name} set plan_cache_mode = auto`);
  const ownerUrl = server.url(name);
  return { ownerUrl, url: runtimeUrl(ownerUrl) };
}

/** A template admits one copier at a time, whichever process it is in. */
async function copy({ admin, template, strategy }: TestServer, name: string): Promise<void> {
  await admin.query('select pg_advisory_lock(1)');
  try {
    await admin.query(`create database ${name} template ${template} strategy ${strategy}`);
  } finally {
    await admin.query('select pg_advisory_unlock(1)');
  }
}

after(async () => {
  await turn;
  for (const server of [starting, lastingOne]) await (await server?.catch(() => undefined))?.stop();
});
