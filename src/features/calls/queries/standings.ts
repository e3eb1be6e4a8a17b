import { sql, type RawBuilder } from 'kysely';
import type { Db, Tx } from '#src/infra/db/open.ts';
import type { Band, ReasonKind, RosterFilter, RosterSort } from '../contract.ts';
import type { StandingRow } from './runs.ts';

export interface Shown extends StandingRow {
  coach_id: string | null;
  coach_name: string | null;
  rests_until: string | null;
}
/** Whose creators: of an agency, or those of one of its coaches alone. */
export interface Whose {
  agencyId: string;
  coachId: string | null;
  today: string;
}
export interface CallsFilter {
  show: 'due' | 'resting';
  coach?: string | undefined;
  reason?: ReasonKind | undefined;
}
type Keys = readonly (string | number)[];

/** Standings with what the agency decided about each. */
const joined = sql`call_standings s left join call_creators c on c.agency_id = s.agency_id and c.export_id = s.export_id`;
/** The coach's name; whose seat has ended coaches nobody, before the event comes by. */
const withCoach = sql`left join agency_seats a on a.agency_id = s.agency_id and a.person_id = c.coach_id
  left join people p on p.id = a.person_id`;
/** A rest holds until its day, and only as long as no reason of a new kind has come. */
const resting = (today: string) => sql`(c.rests_until > ${today}::date and s.reasons <@ c.rests_for) is true`;
const columns = (today: string) => sql`s.*, c.coach_id, case when ${resting(today)} then c.rests_until end as rests_until`;

const whose = ({ agencyId, coachId }: Whose) =>
  sql`s.agency_id = ${agencyId} ${coachId === null ? sql`` : sql`and c.coach_id = ${coachId}`}`;
const ofCoach = (coach: string | undefined) =>
  coach === undefined ? sql`` : coach === 'none' ? sql`and c.coach_id is null` : sql`and c.coach_id = ${coach}`;
const ofReason = (reason: string | undefined) => (reason === undefined ? sql`` : sql`and s.reasons @> array[${reason}]`);
const ofBand = (band: string | undefined) =>
  band === undefined ? sql`` : band === 'unknown' ? sql`and s.band is null` : sql`and s.band = ${band}`;
const anywhere = (q: string) => `%${q.replaceAll(/[\\%_]/g, '\\$&')}%`;

/** The filter without its band: of those the bands are counted. */
const fits = (of: Whose, f: Omit<RosterFilter, 'band'>) => sql`${whose(of)}
  and s.quit_on is ${f.quit === 'only' ? sql`not null` : sql`null`}
  ${f.q === undefined || f.q === '' ? sql`` : sql`and (s.handle ilike ${anywhere(f.q)} or s.display_name ilike ${anywhere(f.q)})`}
  ${f.group === undefined ? sql`` : f.group === '' ? sql`and s.group_name is null` : sql`and s.group_name = ${f.group}`}
  ${ofCoach(f.coach)} ${ofReason(f.reason)}`;

interface Order {
  by: RawBuilder<unknown>;
  /** Casts of a cursor's keys; the id comes last. */
  casts: readonly string[];
  down: boolean;
  keys: (r: StandingRow) => (string | number)[];
}
const name = sql`lower(coalesce(s.display_name, s.handle))`;
const placed: Order = {
  by: sql`s.rank, s.near, s.soon, s.strength`,
  casts: ['int', 'int', 'date', 'float8'],
  down: false,
  keys: (r) => [r.rank, r.near, r.soon, r.strength],
};
/** What is not known stands behind everything that is. */
export const orders: Record<RosterSort, Order> = {
  need: placed,
  name: { by: name, casts: ['text'], down: false, keys: (r) => [(r as StandingRow & { sorted: string }).sorted] },
  valid_days: { by: sql`coalesce(s.valid_days, -1)`, casts: ['int'], down: true, keys: (r) => [r.valid_days ?? -1] },
  hours: { by: sql`coalesce(s.live_seconds, -1)`, casts: ['bigint'], down: true, keys: (r) => [r.live_seconds ?? -1] },
  diamonds: { by: sql`coalesce(s.diamonds, -1)`, casts: ['bigint'], down: true, keys: (r) => [r.diamonds ?? -1] },
  last_live: {
    by: sql`coalesce(s.last_live_on, '1000-01-01')`,
    casts: ['date'],
    down: true,
    keys: (r) => [r.last_live_on ?? '1000-01-01'],
  },
};
function after({ by, casts, down }: Order, keys: Keys | undefined) {
  if (!keys) return sql``;
  const values = keys.slice(0, -1).map((key, i) => sql`${key}::${sql.raw(casts[i]!)}`);
  return sql`and (${by}, s.export_id) ${sql.raw(down ? '<' : '>')} (${sql.join(values)}, ${keys.at(-1)}::uuid)`;
}
const inOrder = ({ by, down }: Order) => {
  const way = sql.raw(down ? 'desc' : 'asc');
  return down ? sql`order by ${by} ${way}, s.export_id ${way}` : sql`order by ${by}, s.export_id`;
};

/** A page of ids first, by the narrow columns; the bodies of these alone are fetched. */
const pageOf = async (db: Db, of: Whose, where: RawBuilder<unknown>, order: Order, keys: Keys | undefined, limit: number) =>
  (
    await sql<Shown>`
      with picked as materialized (
        select s.export_id, row_number() over (${inOrder(order)}) as n from ${joined}
        where ${where} ${after(order, keys)} ${inOrder(order)} limit ${limit + 1})
      select ${columns(of.today)}, ${name} as sorted, p.name as coach_name
      from picked f join call_standings s on s.agency_id = ${of.agencyId} and s.export_id = f.export_id
      left join call_creators c on c.agency_id = s.agency_id and c.export_id = s.export_id
      ${withCoach}
      order by f.n`.execute(db)
  ).rows;

export const listStandings = (db: Db, of: Whose, { band, ...f }: RosterFilter, sort: RosterSort, keys: Keys | undefined, limit: number) =>
  pageOf(db, of, sql`${fits(of, f)} ${ofBand(band)}`, orders[sort], keys, limit);

export type BandCounts = Record<Band | 'unknown', number>;
/** Of the creators who fit, how many are in each band; whatever band is asked for. */
export const countBands = async (db: Db, of: Whose, f: Omit<RosterFilter, 'band'>): Promise<BandCounts> => {
  const { rows } = await sql<{ band: Band | 'unknown'; n: number }>`
    select coalesce(s.band, 'unknown') as band, count(*)::int as n from ${joined} where ${fits(of, f)} group by 1`.execute(db);
  return countsOf(rows);
};
export const countsOf = (rows: readonly { band: Band | 'unknown'; n: number }[]): BandCounts => {
  const counts: BandCounts = { GONE: 0, NOT_STARTED: 0, URGENT: 0, TIGHT: 0, ON_TRACK: 0, DONE: 0, unknown: 0 };
  for (const { band, n } of rows) counts[band] += n;
  return counts;
};

const called = (of: Whose, { show, coach, reason }: CallsFilter) => sql`${whose(of)} and s.reasons <> '{}' and s.quit_on is null
  and ${show === 'due' ? sql`not` : sql``} ${resting(of.today)} ${ofCoach(coach)} ${ofReason(reason)}`;

export const callsKeys = placed.keys;
export const listCalls = (db: Db, of: Whose, f: CallsFilter, keys: Keys | undefined, limit: number) =>
  pageOf(db, of, called(of, f), placed, keys, limit);

export interface CallCounts {
  total: number;
  changing: number;
  byReason: Partial<Record<ReasonKind, number>>;
}
/** Who needs a call: how many, how many of them a call can still change, and why; `byReason` whatever reason is asked for. */
export const countCalls = async (db: Db, of: Whose, f: CallsFilter): Promise<CallCounts> => {
  const { rows } = await sql<{ reasons: ReasonKind[]; n: number; changing: number }>`
    select s.reasons, count(*)::int as n, count(*) filter (where s.changes)::int as changing
    from ${joined} where ${called(of, { ...f, reason: undefined })} group by 1`.execute(db);
  const counts: CallCounts = { total: 0, changing: 0, byReason: {} };
  for (const { reasons, n, changing } of rows) {
    for (const kind of reasons) counts.byReason[kind] = (counts.byReason[kind] ?? 0) + n;
    if (f.reason !== undefined && !reasons.includes(f.reason)) continue;
    counts.total += n;
    counts.changing += changing;
  }
  return counts;
};

/** How many are due, by who coaches them. */
export const countDueOfCoaches = async (tx: Tx, of: Whose): Promise<Map<string | null, number>> => {
  const { rows } = await sql<{ coach_id: string | null; n: number }>`
    select c.coach_id, count(*)::int as n from ${joined} where ${called(of, { show: 'due' })} group by 1`.execute(tx);
  return new Map(rows.map((r) => [r.coach_id, r.n]));
};

/** One standing, in the sight of whoever asks. */
export const loadStanding = async (db: Db | Tx, of: Whose, exportId: string): Promise<Shown | undefined> =>
  (
    await sql<Shown>`select ${columns(of.today)}, p.name as coach_name from ${joined}
      ${withCoach}
      where ${whose(of)} and s.export_id = ${exportId}`.execute(db)
  ).rows[0];

export interface GroupRow {
  group_name: string | null;
  band: Band | 'unknown';
  n: number;
  diamonds: string | null;
  live_seconds: string | null;
  valid_days: number | null;
  unknown: number;
  due: number;
}
/** Each group and band of it, with the sums of what is known. */
export const listGroups = async (db: Db, of: Whose): Promise<GroupRow[]> =>
  (
    await sql<GroupRow>`select s.group_name, coalesce(s.band, 'unknown') as band, count(*)::int as n, sum(s.diamonds)::text as diamonds,
        sum(s.live_seconds)::text as live_seconds, sum(s.valid_days)::int as valid_days,
        count(*) filter (where s.diamonds is null)::int as unknown,
        count(*) filter (where s.reasons <> '{}' and not ${resting(of.today)})::int as due
      from ${joined} where ${whose(of)} and s.quit_on is null group by 1, 2 order by 1 nulls last`.execute(db)
  ).rows;

/** Gives everybody who fits a coach, or none; how many changed. */
export const saveCoachOfFitting = async (tx: Tx, of: Whose, { band, ...f }: RosterFilter, coachId: string | null): Promise<number> => {
  const { numAffectedRows } = await sql`insert into call_creators (agency_id, export_id, coach_id)
    select s.agency_id, s.export_id, ${coachId}::uuid from ${joined} where ${fits(of, f)} ${ofBand(band)}
    on conflict (agency_id, export_id) do update set coach_id = excluded.coach_id
      where call_creators.coach_id is distinct from excluded.coach_id`.execute(tx);
  return Number(numAffectedRows ?? 0);
};
