import { sql } from 'kysely';
import type { Db, Tx } from '#src/infra/db/open.ts';
import type { Platform } from '#src/lib/shapes.ts';
import type { Said } from '../rules/read.ts';
import { plainList, textList } from './arrays.ts';

/** Locks a lane until the end of the transaction. Looking up by key is the only way through these tables that stays cheap as they grow. */
export const lockLane = (tx: Tx, lane: number) =>
  sql`select set_config('enable_seqscan', 'off', true), set_config('enable_hashjoin', 'off', true), set_config('enable_mergejoin', 'off', true),
    pg_advisory_xact_lock(47001, ${lane}::int)`.execute(tx);
/** All of them, in their order: nothing is being taken in meanwhile. */
export const lockLanes = (tx: Tx, lanes: number) =>
  sql`select pg_advisory_xact_lock(47001, lane) from generate_series(0, ${lanes}::int - 1) lane order by lane`.execute(tx);

export interface Account {
  platform: Platform;
  account: string;
}
/** Whose accounts these are now; those of nobody are absent. */
export const listOwners = async (tx: Db | Tx, accounts: readonly Account[]): Promise<(Account & { creator_id: string })[]> =>
  (
    await sql<Account & { creator_id: string }>`
      select a.platform, a.account, h.creator_id
      from unnest(${textList(accounts.map((a) => a.platform))}::text[], ${textList(accounts.map((a) => a.account))}::text[]) a(platform, account)
      join creator_handles h on h.platform = a.platform and h.handle = a.account`.execute(tx)
  ).rows;

/** An event with its key, of one who is known. */
export interface NewEvent {
  said: Said;
  key: string;
  creatorId: string;
  sessionId: string;
  streakId: string | null;
  gifterId: string | null;
  receivedAt: number;
}
/**
 * Keeps those that were never kept, in any week; gives the keys of those, or undefined when that is all of them. Of two with one key in one
 * list nothing may come. A broadcast is named once in a list of its own, an event by its place there: ids are most of what is sent.
 */
export async function saveNew(tx: Tx, week: string, events: readonly NewEvent[]): Promise<Set<string> | undefined> {
  const places = new Map<string, number>();
  const sessions: NewEvent[] = [];
  const at = events.map((e) => {
    let place = places.get(e.sessionId);
    if (place === undefined) places.set(e.sessionId, (place = sessions.push(e)));
    return place;
  });
  const { rows } = await sql<{ n: number; keys: string | null }>`
    with given as materialized (select ${plainList(sessions.map((e) => e.creatorId))}::uuid[] as creators, ${plainList(sessions.map((e) => e.sessionId))}::uuid[] as sessions),
    fresh as (
      insert into live_events (creator_id, key, week, session_id, type, at, received_at, viewers, likes, n, each, streak, closed, gifter)
      select g.creators[v.place], v.key, ${week}::date, g.sessions[v.place], v.type, ${instant('v.at')}, ${instant('v.received_at')}, v.viewers, v.likes,
        v.n, v.each, v.streak, v.closed, v.gifter
      from given g, unnest(${plainList(at)}::int[], ${plainList(events.map((e) => e.key))}::uuid[], ${plainList(events.map((e) => e.said.type))}::smallint[],
          ${plainList(events.map((e) => e.said.at))}::bigint[], ${plainList(events.map((e) => e.receivedAt))}::bigint[],
          ${plainList(events.map((e) => e.said.viewers))}::int[], ${plainList(events.map((e) => e.said.likes))}::bigint[],
          ${plainList(events.map((e) => e.said.n))}::int[], ${plainList(events.map((e) => e.said.each))}::int[],
          ${plainList(events.map((e) => e.streakId))}::uuid[], ${plainList(events.map((e) => (e.said.streak === null ? null : e.said.closed)))}::boolean[],
          ${plainList(events.map((e) => e.gifterId))}::uuid[])
        v(place, key, type, at, received_at, viewers, likes, n, each, streak, closed, gifter)
      where not exists (select from live_events e where e.creator_id = g.creators[v.place] and e.key = v.key and e.week < ${week}::date)
      on conflict do nothing returning key)
    select count(*)::int as n, case when count(*) < ${events.length} then string_agg(key::text, ' ') end as keys from fresh`.execute(tx);
  const { n, keys } = rows[0]!;
  return n === events.length ? undefined : new Set(keys?.split(' '));
}
/** Milliseconds as an instant. */
const instant = (column: string) => sql.raw(`to_timestamp(${column}::float8 / 1000)`);

/** An event of an account that belongs to nobody here: what it says, its streak by its hash. */
export interface Waiting {
  platform: Platform;
  account: string;
  key: string;
  event: object;
  receivedAt: number;
}
export const saveWaiting = async (tx: Tx, events: readonly Waiting[]): Promise<string[]> =>
  (
    await sql<{ key: string }>`
      insert into live_quarantine (platform, account, key, event, received_at)
      select v.platform, v.account, v.key, v.event, ${instant('v.received_at')} from unnest(${textList(events.map((e) => e.platform))}::text[],
        ${textList(events.map((e) => e.account))}::text[], ${plainList(events.map((e) => e.key))}::uuid[],
        ${textList(events.map((e) => JSON.stringify(e.event)))}::jsonb[], ${plainList(events.map((e) => e.receivedAt))}::bigint[])
        v(platform, account, key, event, received_at)
      on conflict do nothing returning key::text`.execute(tx)
  ).rows.map((r) => r.key);

/** Accounts with waiting events that belong to somebody now: from account to account through the key, whatever waits of each. */
export const listClaimedEverywhere = async (db: Db, most: number): Promise<Account[]> =>
  (
    await sql<Account>`
      with recursive a as (
        (select platform, account from live_quarantine order by platform, account limit 1)
        union all
        select n.platform, n.account from a, lateral (select q.platform, q.account from live_quarantine q
          where (q.platform, q.account) > (a.platform, a.account) order by q.platform, q.account limit 1) n)
      select a.platform, a.account from a join creator_handles h on h.platform = a.platform and h.handle = a.account limit ${most}`.execute(
      db,
    )
  ).rows;
export interface WaitingRow {
  key: string;
  event: unknown;
  received_at: Date;
}
export const takeWaiting = async (tx: Tx, { platform, account }: Account, most: number): Promise<WaitingRow[]> =>
  (
    await sql<WaitingRow>`
      delete from live_quarantine where platform = ${platform} and account = ${account} and key in (
        select key from live_quarantine where platform = ${platform} and account = ${account} order by key limit ${most})
      returning key::text, event, received_at`.execute(tx)
  ).rows;
/** Gives how many went. */
export const dropWaitingEverywhere = async (tx: Tx, before: Date): Promise<number> =>
  Number((await tx.deleteFrom('live_quarantine').where('received_at', '<', before).executeTakeFirst()).numDeletedRows);

/** Makes what partitions are needed and drops what is not kept; a few at the most. */
export const keepPartitionsEverywhere = async (tx: Tx, at: Date, keepFrom: string, minutesFrom: string): Promise<number> =>
  (await sql<{ dropped: number }>`select live_partitions(${at}, ${keepFrom}::date, ${minutesFrom}::date) as dropped`.execute(tx)).rows[0]!
    .dropped;
