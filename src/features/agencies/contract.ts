import { z } from 'zod';
import { agencyRole, LinkToken } from '#src/features/people/contract.ts';
import { Terms } from '#src/features/policies/contract.ts';
import { country, id, instant, language, line, page, prose } from '#src/lib/shapes.ts';
import type { Reasons } from '#src/lib/errors.ts';

export const AgencyCard = z
  .object({
    agencyId: id,
    name: z.string(),
    city: z.string().nullable(),
    country: z.string().nullable(),
    languages: z.array(z.string()),
    about: z.string(),
    verifiedAt: instant.nullable(),
    since: instant,
  })
  .meta({ id: 'AgencyCard' });
export type AgencyCard = z.infer<typeof AgencyCard>;
export const AgencyDirectory = page(AgencyCard).meta({ id: 'AgencyDirectory' });
export const Agency = AgencyCard.extend({
  standardTerms: Terms,
  /** False: these are the operator's standard terms, the agency has set none of its own. */
  ownTerms: z.boolean(),
  role: agencyRole.optional(),
}).meta({ id: 'Agency' });

/** The link of the first start and the name of the agency: nothing else is asked. */
export const OpenHouse = z.strictObject({ ...LinkToken.shape, name: line(80) });
export const NewAgency = z.strictObject({
  name: line(80),
  city: line(80).nullable().default(null),
  country: country.nullable().default(null),
  languages: z.array(language).max(30).default([]),
  about: prose(1000).default(''),
});
export const AgencyMade = z
  .object({ agencyId: id, ownerLink: z.object({ url: z.string(), expiresAt: instant }) })
  .meta({ id: 'AgencyMade' });

export const EditAgency = z.strictObject({
  name: line(80).optional(),
  city: line(80).nullable().optional(),
  country: country.nullable().optional(),
  languages: z.array(language).max(30).optional(),
  about: prose(1000).optional(),
});
/** `verified`: whether the agency still is; a new name has to be verified anew. */
export const AgencyEdited = z.object({ agencyId: id, verified: z.boolean() }).meta({ id: 'AgencyEdited' });

export const SetTerms = z.strictObject({ terms: Terms });
export const NewStaffLink = z.strictObject({ role: agencyRole });
export const SetRole = z.strictObject({ role: agencyRole });
export const Seat = z.object({ personId: id, name: z.string(), email: z.string(), role: agencyRole, since: instant }).meta({ id: 'Seat' });
export const Staff = z.object({ items: z.array(Seat), nextCursor: z.string().nullable() }).meta({ id: 'Staff' });
/** An open offer of a seat. The address itself is not kept. */
export const StaffLink = z
  .object({
    linkId: id,
    role: agencyRole,
    /** Who of the staff made it; null: the operator. */
    madeBy: z.object({ personId: id, name: z.string() }).nullable(),
    madeAt: instant,
    expiresAt: instant,
  })
  .meta({ id: 'StaffLink' });
export const StaffLinks = page(StaffLink).meta({ id: 'StaffLinks' });
export const SeatState = z.object({ agencyId: id, personId: id, role: agencyRole.nullable() }).meta({ id: 'SeatState' });

export const reasons = {
  'agencies.not_found': { kind: 'not_found', detail: 'There is no such agency.' },
  'agencies.role': { kind: 'forbidden', detail: 'Your role in this agency does not allow that.' },
  'agencies.already_staff': { kind: 'conflict', detail: 'You already belong to this agency.' },
  'agencies.link_ended': { kind: 'gone', detail: 'Whoever made this link may no longer offer a seat. Ask for a new one.' },
  'agencies.link_not_found': { kind: 'not_found', detail: 'There is no such open link.' },
  'agencies.last_owner': { kind: 'conflict', detail: 'An agency keeps at least one owner.' },
  'agencies.seat_not_found': { kind: 'not_found', detail: 'Nobody by this id works in this agency.' },
} as const satisfies Reasons;
