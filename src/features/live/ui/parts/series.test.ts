import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { LiveMinute, LiveSession } from '#src/web/client.gen.ts';
import { linesOf, seriesOf, ticksOf } from './series.ts';

const at = (minute: number) => new Date(Date.UTC(2026, 10, 19, 19, minute)).toISOString();
const minute = (n: number, viewers: number | null, diamonds = 0): LiveMinute =>
  ({ minute: at(n), viewers, diamonds, diamondsInferred: 1, gifts: 1, follows: 0, shares: 0, chats: 2 }) as LiveMinute;
const session = (minutes: number | null) =>
  ({ startedAt: new Date(Date.parse(at(0)) + 30_000).toISOString(), endedAt: minutes === null ? null : at(minutes) }) as LiveSession;

test('each minute is a step; one in which nothing came is not measured, and not nothing', () => {
  const { steps, wide } = seriesOf(session(4), [minute(0, 10), minute(3, 40, 8)]);
  assert.equal(wide, 1);
  assert.deepEqual(
    steps.map(({ viewers, diamonds }) => [viewers, diamonds]),
    [
      [10, 1],
      [null, 0],
      [null, 0],
      [40, 9],
    ],
  );
});

test('a LIVE on air goes to its last minute; a long one has a few hundred steps that hold all of it', () => {
  assert.equal(seriesOf(session(null), [minute(0, 10), minute(1, 20)]).steps.length, 2);
  const all = Array.from({ length: 1000 }, (_, n) => minute(n, n, 2));
  const { steps, bars, wide } = seriesOf(session(1000), all);
  assert.deepEqual([wide, steps.length], [3, 334]);
  assert.deepEqual(
    [steps, bars].map((of) => of.reduce((sum, { diamonds }) => sum + diamonds, 0)),
    [3000, 3000],
  );
  assert.equal(steps[1]!.viewers, 4);
});

test('lines and ticks stand at round numbers, few of them', () => {
  assert.deepEqual([1, 9, 68, 351, 12_000].map(linesOf), [[1], [5], [20, 40, 60], [200], [5000, 10_000]]);
  const [from, to] = [Date.parse(at(2)), Date.parse(at(163))];
  assert.deepEqual(
    ticksOf(from, to, 5).map((ms) => new Date(ms).toISOString().slice(11, 16)),
    ['20:00', '21:00'],
  );
});
