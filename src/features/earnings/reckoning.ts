import type { World } from '#src/infra/context.ts';
import { oneAfterAnother } from '#src/lib/turns.ts';
import { listDueEverywhere, type MonthKey } from './queries.ts';
import { ruleSpans } from './rules/bonuses.ts';

export interface Reckoning {
  world: World;
  carryOut: <O>(name: string, input: unknown) => Promise<O>;
}

/** Reckons the months that are due, one after the other, in steps. One that fails holds up no other and is tried again with the next job. */
export function openReckoning({ world, carryOut }: Reckoning) {
  let stopped = false;
  async function reckonMonth(key: MonthKey): Promise<void> {
    for (let goOn = true; goOn && !stopped;) ({ goOn } = await carryOut<{ goOn: boolean }>('earnings.reckon', key));
  }
  async function workDue(): Promise<number> {
    const due = await listDueEverywhere(world.db, ruleSpans());
    for (const key of due) {
      if (stopped) break;
      await reckonMonth(key).catch((error: unknown) => {
        world.log.error({ err: error, ...key }, 'bonuses of a month could not be reckoned');
      });
    }
    return due.length;
  }
  const turns = oneAfterAnother();
  return {
    workDue: () => turns.take(workDue),
    hurry: () => void (stopped || turns.take(workDue).catch((error: unknown) => world.log.warn({ err: error }, 'earnings'))),
    stop: async (): Promise<void> => {
      stopped = true;
      await turns.settled();
    },
  };
}
