import { sql, type Selectable } from 'kysely';
import type { Locale } from '#src/lib/locales.ts';
import type { Db, Tables, Tx } from '#src/infra/db/open.ts';
import type { Purpose } from '../contract.ts';

export interface ConsentRow {
  creator_id: string;
  purpose: Purpose;
  granted: boolean;
  event_id: string;
  granted_at: Date | null;
  withdrawn_at: Date | null;
  expires_at: Date | null;
  text_version: number | null;
}
export const listConsents = (db: Db | Tx, creatorIds: readonly string[]): Promise<ConsentRow[]> =>
  db
    .selectFrom('consents')
    .selectAll()
    .where(sql<boolean>`creator_id = any(${creatorIds}::uuid[])`)
    .execute();

/** A permission that holds now, with the snapshot that it was read in: on the primary, in one statement. */
export const findGrant = async (db: Db | Tx, creatorId: string, purpose: Purpose, now: Date) =>
  (
    await sql<{ event_id: string; snapshot: string }>`
      select event_id, pg_current_snapshot()::text as snapshot from consents
      where creator_id = ${creatorId} and purpose = ${purpose} and granted and expires_at > ${now}`.execute(db)
  ).rows[0];

/** The newest hundred events of each permission asked for; all are kept. */
export const listConsentEvents = async (db: Db | Tx, creatorId: string, purposes: readonly Purpose[]) =>
  (
    await sql<Selectable<Tables['consent_events']>>`select e.* from unnest(${purposes}::text[]) p, lateral (
      select * from consent_events where creator_id = ${creatorId} and purpose = p order by at desc, event_id desc limit 100) e`.execute(db)
  ).rows;

export const saveConsentEvent = (
  tx: Tx,
  row: {
    creator_id: string;
    event_id: string;
    purpose: Purpose;
    action: 'granted' | 'withdrawn' | 'expired';
    at: Date;
    by_kind: string;
    by_person: string | null;
    text_version: number | null;
    text_hash: string | null;
    locale: string | null;
    expires_at: Date | null;
    request_id: string;
  },
) => tx.insertInto('consent_events').values(row).execute();

export const saveConsent = (tx: Tx, row: ConsentRow) =>
  tx
    .insertInto('consents')
    .values(row)
    .onConflict((c) =>
      c.columns(['creator_id', 'purpose']).doUpdateSet({
        granted: row.granted,
        event_id: row.event_id,
        granted_at: row.granted_at,
        withdrawn_at: row.withdrawn_at,
        expires_at: row.expires_at,
        text_version: row.text_version,
      }),
    )
    .execute();

export const listTexts = (db: Db | Tx, locale: Locale) =>
  db.selectFrom('consent_texts').selectAll().where('locale', '=', locale).orderBy('purpose').orderBy('version', 'desc').execute();
export const listAllTexts = (db: Db | Tx) => db.selectFrom('consent_texts').selectAll().execute();
export const saveTexts = (
  tx: Tx,
  rows: { purpose: Purpose; version: number; locale: string; title: string; body: string; hash: string; since: string }[],
) =>
  tx
    .insertInto('consent_texts')
    .values(rows)
    .onConflict((c) => c.doNothing())
    .execute();

/** Permissions that ran out and are still marked as given, a batch at a time. */
export const listLapsedEverywhere = async (tx: Tx, now: Date, most: number) =>
  (
    await sql<{ creator_id: string; purpose: Purpose }>`
      select creator_id, purpose from consents where granted and expires_at <= ${now} order by creator_id limit ${most}`.execute(tx)
  ).rows;

/** Permissions that run out after one instant and up to another. */
export const listEndingEverywhere = async (tx: Tx, after: Date, upTo: Date) =>
  (
    await sql<{ creator_id: string; purpose: Purpose; event_id: string; expires_at: Date }>`
      select creator_id, purpose, event_id, expires_at from consents where granted and expires_at > ${after} and expires_at <= ${upTo}`.execute(
      tx,
    )
  ).rows;

/** Creators with an account and a permission that is on, each once, in the order of their accounts' ids, behind one; null: from the first. */
export const listPermittedAfterEverywhere = async (db: Db | Tx, now: Date, after: string | null, most: number): Promise<string[]> =>
  (
    await sql<{ person_id: string }>`select c.person_id from creators c
      where ${after === null ? sql`c.person_id is not null` : sql`c.person_id > ${after}`} and exists (
        select from consents p where p.creator_id = c.creator_id and p.granted and (p.expires_at is null or p.expires_at > ${now}))
      order by c.person_id limit ${most}`.execute(db)
  ).rows.map((r) => r.person_id);
