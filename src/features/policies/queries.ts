import { sql } from 'kysely';
import type { Db, Tx } from '#src/infra/db/open.ts';
import type { PolicyKind } from './contract.ts';

interface Row {
  policy_id: string;
  kind: PolicyKind;
  version: number;
  valid_from: Date;
  params: Record<string, unknown>;
  source: string;
  certainty: 'confirmed' | 'reported' | 'inferred';
}

/** The version of each kind asked for that is in force at an instant; kinds never put are absent. */
export const loadInForce = async (db: Db | Tx, kinds: readonly PolicyKind[], at: Date): Promise<Row[]> =>
  (
    await sql<Row>`select distinct on (kind) policy_id, kind, version, valid_from, params, source, certainty from policies
      where kind = any(${kinds}) and valid_from <= ${at} order by kind, valid_from desc, version desc`.execute(db)
  ).rows;

export const listUpcoming = async (db: Db, at: Date): Promise<Row[]> =>
  (
    await sql<Row>`select policy_id, kind, version, valid_from, params, source, certainty from policies
      where valid_from > ${at} order by valid_from, kind, version limit 200`.execute(db)
  ).rows;

/** Every version of a kind, newest first. */
export const listVersions = async (db: Db, kind: PolicyKind, before: number | undefined, limit: number) =>
  (
    await sql<Row & { made_by: string | null; made_at: Date }>`
      select policy_id, kind, version, valid_from, params, source, certainty, made_by, made_at from policies
      where kind = ${kind} ${before === undefined ? sql`` : sql`and version < ${before}`}
      order by version desc limit ${limit + 1}`.execute(db)
  ).rows;

/** Writers of one kind go one after the other, so that versions have no gap and no double. */
export const lockKind = (tx: Tx, kind: PolicyKind) => sql`select pg_advisory_xact_lock(hashtext(${`policies ${kind}`}))`.execute(tx);

export const loadLastVersion = async (tx: Tx, kind: PolicyKind): Promise<number> =>
  (await sql<{ version: number }>`select coalesce(max(version), 0)::int as version from policies where kind = ${kind}`.execute(tx)).rows[0]!
    .version;

export const savePolicy = (tx: Tx, row: Omit<Row, 'params'> & { params: unknown; made_by: string | null; made_at: Date }) =>
  tx
    .insertInto('policies')
    .values({ ...row, params: JSON.stringify(row.params) })
    .execute();

export interface DraftRow {
  draft_id: string;
  kind: PolicyKind;
  params: Record<string, unknown>;
  valid_from: string | null;
  source: string;
  certainty: 'confirmed' | 'reported' | 'inferred';
  revision: number;
  changed_by: string | null;
  changed_at: Date;
}
export const listDrafts = async (db: Db): Promise<DraftRow[]> =>
  (await sql<DraftRow>`select * from policy_drafts order by kind, draft_id limit 200`.execute(db)).rows;
export const countDrafts = async (tx: Tx): Promise<number> =>
  (await sql<{ n: number }>`select count(*)::int as n from policy_drafts`.execute(tx)).rows[0]!.n;
export const lockDraft = async (tx: Tx, draftId: string): Promise<DraftRow | undefined> =>
  (await sql<DraftRow>`select * from policy_drafts where draft_id = ${draftId} for update`.execute(tx)).rows[0];
export const saveDraft = (tx: Tx, row: DraftRow) =>
  tx
    .insertInto('policy_drafts')
    .values({ ...row, params: JSON.stringify(row.params) })
    .onConflict((c) => c.column('draft_id').doUpdateSet({ ...row, params: JSON.stringify(row.params) }))
    .execute();
export const deleteDraft = (tx: Tx, draftId: string) => tx.deleteFrom('policy_drafts').where('draft_id', '=', draftId).execute();

/** One turning at a time, whichever process comes first. */
export const lockTurning = (tx: Tx) => sql`select pg_advisory_xact_lock(hashtext('policies turn'))`.execute(tx);
/** Versions whose day has come and has not been told, in the order in which they took force. */
export const listDue = async (tx: Tx, at: Date) =>
  (
    await sql<Pick<Row, 'policy_id' | 'kind' | 'version' | 'valid_from'>>`select policy_id, kind, version, valid_from from policies p
      where valid_from <= ${at} and not exists (select from policy_turns t where t.policy_id = p.policy_id) order by valid_from, version`.execute(
      tx,
    )
  ).rows;
export const saveTurns = (tx: Tx, rows: readonly { policy_id: string; kind: PolicyKind; version: number; turned_at: Date }[]) =>
  tx
    .insertInto('policy_turns')
    .values([...rows])
    .onConflict((c) => c.doNothing())
    .execute();
