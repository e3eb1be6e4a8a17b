import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import pg from 'pg';
import { freshDb } from '#test/db.ts';
import { openPool } from './open.ts';

describe('kept plans', () => {
  let pool: pg.Pool;
  let client: pg.PoolClient;
  let owner: pg.Client;
  before(async () => {
    const db = await freshDb();
    pool = openPool(db.url, { max: 1 });
    client = await pool.connect();
    owner = new pg.Client({ connectionString: db.ownerUrl });
    await owner.connect();
    await owner.query('create table things (id int primary key, name text)');
    await owner.query(`insert into things values (1, 'one'), (2, 'two')`);
    await owner.query('grant select on things to public');
  });
  after(async () => {
    client.release();
    await pool.end();
    await owner.end();
  });
  const kept = async () => {
    const { rows } = await client.query<{ n: number }>('select count(*)::int as n from pg_prepared_statements');
    return rows[0]!.n;
  };

  test('a statement with parameters is planned once a connection, and answers each call by its own values', async () => {
    const names: string[] = [];
    for (const id of [1, 2, 1]) {
      const { rows } = await client.query<{ name: string }>('select name from things where id = $1', [id]);
      names.push(rows[0]!.name);
    }
    assert.deepEqual(names, ['one', 'two', 'one']);
    assert.equal(await kept(), 1);
  });

  test('what is refused once is refused again, and works when its values do', async () => {
    const divide = (by: number) => client.query<{ n: number }>('select 10 / $1::int as n', [by]);
    await assert.rejects(divide(0), { code: '22012' });
    await assert.rejects(divide(0), { code: '22012' });
    assert.equal((await divide(5)).rows[0]!.n, 2);
    await assert.rejects(client.query('select nothing from nowhere where id = $1', [1]), { code: '42P01' });
    await assert.rejects(client.query('select nothing from nowhere where id = $1', [1]), { code: '42P01' });
  });

  test('a table changed meanwhile: asked again by itself, told inside a transaction, and right afterwards', async () => {
    const all = () => client.query<object>('select * from things where id = $1', [1]);
    await all();
    await owner.query('alter table things add column size int');
    assert.deepEqual((await all()).rows, [{ id: 1, name: 'one', size: null }]);
    await owner.query('alter table things add column weight int');
    await client.query('begin');
    await assert.rejects(all(), { code: '0A000' });
    await client.query('rollback');
    await client.query('begin');
    assert.deepEqual((await all()).rows, [{ id: 1, name: 'one', size: null, weight: null }]);
    await client.query('commit');
  });

  test('no more than 300 are kept', async () => {
    for (let n = 0; n < 320; n++) await client.query(`select $1::int as c${n}`, [n]);
    assert.ok((await kept()) <= 300);
    assert.equal((await client.query<{ c319: number }>('select $1::int as c319', [7])).rows[0]!.c319, 7);
  });
});
