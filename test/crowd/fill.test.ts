// What is brought in by COPY is what the product writes: it changes nothing when it refreshes it, and `verify` finds nothing.
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import pg from 'pg';
import { refreshEntries } from '#src/features/discovery/index.ts';
import { inTransaction } from '#src/infra/db/open.ts';
import { openTestApp, type TestApp } from '../server.ts';
import { fillCrowd } from './fill.ts';

describe('a crowd in the database', () => {
  let t: TestApp;
  let owner: pg.Client;
  before(async () => {
    t = await openTestApp({ relay: false });
    owner = new pg.Client({ connectionString: t.ownerUrl });
    await owner.connect();
  });
  after(async () => {
    await owner.end();
    await t.stop();
  });
  const here = async () => ({
    entries: (await owner.query<{ creator_id: string; card: object }>('select * from discovery_entries order by creator_id')).rows,
    words: (await owner.query<object>('select * from discovery_words order by creator_id, field, word')).rows,
  });
  const broken = async () => (await t.app.verify()).checks.filter((c) => !c.ok).map((c) => `${c.id}: ${c.detail}`);

  test('some in one way, some in the other: entries as the product makes them, and everything holds', async () => {
    const keys = `select conrelid::regclass || ' ' || conname || ' ' || pg_get_constraintdef(oid) as of from pg_constraint where conrelid::regclass::text like 'discovery%'
      union all select indexdef from pg_indexes where tablename like 'discovery%' order by 1`;
    const before_ = (await owner.query(keys)).rows;
    const found = await fillCrowd(owner, { seed: 5, to: 200, now: t.now() });
    const more = await fillCrowd(owner, { seed: 5, from: 200, to: 400, now: t.now(), many: true });
    assert.deepEqual((await owner.query(keys)).rows, before_);
    const filled = await here();
    assert.equal(filled.entries.length, found + more);
    assert.ok(found + more > 380 && found + more < 400, `${found + more}`);
    assert.deepEqual(await broken(), []);
    const ids = (await owner.query<{ id: string }>('select creator_id as id from creators')).rows.map((r) => r.id);
    await inTransaction(t.app.world.db, (tx) => refreshEntries(tx, ids, t.now()));
    assert.deepEqual(await here(), filled);
  });

  test('an entry of somebody who said no is found by verify', async () => {
    await owner.query(
      `update consents set granted = false where creator_id = (select min(creator_id::text)::uuid from discovery_entries) and purpose = 'discovery'`,
    );
    assert.ok((await broken()).length > 0);
  });
});
