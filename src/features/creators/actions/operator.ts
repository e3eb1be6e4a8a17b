import type { z } from 'zod';
import { isOfferedAt, policiesAt, rolloutEdges } from '#src/features/policies/index.ts';
import { view } from '#src/infra/act.ts';
import { operator } from '#src/infra/may.ts';
import { fromCursor, pageOf } from '#src/lib/page.ts';
import { id } from '#src/lib/shapes.ts';
import { CreatorQuery, RolloutDraft } from '../contract.ts';
import {
  countAlikeEverywhere,
  countCreatorsEverywhere,
  countEverybody,
  listCreatorsEverywhere,
  type After,
  type ListedRow,
} from '../queries/listing.ts';
import { adultsUntil } from '../rules/age.ts';
import { reachOf } from '../rules/rollout.ts';

const anyOperator = operator('admin', 'moderator', 'analyst');

type Sort = z.output<typeof CreatorQuery>['sort'];
const keysOf = (sort: Sort) => (r: ListedRow) =>
  sort === 'newest' ? [r.creator_id] : sort === 'name' ? [r.sorted, r.creator_id] : [r.followers ?? -1, r.creator_id];
function afterOf(sort: Sort, cursor: string | undefined): After | undefined {
  if (sort === 'newest') {
    const keys = fromCursor(cursor, [id]);
    return keys && { creatorId: keys[0] };
  }
  if (sort === 'name') {
    const keys = fromCursor(cursor, ['string', id]);
    return keys && { name: keys[0], creatorId: keys[1] };
  }
  const keys = fromCursor(cursor, ['number', id]);
  return keys && { followers: Math.trunc(keys[0]), creatorId: keys[1] };
}

/** Every profile, claimed or not, with what the operator answers for: whose it is, whether age is known, whether agencies find it. */
export const list = view(
  'creators.list',
  CreatorQuery,
  anyOperator,
  async (db, ctx, { cursor, limit, ...filter }) => {
    const rows = await listCreatorsEverywhere(db, filter, afterOf(filter.sort, cursor), limit, ctx.now);
    const page = pageOf(rows, limit, keysOf(filter.sort), (r) => ({
      creatorId: r.creator_id,
      displayName: r.display_name,
      handles: r.handles,
      country: r.country,
      languages: r.languages,
      claimedAt: r.claimed_at?.toISOString() ?? null,
      ageKnown: r.adult_since !== null,
      optedIn: r.opted_in,
      followers: r.followers,
      figuresAsOf: r.as_of?.toISOString() ?? null,
      since: r.created_at.toISOString(),
    }));
    return { ...page, total: await countCreatorsEverywhere(db, filter, ctx.now) };
  },
  { heavy: true },
);

/** Whom the roll-out in force offers the menu, and whom a draft of it would. Counts only: nobody is named. */
export const rolloutPreview = view(
  'creators.rolloutPreview',
  RolloutDraft,
  anyOperator,
  async (db, ctx, { cohorts }) => {
    const { rollout } = await policiesAt(db, ['rollout'], ctx.now);
    const draft = cohorts && { cohorts };
    const edges = rolloutEdges(draft ? [rollout, draft] : [rollout]);
    const alike = await countAlikeEverywhere(db, edges, adultsUntil(ctx.now), ctx.now);
    const reach = reachOf(alike, edges, (one) => isOfferedAt(rollout, one), draft ? (one) => isOfferedAt(draft, one) : null);
    return { creators: await countEverybody(db), ...reach, asOf: ctx.now.toISOString() };
  },
  { heavy: true },
);
