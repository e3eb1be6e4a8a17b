import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import pg from 'pg';
import type { Given } from '#src/app.ts';
import { budgets, forgetOld, type Budget } from '#src/features/discovery/index.ts';
import { openGate } from '#src/infra/http/limits.ts';
import { dayMs, dayOf } from '#src/lib/time.ts';
import { fillCrowd } from '../crowd/fill.ts';
import { makeAgency, makeCreator, makeOperator, search, type MadeAgency } from '../make.ts';
import { measured } from '../measured.ts';
import { openTestApp, type Caller, type TestApp } from '../server.ts';
import { dice, times, type Dice } from './dice.ts';
import * as scraper from './scraper.ts';

const seed = 20261126;

interface World {
  t: TestApp;
  /** Another process over the same database. */
  other: TestApp;
  agency: MadeAgency;
  /** Everybody who can be found, with her handle. */
  crowd: { id: string; handle: string }[];
  stop(): Promise<void>;
}
async function makeWorld(creators: number, given: Partial<Given> = {}): Promise<World> {
  // Nobody is turned away by the load instead: fifty searches at once are more than the gate lets in.
  const gate = openGate(1000, Infinity);
  const engine = creators > 1000 ? { index: {} } : {};
  const t = await openTestApp({ ...engine, relay: false, gate, ...given });
  const owner = new pg.Client({ connectionString: t.ownerUrl });
  await owner.connect();
  await fillCrowd(owner, { seed, to: creators, now: t.now(), many: creators > 5000 });
  const { rows: crowd } = await owner.query<{ id: string; handle: string }>(
    `select creator_id as id, card->>'handle' as handle from discovery_entries order by creator_id`,
  );
  await owner.end();
  const other = await openTestApp({ db: { url: t.url, ownerUrl: t.ownerUrl }, ...engine, relay: false, gate, ...given });
  for (const { app } of [t, other]) {
    app.index?.start();
    await app.index?.settle();
  }
  const agency = await makeAgency(t, await makeOperator(t));
  return { t, other, agency, crowd, stop: async () => void (await Promise.all([other.stop(), t.stop()])) };
}

/** A scout's sessions: keys that may read alone and keys that may write, here and in the other process. */
async function sessionsOf({ t, other }: World, { personId }: Caller): Promise<Caller[]> {
  const here = await Promise.all([t.callerOf(personId), t.callerOf(personId)]);
  return [...here, await other.callerOf(personId), await t.callerOf(personId, ['read'])];
}

/** A day of a scraper with all tricks. */
async function scrape(world: World, roll: Dice, { pages, opens }: { pages: number; opens: number }) {
  const { t, agency, crowd } = world;
  const [scout, colleague] = [await agency.seat('scout'), await agency.seat('manager')];
  const known = crowd.map((c) => c.id);
  const s: scraper.Scraping = { agency, sessions: await sessionsOf(world, scout), colleague, known, loot: scraper.noLoot(), roll };
  const letters = times(26, (i) => String.fromCharCode(97 + i));
  await scraper.bendCursors(s, 10);
  await Promise.all([
    scraper.readEverything(s, pages),
    scraper.guessWords(s, letters),
    scraper.openAll(s, known.slice(0, opens)),
    scraper.throughPipeline(s),
    scraper.throughLikeness(s, 60),
  ]);
  await scraper.throughSavedSearches(s, t, known.slice(-1000));
  const bent = await scraper.bendCursors(s, 60);
  const left = crowd.filter(({ id }) => !s.loot.listed.has(id));
  await scraper.fillUp(s, { handles: left.slice(0, 260).map((c) => c.handle), ids: known.slice(-200) });
  return { ...s, bent };
}

describe('B1: the directory cannot be copied', () => {
  let world: World;
  before(async () => void (world = await makeWorld(6_500)));
  after(() => world.stop());

  test('a scraper with all tricks is shown 5,000 creators in lists and 500 opened, not one more', async () => {
    const { loot, bent, sessions, agency } = await scrape(world, dice(seed), { pages: 30, opens: 900 });
    assert.deepEqual(loot.odd.slice(0, 5), []);
    assert.ok(world.crowd.length > budgets.listed + 1000, `${world.crowd.length} to be copied`);
    assert.equal(loot.listed.size, budgets.listed);
    assert.equal(loot.opened.size, budgets.opened);
    assert.equal(bent.taken, 0, 'no cursor that was bent or borrowed is taken');
    assert.ok((loot.refused['discovery.budget_listed'] ?? 0) > 20 && (loot.refused['discovery.budget_opened'] ?? 0) > 100);

    const missed = world.crowd.find(({ id }) => !loot.listed.has(id))!;
    const refused = await search(agency, { text: `@${missed.handle}`, limit: 1, facets: ['countries'] }, sessions[1]);
    assert.equal(refused.status, 429);
    assert.deepEqual([refused.body.code, refused.body.most], ['discovery.budget_listed', budgets.listed]);
    const midnight = Date.parse(refused.body.goesOnAt);
    assert.equal(midnight % dayMs, 0);
    assert.ok(Math.abs(Number(refused.headers.get('retry-after')) * 1000 - (midnight - world.t.now().getTime())) < 5000);
    // Whom she has seen she sees again.
    const [seen] = loot.opened;
    assert.equal((await sessions[0]!.get(`/v1/agencies/${agency.agencyId}/creators/${seen!}`)).status, 200);
    measured(
      'B1',
      `${loot.answers} requests of one seat, in ${sessions.length} sessions and two processes, at a directory of ${world.crowd.length}: ${loot.listed.size} listed, ${loot.opened.size} opened; ${bent.tried} bent cursors, ${bent.taken} taken`,
    );
  });

  test('the operator sees who met a limit: once a day in the log of acts, each time in the figures', async () => {
    const { rows } = await world.t.owner.query<{ agency_id: string; subject: { sort: string; most: number } }>(
      `select agency_id, subject from audit where act = 'discovery.noteLimit' order by subject->>'sort'`,
    );
    assert.deepEqual(
      rows.map((r) => [r.agency_id, r.subject.sort, r.subject.most]),
      [
        [world.agency.agencyId, 'listed', 5000],
        [world.agency.agencyId, 'opened', 500],
      ],
    );
    const figures = await (await world.t.app.fetch(new Request('http://greenroom.test/metrics'))).text();
    assert.match(figures, /greenroom_discovery_limit_total\{budget="listed"\} [1-9]/);
  });

  test('eight hours of work, a page of 20 every half minute, one in ten of them opened: no limit is met', async () => {
    const { agency, t } = world;
    const scout = await agency.seat('scout');
    const roll = dice(seed + 1);
    const found = new Set<string>();
    const opened = new Set<string>();
    const wrong: string[] = [];
    const ask = async (answer: ReturnType<Caller['get']>) => {
      const { status, text, body } = await answer;
      if (status !== 200) wrong.push(text);
      return body;
    };
    const work = await workOf(scout, agency);
    let pages = 0;
    for (const brief of work) {
      for (let at = 0; at < 80;) {
        const question = { ...brief, sort: roll.one(['fit', 'newest', 'followers', 'averageViewers']), limit: 20 };
        for (let cursor: string | null = '', depth = 1 + roll.below(5); cursor !== null && depth > 0 && at < 80; depth--, at++) {
          const page: { items: { creatorId: string }[]; nextCursor: string | null } = await ask(
            search(agency, { ...question, ...(cursor !== '' && { cursor }) }, scout),
          );
          for (const { creatorId } of page.items) found.add(creatorId);
          if (++pages % 10 === 0 && page.items.length > 0) {
            const { creatorId } = roll.one(page.items);
            opened.add(creatorId);
            await ask(scout.get(`/v1/agencies/${agency.agencyId}/creators/${creatorId}`));
          }
          cursor = page.nextCursor;
        }
      }
      t.advance(15 * 60_000);
    }
    assert.deepEqual(wrong.slice(0, 3), []);
    assert.equal(pages, 960);
    measured('B1', `${pages} pages in eight hours of work: ${found.size} creators listed, ${opened.size} opened, nothing refused`);
  });

  /** Twelve briefs of a day, each a language and a category that some have. */
  async function workOf(scout: Caller, agency: MadeAgency) {
    const { body } = await search(agency, { facets: ['languages', 'categories'], limit: 1 }, scout);
    const top = (name: string): string[] => body.facets[name].map((f: { value: string }) => f.value);
    const [languages, categories] = [top('languages'), top('categories')];
    return times(12, (i) => ({ filters: { languages: [languages[i % 6]!], categories: [categories[i % 5]!] } }));
  }

  test('every operation that answers cards is one that the scraper has tried', () => {
    const known = Object.keys(scraper.surfaces).sort();
    assert.deepEqual(operationsWithCards(world.t), known);
  });
});

interface Schema {
  $ref?: string;
  properties?: Record<string, Schema>;
  items?: Schema;
  allOf?: Schema[];
  anyOf?: Schema[];
  oneOf?: Schema[];
}
/** Operations of an agency's rooms that can answer a card: somebody's id, name and words about herself. */
function operationsWithCards(t: TestApp): string[] {
  const document = t.app.document() as unknown as {
    paths: Record<
      string,
      Record<string, { operationId: string; responses: Record<string, { content?: Record<string, { schema?: Schema }> }> }>
    >;
    components: { schemas: Record<string, Schema> };
  };
  const holds = (schema: Schema | undefined, seen: readonly Schema[] = []): boolean => {
    if (!schema || seen.includes(schema)) return false;
    if (schema.$ref !== undefined) return holds(document.components.schemas[schema.$ref.split('/').at(-1)!], [...seen, schema]);
    const parts = schema.properties ?? {};
    if (['creatorId', 'displayName', 'bio'].every((name) => name in parts)) return true;
    const inner = [...Object.values(parts), schema.items, ...(schema.allOf ?? []), ...(schema.anyOf ?? []), ...(schema.oneOf ?? [])];
    return inner.some((one) => holds(one, [...seen, schema]));
  };
  return Object.entries(document.paths)
    .filter(([path]) => path.startsWith('/v1/agencies/'))
    .flatMap(([, methods]) => Object.values(methods))
    .filter(({ responses }) => Object.values(responses['200']?.content ?? {}).some(({ schema }) => holds(schema)))
    .map(({ operationId }) => operationId)
    .sort();
}

const small: Record<Budget, number> = { listed: 120, opened: 30 };

/** Rounds of fifty at once at the edge of a day: how many each seat had in the end, beyond what it may. */
async function atTheEdge({ t, other, agency, crowd }: World, rounds: number): Promise<{ beyond: string[]; met: number }> {
  const scout = await agency.seat('scout');
  const sessions = await Promise.all([t.callerOf(scout.personId), other.callerOf(scout.personId)]);
  const roll = dice(seed);
  const beyond: string[] = [];
  let met = 0;
  for (let round = 0; round < rounds; round++) {
    const loot = scraper.noLoot();
    const s: scraper.Scraping = { agency, sessions, colleague: scout, known: [], loot, roll };
    const from = roll.below(crowd.length - 100);
    const near = crowd.slice(from, from + 80);
    await scraper.openAll(
      s,
      near.slice(0, small.opened - 5).map((c) => c.id),
      4,
    );
    await scraper.openAll(
      s,
      near.slice(small.opened - 5).map((c) => c.id),
      55,
    );
    await scraper.readEverything(s, 4);
    await scraper.fillUp(s, { handles: crowd.map((c) => c.handle).filter((_, i) => i % 3 === round % 3), ids: [] });
    for (const budget of ['listed', 'opened'] as const) {
      if (loot[budget].size > small[budget]) beyond.push(`${loot[budget].size} ${budget}`);
      if (loot[budget].size === small[budget]) met++;
    }
    beyond.push(...loot.odd);
    t.advance(dayMs);
    other.advance(dayMs);
  }
  return { beyond, met };
}

describe('B1, at the edge', () => {
  let world: World;
  before(async () => void (world = await makeWorld(400, { budgets: small })));
  after(() => world.stop());

  test('fifty at once, in two processes, have exactly what is left', async () => {
    const { beyond, met } = await atTheEdge(world, 4);
    assert.deepEqual(beyond, []);
    assert.equal(met, 8, 'no place was left empty');
  });

  test('the same creators at the same instant count once; a page that would go over is refused whole, a smaller one fits', async () => {
    const { t, agency, crowd } = world;
    const scout = await agency.seat('scout');
    const used = async () =>
      (
        await t.owner.query<{ sort: string; used: number }>('select sort, used from discovery_budgets where person_id = $1 order by sort', [
          scout.personId,
        ])
      ).rows.map((r) => [r.sort, r.used]);
    await Promise.all(times(50, () => search(agency, { sort: 'newest', limit: 60 }, scout)));
    await Promise.all(times(50, () => scout.get(`/v1/agencies/${agency.agencyId}/creators/${crowd[0]!.id}`)));
    assert.deepEqual(await used(), [
      ['listed', 60],
      ['opened', 1],
    ]);
    const over = await search(agency, { sort: 'newest', limit: 121, facets: ['countries'] }, scout);
    assert.deepEqual([over.status, over.body.total, over.body.items, over.body.facets], [429, undefined, undefined, undefined]);
    assert.equal((await used())[0]![1], 60, 'nothing was counted');
    const most = await search(agency, { sort: 'newest', limit: 120 }, scout);
    assert.deepEqual([most.status, most.body.items.length, most.body.listedLeft], [200, 120, 0]);
    assert.equal((await search(agency, { sort: 'newest', limit: 30 }, scout)).status, 200, 'whom she has seen');
  });

  test('members of the agency cost nothing, the budget is the seat’s own, and it goes on with the next day', async () => {
    const { t, other, agency } = world;
    const operator = await makeOperator(t);
    const elsewhere = await makeAgency(t, operator);
    const scout = await agency.seat('scout');
    const link = await elsewhere.owner.post(`/v1/agencies/${elsewhere.agencyId}/staff-links`, { role: 'scout' });
    await scout.post('/v1/agencies/join', { token: link.body.url.split('/').at(-1) });
    const all = { sort: 'followers', limit: 120 };
    assert.equal((await search(agency, all, scout)).status, 200);
    const next = { sort: 'newest', limit: 120 };
    assert.equal((await search(agency, next, scout)).status, 429);
    assert.equal((await search(agency, next, agency.owner)).status, 200, 'another seat of the agency');
    assert.equal((await search(elsewhere, next, scout)).status, 200, 'her seat in another agency');
    const mia = await makeCreator(t, { on: true, displayName: 'Mia Member' });
    await t.app.relay.drain();
    const one = { text: 'Mia Member', limit: 1 };
    assert.equal((await search(agency, one, scout)).status, 429, 'not a member yet');
    const sent = await agency.owner.post(`/v1/agencies/${agency.agencyId}/invites`, { creatorIds: [mia.creatorId] });
    await mia.post(`/v1/me/invites/${sent.body.items[0].invite.inviteId}/answer`, { answer: 'accept' });
    const hers = await search(agency, one, scout);
    assert.deepEqual([hers.status, hers.body.items[0]?.standing], [200, 'member'], hers.text);
    const yesterday = dayOf(t.now());
    t.advance(dayMs);
    other.advance(dayMs);
    assert.equal((await search(agency, next, scout)).status, 200);
    const kept = async () => {
      await forgetOld((name, input) => t.app.carryOut(name, input));
      const { rows } = await t.owner.query<{ day: string }>(
        `select on_day::text as day from discovery_budgets union select on_day::text from discovery_shown order by day`,
      );
      return rows.map((r) => r.day);
    };
    assert.deepEqual(await kept(), [yesterday, dayOf(t.now())]);
    t.advance(dayMs);
    other.advance(dayMs);
    assert.deepEqual((await kept())[0], dayOf(new Date(t.now().getTime() - dayMs)));
  });

  test('on a full disk nothing can be counted, and reading goes on', async () => {
    const { t, agency } = world;
    const scout = await agency.seat('scout');
    await t.owner.query(`create function full_disk() returns trigger language plpgsql as 'begin raise sqlstate ''53100''; end'`);
    await t.owner.query('create trigger full_disk before insert on discovery_shown for each row execute function full_disk()');
    assert.equal((await search(agency, { sort: 'newest', limit: 60 }, scout)).status, 200);
    await t.owner.query('drop trigger full_disk on discovery_shown');
    assert.ok(t.logged.some((line) => line.includes('who was shown could not be counted')));
  });
});

describe('B1, seen to fail', () => {
  test('a count that forgets, and one that nothing locks, are caught', async () => {
    const world = await makeWorld(400, { budgets: small });
    try {
      await world.t.owner.query('alter table discovery_budgets drop constraint discovery_budgets_most');
      let unlocked: string[] = [];
      for (let tries = 0; tries < 40 && unlocked.length === 0; tries++) unlocked = (await atTheEdge(world, 1)).beyond;
      assert.ok(unlocked.length > 0, 'without its lock a seat has more');
      await world.t.owner.query(`create function forget() returns trigger language plpgsql as 'begin return null; end'`);
      await world.t.owner.query('create trigger forget before insert on discovery_shown for each row execute function forget()');
      const { beyond } = await atTheEdge(world, 1);
      assert.ok(
        beyond.includes(`${world.crowd.length} listed`) || beyond.some((b) => Number.parseInt(b, 10) > 2 * small.listed),
        beyond.join(),
      );
    } finally {
      await world.stop();
    }
  });
});
