// Whether a search finds whom one means, on a thousand real channels and on a crowd in many scripts. What is measured is printed.
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import pg from 'pg';
import { sqlEngine } from '#src/features/discovery/index.ts';
import { find } from '#src/features/discovery/actions.ts';
import { buildIndex } from '#src/features/discovery/index/door.ts';
import type { EngineQuery } from '#src/features/discovery/ports.ts';
import { readAsOne } from '#src/features/discovery/rules.ts';
import { entryOf } from '../crowd/entries.ts';
import { crowdNow, crowdOf, type Member } from '../crowd/people.ts';
import { fillMembers } from '../crowd/fill.ts';
import { realAbsent, realMembers } from '../crowd/real.ts';
import { freshDb } from '../db.ts';
import { measured } from '../measured.ts';
import { openTestApp } from '../server.ts';
import { notFirst, notFound, shareFound, slippedIn, type Asked, type Slipped } from './relevance.ts';

const seed = 4;
/** Slips that must bring her among the first three. */
const least = 0.98;
const crowd = [...crowdOf(seed, 0, 4000)].filter((m) => m.findableUntil > crowdNow);
const real = realAbsent ? [] : realMembers(4000);
const all = [...crowd, ...real];
const scripts = ['Han', 'Hiragana', 'Hangul', 'Cyrillic', 'Arabic', 'Thai', 'Devanagari', 'Greek'];

const some = (of: readonly Member[], count: number) => of.filter((_, i) => i % Math.ceil(of.length / count) === 0);
const inScript = (script: string) => crowd.filter((m) => new RegExp(`^[\\p{Script=${script}} ]+$`, 'u').test(m.card.displayName));
const percent = (share: number) => `${(share * 100).toFixed(1)} %`;
const missed = (all_: Slipped[]) => all_.filter((s) => s.place === 0).map((s) => `${s.slip}: ${s.typed} for ${s.handle}`);

interface Stage {
  name: string;
  /** Of each sort of creator so many are looked for. */
  each: number;
  open: () => Promise<{ asked: Asked; now: Date; stop(): Promise<void> }>;
}

async function openSql() {
  const t = await openTestApp({ relay: false, db: await freshDb({ hurried: true, planned: true }) });
  const owner = new pg.Client({ connectionString: t.ownerUrl });
  await owner.connect();
  await fillMembers(owner, all, { now: t.now() });
  await owner.end();
  const asked: Asked = async (query) => (await find(sqlEngine, t.app.world.db, query)).answer.items.map((i) => i.card.creatorId);
  return { asked, now: t.now(), stop: () => t.stop() };
}
async function openIndex() {
  const index = buildIndex(all.map(entryOf));
  const search = (query: EngineQuery) => {
    const answer = index.search(query);
    const asOne = answer.total === 0 ? readAsOne(query.text) : undefined;
    return asOne === undefined ? answer : index.search({ ...query, text: asOne });
  };
  const asked: Asked = async (query) => search(query).hits.map((h) => h.creatorId);
  return { asked, now: new Date(crowdNow), stop: async () => {} };
}

const stages: Stage[] = [
  { name: 'PostgreSQL', each: 60, open: openSql },
  { name: 'the index', each: 1000, open: openIndex },
];
for (const { name, each, open } of stages)
  describe(`whom a search finds: ${name}`, () => {
    let stage: Awaited<ReturnType<Stage['open']>>;
    before(async () => {
      stage = await open();
    });
    after(() => stage.stop());
    async function slips(of: readonly Member[], whose: string) {
      const slipped = await slippedIn(stage.asked, some(of, each), all, seed, stage.now);
      const share = shareFound(slipped);
      measured('RELEVANCE', `${name}, ${whose}: of ${slipped.length} slips ${percent(share)} in the first three`);
      assert.ok(slipped.length > each * 3 && share >= least, `${percent(share)}\n${missed(slipped).join('\n')}`);
    }

    test('a handle typed in full comes first, always', async () => {
      assert.deepEqual(await notFirst(stage.asked, some(crowd, each), stage.now), []);
    });

    test('with one slip of the fingers she is among the first three, 98 times in a hundred', () => slips(crowd, 'a crowd'));

    test('a name in another script finds her', async () => {
      for (const script of scripts) assert.deepEqual(await notFound(stage.asked, some(inScript(script), 4), stage.now), [], script);
    });

    test('real channels: the handle first, one slip among the first three', { skip: realAbsent }, async () => {
      assert.deepEqual(await notFirst(stage.asked, some(real, each), stage.now), []);
      await slips(real, 'real channels');
    });

    test('a search that corrects nothing, and one that finds nobody, are caught', async () => {
      const handles = new Map(all.map((m) => [m.card.creatorId, m.card.handle]));
      const typed: Asked = async (query) => (await stage.asked(query)).filter((id) => handles.get(id) === query.text);
      assert.ok(shareFound(await slippedIn(typed, some(crowd, 5), all, seed, stage.now)) < least);
      assert.equal((await notFirst(async () => [], some(crowd, 5))).length, some(crowd, 5).length);
    });
  });
