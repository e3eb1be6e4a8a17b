import type { Reaction } from '#src/infra/jobs/relay.ts';
import { clearCoach } from './queries/care.ts';

/** Figures or goals have changed: whichever process hears of it reckons at once. */
export const makeFollow = (hurry: (agencyId: string) => void): Reaction => ({
  consumer: 'calls',
  names: ['imports.taken', 'calls.wanted'],
  run: async () => {},
  after: (events) => new Set(events.map(({ body }) => body['agencyId'] as string)).forEach((agencyId) => hurry(agencyId)),
});

/** What a month asks is another: every agency's list is made of something else now. */
export const makeFollowRules = (hurryAll: () => void): Reaction => ({
  consumer: 'calls.rules',
  names: ['policies.in_force'],
  run: async () => {},
  after: (events) => {
    if (events.some(({ body }) => body['kind'] === 'thresholds')) hurryAll();
  },
});

/** Takes somebody whose seat has ended off the creators they coached. */
export const followSeats: Reaction = {
  consumer: 'calls.seats',
  names: ['agencies.seat_ended'],
  run: async (tx, events) => {
    for (const { body } of events) await clearCoach(tx, body['agencyId'] as string, body['personId'] as string);
  },
};
