import { sql, type RawBuilder } from 'kysely';
import type { Tx } from '#src/infra/db/open.ts';
import type { FigureKey, FileKind } from '../contract.ts';
import type { Counter, Span } from '../rules/spans.ts';
import type { Content, MonthRow } from '../tables.ts';

export interface FactKey {
  kind: FileKind;
  scope: string;
  from: string;
  to: string;
}
export interface FactRow {
  export_id: string;
  version: number;
  same: boolean;
  /** The figures at least are the same. */
  counted_alike: boolean;
}
/** The latest versions of a file's facts, and whether each is the same as what a row says now. */
export const listLatest = async (
  tx: Tx,
  agencyId: string,
  { kind, scope, from, to }: FactKey,
  rows: readonly { id: string; content: Content }[],
): Promise<Map<string, FactRow>> => {
  const found = await sql<FactRow>`
    select f.export_id, f.version, f.content = r.content as same, f.content->'figures' = r.content->'figures' as counted_alike
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as r(id uuid, content jsonb)
    join export_facts f on f.agency_id = ${agencyId} and f.export_id = r.id and f.kind = ${kind} and f.scope = ${scope}
      and f.range_from = ${from} and f.range_to = ${to} and f.latest`.execute(tx);
  return new Map(found.rows.map((r) => [r.export_id, r]));
};

/** New versions of facts; the ones before them stay and no longer count. */
export async function saveFacts(
  tx: Tx,
  agencyId: string,
  { kind, scope, from, to }: FactKey,
  importId: string,
  rows: readonly { id: string; version: number; content: Content }[],
): Promise<void> {
  if (rows.length === 0) return;
  const again = rows.filter((r) => r.version > 1).map((r) => r.id);
  if (again.length > 0)
    await sql`update export_facts set latest = false
      where agency_id = ${agencyId} and export_id = any(${again}::uuid[]) and kind = ${kind} and scope = ${scope}
        and range_from = ${from} and range_to = ${to} and latest`.execute(tx);
  await sql`insert into export_facts (agency_id, export_id, kind, scope, range_from, range_to, version, latest, content, import_id)
    select ${agencyId}::uuid, r.id, ${kind}, ${scope}, ${from}::date, ${to}::date, r.version, true, r.content, ${importId}::uuid
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as r(id uuid, version int, content jsonb)`.execute(tx);
}

export interface TotalRow {
  export_id: string;
  on: string;
  figures: Partial<Record<FigureKey, number>>;
  approx: FigureKey[];
}
/** Of each creator one month-to-date total, the first that `which` leaves: a step into the index each, however many days the month has. */
const listTotals = async (tx: Tx, agencyId: string, monthFrom: string, ids: readonly string[], which: RawBuilder<unknown>) =>
  (
    await sql<TotalRow>`select t.* from unnest(${ids}::uuid[]) asked(id) cross join lateral (
      select export_id, to_char(range_to - 1, 'YYYY-MM-DD') as "on", content->'figures' as figures, content->'approx' as approx
      from export_facts where agency_id = ${agencyId} and export_id = asked.id and kind = 'creator_data' and scope = '' and latest
        and range_from = ${monthFrom}::date and range_to <= (${monthFrom}::date + interval '1 month') and ${which} limit 1) t`.execute(tx)
  ).rows;

/** Of each creator the last month-to-date total before a day. */
export const listTotalsBefore = (tx: Tx, agencyId: string, monthFrom: string, on: string, ids: readonly string[]) =>
  listTotals(tx, agencyId, monthFrom, ids, sql`range_to <= ${on}::date order by range_to desc`);

/** Of each creator the first month-to-date total after a day. */
export const listTotalsAfter = (tx: Tx, agencyId: string, monthFrom: string, on: string, ids: readonly string[]) =>
  listTotals(tx, agencyId, monthFrom, ids, sql`range_to > ${on}::date + 1 order by range_to`);

const named: Record<Counter | 'totalFans' | 'activeFans', string> = {
  diamonds: 'diamonds',
  liveSeconds: 'live_seconds',
  validDays: 'valid_days',
  lives: 'lives',
  newFollowers: 'new_followers',
  newFans: 'new_fans',
  fanDiamonds: 'fan_diamonds',
  matches: 'matches',
  matchDiamonds: 'match_diamonds',
  totalFans: 'total_fans',
  activeFans: 'active_fans',
};
/** Takes the place of every span that has a day in common with the new ones. */
export async function saveSpans(tx: Tx, agencyId: string, spans: readonly (Span & { id: string })[]): Promise<void> {
  if (spans.length === 0) return;
  const rows = spans.map((span) => ({
    agency_id: agencyId,
    export_id: span.id,
    from_on: span.from,
    to_on: span.to,
    flags: span.flags,
    ...Object.fromEntries(Object.entries(named).map(([key, column]) => [column, span[key as Counter]])),
  }));
  const given = JSON.stringify(rows);
  await sql`delete from export_spans s using jsonb_to_recordset(${given}::jsonb) as r(export_id uuid, from_on date, to_on date)
    where s.agency_id = ${agencyId} and s.export_id = r.export_id and s.from_on < r.to_on and s.to_on > r.from_on`.execute(tx);
  await sql`insert into export_spans select * from jsonb_populate_recordset(null::export_spans, ${given}::jsonb)`.execute(tx);
}

export const listMonths = (tx: Tx, agencyId: string, month: string, ids: readonly string[]): Promise<MonthRow[]> =>
  tx
    .selectFrom('export_months')
    .selectAll()
    .where('agency_id', '=', agencyId)
    .where('month', '=', month)
    .where(sql<boolean>`export_id = any(${ids}::uuid[])`)
    .execute();

export const saveMonths = async (tx: Tx, agencyId: string, rows: readonly MonthRow[]): Promise<void> => {
  if (rows.length === 0) return;
  const given = JSON.stringify(rows.map((r) => ({ agency_id: agencyId, ...r })));
  await sql`insert into export_months select * from jsonb_populate_recordset(null::export_months, ${given}::jsonb)
    on conflict (agency_id, export_id, month) do update set diamonds = excluded.diamonds, live_seconds = excluded.live_seconds,
      valid_days = excluded.valid_days, new_followers = excluded.new_followers, lives = excluded.lives, data_on = excluded.data_on, restated = excluded.restated`.execute(
    tx,
  );
};
