import type { Reaction } from '#src/infra/jobs/relay.ts';
import { clearCoachEverywhere } from './queries/rows.ts';

/** Takes somebody whose seat has ended off the creators they coached; the roster has stopped showing them before this comes by. */
export const followSeats: Reaction = {
  consumer: 'roster',
  names: ['agencies.seat_ended'],
  run: async (tx, events) => {
    for (const { body } of events) await clearCoachEverywhere(tx, body['agencyId'] as string, body['personId'] as string);
  },
};
