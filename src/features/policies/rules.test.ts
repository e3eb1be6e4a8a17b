import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { params, Terms, type Cohort } from './contract.ts';
import { defaults, presets, standardTerms } from './rules/presets.ts';
import { openTally, type Counting } from './rules/effects.ts';
import { checkTerms, isOffered } from './rules/terms.ts';

const policy = defaults.terms.params;

test('terms beyond the policy are refused with the first reason, terms at its edge are not', () => {
  const strict = { ...policy, exclusiveAllowed: false, trialLiveAllowed: false };
  for (const [change, expected] of [
    [{}, undefined],
    [{ commissionBps: policy.commissionBpsMax }, undefined],
    [{ commissionBps: policy.commissionBpsMax + 1 }, 'terms.commission_too_high'],
    [{ months: policy.monthsMax }, undefined],
    [{ months: policy.monthsMax + 1 }, 'terms.too_long'],
    [{ coolingOffDays: policy.coolingOffDaysMin }, undefined],
    [{ coolingOffDays: policy.coolingOffDaysMin - 1 }, 'terms.cooling_off_too_short'],
    [{ noticeDays: policy.noticeDaysMax }, undefined],
    [{ noticeDays: policy.noticeDaysMax + 1 }, 'terms.notice_too_long'],
    [{ exclusive: true }, 'terms.exclusive_not_allowed'],
    [{ trialLive: true }, 'terms.trial_not_allowed'],
    [{ brandBps: policy.brandBpsMax }, undefined],
    [{ brandBps: policy.brandBpsMax + 1 }, 'terms.brand_share_too_high'],
    [{ hoursMonthly: policy.hoursMonthlyMax }, undefined],
    [{ hoursMonthly: policy.hoursMonthlyMax + 1 }, 'terms.hours_too_many'],
    [{ guarantee: { amountMinor: 30_000, currency: 'EUR', months: standardTerms.months } }, undefined],
    [{ guarantee: { amountMinor: 30_000, currency: 'XXQ', months: 1 } }, 'terms.currency_unknown'],
    [{ services: {} }, 'terms.services_empty'],
    [{ guarantee: { amountMinor: 30_000, currency: 'EUR', months: standardTerms.months + 1 } }, 'terms.guarantee_too_long'],
  ] as const)
    assert.equal(checkTerms({ ...standardTerms, ...change }, strict)?.code, expected, JSON.stringify(change));
  assert.equal(checkTerms({ ...standardTerms, exclusive: true, trialLive: true }, policy), undefined);
});

test('every preset fits its kind, and its own standard terms stay within it', () => {
  for (const preset of presets) {
    const read = params[preset.kind].safeParse(preset.params);
    assert.ok(read.success, `${preset.name}: ${read.error?.message}`);
    if (preset.kind === 'terms') {
      const own = params.terms.parse(preset.params);
      assert.equal(checkTerms(own.standard, own), undefined, preset.name);
    }
  }
});

test('what a month asks: a part is whole or not there, tiers rise, nothing else can be written down', () => {
  const { gate, tiers, graduation } = defaults.thresholds.params;
  for (const [change, fits] of [
    [{}, true],
    [{ gate: null, graduation: null, tiers: [] }, true],
    [{ gate: { ...gate, hours: 744, validDays: 31 } }, true],
    [{ gate: { ...gate, hours: 745 } }, false],
    [{ gate: { ...gate, validDays: 32 } }, false],
    [{ gate: { hours: 15, validDays: 8 } }, false],
    [{ gate: { ...gate, hours: 1.5 } }, false],
    [{ tiers: [5] }, true],
    [{ tiers: [0, 1, 1_000_000_000] }, true],
    [{ tiers: [0, 100, 100] }, false],
    [{ tiers: [...tiers, 0] }, false],
    [{ tiers: [-1, 0] }, false],
    [{ tiers: [0, 1_000_000_001] }, false],
    [{ tiers: Array.from({ length: 20 }, (_, i) => i) }, true],
    [{ tiers: Array.from({ length: 21 }, (_, i) => i) }, false],
    [{ graduation: { ...graduation, diamonds: 0 } }, false],
    [{ graduation: { ...graduation, attempts: 25 } }, false],
    [{ fee: 1 }, false],
  ] as const)
    assert.equal(params.thresholds.safeParse({ ...defaults.thresholds.params, ...change }).success, fits, JSON.stringify(change));
});

test('what terms may say beyond the usual: bounds of every field, and nothing that could carry a condition', () => {
  for (const [more, fits] of [
    [{ brandBps: 1 }, true],
    [{ brandBps: 0 }, false],
    [{ brandBps: 10_001 }, false],
    [{ hoursMonthly: 0 }, false],
    [{ hoursMonthly: 201 }, false],
    [{ hoursMonthly: 1.5 }, false],
    [{ guarantee: { amountMinor: 1, currency: 'JPY', months: 1 } }, true],
    [{ guarantee: { amountMinor: 0, currency: 'JPY', months: 1 } }, false],
    [{ guarantee: { amountMinor: -5, currency: 'JPY', months: 1 } }, false],
    [{ guarantee: { amountMinor: 1, currency: 'eur', months: 1 } }, false],
    [{ guarantee: { amountMinor: 1, currency: 'JPY', months: 0 } }, false],
    [{ guarantee: { amountMinor: 1, currency: 'JPY', months: 1, paybackMinor: 1 } }, false],
    [{ services: { training: 1, promotion: 365 } }, true],
    [{ services: { training: 0 } }, false],
    [{ services: { training: 366 } }, false],
    [{ services: { equipment: 14, note: 'to be paid back on leaving' } }, false],
  ] as const)
    assert.equal(Terms.safeParse({ ...standardTerms, ...more }).success, fits, JSON.stringify(more));
});

test('a version put before brand deals and hours had bounds is read with them', () => {
  const { brandBpsMax, hoursMonthlyMax, ...before } = policy;
  assert.deepEqual(params.terms.parse(before), { ...before, brandBpsMax, hoursMonthlyMax });
});

test('an exit fee, a share after the end, a renewal cannot be written down', () => {
  for (const more of [{ exitFee: 100 }, { penaltyBps: 1 }, { shareAfterEndBps: 500 }, { autoRenew: true }])
    assert.equal(Terms.safeParse({ ...standardTerms, ...more }).success, false, JSON.stringify(more));
  assert.equal(Terms.safeParse(standardTerms).success, true);
});

const facts = fc.record({ creatorId: fc.uuid(), country: fc.option(fc.constantFrom('DE', 'JP')), followers: fc.option(fc.nat(2000)) });
const cohort: fc.Arbitrary<Cohort> = fc.record({
  countries: fc.subarray(['DE', 'JP']),
  followersMin: fc.option(fc.nat(2000)),
  followersMax: fc.option(fc.nat(2000)),
  percentage: fc.integer({ min: 0, max: 100 }),
});

test('raising a percentage, or adding a cohort, only ever adds people', () => {
  fc.assert(
    fc.property(facts, fc.array(cohort, { minLength: 1, maxLength: 3 }), cohort, fc.nat(100), (who, cohorts, another, more) => {
      const raised = cohorts.map((c) => ({ ...c, percentage: Math.min(100, c.percentage + more) }));
      if (!isOffered({ cohorts }, who)) return;
      assert.ok(isOffered({ cohorts: raised }, who));
      assert.ok(isOffered({ cohorts: [...cohorts, another] }, who));
    }),
  );
});

test('a cohort takes whoever fits it, by its share; what is not known fits no question', () => {
  const everybody: Cohort = { countries: [], followersMin: null, followersMax: null, percentage: 100 };
  const offered = (c: Partial<Cohort>, who: { country?: string | null; followers?: number | null }) =>
    isOffered({ cohorts: [{ ...everybody, ...c }] }, { creatorId: 'a', country: null, followers: null, ...who });
  for (const [c, who, expected] of [
    [{}, {}, true],
    [{ percentage: 0 }, {}, false],
    [{ countries: ['DE'] }, { country: 'DE' }, true],
    [{ countries: ['DE'] }, { country: 'JP' }, false],
    [{ countries: ['DE'] }, {}, false],
    [{ followersMin: 300 }, { followers: 300 }, true],
    [{ followersMin: 300 }, { followers: 299 }, false],
    [{ followersMin: 300 }, {}, false],
    [{ followersMax: 300 }, { followers: 300 }, true],
    [{ followersMax: 300 }, { followers: 301 }, false],
    [{ followersMax: 300 }, {}, false],
  ] as const)
    assert.equal(offered(c as Partial<Cohort>, who), expected, JSON.stringify([c, who]));
  assert.equal(isOffered({ cohorts: [] }, { creatorId: 'a', country: null, followers: null }), true);
  const ids = Array.from({ length: 5000 }, (_, i) => `00000000-0000-7000-8000-${String(i).padStart(12, '0')}`);
  for (const percentage of [10, 50, 90]) {
    const share =
      ids.filter((creatorId) => isOffered({ cohorts: [{ ...everybody, percentage }] }, { creatorId, country: null, followers: null }))
        .length / 50;
    assert.ok(Math.abs(share - percentage) < 3, `${share} % for ${percentage} %`);
  }
});

const tally = <T, R>({ items, ...counting }: Counting<T, R>, before: R, after: R) => {
  const all = openTally(counting, before, after);
  // In pieces, as it is asked for.
  for (const item of items) all.add([item]);
  return all.tell();
};

test('a preview asks the same rule twice: who comes to it, who falls out, and of whom it is not known', () => {
  interface One {
    id: string;
    value: number | null;
  }
  const items: One[] = [1, 5, 9, null].map((value, i) => ({ id: `${i % 2}`, value }));
  const says = ({ value }: One, least: number) => (value === null ? null : value >= least);
  const counted = tally({ name: 'exits.now', at: null, items, says, about: ({ id }) => ({ id }) }, 5, 9);
  assert.deepEqual(
    { of: counted.of, before: counted.before, after: counted.after, gained: counted.gained, lost: counted.lost, unknown: counted.unknown },
    { of: 4, before: 2, after: 1, gained: 0, lost: 1, unknown: 1 },
  );
  assert.deepEqual(counted.who, { gained: [], lost: [{ id: '1', n: 1 }] });
  const same = tally({ name: 'exits.now', at: null, items, says, weight: () => 3 }, 5, 5);
  assert.deepEqual([same.of, same.before, same.gained, same.lost, same.unknown, same.who], [12, 6, 0, 0, 3, undefined]);
  const higher = tally({ name: 'thresholds.tier', at: null, items: [3], says: (n: number, by: number) => n * by }, 1, 2);
  assert.deepEqual([higher.before, higher.after, higher.gained], [1, 1, 1]);
});
