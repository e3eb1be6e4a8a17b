import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { dayNumber, dayText } from './days.ts';
import type { CreatorFacts, Span } from './facts.ts';
import { bands, type Band } from '../contract.ts';
import { paceOf } from './pace.ts';
import { gateFor, graduationFor, ownGoal, startingTier, thresholdsFor, tierGoal, tierOf, type Threshold } from './thresholds.ts';
import { backstageGate, backstageTiers, ukGraduation } from '#test/thresholds.ts';

const day = (on: string, more: Partial<Span> = {}): Span => ({
  from: on,
  to: dayText(dayNumber(on) + 1),
  diamonds: 0,
  liveSeconds: 0,
  validDays: 0,
  lives: 0,
  newFollowers: 0,
  newFans: 0,
  ...more,
});
/** `valid` days of `seconds` each at the beginning, then days without a LIVE, up to `dataOn`. */
function month(dataOn: string, valid: number, seconds = 7200, diamonds = 0): Span[] {
  const first = dayNumber(`${dataOn.slice(0, 8)}01`);
  return Array.from({ length: dayNumber(dataOn) + 1 - first }, (_, i) =>
    day(dayText(first + i), i < valid ? { liveSeconds: seconds, validDays: 1, lives: 1, diamonds } : {}),
  );
}
const facts = (spans: Span[], dataOn: string, more: Partial<CreatorFacts> = {}): CreatorFacts => ({
  spans,
  levels: [],
  dataOn,
  joinedOn: '2026-03-04',
  lastMonth: null,
  group: null,
  ...more,
});
const gate = (f: CreatorFacts) => gateFor(f, backstageGate);
const paceAt = (f: CreatorFacts, threshold: Threshold = gate(f)) => paceOf(f, threshold);

test('every band at its edges, in the order of the rule', () => {
  const cases: [string, string, number, number, Band, number][] = [
    // what, data to, valid days, seconds of each, band, days left
    ['all of it', '2026-11-21', 8, 6750, 'DONE', 9],
    ['eight days, but a second short of 15 h', '2026-11-21', 8, 6749, 'ON_TRACK', 9],
    ['15 h on seven days', '2026-11-21', 7, 7800, 'ON_TRACK', 9],
    ['5 of 9 days', '2026-11-21', 3, 7200, 'TIGHT', 9],
    ['7 of 9 days', '2026-11-21', 1, 18_000, 'URGENT', 9],
    ['need rate of exactly 0.4', '2026-11-25', 6, 9000, 'ON_TRACK', 5],
    ['need rate of exactly 0.7', '2026-11-20', 1, 9000, 'TIGHT', 10],
    ['a day for each day', '2026-11-22', 0, 0, 'NOT_STARTED', 8],
    ['a day more than days', '2026-11-23', 0, 0, 'GONE', 7],
    ['seconds less than 3 h on the last day', '2026-11-29', 7, 6172, 'URGENT', 1],
    ['seconds more than 3 h on the last day', '2026-11-29', 7, 6171, 'GONE', 1],
    ['first day', '2026-11-01', 0, 0, 'NOT_STARTED', 29],
    ['first day, LIVE', '2026-11-01', 1, 7200, 'ON_TRACK', 29],
    ['last day, done', '2026-11-30', 8, 7200, 'DONE', 0],
    ['last day, one short', '2026-11-30', 7, 9000, 'GONE', 0],
    ['last day, nothing', '2026-11-30', 0, 0, 'GONE', 0],
    ['February', '2026-02-20', 0, 0, 'NOT_STARTED', 8],
    ['leap year', '2028-02-20', 1, 3600, 'URGENT', 9],
    ['the month rolls over: November is asked no more', '2026-12-01', 0, 0, 'NOT_STARTED', 30],
  ];
  for (const [what, dataOn, valid, seconds, band, daysLeft] of cases) {
    const pace = paceAt(facts(month(dataOn, valid, seconds), dataOn, { joinedOn: '2025-03-04' }));

    assert.deepEqual([what, pace.band, pace.daysLeft], [what, band, daysLeft]);
  }
});

test('what a day would need: days, and longer ones where the hours ask for it', () => {
  const need = (valid: number, seconds: number, dataOn = '2026-11-21') => paceAt(facts(month(dataOn, valid, seconds), dataOn)).need;
  assert.deepEqual(need(3, 16_200), { days: 5, of: 9, secondsPerDay: 3600, diamondsPerDay: null });
  assert.deepEqual(need(3, 6240), { days: 5, of: 9, secondsPerDay: 7056, diamondsPerDay: null });
  assert.deepEqual(need(9, 3600), { days: 2, of: 9, secondsPerDay: 10_800, diamondsPerDay: null });
  assert.equal(need(8, 7200), null);
});

test('the alarm rings on the day from which at most one day may be missed', () => {
  const alarm = (dataOn: string, valid: number) => paceAt(facts(month(dataOn, valid, 9000), dataOn)).alarm;
  assert.deepEqual(
    [alarm('2026-11-20', 0), alarm('2026-11-21', 0), alarm('2026-11-22', 0), alarm('2026-11-23', 0)],
    [false, true, true, false],
  );
  assert.equal(alarm('2026-11-29', 8), false);
});

test('joined within the month: hours to 0.1 up, days up, and the ways to round are a setting', () => {
  const joined = (joinedOn: string, dataOn: string) => gate(facts([], dataOn, { joinedOn }));
  const of = (t: Threshold) => [t.validDays, t.liveSeconds! / 3600];
  assert.deepEqual(of(joined('2026-11-09', '2026-11-21')), [6, 11]);
  assert.deepEqual(of(joined('2026-04-16', '2026-04-20')), [4, 7.5]);
  assert.deepEqual(of(joined('2026-11-30', '2026-11-30')), [1, 0.5]);
  assert.deepEqual(of(joined('2026-02-02', '2026-02-20')), [8, 14.5]);
  assert.deepEqual(of(joined('2026-11-01', '2026-11-21')), [8, 15]);
  const rounding = { hours: 'nearest', hourStepSeconds: 3600, days: 'down' } as const;
  assert.deepEqual(of(gateFor(facts([], '2026-11-21', { joinedOn: '2026-11-09' }), { ...backstageGate, rounding })), [5, 11]);
  const halla = facts(month('2026-11-21', 0), '2026-11-21', { joinedOn: '2026-11-09' });
  assert.deepEqual(
    [paceAt(halla).band, paceAt(halla).need],
    ['NOT_STARTED', { days: 6, of: 9, secondsPerDay: 6600, diamondsPerDay: null }],
  );
});

test('with an unknown joining day the full requirement stands, but it is never out of reach', () => {
  const unknown = facts(month('2026-11-25', 0), '2026-11-25', { joinedOn: null });
  assert.deepEqual([gate(unknown).prorated, paceAt(unknown).band, paceAt(unknown).alarm], [null, null, null]);
  const before = { ...unknown, spans: [day('2026-10-31'), ...unknown.spans] };
  assert.deepEqual([gate(before).prorated, paceAt(before).band], [{ days: 30, of: 30 }, 'GONE']);
});

test('a missing figure is unknown, unless what is known settles it', () => {
  const spans = (valid: number) => month('2026-11-21', valid, 9000);
  const hide = (list: Span[], from: number, to: number) => list.filter((_, i) => i < from || i >= to);
  const pace = (list: Span[]) => paceAt(facts(list, '2026-11-21'));
  const gap = pace(hide(spans(3), 10, 12));
  assert.deepEqual([gap.band, gap.signals.validDays.have, gap.signals.validDays.atLeast, gap.signals.validDays.atMost], [null, null, 3, 5]);
  assert.deepEqual([gap.need, gap.alarm], [null, null]);
  assert.equal(pace(hide(spans(8), 10, 12)).band, 'DONE');
  assert.equal(pace(hide(spans(7), 10, 11)).band, null);
  const late = facts(hide(month('2026-11-28', 3, 9000), 10, 12), '2026-11-28');
  assert.deepEqual([paceAt(late).band, paceAt(late).signals.validDays.state], ['GONE', 'out_of_reach']);
  const nulls = spans(3).map((s, i) => (i === 5 ? { ...s, liveSeconds: null } : s));
  assert.deepEqual([pace(nulls).band, pace(nulls).signals.liveSeconds.state], ['TIGHT', 'unknown']);
});

test('a stretch within the month is counted whole, one over its beginning cannot be', () => {
  const stretch = (from: string, to: string) => day(from, { to, liveSeconds: 36_000, validDays: 4, lives: 4 });
  const inside = [...month('2026-11-10', 4, 9000), stretch('2026-11-11', '2026-11-22')];
  assert.equal(paceAt(facts(inside, '2026-11-21')).band, 'DONE');
  const over = [stretch('2026-10-30', '2026-11-04'), ...month('2026-11-21', 0).slice(3)];
  const pace = paceAt(facts(over, '2026-11-21'));
  assert.deepEqual([pace.band, pace.signals.validDays.atLeast, pace.signals.validDays.atMost], [null, 0, 3]);
  // A first upload in the month holds days before the joining day too: the platform counted from joining.
  const first = facts([stretch('2026-11-01', '2026-11-16'), ...month('2026-11-21', 0).slice(15)], '2026-11-21', { joinedOn: '2026-11-09' });
  assert.equal(paceAt(first).signals.validDays.have, 4);
});

test('diamonds are within reach up to twice the own pace; the example of the screen is not', () => {
  const zanele = facts(month('2026-11-21', 3, 6240, 35_800), '2026-11-21', {
    lastMonth: { diamonds: 250_000, liveSeconds: 1, validDays: 1 },
  });
  const tier = tierGoal(zanele, backstageTiers, 107_400)!;
  assert.deepEqual([tier.name, tier.diamonds], ['tier 4', 300_000]);
  const pace = paceOf(zanele, tier);
  assert.deepEqual([pace.band, pace.signals.diamonds.short, Math.round(pace.ownPace!)], ['GONE', 192_600, 5114]);
  const reach = (diamonds: number) => paceOf(zanele, ownGoal({ diamonds })!);
  const most = 107_400 + Math.floor(2 * 9 * (107_400 / 21));
  assert.deepEqual([reach(most).band, reach(most).signals.diamonds.state, reach(most + 1).band], ['URGENT', 'open', 'GONE']);
  assert.deepEqual([reach(107_400).band, reach(120_000).band, reach(170_000).band], ['DONE', 'ON_TRACK', 'TIGHT']);
  assert.equal(reach(120_000).need?.diamondsPerDay, 1400);
});

test('early in a month the own pace is that of the last 28 days', () => {
  const spans = Array.from({ length: 40 }, (_, i) => day(dayText(dayNumber('2026-09-24') + i), { diamonds: 100 }));
  assert.equal(paceAt(facts(spans, '2026-11-02')).ownPace, 100);
  assert.equal(paceAt(facts(spans.slice(-2), '2026-11-02')).ownPace, null);
  assert.equal(paceAt(facts(spans.slice(-2), '2026-11-02', { joinedOn: '2026-11-01' })).ownPace, 100);
});

test('days minutes short are single days of 45 to 59:59 minutes without a valid one', () => {
  const near = (seconds: number, more: Partial<Span> = {}) =>
    paceAt(facts([...month('2026-11-20', 0), day('2026-11-21', { liveSeconds: seconds, ...more })], '2026-11-21')).near;
  assert.deepEqual(near(2700), [{ on: '2026-11-21', liveSeconds: 2700 }]);
  assert.deepEqual(near(3599), [{ on: '2026-11-21', liveSeconds: 3599 }]);
  assert.deepEqual([near(2699), near(3600), near(3000, { validDays: null }), near(3000, { validDays: 1 })], [[], [], [], []]);
  const stretch = [day('2026-11-01', { to: '2026-11-22', liveSeconds: 3000 })];
  assert.deepEqual(paceAt(facts(stretch, '2026-11-21')).near, []);
});

test('tiers, graduation and own goals', () => {
  assert.deepEqual(
    [0, 99_999, 100_000, 800_000, 9_000_000].map((d) => tierOf(d, backstageTiers)!.tier),
    [1, 1, 2, 6, 10],
  );
  const last = (diamonds: number | null) => facts([], '2026-11-21', { lastMonth: { diamonds, liveSeconds: 0, validDays: 0 } });
  assert.deepEqual([startingTier(last(800_000), backstageTiers)!.tier, startingTier(last(null), backstageTiers)], [6, null]);
  assert.equal(startingTier(facts([], '2026-11-21', { joinedOn: '2026-11-09' }), backstageTiers)!.tier, 1);
  assert.deepEqual(
    [tierGoal(last(800_000), backstageTiers, 0)!.diamonds, tierGoal(last(800_000), backstageTiers, 1_100_000)!.diamonds],
    [1e6, 1.6e6],
  );
  assert.deepEqual([tierGoal(last(9e6), backstageTiers, 0), tierGoal(last(null), backstageTiers, 0)], [null, null]);
  const joined = (joinedOn: string | null) => graduationFor(facts([], '2026-11-21', { joinedOn }), ukGraduation)?.diamonds ?? null;
  assert.deepEqual([joined('2026-09-01'), joined('2026-08-31'), joined('2026-11-20'), joined(null)], [200_000, null, 200_000, null]);
  assert.deepEqual([ownGoal({}), ownGoal({ hours: 7.5 })!.liveSeconds], [null, 27_000]);
  const rules = { gate: backstageGate, tiers: backstageTiers, graduation: ukGraduation };
  assert.deepEqual(
    thresholdsFor(last(0), rules, { validDays: 20 }, null).map((t) => t.kind),
    ['gate', 'tier', 'own'],
  );
  const hours = paceOf(facts(month('2026-11-21', 3), '2026-11-21'), ownGoal({ hours: 16 })!);
  assert.deepEqual([hours.band, hours.need], ['ON_TRACK', { days: 4, of: 9, secondsPerDay: 9000, diamondsPerDay: null }]);
});

const anySpans = fc.array(
  fc.record({
    length: fc.integer({ min: 1, max: 4 }),
    gap: fc.boolean(),
    seconds: fc.option(fc.integer({ min: 0, max: 40_000 }), { freq: 8 }),
    diamonds: fc.option(fc.nat(9000), { freq: 8 }),
    known: fc.boolean(),
  }),
  { maxLength: 30 },
);
const anyFacts = fc
  .tuple(anySpans, fc.integer({ min: 0, max: 60 }), fc.option(fc.integer({ min: -90, max: 30 })))
  .map(([list, start, joined]) => {
    let at = dayNumber('2026-10-15') + start;
    const spans = list.flatMap(({ length, gap, seconds, diamonds, known }): Span[] => {
      const from = at;
      at += length;
      const validDays = seconds === null || !known ? null : Math.min(length, Math.floor(seconds / 3600));
      if (gap && length > 2) return [];
      return [day(dayText(from), { to: dayText(at), liveSeconds: seconds, diamonds, validDays })];
    });
    const dataOn = dayText(at - 1);
    return facts(spans, dataOn, { joinedOn: joined === null ? null : dayText(at - 30 + joined) });
  });
const anyGoal = fc.oneof(
  fc.constant(undefined),
  fc.record({ validDays: fc.integer({ min: 1, max: 31 }), hours: fc.nat(120), diamonds: fc.nat(100_000) }, { requiredKeys: ['validDays'] }),
);
const thresholdOf = (f: CreatorFacts, goal: Parameters<typeof ownGoal>[0] | undefined) => (goal === undefined ? gate(f) : ownGoal(goal)!);

test('more valid days never worsen the band', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 1, max: 30 }),
      fc.nat(29),
      fc.integer({ min: 3600, max: 20_000 }),
      anyGoal,
      (to, valid, seconds, goal) => {
        const dataOn = dayText(dayNumber('2026-11-01') + to - 1);
        const rank = (n: number) => {
          const f = facts(month(dataOn, n, seconds, 500), dataOn, { joinedOn: '2026-11-01' });
          return bands.indexOf(paceOf(f, thresholdOf(f, goal)).band!);
        };
        const n = Math.min(valid, to - 1);
        assert.ok(rank(n) <= rank(n + 1));
      },
    ),
  );
});

test('nothing that is needed is negative or more than the days left', () => {
  fc.assert(
    fc.property(anyFacts, anyGoal, (f, goal) => {
      const { need, signals, daysLeft } = paceOf(f, thresholdOf(f, goal));
      assert.ok(daysLeft >= 0);
      for (const s of Object.values(signals)) assert.ok((s.short ?? 0) >= 0 && s.atLeast >= 0 && (s.atMost ?? Infinity) >= s.atLeast);
      if (need === null) return;
      assert.ok(
        need.days >= 0 && need.days <= need.of && need.of === daysLeft && need.secondsPerDay >= 0 && (need.diamondsPerDay ?? 0) >= 0,
      );
    }),
  );
});

test('with a pace that is not known, not having begun is not known either: it may be out of reach', () => {
  const goal = ownGoal({ validDays: 1, diamonds: 1 })!;
  const hidden = { liveSeconds: 0, validDays: 0, diamonds: null };
  const since = { joinedOn: '2026-12-31' };
  const at = (span: Partial<Span>) =>
    paceOf(facts([{ ...day('2026-12-31', hidden), to: '2027-01-02', ...span }], '2027-01-01', since), goal).band;
  assert.equal(at({}), null);
  assert.equal(at({ diamonds: 0 }), 'GONE');
});

test('an unknown is neither a pass nor a failure: a known band stays whatever the hidden figure was', () => {
  const filled = (f: CreatorFacts, seconds: number, valid: number, diamonds: number): CreatorFacts => {
    const spans: Span[] = [];
    let at = Math.max(dayNumber('2026-10-01'), dayNumber(f.joinedOn!));
    const hidden = { liveSeconds: seconds, validDays: valid, diamonds };
    for (const span of f.spans) {
      for (; at < dayNumber(span.from); at += 1) spans.push(day(dayText(at), hidden));
      if (dayNumber(span.to) <= dayNumber(f.joinedOn!)) {
        spans.push(span);
        continue;
      }
      at = dayNumber(span.from);
      const length = dayNumber(span.to) - at;
      const of = (key: keyof typeof hidden) => span[key] ?? hidden[key] * length;
      spans.push({ ...span, liveSeconds: of('liveSeconds'), validDays: of('validDays'), diamonds: of('diamonds') });
      at += length;
    }
    for (; at <= dayNumber(f.dataOn); at += 1) spans.push(day(dayText(at), hidden));
    return { ...f, spans };
  };
  fc.assert(
    fc.property(
      anyFacts,
      anyGoal,
      fc.integer({ min: 0, max: 86_400 }),
      fc.constantFrom(0, 1),
      fc.nat(9000),
      (f, goal, seconds, valid, diamonds) => {
        const full = { ...f, joinedOn: f.joinedOn ?? '2026-01-01' };
        const threshold = thresholdOf(full, goal);
        const known = paceOf(full, threshold).band;
        if (known !== null) assert.equal(paceOf(filled(full, seconds, valid, diamonds), threshold).band, known);
      },
    ),
    { numRuns: 300 },
  );
});
