import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { dice } from '#test/promises/dice.ts';
import { covers, deathsMax, followMax, isRenewalDue, keptUntil, readSnapshot, waitAfterDeaths } from './following.ts';

describe('snapshots', () => {
  test('one covers another when everything that was committed for the other was committed for it', () => {
    for (const [one, other, does] of [
      ['10:10:', '10:10:', true],
      ['10:12:', '10:11:', true],
      ['10:11:', '10:12:', false],
      // 10 was running for both, 11 only for the earlier one
      ['10:13:10', '10:13:10,11', true],
      ['10:13:10,11', '10:13:10', false],
      // begun later, and nothing that the other could have seen
      ['10:15:10,13', '10:12:10', true],
      ['9:15:9', '10:10:', false],
      ['18446744073709551610:18446744073709551614:18446744073709551610', '5:6:', true],
    ] as const)
      assert.equal(covers(readSnapshot(one), readSnapshot(other)), does, `${one} ${other}`);
  });

  test('over a history of transactions the later snapshot covers the earlier, and the other way round only when nothing was committed between', () => {
    const roll = dice(4711);
    const open = new Set<number>();
    let next = 100;
    let commits = 0;
    const taken: { text: string; commits: number; seen: (xid: number) => boolean }[] = [];
    for (let i = 0; i < 400; i++) {
      if (open.size < 6 && roll.chance(0.5)) open.add(next++);
      else if (open.size > 0) {
        open.delete(roll.one([...open]));
        commits++;
      }
      const running = [...open].sort((a, b) => a - b);
      const [end, still] = [next, new Set(running)];
      taken.push({
        text: `${running[0] ?? next}:${next}:${running.join(',')}`,
        commits,
        seen: (xid) => xid < end && !still.has(xid),
      });
    }
    for (let i = 1; i < taken.length; i++) {
      const [later, earlier] = [taken[i]!, taken[roll.below(i)]!];
      assert.ok(covers(readSnapshot(later.text), readSnapshot(earlier.text)), `${later.text} ${earlier.text}`);
      const news = Array.from({ length: next - 100 }, (_, n) => n + 100).some((xid) => later.seen(xid) && !earlier.seen(xid));
      if (news) assert.ok(!covers(readSnapshot(earlier.text), readSnapshot(later.text)), `${earlier.text} ${later.text}`);
    }
  });

  test('what is no snapshot is refused', () => {
    for (const text of ['', '1:2', '1:2:3,', 'a:b:', '1:2:3 ']) assert.throws(() => readSnapshot(text), /no snapshot/, text);
  });
});

test('after a death another thread is begun, later each time, eight times an hour', () => {
  for (const [ages, ms] of [
    [[0], 1_000],
    [[0, 500], 2_000],
    [[0, 1, 2, 3], 8_000],
    [[0, 1, 2, 3, 4, 5, 6, 7], 60_000],
    [[0, 4_000_000], 1_000],
  ] as const)
    assert.equal(waitAfterDeaths(ages), ms, ages.join());
  const many = Array.from({ length: deathsMax + 1 }, (_, i) => i * 60_000);
  assert.equal(waitAfterDeaths(many), 3_600_000 - deathsMax * 60_000);
});

test('an index is made anew when it pays', () => {
  const day = 86_400_000;
  const standing = { size: 30_000, changed: 0, ageMs: 0, fileGone: false };
  for (const [what, due] of [
    [{}, false],
    [{ changed: followMax(30_000) }, false],
    [{ changed: followMax(30_000) + 1 }, true],
    [{ fileGone: true }, false],
    [{ fileGone: true, ageMs: day / 24 + 1 }, true],
    [{ ageMs: 6 * day }, false],
    [{ ageMs: 6 * day, changed: 1 }, true],
  ] as const)
    assert.equal(isRenewalDue({ ...standing, ...what }), due, JSON.stringify(what));
  assert.equal(keptUntil(new Date('2026-03-09T00:00:00Z')).toISOString(), '2026-03-01T00:00:00.000Z');
});
