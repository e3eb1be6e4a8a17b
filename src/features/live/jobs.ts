import type { World } from '#src/infra/context.ts';
import type { Reaction } from '#src/infra/jobs/relay.ts';
import { oneAfterAnother } from '#src/lib/turns.ts';
import { dayOf } from '#src/lib/time.ts';
import { reckonedAtOnce } from './actions/record.ts';
import { listDueEverywhere } from './queries/record.ts';
import { listClaimedEverywhere } from './queries/taking.ts';
import { recordOn, recordTimes } from './steps/record.ts';

const accountsAtOnce = 100;
type CarryOut = <O>(name: string, input: unknown) => Promise<O>;

/** Works what waits of accounts that belong to somebody by now. */
export function openClaiming(world: Pick<World, 'db' | 'log'>, carryOut: CarryOut) {
  const turns = oneAfterAnother();
  let stopped = false;
  async function work(): Promise<number> {
    let worked = 0;
    for (;;) {
      const accounts = await listClaimedEverywhere(world.db, accountsAtOnce);
      if (accounts.length === 0 || stopped) return worked;
      for (const account of accounts)
        for (let more = true; more && !stopped;) {
          const done = await carryOut<{ worked: number; more: boolean }>('live.claim', account);
          worked += done.worked;
          more = done.more;
        }
    }
  }
  const workDue = () => turns.take(work);
  /** One that has not begun yet does for all who ask meanwhile. */
  let asked = false;
  const hurry = () => {
    if (asked) return;
    asked = true;
    void turns.take(() => ((asked = false), work())).catch((error: unknown) => world.log.warn({ err: error }, 'waiting LIVE events'));
  };
  return {
    workDue,
    hurry,
    stop: async () => {
      stopped = true;
      await turns.settled();
    },
  };
}

/** Somebody may have come behind an account whose events wait. */
export const makeFollow = (hurry: () => void): Reaction => ({
  consumer: 'live',
  names: ['creators.changed', 'creators.claimed', 'creators.imported', 'live.accounts_registered'],
  run: async () => {},
  after: hurry,
});

/** Keeps the records of 28 days: everybody's once a day begins (UTC), and hers when the end of a LIVE is told, for it may be one of days before. */
export function openRecords({ db, clock, log }: Pick<World, 'db' | 'clock' | 'log'>, carryOut: CarryOut) {
  const turns = oneAfterAnother();
  let stopped = false;
  /** The day that everybody's was reckoned as of, by this process. */
  let done = '';

  async function work(): Promise<number> {
    const on = recordOn(clock());
    if (done === on) return 0;
    const since = dayOf(recordTimes(on).before);
    let worked = 0;
    for (let after: string | null = null; !stopped;) {
      const some: { creator_id: string; due: boolean }[] = await listDueEverywhere(db, after, on, since, reckonedAtOnce);
      const creatorIds = some.filter(({ due }) => due).map((r) => r.creator_id);
      if (creatorIds.length > 0) await carryOut('live.reckon', { creatorIds });
      worked += creatorIds.length;
      after = some.at(-1)?.creator_id ?? null;
      if (some.length < reckonedAtOnce) {
        done = on;
        break;
      }
    }
    return worked;
  }
  /** Whose LIVEs have ended since the last step: one step does for all of them, and for one whose LIVEs end one after another. */
  let ended = new Set<string>();
  async function workEnded(): Promise<void> {
    const creatorIds = [...ended];
    ended = new Set();
    for (let at = 0; at < creatorIds.length && !stopped; at += reckonedAtOnce)
      await carryOut('live.reckon', { creatorIds: creatorIds.slice(at, at + reckonedAtOnce) });
  }
  return {
    workDue: () => turns.take(work),
    hurry: (creatorIds: readonly string[]): void => {
      const asked = ended.size > 0;
      for (const id of creatorIds) ended.add(id);
      if (!asked) void turns.take(workEnded).catch((error: unknown) => log.warn({ err: error }, 'records of LIVEs'));
    },
    settled: turns.settled,
    stop: async () => {
      stopped = true;
      await turns.settled();
    },
  };
}

/** A LIVE of earlier days may be told of late. */
export const makeFollowEnds = (hurry: (creatorIds: readonly string[]) => void): Reaction => ({
  consumer: 'live.records',
  names: ['live.ended'],
  run: async () => {},
  after: (events) => hurry([...new Set(events.flatMap(({ body }) => body['creatorIds'] as string[]))]),
});
