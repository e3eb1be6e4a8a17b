import { z } from 'zod';
import { lockCreators } from '#src/features/creators/index.ts';
import { policiesAt } from '#src/features/policies/index.ts';
import { act, view } from '#src/infra/act.ts';
import type { Tx } from '#src/infra/db/open.ts';
import { creatorHerself, staff } from '#src/infra/may.ts';
import { id } from '#src/lib/shapes.ts';
import { addDays } from '#src/lib/time.ts';
import { Complain, Remove, SayInCase } from '../contract.ts';
import * as q from '../queries/cases.ts';
import { findMemberEverywhere } from '../queries/offers.ts';
import { listRunning, loadMembership, lockMembership } from '../queries/rows.ts';
import * as rules from '../rules/cases.ts';
import { checkBeside, no, spellsOf } from '../rules/memberships.ts';
import { aboutCase, caseDone, changeTo, lockMember, openCase, showCase } from '../steps.ts';

const ofMember = z.strictObject({ agencyId: id, membershipId: id });
const leads = staff('owner', 'manager');
const hers = z.strictObject({ membershipId: id });

const worded = (text: string): string => {
  if (text === '') throw no('roster.words_missing');
  return text;
};

/** The cases of one member, and whether the membership can be ended. */
export const memberCases = view('roster.memberCases', ofMember, leads, async (db, ctx, { agencyId, membershipId }) => {
  const found = await findMemberEverywhere(db, agencyId, membershipId);
  const m = found && (await loadMembership(db, found.creator_id, membershipId));
  if (!m) throw no('roster.not_found');
  const { exits } = await policiesAt(db, ['exits'], ctx.now);
  const rows = await q.listCases(db, m.creator_id, membershipId);
  const refused = rules.checkRemove(m, rows, ctx.now);
  const askAgainAt = (refused?.more['askAgainAt'] as string | undefined) ?? null;
  return {
    items: rows.map((c) => showCase(c, ctx.now)),
    nextCursor: null,
    remove: {
      refused: refused ? { code: refused.code, detail: refused.message, askAgainAt } : null,
      endsAt: rules.removalEnd(m, exits, ctx.now).toISOString(),
    },
  };
});

/** Ends a membership on the agency's side: with a reason that she reads, after a notice in which she may contest it. */
export const remove = act('roster.remove', ofMember.extend(Remove.shape), leads, async (tx, ctx, { agencyId, membershipId, why, said }) => {
  const m = await lockMember(tx, agencyId, membershipId);
  const { exits } = await policiesAt(tx, ['exits'], ctx.now);
  const refused = rules.checkRemove(m, await q.listCases(tx, m.creator_id, membershipId), ctx.now);
  if (refused) throw refused;
  const ends_at = rules.removalEnd(m, exits, ctx.now);
  const begun = { kind: 'removal' as const, state: 'told' as const, why, said: worded(said), ends_at };
  const c = await openCase(tx, ctx, m, { ...begun, said_by: ctx.actor.personId ?? null });
  await changeTo(tx, ctx, m, { ends_at, ended_by: 'removal' });
  ctx.about(aboutCase(c));
  ctx.tell('roster.removed', { ...aboutCase(c), endsAt: ends_at.toISOString() });
  return caseDone(c);
});

/** The agency's word to a complaint, once. */
export const answerCase = act(
  'roster.answerCase',
  ofMember.extend({ caseId: id, ...SayInCase.shape }),
  leads,
  async (tx, ctx, { agencyId, membershipId, caseId, answer }) => {
    const m = await lockMember(tx, agencyId, membershipId);
    const c = await lockOwn(tx, m.creator_id, membershipId, caseId);
    rules.checkAnswer(c, ctx.now);
    await q.changeCase(tx, c, { answer: worded(answer), answered_by: ctx.actor.personId ?? null, answered_at: ctx.now });
    ctx.about(aboutCase(c));
    ctx.tell('roster.answered', aboutCase(c));
    return caseDone(c);
  },
);

async function lockOwn(tx: Tx, creatorId: string, membershipId: string, caseId: string) {
  const c = await q.lockCase(tx, creatorId, caseId);
  return c?.membership_id === membershipId ? c : undefined;
}

export const myCases = view('roster.myCases', hers, creatorHerself, async (db, ctx, { membershipId }) => {
  const creatorId = ctx.actor.creatorId!;
  if (!(await loadMembership(db, creatorId, membershipId))) throw no('roster.not_found');
  const rows = await q.listCases(db, creatorId, membershipId);
  return { items: rows.map((c) => showCase(c, ctx.now)), nextCursor: null };
});

/** She contests a removal: the membership goes on until the operator has decided, and where he does not. */
export const appeal = act(
  'roster.appeal',
  hers.extend({ caseId: id, ...SayInCase.shape }),
  creatorHerself,
  async (tx, ctx, { membershipId, caseId, answer }) => {
    const creatorId = ctx.actor.creatorId!;
    await lockCreators(tx, [creatorId]);
    const m = await lockMembership(tx, creatorId, membershipId);
    if (!m) throw no('roster.not_found');
    const c = await lockOwn(tx, creatorId, membershipId, caseId);
    rules.checkAppeal(c, m, ctx.now);
    const goesOn = { ...m, ...rules.contested };
    const others = (await listRunning(tx, [creatorId], ctx.now)).filter((one) => one.membership_id !== membershipId);
    for (const spell of spellsOf(goesOn, ctx.now)) checkBeside(others, spell);
    const { exits } = await policiesAt(tx, ['exits'], ctx.now);
    const change = { state: 'open' as const, answer: worded(answer), answered_at: ctx.now, decide_by: addDays(ctx.now, exits.decideDays) };
    await q.changeCase(tx, c!, change);
    await changeTo(tx, ctx, m, rules.contested);
    const after = { ...c!, ...change };
    ctx.about(aboutCase(after));
    ctx.tell('roster.contested', aboutCase(after));
    return caseDone(after);
  },
);

/** She asks the operator to look at her agency. It does not hold her: she may leave all the same, and at once when nobody decides in time. */
export const complain = act(
  'roster.complain',
  hers.extend(Complain.shape),
  creatorHerself,
  async (tx, ctx, { membershipId, why, said }) => {
    const creatorId = ctx.actor.creatorId!;
    await lockCreators(tx, [creatorId]);
    const m = await lockMembership(tx, creatorId, membershipId);
    if (!m) throw no('roster.not_found');
    const refused = rules.checkComplain(m, await q.listCases(tx, creatorId, membershipId), ctx.now);
    if (refused) throw refused;
    const { exits } = await policiesAt(tx, ['exits'], ctx.now);
    const decide_by = addDays(ctx.now, exits.decideDays);
    const c = await openCase(tx, ctx, m, {
      kind: 'complaint',
      state: 'open',
      why,
      said: worded(said),
      said_by: ctx.actor.personId!,
      decide_by,
    });
    await changeTo(tx, ctx, m, rules.complained(m, decide_by, ctx.now));
    ctx.about(aboutCase(c));
    ctx.tell('roster.contested', aboutCase(c));
    return caseDone(c);
  },
);
