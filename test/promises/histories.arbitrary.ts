import assert from 'node:assert/strict';
import fc from 'fast-check';
import type { Terms } from '#src/features/policies/contract.ts';
import { play, type Step } from './histories.ts';

const terms: fc.Arbitrary<Terms> = fc.record(
  {
    commissionBps: fc.constantFrom(500, 600, 700, 800, 800, 2500),
    paidFrom: fc.constantFrom('platform' as const, 'creator' as const),
    months: fc.constantFrom(1, 1, 1, 2, 2, 6, 13),
    coolingOffDays: fc.constantFrom(14, 14, 14, 30, 3),
    noticeDays: fc.constantFrom(0, 7, 7, 30, 60),
    exclusive: fc.constantFrom(false, false, true),
    coachingHoursMonthly: fc.nat(2),
    trialLive: fc.constantFrom(false, false, true),
    hoursMonthly: fc.constantFrom(10, 20),
  },
  {
    requiredKeys: ['commissionBps', 'paidFrom', 'months', 'coolingOffDays', 'noticeDays', 'exclusive', 'coachingHoursMonthly', 'trialLive'],
  },
);
const which = fc.nat(5);
const kind = fc.constantFrom('renewal' as const, 'change' as const);

/** Ends of windows lie on whole days: waits of whole days meet them exactly, the others fall between. */
const days = fc.oneof(
  fc.integer({ min: 0, max: 40 }),
  fc.double({ min: 0, max: 20, noNaN: true }),
  fc.constantFrom(7, 14, 23, 24, 28, 30, 31),
);

const step: fc.Arbitrary<Step> = fc.oneof(
  { weight: 7, arbitrary: fc.record({ does: fc.constant('wait' as const), days }) },
  { weight: 2, arbitrary: fc.record({ does: fc.constant('switch' as const), on: fc.constantFrom(true, true, true, false) }) },
  { weight: 3, arbitrary: fc.record({ does: fc.constant('invite' as const), agency: fc.nat(2), terms }) },
  { weight: 4, arbitrary: fc.record({ does: fc.constant('answer' as const), which: fc.nat(3), yes: fc.constantFrom(true, true, false) }) },
  { weight: 6, arbitrary: fc.record({ does: fc.constant('offer' as const), which, kind, terms }) },
  { weight: 5, arbitrary: fc.record({ does: fc.constant('answerOffer' as const), which, yes: fc.constantFrom(true, true, false) }) },
  { weight: 1, arbitrary: fc.record({ does: fc.constant('withdrawOffer' as const), which }) },
  { weight: 2, arbitrary: fc.record({ does: fc.constant('leave' as const), which, quiet: fc.boolean() }) },
  {
    weight: 1,
    arbitrary: fc.record({
      does: fc.constant('policy' as const),
      noticeDaysMax: fc.constantFrom(7, 30, 90),
      quietExit: fc.boolean(),
      review: fc.boolean(),
    }),
  },
  { weight: 2, arbitrary: fc.record({ does: fc.constant('remove' as const), which }) },
  { weight: 2, arbitrary: fc.record({ does: fc.constant('appeal' as const), which }) },
  { weight: 2, arbitrary: fc.record({ does: fc.constant('complain' as const), which }) },
  { weight: 4, arbitrary: fc.record({ does: fc.constant('decide' as const), which, grant: fc.boolean() }) },
  { weight: 1, arbitrary: fc.record({ does: fc.constant('order' as const), which }) },
  { weight: 4, arbitrary: fc.record({ does: fc.constant('trial' as const), which }) },
);
/** A history begins with somebody who can be found and was asked; what comes then is anybody's. */
export const history: fc.Arbitrary<Step[]> = fc
  .tuple(terms, fc.array(step, { minLength: 4, maxLength: 48, size: 'max' }))
  .map(([first, rest]) => [
    { does: 'switch', on: true },
    { does: 'invite', agency: 0, terms: first },
    { does: 'answer', which: 0, yes: true },
    ...rest,
  ]);

/** Everything that a history can come to is met, or the model proves little. */
const wanted = [
  'switched off',
  'invited',
  'joined',
  'declined',
  'offered a renewal',
  'offered a change',
  'agreed to a renewal',
  'agreed to a change',
  'declined a renewal',
  'left by cooling_off',
  'left by low_activity',
  'left by notice',
  'left by term_end',
  'left by trial',
  'left by unheard',
  'removed',
  'contested',
  'complained',
  'granted a removal',
  'refused a removal',
  'granted a complaint',
  'refused a complaint',
  'granted a review',
  'refused a review',
  'ended by order',
  'had a trial LIVE',
  'roster.on_trial',
  'roster.appeal_late',
  'roster.case_unheard',
  'roster.exclusive',
  'roster.offer_lapsed',
  'roster.leaving',
  'terms.notice_too_long',
  'invites.cooling_down',
  'invites.withdrawn',
  'invites.lapsed',
];

/** Plays so many histories; what is broken is thrown with the shortest history that breaks it and the seed. */
export function playMany(numRuns: number, seed?: number): { words: string } {
  const met: Record<string, number> = {};
  let steps = 0;
  fc.assert(
    fc.property(history, (all) => {
      const w = play(all);
      steps += all.length;
      for (const [what, n] of Object.entries(w.met)) met[what] = (met[what] ?? 0) + n;
    }),
    { numRuns, ...(seed !== undefined && { seed }) },
  );
  const missing = wanted.filter((what) => (met[what] ?? 0) < numRuns / 1000);
  assert.deepEqual(missing, [], JSON.stringify(met));
  return {
    words: `${numRuns} histories, ${steps} steps, ${met['joined']} memberships, ${met['agreed to a renewal']} further terms: 0 broken`,
  };
}
