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
