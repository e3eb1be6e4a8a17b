import { z } from 'zod';
import {
  issueLink,
  listOpenStaffLinks,
  loadPerson,
  makeOperator,
  redeemLink,
  withdrawLinksBy,
  withdrawStaffLink as withdrawLink,
} from '#src/features/people/index.ts';
import { checkTerms, policiesAt } from '#src/features/policies/index.ts';
import { act, view } from '#src/infra/act.ts';
import type { Ctx } from '#src/infra/context.ts';
import type { Tx } from '#src/infra/db/open.ts';
import { anyone, anyStaff, nobody, operator, signedIn, staff } from '#src/infra/may.ts';
import { fromCursor, pageOf } from '#src/lib/page.ts';
import { id, pageQuery } from '#src/lib/shapes.ts';
import { agencyRole, LinkToken } from '#src/features/people/contract.ts';
import { EditAgency, NewAgency, NewStaffLink, OpenHouse, SetRole, SetTerms } from './contract.ts';
import {
  deleteSeat,
  listAgencies,
  listSeats,
  listSeatsOf,
  loadAgency,
  lockSeats,
  saveAgency,
  saveCard,
  saveRole,
  saveSeat,
  saveTerms,
  saveVerified,
} from './queries.ts';
import { checkSeatChange, keepsVerification, mayStillIssue, no } from './rules.ts';
import { showCard } from './steps.ts';

const agencyOnly = z.strictObject({ agencyId: id });
const seatOf = z.strictObject({ agencyId: id, personId: id });

/** Every agency, for anybody. */
export const directory = view('agencies.directory', pageQuery, anyone, async (db, _ctx, { cursor, limit }) => {
  const keys = fromCursor(cursor, ['string', id]);
  const rows = await listAgencies(db, keys && { name: keys[0], id: keys[1] }, limit);
  return pageOf(rows, limit, (r) => [r.sorted, r.agency_id], showCard);
});

export const show = view('agencies.show', agencyOnly, anyone, async (db, ctx, { agencyId }) => {
  const agency = await loadAgency(db, agencyId);
  if (!agency) throw no('agencies.not_found');
  const { terms } = await policiesAt(db, ['terms'], ctx.now);
  const role = ctx.actor.agencies.find((a) => a.agencyId === agencyId)?.role;
  return {
    ...showCard(agency),
    standardTerms: agency.standard_terms ?? terms.standard,
    ownTerms: agency.standard_terms !== null,
    ...(role && { role }),
  };
});

/** A new agency, and the link with which its first owner takes a seat. */
export const create = act(
  'agencies.create',
  NewAgency,
  operator('admin'),
  async (tx, ctx, input) => {
    const agencyId = ctx.newId();
    await saveAgency(tx, { agency_id: agencyId, ...input, created_at: ctx.now });
    ctx.about({ agencyId });
    ctx.tell('agencies.created', { agencyId });
    return { agencyId, ownerLink: await issueLink(tx, ctx, { kind: 'staff', subject: input.name, agencyId, role: 'owner' }) };
  },
  { showsSecret: true },
);

/** The first start of a house: whoever opens the printed link names the one agency, owns it and runs this Greenroom. */
export const openHouse = act(
  'agencies.openHouse',
  OpenHouse,
  signedIn,
  async (tx, ctx, { token, name }) => {
    await redeemLink(tx, ctx, token, 'house');
    const agencyId = ctx.newId();
    const personId = ctx.actor.personId!;
    await saveAgency(tx, { agency_id: agencyId, name, city: null, country: null, languages: [], about: '', created_at: ctx.now });
    await saveSeat(tx, { agency_id: agencyId, person_id: personId, role: 'owner', since: ctx.now });
    await makeOperator(tx, personId);
    ctx.about({ agencyId, personId });
    ctx.tell('agencies.created', { agencyId });
    return { agencyId };
  },
  { reach: 'across' },
);

export const verify = act('agencies.verify', agencyOnly, operator('admin'), async (tx, ctx, { agencyId }) => {
  const { numUpdatedRows } = await saveVerified(tx, agencyId, ctx.now);
  if (numUpdatedRows === 0n) throw no('agencies.not_found');
  return { agencyId };
});

/** A further link to an owner's seat: for an agency whose owner never came, or lost the first one. */
export const ownerLink = act(
  'agencies.ownerLink',
  agencyOnly,
  operator('admin'),
  async (tx, ctx, { agencyId }) => {
    const agency = await loadAgency(tx, agencyId);
    if (!agency) throw no('agencies.not_found');
    return issueLink(tx, ctx, { kind: 'staff', subject: agency.name, agencyId, role: 'owner' });
  },
  { showsSecret: true },
);

/** What the directory says of the agency. A new name ends the operator's verification. */
export const edit = act('agencies.edit', agencyOnly.extend(EditAgency.shape), staff('owner'), async (tx, ctx, { agencyId, ...input }) => {
  const before = await lockSeats(tx, agencyId);
  const edits = Object.fromEntries(Object.entries(input).filter(([, v]) => v !== undefined)) as typeof input;
  const verified = before!.verified_at !== null && keepsVerification(before!.name, edits.name);
  if (Object.keys(edits).length > 0)
    await saveCard(tx, agencyId, { ...edits, ...(!verified && { verified_at: null }) } as Parameters<typeof saveCard>[2]);
  ctx.about({ fields: Object.keys(edits), ...(before!.verified_at !== null && !verified && { verificationEnded: true }) });
  return { agencyId, verified };
});

/** Terms that an invitation carries when it gives none. Invitations already sent keep theirs. */
export const setTerms = act(
  'agencies.setTerms',
  agencyOnly.extend(SetTerms.shape),
  staff('owner', 'manager'),
  async (tx, ctx, { agencyId, terms }) => {
    const policy = await policiesAt(tx, ['terms'], ctx.now);
    const refusal = checkTerms(terms, policy.terms);
    if (refusal) throw refusal;
    await saveTerms(tx, agencyId, terms);
    ctx.about({ terms });
    return { agencyId };
  },
);

export const listStaff = view('agencies.staff', agencyOnly, staff('owner', 'manager'), async (db, _ctx, { agencyId }) => ({
  items: (await listSeats(db, agencyId)).map((s) => ({
    personId: s.person_id,
    name: s.name,
    email: s.email,
    role: s.role,
    since: s.since.toISOString(),
  })),
  nextCursor: null,
}));

export const inviteStaff = act(
  'agencies.inviteStaff',
  agencyOnly.extend(NewStaffLink.shape),
  staff('owner'),
  async (tx, ctx, { agencyId, role }) => {
    const agency = await loadAgency(tx, agencyId);
    ctx.about({ role });
    return issueLink(tx, ctx, { kind: 'staff', subject: agency!.name, agencyId, role });
  },
  { showsSecret: true },
);

/** The seats offered by links that still work. The operator's people are not named here. */
export const listStaffLinks = view('agencies.listStaffLinks', agencyOnly, staff('owner', 'manager'), async (db, ctx, { agencyId }) => {
  const links = await listOpenStaffLinks(db, agencyId, ctx.now);
  const seats = await listSeats(db, agencyId);
  const items = links.map((l) => {
    const maker = seats.find((s) => s.person_id === l.issued_by);
    return {
      linkId: l.link_id,
      role: l.role!,
      madeBy: maker ? { personId: maker.person_id, name: maker.name } : null,
      madeAt: l.created_at.toISOString(),
      expiresAt: l.expires_at.toISOString(),
    };
  });
  return { items, nextCursor: null };
});

export const withdrawStaffLink = act(
  'agencies.withdrawStaffLink',
  agencyOnly.extend({ linkId: id }),
  staff('owner'),
  async (tx, ctx, { agencyId, linkId }) => {
    const { numUpdatedRows } = await withdrawLink(tx, agencyId, linkId, ctx.now);
    if (numUpdatedRows === 0n) throw no('agencies.link_not_found');
    ctx.about({ linkId });
    return { agencyId };
  },
);

export const join = act(
  'agencies.join',
  LinkToken,
  signedIn,
  async (tx, ctx, { token }) => {
    const link = await redeemLink(tx, ctx, token, 'staff');
    const { agency_id: agencyId, role } = link;
    // A link is worth what its maker may still give.
    const issuer = link.issued_by === null ? undefined : await loadPerson(tx, link.issued_by);
    const seats = link.issued_by === null ? [] : await listSeatsOf(tx, link.issued_by);
    if (!mayStillIssue(issuer?.operator_role ?? null, seats.find((s) => s.agencyId === agencyId)?.role)) throw no('agencies.link_ended');
    const personId = ctx.actor.personId!;
    const { numInsertedOrUpdatedRows } = await saveSeat(tx, { agency_id: agencyId!, person_id: personId, role: role!, since: ctx.now });
    if (numInsertedOrUpdatedRows === 0n) throw no('agencies.already_staff');
    ctx.about({ agencyId, role });
    return { agencyId: agencyId!, personId, role: role! };
  },
  { reach: 'across' },
);

/** A link is worth what its maker may still give: with the owner's role the open ones go too. */
async function endLinksBy(tx: Tx, ctx: Ctx, agencyId: string, personId: string) {
  const maker = await loadPerson(tx, personId);
  if (!mayStillIssue(maker?.operator_role ?? null, undefined)) await withdrawLinksBy(tx, agencyId, personId, ctx.now);
}

/** Holds from the next request of that person on. */
export const setRole = act(
  'agencies.setRole',
  seatOf.extend(SetRole.shape),
  staff('owner'),
  async (tx, ctx, { agencyId, personId, role }) => {
    await lockSeats(tx, agencyId);
    const seat = checkSeatChange(await listSeats(tx, agencyId), personId, role);
    await saveRole(tx, agencyId, personId, role);
    if (seat.role === 'owner' && role !== 'owner') await endLinksBy(tx, ctx, agencyId, personId);
    ctx.about({ personId, from: seat.role, to: role });
    if (seat.role !== role) ctx.tell('agencies.role_changed', { agencyId, personId, role });
    return { agencyId, personId, role };
  },
);

async function endSeat(tx: Tx, ctx: Ctx, agencyId: string, personId: string) {
  await lockSeats(tx, agencyId);
  const seat = checkSeatChange(await listSeats(tx, agencyId), personId, null);
  await deleteSeat(tx, agencyId, personId);
  await endLinksBy(tx, ctx, agencyId, personId);
  ctx.about({ personId, from: seat.role });
  ctx.tell('agencies.seat_ended', { agencyId, personId });
  return { agencyId, personId, role: null };
}

/** Ends a seat. Who asks is loaded anew for each request, so the person's next one, by session or key, finds no agency. */
export const removeSeat = act('agencies.removeSeat', seatOf, staff('owner'), (tx, ctx, { agencyId, personId }) =>
  endSeat(tx, ctx, agencyId, personId),
);

/** Whoever works here may go, by herself and at once; only the last owner may not. */
export const leaveSeat = act('agencies.leaveSeat', agencyOnly, anyStaff, (tx, ctx, { agencyId }) =>
  endSeat(tx, ctx, agencyId, ctx.actor.personId!),
);

/** A seat given by the program itself: the people of a demo. */
export const seat = act('agencies.seat', seatOf.extend({ role: agencyRole }), nobody, async (tx, ctx, { agencyId, personId, role }) => {
  await saveSeat(tx, { agency_id: agencyId, person_id: personId, role, since: ctx.now });
  return { agencyId, personId, role };
});
