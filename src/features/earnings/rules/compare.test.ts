import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type { Line, MonthFacts } from '../tables.ts';
import { rankUpRules } from './bonuses.ts';
import { lineOf } from './compare.ts';
import type { CreatorMonth, Figures, ReportRow } from './facts.ts';
import { openTotals } from './totals.ts';

const rule = rankUpRules[0]!;
const july: MonthFacts = { month: '2026-07', from: '2026-07-01', to: '2026-08-01', closed: true, currency: null, mixed: false };
const running: MonthFacts = { ...july, closed: false };
const figures = (more: Partial<Figures> = {}): Figures => ({
  diamonds: 1_000_000,
  validDays: 20,
  liveSeconds: 200_000,
  on: '2026-07-31',
  from: 'export',
  rounded: false,
  ...more,
});
const report = (byTask: Record<string, number>, more: Partial<ReportRow> = {}): ReportRow => ({
  totalMinor: Object.values(byTask).reduce((a, b) => a + b, 0),
  byTask,
  figures: figures({ from: 'report' }),
  ...more,
});
/** By its own figures $550.00: from tier 6 to tier 7. */
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
const rankUp = (facts: CreatorMonth, month = july) => lineOf(facts, month, rule)?.items.find((one) => one.rule === 'rank_up');
const told = (facts: CreatorMonth, month = july) => {
  const item = rankUp(facts, month);
  return [item?.why, item?.estimated ?? null, item?.confirmed ?? null, item?.difference ?? null];
};

describe('a rank-up, estimated against confirmed', () => {
  const stays = figures({ diamonds: 900_000 });
  const idle = figures({ validDays: 7 });
  const asReport = (of: Figures): Figures => ({ ...of, from: 'report' });
  const confirmed = (cents: number, of?: Figures) => report({ 'Ranked up': cents }, of ? { figures: asReport(of) } : {});
  const cases: [string, CreatorMonth, (string | number | null)[]][] = [
    ['the same', creator({ confirmed: confirmed(55_000) }), ['same', 55_000, 55_000, 0]],
    ['a cent apart is rounding', creator({ confirmed: confirmed(55_001) }), ['same', 55_000, 55_001, 1]],
    ['reached, and the report gives nothing', creator({ confirmed: confirmed(0) }), ['reached_not_given', 55_000, 0, -55_000]],
    [
      'the report gives, and the tier did not rise',
      creator({ own: stays, confirmed: confirmed(49_500, stays) }),
      ['given_tier_not_reached', 0, 49_500, 49_500],
    ],
    [
      'the report gives, and the gate was missed',
      creator({ own: idle, confirmed: confirmed(55_000, idle) }),
      ['given_gate_missed', 0, 55_000, 55_000],
    ],
    ['one point more', creator({ confirmed: confirmed(65_000) }), ['other_ratio', 55_000, 65_000, 10_000]],
    ['one point less', creator({ confirmed: confirmed(45_000) }), ['other_ratio', 55_000, 45_000, -10_000]],
    [
      'right by the report’s own figures',
      creator({ confirmed: confirmed(56_100, figures({ diamonds: 1_020_000 })) }),
      ['other_figures', 55_000, 56_100, 1_100],
    ],
    ['… which miss the gate', creator({ confirmed: confirmed(0, idle) }), ['other_figures', 55_000, 0, -55_000]],
    ['nobody knows why', creator({ confirmed: confirmed(12_345) }), ['other_amount', 55_000, 12_345, -42_655]],
    ['the report says nothing of her', creator(), ['not_in_report', 55_000, null, null]],
    ['the report has no figure', creator({ confirmed: report({}) }), ['not_said', 55_000, null, null]],
    ['last month is not known', creator({ lastDiamonds: null, confirmed: confirmed(0) }), ['last_month_unknown', null, 0, null]],
  ];
  for (const [says, facts, given] of cases) test(says, () => assert.deepEqual(told(facts), given));

  test('while the month runs nothing confirms, and the estimate is of the days so far', () => {
    const own = figures({ on: '2026-07-21' });
    const item = rankUp(creator({ own }), running);
    assert.deepEqual([item?.why, item?.estimated, item?.by, item?.on], ['month_runs', 55_000, 'rule', '2026-07-21']);
  });
  test('the ratio that the amount came from is told', () => {
    assert.equal(lineOf(creator({ confirmed: confirmed(65_000) }), july, rule)?.rankUp?.paidBps, 650);
    assert.equal(lineOf(creator({ confirmed: confirmed(55_000) }), july, rule)?.rankUp?.paidBps, null);
  });
  test('what the report counts is told where it differs', () => {
    const other = figures({ diamonds: 1_020_000 });
    assert.equal(lineOf(creator({ confirmed: confirmed(0, other) }), july, rule)?.rankUp?.reportDiamonds, 1_020_000);
    assert.equal(lineOf(creator({ confirmed: confirmed(0) }), july, rule)?.rankUp?.reportDiamonds, null);
  });
  test('a report in euros: the rule counts in dollars, nothing is compared', () => {
    assert.deepEqual(told(creator({ confirmed: confirmed(55_000) }), { ...july, currency: 'EUR' }), ['other_currency', null, 55_000, null]);
  });
  test('the rule is of one platform, and of its months', () => {
    assert.equal(rankUp(creator({ platform: 'twitch', confirmed: confirmed(1) })), undefined);
    assert.equal(lineOf(creator({ confirmed: confirmed(1) }), july, undefined)?.items[0]?.why, 'no_rule');
  });
});

describe('tasks without a public amount', () => {
  const item = (facts: CreatorMonth, month = july) => lineOf(facts, month, rule)?.items.find(({ task }) => task === 'Activeness incentive');
  const soFar = report({ 'Activeness incentive': 400 }, { figures: figures({ on: '2026-07-21', from: 'report' }) });
  test('what the platform’s own report said while the month ran is the estimate, as of its day', () => {
    const one = item(creator({ running: soFar, confirmed: report({ 'Activeness incentive': 900 }) }));
    assert.deepEqual([one?.by, one?.on, one?.difference, one?.why], ['running_report', '2026-07-21', 500, 'later_days']);
  });
  test('without one there is none, and nothing is compared', () => {
    const one = item(creator({ confirmed: report({ 'Activeness incentive': 900 }) }));
    assert.deepEqual([one?.estimated, one?.by, one?.on, one?.difference, one?.why], [null, null, null, null, 'no_rule']);
  });
  test('0 is an amount, a dash is none', () => {
    assert.equal(item(creator({ running: soFar, confirmed: report({ 'Activeness incentive': 0 }) }))?.difference, -400);
    assert.equal(item(creator({ running: soFar, confirmed: report({}) }))?.why, 'not_said');
    assert.equal(item(creator({ running: soFar }), running)?.why, 'month_runs');
  });
  test('several currencies: nothing is compared', () => {
    const one = item(creator({ running: soFar, confirmed: report({ 'Activeness incentive': 900 }) }), { ...july, mixed: true });
    assert.deepEqual([one?.estimated, one?.difference, one?.why], [null, null, 'other_currency']);
  });
});

describe('a creator’s month', () => {
  const line = (facts: Partial<CreatorMonth>, month = july): Line => lineOf(creator(facts), month, rule)!;
  test('only like is held against like: what nothing estimates stands beside', () => {
    const one = line({ confirmed: report({ 'Ranked up': 54_000, 'Off-platform creator task': 2_500 }) });
    assert.deepEqual(
      [one.comparedEstimated, one.comparedConfirmed, one.difference, one.onlyEstimated, one.onlyConfirmed, one.confirmed],
      [55_000, 54_000, -1_000, null, 2_500, 56_500],
    );
  });
  test('two differences do not hide each other', () => {
    const soFar = report({ 'Activeness incentive': 1_000 }, { figures: figures({ on: '2026-07-21', from: 'report' }) });
    const one = line({ running: soFar, confirmed: report({ 'Ranked up': 54_000, 'Activeness incentive': 2_000 }) });
    assert.deepEqual([one.difference, one.gap], [0, 2_000]);
  });
  test('what the report’s total holds beside its columns is told', () => {
    assert.equal(line({ confirmed: report({ 'Ranked up': 55_000 }, { totalMinor: 60_000 }) }).rest, 5_000);
    assert.equal(line({ confirmed: report({ 'Ranked up': 55_000 }, { totalMinor: null }) }).rest, null);
    assert.equal(line({ confirmed: report({ 'Ranked up': 55_000 }, { totalMinor: null }) }).confirmed, 55_000);
  });
  test('who is in no file of the month has no line', () => {
    assert.equal(lineOf(creator({ own: null }), july, rule), null);
  });
  test('a sum of nothing known is null, not 0', () => {
    const one = line({ lastDiamonds: null });
    assert.deepEqual([one.comparedEstimated, one.difference, one.onlyEstimated, one.onlyConfirmed, one.gap], [null, null, null, null, 0]);
  });
});

describe('the sums of a month', () => {
  const sums = (all: Partial<CreatorMonth>[], month = july) => {
    const totals = openTotals();
    for (const one of all) {
      const line = lineOf(creator(one), month, rule);
      if (line) totals.add(line);
    }
    return totals.end();
  };
  test('by creator and by task; what differs is counted', () => {
    const all = sums([
      { confirmed: report({ 'Ranked up': 55_000, 'Off-platform creator task': 2_500 }) },
      { confirmed: report({ 'Ranked up': 0 }) },
      { lastDiamonds: null, confirmed: report({ 'Ranked up': 7_000 }) },
    ]);
    assert.deepEqual(
      [all.creators, all.differing, all.unknown, all.comparedEstimatedMinor, all.comparedConfirmedMinor, all.differenceMinor],
      [3, 1, 1, '110000', '55000', '-55000'],
    );
    assert.deepEqual([all.onlyConfirmedMinor, all.confirmedMinor, all.restMinor], ['9500', '64500', '0']);
    const [first, second] = all.tasks;
    assert.deepEqual(
      [first?.task, first?.confirmedMinor, first?.differenceMinor, first?.creators, first?.compared, first?.differing],
      ['Ranked up', '62000', '-55000', 2, 2, 1],
    );
    assert.deepEqual([second?.task, second?.estimatedMinor, second?.differenceMinor], ['Off-platform creator task', null, null]);
  });
  test('no creator: nothing is known', () => {
    assert.deepEqual([sums([]).creators, sums([]).comparedEstimatedMinor, sums([]).confirmedMinor, sums([]).tasks], [0, null, null, []]);
  });
  test('sums beyond 2^53 keep every cent', () => {
    const huge = { confirmed: report({ 'Off-platform creator task': 9_007_199_254_740_991 }) };
    assert.equal(sums([huge, huge]).confirmedMinor, '18014398509481982');
  });
});
