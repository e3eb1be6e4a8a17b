import { createHash } from 'node:crypto';
import { z } from 'zod';
import type { ExposureLog } from '#src/features/creators/index.ts';
import { standingsOf, type BetweenUs, type Standing } from '#src/features/invites/index.ts';
import { act, view } from '#src/infra/act.ts';
import type { Ctx } from '#src/infra/context.ts';
import type { Db } from '#src/infra/db/open.ts';
import { nobody, staff } from '#src/infra/may.ts';
import { fromCursor, toCursor } from '#src/lib/page.ts';
import { id } from '#src/lib/shapes.ts';
import { Search } from './contract.ts';
import type { EngineAnswer, EngineItem, EngineQuery, SearchEngine } from './ports.ts';
import { loadCards } from './queries/cards.ts';
import { deleteOldChanges } from './queries/changes.ts';
import { meantBy, no, readAsOne, readQuery, whyOf } from './rules.ts';
import { keptUntil } from './rules/following.ts';
import { likenessOf, wishesFor } from './rules/wishes.ts';

const scouts = staff('owner', 'manager', 'scout');
const agencyOnly = z.strictObject({ agencyId: id });
type Shown = Pick<EngineItem, 'card' | 'consentEventId'>;
type Input = z.output<typeof Search> & { agencyId: string };

/** A cursor belongs to the search that made it: the same words, filters, likeness and order, by the same agency. */
const searchMark = ({ agencyId, text, filters, like, sort }: Input) =>
  createHash('sha256')
    .update(JSON.stringify([agencyId, text ?? '', filters ?? {}, like ?? [], sort]))
    .digest('base64url')
    .slice(0, 12);

function afterOf(input: Input) {
  const keys = fromCursor(input.cursor, ['string', 'number', 'string']);
  if (!keys) return undefined;
  if (keys[0] !== searchMark(input) || !id.safeParse(keys[2]).success) throw no('discovery.bad_cursor');
  return { key: keys[1], creatorId: keys[2] };
}

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
async function loadLiked(db: Db, creatorIds: readonly string[], now: Date): Promise<{ items: Shown[]; snapshot: string }> {
  if (creatorIds.length === 0) return { items: [], snapshot: '' };
  const { cards, snapshot } = await loadCards(db, creatorIds, now);
  const items = creatorIds.flatMap((one) => cards.get(one) ?? []);
  if (items.length < creatorIds.length) throw no('discovery.not_found');
  return { items, snapshot };
}

export function openDiscovery(
  engine: SearchEngine,
  exposures: ExposureLog,
  leftOut: (db: Db, agencyId: string, asked: BetweenUs, now: Date) => Promise<string[]>,
) {
  const note = (ctx: Ctx, agencyId: string, surface: 'search' | 'profile', items: Shown[], snapshot: string) =>
    exposures.note(
      items.map(({ card, consentEventId }) => ({
        creator_id: card.creatorId,
        agency_id: agencyId,
        person_id: ctx.actor.personId!,
        surface,
        numbers: card.numbers,
        consent_event_id: consentEventId,
        checked_at: ctx.now,
        snapshot,
      })),
    );

  /** Creators who are open to invitations now, on the primary. Everybody else does not exist here. */
  const search = view(
    'discovery.search',
    agencyOnly.extend(Search.shape),
    scouts,
    async (db, ctx, input) => {
      const { invitable, notInvited, ...filters } = input.filters ?? {};
      const after = afterOf(input);
      const liked = await loadLiked(db, input.like ?? [], ctx.now);
      const wishes = wishesFor({ filters, wishes: input.like && likenessOf(liked.items.map((i) => i.card)) });
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
        items.map((i) => i.card.creatorId),
        ctx.now,
      );
      const meant = meantBy(readQuery(text).words, [...new Set(items.flatMap((i) => i.matched.map((m) => m.word)))]);
      note(ctx, input.agencyId, 'search', liked.items, liked.snapshot);
      note(ctx, input.agencyId, 'search', items, answer.snapshot);
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
        like: liked.items.map(({ card: { creatorId, handle, platform, displayName } }) => ({ creatorId, handle, platform, displayName })),
        nextCursor: answer.items.length > input.limit && last ? toCursor([searchMark(input), last.key, last.card.creatorId]) : null,
        asOf: ctx.now.toISOString(),
      };
    },
    { heavy: true },
  );

  const profile = view('discovery.profile', agencyOnly.extend({ creatorId: id }), scouts, async (db, ctx, { agencyId, creatorId }) => {
    const found = await engine.one(db, creatorId, ctx.now);
    if (!found) throw no('discovery.not_found');
    const standings = await standingsOf(db, agencyId, [creatorId], ctx.now);
    note(ctx, agencyId, 'profile', [found.item], found.snapshot);
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
