// The contract of everything that searches: random creators and queries, held against a plain model that reads them one by one.
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { bandOf } from '#src/features/creators/index.ts';
import type { FigureName } from '#src/features/creators/contract.ts';
import type { Db } from '#src/infra/db/open.ts';
import { facetName } from './contract.ts';
import type { EngineItem, EngineQuery, SearchEngine } from './ports.ts';
import { unknownKey } from './rules.ts';
import {
  dice,
  facetOf,
  middle,
  type Modelled,
  modelOf,
  partsOf,
  someCreator,
  someQuery,
  sorted,
  textOf,
  topGrowth,
  type Truth,
  within,
} from './engine.model.ts';

export interface Stage {
  /** By their names; all over one database. */
  engines: Record<string, SearchEngine>;
  db: Db;
  now(): Date;
  /** Makes creators by the ways that a creator comes in; gives their ids and the instants of their yes. */
  add(creators: Truth[]): Promise<{ creatorId: string; grantedAt: string | null }[]>;
  bring(figures: Pick<Truth, 'handle' | 'platform' | 'figures'>[]): Promise<void>;
  /** Waits until the engine has followed everything. */
  settle(): Promise<void>;
  stop(): Promise<void>;
}

/** Every page of a query, with nothing repeated and nothing left out; pages of a random size. */
async function walk(engine: SearchEngine, db: Db, query: EngineQuery, size: number): Promise<EngineItem[]> {
  const items: EngineItem[] = [];
  for (let after: EngineQuery['after']; ;) {
    const page = await engine.search(db, { ...query, limit: size, after, facets: [] });
    items.push(...page.items);
    if (page.items.length < size) return items;
    const last = page.items.at(-1)!;
    after = { key: last.key, creatorId: last.card.creatorId };
  }
}

/** What an answer says, without the instant of the import. */
const said = (items: EngineItem[]) => items.map((i) => ({ ...i, card: { ...i.card, figuresAsOf: '' } }));

export function engineSuite(names: string[], open: () => Promise<Stage>): void {
  const seed = 2718;
  const count = 300;
  describe(`the contract of search: ${names.join(', ')}`, () => {
    const roll = dice(seed);
    const creators = Array.from({ length: count }, (_, i) => someCreator(roll, i));
    const plainly = {
      platform: 'twitch' as const,
      displayName: 'Somebody',
      languages: [],
      country: null,
      categories: [],
      tags: [],
      bio: '',
      hours: [],
      withAgency: false,
      months: 12 as const,
      exact: true,
    };
    creators.push(
      { ...plainly, handle: 'csgo', figures: {} },
      { ...plainly, handle: 'esl_csgo', figures: { averageViewers: 90_000, streamMinutes: 90_000 } },
    );
    let stage: Stage;
    let known: Modelled[];
    before(async () => {
      stage = await open();
      const made = await stage.add(creators);
      await stage.settle();
      known = creators.flatMap((truth, i) => (truth.months === null ? [] : [modelOf(truth, made[i]!)]));
    });
    after(() => stage.stop());

    /** Held against the model, and what one engine says against what the others say. */
    async function compare(query: EngineQuery, at: string) {
      const [first, ...others] = names;
      const said_ = await compareOne(first!, query, at);
      for (const name of others) assert.deepEqual(await compareOne(name, query, at), said_, `${name} and ${first}, ${at}`);
      return said_;
    }
    async function compareOne(name: string, query: EngineQuery, where: string) {
      const { engines, db } = stage;
      const engine = engines[name]!;
      const at = `${name}, ${where}`;
      const answer = await engine.search(db, { ...query, limit: 1 });
      const months = query.now.getTime() - stage.now().getTime() > 35 * 86_400_000 ? 12 : 1;
      const everybody = known.filter((c) => c.truth.months! >= months);
      const top = topGrowth(query.filters.growthTop, everybody);
      const open_ = everybody.filter((c) => !query.without.includes(c.id));
      const texts = textOf(query.text, known);
      const answering = open_.filter((c) => texts.has(c.id));
      const fitting = answering.filter((c) => within(query.filters, c, top));
      assert.equal(answer.total, fitting.length, `total, ${at}`);
      assert.equal(answer.exactTotal, fitting.filter((c) => c.truth.exact).length, `exact total, ${at}`);
      for (const facet of query.facets) {
        const got = new Map(answer.facets[facet]!.map((f) => ['value' in f ? f.value : `${f.from}-${f.to}`, f.count]));
        const want = facetOf(
          facet,
          answering.filter((c) => within(query.filters, c, top, facet)),
        );
        assert.deepEqual(sorted(got), sorted(want), `facet ${facet}, ${at}`);
      }
      const items = await walk(engine, db, query, Math.max(7, Math.ceil(fitting.length / 4)));
      assert.deepEqual(items.map((i) => i.card.creatorId).sort(), fitting.map((c) => c.id).sort(), `creators, ${at}`);
      for (const [i, item] of items.entries()) {
        const c = known.find((one) => one.id === item.card.creatorId)!;
        const parts = partsOf(query, c, texts.get(c.id)!);
        for (const part of Object.keys(parts) as (keyof typeof parts)[])
          assert.ok(
            Math.abs(parts[part] - item.parts[part]) <= 1,
            `${part} of ${c.truth.handle}: ${item.parts[part]} for ${parts[part]}, ${at}`,
          );
        const sum = Object.values(item.parts).reduce((a, b) => a + b, 0);
        const figure = query.sort === 'fit' || query.sort === 'newest' ? undefined : c.bounds[query.sort];
        const key = query.sort === 'fit' ? sum : query.sort === 'newest' ? c.since : figure ? middle(figure) : unknownKey;
        assert.ok(Math.abs(item.key - key) < 0.002, `key of ${c.truth.handle}: ${item.key} for ${key}, ${at}`);
        const next = items[i + 1];
        if (next) assert.ok(item.key > next.key || (item.key === next.key && item.card.creatorId < next.card.creatorId), `order, ${at}`);
        assert.equal(item.card.numbers, c.truth.exact ? 'exact' : 'ranges');
        if (!c.truth.exact) assert.ok(!JSON.stringify(item.card.figures).includes('exact'), `an exact figure of ${c.truth.handle}`);
        assert.equal(item.matched.length > 0, query.text.trim() !== '', `why, ${at}`);
      }
      return { answer: { ...answer, snapshot: '', items: [] }, items: said(items) };
    }

    test('random queries agree with a model that reads everybody', async () => {
      const asking = dice(seed + 1);
      const now = stage.now();
      for (let i = 0; i < 150; i++) {
        const query = someQuery(
          asking,
          creators,
          known.map((c) => c.id),
          now,
        );
        await compare(query, `query ${i} of seed ${seed}: ${JSON.stringify(query)}`);
      }
    });

    const ask = (text: string, more: Partial<EngineQuery> = {}): EngineQuery => ({
      text,
      filters: {},
      sort: 'fit',
      facets: facetName.options,
      limit: 200,
      after: undefined,
      without: [],
      now: stage.now(),
      ...more,
    });
    test('a handle typed in full stands first, whoever else has it as a part', async () => {
      for (const engine of Object.values(stage.engines)) {
        const handlesOf = async (text: string) => (await engine.search(stage.db, ask(text))).items.map((i) => i.card.handle);
        assert.deepEqual((await handlesOf('csgo')).slice(0, 2), ['csgo', 'esl_csgo']);
        for (const text of ['esl_csgo', '@ESL_csgo', 'eslcsgo']) assert.equal((await handlesOf(text))[0], 'esl_csgo', text);
        for (const c of known.slice(0, 40)) assert.equal((await handlesOf(c.truth.handle))[0], c.truth.handle);
      }
    });

    test('a permission that has run out, and a creator who said no, are in no answer', async () => {
      const later = new Date(stage.now().getTime() + 40 * 86_400_000);
      const gone = known.find((c) => c.truth.months === 1)!;
      await compare(ask('', { now: later }), 'after forty days');
      await compare(ask(gone.truth.handle, { now: later }), 'after forty days, by handle');
      const never = new Date(stage.now().getTime() + 400 * 86_400_000);
      for (const engine of Object.values(stage.engines)) {
        assert.equal(await engine.one(stage.db, gone.id, later), undefined);
        assert.equal((await engine.one(stage.db, gone.id, stage.now()))!.item.card.handle, gone.truth.handle);
        assert.equal((await engine.search(stage.db, ask('', { now: never }))).total, 0);
      }
    });

    test('a hidden number that moves inside its band changes no answer', async () => {
      const asking = dice(seed + 2);
      const now = stage.now();
      const queries = Array.from({ length: 40 }, () =>
        someQuery(
          asking,
          creators,
          known.map((c) => c.id),
          now,
        ),
      );
      const before_ = [];
      for (const query of queries) before_.push(await compare(query, JSON.stringify(query)));
      const moved = creators.filter((c) => !c.exact);
      for (const c of moved)
        for (const [figure, n] of Object.entries(c.figures) as [FigureName, number][]) {
          const { from, to } = bandOf(figure, n);
          c.figures[figure] = n === from ? to - 1 : from;
        }
      await stage.bring(moved);
      await stage.settle();
      for (const [i, query] of queries.entries())
        assert.deepEqual(await compare(query, JSON.stringify(query)), before_[i], JSON.stringify(query));
    });
  });
}
