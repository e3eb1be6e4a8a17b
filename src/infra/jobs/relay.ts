import { sql } from 'kysely';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Logger } from 'pino';
import type { World } from '../context.ts';
import { endWith, inTransaction, isConnectionLost, type Db, type Tx } from '../db/open.ts';
import type { Metrics } from '../metrics.ts';

export interface OutboxEvent {
  seq: number;
  name: string;
  body: Record<string, unknown>;
  /** When what it tells of happened. */
  at: Date;
}
/** A reaction of a later feature; runs in one transaction with the position, so that its effect happens once. */
export interface Reaction {
  consumer: string;
  names: string[];
  run: (tx: Tx, events: OutboxEvent[], now: Date) => Promise<void>;
  /** Called when that is committed: somebody can look for work at once. A crash before it loses no work, only the hurry. */
  after?: (events: OutboxEvent[]) => void;
}

const batch = 200;
/** So many events are looked over at once for those whom none of them concerns. */
const lookedOver = 2000;
/** How long draining waits for a transaction that is still open. */
const patienceMs = 30_000;
/** Creators named by the events of one step, at most: they are locked until its end, and withdrawals wait for them. */
const creatorsAtOnce = 200;

type Row = OutboxEvent & { xid: string; era: number };
interface Position {
  era: number;
  xid: string;
  seq: number;
}

/**
 * Reading stops before the oldest transaction still open: a number taken early may be committed late, and would else be skipped. What a
 * restore brought is of an earlier era: committed long ago, under another server's numbers.
 */
const settled = sql`(era < (select max(e.era) from store_eras e) or outbox.xid < pg_snapshot_xmin(pg_current_snapshot()))`;

/**
 * The next events of one consumer, whose position is kept for the caller until the end of the transaction; none where another process keeps it.
 * One question: a position that moved meanwhile is read as it is now, and the events after it as they were when the question came.
 */
const takeNext = async (tx: Tx, consumer: string): Promise<Row[]> =>
  (
    await sql<Row>`with mine as (select era, xid, seq from outbox_positions where consumer = ${consumer} for update skip locked)
      select o.seq, o.era, o.xid::text as xid, o.name, o.body, o.at from mine m cross join lateral (
        select * from outbox where ${settled} and (era, outbox.xid, seq) > (m.era, m.xid, m.seq)
        order by era, outbox.xid, seq limit ${batch}) o
      order by o.era, o.xid, o.seq`.execute(tx)
  ).rows;

interface Ahead {
  consumer: string;
  /** Whether one of the next events concerns it; if none does, it is past them now. */
  wanted: boolean;
  events: number;
}
/** Those who are behind, by one question: mostly nobody. Whom none of the next events concerns is past them with it. */
const listAhead = async (db: Db, reactions: Reaction[]): Promise<Ahead[]> =>
  (
    await sql<Ahead>`with newest as (
        select era, outbox.xid, seq from outbox where ${settled} order by era desc, outbox.xid desc, seq desc limit 1),
      ahead as (
        select p.consumer, p.era, p.xid, p.seq, l.era as to_era, l.xid as to_xid, l.seq as to_seq, l.wanted, l.events
        from unnest(${reactions.map((r) => r.consumer)}::text[], ${reactions.map((r) => r.names.join(' '))}::text[]) r(consumer, names)
        join outbox_positions p on p.consumer = r.consumer
        join newest n on (n.era, n.xid, n.seq) > (p.era, p.xid, p.seq)
        cross join lateral (
          select era, xid, seq, count(*) over () as events, bool_or(name = any(string_to_array(r.names, ' '))) over () as wanted from (
            select era, outbox.xid, seq, name from outbox
            where (era, outbox.xid, seq) > (p.era, p.xid, p.seq) and (era, outbox.xid, seq) <= (n.era, n.xid, n.seq)
            order by era, outbox.xid, seq limit ${lookedOver}) next
          order by era desc, xid desc, seq desc limit 1) l),
      idle as (
        select p.consumer from outbox_positions p
        join ahead a on a.consumer = p.consumer and (a.era, a.xid, a.seq) = (p.era, p.xid, p.seq)
        where not a.wanted for update of p skip locked),
      passed as (
        update outbox_positions p set era = a.to_era, xid = a.to_xid, seq = a.to_seq
        from ahead a join idle i on i.consumer = a.consumer where p.consumer = a.consumer returning p.consumer)
      select consumer, wanted, events from ahead where wanted or consumer in (select consumer from passed)`.execute(db)
  ).rows;

const lastEvent = async (db: Db): Promise<Position | undefined> =>
  (await sql<Position>`select era, xid::text as xid, seq from outbox order by era desc, outbox.xid desc, seq desc limit 1`.execute(db))
    .rows[0];

const isBehind = async (db: Db, reactions: Reaction[], to: Position): Promise<boolean> =>
  (
    await sql<{ behind: boolean }>`select exists (select from outbox_positions where consumer = any(${reactions.map((r) => r.consumer)})
      and (era, xid, seq) < (${to.era}::int, ${to.xid}::xid8, ${to.seq}::bigint)) as behind`.execute(db)
  ).rows[0]!.behind;

const positionAt = (consumer: string, at: Position) =>
  sql`update outbox_positions set era = ${at.era}, xid = ${at.xid}::xid8, seq = ${at.seq} where consumer = ${consumer}`;

const saveParked = (tx: Tx, consumer: string, row: Row, error: unknown, at: Date) =>
  sql`insert into outbox_parked (consumer, seq, name, body, error, at)
    values (${consumer}, ${row.seq}, ${row.name}, ${JSON.stringify(row.body)}::jsonb, ${String(error).slice(0, 500)}, ${at})`.execute(tx);

const creatorsIn = ({ body }: OutboxEvent) => (Array.isArray(body['creatorIds']) ? body['creatorIds'].length : 1);
function withinBound(rows: Row[]): Row[] {
  let sum = 0;
  const end = rows.findIndex((row, i) => (sum += creatorsIn(row)) > creatorsAtOnce && i > 0);
  return end === -1 ? rows : rows.slice(0, end);
}

/** A failure of the outside, which passes; anything else would fail again for ever. */
const passes = (error: unknown) => {
  const { code } = error as { code?: string };
  return /^(40|53|55|57|58|08|E)/.test(code ?? '') || isConnectionLost(error);
};

export function openRelay(world: World, reactions: Reaction[], metrics: Metrics, log: Logger, everyMs = 200) {
  let stopped = false;
  let timer: NodeJS.Timeout | undefined;
  let turn: Promise<void> = Promise.resolve();

  /** Hands some committed events to one consumer, in order, each once; gives how many. */
  async function step({ consumer, names, run, after }: Reaction, most: number, parking?: unknown): Promise<number> {
    let mine: Row[] = [];
    const handed = await inTransaction(world.db, async (tx) => {
      mine = [];
      const rows = withinBound(await takeNext(tx, consumer)).slice(0, most);
      const last = rows.at(-1);
      if (!last) return 0;
      mine = rows.filter((r) => names.includes(r.name));
      if (parking !== undefined) await saveParked(tx, consumer, last, parking, world.clock());
      else if (mine.length > 0) await run(tx, mine, world.clock());
      endWith(tx, positionAt(consumer, last));
      return rows.length;
    });
    if (parking === undefined && mine.length > 0) after?.(mine);
    return handed;
  }

  /** One event that cannot be carried out is set aside and said; it holds up nobody else. */
  async function advance(reaction: Reaction): Promise<number> {
    try {
      return await step(reaction, batch);
    } catch (error) {
      if (passes(error)) throw error;
    }
    try {
      return await step(reaction, 1);
    } catch (error) {
      if (passes(error)) throw error;
      log.error({ err: error, consumer: reaction.consumer }, 'an event was set aside');
      return step(reaction, 1, error);
    }
  }

  /** Until nobody waits for anything, or another process serves those who do. */
  async function drainOnce() {
    for (let moved = true; moved && !stopped;) {
      const ahead = await listAhead(world.db, reactions);
      const passed = ahead.filter((it) => !it.wanted);
      const waiting = new Set(ahead.filter((it) => it.wanted).map((it) => it.consumer));
      metrics.relayed.inc(passed.reduce((sum, it) => sum + it.events, 0));
      moved = passed.length > 0;
      for (const reaction of reactions.filter((it) => waiting.has(it.consumer))) {
        for (let n = batch; n === batch && !stopped; moved ||= n > 0) {
          n = await advance(reaction);
          metrics.relayed.inc(n);
        }
      }
    }
  }
  /** A consumer that is new here begins at the beginning. Said once. */
  let introduced: Promise<unknown> | undefined;
  async function introduce() {
    const consumers = reactions.map((it) => it.consumer);
    introduced ??= sql`insert into outbox_positions (consumer, xid, seq) select new, '0', 0 from unnest(${consumers}::text[]) new
      on conflict do nothing`.execute(world.db);
    await introduced.catch((error: unknown) => {
      introduced = undefined;
      throw error;
    });
  }
  function loop() {
    if (stopped) return;
    turn = turn.then(drainOnce).catch((error: unknown) => log.warn({ err: error }, 'relay'));
    void turn.then(() => {
      if (!stopped) timer = setTimeout(loop, everyMs);
    });
  }
  return {
    async start() {
      await introduce();
      loop();
    },
    /**
     * Everything committed before the call is handed on when it returns; for the demo and for tests. A transaction that is still open, in
     * any database of the server, is waited for, half a minute at most: what it holds up the relay hands on later.
     */
    drain: async () => {
      await introduce();
      const last = await lastEvent(world.db);
      const until = performance.now() + patienceMs;
      const goesOn = async () => last && !stopped && performance.now() < until && (await isBehind(world.db, reactions, last));
      const done = turn.then(async () => {
        for (await drainOnce(); await goesOn(); await drainOnce()) await sleep(20);
      });
      turn = done.catch(() => {});
      await done;
    },
    async stop() {
      stopped = true;
      clearTimeout(timer);
      await turn;
    },
  };
}
