import { sql } from 'kysely';
import type { Db } from '#src/infra/db/open.ts';
import type { ExportStep } from '#src/infra/owned.ts';
import { plainRow } from '#src/infra/owned.ts';
import type { LostWhy, Stage } from '../contract.ts';

export interface LeadRow {
  creator_id: string;
  stage: Stage;
  lost_why: LostWhy | null;
  owner_id: string | null;
  owner_name: string | null;
  remind_on: string | null;
  saved_at: Date;
  moved_at: Date;
  last_note: string | null;
}
export interface LeadFilter {
  stage?: Stage | undefined;
  /** `none`: who has no owner. */
  owner?: string | undefined;
  /** Reminders of this day or earlier. */
  dueOn?: string | undefined;
}
const ofOwner = (owner: string | undefined) =>
  owner === undefined ? sql`` : owner === 'none' ? sql`and l.owner_id is null` : sql`and l.owner_id = ${owner}::uuid`;
const fits = (agencyId: string, { stage, owner, dueOn }: LeadFilter) => sql`l.agency_id = ${agencyId}
  ${stage === undefined ? sql`` : sql`and l.stage = ${stage}`} ${ofOwner(owner)}
  ${dueOn === undefined ? sql`` : sql`and l.remind_on <= ${dueOn}::date`}`;
/** What a row shows beside her card; the last note is read for the page alone. */
const shown = sql`l.creator_id, l.stage, l.lost_why, l.owner_id, p.name as owner_name, l.remind_on, l.saved_at, l.moved_at,
  (select e.note from lead_entries e where e.agency_id = l.agency_id and e.creator_id = l.creator_id and e.note <> ''
    order by e.at desc, e.entry_id desc limit 1) as last_note`;

/** Those whose stage changed last first; where reminders are asked for, the oldest reminder first. */
export const listLeads = async (
  db: Db,
  agencyId: string,
  filter: LeadFilter,
  after: { key: string; creatorId: string } | undefined,
  limit: number,
): Promise<LeadRow[]> => {
  const due = filter.dueOn !== undefined;
  const since = after
    ? due
      ? sql`and (l.remind_on, l.creator_id) > (${after.key}::date, ${after.creatorId}::uuid)`
      : sql`and (l.moved_at < ${after.key}::timestamptz or (l.moved_at = ${after.key}::timestamptz and l.creator_id > ${after.creatorId}::uuid))
          and l.moved_at <= ${after.key}::timestamptz`
    : sql``;
  const { rows } = await sql<LeadRow>`select ${shown} from (select * from leads l where ${fits(agencyId, filter)} ${since}
      order by ${due ? sql`l.remind_on, l.creator_id` : sql`l.moved_at desc, l.creator_id`} limit ${limit + 1}) l
    left join people p on p.id = l.owner_id order by ${due ? sql`l.remind_on, l.creator_id` : sql`l.moved_at desc, l.creator_id`}`.execute(
    db,
  );
  return rows;
};
export const loadLead = async (db: Db, agencyId: string, creatorId: string): Promise<LeadRow | undefined> =>
  (
    await sql<LeadRow>`select ${shown} from leads l left join people p on p.id = l.owner_id
      where l.agency_id = ${agencyId} and l.creator_id = ${creatorId}`.execute(db)
  ).rows[0];

export const countByStage = async (db: Db, agencyId: string, filter: LeadFilter) =>
  (
    await sql<{
      stage: Stage;
      n: number;
    }>`select l.stage, count(*)::int as n from leads l where ${fits(agencyId, filter)} group by 1`.execute(db)
  ).rows;

export interface Entry {
  entry_id: string;
  kind: 'saved' | 'moved' | 'noted';
  stage: Stage | null;
  lost_why: LostWhy | null;
  note: string;
  person_name: string | null;
  at: Date;
}
/** What happened with her there, newest first. */
export const listEntries = async (db: Db, agencyId: string, creatorId: string): Promise<Entry[]> =>
  (
    await sql<Entry>`select e.entry_id, e.kind, e.stage, e.lost_why, e.note, e.at, p.name as person_name from lead_entries e
      left join people p on p.id = e.person_id where e.agency_id = ${agencyId} and e.creator_id = ${creatorId}
      order by e.at desc, e.entry_id desc limit 100`.execute(db)
  ).rows;

/** Which agencies have saved her, the latest first. */
export const listSaversEverywhere = async (
  db: Db,
  creatorId: string,
  before: { at: string; agencyId: string } | undefined,
  limit: number,
) =>
  (
    await sql<{ agency_id: string; saved_at: Date }>`select agency_id, saved_at from leads where creator_id = ${creatorId}
      ${before ? sql`and (saved_at < ${before.at}::timestamptz or (saved_at = ${before.at}::timestamptz and agency_id > ${before.agencyId}::uuid))` : sql``}
      order by saved_at desc, agency_id limit ${limit + 1}`.execute(db)
  ).rows;

/** Who has saved her and how far each is; their notes are their own. */
export const exportLeads: ExportStep = async (db, { creatorId }) => {
  if (creatorId === undefined) return [];
  const { rows } = await sql<object>`select agency_id, stage, saved_at, moved_at from leads where creator_id = ${creatorId}
    order by saved_at, agency_id`.execute(db);
  return [{ name: 'saved_by', from: 'leads', rows: rows.map((r) => plainRow(r)) }];
};
