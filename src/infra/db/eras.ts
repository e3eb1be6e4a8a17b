import { sql } from 'kysely';
import type pg from 'pg';
import type { Db } from './open.ts';

export interface Era {
  era: number;
  /** The same for a database and everything restored from its backups. */
  instanceId: string;
  /** False after a restore until the withdrawals made after the backup were carried out again. */
  settled: boolean;
}
const newest = 'select era, instance_id as "instanceId", settled from store_eras order by era desc limit 1';

export const loadEra = async (owner: pg.Client): Promise<Era> => (await owner.query<Era>(newest)).rows[0]!;

export const settleEra = (db: Db) => sql`update store_eras set settled = true where not settled`.execute(db);
