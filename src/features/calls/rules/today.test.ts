import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { dayNumber, dayText } from './days.ts';
import type { CreatorFacts, Span } from './facts.ts';
import { fadingOf, type Fading } from './fading.ts';
import { paceOf } from './pace.ts';
import { drawFrom } from '#test/habits.ts';
import { gateFor, ownGoal, tierGoal } from './thresholds.ts';
import { nearestPace, reasonsFor, type Call, type Reason } from './today.ts';
import { backstageGate, backstageTiers, inOrder } from '#test/thresholds.ts';

const dataOn = '2026-11-21';
const now = new Date('2026-11-22T08:00:00Z');

/** A day for each letter up to `dataOn`: L = LIVE of two hours, s = 55 minutes, . = none, ? = not known. */
function spansOf(letters: string): Span[] {
  const first = dayNumber(dataOn) + 1 - letters.length;
  return letters.split('').flatMap((letter, i): Span[] => {
    const liveSeconds = { L: 7200, s: 3300, '.': 0 }[letter];
    if (liveSeconds === undefined) return [];
    const lives = liveSeconds > 0 ? 1 : 0;
    const validDays = liveSeconds >= 3600 ? 1 : 0;
    const [from, to] = [dayText(first + i), dayText(first + i + 1)];
    return [{ from, to, diamonds: liveSeconds, liveSeconds, validDays, lives, newFollowers: 0, newFans: 0 }];
  });
}
const facts = (letters: string, more: Partial<CreatorFacts> = {}): CreatorFacts => ({
  spans: spansOf(letters),
  levels: [],
  dataOn,
  joinedOn: '2026-03-04',
  lastMonth: null,
  group: null,
  ...more,
});
const gateOf = (f: CreatorFacts) => paceOf(f, gateFor(f, backstageGate));
const reasons = (f: CreatorFacts, at = now) => reasonsFor(f, gateOf(f), fadingOf(f), at);
const kinds = (f: CreatorFacts, at = now) => reasons(f, at).map((r) => r.kind);
const own = 'L.L.L..'.repeat(6);

test('no LIVE for ten days, against the own habit, while the gate can still be kept', () => {
  const f = facts(`${own}L.L.L..L.L..........`.slice(-60));
  const [first, ...more] = reasons(f);
  assert.equal(first!.kind, 'no_live');
  assert.equal((first as Reason & { kind: 'no_live' }).evidence.days, 10);
  assert.equal((first as Reason & { kind: 'no_live' }).evidence.lastOn, '2026-11-11');
  assert.deepEqual([first!.changes, first!.until], [true, '2026-11-28']);
  assert.ok(more.some((r) => r.kind === 'within_reach'));
});

test('silence is judged by the own habit: two days a week may be silent for six days', () => {
  const rare = 'L...L..'.repeat(8);
  assert.ok(!kinds(facts(`${rare.slice(0, -7)}L......`)).includes('no_live'));
  assert.ok(kinds(facts(`${'L'.repeat(52)}....`)).includes('no_live'));
  assert.ok(!kinds(facts(`${'L'.repeat(52)}.???`)).includes('no_live'));
});

test('days that ended minutes short are told, with both ends, unless everything is reached', () => {
  const f = facts('s..s..s..s...L.......');
  const found = reasons(f).find((r) => r.kind === 'minutes_short');
  assert.deepEqual(found?.evidence, {
    days: 4,
    on: ['2026-11-01', '2026-11-04', '2026-11-07', '2026-11-10'],
    leastSeconds: 3300,
    mostSeconds: 3300,
  });
  assert.deepEqual([found?.until, found?.changes], ['2026-11-24', true]);
  assert.ok(!kinds(facts('s..s..LLLLLLLLL......')).includes('minutes_short'));
});

test('a newcomer without a LIVE, known for every day; a gap says nothing', () => {
  const joined = { joinedOn: '2026-11-09' };
  const [first] = reasons(facts('.'.repeat(13), joined));
  assert.deepEqual(first, { kind: 'newcomer', evidence: { joinedOn: '2026-11-09', days: 13 }, until: '2026-11-25', changes: true });
  assert.deepEqual(kinds(facts('......?......', joined)), []);
  assert.ok(!kinds(facts('......L......', joined)).includes('newcomer'));
  assert.ok(!kinds(facts('.', { joinedOn: dataOn })).includes('newcomer'));
});

test('an appeal and a term are told ahead and change nothing of this month', () => {
  const done = 'L'.repeat(21);
  const at = (appealClosesOn: string | null, termEndsOn: string | null) => reasons(facts(done, { appealClosesOn, termEndsOn }));
  assert.deepEqual(at('2026-11-24', '2026-12-06'), [
    { kind: 'appeal_closes', evidence: { on: '2026-11-24', days: 2 }, until: '2026-11-24', changes: false },
    { kind: 'term_ends', evidence: { on: '2026-12-06', days: 14 }, until: '2026-12-06', changes: false },
  ]);
  assert.deepEqual(at('2026-11-21', '2026-12-23'), []);
  assert.deepEqual(at(null, null), []);
});

test('whoever reaches it by going on as usual needs no call', () => {
  const steady = 'LLLLL..'.repeat(5);
  assert.ok(!kinds(facts(`${steady}..................LLL`)).includes('within_reach'));
  assert.ok(kinds(facts(`${'L......'.repeat(6)}..................LLL`)).includes('within_reach'));
});

test('a fade carries its numbers, a sign for each kind', () => {
  const levels = Array.from({ length: 60 }, (_, i) => {
    const fans = i < 52 ? 226 + (i % 2) : 226 - (i - 51) * 4;
    return { on: dayText(dayNumber(dataOn) - 59 + i), totalFans: null, activeFans: fans };
  });
  const spans = spansOf(`${'LLLLLL.'.repeat(7)}L..L.L...L.`).map((s, i) =>
    i > 49 && s.lives ? { ...s, liveSeconds: 3700, diamonds: 3700 } : s,
  );
  const f = facts('', { spans, levels });
  const found = reasons(f);
  const of = <K extends Reason['kind']>(kind: K) => found.find((r): r is Reason & { kind: K } => r.kind === kind)!;
  assert.deepEqual(
    found.map((r) => r.kind).filter((k) => k !== 'within_reach'),
    ['fewer_live_days', 'shorter', 'thinner'],
  );
  assert.deepEqual([of('shorter').evidence.seconds, of('shorter').evidence.usualSeconds], [3700, 7200]);
  assert.deepEqual([of('thinner').evidence.fans, of('thinner').evidence.before], [194, 227]);
  assert.ok(of('fewer_live_days').evidence.liveDays < of('fewer_live_days').evidence.usualLiveDays / 2);
});

test('a month that is over, or that the days from today on cannot save, is not changed by a call', () => {
  const f = facts('L.L.L................', {});
  assert.equal(reasons(f).find((r) => r.kind === 'within_reach')?.until, '2026-11-26');
  assert.deepEqual(kinds(f, new Date('2026-11-27T08:00:00Z')), []);
  const near = facts('s..s..s..s...L.......');
  assert.deepEqual(
    reasons(near, new Date('2026-12-01T08:00:00Z')).map((r) => [r.changes, r.until]),
    [[false, null]],
  );
});

test('of several thresholds the one that is closest to being lost is talked about', () => {
  const f = facts('LLLLLLLLLL...........', { lastMonth: { diamonds: 250_000, liveSeconds: 1, validDays: 1 } });
  const paces = [gateFor(f, backstageGate), tierGoal(f, backstageTiers, 72_000)!, ownGoal({ validDays: 15, hours: 15 })!];
  assert.equal(nearestPace(paces.map((t) => paceOf(f, t)))?.threshold.kind, 'own');
  assert.equal(nearestPace([gateOf(f)])?.band, 'DONE');
  assert.equal(nearestPace([]), null);
});

const call = (creatorId: string, f: CreatorFacts, fading: Fading | null = null): Call => {
  const pace = gateOf(f);
  return { creatorId, pace, fading, reasons: reasonsFor(f, pace, fading, now) };
};
const fade = (since: string, strength: number): Fading => ({
  since,
  strength,
  signs: [{ sign: 'shorter', evidence: { lives: 3, seconds: 4000, usualSeconds: 7200 } }],
});

test('closest to being lost first, then what has just begun, then what is dated; out of reach and no reason last', () => {
  const list = [
    call('none', facts('L'.repeat(21))),
    call('gone', facts('s..s.............................'.slice(0, 21), { dataOn }), null),
    call('term', facts('L'.repeat(21), { termEndsOn: '2026-12-06' })),
    call('appeal', facts('L'.repeat(21), { appealClosesOn: '2026-11-24' })),
    call('older fade', facts('L'.repeat(21)), fade('2026-11-12', 3)),
    call('young fade', facts('L'.repeat(21)), fade('2026-11-18', 1)),
    call('tight', facts('L.L.L................')),
    call('urgent', facts('LL...................')),
  ];
  const gone = list[1]!;
  gone.pace = { ...gone.pace!, band: 'GONE', need: null };
  gone.reasons = gone.reasons.filter((r) => r.kind === 'minutes_short').map((r) => ({ ...r, changes: false, until: null }));
  const want = ['urgent', 'tight', 'young fade', 'older fade', 'appeal', 'term', 'gone', 'none'];
  assert.deepEqual(
    inOrder(list).map((c) => c.creatorId),
    want,
  );
});

const anyCall = fc
  .record({
    id: fc.constantFrom('a', 'b', 'c', 'd', 'e', 'f'),
    letters: fc.string({ unit: fc.constantFrom('L', 's', '.', '?'), minLength: 1, maxLength: 60 }),
    term: fc.option(fc.constantFrom('2026-11-30', '2026-12-06')),
    since: fc.option(fc.constantFrom('2026-11-12', '2026-11-18')),
  })
  .map(({ id, letters, term, since }) => call(id, facts(letters, { termEndsOn: term }), since === null ? null : fade(since, 1)));

test('the order is total: the same whatever order the list came in, and the input stays as it was', () => {
  fc.assert(
    fc.property(fc.uniqueArray(anyCall, { selector: (c) => c.creatorId }), fc.integer(), (list, seed) => {
      const before = [...list];
      const draw = drawFrom(seed);
      const mixed = list.map((c) => ({ c, at: draw() })).toSorted((a, b) => a.at - b.at);
      assert.deepEqual(
        inOrder(mixed.map(({ c }) => c)).map((c) => c.creatorId),
        inOrder(list).map((c) => c.creatorId),
      );
      assert.deepEqual(list, before);
    }),
  );
});

test('evidence is made of numbers that are there, whatever is missing', () => {
  fc.assert(
    fc.property(anyCall, ({ reasons: list }) => {
      for (const reason of list) for (const value of Object.values(reason.evidence)) assert.ok(!Number.isNaN(value), reason.kind);
    }),
  );
});
