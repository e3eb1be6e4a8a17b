import { z } from 'zod';
import { loadAgencies } from '#src/features/agencies/index.ts';
import { loadNames, lockCreators } from '#src/features/creators/index.ts';
import { loadActivitiesOf } from '#src/features/live/index.ts';
import { act, view } from '#src/infra/act.ts';
import { nobody, operator, staff } from '#src/infra/may.ts';
import { fromCursor, pageOf } from '#src/lib/page.ts';
import { id, instant } from '#src/lib/shapes.ts';
import { addDays } from '#src/lib/time.ts';
import { caseQuery, DecideCase, Order } from '../contract.ts';
import * as q from '../queries/cases.ts';
import { listByIds, listRunning, lockMembership, type MembershipRow } from '../queries/rows.ts';
import * as rules from '../rules/cases.ts';
import { endOf, no, stateOf, termsAt } from '../rules/memberships.ts';
import { aboutCase, callMember, caseDone, changeTo, lockMember, openCase, showCase } from '../steps.ts';
import type { Ctx } from '#src/infra/context.ts';
import type { Db, Tx } from '#src/infra/db/open.ts';

const anyOperator = operator('admin', 'moderator', 'analyst');
const decides = operator('admin', 'moderator');

/** What is for the operator to decide, the next day first; or what is over, newest first. */
export const cases = view(
  'roster.cases',
  caseQuery,
  anyOperator,
  async (db, ctx, { cursor, limit, over }) => {
    const isOver = over === 'yes';
    const keys = fromCursor(cursor, [instant, id]);
    const rows = await q.listCasesEverywhere(db, isOver, keys && { at: keys[0], id: keys[1] }, limit, ctx.now);
    const wanted = rows.map((r) => ({ creatorId: r.creator_id, membershipId: r.membership_id }));
    const members = new Map((await listByIds(db, wanted)).map((m) => [m.membership_id, m]));
    const names = await loadNames(
      db,
      rows.map((r) => r.creator_id),
    );
    const lives = await livesIn(db, rows, members, ctx.now);
    const page = pageOf(
      rows,
      limit,
      (r) => [(isOver ? r.decided_at! : r.decide_by!).toISOString(), r.case_id],
      (r) => {
        const m = members.get(r.membership_id)!;
        return {
          ...showCase(r, ctx.now),
          agency: { agencyId: r.agency_id, name: r.agency_name },
          creator: { creatorId: r.creator_id, ...(names.get(r.creator_id) ?? callMember(m, names, ctx.now)) },
          membership: {
            since: m.since.toISOString(),
            state: stateOf(m, ctx.now),
            endsAt: endOf(m).toISOString(),
            terms: termsAt(m, ctx.now),
          },
          promises: { due: r.due, kept: r.kept, notKept: r.not_kept, saidAlone: r.said_alone },
          lives: lives.get(r.case_id) ?? null,
        };
      },
    );
    return { ...page, open: await q.countOpenCases(db) };
  },
  { heavy: true },
);

/** What was heard of her LIVEs in the membership of each case: up to the decision, or now, and not beyond its end. */
async function livesIn(db: Db, cases: q.CaseRow[], members: Map<string, MembershipRow>, now: Date) {
  const asked = cases.map((c) => {
    const m = members.get(c.membership_id)!;
    const until = Math.min(endOf(m).getTime(), (c.decided_at ?? now).getTime());
    return { creatorId: m.creator_id, since: m.since, at: new Date(Math.max(until, m.since.getTime())) };
  });
  const found = await loadActivitiesOf(db, asked, now);
  return new Map(
    cases.map((c, i) => {
      const lives = found[i];
      return [c.case_id, lives ? { validDays: lives.validDays, hours: Math.floor(lives.hours) } : null];
    }),
  );
}

/** Nobody decides about themselves, or about an agency that they work in. */
function mayJudge({ actor }: Ctx, { agency_id, creator_id }: { agency_id: string; creator_id: string }): void {
  if (actor.creatorId === creator_id || actor.agencies.some((a) => a.agencyId === agency_id)) throw no('roster.own_case');
}

/** Ends a membership by what the operator found or ordered, and tells both. */
async function carryOut(tx: Tx, ctx: Ctx, m: MembershipRow, c: q.CaseRow, change: rules.MembershipChange) {
  const after = await changeTo(tx, ctx, m, change);
  const ids = aboutCase(c);
  ctx.about(ids);
  ctx.tell('roster.decided', ids);
  if (change.ends_at && stateOf(after, ctx.now) === 'ended')
    ctx.tell('roster.left', { ...ids, rule: after.ended_by, endsAt: change.ends_at.toISOString() });
  return caseDone(c);
}

/** The operator decides a case, with reasons that both sides read. */
export const decideCase = act(
  'roster.decideCase',
  z.strictObject({ caseId: id, ...DecideCase.shape }),
  decides,
  async (tx, ctx, { caseId, decision, reasons }) => {
    const found = await q.findCaseEverywhere(tx, caseId);
    if (!found) throw no('roster.case_not_found');
    await lockCreators(tx, [found.creator_id]);
    const c = await q.lockCase(tx, found.creator_id, caseId);
    rules.checkDecide(c, ctx.now);
    mayJudge(ctx, c);
    if (reasons === '') throw no('roster.words_missing');
    const m = (await lockMembership(tx, c.creator_id, c.membership_id))!;
    const change = {
      state: decision === 'grant' ? ('granted' as const) : ('refused' as const),
      decision: reasons,
      decided_by: ctx.actor.personId ?? null,
      decided_at: ctx.now,
    };
    await q.changeCase(tx, c, change);
    return carryOut(tx, ctx, m, { ...c, ...change }, rules.decided(c, m, decision, ctx.now));
  },
);

/** The memberships of a creator that run, for the operator. */
export const runningOf = view('roster.runningOf', z.strictObject({ creatorId: id }), decides, async (db, ctx, { creatorId }) => {
  const rows = await listRunning(db, [creatorId], ctx.now);
  const agencies = new Map(
    (
      await loadAgencies(
        db,
        rows.map((m) => m.agency_id),
      )
    ).map((a) => [a.agency_id, a.name]),
  );
  const items = rows.map((m) => ({
    membershipId: m.membership_id,
    agency: { agencyId: m.agency_id, name: agencies.get(m.agency_id) ?? '' },
    state: stateOf(m, ctx.now),
    since: m.since.toISOString(),
    endsAt: endOf(m).toISOString(),
  }));
  return { items, nextCursor: null };
});

/** The operator ends a membership at once, with reasons that both sides read. */
export const order = act(
  'roster.order',
  z.strictObject({ creatorId: id, membershipId: id, ...Order.shape }),
  decides,
  async (tx, ctx, { creatorId, membershipId, reasons }) => {
    await lockCreators(tx, [creatorId]);
    const m = await lockMembership(tx, creatorId, membershipId);
    if (!m) throw no('roster.not_found');
    mayJudge(ctx, m);
    if (stateOf(m, ctx.now) === 'ended') throw no('roster.ended');
    if (reasons === '') throw no('roster.words_missing');
    const facts = { kind: 'order' as const, state: 'granted' as const, ends_at: null };
    const decision = { decision: reasons, decided_by: ctx.actor.personId ?? null, decided_at: ctx.now };
    const c = await openCase(tx, ctx, m, { ...facts, ...decision, said: '', said_by: null });
    return carryOut(tx, ctx, m, c, rules.decided(c, m, 'grant', ctx.now));
  },
);

/** A trial LIVE was there: the term goes on, and where the rule asks for it the operator may look at it first. */
async function passTrial(tx: Tx, ctx: Ctx, m: MembershipRow): Promise<void> {
  await changeTo(tx, ctx, m, rules.passed(m, m.trial_review_days, ctx.now));
  const ids = { creatorId: m.creator_id, agencyId: m.agency_id, membershipId: m.membership_id };
  if (m.trial_review_days === null) return ctx.tell('roster.trial_passed', ids);
  const decide_by = addDays(ctx.now, m.trial_review_days);
  const c = await openCase(tx, ctx, m, { kind: 'review', state: 'open', said: '', said_by: null, decide_by });
  ctx.tell('roster.contested', aboutCase(c));
}

/** The agency says that the trial LIVE was there, where it was not heard here. */
export const confirmTrial = act(
  'roster.confirmTrial',
  z.strictObject({ agencyId: id, membershipId: id }),
  staff('owner', 'manager'),
  async (tx, ctx, { agencyId, membershipId }) => {
    const m = await lockMember(tx, agencyId, membershipId);
    rules.checkTrial(m, ctx.now);
    await passTrial(tx, ctx, m);
    ctx.about({ membershipId, creatorId: m.creator_id, agencyId });
    return { membershipId, creatorId: m.creator_id };
  },
);

/** So many trials in one transaction; the next minute brings the others. */
const trialsAtOnce = 200;
/** Finds the trial LIVEs that were heard. What was asked is what stood when she joined. */
export const seeTrials = act('roster.seeTrials', z.strictObject({}), nobody, async (tx, ctx) => {
  const found = await q.listTrialsSeenEverywhere(tx, ctx.now, trialsAtOnce);
  await lockCreators(
    tx,
    found.map((f) => f.creator_id),
  );
  let n = 0;
  for (const { creator_id, membership_id } of found) {
    const m = await lockMembership(tx, creator_id, membership_id);
    if (!m || !rules.isAwaited(m, ctx.now)) continue;
    await passTrial(tx, ctx, m);
    n++;
  }
  return { passed: n };
});
