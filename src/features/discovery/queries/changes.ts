// What indexes follow. Their state is a snapshot of PostgreSQL in its text form (`xmin:xmax:running`): every change that is visible in it
// was taken in. Order of commit is thereby the database's own; numbers of transactions alone would not give it.
import { sql, type RawBuilder } from 'kysely';
import { figureNames, type FigureName, type SeenCreator } from '#src/features/creators/contract.ts';
import type { Db, Tx } from '#src/infra/db/open.ts';
import type { IndexEntry } from '../ports.ts';
import { figureColumns, wordsOfCard } from '../rules.ts';

/** Of changes that are committed and not in the snapshot `since`. */
const after = (since: string | RawBuilder<unknown>) =>
  sql`c.xid >= pg_snapshot_xmin(${since}::pg_snapshot) and not pg_visible_in_snapshot(c.xid, ${since}::pg_snapshot)`;

export interface Changed {
  /** The snapshot in which this was read. */
  at: string;
  creatorIds: string[];
  /** Some of what changed since is no longer kept: the list is not whole. */
  forgotten: boolean;
}
/** Who changed since, `most` of them at most. */
async function changedSince(db: Db, since: string, most: number, urgent: boolean): Promise<Changed> {
  const { rows } = await sql<Changed>`select pg_current_snapshot()::text as at, array(
      select distinct c.creator_id from discovery_changes c where ${after(since)} ${urgent ? sql`and c.urgent` : sql``}
      limit ${most}::int)::text[] as "creatorIds",
      (select forgotten_below > pg_snapshot_xmin(${since}::pg_snapshot) from discovery_feed) as forgotten`.execute(db);
  return rows[0]!;
}
/** Who went, or shows less: what is asked before each search. */
export const listUrgent = (db: Db, since: string, most: number) => changedSince(db, since, most, true);
export const listChanged = (db: Db, since: string, most: number) => changedSince(db, since, most, false);

type Row = {
  creator_id: string;
  card: SeenCreator;
  findable_until: Date;
  found_since: number;
  exact: boolean;
  languages: string[];
  country: string | null;
  categories: string[];
  platforms: string[];
  hours: string[];
  agency: string | null;
} & Record<`${string}_low` | `${string}_high`, number | null>;
const names = [
  'e.creator_id',
  'e.card',
  'e.findable_until',
  'extract(epoch from e.found_since)::float8 as found_since',
  'e.exact',
  'e.languages',
  'e.country',
  'e.categories',
  'e.platforms',
  'e.hours',
  'e.agency',
  ...figureNames.flatMap((n) => [`e.${figureColumns[n]}_low`, `e.${figureColumns[n]}_high`]),
];
const columns = sql.raw(names.join(', '));
function entryOf(r: Row): IndexEntry {
  const bounds = (name: FigureName) => {
    const [low, high] = [r[`${figureColumns[name]}_low`], r[`${figureColumns[name]}_high`]];
    return low === null || high === null ? null : { low: low!, high: high! };
  };
  return {
    creatorId: r.creator_id,
    findableUntil: r.findable_until.getTime(),
    foundSince: r.found_since,
    exact: r.exact,
    languages: r.languages,
    country: r.country,
    categories: r.categories,
    platforms: r.platforms,
    hours: r.hours,
    agency: r.agency,
    bounds: Object.fromEntries(figureNames.map((n) => [n, bounds(n)])) as IndexEntry['bounds'],
    words: wordsOfCard(r.card),
  };
}

/** Creators as an index holds them, or that they are gone, with the snapshot in which that was read. */
export interface Read {
  at: string;
  entries: IndexEntry[];
  gone: string[];
}
/** Reads by key what some creators are now. */
export async function loadEntries(db: Db, creatorIds: readonly string[]): Promise<Read> {
  const { rows } = await sql<Row & { asked: string; at: string }>`
    select pg_current_snapshot()::text as at, asked::text, ${columns}
    from unnest(${creatorIds}::uuid[]) as asked left join discovery_entries e on e.creator_id = asked`.execute(db);
  return {
    at: rows[0]?.at ?? '',
    entries: rows.filter((r) => r.creator_id !== null).map(entryOf),
    gone: rows.filter((r) => r.creator_id === null).map((r) => r.asked),
  };
}

export interface PageRow {
  card: SeenCreator;
  consentEventId: string;
}
export interface Page {
  /** The primary's snapshot in which this was read. */
  at: string;
  rows: Map<string, PageRow>;
  /** Those who are not as they were in the index: to be taken in before the search is made again. */
  changed: Read;
}
/**
 * The page's cards by key. Whoever is gone, no longer open to being found at `now`, or changed after the snapshot in which the index read
 * her (`since`) is told apart: with nobody there, all are open to it in the snapshot `at`.
 */
export async function loadPage(db: Db, hits: readonly { creatorId: string; since: string }[], now: Date): Promise<Page> {
  const { rows } = await sql<Row & { asked: string; at: string; consent_event_id: string; open: boolean; changed: boolean }>`
    select pg_current_snapshot()::text as at, h.asked::text, ${columns}, e.consent_event_id, e.findable_until > ${now} as open,
      exists (select from discovery_changes c where c.creator_id = h.asked and ${after(sql`h.since`)}) as changed
    from unnest(${hits.map((h) => h.creatorId)}::uuid[], ${hits.map((h) => h.since)}::text[]) as h(asked, since)
    left join discovery_entries e on e.creator_id = h.asked`.execute(db);
  const changed = rows.filter((r) => !r.open || r.changed);
  return {
    at: rows[0]?.at ?? '',
    rows: new Map(rows.filter((r) => r.creator_id !== null).map((r) => [r.asked, { card: r.card, consentEventId: r.consent_event_id }])),
    changed: {
      at: rows[0]?.at ?? '',
      entries: changed.filter((r) => r.creator_id !== null).map(entryOf),
      gone: changed.filter((r) => r.creator_id === null).map((r) => r.asked),
    },
  };
}

const rowsAtOnce = 2_000;
/** Everybody who can be found, in steps, as one snapshot of the database, which is told first. Inside `inSnapshot`. */
export async function* readEverybody(tx: Tx): AsyncGenerator<IndexEntry[]> {
  // The hundredth part of the table is not asked for first, as it would be for somebody who looks at a few.
  await sql`set local cursor_tuple_fraction = 1`.execute(tx);
  await sql`declare everybody no scroll cursor for select ${columns} from discovery_entries e`.execute(tx);
  for (;;) {
    const { rows } = await sql<Row>`fetch ${sql.lit(rowsAtOnce)} from everybody`.execute(tx);
    if (rows.length === 0) return;
    yield rows.map(entryOf);
  }
}

export const currentSnapshot = async (db: Db | Tx): Promise<string> =>
  (await sql<{ at: string }>`select pg_current_snapshot()::text as at`.execute(db)).rows[0]!.at;

/** What binds an index on disk to this database and its history. */
export interface Binding {
  /** Server and database; a copy by rows into another one has other numbers of transactions. */
  database: string;
  /** Changes of transactions before this one are no longer kept. */
  forgottenBelow: string;
  at: string;
}
export async function loadBinding(db: Db): Promise<Binding> {
  const { rows } = await sql<Binding>`select s.system_identifier || '/' || d.oid as database, f.forgotten_below::text as "forgottenBelow",
      pg_current_snapshot()::text as at
    from pg_control_system() s, pg_database d, discovery_feed f where d.datname = current_database()`.execute(db);
  return rows[0]!;
}
/** Whether the profile of one of them is no longer here at all. */
export const isAnyErased = async (db: Db, creatorIds: readonly string[]): Promise<boolean> =>
  creatorIds.length > 0 &&
  (
    await sql`select from unnest(${creatorIds}::uuid[]) as hers(id) where not exists (select from creators c where c.creator_id = hers.id) limit 1`.execute(
      db,
    )
  ).rows.length > 0;
export const knowsSnapshot = async (db: Db, token: string): Promise<boolean> =>
  (await sql`select from discovery_snapshots where token = ${token}::uuid`.execute(db)).rows.length > 0;
/** Before the file: a database without this row has not lived through what the file holds. */
export const saveSnapshotToken = (db: Db, token: string) =>
  sql`insert into discovery_snapshots (token) values (${token}::uuid)`.execute(db);

/** Changes of before an instant, the oldest first, a bounded number; gives how many. Whoever has not read them is told by `forgotten_below`. */
export async function deleteOldChanges(tx: Tx, before: Date, most: number): Promise<number> {
  const { rows } = await sql<{ n: number }>`with oldest as materialized (
      select ctid, xid, at from discovery_changes where xid < pg_snapshot_xmin(pg_current_snapshot()) order by xid limit ${most}::int
    ), gone as (
      delete from discovery_changes where ctid = any(array(select ctid from oldest where at < ${before})) returning xid
    ), told as (
      update discovery_feed set forgotten_below = greatest(forgotten_below, (select (max(xid::text::numeric) + 1)::text::xid8 from gone))
      where exists (select from gone)
    ) select count(*)::int as n from gone`.execute(tx);
  await sql`delete from discovery_snapshots where at < ${before}`.execute(tx);
  return rows[0]!.n;
}
