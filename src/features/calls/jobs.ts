import type { Reaction } from '#src/infra/jobs/relay.ts';
import { clearCoach } from './queries/care.ts';

/** Figures or goals have changed: whichever process hears of it reckons at once. */
export const makeFollow = (hurry: (agencyId: string) => void): Reaction => ({
  consumer: 'calls',
  names: ['imports.taken', 'calls.wanted'],
  run: async () => {},
  after: (events) => new Set(events.map(({ body }) => body['agencyId'] as string)).forEach((agencyId) => hurry(agencyId)),
});

/** Takes somebody whose seat has ended off the creators they coached. */
export const followSeats: Reaction = {
  consumer: 'calls.seats',
  names: ['agencies.seat_ended'],
  run: async (tx, events) => {
    for (const { body } of events) await clearCoach(tx, body['agencyId'] as string, body['personId'] as string);
  },
};
