import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { momentsOf } from './moments.ts';

const start = Date.parse('2026-11-19T19:02:30Z');
const at = (minute: number) => new Date(Math.floor(start / 60_000) * 60_000 + minute * 60_000).toISOString();
type Given = { viewers?: number | null; diamonds?: number; follows?: number };
const minutes = (given: Given[]) =>
  given.map(({ viewers = null, diamonds = 0, follows = 0 }, i) => ({
    minute: at(i),
    viewers,
    peakViewers: viewers,
    diamonds,
    diamondsInferred: 0,
    follows,
  }));
const of = (given: Given[], ongoing = false) =>
  momentsOf(minutes(given), { fromAt: start, toAt: start + given.length * 60_000, ongoing }).map(({ kind, at: when, value }) => [
    kind,
    (Date.parse(when) - Date.parse(at(0))) / 60_000,
    value,
  ]);
const steady = (n: number, viewers = 100) => Array.from({ length: n }, (): Given => ({ viewers }));

test('an even hour has its peak and nothing else', () => {
  assert.deepEqual(of(steady(60)), [['peak', 0, 100]]);
});

test('a gain and a loss within five minutes stand out when a fifth of the average came or left', () => {
  const evening = steady(60);
  for (let i = 30; i < 40; i++) evening[i] = { viewers: 160 };
  assert.deepEqual(of(evening), [
    ['rise', 25, 60],
    ['peak', 30, 160],
    ['fall', 35, 60],
  ]);
  const calm = steady(60);
  for (let i = 30; i < 40; i++) calm[i] = { viewers: 115 };
  assert.deepEqual(of(calm), [['peak', 30, 115]]);
});

test('the opening fills a room and the end empties it: neither is a moment, but a loss that goes on is', () => {
  const evening = steady(60);
  for (let i = 0; i < 10; i++) evening[i] = { viewers: i * 10 };
  for (let i = 56; i < 60; i++) evening[i] = { viewers: 20 };
  assert.deepEqual(of(evening), [['peak', 10, 100]]);
  assert.deepEqual(of(evening, true).at(-1), ['fall', 51, 80]);
});

test('gifts and new followers stand out where five minutes had a fifth of the whole', () => {
  const evening = steady(60);
  for (let i = 0; i < 60; i++) evening[i] = { viewers: 100, diamonds: 5, follows: i % 20 === 0 ? 1 : 0 };
  assert.deepEqual(of(evening), [['peak', 0, 100]]);
  evening[40] = { viewers: 100, diamonds: 500, follows: 9 };
  assert.deepEqual(of(evening), [
    ['peak', 0, 100],
    ['gifts', 36, 520],
    ['follows', 36, 9],
  ]);
});

test('what was not measured is no change: a gap of an hour is neither a gain nor a loss', () => {
  const all = minutes(steady(40));
  const later = minutes([...steady(100), ...steady(40, 500)]).slice(100);
  const found = momentsOf([...all, ...later], { fromAt: start, toAt: start + 140 * 60_000, ongoing: false });
  assert.deepEqual(
    found.map(({ kind }) => kind),
    ['peak'],
  );
});

test('moments lie in the LIVE, in order, at most one of a kind, whatever came', () => {
  const given = fc.record({ viewers: fc.option(fc.nat(1_000)), diamonds: fc.nat(100), follows: fc.nat(5) });
  fc.assert(
    fc.property(fc.array(given, { maxLength: 200 }), (some) => {
      const found = of(some);
      assert.equal(new Set(found.map(([kind]) => kind)).size, found.length);
      for (const [i, [, minute]] of found.entries()) {
        assert.ok((minute as number) >= 0 && (minute as number) < some.length);
        assert.ok(i === 0 || (found[i - 1]![1] as number) <= (minute as number));
      }
    }),
  );
});
