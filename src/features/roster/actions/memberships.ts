import { z } from 'zod';
import { loadAgencies } from '#src/features/agencies/index.ts';
import { loadNames, lockCreators } from '#src/features/creators/index.ts';
import { policiesAt } from '#src/features/policies/index.ts';
import { act, view } from '#src/infra/act.ts';
import { anyStaff, creatorHerself, nobody, staff } from '#src/infra/may.ts';
import { fromCursor, pageOf } from '#src/lib/page.ts';
import { id, instant } from '#src/lib/shapes.ts';
import { AssignCoach, Leave, rosterQuery } from '../contract.ts';
import {
  closeEndedEverywhere,
  countRosterEverywhere,
  findSeat,
  listOfCreator,
  listRosterEverywhere,
  listSeated,
  lockMembership,
  noteAgency,
  saveCoach,
  saveLeave,
} from '../queries/rows.ts';
import { closeUnheardEverywhere, listWaiting, withdrawCases, withdrawCasesOf } from '../queries/cases.ts';
import { listOpenOffers, withdrawOffers } from '../queries/offers.ts';
import { isRunning, leaveNow, no, stateOf, termsAt } from '../rules/memberships.ts';
import { aboutCase, callMember, loadActivities, namesOf, showMembership } from '../steps.ts';

/** The agency's members. A coach sees the creators assigned to her or him, nobody else's. */
export const list = view(
  'roster.list',
  rosterQuery.extend({ agencyId: id }),
  anyStaff,
  async (db, ctx, { agencyId, cursor, limit, state, endsWithin }) => {
    const role = ctx.actor.agencies.find((a) => a.agencyId === agencyId)!.role;
    const filter = { agencyId, state, endsWithin, ...(role === 'coach' && { coachId: ctx.actor.personId! }) };
    const keys = fromCursor(cursor, [instant, id]);
    const rows = await listRosterEverywhere(db, filter, keys && { since: keys[0], id: keys[1] }, limit, ctx.now);
    const names = await loadNames(
      db,
      rows.map((r) => r.creator_id),
    );
    const leads = role === 'owner' || role === 'manager';
    const open = leads ? rows.map((r) => r.creator_id) : [];
    const offers = await listOpenOffers(db, open, ctx.now);
    const waiting = await listWaiting(db, open, ctx.now);
    const seated = await listSeated(db, agencyId, [...new Set(rows.flatMap((r) => r.coach_id ?? []))]);
    const page = pageOf(
      rows,
      limit,
      (r) => [r.since.toISOString(), r.membership_id],
      (r) => ({
        ...showMembership(r, { offers, waiting }, ctx.now),
        creatorId: r.creator_id,
        ...callMember(r, names, ctx.now),
        // Not before the event comes by, at once: a coach whose seat has ended coaches nobody.
        coach: r.coach_id === null || !seated.has(r.coach_id) ? null : { personId: r.coach_id, name: r.coach_name ?? '' },
      }),
    );
    return { ...page, total: await countRosterEverywhere(db, filter, ctx.now) };
  },
);

/** The creator's memberships, each with what leaving now would do. */
export const mine = view('roster.mine', z.strictObject({}), creatorHerself, async (db, ctx) => {
  const rows = await listOfCreator(db, ctx.actor.creatorId!);
  const agencies = await loadAgencies(db, [...new Set(rows.map((r) => r.agency_id))]);
  const { exits } = await policiesAt(db, ['exits'], ctx.now);
  const offers = await listOpenOffers(db, [ctx.actor.creatorId!], ctx.now);
  const waiting = await listWaiting(db, [ctx.actor.creatorId!], ctx.now);
  const activities = await loadActivities(db, rows, exits, ctx.now);
  const items = rows.map((r) => {
    const agency = agencies.find((a) => a.agency_id === r.agency_id)!;
    const left = isRunning(r, ctx.now) ? leaveNow(r, exits, activities.get(r.membership_id) ?? null, ctx.now) : null;
    return {
      ...showMembership(r, { offers, waiting }, ctx.now),
      agencyId: r.agency_id,
      agencyName: agency.name,
      agencyVerified: agency.verified_at !== null,
      inviteId: r.invite_id,
      ifLeftNow: left && { endsAt: left.endsAt.toISOString(), rule: left.rule },
    };
  });
  return { items, nextCursor: null };
});

/** Leaving always succeeds; nobody can refuse it. Leaving what has ended says when and why it ended. */
export const leave = act(
  'roster.leave',
  z.strictObject({ membershipId: id, ...Leave.shape }),
  creatorHerself,
  async (tx, ctx, { membershipId, reason }) => {
    const creatorId = ctx.actor.creatorId!;
    await lockCreators(tx, [creatorId]);
    const m = await lockMembership(tx, creatorId, membershipId);
    if (!m) throw no('roster.not_found');
    const { exits } = await policiesAt(tx, ['exits'], ctx.now);
    const running = isRunning(m, ctx.now);
    const activity = (await loadActivities(tx, [m], exits, ctx.now)).get(membershipId) ?? null;
    const { endsAt, rule } = running
      ? leaveNow(m, exits, activity, ctx.now)
      : { endsAt: m.ends_at ?? m.term_ends_at, rule: m.ended_by ?? ('term_end' as const) };
    if (running) {
      await saveLeave(tx, m, { endsAt, rule, reason, names: await namesOf(tx, creatorId) }, ctx.now);
      await withdrawOffers(tx, creatorId, membershipId, ctx.now);
      await withdrawCases(tx, creatorId, membershipId, ctx.now);
      await noteAgency(tx, creatorId);
    }
    ctx.about({ creatorId, agencyId: m.agency_id, membershipId, rule });
    if (running) ctx.tell('roster.left', { membershipId, creatorId, agencyId: m.agency_id, rule, endsAt: endsAt.toISOString() });
    const after = { ...m, ends_at: endsAt, ended_by: rule };
    return {
      membershipId,
      agencyId: m.agency_id,
      state: stateOf(after, ctx.now),
      terms: termsAt(m, ctx.now),
      since: m.since.toISOString(),
      endsAt: endsAt.toISOString(),
      rule,
    };
  },
  { urgent: true },
);

export const assign = act(
  'roster.assign',
  z.strictObject({ agencyId: id, membershipId: id, ...AssignCoach.shape }),
  staff('owner', 'manager'),
  async (tx, ctx, { agencyId, membershipId, personId }) => {
    if (personId !== null && !(await findSeat(tx, agencyId, personId))) throw no('roster.coach_unknown');
    const { numUpdatedRows } = await saveCoach(tx, agencyId, membershipId, personId);
    if (numUpdatedRows === 0n) throw no('roster.not_found');
    ctx.about({ membershipId, coach: personId });
    return { membershipId, coach: personId };
  },
);

/** Notes the end of memberships whose term or notice has run out, and of cases that nobody decided. Their state is right before this comes by. */
export const close = act('roster.close', z.strictObject({}), nobody, async (tx, ctx) => {
  const ended = await closeEndedEverywhere(tx, ctx.now, 500);
  for (const m of ended) ctx.tell('roster.ended', { membershipId: m.membership_id, creatorId: m.creator_id, agencyId: m.agency_id });
  await withdrawCasesOf(tx, ended, ctx.now);
  const unheard = await closeUnheardEverywhere(tx, ctx.now, 500);
  for (const c of unheard) ctx.tell('roster.decided', aboutCase(c));
  return { closed: ended.length, unheard: unheard.length };
});
