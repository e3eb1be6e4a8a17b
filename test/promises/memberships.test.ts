import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import type { Terms } from '#src/features/policies/contract.ts';
import * as cases from '#src/features/roster/rules/cases.ts';
import * as memberships from '#src/features/roster/rules/memberships.ts';
import * as offers from '#src/features/roster/rules/offers.ts';
import { addDays } from '#src/lib/time.ts';
import { measured } from '../measured.ts';
import { history, playMany } from './histories.arbitrary.ts';
import { play, rules, type Rules, type Step } from './histories.ts';

test('from every state that histories come to she is free within the notice, not found at once, and nothing false is shown', () => {
  const { words } = playMany(8_000);
  measured('K10', words);
});

test('who agrees to the next term in the first instant of a further one, and leaves in it, is shown the further one', () => {
  const first: Terms = {
    commissionBps: 500,
    paidFrom: 'platform',
    months: 1,
    coolingOffDays: 14,
    noticeDays: 0,
    exclusive: false,
    coachingHoursMonthly: 0,
    trialLive: false,
  };
  const further = { ...first, hoursMonthly: 10 };
  const renewal = (terms: Terms): Step[] => [
    { does: 'offer', which: 0, kind: 'renewal', terms },
    { does: 'answerOffer', which: 0, yes: true },
  ];
  const begun: Step[] = [
    { does: 'switch', on: true },
    { does: 'invite', agency: 0, terms: first },
    { does: 'answer', which: 0, yes: true },
    ...renewal(further),
    // From 31 January to 28 February, to the millisecond.
    { does: 'wait', days: 28 },
  ];
  const { memberships: all, now } = play([...begun, ...renewal(first), { does: 'leave', which: 0, quiet: false }]);
  assert.deepEqual([all[0]!.ended_by, memberships.termsAt(all[0]!, now)], ['notice', further]);
});

/** Whether a fault in the rules is found, and by which words. */
const found = (fault: Partial<Rules>): string => {
  const run = fc.check(
    fc.property(history, (all) => void play(all, { ...rules, ...fault })),
    { numRuns: 6_000 },
  );
  return run.failed ? String((run.errorInstance as Error).message) : '';
};

test('a notice and a yes that last a day longer, a silence taken for a yes, terms shown too early, an invitation or an offer left open, a second exclusive membership are caught', () => {
  const later: Rules['leaveNow'] = (m, exits, activity, now) => {
    const left = memberships.leaveNow(m, exits, activity, now);
    return left.rule === 'notice' ? { ...left, endsAt: addDays(left.endsAt, 1) } : left;
  };
  assert.match(found({ leaveNow: later }), /free within the notice/);
  const longer: Rules['agreed'] = (m, offer, now) => ({ ...offers.agreed(m, offer, now), term_ends_at: addDays(offer.term_ends_at, 1) });
  assert.match(found({ agreed: longer }), /nobody stays longer/);
  const silent: Rules['lapse'] = (m) => void (m.term_ends_at = addDays(m.term_ends_at, 30));
  assert.match(found({ lapse: silent }), /nobody stays longer|silence ends it/);
  assert.match(found({ withdraw: () => {} }), /nothing is open|is being left/);
  assert.match(found({ termsAt: (m) => m.terms }), /the terms that hold|stands alone/);
  assert.match(found({ cancel: () => {} }), /no invitation is open/);
  assert.match(found({ checkJoin: () => {} }), /stands alone|joined once/);
});

test('a removal without a notice, one that ends what is contested, and a case that waits for ever are caught', () => {
  assert.match(found({ removalEnd: (_m, _exits, now) => now }), /a removal waits/);
  const decided: Rules['decided'] = (c, m, decision, now) =>
    c.kind === 'removal' ? { ends_at: now, ended_by: 'removal' } : cases.decided(c, m, decision, now);
  assert.match(found({ decided }), /what is contested ends nothing|ends nothing sooner/);
  assert.match(found({ caseStateAt: (c) => c.state }), /nothing stays undecided/);
  const deaf: Rules['leaveNow'] = (m, ...at) => memberships.leaveNow({ ...m, free_from: null }, ...at);
  assert.match(found({ leaveNow: deaf }), /a complaint that nobody heard/);
  const kept: Rules['leaveNow'] = (m, ...at) => memberships.leaveNow({ ...m, trial_until: null }, ...at);
  assert.match(found({ leaveNow: kept }), /on trial she goes at once/);
});
