import type { Reaction } from '#src/infra/jobs/relay.ts';

/** Something was agreed: whichever process hears of it makes the copy at once. */
export const makeFollow = (hurry: () => void): Reaction => ({
  consumer: 'copies',
  names: ['roster.joined', 'roster.offer_answered'],
  run: async () => {},
  after: hurry,
});
