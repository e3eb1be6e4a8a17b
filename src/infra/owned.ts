import { sql } from 'kysely';
import { csvOf } from '#src/lib/csv.ts';
import type { Ctx } from './context.ts';
import type { Db, Tx } from './db/open.ts';

/** One person as the tables know her: by her profile, by her account, or by both. */
export interface Whom {
  creatorId?: string | undefined;
  personId?: string | undefined;
}

/**
 * What a feature does with its rows of somebody who is erased, inside the erasure's own transaction: after every permission was
 * withdrawn, later features before earlier ones. Unknown ids are no error: an erasure is repeated after a restore.
 */
export type ErasureStep = (tx: Tx, ctx: Ctx, whom: Whom) => Promise<void>;

/** A list of hers as it leaves the house: its name, the table that it gives, and rows of plain values. */
export interface Owned {
  name: string;
  from: string;
  rows: Record<string, unknown>[];
}
/** What a feature holds of her, in lists; secrets and other people's private facts left out. `app.ts` hands over the ordered steps. */
export type ExportStep = (db: Db, whom: Whom) => Promise<Owned[]>;

/** How books that outlive a profile call her: it leads nowhere, and tells two of them apart. */
export const pseudonymOf = (creatorId: string): string => `erased-${creatorId.slice(-8)}`;

/** A row under the names of the API, `sentAt` for `sent_at`, without the columns named. */
export const plainRow = (row: object, ...without: string[]): Record<string, unknown> =>
  Object.fromEntries(
    Object.entries(row)
      .filter(([column]) => !without.includes(column))
      .map(([column, value]) => [
        column.replaceAll(/_([a-z])/g, (_, letter: string) => letter.toUpperCase()),
        value instanceof Date ? value.toISOString() : value,
      ]),
  );

/** Answers kept for repetition, and events set aside: no copy of hers stays in them. */
export const eraseFoundation: ErasureStep = async (tx, _ctx, { creatorId, personId }) => {
  if (personId !== undefined) await sql`delete from idempotency where actor = ${personId}`.execute(tx);
  const ids = [creatorId, personId].filter((id) => id !== undefined);
  // Another's answer that names her is not told again: a repetition hears that it was done.
  await sql`update idempotency set answer = null where answer is not null
    and exists (select from unnest(${ids}::text[]) one where strpos(answer, one) > 0)`.execute(tx);
  await sql`update outbox_parked set error = 'erased' where exists (select from unnest(${ids}::text[]) one where strpos(body::text, one) > 0)`.execute(
    tx,
  );
};

/** What the audit log holds of her: all that she did, and what others did about her profile, without who they are. */
export const exportFoundation: ExportStep = async (db, { creatorId, personId }) => {
  const { rows } = await sql<Record<string, unknown>>`
    select at, act, case when person_id = ${personId ?? null}::uuid then 'you' when actor_kind = 'system' then 'Greenroom' else 'somebody else' end as by_whom,
      case when person_id = ${personId ?? null}::uuid then key_id end as key_id, agency_id, creator_id, subject, request_id
    from audit where person_id = ${personId ?? null}::uuid or creator_id = ${creatorId ?? null}::uuid order by seq`.execute(db);
  return [{ name: 'acts', from: 'audit', rows: rows.map((r) => plainRow(r)) }];
};

/** A cell of a list: what is no plain value is written as JSON, several words with a line for each. */
const cellOf = (value: unknown): string | number | boolean | null => {
  if (value === null || value === undefined) return null;
  if (Array.isArray(value) && value.every((one) => typeof one === 'string')) return value.join('\n');
  return typeof value === 'object' ? JSON.stringify(value) : (value as string | number | boolean);
};

/** A list as a file for a spreadsheet: a column for each name that any row has; a cell that would be carried out is made text. */
export function csvOfOwned({ rows }: Owned): string {
  const head = [...new Set(rows.flatMap((row) => Object.keys(row)))];
  return csvOf(
    head,
    rows.map((row) => head.map((name) => cellOf(row[name]))),
  );
}
