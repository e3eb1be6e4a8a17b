import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { LiveMinute, LiveSession } from '../contract.ts';
import { advance, begin, changesKept, messageFor, type Followed } from './following.ts';

const minute = (at: number, viewers: number): LiveMinute => ({ minute: `2026-11-19T19:0${at}:00.000Z`, viewers }) as LiveMinute;
const seen = (events: number, minutes: LiveMinute[], state = 'live') => ({ session: { events, state } as LiveSession, minutes });
const said = (followed: Followed, after?: number) => {
  const { event, id, data } = messageFor(followed, after);
  const { from, minutes } = JSON.parse(data) as { from: number | null; minutes: LiveMinute[] };
  return [event, id, from, minutes.map(({ viewers }) => viewers)];
};

test('a reader is told the minutes that changed since it looked, or everything where that is not known', () => {
  const first = begin(seen(5, [minute(0, 10), minute(1, 20)]));
  const second = advance(first, seen(6, [minute(0, 10), minute(1, 25)]))!;
  const third = advance(second, seen(9, [minute(0, 11), minute(1, 25), minute(2, 30)]))!;
  assert.deepEqual(said(third, 12), ['now', 18, 12, [11, 30]]);
  assert.deepEqual(said(third, 10), ['now', 18, 10, [11, 25, 30]]);
  assert.deepEqual(said(third, 11), ['reset', 18, null, [11, 25, 30]]);
  assert.deepEqual(said(third), ['reset', 18, null, [11, 25, 30]]);
});

test('nothing new is no change; the end is one, though no event told of it', () => {
  const live = begin(seen(5, []));
  assert.equal(advance(live, seen(5, [])), undefined);
  assert.equal(advance(live, seen(5, [], 'inferred'))!.id, 11);
});

test('so many changes are kept, and whoever stood before them begins anew', () => {
  let followed = begin(seen(0, []));
  for (let events = 1; events <= changesKept + 2; events++) followed = advance(followed, seen(events, [minute(1, events)]))!;
  assert.equal(followed.changes.length, changesKept);
  assert.deepEqual(said(followed, 2).slice(0, 1), ['reset']);
  assert.deepEqual(said(followed, 4).slice(0, 1), ['now']);
});
