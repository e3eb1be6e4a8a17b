// The index in a process of its own beside another one that changes what it holds: what each answer may and may not say.
import assert from 'node:assert/strict';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { until } from '#test/faults/process.ts';
import { makeCreator, makeOperator, setConsent, type MadeCreator } from '#test/make.ts';
import { dice, inLanes } from '#test/promises/dice.ts';
import { keepLog, machine, openTestApp, type TestApp } from '#test/server.ts';
import { facetName, sort } from '../contract.ts';
import type { EngineQuery } from '../ports.ts';
import { sqlEngine } from '../queries/search.ts';
import { readIndexFile } from './disk.ts';
import { openIndexEngine, type Faults, type IndexEngine } from './engine.ts';
import { whyUnfit } from './fits.ts';
import type { Generation } from './generation.ts';
import type { Stage } from './thread.ts';

const never = 3_600_000;
const categories = ['Music', 'Chess', 'Pottery'];
// No two within one typo of each other.
const handles = ['azurekite', 'bluewhale', 'cedarpine', 'dovetail', 'emberfox', 'fjordmoss', 'gingerowl', 'harbormist', 'ironlatch'];

/** Where everything is changed. */
let t: TestApp;
let folder: string;
let creators: MadeCreator[];
const opened: Other[] = [];

before(async () => {
  folder = mkdtempSync(join(tmpdir(), 'following-'));
  t = await openTestApp();
  const operator = await makeOperator(t);
  creators = await inLanes(4, [...handles.entries()], ([i, handle]) => {
    const profile = { handle, languages: [i % 2 ? 'de' : 'en'], categories: [categories[i % 3]!] };
    return makeCreator(t, { ...profile, on: true, exact: i < 3, figures: { averageViewers: 45 } }, operator);
  });
  await t.app.relay.drain();
});
after(async () => {
  while (opened.length > 0) await opened[0]!.stop();
  await t.stop();
  rmSync(folder, { recursive: true });
});

interface Other {
  index: IndexEngine;
  search(query?: Partial<EngineQuery>): ReturnType<IndexEngine['search']>;
  stages: Stage[];
  logged: string[];
  stop(): Promise<void>;
}
type Wish = { everyMs?: number; folder?: string; without?: Faults; onStage?: (stage: Stage, generation: Generation) => void };
const ask = (query: Partial<EngineQuery> = {}): EngineQuery => ({
  text: '',
  filters: {},
  sort: 'fit',
  facets: ['categories', 'numbers'],
  limit: 20,
  after: undefined,
  without: [],
  now: t.now(),
  ...query,
});
/** The index as another process has it. It hears of nothing by itself unless told to look every so many milliseconds. */
async function other({ everyMs = never, onStage, ...wish }: Wish = {}, ready = true): Promise<Other> {
  const stages: Stage[] = [];
  const { log, logged } = keepLog();
  const index = openIndexEngine({
    db: t.app.world.db,
    newId: machine.newId,
    log,
    connection: { connectionString: t.url, options: undefined },
    folder: undefined,
    everyMs,
    ...wish,
    onStage: (stage, generation) => {
      stages.push(stage);
      onStage?.(stage, generation);
    },
  });
  const one: Other = {
    index,
    stages,
    logged,
    search: (query = {}) => index.search(t.app.world.db, ask(query)),
    async stop() {
      opened.splice(opened.indexOf(one), 1);
      await index.stop();
    },
  };
  opened.push(one);
  index.start();
  if (ready) await index.settle();
  return one;
}
const shown = (answer: Awaited<ReturnType<Other['search']>>) => answer.items.map((i) => i.card.handle).sort();
const counted = (answer: Awaited<ReturnType<Other['search']>>) => answer.facets.categories!.reduce((n, f) => n + f.count, 0);

describe('an index that did not hear of it', () => {
  let there: Other;
  let careless: Other;
  before(async () => {
    [there, careless] = await Promise.all([other(), other({ without: { question: true, page: true } })]);
  });
  after(() => Promise.all([there.stop(), careless.stop()]));

  test('a withdrawal is in no total, facet or page of the next search; with the question left out it is', async () => {
    const she = creators[4]!;
    const earlier = await there.search();
    const at = there.index.current()!.state!.at;
    await setConsent(she, 'discovery', false);
    // She is on none of these pages.
    const answer = await there.search({ limit: 1 });
    assert.deepEqual([answer.total, counted(answer)], [earlier.total - 1, earlier.total - 1]);
    assert.ok(!shown(await there.search()).includes(she.handle));
    assert.equal((await there.search({ text: she.handle })).total, 0);
    assert.equal(there.index.current()!.state!.at, at, 'it had not heard of it');
    assert.equal((await careless.search({ limit: 1 })).total, earlier.total, 'seen to fail');
    await setConsent(she, 'discovery', true);
    await t.app.relay.drain();
    await there.index.settle();
    assert.equal((await there.search()).total, earlier.total);
  });

  test('numbers that are no longer shared count by their band at once', async () => {
    const exact = async (one = there) => (await one.search({ filters: { numbers: ['exact'] } })).total;
    const ranges = async () =>
      (await there.search({ filters: { averageViewers: { min: 45, max: 45 }, numbers: ['ranges'] }, limit: 1 })).total;
    assert.deepEqual([await exact(), await ranges()], [3, 6]);
    await setConsent(creators[1]!, 'exact_numbers', false);
    assert.deepEqual([await exact(), await ranges()], [2, 7]);
    assert.equal(await exact(careless), 3, 'seen to fail');
    await setConsent(creators[1]!, 'exact_numbers', true);
  });

  test('a page whose profiles have changed is made again; with the look at it left out it shows who does not fit', async () => {
    const she = creators[7]!;
    const german = { filters: { languages: ['de'] } };
    assert.equal((await there.search(german)).total, 4);
    await she.send('PATCH', '/v1/me/creator', { languages: ['fr'] });
    await t.app.relay.drain();
    const answer = await there.search(german);
    assert.deepEqual([answer.total, shown(answer).includes(she.handle)], [3, false]);
    const wrong = await careless.search(german);
    assert.deepEqual([wrong.total, shown(wrong).includes(she.handle)], [4, true], 'seen to fail');
    await she.send('PATCH', '/v1/me/creator', { languages: ['de'] });
    await t.app.relay.drain();
  });

  test('changes that were forgotten before it read them: SQL answers, and the index begins anew', async () => {
    await setConsent(creators[2]!, 'discovery', false);
    const late = new Date(t.now().getTime() + 9 * 86_400_000);
    // What a transaction still open in any database of the server might have to read is kept until it ends.
    await until('every change is forgotten', async () => {
      await t.app.carryOut('discovery.sweep', {}, undefined, late);
      return (await t.owner.query('select from discovery_changes')).rowCount === 0;
    });
    assert.equal((await there.search({ text: creators[2]!.handle })).total, 0);
    const older = there.index.current();
    await there.index.settle();
    assert.notEqual(there.index.current(), older);
    assert.match(there.logged.join(), /too much has changed to be followed/);
    assert.equal((await there.search()).total, creators.length - 1);
    await setConsent(creators[2]!, 'discovery', true);
    await t.app.relay.drain();
  });
});

describe('an index that follows', () => {
  let there: Other;
  before(async () => {
    there = await other({ everyMs: 15 });
  });
  after(() => there.stop());

  test('a transaction that was begun early and is committed late is followed; by the highest number it would be missed', async () => {
    // The relay waits for open transactions itself: here both are changed in place.
    const change = (country: string, { creatorId }: MadeCreator) =>
      `with one as (update discovery_entries set country = '${country}' where creator_id = '${creatorId}' returning creator_id)
       insert into discovery_changes (creator_id, urgent) select creator_id, false from one returning xid::text`;
    const seen = async (country: string) => (await there.search({ filters: { countries: [country] } })).total;
    const slow = await t.owner.connect();
    try {
      await slow.query('begin');
      const early = (await slow.query<{ xid: string }>(change('FR', creators[0]!))).rows[0]!.xid;
      const late = (await t.owner.query<{ xid: string }>(change('JP', creators[5]!))).rows[0]!.xid;
      await there.index.settle();
      assert.deepEqual([await seen('JP'), await seen('FR')], [1, 0]);
      await slow.query('commit');
      await there.index.settle();
      assert.deepEqual([await seen('JP'), await seen('FR')], [1, 1]);
      assert.ok(BigInt(early) < BigInt(late), 'a reader that remembers the highest number passes it over');
    } finally {
      slow.release();
    }
  });

  test('random changes: nobody who went is counted at once, and when everything is followed both engines say the same', async () => {
    const seed = 77;
    const roll = dice(seed);
    const on = new Set(creators.map((c) => c.creatorId));
    for (let i = 0; i < 40; i++) {
      const she = roll.one(creators);
      const what = roll.below(4);
      if (what === 0) {
        await setConsent(she, 'discovery', !on.has(she.creatorId));
        if (!on.delete(she.creatorId)) on.add(she.creatorId);
        if (!on.has(she.creatorId)) assert.equal((await there.search({ text: she.handle })).total, 0, `change ${i} of seed ${seed}`);
      } else if (what === 1) await setConsent(she, 'exact_numbers', roll.chance(0.5));
      else
        await she.send('PATCH', '/v1/me/creator', {
          bio: roll.one(['kiln', 'glaze', 'music by night']),
          categories: [roll.one(categories)],
        });
      if (i % 4 !== 3) continue;
      await t.app.relay.drain();
      await there.index.settle();
      for (const text of ['', 'musc', 'klin', she.handle]) {
        const query = ask({
          text,
          sort: roll.one(sort.options),
          facets: facetName.options,
          filters: roll.chance(0.5) ? { categories } : {},
        });
        const [one, two] = [await there.index.search(t.app.world.db, query), await sqlEngine.search(t.app.world.db, query)];
        assert.deepEqual({ ...one, snapshot: '' }, { ...two, snapshot: '' }, `change ${i} of seed ${seed}: ${JSON.stringify(query)}`);
      }
    }
    for (const she of creators) await setConsent(she, 'discovery', true);
    await t.app.relay.drain();
  });

  test('one that dies while it answers: SQL answers, and another one takes its place', async () => {
    await there.index.settle();
    const asked = Array.from({ length: 8 }, () => there.search());
    await there.index.current()!.kill();
    for (const one of asked) assert.equal((await one).total, creators.length);
    assert.equal(there.index.state().by, 'sql');
    await there.index.settle();
    assert.equal(there.index.state().by, 'index');
  });

  test('a newer one takes over without a search that fails, and the older one ends', async () => {
    const older = there.index.current()!;
    there.index.renew();
    while (there.index.current() === older || !there.index.current()) assert.equal((await there.search()).total, creators.length);
    await there.index.settle();
    await there.index.stop();
    assert.equal(older.state, undefined);
    assert.equal(there.index.state().by, 'sql');
  });
});

describe('the index on disk', () => {
  let dir: string;
  const file = () => join(dir, 'discovery.index');
  before(async () => {
    dir = join(folder, 'kept');
    await (await other({ folder: dir })).stop();
  });
  /** What a new program on this folder says of the file where it does not take it. */
  async function opens(): Promise<string | undefined> {
    const there = await other({ folder: dir });
    const said = there.logged.map((line) => JSON.parse(line) as { msg: string; why?: string }).find((l) => l.msg.includes('on disk'));
    const { total } = await sqlEngine.search(t.app.world.db, ask());
    assert.equal((await there.search()).total, total);
    assert.equal(there.stages.includes('building'), said !== undefined);
    await there.stop();
    return said?.why;
  }
  for (const at of ['building', 'saving'] as const)
    test(`a thread that is killed while ${at}: SQL answers, another one is begun, and what lies there is whole`, async () => {
      const mine = join(folder, at);
      const killed: Promise<void>[] = [];
      const onStage = (stage: Stage, generation: Generation) => {
        if (stage === at && killed.length === 0) killed.push(generation.kill());
      };
      const there = await other({ folder: mine, onStage }, false);
      assert.equal((await there.search()).total, creators.length);
      await there.index.settle();
      assert.equal(killed.length, 1);
      assert.match(there.logged.join(), /the index ended/);
      assert.deepEqual([(await there.search()).total, there.index.state().by], [creators.length, 'index']);
      await there.stop();
      assert.ok('head' in readIndexFile(mine)!);
    });

  test('is loaded by the next start with what changed since; whoever was erased meanwhile is in no file afterwards', async () => {
    const she = creators[8]!;
    await creators[3]!.send('PATCH', '/v1/me/creator', { bio: 'changed while nothing ran' });
    await t.app.relay.drain();
    assert.ok(readFileSync(file()).includes(she.handle));
    const there = await other({ folder: dir });
    assert.deepEqual([there.stages.includes('building'), (await there.search({ text: 'nothing ran' })).total], [false, 1]);
    await there.stop();
    await t.app.carryOut('creators.eraseAgain', { creatorId: she.creatorId, personId: null });
    const later = await other({ folder: dir });
    assert.deepEqual([later.stages.includes('building'), (await later.search({ text: she.handle })).total], [true, 0]);
    assert.ok(!readFileSync(file()).includes(she.handle));
    await later.stop();
  });

  test('a damaged one is refused, said, and made anew', async () => {
    const whole = readFileSync(file());
    writeFileSync(file(), whole.subarray(0, whole.byteLength / 2));
    assert.equal(await opens(), 'it is cut short');
    assert.ok('head' in readIndexFile(dir)!);
  });

  test('of another database, of another history, ahead of it, or too old, it is not taken', async () => {
    const read = readIndexFile(dir)!;
    assert.ok('head' in read);
    const why = (change: { database?: string; at?: string } = {}) => whyUnfit(t.app.world.db, { ...read.head, ...change });
    assert.equal(await why(), undefined);
    assert.equal(await why({ database: '1/2' }), 'it is of another database');
    assert.equal(await why({ at: '900000000:900000000:' }), 'it is ahead of this database');
    await t.owner.query(
      `update discovery_feed set forgotten_below = (pg_snapshot_xmax(pg_current_snapshot())::text::numeric + 1)::text::xid8`,
    );
    assert.equal(await why(), 'it is too old');
    // A restore leaves these rows out.
    await t.owner.query('delete from discovery_snapshots');
    assert.equal(await why(), 'this database has another history');
    assert.equal(await opens(), 'this database has another history');
  });

  test('an erasure takes the file away', async () => {
    const there = await other({ folder: dir });
    there.index.forgetFile();
    assert.deepEqual(readdirSync(dir), []);
    await there.stop();
  });
});
