import { sql, type Selectable } from 'kysely';
import type { Db, Tables, Tx } from '#src/infra/db/open.ts';
import type { Platform } from '#src/lib/shapes.ts';

/** An account as a source knows it. */
export interface Of {
  sourceId: string;
  platform: Platform;
  account: string;
}
/** One after the other, so that no beginning passes by what waits for it. */
export const lockAccount = (tx: Tx, { sourceId, account }: Of) =>
  sql`select pg_advisory_xact_lock(hashtextextended(${`live source ${sourceId} ${account}`}, 11))`.execute(tx);

export type StreamRow = Pick<Selectable<Tables['live_streams']>, 'stream' | 'started_at' | 'ended_at'>;
export const listStreams = (tx: Tx, { sourceId, account }: Of, after: Date): Promise<StreamRow[]> =>
  tx
    .selectFrom('live_streams')
    .select(['stream', 'started_at', 'ended_at'])
    .where('source_id', '=', sourceId)
    .where('account', '=', account)
    .where('started_at', '>', after)
    .execute();
/** The first that is told of a beginning stands. */
export const saveStream = (tx: Tx, of: Of, stream: string, startedAt: Date) =>
  tx
    .insertInto('live_streams')
    .values({ source_id: of.sourceId, platform: of.platform, account: of.account, stream, started_at: startedAt, ended_at: null })
    .onConflict((c) => c.doNothing())
    .execute();
export const saveEnd = (tx: Tx, { sourceId, account }: Of, stream: string, endedAt: Date) =>
  tx
    .updateTable('live_streams')
    .set({ ended_at: endedAt })
    .where('source_id', '=', sourceId)
    .where('account', '=', account)
    .where('stream', '=', stream)
    .execute();

export const listUnplaced = (tx: Tx, { sourceId, account }: Of, most: number) =>
  tx
    .selectFrom('live_unplaced')
    .select(['event_id', 'at', 'event'])
    .where('source_id', '=', sourceId)
    .where('account', '=', account)
    .orderBy('at')
    .limit(most)
    .execute();
export const saveUnplaced = (tx: Tx, of: Of, eventId: string, at: Date, event: object, receivedAt: Date) =>
  tx
    .insertInto('live_unplaced')
    .values({
      source_id: of.sourceId,
      platform: of.platform,
      account: of.account,
      event_id: eventId,
      at,
      event: JSON.stringify(event),
      received_at: receivedAt,
    })
    .onConflict((c) => c.doNothing())
    .execute();
export const deleteUnplaced = (tx: Tx, { sourceId, account }: Omit<Of, 'platform'>, eventIds: readonly string[]) =>
  tx
    .deleteFrom('live_unplaced')
    .where('source_id', '=', sourceId)
    .where('account', '=', account)
    .where('event_id', 'in', [...eventIds])
    .execute();
/** How many wait, by source. */
export const countUnplaced = async (db: Db, sourceIds: readonly string[]): Promise<Map<string, number>> =>
  sourceIds.length === 0
    ? new Map()
    : new Map(
        (
          await db
            .selectFrom('live_unplaced')
            .select((e) => ['source_id', e.fn.countAll<number>().as('n')])
            .where('source_id', 'in', [...sourceIds])
            .groupBy('source_id')
            .execute()
        ).map((r) => [r.source_id, Number(r.n)]),
      );
export async function sweepOld(tx: Tx, spansBefore: Date, unplacedBefore: Date): Promise<void> {
  await tx.deleteFrom('live_unplaced').where('received_at', '<', unplacedBefore).execute();
  await tx.deleteFrom('live_streams').where('started_at', '<', spansBefore).execute();
}

export type SubscriptionRow = Selectable<Tables['live_subscriptions']>;
export const listSubscriptions = (db: Db, sourceIds: readonly string[]): Promise<SubscriptionRow[]> =>
  sourceIds.length === 0
    ? Promise.resolve([])
    : db
        .selectFrom('live_subscriptions')
        .selectAll()
        .where('source_id', 'in', [...sourceIds])
        .orderBy('at', 'desc')
        .execute();
/** What is told later stands, whatever comes first. */
export const saveSubscription = (tx: Tx, row: SubscriptionRow) =>
  sql`insert into live_subscriptions (source_id, subscription_id, type, channel, status, at)
    values (${row.source_id}, ${row.subscription_id}, ${row.type}, ${row.channel}, ${row.status}, ${row.at})
    on conflict (source_id, subscription_id) do update set status = excluded.status, at = excluded.at
    where live_subscriptions.at < excluded.at`.execute(tx);

/** What lies under her handles. */
export async function deleteOf(tx: Tx, creatorId: string): Promise<void> {
  for (const table of ['live_streams', 'live_unplaced'] as const)
    await sql`delete from ${sql.table(table)} t using creator_handles h
      where h.creator_id = ${creatorId} and t.platform = h.platform and t.account = h.handle`.execute(tx);
}
