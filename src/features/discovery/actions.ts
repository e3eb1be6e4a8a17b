import { z } from 'zod';
import { isBlocked, listBlockersAmong } from '#src/features/blocks/index.ts';
import { standingsOf, type BetweenUs, type Standing } from '#src/features/invites/index.ts';
import { act, view } from '#src/infra/act.ts';
import type { Db } from '#src/infra/db/open.ts';
import { nobody, staff } from '#src/infra/may.ts';
import { id } from '#src/lib/shapes.ts';
import { Search } from './contract.ts';
import type { EngineAnswer, EngineQuery, SearchEngine } from './ports.ts';
import { loadCards } from './queries/cards.ts';
import { deleteOldChanges } from './queries/changes.ts';
import { meantBy, no, readAsOne, readQuery, whyOf } from './rules.ts';
import { keptUntil } from './rules/following.ts';
import { likenessOf, wishesFor } from './rules/wishes.ts';
import type { Cursors } from './steps/cursors.ts';
import type { Showing, Shown } from './steps/showing.ts';

const scouts = staff('owner', 'manager', 'scout');
const agencyOnly = z.strictObject({ agencyId: id });
type Input = z.output<typeof Search> & { agencyId: string };

/** A cursor belongs to the search that made it: the same words, filters, likeness and order, by the same agency. */
const questionOf = ({ agencyId, text, filters, like, sort }: Input) => [agencyId, text ?? '', filters ?? {}, like ?? [], sort];

const shown = (standing: Standing | undefined) => ({
  standing: standing?.standing ?? ('open' as const),
  standingUntil: standing?.until?.toISOString() ?? null,
});

/** Asks the engine, and once more with the text read as one word where nobody has all of its words. `text`: how it was read. */
export async function find(engine: SearchEngine, db: Db, query: EngineQuery): Promise<{ answer: EngineAnswer; text: string }> {
  const answer = await engine.search(db, query);
  const asOne = answer.total === 0 ? readAsOne(query.text) : undefined;
  if (asOne === undefined) return { answer, text: query.text };
  return { answer: await engine.search(db, { ...query, text: asOne }), text: asOne };
}

/** Those whom others are to be like, as an agency sees them now, in the order asked. Who cannot be found does not exist here. */
async function loadLiked(db: Db, agencyId: string, creatorIds: readonly string[], now: Date): Promise<Shown[]> {
  if (creatorIds.length === 0) return [];
  if ((await listBlockersAmong(db, agencyId, creatorIds)).size > 0) throw no('discovery.not_found');
  const { cards, snapshot } = await loadCards(db, creatorIds, now);
  const found = creatorIds.flatMap((one) => cards.get(one) ?? []);
  if (found.length < creatorIds.length) throw no('discovery.not_found');
  return found.map((one) => ({ ...one, snapshot }));
}

interface Given {
  engine: SearchEngine;
  show: Showing;
  cursors: Cursors;
  leftOut: (db: Db, agencyId: string, asked: BetweenUs, now: Date) => Promise<string[]>;
}
export function openDiscovery({ engine, show, cursors, leftOut }: Given) {
  /** Creators who are open to invitations now, on the primary. Everybody else does not exist here. */
  const search = view(
    'discovery.search',
    agencyOnly.extend(Search.shape),
    scouts,
    async (db, ctx, input) => {
      const { invitable, notInvited, ...filters } = input.filters ?? {};
      const asked = { personId: ctx.actor.personId!, question: questionOf(input) };
      const after = cursors.read(asked, input.cursor);
      const liked = await loadLiked(db, input.agencyId, input.like ?? [], ctx.now);
      const wishes = wishesFor({ filters, wishes: input.like && likenessOf(liked.map((i) => i.card)) });
      const { answer, text } = await find(engine, db, {
        text: input.text ?? '',
        filters,
        wishes,
        sort: input.sort,
        facets: [...new Set(input.facets)],
        limit: input.limit + 1,
        after,
        without: [...(input.like ?? []), ...(await leftOut(db, input.agencyId, { invitable, notInvited }, ctx.now))],
        now: ctx.now,
      });
      const items = answer.items.slice(0, input.limit);
      const standings = await standingsOf(
        db,
        input.agencyId,
        [...liked, ...items].map((i) => i.card.creatorId),
        ctx.now,
      );
      const meant = meantBy(readQuery(text).words, [...new Set(items.flatMap((i) => i.matched.map((m) => m.word)))]);
      const page = { surface: 'search', budget: 'listed', agencyId: input.agencyId, standings, snapshot: answer.snapshot } as const;
      const listedLeft = await show(ctx, { ...page, shown: [...liked, ...items] });
      const last = items.at(-1);
      return {
        total: answer.total,
        exactTotal: answer.exactTotal,
        items: items.map((i) => ({
          ...i.card,
          fit: Object.values(i.parts).reduce((a, b) => a + b, 0),
          why: whyOf(i, meant, wishes),
          ...shown(standings.get(i.card.creatorId)),
        })),
        facets: answer.facets,
        like: liked.map(({ card: { creatorId, handle, platform, displayName } }) => ({ creatorId, handle, platform, displayName })),
        nextCursor:
          answer.items.length > input.limit && last ? cursors.make(asked, { key: last.key, creatorId: last.card.creatorId }) : null,
        listedLeft,
        asOf: ctx.now.toISOString(),
      };
    },
    { heavy: true },
  );

  const profile = view('discovery.profile', agencyOnly.extend({ creatorId: id }), scouts, async (db, ctx, { agencyId, creatorId }) => {
    const found = await engine.one(db, creatorId, ctx.now);
    if (!found || (await isBlocked(db, agencyId, creatorId))) throw no('discovery.not_found');
    const standings = await standingsOf(db, agencyId, [creatorId], ctx.now);
    await show(ctx, { surface: 'profile', budget: 'opened', agencyId, standings, snapshot: found.snapshot, shown: [found.item] });
    return { ...found.item.card, fit: 0, why: [], ...shown(standings.get(creatorId)) };
  });
  return { search, profile };
}
export type Discovery = ReturnType<typeof openDiscovery>;

/** Changes forgotten in one step. */
export const forgetMax = 10_000;
/** Forgets what indexes have followed long since. An index that has not is told so, and begins anew. */
export const sweepChanges = act('discovery.sweep', z.strictObject({}), nobody, async (tx, ctx) => ({
  forgotten: await deleteOldChanges(tx, keptUntil(ctx.now), forgetMax),
}));
