import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import fc from 'fast-check';
import { dayMs } from '#src/lib/time.ts';
import { fold, streakKey, type Counted, type Folded, type Streak } from './rules/fold.ts';
import { lanes, laneOf } from './rules/lanes.ts';
import { judgedAt, readEvent, readInstant, typeOf, type Said } from './rules/read.ts';
import { begun, dayNumber, extentOf, isStartInferred, secondsByDay, stateOf, type Session } from './rules/sessions.ts';
import { splitBody } from './rules/split.ts';

const start = Date.UTC(2026, 6, 1, 23, 30);
const session = (): Session =>
  begun({ creatorId: 'c', sessionId: 's', platform: 'other', account: 'a', room: 'r', source: 'test', firstReceivedAt: 0 });
type What = Omit<Counted, 'session'>;
const what = (more: Partial<What> & { type: number }): What => ({
  at: start,
  timed: true,
  viewers: null,
  viewersTotal: null,
  viewersReturning: null,
  likes: null,
  n: null,
  each: null,
  streak: null,
  closed: false,
  guest: false,
  ...more,
});

/** Everything that follows from events given in pieces: the broadcast, its streaks, and the sums of minutes and days. */
function outcome(pieces: readonly (readonly What[])[], folding: typeof fold = fold) {
  const one = session();
  const streaks = new Map<string, Streak>();
  const sums = new Map<string, number>();
  const add = (key: string, amount: number | null, largest = false) => {
    const before = sums.get(key) ?? 0;
    sums.set(key, largest ? Math.max(before, amount ?? 0) : before + (amount ?? 0));
  };
  for (const piece of pieces) {
    const folded: Folded = folding(
      piece.map((event) => ({ ...event, session: one })),
      streaks,
    );
    for (const m of [...folded.minutes, ...folded.days]) {
      const at = 'minute' in m ? `minute ${m.minute}` : `day ${m.day}`;
      for (const key of ['diamonds', 'openDiamonds', 'gifts', 'follows', 'shares', 'chats', 'subscriptions'] as const)
        add(`${at} ${key}`, m[key]);
      add(`${at} viewers`, m.viewersMax, true);
      if ('minute' in m) add(`${at} samples`, m.samples);
    }
  }
  const known = [...sums].filter(([, n]) => n !== 0).toSorted(([a], [b]) => (a < b ? -1 : 1));
  return { one, known, streaks: [...streaks].toSorted(([a], [b]) => (a < b ? -1 : 1)) };
}

const instants = fc.integer({ min: 0, max: 90 }).map((minutes) => start + minutes * 60_000);
const events = fc.array(
  fc.oneof(
    fc
      .record({ at: instants, viewers: fc.nat(1000), likes: fc.option(fc.nat(1000)) })
      .map((e) => what({ type: typeOf['stream.sample'], ...e })),
    fc
      .record({
        at: instants,
        n: fc.integer({ min: 1, max: 9 }),
        each: fc.nat(50),
        streak: fc.constantFrom('x', 'y', 'z'),
        closed: fc.boolean(),
      })
      .map((e) => what({ type: typeOf.gift, ...e })),
    fc
      .record({ at: instants, n: fc.integer({ min: 1, max: 9 }), each: fc.nat(50), guest: fc.boolean() })
      .map((e) => what({ type: typeOf.gift, ...e })),
    fc
      .record({
        at: instants,
        type: fc.constantFrom(typeOf.follow, typeOf.chat, typeOf['stream.started'], typeOf['stream.ended'], typeOf['match.started']),
      })
      .map((e) => what(e)),
  ),
  { minLength: 1, maxLength: 30 },
);
/** The events in another order, cut somewhere. */
const mixed = events.chain((all) =>
  fc.tuple(fc.constant(all), fc.shuffledSubarray(all, { minLength: all.length }), fc.array(fc.nat(all.length), { maxLength: 4 })),
);
const cut = <T>(all: readonly T[], at: readonly number[]): T[][] => {
  const places = [0, ...at.toSorted((a, b) => a - b), all.length];
  return places.slice(1).map((to, i) => all.slice(places[i], to));
};
const sameHowever = (folding: typeof fold) =>
  fc.property(mixed, ([all, shuffled, at]) => {
    assert.deepEqual(outcome(cut(shuffled, at), folding), outcome([all], folding));
  });

describe('folding', () => {
  test('any order and any cuts come to the same', () => {
    fc.assert(sameHowever(fold), { numRuns: 500 });
  });
  test('a folding in which the last part of a streak wins, and one that takes the first instant for the beginning, are caught', () => {
    const lastWins: typeof fold = (all, known) => {
      for (const { session: of, streak } of all) if (streak !== null) known.delete(streakKey(of.sessionId, streak));
      return fold(all, known);
    };
    assert.throws(() => fc.assert(sameHowever(lastWins), { numRuns: 500 }));
    const firstCome: typeof fold = (all, known) => {
      const began = all[0]?.session.firstAt ?? null;
      const folded = fold(all, known);
      for (const of of folded.sessions) of.firstAt = began ?? all[0]!.at;
      return folded;
    };
    assert.throws(() => fc.assert(sameHowever(firstCome), { numRuns: 500 }));
  });

  const gift = (n: number, closed: boolean, more: Partial<What> = {}) =>
    what({ type: typeOf.gift, n, each: 10, streak: 'x', closed, ...more });
  const cases: [string, What[], { diamonds: number; openDiamonds: number; gifts: number; guestDiamonds: number }][] = [
    ['no streak counts at once', [gift(3, false, { streak: null })], { diamonds: 30, openDiamonds: 0, gifts: 3, guestDiamonds: 0 }],
    [
      'a streak counts at its end',
      [gift(1, false), gift(2, false), gift(2, true)],
      { diamonds: 20, openDiamonds: 0, gifts: 2, guestDiamonds: 0 },
    ],
    ['its end twice', [gift(2, true), gift(2, true)], { diamonds: 20, openDiamonds: 0, gifts: 2, guestDiamonds: 0 }],
    ['a part after its end', [gift(2, true), gift(1, false)], { diamonds: 20, openDiamonds: 0, gifts: 2, guestDiamonds: 0 }],
    [
      'no end: the highest part, apart',
      [gift(2, false), gift(5, false), gift(1, false)],
      { diamonds: 0, openDiamonds: 50, gifts: 0, guestDiamonds: 0 },
    ],
    [
      'to a guest',
      [gift(2, true, { guest: true }), gift(2, false, { guest: true })],
      { diamonds: 0, openDiamonds: 0, gifts: 0, guestDiamonds: 20 },
    ],
  ];
  for (const [name, all, wanted] of cases)
    test(name, () => {
      const { diamonds, openDiamonds, gifts, guestDiamonds } = outcome([all]).one;
      assert.deepEqual({ diamonds, openDiamonds, gifts, guestDiamonds }, wanted);
    });
});

describe('beginnings and ends', () => {
  const told = (startedAt: number | null, endedAt: number | null, firstAt: number | null, lastAt: number | null) => ({
    startedAt,
    endedAt,
    firstAt,
    lastAt,
  });
  const minute = 60_000;
  test('an end holds while nothing much later came', () => {
    assert.deepEqual(extentOf(told(0, 10 * minute, 0, 11 * minute)), { fromAt: 0, toAt: 10 * minute });
    assert.deepEqual(extentOf(told(0, 10 * minute, 0, 13 * minute)), { fromAt: 0, toAt: 13 * minute });
    assert.deepEqual(extentOf(told(null, 5, null, null)), { fromAt: 5, toAt: 5 });
    assert.deepEqual(extentOf(told(null, null, 0, 400 * dayMs)), { fromAt: 0, toAt: 14 * dayMs });
  });
  test('live, ended, inferred', () => {
    const open = { ...told(0, null, 0, minute), toAt: minute };
    assert.equal(stateOf(open, false, 2 * minute), 'live');
    assert.equal(stateOf(open, true, 2 * minute), 'inferred');
    assert.equal(stateOf(open, false, 12 * minute), 'inferred');
    assert.equal(stateOf({ ...told(0, minute, 0, minute), toAt: minute }, true, 2 * minute), 'ended');
    assert.equal(isStartInferred({ ...told(null, null, 0, 0), fromAt: 0 }), true);
    assert.equal(isStartInferred({ ...told(minute, null, 0, 0), fromAt: 0 }), false);
    assert.equal(isStartInferred({ ...told(3 * minute, null, 0, 0), fromAt: 0 }), true);
  });
  test('seconds of a day: the union, over midnight by parts; as counted second by second', () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(fc.nat(400), fc.nat(300)), { maxLength: 6 }), (spans) => {
        // Minutes stand for seconds, a day of 200 of them would be too short: shift everything across a midnight.
        const base = dayMs - 200_000;
        const extents = spans.map(([from, length]) => ({ fromAt: base + from * 1000, toAt: base + (from + length) * 1000 }));
        const counted = [0, 1].map((day) => {
          let n = 0;
          for (let s = base / 1000; s < base / 1000 + 700; s++)
            if (dayNumber(s * 1000) === day && extents.some((e) => e.fromAt <= s * 1000 && s * 1000 < e.toAt)) n++;
          return n;
        });
        assert.deepEqual([...secondsByDay(extents, [0, 1]).values()], counted);
      }),
    );
  });
});

describe('reading', () => {
  const judged = judgedAt(undefined, new Date('2026-07-10T12:00:00Z'))!;
  test('instants', () => {
    for (const [text, wanted] of [
      ['2026-07-01T10:00:00Z', '2026-07-01T10:00:00.000Z'],
      ['2026-07-01T10:00:00.123456789Z', '2026-07-01T10:00:00.123Z'],
      ['2026-07-01t12:00:00+02:00', '2026-07-01T10:00:00.000Z'],
      ['2024-02-29T00:00:00Z', '2024-02-29T00:00:00.000Z'],
      ['2026-02-29T00:00:00Z', undefined],
      ['2026-07-01T10:00:00', undefined],
      ['2026-07-01', undefined],
      ['2026-13-01T10:00:00Z', undefined],
      ['yesterday', undefined],
    ] as const) {
      const read = readInstant(text);
      assert.equal(read === undefined ? undefined : new Date(read).toISOString(), wanted, text);
    }
  });
  test('what an event may have beside is not kept', () => {
    const chat = {
      specversion: '1.0',
      id: '1',
      source: 's',
      type: 'chat',
      subject: 'a',
      platform: 'tiktok',
      session: 'r',
      traceparent: 'x',
      data: { text: 'hello', from: 'v' },
    };
    const said = readEvent(chat, judged) as Said;
    assert.ok(!JSON.stringify(said).includes('hello') && !JSON.stringify(said).includes('"v"'));
    assert.equal(said.at, null);
  });
  test('nothing that can be written as JSON breaks the reader', () => {
    fc.assert(
      fc.property(
        fc.jsonValue(),
        fc.constantFrom('id', 'source', 'type', 'time', 'subject', 'platform', 'session', 'data'),
        (value, key) => {
          const event = { specversion: '1.0', id: '1', source: 's', type: 'gift', subject: 'a', platform: 'tiktok', session: 'r', data: { giftId: '1', from: 'f', count: 1, diamondsEach: 1 }, [key]: value }; // prettier-ignore
          const read = readEvent(event, judged);
          assert.ok(typeof read === 'string' ? read.startsWith('live.') : read.type === typeOf.gift || key === 'type');
        },
      ),
    );
  });
  test('bodies', () => {
    assert.deepEqual(splitBody('{"a":1}\n\n{"b"\r\n[2]', true), {
      values: [{ a: 1 }, [2]],
      places: [0, 2],
      problems: [{ index: 1, code: 'live.not_json' }],
    });
    assert.equal(splitBody(' \n', true), 'live.empty');
    assert.equal(splitBody('[[1]]', false), 'live.not_a_list');
    assert.equal(splitBody('{}', false), 'live.not_a_list');
  });
  test('lanes are filled alike', () => {
    const n = Array.from({ length: lanes }, () => 0);
    for (let i = 0; i < 4000; i++) n[laneOf('tiktok', `account${i}`)]!++;
    assert.ok(
      n.every((one) => one > 800 && one < 1200),
      n.join(' '),
    );
  });
});
