import type { Reaction } from '#src/infra/jobs/relay.ts';

/** A file waits: whichever process hears of it looks for work at once. */
export const makeFollow = (hurry: () => void): Reaction => ({
  consumer: 'imports',
  names: ['imports.asked'],
  run: async () => {},
  after: hurry,
});
