import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { CompiledQuery, sql } from 'kysely';
import pg from 'pg';
import { freshDb } from '#test/db.ts';
import { endWith, inTransaction, openDb, openPool, type Db, type Tx } from './open.ts';

describe('kept plans', () => {
  let pool: pg.Pool;
  let db: Db;
  let owner: pg.Client;
  before(async () => {
    const fresh = await freshDb();
    pool = openPool(fresh.url, { max: 1 });
    db = openDb(pool, 'everything');
    owner = new pg.Client({ connectionString: fresh.ownerUrl });
    await owner.connect();
    await owner.query('create table things (id int primary key, name text)');
    await owner.query(`insert into things values (1, 'one'), (2, 'two')`);
    await owner.query('grant select on things to public');
  });
  after(async () => {
    await pool.end();
    await owner.end();
  });
  const ask = async <R>(text: string, values: unknown[] = [], by: Db = db) =>
    (await by.executeQuery(CompiledQuery.raw(text, values))).rows as R[];
  /** Of statements that were asked; what says whose rows are seen is one as well. */
  const kept = async () =>
    (await ask<{ n: number }>(`select count(*)::int as n from pg_prepared_statements where name <> 'greenroom-sees'`))[0]!.n;

  test('a statement with parameters is planned once a connection, and answers each call by its own values', async () => {
    const names: string[] = [];
    for (const id of [1, 2, 1]) names.push((await ask<{ name: string }>('select name from things where id = $1', [id]))[0]!.name);
    assert.deepEqual(names, ['one', 'two', 'one']);
    assert.equal(await kept(), 1);
  });

  test('what is refused once is refused again, and works when its values do', async () => {
    const divide = (by: number) => ask<{ n: number }>('select 10 / $1::int as n', [by]);
    await assert.rejects(divide(0), { code: '22012' });
    await assert.rejects(divide(0), { code: '22012' });
    assert.equal((await divide(5))[0]!.n, 2);
    await assert.rejects(ask('select nothing from nowhere where id = $1', [1]), { code: '42P01' });
    await assert.rejects(ask('select nothing from nowhere where id = $1', [1]), { code: '42P01' });
  });

  test('a table changed meanwhile: asked again by itself, told inside a transaction, and right afterwards', async () => {
    const all = (by?: Db) => ask<object>('select * from things where id = $1', [1], by);
    await all();
    await owner.query('alter table things add column size int');
    assert.deepEqual(await all(), [{ id: 1, name: 'one', size: null }]);
    await owner.query('alter table things add column weight int');
    await assert.rejects(
      inTransaction(db, (tx) => all(tx)),
      { code: '0A000' },
    );
    assert.deepEqual(await inTransaction(db, (tx) => all(tx)), [{ id: 1, name: 'one', size: null, weight: null }]);
  });

  test('no more than 300 are kept', async () => {
    for (let n = 0; n < 320; n++) await ask(`select $1::int as c${n}`, [n]);
    assert.ok((await kept()) <= 300);
    assert.equal((await ask<{ c319: number }>('select $1::int as c319', [7]))[0]!.c319, 7);
  });
});

describe('a transaction', () => {
  let pool: pg.Pool;
  let db: Db;
  before(async () => {
    const { url, ownerUrl } = await freshDb();
    pool = openPool(url, { max: 2 });
    db = openDb(pool, 'everything');
    const owner = new pg.Client({ connectionString: ownerUrl });
    await owner.connect();
    await owner.query('create table marks (n int primary key)');
    await owner.query('grant all on marks to public');
    await owner.end();
  });
  after(() => pool.end());
  const marks = async () => (await sql<{ n: number }>`select n from marks order by n`.execute(db)).rows.map((it) => it.n);
  const mark = (n: number) => sql`insert into marks values (${n})`;

  test('what is asked together is carried out in that order, each statement on what was committed before it', async () => {
    const other = openDb(pool, 'everything');
    const seen = await inTransaction(db, async (tx) => {
      const all = await Promise.all([
        mark(1).execute(tx),
        sql<{ n: number }>`select count(*)::int as n from marks`.execute(tx),
        tx.selectNoFrom((eb) => eb.exists(sql`(select from marks where n = 2)`).as('there')).execute(),
        mark(2).execute(tx),
        sql<{ n: number }>`select count(*)::int as n from marks`.execute(tx),
      ]);
      return [all[1].rows[0]!.n, all[2][0]!.there, all[4].rows[0]!.n];
    });
    assert.deepEqual(seen, [1, false, 2]);
    assert.deepEqual((await sql<{ n: number }>`select n from marks order by n`.execute(other)).rows, [{ n: 1 }, { n: 2 }]);
  });

  test('the statement that goes out with the commit: carried out, or nothing is, and why is said', async () => {
    await inTransaction(db, async (tx) => endWith(tx, mark(3)));
    await assert.rejects(
      inTransaction(db, async (tx) => {
        await mark(4).execute(tx);
        endWith(tx, mark(3));
      }),
      { code: '23505' },
    );
    await assert.rejects(
      inTransaction(db, async (tx) => {
        endWith(tx, mark(5));
        await mark(1).execute(tx);
      }),
      { code: '23505' },
    );
    assert.deepEqual(await marks(), [1, 2, 3]);
  });

  test('a beginning that is refused is told by the first statement, in its own words', async () => {
    const carryingOn = inTransaction(db, (tx) => assert.rejects(sql`select 1`.execute(tx), { code: '42601' }), {
      isolationLevel: 'none' as never,
    });
    await assert.rejects(carryingOn, { code: '42601' });
  });

  test('a failure that nobody heard of commits nothing; the handle of a transaction that has ended asks nothing', async () => {
    let left: Tx | undefined;
    await assert.rejects(
      inTransaction(db, async (tx) => {
        left = tx;
        await mark(6).execute(tx);
        await mark(6)
          .execute(tx)
          .catch(() => {});
      }),
      /had failed before the commit/,
    );
    await assert.rejects(mark(7).execute(left!), /after its transaction has ended/);
    assert.deepEqual(await marks(), [1, 2, 3]);
  });
});
