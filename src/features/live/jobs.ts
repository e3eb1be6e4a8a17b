import type { World } from '#src/infra/context.ts';
import type { Reaction } from '#src/infra/jobs/relay.ts';
import { oneAfterAnother } from '#src/lib/turns.ts';
import { listClaimedEverywhere } from './queries/taking.ts';

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
