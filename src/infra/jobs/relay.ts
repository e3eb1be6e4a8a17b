import { sql } from 'kysely';
import type { Logger } from 'pino';
import type { World } from '../context.ts';
import { inTransaction, type Tx } from '../db/open.ts';
import type { Metrics } from '../metrics.ts';

export interface OutboxEvent {
  seq: number;
  name: string;
  body: Record<string, unknown>;
}
/** A reaction of a later feature; runs in one transaction with the position, so that its effect happens once. */
export interface Reaction {
  consumer: string;
  names: string[];
  run: (tx: Tx, events: OutboxEvent[], now: Date) => Promise<void>;
}

const batch = 200;

/**
 * Hands committed events to one consumer, in order, each once. It stops before the oldest transaction still open: a number taken early
 * may be committed late, and a reader that remembers "the last number seen" would skip it.
 */
async function step(world: World, reaction: Reaction): Promise<number> {
  return inTransaction(world.db, async (tx) => {
    const { rows: held } = await sql<{ xid: string; seq: number }>`
      select xid::text as xid, seq from outbox_positions where consumer = ${reaction.consumer} for update skip locked`.execute(tx);
    const position = held[0];
    if (!position) return 0;
    const { rows } = await sql<OutboxEvent & { xid: string }>`
      select seq, xid::text as xid, name, body from outbox
      where xid < pg_snapshot_xmin(pg_current_snapshot()) and (xid, seq) > (${position.xid}::xid8, ${position.seq}::bigint)
      order by outbox.xid, seq limit ${batch}`.execute(tx);
    const last = rows.at(-1);
    if (!last) return 0;
    const mine = rows.filter((r) => reaction.names.includes(r.name));
    if (mine.length > 0) await reaction.run(tx, mine, world.clock());
    await sql`update outbox_positions set xid = ${last.xid}::xid8, seq = ${last.seq} where consumer = ${reaction.consumer}`.execute(tx);
    return rows.length;
  });
}

export function openRelay(world: World, reactions: Reaction[], metrics: Metrics, log: Logger, everyMs = 200) {
  let stopped = false;
  let timer: NodeJS.Timeout | undefined;
  let turn: Promise<void> = Promise.resolve();

  /** A consumer that is new here begins at the beginning. */
  async function introduce() {
    for (const { consumer } of reactions)
      await sql`insert into outbox_positions (consumer, xid, seq) values (${consumer}, '0', 0) on conflict do nothing`.execute(world.db);
  }
  async function drainOnce() {
    for (const reaction of reactions) {
      for (let n = batch; n >= batch && !stopped;) {
        n = await step(world, reaction);
        metrics.relayed.inc(n);
      }
    }
  }
  function loop() {
    if (stopped) return;
    turn = drainOnce().catch((error: unknown) => log.warn({ err: error }, 'relay'));
    void turn.then(() => {
      if (!stopped) timer = setTimeout(loop, everyMs);
    });
  }
  return {
    async start() {
      await introduce();
      loop();
    },
    /** Everything committed before the call is handed on when it returns; for the demo and for tests. */
    drain: async () => {
      await introduce();
      await turn;
      await drainOnce();
    },
    async stop() {
      stopped = true;
      clearTimeout(timer);
      await turn;
    },
  };
}
