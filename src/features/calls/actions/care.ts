import { z } from 'zod';
import { act, view } from '#src/infra/act.ts';
import { staff } from '#src/infra/may.ts';
import { dayOf } from '#src/lib/time.ts';
import { id } from '#src/lib/shapes.ts';
import { AssignCreators, LogCall, SaveView, SetDates } from '../contract.ts';
import { dropView, holdSeat, listViews, saveCoach, saveDates, saveEntry, saveRest, saveView } from '../queries/care.ts';
import { loadStanding, saveCoachOfFitting } from '../queries/standings.ts';
import { restAfter } from '../rules/rest.ts';
import { reckonOne } from '../steps/reckon.ts';
import { no, seenBy } from './show.ts';

const one = { agencyId: id, exportId: id };

/** A call was done, put off, noted, or is wanted again. A reason of a new kind ends a rest by itself. */
export const log = act(
  'calls.log',
  z.strictObject({ ...one, ...LogCall.shape }),
  staff('owner', 'manager', 'coach'),
  async (tx, ctx, { agencyId, exportId, kind, note, until }) => {
    const row = await loadStanding(tx, seenBy(ctx, agencyId), exportId);
    if (!row) throw no('calls.not_found');
    const rest = restAfter(kind, note, until, dayOf(ctx.now));
    if (rest !== 'keep' && 'refused' in rest) throw no(rest.refused);
    if (rest !== 'keep') await saveRest(tx, agencyId, exportId, rest.until, row.reasons);
    const entryId = ctx.newId();
    const restsUntil = rest === 'keep' ? row.rests_until : rest.until;
    await saveEntry(tx, {
      agency_id: agencyId,
      export_id: exportId,
      entry_id: entryId,
      kind,
      at: ctx.now,
      person_id: ctx.actor.personId ?? null,
      note,
      reasons: row.reasons,
      until_on: rest === 'keep' ? null : rest.until,
    });
    ctx.about({ agencyId, exportId, kind });
    return { exportId, entryId, kind, restsUntil };
  },
);

/** Dates that no export tells: when the term ends, until when an appeal can be filed. */
export const setDates = act(
  'calls.setDates',
  z.strictObject({ ...one, ...SetDates.shape }),
  staff('owner', 'manager', 'coach'),
  async (tx, ctx, { agencyId, exportId, termEndsOn, appealClosesOn }) => {
    if (!(await loadStanding(tx, seenBy(ctx, agencyId), exportId))) throw no('calls.not_found');
    await saveDates(tx, agencyId, exportId, termEndsOn, appealClosesOn);
    await reckonOne(tx, agencyId, exportId, ctx.now);
    ctx.about({ agencyId, exportId, termEndsOn, appealClosesOn });
    return { exportId, termEndsOn, appealClosesOn };
  },
);

export const assign = act(
  'calls.assign',
  z.strictObject({ agencyId: id, ...AssignCreators.shape }),
  staff('owner', 'manager'),
  async (tx, ctx, { agencyId, personId, who }) => {
    if (personId !== null && !(await holdSeat(tx, agencyId, personId))) throw no('calls.coach_unknown');
    const changed =
      'exportIds' in who
        ? await saveCoach(tx, agencyId, who.exportIds, personId)
        : await saveCoachOfFitting(tx, seenBy(ctx, agencyId), who.filter, personId);
    ctx.about({ agencyId, coach: personId, changed, ...('filter' in who ? { filter: who.filter } : { exportIds: who.exportIds }) });
    return { personId, changed };
  },
);

/** One's own views of the roster. */
export const views = view(
  'calls.views',
  z.strictObject({ agencyId: id }),
  staff('owner', 'manager', 'coach', 'finance'),
  async (db, ctx, { agencyId }) => {
    const rows = await listViews(db, agencyId, ctx.actor.personId!);
    return { items: rows.map((r) => ({ viewId: r.view_id, name: r.name, query: r.query })) };
  },
);
const viewsMost = 30;

export const keepView = act(
  'calls.keepView',
  z.strictObject({ agencyId: id, ...SaveView.shape }),
  staff('owner', 'manager', 'coach', 'finance'),
  async (tx, ctx, { agencyId, name, query }) => {
    const personId = ctx.actor.personId!;
    if ((await listViews(tx, agencyId, personId)).length >= viewsMost) throw no('calls.views_full');
    const viewId = ctx.newId();
    await saveView(tx, { agency_id: agencyId, person_id: personId, view_id: viewId, name, query: query as Record<string, string> });
    ctx.about({ agencyId, viewId });
    return { viewId, name, query };
  },
);

export const dropOwnView = act(
  'calls.dropView',
  z.strictObject({ agencyId: id, viewId: id }),
  staff('owner', 'manager', 'coach', 'finance'),
  async (tx, ctx, { agencyId, viewId }) => {
    const { numDeletedRows } = await dropView(tx, agencyId, ctx.actor.personId!, viewId);
    if (numDeletedRows === 0n) throw no('calls.view_unknown');
    ctx.about({ agencyId, viewId });
    return { viewId };
  },
);
