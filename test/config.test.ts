// Settings that cannot be used, and the schema: one sentence and code 2, or nothing at all to do.
import assert from 'node:assert/strict';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import pg from 'pg';
import { BadConfig, readConfig } from '#src/config.ts';
import { migrate } from '#src/infra/db/migrate.ts';
import { runtimeUrl } from '#src/infra/db/role.ts';
import { freshDb, type FreshDb } from './db.ts';
import { openFaults, openOwner, type Faults } from './faults/process.ts';

describe('settings', () => {
  test('what is left out or empty has a default', () => {
    const read = readConfig({ PORT: '', HOST: '', GREENROOM_DATA_DIR: '', DATABASE_URL: '' });
    assert.deepEqual(
      [read.host, read.port, read.databaseUrl, read.demo, read.roles],
      ['127.0.0.1', 4000, undefined, 'auto', ['web', 'jobs']],
    );
    assert.ok(read.dataDir.endsWith('/data'));
    assert.deepEqual(readConfig({ GREENROOM_ROLES: 'jobs , web' }).roles, ['jobs', 'web']);
  });

  test('each bad value is refused with its name in one sentence; a password is never repeated', () => {
    const bad: [string, string][] = [
      ['PORT', 'abc'],
      ['PORT', '-1'],
      ['PORT', '65536'],
      ['PORT', '80.5'],
      ['DATABASE_URL', 'mysql://u:hush@h/d'],
      ['DATABASE_URL', 'postgres://u:hush@h'],
      ['DATABASE_URL', 'hush'],
      ['GREENROOM_MODE', 'villa'],
      ['GREENROOM_DISCOVERY', 'guess'],
      ['GREENROOM_DEMO', 'yes'],
      ['GREENROOM_ROLES', 'web,cook'],
      ['GREENROOM_ROLES', ','],
      ['GREENROOM_URL', 'no address'],
    ];
    for (const [name, value] of bad)
      assert.throws(
        () => readConfig({ [name]: value }),
        (error: Error) => {
          assert.ok(error instanceof BadConfig);
          assert.match(error.message, new RegExp(`^${name} cannot be used: [^\\n]+\\.$`), value);
          assert.ok(!error.message.includes('hush'), error.message);
          return true;
        },
        `${name}=${value}`,
      );
  });
});

describe('set-ups that cannot be used', () => {
  let faults: Faults;
  let dir: string;
  before(() => {
    faults = openFaults();
    dir = faults.madeFolder('made');
  });
  after(() => faults.end());

  test('the program ends with one sentence and code 2', async () => {
    const file = join(faults.folder('file'), '../a file');
    writeFileSync(file, '');
    const nobody = 'postgres://somebody:hush@127.0.0.1:1/greenroom';
    const cases: [string[], Record<string, string>, RegExp][] = [
      [['serve'], { PORT: 'abc' }, /^PORT cannot be used/],
      [['serve'], { GREENROOM_DATA_DIR: join(file, 'below') }, /^GREENROOM_DATA_DIR cannot be used/],
      [['migrate'], { DATABASE_URL: nobody }, /does not let us in/],
      [['dance'], {}, /^The commands are serve, /],
    ];
    for (const [args, env, says] of cases) {
      const { code, out, err } = await faults.run(dir, args, env);
      assert.deepEqual([code, out], [2, ''], err);
      assert.match(err, says);
      assert.equal(err.trim().split('\n').length, 1, err);
      assert.ok(!err.includes('hush'), err);
    }
  });

  test('a busy port, an address that does not exist, a migration that was changed: one sentence and code 2, nothing left running', async () => {
    mkdirSync(dir, { recursive: true });
    const other = await faults.serve(faults.madeFolder('other'));
    const lines = (err: string) =>
      err
        .trim()
        .split('\n')
        .filter((line) => !line.startsWith('{'));
    const busy = await faults.run(dir, ['serve'], { PORT: new URL(other.url).port });
    assert.equal(busy.code, 2, busy.err);
    assert.match(lines(busy.err).join('\n'), /^Something else listens at 127\.0\.0\.1:\d+\. Choose another with PORT\.$/);
    const lost = await faults.run(dir, ['serve'], { HOST: 'nowhere.invalid' });
    assert.equal(lost.code, 2, lost.err);
    assert.match(lines(lost.err).join('\n'), /^HOST cannot be used: [^\n]+$/);
    assert.equal((await other.kill('SIGTERM')).code, 0);
    const again = await faults.serve(dir);
    const owner = await openOwner(dir);
    await owner.query(`update migrations set hash = 'x' where name like '0003-%'`);
    await owner.end();
    assert.equal((await again.kill('SIGTERM')).code, 0);
    const changed = await faults.run(dir, ['migrate']);
    assert.equal(changed.code, 2, changed.err);
    assert.match(changed.err.trim(), /^The migration 0003-\S+ was changed after it ran on this database\.$/);
  });
});

describe('migrations', () => {
  let db: FreshDb;
  let owner: pg.Client;
  const made: string[] = [];
  before(async () => {
    db = await freshDb();
    owner = new pg.Client({ connectionString: db.ownerUrl });
    await owner.connect();
  });
  after(async () => {
    for (const name of made) await owner.query(`drop database if exists ${name} with (force)`);
    await owner.end();
  });

  async function empty(): Promise<string> {
    const url = new URL(db.ownerUrl);
    const name = `${url.pathname.slice(1)}_empty${made.length}`;
    made.push(name);
    await owner.query(`create database ${name}`);
    url.pathname = `/${name}`;
    return url.href;
  }
  /** Every column, index, constraint and right: two schemas are the same when this is. */
  async function shapeOf(url: string): Promise<string[]> {
    const client = new pg.Client({ connectionString: url });
    await client.connect();
    const { rows } = await client.query<{ line: string }>(`
      select format('%s.%s %s %s %s', table_schema, table_name, column_name, data_type, column_default) as line from information_schema.columns where table_schema in ('public', 'jobs')
      union all select indexdef from pg_indexes where schemaname = 'public'
      union all select conrelid::regclass || ' ' || pg_get_constraintdef(oid) from pg_constraint where connamespace = 'public'::regnamespace
      union all select format('%s %s %s', table_name, grantee, privilege_type) from information_schema.table_privileges where table_schema = 'public'
      union all select name || ' ' || hash from migrations order by 1`);
    await client.end();
    return rows.map((r) => r.line);
  }

  test('run twice, the second changes nothing', async () => {
    const before = await shapeOf(db.ownerUrl);
    const ran: string[] = [];
    await migrate(db.ownerUrl, (line) => ran.push(line));
    assert.deepEqual(ran, []);
    assert.deepEqual(await shapeOf(db.ownerUrl), before);
    assert.ok(before.length > 200);
  });

  test('two at once on an empty database: each file runs once, the schema is the same', async () => {
    const url = await empty();
    const ran: string[] = [];
    await Promise.all([1, 2, 3].map(() => migrate(url, (line) => ran.push(line))));
    assert.equal(new Set(ran).size, ran.length);
    assert.deepEqual(await shapeOf(url), await shapeOf(db.ownerUrl));
  });

  test('databases of a new owner, all at once: the role that they share is made once and may sign in', async () => {
    const owner = new URL(db.ownerUrl);
    [owner.username, owner.password] = [`${owner.pathname.slice(1)}_new`, 'new'];
    const admin = new pg.Client({ connectionString: db.ownerUrl });
    await admin.connect();
    await admin.query(`create role ${owner.username} login createdb createrole password 'new'`);
    const his = new pg.Client({ connectionString: owner.href });
    await his.connect();
    const names = [1, 2, 3, 4].map((n) => `${owner.username}_${n}`);
    try {
      for (const name of names) await his.query(`create database ${name}`);
      const urls = names.map((name) => Object.assign(new URL(owner), { pathname: name }).href);
      await Promise.all(urls.map((url) => migrate(url)));
      owner.password = 'changed';
      await his.query(`alter role ${owner.username} password 'changed'`);
      await Promise.all(names.map((name) => migrate(Object.assign(new URL(owner), { pathname: name }).href)));
      const runtime = new pg.Client({ connectionString: runtimeUrl(Object.assign(new URL(owner), { pathname: names[0] }).href) });
      await runtime.connect();
      await runtime.end();
    } finally {
      for (const name of names) await his.query(`drop database if exists ${name} with (force)`);
      await his.query(`drop role if exists ${owner.username}_app`);
      await his.end();
      await admin.query(`drop role ${owner.username}`);
      await admin.end();
    }
  });

  test('a file that fails in the middle leaves nothing, and the next run goes on', async () => {
    const url = await empty();
    const client = new pg.Client({ connectionString: url });
    await client.connect();
    await client.query('create table memberships (in_the_way int)');
    await assert.rejects(migrate(url), { code: '42P07' });
    const { rows } = await client.query(`select name from migrations order by 1`);
    assert.ok(rows.length === 4 && rows.every((r: { name: string }) => r.name < '0005'), JSON.stringify(rows));
    await client.query('drop table memberships');
    await client.end();
    await migrate(url);
    assert.deepEqual(await shapeOf(url), await shapeOf(db.ownerUrl));
  });

  test('a file that was changed after it ran is refused, and nothing is done', async () => {
    const url = await empty();
    await migrate(url);
    const client = new pg.Client({ connectionString: url });
    await client.connect();
    await client.query(`update migrations set hash = 'other' where name like '0002-%'`);
    await client.end();
    const before = await shapeOf(url);
    await assert.rejects(migrate(url), /^Error: The migration 0002-\S+ was changed after it ran on this database\.$/);
    assert.deepEqual(await shapeOf(url), before);
  });

  test('the runtime role owns nothing and may change neither schema nor what is only added to', async () => {
    const client = new pg.Client({ connectionString: runtimeUrl(db.ownerUrl) });
    await client.connect();
    try {
      for (const text of [
        'drop table audit',
        'alter table people add x int',
        'create table mine (x int)',
        'truncate audit',
        'delete from audit',
        'update policies set version = 9',
        'delete from migrations',
        `insert into migrations values ('x', 'y')`,
      ])
        await assert.rejects(client.query(text), { code: '42501' }, text);
    } finally {
      await client.end();
    }
  });
});
