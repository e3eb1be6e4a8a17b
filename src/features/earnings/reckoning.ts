import { AsyncResource } from 'node:async_hooks';
import type { World } from '#src/infra/context.ts';
import { listStaleEverywhere } from './queries.ts';

export interface Reckoning {
  world: World;
  carryOut: <O>(name: string, input: unknown) => Promise<O>;
}
const atOnce = 50;

/** Reckons the months that wait, one after the other. One that fails holds up no other and is tried again with the next job. */
export function openReckoning({ world, carryOut }: Reckoning) {
  let stopped = false;
  async function workDue(): Promise<number> {
    const tried = new Set<string>();
    let done = 0;
    for (let left = true; left && !stopped;) {
      const waiting = (await listStaleEverywhere(world.db, atOnce)).filter(({ agencyId, month }) => !tried.has(`${agencyId} ${month}`));
      left = waiting.length > 0;
      for (const key of waiting) {
        if (stopped) return done;
        tried.add(`${key.agencyId} ${key.month}`);
        const made = await carryOut<{ reckoned: boolean }>('earnings.reckon', key).catch((error: unknown) => {
          world.log.error({ err: error, ...key }, 'bonuses of a month could not be reckoned');
          return { reckoned: false };
        });
        if (made.reckoned) done++;
      }
    }
    return done;
  }
  let turn: Promise<unknown> = Promise.resolve();
  const queue = (): Promise<number> => {
    const mine = turn.then(workDue);
    turn = mine.catch((error: unknown) => world.log.warn({ err: error }, 'earnings'));
    return mine;
  };
  return {
    workDue: queue,
    // Called within a transaction that is not ours.
    hurry: AsyncResource.bind(() => void (stopped || queue().catch(() => {}))),
    stop: async (): Promise<void> => {
      stopped = true;
      await turn;
    },
  };
}
