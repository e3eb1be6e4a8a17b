import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { backstageGate, backstageTiers } from '#test/thresholds.ts';
import { isTaskOf, rankUpRuleOf, rankUpRules, tierOf } from './bonuses.ts';
import type { CreatorMonth, Figures } from './facts.ts';
import { estimateRankUp, figuresOf, gateOf, startOf } from './rankUp.ts';
import type { MonthFacts } from '../tables.ts';

const rule = rankUpRules[0]!;
const july: MonthFacts = { month: '2026-07', from: '2026-07-01', to: '2026-08-01', closed: true, currency: null, mixed: false };
const hours = (h: number): number => h * 3600;
const figures = (more: Partial<Figures> = {}): Figures => ({
  diamonds: 1_000_000,
  validDays: 20,
  liveSeconds: hours(60),
  on: '2026-07-31',
  from: 'export',
  rounded: false,
  ...more,
});
const creator = (more: Partial<CreatorMonth> = {}): CreatorMonth => ({
  platform: 'tiktok',
  joinedOn: '2025-01-10',
  lastDiamonds: 800_000,
  closing: null,
  own: figures(),
  running: null,
  confirmed: null,
  ...more,
});
const minor = (facts: CreatorMonth, month = july) => {
  const { minor: amount, lacks } = estimateRankUp(facts, month, rule);
  return lacks ?? amount;
};

describe('the rank-up rule', () => {
  test('it holds from March 2026; no rule is known before', () => {
    assert.equal(rankUpRuleOf('2026-02'), undefined);
    assert.equal(rankUpRuleOf('2026-03')?.version, 1);
    assert.equal(rankUpRuleOf('2026-11')?.version, 1);
  });
  test('its tiers and its gate are those that calls are made by', () => {
    assert.deepEqual(
      rule.tiers.map(({ from }) => from),
      backstageTiers.map(({ from }) => from),
    );
    assert.deepEqual(rule.gate, { seconds: hours(backstageGate.hours), validDays: backstageGate.validDays });
  });
  test('a tier is a band of a month’s diamonds, from its first one on', () => {
    for (const [diamonds, tier] of [[0, 1], [99_999, 1], [100_000, 2], [699_999, 5], [700_000, 6], [5_000_000, 10], [1e12, 10]] as const)
      assert.equal(tierOf(diamonds, rule), tier, String(diamonds)); // prettier-ignore
  });
  test('a column is its own by its whole name', () => {
    assert.ok(isTaskOf('Ranked up', rule) && isTaskOf(' ranked UP ', rule));
    assert.ok(!isTaskOf('Ranked up (2026.3)', rule) && !isTaskOf('Ranked', rule) && !isTaskOf('Ranked up', undefined));
  });
});

describe('what the rank-up rule gives', () => {
  const cases: [string, CreatorMonth, number | string][] = [
    ['800,000 to 1,000,000 is $550.00, as in the deck', creator(), 55_000],
    ['the ratio is that of the tier at the start', creator({ lastDiamonds: 90_000, own: figures({ diamonds: 300_000 }) }), 19_500],
    ['the same tier is nothing', creator({ own: figures({ diamonds: 999_999 }) }), 0],
    ['a lower tier is nothing', creator({ own: figures({ diamonds: 100_000 }) }), 0],
    ['from the highest tier nobody rises', creator({ lastDiamonds: 5_000_000, own: figures({ diamonds: 9_000_000 }) }), 0],
    ['14 h 59 min is no 15 h', creator({ own: figures({ liveSeconds: hours(15) - 1 }) }), 0],
    ['15 h are', creator({ own: figures({ liveSeconds: hours(15) }) }), 55_000],
    ['7 days are no 8', creator({ own: figures({ validDays: 7 }) }), 0],
    ['8 days are', creator({ own: figures({ validDays: 8 }) }), 55_000],
    [
      'hours written as 15.00 could be a little less',
      creator({ own: figures({ liveSeconds: hours(15), rounded: true }) }),
      'activity_unknown',
    ],
    ['hours written as 15.01 are enough', creator({ own: figures({ liveSeconds: hours(15) + 36, rounded: true }) }), 55_000],
    ['who was not here last month starts from tier 1', creator({ joinedOn: '2026-07-01', lastDiamonds: null }), 65_000],
    ['last month is not known', creator({ lastDiamonds: null }), 'last_month_unknown'],
    ['… nor when somebody joined', creator({ lastDiamonds: null, joinedOn: null }), 'last_month_unknown'],
    ['… but the gate is missed all the same', creator({ lastDiamonds: null, own: figures({ validDays: 3 }) }), 0],
    ['diamonds are not known', creator({ own: figures({ diamonds: null }) }), 'diamonds_unknown'],
    ['hours are not known', creator({ own: figures({ liveSeconds: null }) }), 'activity_unknown'],
    ['days are not known, hours are too few', creator({ own: figures({ validDays: null, liveSeconds: hours(10) }) }), 0],
    ['nothing is known', creator({ own: null }), 'diamonds_unknown'],
  ];
  for (const [says, facts, given] of cases) test(says, () => assert.equal(minor(facts), given));

  test('a report in another currency is not held against dollars', () => {
    assert.equal(minor(creator(), { ...july, currency: 'EUR' }), 'other_currency');
    assert.equal(minor(creator(), { ...july, currency: 'USD' }), 55_000);
    assert.equal(minor(creator(), { ...july, mixed: true }), 'other_currency');
  });
});

describe('the gate in the month of joining', () => {
  const gate = (joinedOn: string | null, validDays: number | null, h: number | null) =>
    gateOf(figures({ validDays, liveSeconds: h === null ? null : hours(h) }), joinedOn, july, rule);
  // From 16 July on 16 of 31 days: between 4 and 8 days, between 7.7 and 15 h.
  const cases: [string, string | null, number | null, number | null, 'met' | 'missed' | 'unknown'][] = [
    ['the whole requirement is enough', '2026-07-16', 8, 15, 'met'],
    ['below the smallest reading it is missed', '2026-07-16', 3, 15, 'missed'],
    ['… by hours too', '2026-07-16', 8, 7.6, 'missed'],
    ['between them nobody knows: the rounding is not published', '2026-07-16', 4, 7.7, 'unknown'],
    ['who joined on the 1st owes all of it', '2026-07-01', 7, 15, 'missed'],
    ['who joined before owes all of it', '2026-06-30', 7, 15, 'missed'],
    ['an unknown figure is unknown', '2025-01-01', null, 15, 'unknown'],
    ['unless the other one is too small', '2025-01-01', 7, null, 'missed'],
  ];
  for (const [says, joinedOn, days, h, state] of cases) test(says, () => assert.equal(gate(joinedOn, days, h), state));
});

describe('whose figures', () => {
  const report = (more: Partial<Figures>) => ({ totalMinor: null, byTask: {}, figures: figures({ from: 'report', ...more }) });
  const from = (facts: Partial<CreatorMonth>) => figuresOf(creator({ own: null, ...facts }), july)?.from;
  test('the next month’s export closes a month, then its own, then the report', () => {
    const [closing, own, confirmed] = [figures({ from: 'closing' }), figures(), report({})];
    assert.equal(from({ closing, own, confirmed }), 'closing');
    assert.equal(from({ own, confirmed }), 'export');
    assert.equal(from({ confirmed }), 'report');
  });
  test('a whole month goes before days of it, more days before fewer', () => {
    const own = figures({ on: '2026-07-21' });
    assert.equal(from({ own, confirmed: report({}) }), 'report');
    assert.equal(from({ own, running: report({ on: '2026-07-14' }) }), 'export');
    assert.equal(from({ own, running: report({ on: '2026-07-28' }) }), 'report');
    assert.equal(from({}), undefined);
  });
  test('what one lacks comes from the next of the same day, with how it was written', () => {
    const known = figuresOf(creator({ closing: figures({ from: 'closing', rounded: true, liveSeconds: null }), own: figures() }), july);
    assert.deepEqual([known?.from, known?.liveSeconds, known?.rounded], ['closing', hours(60), false]);
  });
  test('not known is not 0: neither last month nor a figure', () => {
    assert.equal(startOf(creator({ lastDiamonds: null }), july), null);
    assert.equal(startOf(creator({ lastDiamonds: 0 }), july), 0);
    assert.equal(startOf(creator({ lastDiamonds: null, joinedOn: '2026-07-09' }), july), 0);
  });
});
