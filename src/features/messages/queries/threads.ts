import { sql, type Selectable } from 'kysely';
import type { Db, Tables, Tx } from '#src/infra/db/open.ts';
import { plainRow, type ExportStep } from '#src/infra/owned.ts';
import type { Side } from '../contract.ts';
import type { Seat } from '../rules/writing.ts';

export type ThreadRow = Selectable<Tables['threads']>;
export type MessageRow = Selectable<Tables['messages']>;
/** One conversation, by its two sides. */
export interface Key {
  creatorId: string;
  agencyId: string;
}

export const loadThread = (db: Db | Tx, { creatorId, agencyId }: Key): Promise<ThreadRow | undefined> =>
  db.selectFrom('threads').selectAll().where('creator_id', '=', creatorId).where('agency_id', '=', agencyId).executeTakeFirst();
/** Messages of an agency since an instant that she has not answered. Exact under her lock. */
export const countUnanswered = async (db: Db | Tx, { creatorId, agencyId }: Key, since: Date): Promise<number> =>
  (
    await sql<{ n: number }>`select count(*)::int as n from messages where creator_id = ${creatorId} and agency_id = ${agencyId}
      and side = 'agency' and sent_at >= ${since}
      and seq > coalesce((select max(seq) from messages where creator_id = ${creatorId} and agency_id = ${agencyId} and side = 'creator'), 0)`.execute(
      db,
    )
  ).rows[0]!.n;

/** Messages of one side that the other has not read. */
export const countUnread = async (db: Db | Tx, { creatorId, agencyId }: Key, by: Side): Promise<number> =>
  (
    await sql<{ n: number }>`select count(*)::int as n from messages m join threads t using (creator_id, agency_id)
      where m.creator_id = ${creatorId} and m.agency_id = ${agencyId} and m.side <> ${by}
        and m.seq > ${by === 'agency' ? sql`greatest(t.agency_read, t.hidden_upto)` : sql`t.creator_read`}`.execute(db)
  ).rows[0]!.n;

export interface NewMessage {
  key: Key;
  messageId: string;
  side: Side;
  text: string;
  sentBy: string | null;
  at: Date;
  /** How the agency may call her now; undefined: as before. */
  called: { handle: string; platform: ThreadRow['platform']; displayName: string } | undefined;
}
/** Writes a message behind the last one and gives its number. Whoever writes has read what stands before. The caller holds her lock. */
export async function saveMessage(tx: Tx, { key, messageId, side, text, sentBy, at, called }: NewMessage): Promise<number> {
  const { creatorId, agencyId } = key;
  const read = side === 'agency' ? sql`agency_read` : sql`creator_read`;
  const names = called && sql`, handle = ${called.handle}, platform = ${called.platform}, display_name = ${called.displayName}`;
  const { rows } = await sql<{ last_seq: number }>`
    insert into threads (creator_id, agency_id, handle, platform, display_name, started_at, last_at, last_seq, ${read})
    values (${creatorId}, ${agencyId}, ${called?.handle ?? ''}, ${called?.platform ?? 'other'}, ${called?.displayName ?? ''}, ${at}, ${at}, 1, 1)
    on conflict (creator_id, agency_id) do update set last_seq = threads.last_seq + 1, ${read} = threads.last_seq + 1,
      last_at = greatest(threads.last_at, excluded.last_at) ${names ?? sql``}
    returning last_seq`.execute(tx);
  const seq = rows[0]!.last_seq;
  await tx
    .insertInto('messages')
    .values({ creator_id: creatorId, agency_id: agencyId, seq, message_id: messageId, side, text, sent_by: sentBy, sent_at: at })
    .execute();
  return seq;
}

/** Marks as read up to a number; what was read stays read. */
export const saveRead = async (tx: Tx, { creatorId, agencyId }: Key, by: Side, seq: number): Promise<number | undefined> => {
  const read = by === 'agency' ? sql`agency_read` : sql`creator_read`;
  const { rows } = await sql<{ read: number }>`update threads set ${read} = greatest(${read}, least(${seq}::int, last_seq))
    where creator_id = ${creatorId} and agency_id = ${agencyId} returning ${read} as read`.execute(tx);
  return rows[0]?.read;
};

export type ShownRow = MessageRow & { by_name: string | null };
/** Messages before a number, the newest first; of those an agency may read where it asks. */
export const listMessages = async (db: Db, { creatorId, agencyId }: Key, by: Side, before: number | undefined, limit: number) =>
  (
    await sql<ShownRow>`select m.*, p.name as by_name from messages m join threads t using (creator_id, agency_id) left join people p on p.id = m.sent_by
      where m.creator_id = ${creatorId} and m.agency_id = ${agencyId}
        ${by === 'agency' ? sql`and (m.side = 'agency' or m.seq > t.hidden_upto)` : sql``}
        ${before === undefined ? sql`` : sql`and m.seq < ${before}`} order by m.seq desc limit ${limit + 1}`.execute(db)
  ).rows;

export type ListedRow = ThreadRow & {
  unread: number;
  side: Side | null;
  text: string | null;
  files: number | null;
  sent_at: Date | null;
};
/** The last message that a side may read, and how many it has not. */
const withLast = (by: Side) => {
  const readable = by === 'agency' ? sql`and (m.side = 'agency' or m.seq > t.hidden_upto)` : sql``;
  const from = by === 'agency' ? sql`greatest(t.agency_read, t.hidden_upto)` : sql`t.creator_read`;
  return sql`cross join lateral (select count(*)::int as unread from messages m
      where m.creator_id = t.creator_id and m.agency_id = t.agency_id and m.side <> ${by} and m.seq > ${from}) u
    left join lateral (select m.side, left(m.text, 200) as text, m.sent_at, (select count(*)::int from message_files f
        where f.creator_id = m.creator_id and f.agency_id = m.agency_id and f.message_seq = m.seq) as files from messages m
      where m.creator_id = t.creator_id and m.agency_id = t.agency_id ${readable} order by m.seq desc limit 1) l on true`;
};
type After = { at: string; id: string } | undefined;

/** As `sees` decides it, for a whole list. */
const seenBy = ({ role, personId }: Seat, now: Date) => {
  if (role === 'owner' || role === 'manager') return sql`true`;
  const hers = sql`select from memberships s where s.creator_id = t.creator_id and s.agency_id = t.agency_id`;
  if (role === 'scout') return sql`not exists (${hers})`;
  return role === 'coach'
    ? sql`exists (${hers} and s.coach_id = ${personId} and coalesce(s.ends_at, s.term_ends_at) > ${now})`
    : sql`false`;
};
/** The conversations of an agency that a seat of it may read, the latest first. */
export const listOfAgencyEverywhere = async (
  db: Db,
  { agencyId, seat, unreadOnly }: { agencyId: string; seat: Seat; unreadOnly: boolean },
  after: After,
  limit: number,
  now: Date,
) =>
  (
    await sql<ListedRow>`select t.*, u.unread, l.side, l.text, l.files, l.sent_at from threads t ${withLast('agency')}
      where t.agency_id = ${agencyId} and ${seenBy(seat, now)} ${unreadOnly ? sql`and t.last_seq > greatest(t.agency_read, t.hidden_upto) and u.unread > 0` : sql``}
        ${after ? sql`and (t.last_at, t.creator_id) < (${after.at}::timestamptz, ${after.id}::uuid)` : sql``}
      order by t.last_at desc, t.creator_id desc limit ${limit + 1}`.execute(db)
  ).rows;
/** Conversations of an agency with something new, of those that a seat may read. */
export const countUnreadOfAgencyEverywhere = async (db: Db, agencyId: string, seat: Seat, now: Date): Promise<number> =>
  (
    await sql<{
      n: number;
    }>`select count(*)::int as n from threads t where t.agency_id = ${agencyId} and ${seenBy(seat, now)} and t.last_seq > greatest(t.agency_read, t.hidden_upto)
      and exists (select from messages m where m.creator_id = t.creator_id and m.agency_id = t.agency_id and m.side = 'creator'
        and m.seq > greatest(t.agency_read, t.hidden_upto))`.execute(db)
  ).rows[0]!.n;

/** Of some conversations of an agency those that a seat may read, with how many messages are new. */
export const listSeen = async (db: Db, { agencyId, seat }: { agencyId: string; seat: Seat }, creatorIds: readonly string[], now: Date) =>
  (
    await sql<ListedRow>`select t.*, u.unread from threads t ${withLast('agency')}
      where t.agency_id = ${agencyId} and t.creator_id = any(${creatorIds}::uuid[]) and ${seenBy(seat, now)}`.execute(db)
  ).rows;
/** Of whom she has blocked, nothing more is told. */
const notBlocked = sql`not exists (select from blocks b where b.creator_id = t.creator_id and b.agency_id = t.agency_id)`;
/** Agencies that have written what she has not read. */
export const listUnreadOfCreator = async (db: Db, creatorId: string, agencyIds: readonly string[]): Promise<Set<string>> =>
  new Set(
    (
      await sql<{ agency_id: string }>`select t.agency_id from threads t ${withLast('creator')}
        where t.creator_id = ${creatorId} and t.agency_id = any(${agencyIds}::uuid[]) and u.unread > 0 and ${notBlocked}`.execute(db)
    ).rows.map((r) => r.agency_id),
  );

export const listOfCreator = async (db: Db, creatorId: string, after: After, limit: number) =>
  (
    await sql<ListedRow>`select t.*, u.unread, l.side, l.text, l.files, l.sent_at from threads t ${withLast('creator')}
      where t.creator_id = ${creatorId} ${after ? sql`and (t.last_at, t.agency_id) < (${after.at}::timestamptz, ${after.id}::uuid)` : sql``}
      order by t.last_at desc, t.agency_id desc limit ${limit + 1}`.execute(db)
  ).rows;
export const countUnreadOfCreator = async (db: Db, creatorId: string): Promise<number> =>
  (
    await sql<{
      n: number;
    }>`select count(*)::int as n from threads t where t.creator_id = ${creatorId} and ${notBlocked} and t.last_seq > t.creator_read
      and exists (select from messages m where m.creator_id = t.creator_id and m.agency_id = t.agency_id and m.side = 'agency'
        and m.seq > t.creator_read)`.execute(db)
  ).rows[0]!.n;

/** Who of an agency has written in a conversation. */
export const listWriters = async (tx: Tx, { creatorId, agencyId }: Key): Promise<string[]> =>
  (
    await sql<{ sent_by: string }>`select distinct sent_by from messages where creator_id = ${creatorId} and agency_id = ${agencyId}
      and side = 'agency' and sent_by is not null`.execute(tx)
  ).rows.map((r) => r.sent_by);

/** From now on the agency no longer reads what she wrote until now: of one agency, or of all whose member she is not. */
export const hideOf = (tx: Tx, { creatorId, agencyId }: Key) =>
  tx
    .updateTable('threads')
    .set({ hidden_upto: sql<number>`last_seq` })
    .where('creator_id', '=', creatorId)
    .where('agency_id', '=', agencyId)
    .execute();
export const hideFromStrangers = (tx: Tx, creatorId: string, now: Date) =>
  sql`update threads t set hidden_upto = last_seq where t.creator_id = ${creatorId} and not exists (select from memberships s
    where s.creator_id = t.creator_id and s.agency_id = t.agency_id and coalesce(s.ends_at, s.term_ends_at) > ${now})`.execute(tx);

export async function deleteThreads(tx: Tx, creatorId: string): Promise<void> {
  await tx.deleteFrom('message_files').where('creator_id', '=', creatorId).execute();
  await tx.deleteFrom('threads').where('creator_id', '=', creatorId).execute();
}
export async function deleteWriter(tx: Tx, personId: string): Promise<void> {
  await tx.updateTable('messages').set({ sent_by: null }).where('sent_by', '=', personId).execute();
  await tx.updateTable('message_files').set({ made_by: null }).where('made_by', '=', personId).execute();
}

/** Her conversations, all that was written in them, and what was sent along, with where each file is kept. How far an agency read is its own. */
export const exportThreads: ExportStep = async (db, { creatorId }) => {
  if (creatorId === undefined) return [];
  const threads = await sql<object>`select t.*, a.name as agency_name from threads t left join agencies a using (agency_id)
    where t.creator_id = ${creatorId} order by t.started_at`.execute(db);
  const messages =
    await sql<object>`select m.*, p.name as sent_by_name from messages m left join people p on p.id = m.sent_by and m.side = 'agency'
    where m.creator_id = ${creatorId} order by m.agency_id, m.seq`.execute(db);
  const files = await sql<object>`select agency_id, message_seq, side, kind, name, bytes, made_at,
    case when message_seq is not null then '/v1/me/threads/' || agency_id || '/files/' || file_id end as kept_at
    from message_files where creator_id = ${creatorId} and (message_seq is not null or side = 'creator') order by made_at`.execute(db);
  return [
    { name: 'conversations', from: 'threads', rows: threads.rows.map((r) => plainRow(r, 'agency_read', 'hidden_upto')) },
    { name: 'messages', from: 'messages', rows: messages.rows.map((r) => plainRow(r, 'sent_by')) },
    { name: 'message_files', from: 'message_files', rows: files.rows.map((r) => plainRow(r)) },
  ];
};
