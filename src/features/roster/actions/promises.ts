import { z } from 'zod';
import { isBlocked } from '#src/features/blocks/index.ts';
import { lockCreators } from '#src/features/creators/index.ts';
import { act, view } from '#src/infra/act.ts';
import type { Actor } from '#src/infra/context.ts';
import type { Db, Tx } from '#src/infra/db/open.ts';
import { creatorHerself, staff } from '#src/infra/may.ts';
import { id } from '#src/lib/shapes.ts';
import { AnswerPromise, SayPromise } from '../contract.ts';
import { findMemberEverywhere } from '../queries/offers.ts';
import * as q from '../queries/promises.ts';
import { loadMembership, type MembershipRow } from '../queries/rows.ts';
import { no } from '../rules/memberships.ts';
import { checkSaid, promiseStateAt, stands } from '../rules/promises.ts';
import { showPromise } from '../steps.ts';

const ofMember = z.strictObject({ agencyId: id, membershipId: id });
const coaches = staff('owner', 'manager', 'coach');

/** A membership of this agency; to a coach those alone that are assigned to her or him exist. */
async function findMember(db: Db | Tx, actor: Actor, agencyId: string, membershipId: string): Promise<MembershipRow> {
  const found = await findMemberEverywhere(db, agencyId, membershipId);
  const m = found && (await loadMembership(db, found.creator_id, membershipId));
  const isCoach = actor.agencies.some((a) => a.agencyId === agencyId && a.role === 'coach');
  if (!m || (isCoach && m.coach_id !== actor.personId)) throw no('roster.not_found');
  return m;
}

const shown = (rows: readonly q.PromiseRow[], m: MembershipRow, now: Date) => ({
  items: rows.filter((p) => stands(p, m)).map((p) => showPromise(p, now)),
  nextCursor: null,
});
const said = (p: q.PromiseRow, now: Date) => ({ promiseId: p.promise_id, membershipId: p.membership_id, state: promiseStateAt(p, now) });
const about = (p: q.PromiseRow) => ({
  promiseId: p.promise_id,
  membershipId: p.membership_id,
  creatorId: p.creator_id,
  agencyId: p.agency_id,
});

export const promises = view('roster.promises', ofMember, coaches, async (db, ctx, { agencyId, membershipId }) => {
  const m = await findMember(db, ctx.actor, agencyId, membershipId);
  return shown(await q.listPromises(db, m.creator_id, membershipId), m, ctx.now);
});

/** The agency says that it has kept a promise, or takes that back. Only her answer makes it count as kept. */
export const keepPromise = act(
  'roster.keepPromise',
  ofMember.extend({ promiseId: id, ...SayPromise.shape }),
  coaches,
  async (tx, ctx, { agencyId, membershipId, promiseId, kept }) => {
    const m = await findMember(tx, ctx.actor, agencyId, membershipId);
    await lockCreators(tx, [m.creator_id]);
    const p = await q.lockPromise(tx, m.creator_id, promiseId);
    const own = p?.membership_id === membershipId ? p : undefined;
    checkSaid(own, await loadMembership(tx, m.creator_id, membershipId), 'agency', ctx.now);
    const change = kept
      ? { kept_at: own.kept_at ?? ctx.now, kept_by: own.kept_by ?? ctx.actor.personId ?? null }
      : { kept_at: null, kept_by: null };
    await q.savePromise(tx, own, change);
    ctx.about({ ...about(own), kept });
    // Nothing reaches her from whom she has blocked.
    if (kept && own.kept_at === null && !(await isBlocked(tx, agencyId, m.creator_id))) ctx.tell('roster.promise_said', about(own));
    return said({ ...own, ...change }, ctx.now);
  },
);

export const myPromises = view(
  'roster.myPromises',
  z.strictObject({ membershipId: id }),
  creatorHerself,
  async (db, ctx, { membershipId }) => {
    const creatorId = ctx.actor.creatorId!;
    const m = await loadMembership(db, creatorId, membershipId);
    if (!m) throw no('roster.not_found');
    return shown(await q.listPromises(db, creatorId, membershipId), m, ctx.now);
  },
);

/** Her word on a promise, whatever the agency said; she may change it. */
export const answerPromise = act(
  'roster.answerPromise',
  z.strictObject({ promiseId: id, ...AnswerPromise.shape }),
  creatorHerself,
  async (tx, ctx, { promiseId, answer }) => {
    const creatorId = ctx.actor.creatorId!;
    await lockCreators(tx, [creatorId]);
    const p = await q.lockPromise(tx, creatorId, promiseId);
    checkSaid(p, p && (await loadMembership(tx, creatorId, p.membership_id)), 'creator', ctx.now);
    const change = { answer, answered_at: p.answer === answer ? p.answered_at : ctx.now };
    await q.savePromise(tx, p, change);
    ctx.about({ ...about(p), answer });
    if (p.answer !== answer) ctx.tell('roster.promise_answered', { ...about(p), answer });
    return said({ ...p, ...change }, ctx.now);
  },
);
