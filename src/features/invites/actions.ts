import { z } from 'zod';
import { loadAgencies, loadAgency, showCard } from '#src/features/agencies/index.ts';
import { listBlockersAmong } from '#src/features/blocks/index.ts';
import { loadFindable, lockCreators, type Findable } from '#src/features/creators/index.ts';
import type { Terms } from '#src/features/policies/contract.ts';
import { checkTerms, policiesAt } from '#src/features/policies/index.ts';
import { listRunning, loadPromisesKept, startMembership } from '#src/features/roster/index.ts';
import { act, view } from '#src/infra/act.ts';
import type { Ctx } from '#src/infra/context.ts';
import type { Tx } from '#src/infra/db/open.ts';
import { creatorHerself, nobody, staff } from '#src/infra/may.ts';
import type { Refusal } from '#src/lib/errors.ts';
import { fromCursor, pageOf } from '#src/lib/page.ts';
import { id, instant, pageQuery } from '#src/lib/shapes.ts';
import { addDays, dayOf, startOfDay } from '#src/lib/time.ts';
import { Answer, Filters, inviteState, SendInvites, type Invite } from './contract.ts';
import { listFilters, saveFilters } from './queries/filters.ts';
import * as q from './queries/rows.ts';
import { showFilters } from './steps.ts';
import {
  checkFilters,
  checkOpen,
  checkRequest,
  checkTarget,
  coolDownEnd,
  fitCaps,
  inviteExpiry,
  no,
  resendFrom,
  stateAt,
  type AskerFacts,
  type InvitePolicy,
} from './rules.ts';

const agencyOnly = z.strictObject({ agencyId: id });

const show = (r: q.InviteRow, now: Date): Invite => ({
  inviteId: r.invite_id,
  agencyId: r.agency_id,
  creatorId: r.creator_id,
  kind: r.kind,
  state: stateAt(r, now),
  terms: r.terms,
  message: r.message,
  sentAt: r.sent_at.toISOString(),
  expiresAt: r.expires_at.toISOString(),
  answeredAt: r.answered_at?.toISOString() ?? null,
});

type Input = z.output<typeof SendInvites> & { agencyId: string };

/**
 * Invites one to thirty creators; each answer is an invitation or a refusal with its reason. Locks: the agency's counts, then the
 * creators in order, so that caps, inbox limits and withdrawals are exact under races.
 */
export const send = act(
  'invites.send',
  agencyOnly.extend(SendInvites.shape),
  staff('owner', 'manager', 'scout'),
  async (tx, ctx, input) => {
    const policy = await policiesAt(tx, ['invitations', 'terms'], ctx.now);
    checkRequest(input.creatorIds, input.message, policy.invitations);
    const agency = await loadAgency(tx, input.agencyId);
    const terms = input.terms ?? agency!.standard_terms ?? policy.terms.standard;
    const unfair = checkTerms(terms, policy.terms);
    if (unfair) throw unfair;
    const used = await q.lockCounts(tx, input.agencyId, ctx.actor.personId!, dayOf(ctx.now));
    const asker = { languages: agency!.languages, verified: agency!.verified_at !== null, commissionBps: terms.commissionBps };
    const { found, refused } = await sortTargets(tx, ctx, input, asker, policy.invitations);
    const { fit, refusal } = fitCaps(found.length, used, input.kind, policy.invitations);
    for (const f of found.slice(fit)) refused.set(f.creatorId, refusal!);
    const invites = await saveSent(tx, ctx, input, terms, found.slice(0, fit), policy.invitations);
    ctx.about({ sent: invites.length, refused: refused.size, kind: input.kind });
    return {
      items: input.creatorIds.map((creatorId) => {
        const invite = invites.find((i) => i.creatorId === creatorId);
        const why = refused.get(creatorId);
        return { creatorId, ...(invite && { invite }), ...(why && { refusal: { code: why.code, detail: why.message, ...why.more } }) };
      }),
    };
  },
  { reach: 'across' },
);

async function sortTargets(tx: Tx, ctx: Ctx, input: Input, asker: AskerFacts, policy: InvitePolicy) {
  const ids = input.creatorIds;
  await lockCreators(tx, ids);
  await q.closeLapsed(tx, ids, ctx.now);
  const findable = new Map((await loadFindable(tx, ids, ctx.now)).map((f) => [f.creatorId, f]));
  const members = await listRunning(tx, ids, ctx.now, input.agencyId);
  const blockers = await listBlockersAmong(tx, input.agencyId, ids);
  const standings = await q.listStandings(tx, input.agencyId, ids, ctx.now);
  const filters = new Map((await listFilters(tx, ids)).map((row) => [row.creator_id, showFilters(row)]));
  const found: Findable[] = [];
  const refused = new Map<string, Refusal>();
  for (const creatorId of ids) {
    const s = standings.find((one) => one.creator_id === creatorId);
    const f = findable.get(creatorId);
    const facts = {
      findable: f !== undefined && !blockers.has(creatorId),
      isSelf: creatorId === ctx.actor.creatorId,
      isMember: members.some((m) => m.creator_id === creatorId),
      openFromUs: s?.open_until != null,
      askAgainAt: s?.ask_again_at ?? null,
      openInvites: s?.open_invites ?? 0,
      filters: filters.get(creatorId),
    };
    const refusal = checkTarget(facts, asker, policy, ctx.now);
    if (refusal) refused.set(creatorId, refusal);
    else found.push(f!);
  }
  return { found, refused };
}

async function saveSent(tx: Tx, ctx: Ctx, input: Input, terms: Terms, found: Findable[], policy: InvitePolicy): Promise<Invite[]> {
  const rows = found.map((f) => ({
    creator_id: f.creatorId,
    invite_id: ctx.newId(),
    agency_id: input.agencyId,
    kind: input.kind,
    state: 'sent' as const,
    terms,
    message: input.message,
    handle: f.seen.handle,
    platform: f.seen.platform,
    display_name: f.seen.displayName,
    sent_by: ctx.actor.personId!,
    sent_at: ctx.now,
    expires_at: inviteExpiry(policy, ctx.now),
  }));
  await q.saveInvites(tx, rows);
  const seats = ['all', ctx.actor.personId!, ...(input.kind === 'elite' ? ['elite'] : [])];
  await q.saveCounts(tx, input.agencyId, dayOf(ctx.now), seats, rows.length);
  for (const r of rows) ctx.tell('invites.sent', { inviteId: r.invite_id, agencyId: r.agency_id, creatorId: r.creator_id });
  return rows.map((r) => show({ ...r, withdrawn_by: null, answered_at: null, ask_again_at: null }, ctx.now));
}

/** Accepting starts the membership with the terms as they were sent; the switch stays as it is. Declining starts the cool-down. */
export const answer = act('invites.answer', z.strictObject({ inviteId: id, ...Answer.shape }), creatorHerself, async (tx, ctx, input) => {
  const creatorId = ctx.actor.creatorId!;
  await lockCreators(tx, [creatorId]);
  const invite = await q.lockInvite(tx, creatorId, input.inviteId);
  checkOpen(invite, ctx.now);
  const { invitations } = await policiesAt(tx, ['invitations'], ctx.now);
  const accepted = input.answer === 'accept';
  const about = {
    creatorId,
    agencyId: invite!.agency_id,
    inviteId: invite!.invite_id,
    terms: invite!.terms,
    askedAt: invite!.sent_at,
  };
  const membershipId = accepted ? await startMembership(tx, ctx, about) : null;
  const state = accepted ? 'accepted' : 'declined';
  await q.saveAnswer(tx, invite!, state, ctx.now, accepted ? {} : { ask_again_at: coolDownEnd(invitations, ctx.now) });
  ctx.about({ creatorId, agencyId: invite!.agency_id, inviteId: invite!.invite_id, answer: input.answer });
  ctx.tell('invites.answered', { inviteId: invite!.invite_id, agencyId: invite!.agency_id, creatorId, answer: input.answer });
  return { ...show({ ...invite!, state, answered_at: ctx.now }, ctx.now), membershipId };
});

export const withdraw = act(
  'invites.withdraw',
  agencyOnly.extend({ inviteId: id }),
  staff('owner', 'manager', 'scout'),
  async (tx, ctx, { agencyId, inviteId }) => {
    const found = await q.findOursEverywhere(tx, agencyId, inviteId);
    if (!found) throw no('invites.not_found');
    await lockCreators(tx, [found.creator_id]);
    const invite = await q.lockInvite(tx, found.creator_id, inviteId);
    checkOpen(invite, ctx.now);
    // Sent, taken back and sent again would be a way round the one open invitation.
    await q.saveAnswer(tx, invite!, 'withdrawn', ctx.now, { withdrawn_by: 'agency', ask_again_at: resendFrom(ctx.now) });
    ctx.about({ inviteId, creatorId: found.creator_id });
    ctx.tell('invites.withdrawn', { inviteId, agencyId, creatorId: found.creator_id, by: 'agency' });
    return show({ ...invite!, state: 'withdrawn', answered_at: ctx.now }, ctx.now);
  },
);

const keysOf = (r: q.InviteRow) => [r.sent_at.toISOString(), r.invite_id];
const afterOf = (cursor: string | undefined) => {
  const keys = fromCursor(cursor, [instant, id]);
  return keys && { sentAt: keys[0], id: keys[1] };
};
type Agencies = Awaited<ReturnType<typeof loadAgencies>>;
const showMine = (r: q.MyRow, agencies: Agencies, now: Date) => ({
  ...show(r, now),
  agency: showCard(agencies.find((a) => a.agency_id === r.agency_id)!),
  sentBy: r.sent_by_name,
  withdrawnBy: r.withdrawn_by,
});

export const mine = view('invites.mine', pageQuery, creatorHerself, async (db, ctx, { cursor, limit }) => {
  const creatorId = ctx.actor.creatorId!;
  const rows = await q.listOfCreator(db, creatorId, afterOf(cursor), limit);
  const agencies = await loadAgencies(db, [...new Set(rows.map((r) => r.agency_id))]);
  return { ...pageOf(rows, limit, keysOf, (r) => showMine(r, agencies, ctx.now)), open: await q.countOpen(db, creatorId, ctx.now) };
});

export const open = view('invites.open', z.strictObject({ inviteId: id }), creatorHerself, async (db, ctx, { inviteId }) => {
  const row = await q.loadOfCreator(db, ctx.actor.creatorId!, inviteId);
  if (!row) throw no('invites.not_found');
  // Counts over all its members: five numbers, and no row of theirs.
  const promises = stateAt(row, ctx.now) === 'sent' ? await loadPromisesKept(ctx.across.db, row.agency_id, ctx.now) : null;
  const { terms: rule } = await policiesAt(db, ['terms'], row.sent_at);
  const trial = row.terms.trialLive
    ? { days: rule.trialDays, minutes: rule.trialMinutesMin, reviewDays: rule.review?.reviewDays ?? null }
    : null;
  return { ...showMine(row, await loadAgencies(db, [row.agency_id]), ctx.now), promises, trial };
});

export const listQuery = pageQuery.extend({ state: inviteState.optional() });
const seesInvites = staff('owner', 'manager', 'scout');

export const list = view(
  'invites.list',
  listQuery.extend({ agencyId: id }),
  seesInvites,
  async (db, ctx, { agencyId, state, cursor, limit }) => {
    const rows = await q.listOfAgencyEverywhere(db, agencyId, state, afterOf(cursor), limit, ctx.now);
    const counts = new Map((await q.countOfAgencyEverywhere(db, agencyId, ctx.now)).map((c) => [c.state, c.n]));
    const page = pageOf(rows, limit, keysOf, (r) => ({
      ...show(r, ctx.now),
      handle: r.handle,
      platform: r.platform,
      displayName: r.display_name,
      sentBy: r.sent_by_name,
      askAgainAt: r.ask_again_at?.toISOString() ?? null,
      withdrawnBy: r.withdrawn_by === 'block' ? ('switch' as const) : r.withdrawn_by,
    }));
    return {
      ...page,
      counts: Object.fromEntries(inviteState.options.map((s) => [s, counts.get(s) ?? 0])) as Record<
        (typeof inviteState.options)[number],
        number
      >,
    };
  },
);

/** What may still be sent today, by this agency and this person. */
export const allowance = view('invites.allowance', agencyOnly, seesInvites, async (db, ctx, { agencyId }) => {
  const { invitations: p } = await policiesAt(db, ['invitations'], ctx.now);
  const used = await q.loadCounts(db, agencyId, ctx.actor.personId!, dayOf(ctx.now));
  return {
    bulkMax: p.bulkMax,
    leftToday: Math.max(0, Math.min(p.agencyPerDay - used.agency, p.seatPerDay - used.seat)),
    perDay: Math.min(p.agencyPerDay, p.seatPerDay),
    eliteLeftToday: Math.max(0, p.elitePerDay - used.elite),
    resetsAt: addDays(startOfDay(dayOf(ctx.now)), 1).toISOString(),
    messageMax: p.messageMax,
    expiryDays: p.expiryDays,
  };
});

/** Marks invitations whose time is up. Their state is right before this comes by. */
export const expire = act('invites.expire', z.strictObject({}), nobody, async (tx, ctx) => {
  const ended = await q.expireEverywhere(tx, ctx.now, 500);
  for (const e of ended) ctx.tell('invites.expired', { inviteId: e.invite_id, agencyId: e.agency_id, creatorId: e.creator_id });
  return { expired: ended.length };
});

const anything: Filters = { commissionBpsMax: null, languages: [], verifiedOnly: false, inboxMax: null };

/** Her own conditions, beside what the operator's rules allow. */
export const filters = view('invites.filters', z.strictObject({}), creatorHerself, async (db, ctx) => {
  const [row] = await listFilters(db, [ctx.actor.creatorId!]);
  const { invitations, terms } = await policiesAt(db, ['invitations', 'terms'], ctx.now);
  return {
    ...(row ? showFilters(row) : anything),
    policy: { commissionBpsMax: terms.commissionBpsMax, inboxMax: invitations.inboxMax },
  };
});

/** Who may invite her from now on. Invitations that are open stay open: she can decline them. */
export const setFilters = act('invites.setFilters', Filters, creatorHerself, async (tx, ctx, input) => {
  const creatorId = ctx.actor.creatorId!;
  const [creator] = await lockCreators(tx, [creatorId]);
  if (!creator) throw no('invites.not_found');
  const { invitations, terms } = await policiesAt(tx, ['invitations', 'terms'], ctx.now);
  checkFilters(input, invitations);
  await saveFilters(tx, {
    creator_id: creatorId,
    commission_bps_max: input.commissionBpsMax,
    languages: [...new Set(input.languages)],
    verified_only: input.verifiedOnly,
    inbox_max: input.inboxMax,
    changed_at: ctx.now,
  });
  ctx.about({ creatorId });
  return {
    ...input,
    languages: [...new Set(input.languages)],
    policy: { commissionBpsMax: terms.commissionBpsMax, inboxMax: invitations.inboxMax },
  };
});
