import type { Reaction } from '#src/infra/jobs/relay.ts';
import { firstOf } from '#src/lib/days.ts';
import { saveStale, saveStaleKnown } from './queries.ts';
import { besidesOf } from './rules/gather.ts';

const kinds: readonly unknown[] = ['creator_data', 'task_report'];

/** A file that was taken in: its month is to be reckoned, and those beside it that were before. */
export const makeFollow = (hurry: () => void): Reaction => ({
  consumer: 'earnings',
  names: ['imports.taken'],
  run: async (tx, events, now) => {
    for (const { body } of events.filter(({ body }) => kinds.includes(body['kind']))) {
      const [agencyId, dataOn] = [body['agencyId'] as string, body['dataOn'] as string];
      await saveStale(tx, { agencyId, month: firstOf(dataOn) }, now);
      await saveStaleKnown(tx, agencyId, besidesOf(dataOn), now);
    }
  },
  after: hurry,
});
