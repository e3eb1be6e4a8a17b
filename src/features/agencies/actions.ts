import { z } from 'zod';
import { issueLink, loadPerson, redeemLink } from '#src/features/people/index.ts';
import { checkTerms, policiesAt } from '#src/features/policies/index.ts';
import { act, view } from '#src/infra/act.ts';
import { anyone, nobody, operator, signedIn, staff } from '#src/infra/may.ts';
import { fromCursor, pageOf } from '#src/lib/page.ts';
import { id, pageQuery } from '#src/lib/shapes.ts';
import { agencyRole, LinkToken } from '#src/features/people/contract.ts';
import { NewAgency, NewStaffLink, SetRole, SetTerms } from './contract.ts';
import {
  deleteSeat,
  listAgencies,
  listSeats,
  listSeatsOf,
  loadAgency,
  lockSeats,
  saveAgency,
  saveRole,
  saveSeat,
  saveTerms,
  saveVerified,
} from './queries.ts';
import { checkSeatChange, mayStillIssue, no } from './rules.ts';
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

export const verify = act('agencies.verify', agencyOnly, operator('admin'), async (tx, ctx, { agencyId }) => {
  const { numUpdatedRows } = await saveVerified(tx, agencyId, ctx.now);
  if (numUpdatedRows === 0n) throw no('agencies.not_found');
  return { agencyId };
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

export const join = act('agencies.join', LinkToken, signedIn, async (tx, ctx, { token }) => {
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
});

/** Holds from the next request of that person on. */
export const setRole = act(
  'agencies.setRole',
  seatOf.extend(SetRole.shape),
  staff('owner'),
  async (tx, ctx, { agencyId, personId, role }) => {
    await lockSeats(tx, agencyId);
    const seat = checkSeatChange(await listSeats(tx, agencyId), personId, role);
    await saveRole(tx, agencyId, personId, role);
    ctx.about({ personId, from: seat.role, to: role });
    return { agencyId, personId, role };
  },
);

export const removeSeat = act('agencies.removeSeat', seatOf, staff('owner'), async (tx, ctx, { agencyId, personId }) => {
  await lockSeats(tx, agencyId);
  const seat = checkSeatChange(await listSeats(tx, agencyId), personId, null);
  await deleteSeat(tx, agencyId, personId);
  ctx.about({ personId, from: seat.role });
  return { agencyId, personId, role: null };
});

/** A seat given by the program itself: the people of a demo. */
export const seat = act('agencies.seat', seatOf.extend({ role: agencyRole }), nobody, async (tx, ctx, { agencyId, personId, role }) => {
  await saveSeat(tx, { agency_id: agencyId, person_id: personId, role, since: ctx.now });
  return { agencyId, personId, role };
});
