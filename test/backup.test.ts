// D6: a backup made while everybody writes, restored into another kind of store and back.
import assert from 'node:assert/strict';
import { copyFileSync, existsSync, readFileSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import pg from 'pg';
import { checkBackup, load as loadBackup, whoseIs } from '#src/infra/db/backup/load.ts';
import { leftOut } from '#src/infra/db/content.ts';
import { openDb, openPool } from '#src/infra/db/open.ts';
import { contentHash } from '#src/infra/verify.ts';
import { freshDb } from './db.ts';
import { load, makeWorld, type World } from './faults/load.ts';
import { openOther, type OtherServer } from './faults/other-server.ts';
import { openFaults, operatorKey, until, type Faults, type Ran, type Running } from './faults/process.ts';
import { measured } from './measured.ts';
import { dice, times } from './promises/dice.ts';

const seed = Number(process.env['GREENROOM_SEED'] ?? Date.now() % 1_000_000);

interface Made {
  file: string;
  bytes: number;
  rows: number;
  content: string;
}
interface Verdict {
  ok: boolean;
  checks: { id: string; ok: boolean; detail: string }[];
}
function answered<T>(ran: Ran): T {
  assert.equal(ran.code, 0, ran.err);
  return JSON.parse(ran.out) as T;
}
const broken = ({ checks }: Verdict) => checks.filter((c) => !c.ok);
const content = ({ checks }: Verdict) => checks.find((c) => c.id === 'content')!.detail;
const whole = (file: string) => checkBackup(file, () => {});

async function hashAt(url: string): Promise<string> {
  const pool = openPool(url, { max: 1 });
  try {
    return await contentHash(openDb(pool, 'everything'));
  } finally {
    await pool.end();
  }
}
async function asOwner<T>(url: string, work: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}

describe('D6: backup under load, restore, verify', () => {
  let faults: Faults;
  let other: OtherServer;
  let dir: string;
  let server: Running;
  let world: World;
  let file: string;
  let made: Made;
  before(async () => {
    faults = openFaults();
    other = await openOther();
    dir = faults.madeFolder('first');
    server = await faults.serve(dir);
    world = await makeWorld(() => server.url, operatorKey(dir));
    const loading = load(world);
    await until('some load', () => world.journal.length > 100);
    const first = world.journal.length;
    file = join(dir, 'of a day.backup');
    made = answered<Made>(await faults.run(dir, ['backup', file, '--json']));
    assert.ok(world.journal.length > first + 10, 'everybody went on writing meanwhile');
    await server.kill('SIGKILL');
    await loading;
  });
  after(async () => {
    await faults.end();
    await other.stop();
  });

  test('from the embedded database into a server and back: the same content, and everything holds', async () => {
    const url = await other.database();
    const there = faults.folder('second');
    const restored = answered<Made>(await faults.run(there, ['restore', file, '--without-withdrawals', '--json'], { DATABASE_URL: url }));
    assert.deepEqual([restored.rows, restored.content, await hashAt(url)], [made.rows, made.content, made.content]);

    const back = join(there, 'back.backup');
    assert.equal(answered<Made>(await faults.run(there, ['backup', back, '--json'], { DATABASE_URL: url })).content, made.content);
    const third = faults.folder('third');
    answered(await faults.run(third, ['restore', back, '--withdrawals', join(there, 'withdrawals.jsonl'), '--json']));
    const last = answered<Verdict>(await faults.run(third, ['verify', '--json']));
    assert.deepEqual([broken(last), content(last)], [[], made.content]);
    const used = await faults.run(third, ['restore', file, '--without-withdrawals']);
    assert.deepEqual([used.code, used.err.includes('This database is in use.')], [1, true], used.err);

    // It is a Greenroom like any other: new numbers follow the old ones, and who comes now is found.
    const running = await faults.serve(third);
    const fresh = await makeWorld(() => running.url, operatorKey(third), 'Again');
    await until('somebody new to be found', async () => {
      const found = await fresh.owners[0]!.send('POST', `/v1/agencies/${fresh.agencyIds[0]}/creators/search`, { limit: 200 });
      return fresh.targetIds.every((id) => found.body.items.some((i: { creatorId: string }) => i.creatorId === id));
    });
    const headers = { authorization: `Bearer ${operatorKey(third)}` };
    const after = (await (await fetch(`${running.url}/v1/verify`, { headers })).json()) as Verdict;
    assert.deepEqual(broken(after), []);
    assert.notEqual(content(after), made.content);
    await running.kill('SIGTERM');
    measured('D6', `${made.rows} rows saved under load in ${made.bytes} bytes; embedded to ${other.kind} and back: the same hash`);
  });

  test('one changed byte anywhere, an end cut off, and bytes too many are refused before anything is written', async () => {
    const bytes = readFileSync(file);
    const roll = dice(seed);
    const bad = join(dir, 'bad.backup');
    const refused = async () => assert.rejects(whole(bad), /Nothing was changed\.$/, `GREENROOM_SEED=${seed}`);
    await whole(file);
    const places = [0, 20, 22, bytes.length - 1, ...times(20, () => roll.below(bytes.length))];
    for (const at of places) {
      const changed = Buffer.from(bytes);
      changed[at]! ^= 1 << roll.below(8);
      writeFileSync(bad, changed);
      await refused();
    }
    const lengths = [0, 5, 1000, bytes.length - 40, bytes.length - 1];
    for (const length of lengths) {
      copyFileSync(file, bad);
      truncateSync(bad, length);
      await refused();
    }
    writeFileSync(bad, Buffer.concat([bytes, Buffer.from('x')]));
    await refused();
    const empty = faults.folder('untouched');
    const said = await faults.run(empty, ['restore', bad, '--without-withdrawals']);
    assert.equal(said.code, 1);
    assert.match(said.err, /is damaged: its bytes are not those that were written\. Nothing was changed\.\n$/);
    assert.ok(!existsSync(join(empty, 'pg')));
    measured('D6', `${places.length} changed bytes and ${lengths.length + 1} wrong lengths refused`);
  });

  test('a restore ended at any moment leaves the database as it was', async () => {
    const db = await freshDb();
    const before = await hashAt(db.ownerUrl);
    const header = await whole(file);
    let steps = 0;
    const stopAt = (n: number) => () => {
      if (++steps >= n) throw new Error('ended here');
    };
    for (const n of [1, 5, 20, header.tables.length + 10]) {
      steps = 0;
      await asOwner(db.ownerUrl, (owner) => assert.rejects(loadBackup(owner, file, header, new Date(), stopAt(n)), /ended here/));
      assert.equal(await hashAt(db.ownerUrl), before);
    }
    await asOwner(db.ownerUrl, (owner) => loadBackup(owner, file, header, new Date(), () => {}));
    assert.equal(await hashAt(db.ownerUrl), made.content);
  });

  test('one changed value in one row, one row less, and one row moved are seen by the hash', async () => {
    const db = await freshDb();
    const header = await whole(file);
    await asOwner(db.ownerUrl, async (owner) => {
      await loadBackup(owner, file, header, new Date(), () => {});
      for (const sabotage of [
        `update creators set bio = bio || '.' where creator_id = (select min(creator_id::text)::uuid from creators)`,
        `delete from audit where seq = (select max(seq) from audit)`,
        `update consent_events set at = at + interval '1 ms' where event_id = (select min(event_id::text)::uuid from consent_events)`,
        `update people set image = '' where email = (select min(email) from people)`,
      ]) {
        const before = await hashAt(db.ownerUrl);
        await owner.query(sabotage);
        assert.notEqual(await hashAt(db.ownerUrl), before, sabotage);
      }
    });
  });

  test('tables of somebody else are left alone; every table with transaction ids knows their era', async () => {
    const url = await other.database();
    await asOwner(url, async (owner) => {
      assert.equal(await whoseIs(owner), 'empty');
      await owner.query('create table theirs (a int)');
      assert.equal(await whoseIs(owner), 'foreign');
    });
    const db = await freshDb();
    await asOwner(db.ownerUrl, async (owner) => {
      assert.equal(await whoseIs(owner), 'ours');
      const { rows } = await owner.query(
        `select c.relname from pg_class c where relnamespace = 'public'::regnamespace and relkind in ('r', 'p')
          and exists (select from pg_attribute where attrelid = c.oid and atttypid in ('xid8'::regtype, 'pg_snapshot'::regtype))
          and not exists (select from pg_attribute where attrelid = c.oid and attname = 'era' and atthasdef)
          and c.relname <> all($1)`,
        [leftOut],
      );
      assert.deepEqual(rows, []);
    });
  });
});
