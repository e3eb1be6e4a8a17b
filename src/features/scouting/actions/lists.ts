import { z } from 'zod';
import { loadAgencies } from '#src/features/agencies/index.ts';
import { loadCards, type Cards, type Showing } from '#src/features/discovery/index.ts';
import { standingsOf, type Standing } from '#src/features/invites/index.ts';
import { view } from '#src/infra/act.ts';
import { creatorHerself, staff } from '#src/infra/may.ts';
import { fromCursor, pageOf } from '#src/lib/page.ts';
import { day, id, instant, pageQuery } from '#src/lib/shapes.ts';
import { dayOf } from '#src/lib/time.ts';
import { LeadQuery, stage, type Lead, type Leads } from '../contract.ts';
import { listOwners } from '../queries/leads.ts';
import * as q from '../queries/lists.ts';
import { no, scoutRoles } from '../rules.ts';

const looking = staff(...scoutRoles);

function show(row: q.LeadRow, { cards }: Cards, standings: Map<string, Standing>): Lead | undefined {
  const card = cards.get(row.creator_id)?.card;
  const standing = standings.get(row.creator_id);
  return (
    card && {
      ...card,
      stage: row.stage,
      lostWhy: row.lost_why,
      owner: row.owner_id === null ? null : { personId: row.owner_id, name: row.owner_name ?? '' },
      remindOn: row.remind_on,
      savedAt: row.saved_at.toISOString(),
      movedAt: row.moved_at.toISOString(),
      lastNote: row.last_note,
      standing: standing?.standing ?? 'open',
      standingUntil: standing?.until?.toISOString() ?? null,
    }
  );
}

const shownIn = (agencyId: string, { cards, snapshot }: Cards, standings: Map<string, Standing>) =>
  ({ surface: 'pipeline', agencyId, shown: cards.values(), standings, snapshot }) as const;

function afterOf(cursor: string | undefined, due: boolean) {
  const keys = fromCursor(cursor, [due ? day : instant, id]);
  return keys && { key: keys[0], creatorId: keys[1] };
}

/**
 * The pipeline, page by page: which rows there are, then, on the primary, the cards of those who can still be found. Who withdrew between
 * the two has no card, and so is not there.
 */
export const makeLists = (showing: Showing) => ({
  list: view('scouting.list', z.strictObject({ agencyId: id, ...LeadQuery.shape }), looking, async (db, ctx, input): Promise<Leads> => {
    const { agencyId, owner, cursor, limit } = input;
    const due = input.remind === 'due';
    const today = dayOf(ctx.now);
    const ofOwner = { owner, ...(due && { dueOn: today }) };
    const rows = await q.listLeads(db, agencyId, { ...ofOwner, stage: input.stage }, afterOf(cursor, due), limit);
    const counts = new Map((await q.countByStage(db, agencyId, ofOwner)).map((c) => [c.stage, c.n]));
    const waiting = await q.countByStage(db, agencyId, { owner, dueOn: today });
    const ids = rows.slice(0, limit).map((r) => r.creator_id);
    const standings = await standingsOf(db, agencyId, ids, ctx.now);
    const owners = await listOwners(db, agencyId, scoutRoles);
    const cards = await loadCards(db, ids, ctx.now);
    await showing(ctx, { ...shownIn(agencyId, cards, standings), budget: 'listed' });
    const page = pageOf(
      rows,
      limit,
      (r) => [due ? r.remind_on! : r.moved_at.toISOString(), r.creator_id],
      (r) => show(r, cards, standings),
    );
    return {
      items: page.items.filter((item) => item !== undefined),
      nextCursor: page.nextCursor,
      counts: Object.fromEntries(stage.options.map((s) => [s, counts.get(s) ?? 0])) as Leads['counts'],
      due: waiting.reduce((sum, c) => sum + c.n, 0),
      owners,
      asOf: ctx.now.toISOString(),
    };
  }),

  show: view('scouting.show', z.strictObject({ agencyId: id, creatorId: id }), looking, async (db, ctx, { agencyId, creatorId }) => {
    const row = await q.loadLead(db, agencyId, creatorId);
    if (!row) throw no('scouting.not_saved');
    const entries = await q.listEntries(db, agencyId, creatorId);
    const standings = await standingsOf(db, agencyId, [creatorId], ctx.now);
    const cards = await loadCards(db, [creatorId], ctx.now);
    const lead = show(row, cards, standings);
    if (!lead) throw no('scouting.not_saved');
    await showing(ctx, { ...shownIn(agencyId, cards, standings), budget: 'opened' });
    return {
      ...lead,
      entries: entries.map((e) => ({
        entryId: e.entry_id,
        kind: e.kind,
        stage: e.stage,
        lostWhy: e.lost_why,
        note: e.note,
        by: e.person_name,
        at: e.at.toISOString(),
      })),
    };
  }),
});

/** Who has saved the creator who asks. */
export const savedBy = view(
  'scouting.savedBy',
  pageQuery,
  creatorHerself,
  async (db, ctx, { cursor, limit }) => {
    const keys = fromCursor(cursor, [instant, id]);
    const rows = await q.listSaversEverywhere(db, ctx.actor.creatorId!, keys && { at: keys[0], agencyId: keys[1] }, limit);
    const agencies = await loadAgencies(db, [...new Set(rows.map((r) => r.agency_id))]);
    return pageOf(
      rows,
      limit,
      (r) => [r.saved_at.toISOString(), r.agency_id],
      (r) => ({
        agencyId: r.agency_id,
        agencyName: agencies.find((a) => a.agency_id === r.agency_id)?.name ?? '',
        savedAt: r.saved_at.toISOString(),
      }),
    );
  },
  { reach: 'across' },
);
