import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import fc from 'fast-check';
import { noticeName } from './contract.ts';
import { groupOf, leadsTo, lostWith, mayName, staffReaders } from './rules/names.ts';
import {
  afterQuiet,
  deadlineOf,
  isHistory,
  isQuiet,
  mailedFrom,
  minuteOf,
  morningOf,
  nextDaily,
  nextRound,
  planOf,
  retryAfter,
  toClock,
  toMinutes,
  unset,
  type Settings,
} from './rules/timing.ts';

const at = (text: string) => new Date(text);
const settings = (more: Partial<Settings> = {}): Settings => ({ ...unset(), ...more });
const quiet = (from: string, to: string) => ({ from: toMinutes(from), to: toMinutes(to) });

describe('quiet hours', () => {
  const cases: [string, string, string, string, string, string][] = [
    ['by day it goes at once', 'UTC', '22:00', '07:00', '2026-05-05T12:00:30Z', '2026-05-05T12:00:30Z'],
    ['in the evening it waits for the morning', 'UTC', '22:00', '07:00', '2026-05-05T22:00:00Z', '2026-05-06T07:00:00Z'],
    ['after midnight too', 'UTC', '22:00', '07:00', '2026-05-06T06:59:59Z', '2026-05-06T07:00:00Z'],
    ['the end is not quiet', 'UTC', '22:00', '07:00', '2026-05-06T07:00:00Z', '2026-05-06T07:00:00Z'],
    ['inside one day', 'UTC', '13:00', '14:30', '2026-05-06T13:15:00Z', '2026-05-06T14:30:00Z'],
    ['by the clock of the zone', 'Asia/Kolkata', '22:00', '07:00', '2026-05-05T18:00:00Z', '2026-05-06T01:30:00Z'],
    ['a night an hour shorter', 'Europe/Berlin', '22:00', '07:00', '2026-03-28T22:00:00Z', '2026-03-29T05:00:00Z'],
    ['a night an hour longer', 'Europe/Berlin', '22:00', '07:00', '2026-10-24T21:00:00Z', '2026-10-25T06:00:00Z'],
    [
      'an end that the clock jumps over: over where it jumps',
      'Europe/Berlin',
      '22:00',
      '02:30',
      '2026-03-29T00:10:00Z',
      '2026-03-29T01:00:00Z',
    ],
    ['an end that comes twice: over at the first', 'Europe/Berlin', '22:00', '02:30', '2026-10-24T23:00:00Z', '2026-10-25T00:30:00Z'],
    ['half an hour of summer time', 'Australia/Lord_Howe', '22:00', '07:00', '2026-10-03T12:00:00Z', '2026-10-03T20:00:00Z'],
  ];
  for (const [name, zone, from, to, now, then] of cases)
    test(name, () => assert.equal(afterQuiet(at(now), { quiet: quiet(from, to), zone }).toISOString(), at(then).toISOString()));

  const zones = ['UTC', 'Europe/Berlin', 'America/New_York', 'Australia/Lord_Howe', 'Asia/Kathmandu', 'America/Sao_Paulo', 'Pacific/Apia'];
  // Around the nights in which clocks change, and anywhere.
  const instants = fc.oneof(
    ...['2026-03-08T07:00Z', '2026-03-29T01:00Z', '2026-10-25T01:00Z', '2026-11-01T06:00Z', '2026-04-04T15:00Z', '2026-10-03T15:30Z'].map(
      (day) => fc.integer({ min: -2000, max: 2000 }).map((m) => new Date(at(day).getTime() + m * 60_000)),
    ),
    fc.integer({ min: 0, max: 500_000 }).map((m) => new Date(at('2026-01-01T00:00:00Z').getTime() + m * 60_000)),
  );
  const minutes = fc.integer({ min: 0, max: 1439 });

  test('it is the first instant that is not quiet, over every change of the clock', () => {
    fc.assert(
      fc.property(instants, fc.constantFrom(...zones), minutes, minutes, (now, zone, from, to) => {
        fc.pre(from !== to);
        const s = { quiet: { from, to }, zone };
        const end = afterQuiet(now, s);
        assert.equal(isQuiet(end, s), false);
        for (let t = now.getTime(); t < end.getTime(); t += 60_000) assert.equal(isQuiet(new Date(t), s), true, new Date(t).toISOString());
        assert.ok(end.getTime() - now.getTime() <= 26 * 3_600_000);
      }),
      { numRuns: 150 },
    );
  });

  test('the mail of the day goes at nine by the clock of the zone, within a day and an hour', () => {
    fc.assert(
      fc.property(instants, fc.constantFrom(...zones), (now, zone) => {
        const then = nextDaily(now, zone);
        assert.equal(toClock(minuteOf(then, zone)), '09:00');
        const hours = (then.getTime() - now.getTime()) / 3_600_000;
        assert.ok(hours > 0 && hours <= 25, String(hours));
      }),
    );
  });

  test('a morning begins at six on its day, by the clock of the zone', () => {
    const days = fc
      .integer({ min: 0, max: 900 })
      .map((n) => new Date(at('2025-01-01T00:00:00Z').getTime() + n * 86_400_000).toISOString().slice(0, 10));
    fc.assert(
      fc.property(
        days,
        fc.constantFrom(...zones, 'Pacific/Kiritimati', 'Pacific/Pago_Pago', 'Asia/Tokyo', 'America/Los_Angeles'),
        (on, zone) => {
          const then = morningOf(on, zone);
          const parts = new Intl.DateTimeFormat('sv-SE', { timeZone: zone, dateStyle: 'short' }).format(then);
          assert.deepEqual([parts, toClock(minuteOf(then, zone))], [on, '06:00']);
        },
      ),
    );
  });

  test('the list of a day is mailed from its morning on, and is worth nothing when the day is over, UTC', () => {
    const list = { agencyId: 'A', on: '2026-10-21' };
    for (const [zone, now, from] of [
      ['UTC', '2026-10-21T00:00:05Z', '2026-10-21T06:00:00Z'],
      ['Europe/Berlin', '2026-10-21T00:00:05Z', '2026-10-21T04:00:00Z'],
      ['America/Los_Angeles', '2026-10-21T00:00:05Z', '2026-10-21T13:00:00Z'],
      ['Asia/Tokyo', '2026-10-21T00:00:05Z', '2026-10-21T00:00:05Z'],
      ['Europe/Berlin', '2026-10-21T12:00:00Z', '2026-10-21T12:00:00Z'],
    ] as const)
      assert.deepEqual(mailedFrom(list, zone, at(now)), at(from), `${zone} ${now}`);
    assert.deepEqual(mailedFrom({}, 'Europe/Berlin', at('2026-10-21T00:00:05Z')), at('2026-10-21T00:00:05Z'));
    assert.deepEqual(
      [deadlineOf(list), deadlineOf({}), deadlineOf({ until: '2026-10-21T01:00:00.000Z' })],
      [at('2026-10-22T00:00:00Z'), null, at('2026-10-21T01:00:00Z')],
    );
    // Of one mail a day at nine: where that is too late for this day, the list goes by itself.
    const plan = (zone: string, now: string) => {
      const s = settings({ daily: true, zone });
      return planOf('calls', s, at(now), deadlineOf(list), mailedFrom(list, zone, at(now))).mail;
    };
    assert.deepEqual(plan('Europe/Berlin', '2026-10-21T00:00:05Z'), { at: at('2026-10-21T07:00:00Z'), daily: true });
    assert.deepEqual(plan('Asia/Tokyo', '2026-10-21T00:00:05Z'), { at: at('2026-10-21T00:00:05Z'), daily: false });
    assert.deepEqual(plan('UTC', '2026-10-21T12:00:00Z'), { at: at('2026-10-21T12:00:00Z'), daily: false });
  });

  test('an end that is one hour off is noticed', () => {
    const wrong = (now: Date) => new Date(now.getTime() + ((7 * 60 - minuteOf(now, 'Europe/Berlin') + 1440) % 1440) * 60_000);
    assert.notEqual(wrong(at('2026-03-28T22:00:00Z')).toISOString(), '2026-03-29T05:00:00.000Z');
  });
});

describe('what is sent when', () => {
  const now = at('2026-05-05T23:00:00Z');
  const night = settings({ quiet: quiet('22:00', '07:00') });
  test('in the app at once, the mail after the quiet hours', () => {
    assert.deepEqual(planOf('invitations', night, now, null, now), { inApp: true, mail: { at: at('2026-05-06T07:00:00Z'), daily: false } });
  });
  test('each channel can be off by itself', () => {
    assert.deepEqual(planOf('team', settings({ mailOff: ['team'] }), now, null, now), { inApp: true, mail: null });
    assert.equal(planOf('team', settings({ appOff: ['team'] }), now, null, now).inApp, false);
    assert.deepEqual(planOf('calls', unset(), now, null, now), { inApp: false, mail: { at: now, daily: false } });
    assert.notEqual(planOf('team', settings({ appOff: ['team'] }), now, null, now).mail, null);
  });
  test('safety goes at once, whatever is set', () => {
    const off = settings({ ...night, appOff: ['security'], mailOff: ['security'], daily: true });
    assert.deepEqual(planOf('security', off, now, null, now), { inApp: true, mail: { at: now, daily: false } });
  });
  test('once a day: at nine; what ends before that does not wait for it', () => {
    const daily = settings({ daily: true });
    assert.deepEqual(planOf('membership', daily, now, at('2026-06-01T00:00:00Z'), now).mail, {
      at: at('2026-05-06T09:00:00Z'),
      daily: true,
    });
    assert.deepEqual(planOf('invitations', daily, now, at('2026-05-06T08:00:00Z'), now).mail, { at: now, daily: false });
  });
  test('what is three days old when it is handed over is history: listed, not mailed', () => {
    assert.equal(planOf('invitations', settings(), at('2026-05-01T00:00:00Z'), null, now).mail, null);
    assert.equal(isHistory(at('2026-05-02T23:00:00Z'), now), false);
    assert.equal(isHistory(at('2026-05-02T22:59:59Z'), now), true);
  });
});

test('each name has a group, leads to a place of its reader, and staff names end with the role', () => {
  const p = { agencyId: 'A', creatorId: 'C', inviteId: 'I', membershipId: 'M', searchId: 'S' };
  for (const name of noticeName.options) {
    assert.ok(groupOf(name));
    const to = leadsTo(name, p);
    assert.ok(to === null ? name === 'team.seat_ended' : !to.includes('undefined'), `${name} leads to ${to}`);
    if (staffReaders[name]) assert.ok(to!.startsWith('/a/A/'));
  }
  assert.deepEqual(lostWith('manager'), []);
  assert.ok(lostWith('finance').includes('invites.accepted') && lostWith('finance').includes('roster.member_ended'));
  assert.ok(!lostWith('scout').includes('invites.declined') && lostWith('scout').includes('roster.member_leaving'));
  assert.equal(mayName('roster.member_ended', 'coach', false), false);
  assert.equal(mayName('roster.member_ended', 'coach', true), true);
  assert.equal(mayName('invites.declined', undefined, true), false);
  assert.equal(mayName('invites.received', 'owner', true), false, 'not a notice of staff');
});

test('pauses between attempts grow to four hours; rounds of reminders are six hours at most and two days back at most', () => {
  const now = at('2026-05-05T12:00:00Z');
  const minutesUntil = (n: number) => (retryAfter(n, now).getTime() - now.getTime()) / 60_000;
  assert.deepEqual([1, 2, 3, 8, 9, 10, 30].map(minutesUntil), [1, 2, 4, 128, 240, 240, 240]);
  assert.equal(nextRound(undefined, now), undefined);
  assert.equal(nextRound(now, now), undefined);
  assert.deepEqual(nextRound(at('2026-05-05T11:30:00Z'), now), { from: at('2026-05-05T11:30:00Z'), to: now });
  assert.deepEqual(nextRound(at('2026-05-01T00:00:00Z'), now), { from: at('2026-05-03T12:00:00Z'), to: at('2026-05-03T18:00:00Z') });
});
