import assert from 'node:assert/strict';
import { makeCreator, makeOperator, setConsent } from '#test/make.ts';
import { inLanes } from '#test/promises/dice.ts';
import { openTestApp } from '#test/server.ts';
import { importedFigure, liveFigure } from '#src/features/creators/contract.ts';
import { keepLiveFigures, type LiveFigures } from '#src/features/creators/index.ts';
import { inTransaction } from '#src/infra/db/open.ts';
import { addDays } from '#src/lib/time.ts';
import type { Truth } from './engine.model.ts';
import { engineSuite, type Stage } from './engine.suite.ts';
import { sqlEngine } from './queries/search.ts';

const importedOf = ({ figures }: Pick<Truth, 'figures'>) =>
  Object.fromEntries(importedFigure.options.flatMap((name) => (figures[name] === undefined ? [] : [[name, figures[name]]])));
const liveOf = ({ figures, hours }: Truth): LiveFigures => ({
  ...(Object.fromEntries(liveFigure.options.map((name) => [name, figures[name] ?? null])) as Omit<LiveFigures, 'asOn' | 'hours'>),
  asOn: '2026-01-01',
  hours,
});

/** The engines inside the whole program, over one database, its creators made over the API. */
async function openStage(): Promise<Stage> {
  const t = await openTestApp({ index: {} });
  const index = t.app.index!;
  index.start();
  const operator = await makeOperator(t);
  const permission = async (monthsMax: number) => {
    const put = await operator.post('/v1/policies', { kind: 'consents', params: { monthsMax }, source: 'a test', certainty: 'inferred' });
    assert.equal(put.status, 200, put.text);
  };
  const bring: Stage['bring'] = async (creators) => {
    for (const platform of ['twitch', 'tiktok', 'youtube', 'other'] as const) {
      const rows = creators
        .filter((c) => c.platform === platform)
        .map((c, i) => ({ row: i + 1, fields: { handle: c.handle, ...importedOf(c) } }));
      if (rows.length === 0) continue;
      const taken = await operator.post('/v1/creators/import', { platform, rows });
      assert.deepEqual([taken.body?.created, taken.body?.rejected], [0, []], taken.text);
    }
  };
  return {
    engines: { PostgreSQL: sqlEngine, index },
    db: t.app.world.db,
    now: () => t.now(),
    bring,
    async settle() {
      await t.app.relay.drain();
      await index.settle();
      assert.equal(index.state().by, 'index');
    },
    stop: () => t.stop(),
    async add(creators) {
      const made = await inLanes(
        4,
        creators,
        ({ figures: _figures, months: _months, exact: _exact, hours: _hours, withAgency: _with, country, ...profile }: Truth) =>
          makeCreator(t, { ...profile, country }),
      );
      await bring(creators.filter((c) => Object.keys(importedOf(c)).length > 0));
      // What a record of LIVEs and a membership leave behind.
      await inTransaction(t.app.world.db, async (tx) => {
        await keepLiveFigures(
          tx,
          made.map(({ creatorId }, i) => ({ creatorId, figures: liveOf(creators[i]!) })),
        );
        for (const [i, { creatorId }] of made.entries())
          if (creators[i]!.withAgency) {
            const until = { agency_until: addDays(t.now(), 400) };
            await tx.updateTable('creators').set(until).where('creator_id', '=', creatorId).execute();
          }
      });
      const given = new Map<string, string>();
      for (const months of [1, 12] as const) {
        await permission(months);
        const saying = made.filter((_, i) => creators[i]!.months === months);
        await inLanes(4, saying, async (creator) => {
          const truth = creators[made.indexOf(creator)]!;
          if (truth.exact) await creator.put('/v1/me/consents/exact_numbers', { granted: true, textVersion: 1 });
          await setConsent(creator, 'discovery', true);
          const { rows } = await t.owner.query<{ at: Date }>(
            `select granted_at as at from consents where creator_id = $1 and purpose = 'discovery'`,
            [creator.creatorId],
          );
          given.set(creator.creatorId, rows[0]!.at.toISOString());
        });
      }
      return made.map(({ creatorId }) => ({ creatorId, grantedAt: given.get(creatorId) ?? null }));
    },
  };
}

engineSuite(['PostgreSQL', 'index'], openStage);
