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
    const mine = events.filter(({ body }) => kinds.includes(body['kind']));
    for (const { body } of mine) {
      const [agencyId, dataOn] = [body['agencyId'] as string, body['dataOn'] as string];
      await saveStale(tx, { agencyId, month: firstOf(dataOn) }, now);
      await saveStaleKnown(tx, agencyId, besidesOf(dataOn), now);
    }
    // It finds work once this is committed; if it looks too early, the job comes by within a minute.
    if (mine.length > 0) setTimeout(hurry, 100);
  },
});
