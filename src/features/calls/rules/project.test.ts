import assert from 'node:assert/strict';
import { test } from 'node:test';
import { dayNumber, dayText, monthOf } from './days.ts';
import { signalKeys, type CreatorFacts, type SignalKey, type Span } from './facts.ts';
import { poolOf, projectOf, usualPool, type Pool, type Projection } from './project.ts';
import { asUsual, drawFrom, factsOn, habitFrom, live, type Change, type Draw } from '#test/habits.ts';

interface Case {
  facts: CreatorFacts;
  truth: Record<SignalKey, number>;
}

/** A third ramp up or tire: their level moves by up to a factor of 1.6 a month, in rate, length and gifts. */
function rampOf(draw: Draw): (day: number) => Change {
  if (draw() > 1 / 3) return () => asUsual;
  const slope = draw.between(-0.4, 0.5);
  return (day) => {
    const level = Math.exp((slope * (day - 60)) / 30);
    return { ...asUsual, rate: Math.min(1.2, level ** 0.3), session: level ** 0.3, perHour: level ** 0.4 };
  };
}

function casesFrom(seed: number, count: number): Case[] {
  const draw = drawFrom(seed);
  return Array.from({ length: count }, () => {
    const month = monthOf(`2026-${['03', '06', '08', '11'][Math.floor(draw() * 4)]}-01`);
    const whole = live(habitFrom(draw), draw, dayText(month.first - 70), 70 + month.end - month.first, rampOf(draw));
    const facts = factsOn(whole, dayText(month.first + 4 + Math.floor(draw() * 21)));
    const inMonth = whole.spans.filter((s) => s.from >= dayText(month.first));
    const truth = Object.fromEntries(signalKeys.map((key) => [key, inMonth.reduce((n, s) => n + s[key]!, 0)])) as Case['truth'];
    return { facts, truth };
  });
}

const percent = (x: number) => `${(100 * x).toFixed(1)} %`;

/** Share of truths within the interval, of those that have one. */
function coverage(cases: Case[], pool: Pool): Record<SignalKey, number> {
  const held = { validDays: 0, liveSeconds: 0, diamonds: 0 };
  const given = { ...held };
  for (const { facts, truth } of cases)
    for (const [key, { low, high }] of Object.entries(projectOf(facts, pool)) as [SignalKey, Projection][]) {
      if (low === null || high === null) continue;
      given[key] += 1;
      if (truth[key] >= low && truth[key] <= high) held[key] += 1;
    }
  for (const key of signalKeys) assert.ok(given[key] > cases.length * 0.95, `${key}: ${given[key]} intervals`);
  return Object.fromEntries(signalKeys.map((key) => [key, held[key] / given[key]])) as Record<SignalKey, number>;
}

const seeds = Array.from({ length: Number(process.env['CALLS_SEEDS'] ?? 2) }, (_, i) => 1 + i);

test('80 % intervals hold the end of the month in 76 to 84 % of 2,000 simulated months, with the own pool and the standing one', (t) => {
  for (const seed of seeds) {
    const cases = casesFrom(seed, 2000);
    for (const [name, pool] of [
      ['own pool', poolOf(cases.map((c) => c.facts))],
      ['standing pool', usualPool],
    ] as const) {
      const shares = coverage(cases, pool);
      t.diagnostic(`seed ${seed}, ${name}: ${signalKeys.map((key) => `${key} ${percent(shares[key])}`).join(', ')}`);
      for (const key of signalKeys) assert.ok(shares[key] >= 0.76 && shares[key] <= 0.84, `${name}, ${key}`);
    }
  }
});

test('the own curve comes nearer to the end of the month than a straight line', (t) => {
  const cases = casesFrom(9, 1000);
  for (const key of signalKeys) {
    const miss = (guess: (c: Case) => number) => {
      const list = cases.map((c) => Math.abs(Math.log((guess(c) + 1) / (c.truth[key] + 1)))).toSorted((a, b) => a - b);
      return list[list.length >> 1]!;
    };
    const own = miss((c) => projectOf(c.facts)[key].expected ?? 0);
    const line = miss((c) => ((projectOf(c.facts)[key].have ?? 0) / Number(c.facts.dataOn.slice(8))) * 30.5);
    t.diagnostic(`${key}: median miss ${percent(own)}, of the straight line ${percent(line)}`);
    assert.ok(own < line);
  }
});

const day = (on: string, more: Partial<Span> = {}): Span => ({
  from: on,
  to: dayText(dayNumber(on) + 1),
  diamonds: 1000,
  liveSeconds: 7200,
  validDays: 1,
  lives: 1,
  newFollowers: 0,
  newFans: 0,
  ...more,
});
const days = (from: string, count: number, more: Partial<Span> = {}) =>
  Array.from({ length: count }, (_, i) => day(dayText(dayNumber(from) + i), more));
const facts = (spans: Span[], dataOn: string, more: Partial<CreatorFacts> = {}): CreatorFacts => ({
  spans,
  levels: [],
  dataOn,
  joinedOn: '2026-01-01',
  lastMonth: null,
  group: null,
  ...more,
});

test('a newcomer gets a straight line, one with too few days nothing, and a gap leaves it unknown', () => {
  const newcomer = projectOf(facts(days('2026-11-10', 10), '2026-11-19', { joinedOn: '2026-11-10' })).validDays;
  assert.deepEqual([newcomer.basis, newcomer.have, newcomer.expected, newcomer.n], ['straight_line', 10, 21, 10]);
  const few = projectOf(facts(days('2026-11-10', 4), '2026-11-13', { joinedOn: '2026-11-10' })).diamonds;
  assert.deepEqual(few, { have: 4000, expected: null, low: null, high: null, n: 4, basis: 'too_few' });
  const silent = projectOf(facts(days('2026-10-01', 50, { diamonds: 0, liveSeconds: 0, validDays: 0, lives: 0 }), '2026-11-19'));
  assert.equal(silent.liveSeconds.basis, 'too_few');
  const gap = [...days('2026-10-01', 31), ...days('2026-11-01', 5), ...days('2026-11-08', 12)];
  const unknown = projectOf(facts(gap, '2026-11-19')).diamonds;
  assert.deepEqual([unknown.basis, unknown.have, unknown.expected], ['unknown', null, null]);
});

test('a day that last month did not have leaves the pattern to speak; the last day of a month has nothing left to project', () => {
  const whole = facts(days('2026-02-01', 58), '2026-03-30', { lastMonth: { diamonds: 28_000, liveSeconds: 28 * 7200, validDays: 28 } });
  const march = projectOf(whole).diamonds;
  assert.deepEqual([march.basis, march.have, march.low! <= 31_000 && march.high! >= 31_000], ['own_curve', 30_000, true]);
  const last = projectOf({ ...whole, spans: days('2026-02-01', 59), dataOn: '2026-03-31' }).diamonds;
  assert.deepEqual([last.have, last.expected, last.low, last.high], [31_000, 31_000, 31_000, 31_000]);
});

test('a stretch of several days counts for the level and is never split', () => {
  const stretch = day('2026-11-04', { to: '2026-11-08', diamonds: 4000, liveSeconds: 28_800, validDays: 4, lives: 4 });
  const spans = [...days('2026-10-01', 34), stretch, ...days('2026-11-08', 10)];
  const projection = projectOf(facts(spans, '2026-11-17')).diamonds;
  assert.deepEqual([projection.have, projection.expected, projection.n], [17_000, 30_000, 48]);
});
