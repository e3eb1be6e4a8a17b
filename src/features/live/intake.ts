import type { Ctx } from '#src/infra/context.ts';
import { isConnectionLost } from '#src/infra/db/open.ts';
import type { Ingested } from './contract.ts';
import { answerOf, type Sorted } from './actions/ingest.ts';
import { lanes } from './rules/lanes.ts';
import { no } from './rules/refusals.ts';
import type { Counts, Part } from './steps/taking.ts';

type CarryOut = <O>(name: string, input: unknown) => Promise<O>;
/** A commit is due with so many events, or so long after the first of them; one takes at most so many. */
export const commit = { dueEvents: 500, dueMs: 10, mostEvents: 2_000 } as const;
/** More than a second's work for the smallest machine that the aim is set for: whoever comes later is asked to come again. */
export const waitingMost = 20_000;

interface Waiting extends Part {
  keyId: string | null;
  done: (counts: Counts) => void;
  failed: (error: unknown) => void;
}
interface Lane {
  waiting: Waiting[];
  events: number;
  busy: boolean;
  timer: NodeJS.Timeout | undefined;
}

/**
 * Brings the events of many requests together: each lane commits one batch at a time, and what comes meanwhile makes the next one. A
 * request is answered when every lane that has some of its events has committed them.
 */
export function openIntake(carryOut: CarryOut, waitingBound = waitingMost) {
  const all = Array.from({ length: lanes }, (): Lane => ({ waiting: [], events: 0, busy: false, timer: undefined }));
  let waiting = 0;
  const emptied: (() => void)[] = [];

  function due(lane: Lane, n: number): void {
    if (lane.busy || lane.waiting.length === 0) return;
    if (lane.events >= commit.dueEvents) return work(lane, n);
    lane.timer ??= setTimeout(() => work(lane, n), commit.dueMs);
  }
  function work(lane: Lane, n: number): void {
    clearTimeout(lane.timer);
    lane.timer = undefined;
    lane.busy = true;
    const batch = next(lane);
    void commitBatch(batch, n).finally(() => {
      for (const { said } of batch) waiting -= said.length;
      lane.busy = false;
      due(lane, n);
      if (waiting === 0) for (const tell of emptied.splice(0)) tell();
    });
  }
  function next(lane: Lane): Waiting[] {
    let events = 0;
    const end = lane.waiting.findIndex(({ said }, i) => (events += said.length) > commit.mostEvents && i > 0);
    const batch = lane.waiting.splice(0, end < 0 ? lane.waiting.length : end);
    for (const { said } of batch) lane.events -= said.length;
    return batch;
  }

  /** What cannot be carried out together is tried one by one, so that a fault of one request stays its own. */
  async function commitBatch(batch: Waiting[], lane: number): Promise<void> {
    try {
      const counts = await send(batch, lane);
      batch.forEach((one, i) => one.done(counts[i]!));
    } catch (error) {
      if (batch.length === 1 || isConnectionLost(error)) return batch.forEach((one) => one.failed(error));
      for (const one of batch) await commitBatch([one], lane);
    }
  }
  const send = (batch: Waiting[], lane: number): Promise<Counts[]> =>
    carryOut('live.take', {
      lane,
      parts: batch.map(({ said, receivedAt }) => ({ said, receivedAt })),
      keys: [...new Set(batch.map((one) => one.keyId))],
    });

  return {
    /** Gives what became of the events once they are committed; refuses all of them when more wait than can be taken in soon. */
    gather: async (ctx: Ctx, { byLane, receivedAt, events, rejected, by }: Sorted): Promise<Ingested> => {
      if (waiting + events > waitingBound && waiting > 0) throw no('live.over_capacity', { retryAfterSeconds: 1 });
      waiting += events;
      const parts = [...byLane].map(
        ([n, said]) =>
          new Promise<Counts>((done, failed) => {
            const lane = all[n]!;
            lane.waiting.push({ said, receivedAt, keyId: by ?? ctx.actor.key?.keyId ?? null, done, failed });
            lane.events += said.length;
            due(lane, n);
          }),
      );
      // Each part is waited for, the failed ones too: nothing of this request is under way when it is answered.
      const ended = await Promise.allSettled(parts);
      const failure = ended.find((one) => one.status === 'rejected');
      if (failure) throw failure.reason;
      return answerOf(
        ended.map((one) => (one as PromiseFulfilledResult<Counts>).value),
        rejected,
      );
    },
    waiting: () => waiting,
    /** What was accepted is committed. */
    stop: () => (waiting === 0 ? Promise.resolve() : new Promise<void>((done) => emptied.push(done))),
  };
}
