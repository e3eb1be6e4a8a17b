import type { Reaction } from '#src/infra/jobs/relay.ts';
import { forgetMax } from './actions.ts';
import { refreshEntries } from './steps.ts';

/** Follows grants, edits, imports, claims, what LIVEs came to and memberships: a creator who said yes is found within two seconds. `hurry`: the index looks at once. */
export const makeFollow = (hurry: () => void): Reaction => ({
  consumer: 'discovery',
  names: ['creators.consent_changed', 'creators.changed', 'live.records_changed', 'roster.joined', 'roster.left', 'roster.ended'],
  run: async (tx, events, now) => {
    const named = events.flatMap(({ body }) => (body['creatorIds'] as string[] | undefined) ?? [body['creatorId'] as string]);
    const ids = [...new Set(named)].sort();
    for (let at = 0; at < ids.length; at += 500) await refreshEntries(tx, ids.slice(at, at + 500), now);
  },
  after: hurry,
});

/** In bounded steps, each a transaction of its own. */
export async function forgetChanges(carryOut: (name: string, input: unknown) => Promise<unknown>): Promise<void> {
  for (let n = forgetMax; n === forgetMax;) n = ((await carryOut('discovery.sweep', {})) as { forgotten: number }).forgotten;
}
