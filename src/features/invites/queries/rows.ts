import { sql, type Selectable } from 'kysely';
import type { Terms } from '#src/features/policies/contract.ts';
import type { Db, Tables, Tx } from '#src/infra/db/open.ts';
import { plainRow, type ExportStep } from '#src/infra/owned.ts';
import type { InviteState } from '../contract.ts';

export type InviteRow = Selectable<Tables['invites']>;

/** The day's counts of an agency and one seat, locked: everybody who sends for this agency today waits here. */
export async function lockCounts(
  tx: Tx,
  agencyId: string,
  seat: string,
  on: string,
): Promise<{ agency: number; seat: number; elite: number }> {
  const seats = ['all', 'elite', seat].sort();
  await sql`insert into invite_counts (agency_id, on_day, seat, sent) select ${agencyId}::uuid, ${on}::date, s, 0 from unnest(${seats}::text[]) s
    order by s on conflict do nothing`.execute(tx);
  const { rows } = await sql<{ seat: string; sent: number }>`
    select seat, sent from invite_counts where agency_id = ${agencyId} and on_day = ${on} and seat = any(${seats}) order by seat for update`.execute(
    tx,
  );
  const of = (name: string) => rows.find((r) => r.seat === name)?.sent ?? 0;
  return { agency: of('all'), seat: of(seat), elite: of('elite') };
}
export const saveCounts = (tx: Tx, agencyId: string, on: string, seats: string[], n: number) =>
  sql`update invite_counts set sent = sent + ${n} where agency_id = ${agencyId} and on_day = ${on} and seat = any(${seats})`.execute(tx);
export const loadCounts = async (db: Db, agencyId: string, seat: string, on: string) => {
  const rows = await db
    .selectFrom('invite_counts')
    .select(['seat', 'sent'])
    .where('agency_id', '=', agencyId)
    .where('on_day', '=', on)
    .execute();
  const of = (name: string) => rows.find((r) => r.seat === name)?.sent ?? 0;
  return { agency: of('all'), seat: of(seat), elite: of('elite') };
};

/** Between one agency and several creators: an open invitation, the end of a cool-down, and how full each inbox is. */
export const listStandings = async (db: Db | Tx, agencyId: string, creatorIds: readonly string[], now: Date) =>
  (
    await sql<{ creator_id: string; open_until: Date | null; ask_again_at: Date | null; open_invites: number }>`
      select creator_id,
        max(expires_at) filter (where agency_id = ${agencyId} and state = 'sent' and expires_at > ${now}) as open_until,
        max(ask_again_at) filter (where agency_id = ${agencyId} and ask_again_at > ${now}) as ask_again_at,
        count(*) filter (where state = 'sent' and expires_at > ${now})::int as open_invites
      from invites where creator_id = any(${creatorIds}::uuid[]) group by creator_id`.execute(db)
  ).rows;

export const saveInvites = async (tx: Tx, rows: Omit<InviteRow, 'withdrawn_by' | 'answered_at' | 'ask_again_at'>[]) => {
  if (rows.length === 0) return;
  await tx
    .insertInto('invites')
    .values(
      rows.map((r) => ({
        ...r,
        terms: sql<Terms>`${JSON.stringify(r.terms)}::jsonb`,
        withdrawn_by: null,
        answered_at: null,
        ask_again_at: null,
      })),
    )
    .execute();
};

/** Until when an agency is not to ask again, kept with the invitation that it began with. */
export const saveCoolDowns = (tx: Tx, some: readonly { creator_id: string; invite_id: string; until: Date }[]) =>
  sql`update invites i set ask_again_at = w.until
    from unnest(${some.map((s) => s.creator_id)}::uuid[], ${some.map((s) => s.invite_id)}::uuid[], ${some.map((s) => s.until)}::timestamptz[]) w(creator_id, invite_id, until)
    where i.creator_id = w.creator_id and i.invite_id = w.invite_id`.execute(tx);

/** An open row past its end would stand in the way of the next one. */
export const closeLapsed = (tx: Tx, creatorIds: readonly string[], now: Date) =>
  sql`update invites set state = 'expired' where creator_id = any(${creatorIds}::uuid[]) and state = 'sent' and expires_at <= ${now}`.execute(
    tx,
  );

export const lockInvite = (tx: Tx, creatorId: string, inviteId: string): Promise<InviteRow | undefined> =>
  tx.selectFrom('invites').selectAll().where('creator_id', '=', creatorId).where('invite_id', '=', inviteId).forUpdate().executeTakeFirst();
export const findOursEverywhere = (tx: Tx, agencyId: string, inviteId: string): Promise<{ creator_id: string } | undefined> =>
  tx.selectFrom('invites').select('creator_id').where('agency_id', '=', agencyId).where('invite_id', '=', inviteId).executeTakeFirst();

export const saveAnswer = (
  tx: Tx,
  row: InviteRow,
  state: InviteState,
  at: Date,
  more: { ask_again_at?: Date; withdrawn_by?: 'agency' | 'switch' } = {},
) =>
  tx
    .updateTable('invites')
    .set({ state, answered_at: at, ...more })
    .where('creator_id', '=', row.creator_id)
    .where('invite_id', '=', row.invite_id)
    .execute();

/** Ends every open invitation to a creator at once, and names them. */
export const voidOpen = async (tx: Tx, creatorId: string, now: Date) =>
  (
    await sql<{ invite_id: string; agency_id: string }>`
      update invites set state = case when expires_at <= ${now} then 'expired' else 'withdrawn' end,
        withdrawn_by = case when expires_at <= ${now} then null else 'switch' end, answered_at = ${now}
      where creator_id = ${creatorId} and state = 'sent' returning invite_id, agency_id`.execute(tx)
  ).rows;

/** Ends the open invitations of one agency to a creator, because she blocked it. */
export const voidOpenOf = async (tx: Tx, creatorId: string, agencyId: string, now: Date) =>
  (
    await sql<{ invite_id: string; state: InviteState }>`
      update invites set state = case when expires_at <= ${now} then 'expired' else 'withdrawn' end,
        withdrawn_by = case when expires_at <= ${now} then null else 'block' end, answered_at = ${now}
      where creator_id = ${creatorId} and agency_id = ${agencyId} and state = 'sent' returning invite_id, state`.execute(tx)
  ).rows;

export type MyRow = InviteRow & { sent_by_name: string | null };
export const listOfCreator = async (db: Db, creatorId: string, after: { sentAt: string; id: string } | undefined, limit: number) =>
  (
    await sql<MyRow>`select i.*, p.name as sent_by_name from invites i left join people p on p.id = i.sent_by where i.creator_id = ${creatorId}
      ${after ? sql`and (i.sent_at, i.invite_id) < (${after.sentAt}::timestamptz, ${after.id}::uuid)` : sql``}
      order by i.sent_at desc, i.invite_id desc limit ${limit + 1}`.execute(db)
  ).rows;
export const loadOfCreator = async (db: Db, creatorId: string, inviteId: string) =>
  (
    await sql<MyRow>`select i.*, p.name as sent_by_name from invites i left join people p on p.id = i.sent_by
      where i.creator_id = ${creatorId} and i.invite_id = ${inviteId}`.execute(db)
  ).rows[0];
export const countOpen = async (db: Db, creatorId: string, now: Date): Promise<number> =>
  (
    await sql<{
      n: number;
    }>`select count(*)::int as n from invites where creator_id = ${creatorId} and state = 'sent' and expires_at > ${now}`.execute(db)
  ).rows[0]!.n;

const stateNow = (now: Date) => sql<InviteState>`case when i.state = 'sent' and i.expires_at <= ${now} then 'expired' else i.state end`;
export const listOfAgencyEverywhere = async (
  db: Db,
  agencyId: string,
  state: InviteState | undefined,
  after: { sentAt: string; id: string } | undefined,
  limit: number,
  now: Date,
) =>
  (
    await sql<MyRow>`select i.*, p.name as sent_by_name from invites i left join people p on p.id = i.sent_by where i.agency_id = ${agencyId}
      ${state ? sql`and ${stateNow(now)} = ${state}` : sql``}
      ${after ? sql`and (i.sent_at, i.invite_id) < (${after.sentAt}::timestamptz, ${after.id}::uuid)` : sql``}
      order by i.sent_at desc, i.invite_id desc limit ${limit + 1}`.execute(db)
  ).rows;
export const countOfAgencyEverywhere = async (db: Db, agencyId: string, now: Date) =>
  (
    await sql<{ state: InviteState; n: number }>`select ${stateNow(now)} as state, count(*)::int as n from invites i
      where i.agency_id = ${agencyId} group by 1`.execute(db)
  ).rows;

/** Marks open invitations whose time is up, and names them. */
export const expireEverywhere = async (tx: Tx, now: Date, most: number) =>
  (
    await sql<{ creator_id: string; invite_id: string; agency_id: string }>`
      update invites set state = 'expired' where (creator_id, invite_id) in (
        select creator_id, invite_id from invites where state = 'sent' and expires_at <= ${now} order by creator_id, invite_id limit ${most} for update skip locked)
      returning creator_id, invite_id, agency_id`.execute(tx)
  ).rows;

/** Everybody whom an agency cannot ask now: asked already, cooling down. Its members come from the roster. */
export const listAskedEverywhere = async (db: Db, agencyId: string, now: Date): Promise<string[]> =>
  (
    await sql<{ creator_id: string }>`select distinct creator_id from invites
      where agency_id = ${agencyId} and ((state = 'sent' and expires_at > ${now}) or ask_again_at > ${now})`.execute(db)
  ).rows.map((r) => r.creator_id);

/**
 * Everybody whom an agency has invited after an instant, whatever became of it; somebody invited twice stands there twice. In one text, for twenty
 * thousand rows would take longer to read than to find.
 */
export const listInvitedEverywhere = async (db: Db, agencyId: string, after: Date): Promise<string[]> => {
  const { rows } = await sql<{ ids: string | null }>`select string_agg(creator_id::text, ',') as ids from invites
    where agency_id = ${agencyId} and sent_at > ${after}`.execute(db);
  return rows[0]?.ids?.split(',') ?? [];
};

/** The rows that prove an agency's counts, with nothing in them that tells who she was. */
export const eraseInvites = (tx: Tx, creatorId: string, pseudonym: string) =>
  tx
    .updateTable('invites')
    .set({ handle: pseudonym, display_name: pseudonym, platform: 'other', message: '' })
    .where('creator_id', '=', creatorId)
    .execute();
export const deleteSender = (tx: Tx, personId: string) =>
  tx.updateTable('invites').set({ sent_by: null }).where('sent_by', '=', personId).execute();

/** Invitations to her, with who sent them, and her own conditions. */
export const exportInvites: ExportStep = async (db, { creatorId }) => {
  if (creatorId === undefined) return [];
  const { rows } = await sql<object>`select i.*, a.name as agency_name, p.name as sent_by_name from invites i
    left join agencies a using (agency_id) left join people p on p.id = i.sent_by where i.creator_id = ${creatorId} order by i.sent_at`.execute(
    db,
  );
  const filters = await db.selectFrom('invite_filters').selectAll().where('creator_id', '=', creatorId).execute();
  return [
    { name: 'invitations', from: 'invites', rows: rows.map((r) => plainRow(r, 'sent_by')) },
    { name: 'invitation_filters', from: 'invite_filters', rows: filters.map((r) => plainRow(r)) },
  ];
};

/** Several invitations by creator and id, as they are kept. */
export const listByIds = async (db: Db | Tx, wanted: readonly { creatorId: string; inviteId: string }[]): Promise<InviteRow[]> =>
  (
    await sql<InviteRow>`select i.* from unnest(${wanted.map((w) => w.creatorId)}::uuid[], ${wanted.map((w) => w.inviteId)}::uuid[]) w(c, i_id)
      join invites i on i.creator_id = w.c and i.invite_id = w.i_id`.execute(db)
  ).rows;
/** Open invitations that end after one instant and up to another. */
export const listEndingEverywhere = async (tx: Tx, after: Date, upTo: Date) =>
  (
    await sql<{ creator_id: string; invite_id: string; agency_id: string; expires_at: Date }>`
      select creator_id, invite_id, agency_id, expires_at from invites
      where state = 'sent' and expires_at > ${after} and expires_at <= ${upTo}`.execute(tx)
  ).rows;
