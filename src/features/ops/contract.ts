import { z } from 'zod';
import { AgencyCard } from '#src/features/agencies/contract.ts';
import { country, day, id, instant, page, pageQuery } from '#src/lib/shapes.ts';
import type { Reasons } from '#src/lib/errors.ts';

export const Verified = z
  .object({ ok: z.boolean(), checks: z.array(z.object({ id: z.string(), ok: z.boolean(), detail: z.string() })) })
  .meta({ id: 'Verified' });

export const agencySort = z.enum(['name', 'newest', 'staff', 'members']);
export const AgencyQuery = pageQuery.extend({
  /** Part of a name or a city. */
  q: z.string().trim().max(120).optional(),
  verified: z.enum(['yes', 'no']).optional(),
  country: country.optional(),
  sort: agencySort.default('name'),
});
/** An agency with what the operator answers for. */
export const ListedAgency = AgencyCard.extend({
  staff: z.int(),
  /** Zero: nobody can invite staff; a new owner needs a link of the operator. */
  owners: z.int(),
  members: z.int(),
  /** Links to an owner's seat that still work. */
  openOwnerLinks: z.int(),
}).meta({ id: 'ListedAgency' });
export const ListedAgencies = page(ListedAgency).extend({ total: z.int() }).meta({ id: 'ListedAgencies' });

export const AuditQuery = pageQuery.extend({
  actor: id.optional(),
  /** Part of the actor's name, or the whole e-mail address. */
  who: z.string().trim().min(1).max(120).optional(),
  /** People and their keys; the program's own jobs; both. */
  by: z.enum(['people', 'system', 'everybody']).default('people'),
  /** One act, `agencies.verify`, or all of a feature, `agencies`. */
  act: z
    .string()
    .regex(/^[a-z]{1,40}(\.[a-zA-Z]{1,60})?$/)
    .optional(),
  /** An agency, a creator, or whoever else a row names by its id. */
  subject: id.optional(),
  from: day.optional(),
  /** The last day, all of it. Days are UTC. */
  until: day.optional(),
});
const named = z.object({ personId: id, name: z.string().nullable() });
export const AuditRow = z
  .object({
    auditId: id,
    at: instant,
    act: z.string(),
    by: z.enum(['visitor', 'person', 'key', 'system']),
    /** Null for the program itself. The name is today's; null: the person is gone. */
    actor: named.nullable(),
    keyId: id.nullable(),
    agency: z.object({ agencyId: id, name: z.string().nullable() }).nullable(),
    creator: z.object({ creatorId: id, name: z.string().nullable() }).nullable(),
    /** Other people whom the row names. */
    people: z.array(named),
    subject: z.record(z.string(), z.unknown()),
    requestId: z.string(),
  })
  .meta({ id: 'AuditRow' });
export const Audit = page(AuditRow).meta({ id: 'Audit' });

export const reasons = {
  'ops.period': { kind: 'invalid', detail: 'The period ends before it begins.' },
} as const satisfies Reasons;
