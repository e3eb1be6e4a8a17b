// Events that are committed in any order, beside each other, handed on by two relays at once.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import pg from 'pg';
import { freshDb } from '#test/db.ts';
import { until } from '#test/faults/process.ts';
import { dice, times } from '#test/promises/dice.ts';
import { keepLog, machine } from '#test/server.ts';
import type { World } from '../context.ts';
import { openDb, openPool } from '../db/open.ts';
import { openMetrics } from '../metrics.ts';
import { openRelay, type Reaction } from './relay.ts';

let pool: pg.Pool;
let owner: pg.Pool;
let world: World;
before(async () => {
  const { url, ownerUrl } = await freshDb({ hurried: true });
  pool = openPool(url, { max: 20 });
  owner = new pg.Pool({ connectionString: ownerUrl });
  owner.on('error', () => {});
  const db = openDb(pool, 'everything');
  world = { ...machine, db, reserve: db, clock: () => new Date(), log: keepLog().log, origin: () => '' };
});
after(() => Promise.all([pool.end(), owner.end()]));

const heard = new Map<string, number[]>();
/** A consumer that keeps what it was handed, once that is committed with its position. */
const consumer = (name: string, ...names: string[]): Reaction => ({
  consumer: name,
  names,
  run: async () => {},
  after: (events) => void heard.set(name, [...(heard.get(name) ?? []), ...events.map((it) => it.seq)]),
});
const relayOf = (reactions: Reaction[]) => openRelay(world, reactions, openMetrics(), world.log, 5);
const tell = (client: pg.Pool | pg.PoolClient, name: string) =>
  client.query(`insert into outbox (name, body, at) values ($1, '{}', now())`, [name]);
const placeOf = async (name: string): Promise<number> =>
  (await pool.query<{ seq: number }>('select seq from outbox_positions where consumer = $1', [name])).rows[0]!.seq;
const lastSeq = async (): Promise<number> => (await pool.query<{ seq: number }>('select max(seq) as seq from outbox')).rows[0]!.seq;

test('each consumer is handed each of its events once and in order, whatever is committed late', async () => {
  const reactions = [consumer('rare', 'rare'), consumer('both', 'rare', 'often'), consumer('never', 'nothing'), consumer('often', 'often')];
  const relays = [relayOf(reactions), relayOf(reactions)];
  await Promise.all(relays.map((relay) => relay.start()));
  const begun = async (name: string) => {
    const client = await pool.connect();
    await client.query('begin');
    await tell(client, name);
    return client;
  };
  const lane = async (n: number) => {
    const roll = dice(n);
    for (let i = 0; i < 40; i++) {
      const names = times(2, () => (roll.chance(0.1) ? 'rare' : roll.chance(0.5) ? 'often' : 'other'));
      const [early, late] = [await begun(names[0]!), await begun(names[1]!)];
      // Numbers were taken, and are committed in another order.
      for (const client of [late, early]) {
        await client.query(roll.chance(0.1) ? 'rollback' : 'commit');
        client.release();
      }
    }
  };
  await Promise.all(times(8, lane));
  await relays[0]!.drain();
  await Promise.all(relays.map((relay) => relay.stop()));
  const wanted = async (names: string[]) =>
    (await pool.query<{ seq: number }>('select seq from outbox where name = any($1) order by xid, seq', [names])).rows.map(
      (row) => row.seq,
    );
  for (const { consumer: name, names } of reactions) assert.deepEqual(heard.get(name) ?? [], await wanted(names), name);
  assert.ok(heard.get('rare')!.length > 10);
});

test('whom nothing concerns is past it with the question, and what is still open holds everybody back', async () => {
  const relay = relayOf([consumer('idle', 'nothing'), consumer('waits', 'late')]);
  await relay.drain();
  await tell(pool, 'other');
  const place = await lastSeq();
  const open = await pool.connect();
  await open.query('begin');
  await tell(open, 'late');
  await tell(pool, 'other');
  const drained = relay.drain();
  // It has looked, and stands before what is open: that may concern it.
  await until('a look', async () => (await placeOf('idle')) >= place);
  assert.deepEqual([await placeOf('waits'), await placeOf('idle')], [place, place]);
  await open.query('commit');
  open.release();
  await drained;
  const last = await lastSeq();
  assert.deepEqual([heard.get('waits')!.length, await placeOf('idle')], [1, last]);
});

test('whoever is worked for by another process is not waited for', async () => {
  const relay = relayOf([consumer('held', 'nothing'), consumer('free', 'nothing')]);
  await relay.drain();
  const before = await placeOf('held');
  // Told first: whatever begins after it cannot hold it back.
  await tell(pool, 'other');
  const other = await owner.connect();
  await other.query('begin');
  await other.query(`select 1 from outbox_positions where consumer = 'held' for update`);
  const drained = relay.drain();
  const last = await lastSeq();
  await until('the other to be passed', async () => (await placeOf('free')) === last);
  assert.equal(await placeOf('held'), before);
  await other.query('commit');
  other.release();
  await drained;
  assert.equal(await placeOf('held'), last);
});

test('a long way behind is gone in a few steps', async () => {
  await owner.query(`insert into outbox (name, body, at) select 'other', '{}', now() from generate_series(1, 5000)`);
  await tell(pool, 'wanted');
  const relay = relayOf([consumer('far', 'wanted')]);
  await relay.drain();
  assert.deepEqual([heard.get('far'), await placeOf('far')], [[await lastSeq()], await lastSeq()]);
});
