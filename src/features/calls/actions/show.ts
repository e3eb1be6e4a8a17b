import type { Db } from '#src/infra/db/open.ts';
import type { Ctx } from '#src/infra/context.ts';
import { countCreators } from '#src/features/imports/index.ts';
import { refusals } from '#src/lib/errors.ts';
import { reasons } from '../contract.ts';
import { loadRun } from '../queries/runs.ts';
import type { Shown, Whose } from '../queries/standings.ts';
import { sightOf } from '../steps/sight.ts';

export const no = refusals(reasons);

/** Owner, manager and finance see everybody, a coach her or his own. */
export function seenBy(ctx: Ctx, agencyId: string): Whose {
  const of = sightOf(ctx.actor, agencyId, ctx.now, ['owner', 'manager', 'finance']);
  if (!of) throw no('calls.not_found');
  return of;
}

export const showStanding = (r: Shown) => {
  const { paces: _, ...body } = r.body;
  return {
    exportId: r.export_id,
    platform: r.platform,
    handle: r.handle,
    displayName: r.display_name,
    group: r.group_name,
    coach: r.coach_id === null || r.coach_name === null ? null : { personId: r.coach_id, name: r.coach_name },
    quitOn: r.quit_on,
    dataOn: r.data_on,
    lastLiveOn: r.last_live_on,
    restsUntil: r.rests_until,
    ...body,
  };
};

/** How far the figures behind a list are reckoned. */
export async function reckonedOf(db: Db, agencyId: string) {
  const run = await loadRun(db, agencyId);
  if (!run) return { at: null, dataOn: (await countCreators(db, agencyId)).dataOn, going: null };
  return {
    at: run.ended_at?.toISOString() ?? null,
    dataOn: run.data_on,
    going: run.going ? { done: run.done, of: run.total } : null,
  };
}
