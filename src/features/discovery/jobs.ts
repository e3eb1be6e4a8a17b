import type { Reaction } from '#src/infra/jobs/relay.ts';
import { forgetMax } from './actions.ts';
import { seatsAtOnce } from './actions/budget.ts';
import { refreshEntries } from './steps.ts';

/** Follows grants, edits, imports, claims, what LIVEs came to and memberships: a creator who said yes is found within two seconds. `hurry`: the index looks at once. */
export const makeFollow = (hurry: () => void): Reaction => ({
  consumer: 'discovery',
  names: [
    'creators.consent_changed',
    'creators.changed',
    'live.records_changed',
    'roster.joined',
    'roster.left',
    'roster.ended',
    'roster.removed',
    'roster.contested',
    'roster.decided',
    'roster.trial_passed',
  ],
  run: async (tx, events, now) => {
    const named = events.flatMap(({ body }) => (body['creatorIds'] as string[] | undefined) ?? [body['creatorId'] as string]);
    const ids = [...new Set(named)].sort();
    for (let at = 0; at < ids.length; at += 500) await refreshEntries(tx, ids.slice(at, at + 500), now);
  },
  after: hurry,
});

type CarryOut = (name: string, input: unknown) => Promise<unknown>;
/** In bounded steps, each a transaction of its own. */
async function forgetBy(carryOut: CarryOut, name: string, most: number): Promise<void> {
  for (let n = most; n === most;) n = ((await carryOut(name, {})) as { forgotten: number }).forgotten;
}
/** Changes that every index has followed, and days of seats that are over. */
export async function forgetOld(carryOut: CarryOut): Promise<void> {
  await forgetBy(carryOut, 'discovery.sweep', forgetMax);
  await forgetBy(carryOut, 'discovery.sweepBudgets', seatsAtOnce);
}
