import { z } from 'zod';
import { listBlockersAmong } from '#src/features/blocks/index.ts';
import { loadFindable, lockCreators } from '#src/features/creators/index.ts';
import { loadCards, type Showing } from '#src/features/discovery/index.ts';
import { standingsOf } from '#src/features/invites/index.ts';
import { act, view } from '#src/infra/act.ts';
import { nobody, staff } from '#src/infra/may.ts';
import { fromCursor, pageOf } from '#src/lib/page.ts';
import { id, instant, pageQuery } from '#src/lib/shapes.ts';
import { EditSearch, KeepSearch } from '../contract.ts';
import * as q from '../queries/searches.ts';
import { againAt, followedMost, heldUntil, hitsAtOnce, no, scoutRoles, searchesMost } from '../rules.ts';

const looking = staff(...scoutRoles);
const ours = { agencyId: id };
const one = { agencyId: id, searchId: id };

/** Keeps a search by name. Who it finds at its first asking is known; who comes after is new. */
export const keep = act('scouting.keepSearch', z.strictObject({ ...ours, ...KeepSearch.shape }), looking, async (tx, ctx, input) => {
  const { agencyId, name, question, alerts } = input;
  const personId = ctx.actor.personId!;
  await q.lockSeat(tx, agencyId, personId);
  if ((await q.countSearches(tx, agencyId, personId)) >= searchesMost) throw no('scouting.searches_full');
  const searchId = ctx.newId();
  await q.saveSearch(tx, { agency_id: agencyId, search_id: searchId, person_id: personId, name, question, alerts, made_at: ctx.now });
  ctx.about({ agencyId, searchId });
  ctx.tell('scouting.search_kept', { agencyId, searchId });
  return { searchId };
});

export const edit = act('scouting.editSearch', z.strictObject({ ...one, ...EditSearch.shape }), looking, async (tx, ctx, input) => {
  const { agencyId, searchId, name, alerts } = input;
  if (!(await q.changeSearch(tx, { agencyId, searchId, personId: ctx.actor.personId! }, { name, alerts }, ctx.now)))
    throw no('scouting.no_search');
  ctx.about({ agencyId, searchId });
  return { searchId };
});

export const forget = act('scouting.dropSearch', z.strictObject(one), looking, async (tx, ctx, { agencyId, searchId }) => {
  if (!(await q.dropSearch(tx, { agencyId, searchId, personId: ctx.actor.personId! }))) throw no('scouting.no_search');
  ctx.about({ agencyId, searchId });
  return { searchId };
});

/** One's own saved searches. */
export const searches = view('scouting.searches', z.strictObject(ours), looking, async (db, ctx, { agencyId }) => ({
  items: (await q.listSearches(db, agencyId, ctx.actor.personId!)).map((r) => ({
    searchId: r.search_id,
    name: r.name,
    question: r.question,
    alerts: r.alerts,
    madeAt: r.made_at.toISOString(),
    askedAt: r.asked_at?.toISOString() ?? null,
    found: r.found,
    tooWide: r.too_wide,
    fresh: r.fresh,
  })),
  most: searchesMost,
}));

/** Who was new to a search: which rows there are, then, on the primary, the cards of those who can still be found. */
export const makeFresh = (showing: Showing) =>
  view(
    'scouting.fresh',
    z.strictObject({ ...one, ...pageQuery.shape }),
    looking,
    async (db, ctx, { agencyId, searchId, cursor, limit }) => {
      const search = await q.loadSearch(db, agencyId, searchId);
      if (search?.person_id !== ctx.actor.personId) throw no('scouting.no_search');
      const keys = fromCursor(cursor, [instant, id]);
      const rows = await q.listToldOf(db, { agencyId, searchId }, keys && { at: keys[0], creatorId: keys[1] }, limit);
      const ids = rows.slice(0, limit).map((r) => r.creator_id);
      const standings = await standingsOf(db, agencyId, ids, ctx.now);
      const cards = await loadCards(db, ids, ctx.now);
      const { snapshot } = cards;
      await showing(ctx, { surface: 'search', budget: 'listed', agencyId, shown: cards.cards.values(), standings, snapshot });
      const page = pageOf(
        rows,
        limit,
        (r) => [r.found_at.toISOString(), r.creator_id],
        (r) => {
          const found = cards.cards.get(r.creator_id);
          const standing = standings.get(r.creator_id);
          if (!found) return undefined;
          const between = { standing: standing?.standing ?? ('open' as const), standingUntil: standing?.until?.toISOString() ?? null };
          return { ...found.card, foundAt: r.found_at.toISOString(), ...between };
        },
      );
      return { items: page.items.filter((i) => i !== undefined), nextCursor: page.nextCursor, asOf: ctx.now.toISOString() };
    },
  );

/** Takes some searches that are due, for as long as the lease. */
export const claim = act(
  'scouting.claimSearches',
  z.strictObject({ most: z.int() }),
  nobody,
  async (tx, ctx, { most }) => ({ searches: await q.claimDue(tx, ctx.now, heldUntil(ctx.now), most) }),
  { quiet: true },
);

/**
 * Writes down some who were found. They are locked and asked once more: whoever withdrew between the search and this is not written. `first`:
 * they were there when the search was kept, and nobody is told of them.
 */
export const keepHits = act(
  'scouting.keepHits',
  z.strictObject({ ...one, creatorIds: z.array(id).max(hitsAtOnce), first: z.boolean(), at: z.date() }),
  nobody,
  async (tx, ctx, { agencyId, searchId, creatorIds, first, at }) => {
    if (!(await q.loadSearch(tx, agencyId, searchId))) return {};
    await lockCreators(tx, creatorIds);
    const blockers = await listBlockersAmong(tx, agencyId, creatorIds);
    const found = (await loadFindable(tx, creatorIds, ctx.now)).map((f) => f.creatorId).filter((id) => !blockers.has(id));
    await q.saveHits(tx, { agencyId, searchId }, found, { told: !first, at });
    return {};
  },
  { quiet: true },
);

/** What a search found, and that somebody was new to it: the event holds no creator. */
export const settle = act(
  'scouting.settleSearch',
  z.strictObject({ ...one, at: z.date(), found: z.int() }),
  nobody,
  async (tx, ctx, { agencyId, searchId, at, found }) => {
    const search = await q.loadSearch(tx, agencyId, searchId);
    if (!search) return { fresh: 0 };
    const fresh = search.asked_at === null ? 0 : await q.gatherTold(tx, { agencyId, searchId }, search.asked_at, at);
    await q.saveAsked(tx, { agencyId, searchId }, { asked_at: at, due_at: againAt(at), found, too_wide: found > followedMost });
    if (fresh > 0) ctx.tell('scouting.found', { agencyId, searchId, personId: search.person_id, foundAt: at.toISOString() });
    return { fresh };
  },
  { quiet: true },
);
