import { z } from 'zod';
import { listBlockersAmong } from '#src/features/blocks/index.ts';
import { loadFindable, lockCreators } from '#src/features/creators/index.ts';
import { standingsOf } from '#src/features/invites/index.ts';
import { act } from '#src/infra/act.ts';
import type { Tx } from '#src/infra/db/open.ts';
import { nobody, staff } from '#src/infra/may.ts';
import { id } from '#src/lib/shapes.ts';
import { dayOf } from '#src/lib/time.ts';
import { DropLeads, MoveLeads, NoteLead, RemindLead, SaveLeads } from '../contract.ts';
import * as q from '../queries/leads.ts';
import { checkMove, firstStage, leadsMost, no, scoutRoles, scouts } from '../rules.ts';

const looking = staff(...scoutRoles);
const ours = { agencyId: id };
const one = { agencyId: id, creatorId: id };

async function checkOwner(tx: Tx, agencyId: string, ownerId: string | null): Promise<void> {
  if (ownerId === null) return;
  const seat = await q.holdSeat(tx, agencyId, ownerId);
  if (!seat || !scouts(seat.role)) throw no('scouting.owner_unknown');
}

/**
 * Saves creators who can be found. They are locked, so that a withdrawal at the same instant comes before or after as a whole; whoever
 * cannot be found looks the same as who does not exist.
 */
export const save = act('scouting.save', z.strictObject({ ...ours, ...SaveLeads.shape }), looking, async (tx, ctx, input) => {
  const { agencyId } = input;
  const personId = ctx.actor.personId!;
  const creatorIds = [...new Set(input.creatorIds)];
  const ownerId = input.ownerId === undefined ? personId : input.ownerId;
  await checkOwner(tx, agencyId, ownerId);
  if ((await q.countLeads(tx, agencyId)) + creatorIds.length > leadsMost) throw no('scouting.full');
  await lockCreators(tx, creatorIds);
  const blockers = await listBlockersAmong(tx, agencyId, creatorIds);
  const found = (await loadFindable(tx, creatorIds, ctx.now)).map((f) => f.creatorId).filter((one) => !blockers.has(one));
  const standings = await standingsOf(tx, agencyId, found, ctx.now);
  const rows = found.map((creatorId) => ({
    creator_id: creatorId,
    stage: firstStage(standings.get(creatorId)?.standing),
    entry_id: ctx.newId(),
  }));
  const saved = await q.saveLeads(tx, agencyId, rows, { ownerId, personId, at: ctx.now });
  ctx.about({ agencyId, saved });
  return { saved, there: found.length - saved, refused: creatorIds.length - found.length };
});

/** To another stage, to another owner, or both; several at once. A note stands in the history of each. */
export const move = act('scouting.move', z.strictObject({ ...ours, ...MoveLeads.shape }), looking, async (tx, ctx, input) => {
  const { agencyId, stage, ownerId } = input;
  const creatorIds = [...new Set(input.creatorIds)];
  const refusal = checkMove(input);
  if (refusal) throw refusal;
  if (ownerId !== undefined) await checkOwner(tx, agencyId, ownerId);
  const rows = await q.lockLeads(tx, agencyId, creatorIds);
  const here = rows.map((r) => r.creator_id);
  if (ownerId !== undefined) await q.saveOwner(tx, agencyId, here, ownerId);
  if (stage !== undefined) {
    const lostWhy = input.lostWhy ?? null;
    await q.saveStage(tx, agencyId, here, { stage, lostWhy, at: ctx.now });
    const common = {
      kind: 'moved' as const,
      stage,
      lost_why: lostWhy,
      note: input.note ?? '',
      person_id: ctx.actor.personId!,
      at: ctx.now,
    };
    const entries = here.map((creatorId) => ({ ...common, agency_id: agencyId, creator_id: creatorId, entry_id: ctx.newId() }));
    await q.saveEntries(tx, entries);
  }
  ctx.about({ agencyId, changed: here.length, ...(stage && { stage }), ...(ownerId !== undefined && { ownerId }) });
  return { changed: here.length, gone: creatorIds.length - here.length };
});

/** Takes creators out of the pipeline, with what was noted about them. */
export const drop = act('scouting.drop', z.strictObject({ ...ours, ...DropLeads.shape }), looking, async (tx, ctx, input) => {
  const creatorIds = [...new Set(input.creatorIds)];
  await q.lockLeads(tx, input.agencyId, creatorIds);
  const changed = await q.dropLeads(tx, input.agencyId, creatorIds);
  ctx.about({ agencyId: input.agencyId, changed });
  return { changed, gone: creatorIds.length - changed };
});

export const note = act('scouting.note', z.strictObject({ ...one, ...NoteLead.shape }), looking, async (tx, ctx, input) => {
  const { agencyId, creatorId } = input;
  const [lead] = await q.lockLeads(tx, agencyId, [creatorId]);
  if (!lead) throw no('scouting.not_saved');
  const entryId = ctx.newId();
  const by = { person_id: ctx.actor.personId!, at: ctx.now };
  await q.saveEntries(tx, [
    { agency_id: agencyId, creator_id: creatorId, entry_id: entryId, kind: 'noted', stage: null, lost_why: null, note: input.note, ...by },
  ]);
  ctx.about({ agencyId, creatorId });
  return { entryId };
});

/** On which day to think of her again; null: on none. */
export const remind = act('scouting.remind', z.strictObject({ ...one, ...RemindLead.shape }), looking, async (tx, ctx, input) => {
  if (!(await q.saveReminder(tx, input.agencyId, input.creatorId, input.on))) throw no('scouting.not_saved');
  ctx.about({ agencyId: input.agencyId, creatorId: input.creatorId });
  return { on: input.on };
});

/** Told of in one step. */
const dueMost = 500;
/** Tells those in charge, once a reminder, that somebody in their pipeline is to be thought of; the event names no creator. */
export const tellDue = act(
  'scouting.tellDue',
  z.strictObject({}),
  nobody,
  async (tx, ctx) => {
    const on = dayOf(ctx.now);
    const { marked, of } = await q.markDueEverywhere(tx, on, dueMost);
    for (const one of of) ctx.tell('scouting.due', { ...one, on });
    return { marked, more: marked === dueMost };
  },
  { quiet: true },
);
