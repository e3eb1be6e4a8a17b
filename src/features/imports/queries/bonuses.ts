import { sql } from 'kysely';
import type { Db, Tx } from '#src/infra/db/open.ts';
import type { Platform } from '#src/lib/shapes.ts';
import type { Content, MonthRow } from '../tables.ts';

/** Of a fact what bonuses are reckoned from, and the last day that it knows. */
export interface DatedContent {
  on: string;
  content: Pick<Content, 'figures' | 'approx' | 'bonuses' | 'currency'>;
}
/** What all files tell of one creator in one month. */
export interface CreatorMonthRow {
  export_id: string;
  platform: Platform;
  joined_on: string | null;
  /** The task report of the whole month, and the last one made while it ran. */
  closing_report: DatedContent | null;
  running_report: DatedContent | null;
  /** The month's own total, as far as it is known. */
  own: DatedContent | null;
  /** The month as the next one's exports call it. */
  closed: Pick<MonthRow, 'diamonds' | 'live_seconds' | 'valid_days'> | null;
  /** Diamonds of the month before: by this month's exports, by its own total of the whole month, or by its report. */
  last_diamonds: number | null;
}

const content = sql`jsonb_build_object('on', to_char(f.range_to - 1, 'YYYY-MM-DD'), 'content', f.content - 'attributes' - 'raw')`;
const of = (kind: 'creator_data' | 'task_report') =>
  sql`f.agency_id = c.agency_id and f.export_id = c.export_id and f.kind = ${kind} and f.scope = '' and f.latest`;

/** A figure of a fact; one that was written short, like 2.98M, is not known. */
const exactly = (key: 'diamonds') =>
  sql`case when not f.content->'approx' ? ${sql.lit(key)} then (f.content->'figures'->>${sql.lit(key)})::bigint end`;
/** Diamonds of a closed month `m`, unless the export of the next one that told of it last wrote them short. */
const closedDiamonds = (m: 'm' | 'l') => {
  const month = sql.ref(m);
  return sql`case when not exists (select from export_facts f where f.agency_id = ${month}.agency_id and f.export_id = ${month}.export_id
    and f.kind = 'creator_data' and f.scope = '' and f.latest and f.range_from > ${month}.month and f.range_to = ${month}.data_on + 1
    and f.content->'approx' ? 'diamondsLastMonth') then ${month}.diamonds end`;
};

export interface Borders {
  /** The first days of the month before, of the month and of the next one. */
  before: string;
  from: string;
  to: string;
}

/** The next creators of an agency, by their ids, of whom any file may tell something in a month. */
export const listCreatorMonths = async (
  db: Db | Tx,
  agencyId: string,
  { before, from, to }: Borders,
  after: string | null,
  limit: number,
): Promise<CreatorMonthRow[]> =>
  (
    await sql<CreatorMonthRow>`
      select c.export_id, c.platform, to_char(c.joined_at at time zone 'UTC', 'YYYY-MM-DD') as joined_on,
        closing.said as closing_report, running.said as running_report, own.said as own,
        case when m.export_id is not null
          then jsonb_build_object('diamonds', ${closedDiamonds('m')}, 'live_seconds', m.live_seconds, 'valid_days', m.valid_days) end as closed,
        coalesce(${closedDiamonds('l')}, whole.diamonds, reported.diamonds) as last_diamonds
      from (select * from export_creators where agency_id = ${agencyId} ${after === null ? sql`` : sql`and export_id > ${after}`}
        and first_on < ${to}::date and last_on >= ${from}::date order by export_id limit ${limit}) c
      left join export_months m on m.agency_id = ${agencyId} and m.export_id = c.export_id and m.month = ${from}::date
      left join export_months l on l.agency_id = ${agencyId} and l.export_id = c.export_id and l.month = ${before}::date
      left join lateral (select ${content} as said from export_facts f
        where ${of('task_report')} and f.range_from = ${from}::date and f.range_to = ${to}::date) closing on true
      left join lateral (select ${content} as said from export_facts f
        where ${of('task_report')} and f.range_from = ${from}::date and f.range_to < ${to}::date order by f.range_to desc limit 1) running on true
      left join lateral (select ${content} as said from export_facts f
        where ${of('creator_data')} and f.range_from = ${from}::date and f.range_to <= ${to}::date order by f.range_to desc limit 1) own on true
      left join lateral (select ${exactly('diamonds')} as diamonds from export_facts f
        where ${of('creator_data')} and f.range_from = ${before}::date and f.range_to = ${from}::date) whole on true
      left join lateral (select ${exactly('diamonds')} as diamonds from export_facts f
        where ${of('task_report')} and f.range_from = ${before}::date and f.range_to = ${from}::date) reported on true
      order by c.export_id`.execute(db)
  ).rows;

/** What the reports of a month that count, the last one made while it ran and that of the whole, name as currencies: each text once. */
export const listReportCurrencies = async (db: Db | Tx, agencyId: string, { from, to }: Omit<Borders, 'before'>): Promise<string[]> =>
  (
    await sql<{ currency: string }>`
      select distinct said.currency from export_creators c, lateral (
        (select f.content->>'currency' as currency from export_facts f
          where ${of('task_report')} and f.range_from = ${from}::date and f.range_to = ${to}::date)
        union all
        (select f.content->>'currency' from export_facts f
          where ${of('task_report')} and f.range_from = ${from}::date and f.range_to < ${to}::date order by f.range_to desc limit 1)) said
      where c.agency_id = ${agencyId} and c.first_on < ${to}::date and c.last_on >= ${from}::date and said.currency is not null`.execute(db)
  ).rows.map(({ currency }) => currency);

export interface ReportFile {
  name: string;
  data_on: string;
  range_to: string;
  taken_at: Date;
}
/** The task reports of a month that were taken in, the latest day of data first. */
export const listTaskReports = (db: Db | Tx, agencyId: string, from: string): Promise<ReportFile[]> =>
  db
    .selectFrom('import_files')
    .select(['name', 'data_on', 'range_to', 'taken_at'])
    .where('agency_id', '=', agencyId)
    .where('state', '=', 'taken')
    .where('kind', '=', 'task_report')
    .where('range_from', '=', from)
    .orderBy('data_on', 'desc')
    .orderBy('taken_at', 'desc')
    .execute() as Promise<ReportFile[]>;

/** How the exports call creators now. */
export const listExportNames = async (
  db: Db,
  agencyId: string,
  ids: readonly string[],
): Promise<Map<string, { platform: Platform; handle: string; displayName: string | null; group: string | null }>> => {
  const rows = await db
    .selectFrom('export_creators')
    .select(['export_id', 'platform', 'handle', 'display_name', 'group_name'])
    .where('agency_id', '=', agencyId)
    .where(sql<boolean>`export_id = any(${ids}::uuid[])`)
    .execute();
  return new Map(
    rows.map((r) => [r.export_id, { platform: r.platform, handle: r.handle, displayName: r.display_name, group: r.group_name }]),
  );
};
