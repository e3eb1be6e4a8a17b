import { sql, type Expression, type RawBuilder } from 'kysely';
import type { Actor } from '#src/infra/context.ts';
import type { Db, Tx } from '#src/infra/db/open.ts';
import { plainRow, type ExportStep } from '#src/infra/owned.ts';
import type { Locale } from '#src/lib/locales.ts';
import type { LinkKind } from '../contract.ts';

export const loadPerson = (db: Db, personId: string) =>
  db.selectFrom('people').select(['id', 'name', 'email', 'operator_role', 'locale']).where('id', '=', personId).executeTakeFirst();

/** Names by id; somebody who is gone is absent. */
export const listPeopleNames = async (db: Db, personIds: readonly string[]): Promise<Map<string, string>> => {
  const rows = await db
    .selectFrom('people')
    .select(['id', 'name'])
    .where(sql<boolean>`id = any(${personIds}::uuid[])`)
    .execute();
  return new Map(rows.map((r) => [r.id, r.name]));
};

/** People by a part of their name, or by their whole e-mail address. */
export const findPeople = async (db: Db, text: string, most: number): Promise<string[]> => {
  const pattern = `%${text.replaceAll(/[\\%_]/g, '\\$&')}%`;
  const rows = await db
    .selectFrom('people')
    .select('id')
    .where(sql<boolean>`name ilike ${pattern} or email = ${text.toLowerCase()}`)
    .orderBy('id')
    .limit(most)
    .execute();
  return rows.map((r) => r.id);
};

export const findPersonByEmail = (db: Db, email: string) =>
  db.selectFrom('people').select(['id', 'name', 'email', 'operator_role', 'locale']).where('email', '=', email).executeTakeFirst();

/** Of these addresses, those that somebody here has. */
export const listKnownEmails = async (db: Db, emails: string[]): Promise<Set<string>> => {
  const rows = await db
    .selectFrom('people')
    .select('email')
    .where('email', '=', sql<string>`any(${emails})`)
    .execute();
  return new Set(rows.map(({ email }) => email));
};

export const savePerson = (
  tx: Tx,
  person: { id: string; name: string; email: string; at: Date; operator: 'admin' | 'moderator' | 'analyst' | null },
) =>
  tx
    .insertInto('people')
    .values({
      id: person.id,
      name: person.name,
      email: person.email,
      email_verified: false,
      image: null,
      created_at: person.at,
      updated_at: person.at,
      operator_role: person.operator,
      locale: null,
    })
    .execute();

export const savePassword = (tx: Tx, row: { id: string; personId: string; hash: string; at: Date }) =>
  tx
    .insertInto('people_accounts')
    .values({
      id: row.id,
      account_id: row.personId,
      provider_id: 'credential',
      user_id: row.personId,
      password: row.hash,
      created_at: row.at,
      updated_at: row.at,
    })
    .execute();

export const saveOperator = (tx: Tx, personId: string, role: 'admin' | 'moderator' | 'analyst') =>
  tx.updateTable('people').set({ operator_role: role }).where('id', '=', personId).execute();

export const saveLocale = (tx: Tx, personId: string, locale: Locale | null) =>
  tx.updateTable('people').set({ locale }).where('id', '=', personId).execute();

/** Operators who decide what others may not. */
export const listDeciders = async (db: Db | Tx): Promise<string[]> =>
  (await db.selectFrom('people').select('id').where('operator_role', 'in', ['admin', 'moderator']).orderBy('id').limit(1000).execute()).map(
    (p) => p.id,
  );
/** Operators in the order of their ids, behind one; null: from the first. */
export const listOperatorsAfter = async (db: Db | Tx, after: string | null, most: number): Promise<string[]> =>
  (
    await sql<{ id: string }>`select id from people where operator_role is not null ${after === null ? sql`` : sql`and id > ${after}`}
      order by id limit ${most}`.execute(db)
  ).rows.map((r) => r.id);

/** People who run this Greenroom, the server's own person left out. */
export const countOperators = async (db: Db, serverEmail: string): Promise<number> => {
  const { n } = await db
    .selectFrom('people')
    .select(sql<number>`count(*)::int`.as('n'))
    .where('operator_role', 'is not', null)
    .where('email', '!=', serverEmail)
    .executeTakeFirstOrThrow();
  return n;
};

export const saveLink = (
  tx: Tx,
  row: {
    link_id: string;
    hash: string;
    kind: LinkKind;
    subject: string;
    agency_id: string | null;
    role: 'owner' | 'manager' | 'coach' | 'scout' | 'finance' | null;
    creator_id: string | null;
    export_id: string | null;
    handle: string | null;
    issued_by: string | null;
    created_at: Date;
    expires_at: Date;
  },
) =>
  tx
    .insertInto('people_links')
    .values({ ...row, used_at: null, used_by: null, withdrawn_at: null })
    .execute();

export const loadLink = (db: Db, hash: string) => db.selectFrom('people_links').selectAll().where('hash', '=', hash).executeTakeFirst();
export const lockLink = (tx: Tx, hash: string) =>
  tx.selectFrom('people_links').selectAll().where('hash', '=', hash).forUpdate().executeTakeFirst();
export const saveLinkUsed = (tx: Tx, linkId: string, personId: string, at: Date) =>
  tx.updateTable('people_links').set({ used_at: at, used_by: personId }).where('link_id', '=', linkId).execute();
/** Whose profile it leads to once it was used: it goes with her. */
export const saveLinkCreator = (tx: Tx, linkId: string, creatorId: string) =>
  tx.updateTable('people_links').set({ creator_id: creatorId }).where('link_id', '=', linkId).execute();
const open = (at: Date) => sql<boolean>`l.used_at is null and l.withdrawn_at is null and l.expires_at > ${at}`;
const openStaff = (agencyId: string, at: Date) => sql<boolean>`l.kind = 'staff' and l.agency_id = ${agencyId} and ${open(at)}`;
const openFigures = (agencyId: string, exportId: string, at: Date) =>
  sql<boolean>`l.kind = 'figures' and l.agency_id = ${agencyId} and l.export_id = ${exportId} and ${open(at)}`;
/** Seats that an agency offers by links that can still be used, newest first. */
export const listOpenStaffLinks = (db: Db, agencyId: string, now: Date) =>
  db
    .selectFrom('people_links as l')
    .select(['l.link_id', 'l.role', 'l.issued_by', 'l.created_at', 'l.expires_at'])
    .where(openStaff(agencyId, now))
    .orderBy('l.created_at', 'desc')
    .orderBy('l.link_id', 'desc')
    .limit(200)
    .execute();
export const withdrawStaffLink = (tx: Tx, agencyId: string, linkId: string, at: Date) =>
  tx
    .updateTable('people_links as l')
    .set({ withdrawn_at: at })
    .where('l.link_id', '=', linkId)
    .where(openStaff(agencyId, at))
    .executeTakeFirst();
/** Every open link of this agency that one person made: to a seat, or to figures. */
export const withdrawLinksBy = (tx: Tx, agencyId: string, personId: string, at: Date) =>
  tx
    .updateTable('people_links as l')
    .set({ withdrawn_at: at })
    .where('l.issued_by', '=', personId)
    .where('l.agency_id', '=', agencyId)
    .where('l.kind', 'in', ['staff', 'figures'])
    .where(open(at))
    .executeTakeFirst();
/** The link that can still be used by whom an agency's export tells of. */
export const loadFiguresLink = (db: Db | Tx, agencyId: string, exportId: string, now: Date) =>
  db
    .selectFrom('people_links as l')
    .select(['l.expires_at'])
    .where(openFigures(agencyId, exportId, now))
    .orderBy('l.created_at', 'desc')
    .limit(1)
    .executeTakeFirst();
export const withdrawFiguresLink = async (tx: Tx, agencyId: string, exportId: string, at: Date): Promise<boolean> => {
  const { numUpdatedRows } = await tx
    .updateTable('people_links as l')
    .set({ withdrawn_at: at })
    .where(openFigures(agencyId, exportId, at))
    .executeTakeFirstOrThrow();
  return numUpdatedRows > 0n;
};
/**
 * Only the newest link to a profile, to an exported creator, or to the first operator, works: an older one ends as if it had never begun, for by
 * the clock of whoever began to use it a moment ago it is earlier than here.
 */
export const endOpenLinks = (
  tx: Tx,
  kind: Exclude<LinkKind, 'staff'>,
  { creatorId = null, exportId = null }: { creatorId?: string | null; exportId?: string | null },
  at: Date,
) =>
  tx
    .updateTable('people_links')
    .set({ expires_at: sql`created_at` })
    .where('kind', '=', kind)
    .where('used_at', 'is', null)
    .where('expires_at', '>', at)
    .where('withdrawn_at', 'is', null)
    .where('creator_id', 'is not distinct from', creatorId)
    .where('export_id', 'is not distinct from', exportId)
    .execute();

/** What later features add to who asks: one question with the person, for it is asked with every request. */
export interface RolesOf {
  creator_id: (personId: Expression<string>) => RawBuilder<string | null>;
  agencies: (personId: Expression<string>) => RawBuilder<Actor['agencies']>;
}
const selected = (rolesOf: RolesOf, personId: Expression<string>) =>
  [rolesOf.creator_id(personId).as('creator_id'), rolesOf.agencies(personId).as('agencies')] as const;
export type Who = NonNullable<Awaited<ReturnType<typeof findWho>>>;
export const findWho = (db: Db, personId: string, rolesOf: RolesOf) =>
  db
    .selectFrom('people as p')
    .select(['p.id', 'p.name', 'p.email', 'p.operator_role', 'p.locale'])
    .select((e) => selected(rolesOf, e.ref('p.id')))
    .where('p.id', '=', personId)
    .executeTakeFirst();
/** A key with the person whose it is: asked with every request that brings one. */
export const findKey = (db: Db, prefix: string, rolesOf: RolesOf) =>
  db
    .selectFrom('people_keys as k')
    .innerJoin('people as p', 'p.id', 'k.person_id')
    .select(['k.key_id', 'k.hash', 'k.scopes', 'k.revoked_at', 'p.id', 'p.name', 'p.email', 'p.operator_role', 'p.locale'])
    .select((e) => selected(rolesOf, e.ref('p.id')))
    .where('k.prefix', '=', prefix)
    .executeTakeFirst();
/** Of these ways in (keys and sessions, `wayOf`), those that still let somebody in. For the server's own connection: it asks for all who listen. */
export const listOpenWaysEverywhere = async (db: Db, ways: readonly string[], now: Date): Promise<Set<string>> => {
  const { rows } = await sql<{
    way: string;
  }>`select key_id as way from people_keys where key_id = any(${ways}::uuid[]) and revoked_at is null
    union all select id from people_sessions where id = any(${ways}::uuid[]) and expires_at > ${now}`.execute(db);
  return new Set(rows.map((r) => r.way));
};
export const saveKey = (
  tx: Tx,
  row: { key_id: string; person_id: string; name: string; prefix: string; hash: string; scopes: ('read' | 'write')[]; created_at: Date },
) =>
  tx
    .insertInto('people_keys')
    .values({ ...row, revoked_at: null })
    .execute();
export const listKeys = (db: Db, personId: string) =>
  db
    .selectFrom('people_keys')
    .select(['key_id', 'name', 'prefix', 'scopes', 'created_at'])
    .where('person_id', '=', personId)
    .where('revoked_at', 'is', null)
    .orderBy('created_at', 'desc')
    .limit(200)
    .execute();
/** How keys of a person are called, revoked ones too. */
export const listKeyNames = async (db: Db, personId: string, keyIds: readonly string[]): Promise<Map<string, string>> =>
  new Map(
    (
      await sql<{ key_id: string; name: string }>`
        select key_id, name from people_keys where person_id = ${personId} and key_id = any(${keyIds}::uuid[])`.execute(db)
    ).rows.map((r) => [r.key_id, r.name]),
  );
export const revokeKey = (tx: Tx, personId: string, keyId: string, at: Date) =>
  tx
    .updateTable('people_keys')
    .set({ revoked_at: at })
    .where('key_id', '=', keyId)
    .where('person_id', '=', personId)
    .where('revoked_at', 'is', null)
    .executeTakeFirst();

/** Idempotency keys are kept for two days, outbox rows that every consumer has read for seven. */
export async function sweep(tx: Tx, now: Date): Promise<void> {
  await sql`delete from idempotency where at < ${now}::timestamptz - interval '2 days'`.execute(tx);
  await sql`delete from people_sessions where expires_at < ${now}::timestamptz - interval '1 day'`.execute(tx);
  await sql`delete from outbox o where o.at < ${now}::timestamptz - interval '7 days'
    and not exists (select from outbox_positions p where (p.era, p.xid, p.seq) < (o.era, o.xid, o.seq))`.execute(tx);
}

/** Everything that the account is made of. Links to seats that she offered end with her. */
export async function deletePerson(tx: Tx, personId: string): Promise<void> {
  await sql`delete from people_verifications where identifier in (select email from people where id = ${personId})`.execute(tx);
  await sql`delete from people_links where issued_by = ${personId} or used_by = ${personId}`.execute(tx);
  await tx.deleteFrom('people_keys').where('person_id', '=', personId).execute();
  await sql`delete from people_sessions where user_id = ${personId}`.execute(tx);
  await tx.deleteFrom('people_accounts').where('user_id', '=', personId).execute();
  await tx.deleteFrom('people').where('id', '=', personId).execute();
}
/** A claim link shows the name of the profile that it leads to. */
export const deleteClaimLinks = (tx: Tx, creatorId: string) => tx.deleteFrom('people_links').where('creator_id', '=', creatorId).execute();

/** Who runs this Greenroom. `lock` makes them wait for each other when one of them goes. */
export const listAdmins = async (db: Db | Tx, lock = false): Promise<{ id: string; email: string }[]> => {
  const rows = db.selectFrom('people').select(['id', 'email']).where('operator_role', '=', 'admin').orderBy('id');
  return (lock ? rows.forUpdate() : rows).execute();
};

/** Her account as she may take it with her: no password, no token, no hash. */
export const exportPeople: ExportStep = async (db, { personId }) => {
  if (personId === undefined) return [];
  const person = await db.selectFrom('people').selectAll().where('id', '=', personId).execute();
  const { rows: sessions } = await sql<object>`
    select created_at, updated_at, expires_at, ip_address, user_agent from people_sessions where user_id = ${personId} order by created_at`.execute(
    db,
  );
  const signIns = await db
    .selectFrom('people_accounts')
    .select(['provider_id', 'created_at', 'updated_at'])
    .where('user_id', '=', personId)
    .execute();
  const keys = await db.selectFrom('people_keys').selectAll().where('person_id', '=', personId).orderBy('created_at').execute();
  const links = await db
    .selectFrom('people_links')
    .selectAll()
    .where((w) => w.or([w('used_by', '=', personId), w('issued_by', '=', personId)]))
    .orderBy('created_at')
    .execute();
  return [
    { name: 'account', from: 'people', rows: person.map((r) => plainRow(r)) },
    { name: 'sessions', from: 'people_sessions', rows: sessions.map((r) => plainRow(r)) },
    { name: 'sign_ins', from: 'people_accounts', rows: signIns.map((r) => plainRow(r)) },
    { name: 'keys', from: 'people_keys', rows: keys.map((r) => plainRow(r, 'hash', 'person_id')) },
    {
      name: 'links',
      from: 'people_links',
      // Who else made or used one is not hers to take.
      rows: links.map((r) => ({
        ...plainRow(r, 'hash', 'issued_by', 'used_by'),
        madeByYou: r.issued_by === personId,
        usedByYou: r.used_by === personId,
      })),
    },
  ];
};
