import type { Db } from '#src/infra/db/open.ts';
import type { Ctx } from '#src/infra/context.ts';
import { countCreators } from '#src/features/imports/index.ts';
import { refusals } from '#src/lib/errors.ts';
import { dayOf } from '#src/lib/time.ts';
import { reasons } from '../contract.ts';
import { loadRun } from '../queries/runs.ts';
import type { Shown, Whose } from '../queries/standings.ts';

export const no = refusals(reasons);

/** Owner, manager and finance see everybody; whoever else is let in sees the creators assigned to her or him, nobody else's. */
export function sightOf(ctx: Ctx, agencyId: string): Whose {
  const role = ctx.actor.agencies.find((a) => a.agencyId === agencyId)?.role;
  const all = role === 'owner' || role === 'manager' || role === 'finance';
  return { agencyId, coachId: all ? null : ctx.actor.personId!, today: dayOf(ctx.now) };
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
