import { z } from 'zod';
import { loadAgencies, showCard } from '#src/features/agencies/index.ts';
import { loadNames } from '#src/features/creators/index.ts';
import { findPeople, listPeopleNames } from '#src/features/people/index.ts';
import { view } from '#src/infra/act.ts';
import type { Db } from '#src/infra/db/open.ts';
import { operator } from '#src/infra/may.ts';
import { verify, type Check } from '#src/infra/verify.ts';
import { fromCursor, pageOf } from '#src/lib/page.ts';
import { id, instant } from '#src/lib/shapes.ts';
import { AgencyQuery, AuditQuery } from './contract.ts';
import { countAgencies, listAgenciesEverywhere, listAudit, type AgencyRow, type AuditFound } from './queries.ts';
import { idsIn, periodOf } from './rules.ts';

const anyOperator = operator('admin', 'moderator', 'analyst');

/** Tries everything that must hold of the data; `ok` is false when anything does not. */
export const makeVerify = (checks: readonly Check[]) =>
  view('ops.verify', z.strictObject({}), operator('admin', 'analyst'), (db) => verify(db, checks), { heavy: true });

const agencyKey: Record<z.output<typeof AgencyQuery>['sort'], (r: AgencyRow) => string | number> = {
  name: (r) => r.sorted,
  newest: (r) => r.created_at.toISOString(),
  staff: (r) => r.staff,
  members: (r) => r.members,
};
const keyShape = { name: 'string', newest: instant, staff: z.int().max(2_147_483_647), members: z.int().max(2_147_483_647) } as const;

/** Every agency, with its owners, staff and members. */
export const agencies = view(
  'ops.agencies',
  AgencyQuery,
  anyOperator,
  async (db, ctx, { cursor, limit, ...filter }) => {
    const keys = fromCursor(cursor, [keyShape[filter.sort], id]);
    const rows = await listAgenciesEverywhere(db, filter, keys && { key: keys[0], agencyId: keys[1] }, limit, ctx.now);
    const page = pageOf(
      rows,
      limit,
      (r) => [agencyKey[filter.sort](r), r.agency_id],
      (r) => ({ ...showCard(r), staff: r.staff, owners: r.owners, members: r.members, openOwnerLinks: r.open_owner_links }),
    );
    return { ...page, total: await countAgencies(db, filter) };
  },
  { heavy: true },
);

const present = <T>(values: (T | null)[]): T[] => [...new Set(values.filter((v) => v !== null))];

/** The names of today for whatever the rows name; an id without one belongs to somebody who is gone. */
async function namesFor(db: Db, rows: readonly AuditFound[]) {
  const people = await listPeopleNames(db, present([...rows.map((r) => r.person_id), ...rows.flatMap((r) => idsIn(r.subject))]));
  const houses = await loadAgencies(db, present(rows.map((r) => r.agency_id)));
  const creators = await loadNames(db, present(rows.map((r) => r.creator_id)));
  return {
    people,
    agency: (agencyId: string) => houses.find((a) => a.agency_id === agencyId)?.name ?? null,
    creator: (creatorId: string) => creators.get(creatorId)?.displayName ?? null,
  };
}

/** What was done, by whom, about whom: newest first. */
export const audit = view(
  'ops.audit',
  AuditQuery,
  anyOperator,
  async (db, _ctx, { cursor, limit, actor, who, by, act, subject, from, until }) => {
    const keys = fromCursor(cursor, [instant, z.int()]);
    const found = who === undefined ? null : await findPeople(db, who, 500);
    const people = actor === undefined ? found : found === null || found.includes(actor) ? [actor] : [];
    const filter = { people, by, act, subject, ...periodOf(from, until) };
    const rows = await listAudit(db, filter, keys && { at: keys[0], seq: keys[1] }, limit);
    const names = await namesFor(db, rows.slice(0, limit));
    const name = (personId: string) => ({ personId, name: names.people.get(personId) ?? null });
    return pageOf(
      rows,
      limit,
      (r) => [r.at.toISOString(), r.seq],
      (r) => ({
        auditId: r.audit_id,
        at: r.at.toISOString(),
        act: r.act,
        by: r.actor_kind,
        actor: r.person_id === null ? null : name(r.person_id),
        keyId: r.key_id,
        agency: r.agency_id === null ? null : { agencyId: r.agency_id, name: names.agency(r.agency_id) },
        creator: r.creator_id === null ? null : { creatorId: r.creator_id, name: names.creator(r.creator_id) },
        people: idsIn(r.subject)
          .filter((one) => one !== r.person_id && names.people.has(one))
          .map(name),
        subject: r.subject,
        requestId: r.request_id,
      }),
    );
  },
  { heavy: true },
);
