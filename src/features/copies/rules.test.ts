import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import fc from 'fast-check';
import { params, Terms } from '#src/features/policies/contract.ts';
import type { Agreed } from './contract.ts';
import { codeBytes, codeFrom, isParty, readMark, shownCode, stateOf } from './rules.ts';
import { allWords, sheetOf } from './sheet.ts';

const agreed: Agreed = {
  kind: 'joined',
  agreedAt: '2026-11-27T06:31:24.000Z',
  origin: 'https://greenroom.example',
  creator: { displayName: 'Mira Sol', handle: 'mira.sol', platform: 'tiktok' },
  agency: { name: 'Nordlicht', verified: true },
  terms: {
    commissionBps: 850,
    paidFrom: 'platform',
    months: 6,
    coolingOffDays: 14,
    noticeDays: 7,
    exclusive: false,
    coachingHoursMonthly: 3,
    trialLive: true,
    brandBps: 1500,
    hoursMonthly: 40,
    guarantee: { amountMinor: 30_000, currency: 'EUR', months: 3 },
    services: { training: 14, mentor: 30 },
  },
  termsHash: 'ab'.repeat(32),
  from: '2026-11-27T06:31:24.000Z',
  to: '2027-05-27T06:31:24.000Z',
  coolingOffUntil: '2026-12-11T06:31:24.000Z',
  lowActivity: { windowDays: 60, validDaysMin: 4, hoursMin: 8 },
  removal: { noticeDaysMin: 21, decideDays: 13 },
  trial: { days: 19, minutes: 11, reviewDays: 17 },
  promises: [
    { what: 'coaching', hours: 3, dueAt: '2026-12-27T06:31:24.000Z' },
    { what: 'coaching', hours: 3, dueAt: '2027-01-27T06:31:24.000Z' },
    { what: 'mentor', hours: null, dueAt: '2026-12-27T06:31:24.000Z' },
  ],
  rules: [
    { kind: 'invitations', version: null, from: null },
    { kind: 'terms', version: 3, from: '2026-01-01T00:00:00.000Z' },
  ],
};
const code = '0123456789ABCDEFGHJK';

describe('codes of copies', () => {
  test('any bytes make a code that is read again, however it is typed', () => {
    const bytes = fc.uint8Array({ minLength: codeBytes, maxLength: codeBytes });
    fc.assert(
      fc.property(bytes, fc.boolean(), (some, small) => {
        const made = codeFrom(some);
        assert.match(made, /^[0-9A-HJKMNP-TV-Z]{20}$/);
        const typed = shownCode(made).replaceAll('-', ' – ');
        assert.deepEqual(readMark(small ? typed.toLowerCase().replaceAll('0', 'o').replaceAll('1', 'l') : typed), {
          by: 'code',
          code: made,
        });
      }),
    );
  });
  test('a bit more or less is another code', () => {
    const codes = new Set(
      Array.from({ length: 100 }, (_, bit) =>
        codeFrom(Uint8Array.from({ length: codeBytes }, (__, i) => (i === bit >> 3 ? 128 >> (bit & 7) : 0))),
      ),
    );
    assert.equal(codes.size, 100);
  });
  for (const [text, read] of [
    ['', null],
    ['01234-56789-ABCDE-FGHJ', null],
    ['01234-56789-ABCDE-FGHJU', null],
    ['01234 56789 abcde fghjk', { by: 'code', code }],
    [` ${'AB'.repeat(32)} `, { by: 'hash', sha256: 'ab'.repeat(32) }],
    ['ab'.repeat(31), null],
    ['https://greenroom.example/check?code=01234', null],
  ] as const)
    test(`“${text.slice(0, 30)}” is ${read === null ? 'neither' : `a ${read.by}`}`, () => assert.deepEqual(readMark(text), read));
});

test('a copy is being made until it is there, and gone once she is erased', () => {
  assert.equal(stateOf({ agreed, sha256: null, has_content: false, tries: 0 }), 'making');
  assert.equal(stateOf({ agreed, sha256: 'ab', has_content: true, tries: 1 }), 'ready');
  assert.equal(stateOf({ agreed: null, sha256: 'ab', has_content: false, tries: 0 }), 'gone');
  assert.equal(stateOf({ agreed, sha256: null, has_content: false, tries: 3 }), 'delayed');
});

test('names are for the creator and for whoever leads the agency', () => {
  const of = { creator_id: 'c', agency_id: 'a' };
  assert.ok(isParty({ creatorId: 'c', leads: [] }, of));
  assert.ok(isParty({ creatorId: undefined, leads: ['b', 'a'] }, of));
  assert.ok(!isParty({ creatorId: 'other', leads: ['b'] }, of));
});

describe('what stands on a copy', () => {
  const bare = (text: string) => text.replaceAll(/[\u2066-\u2069]/g, '');
  const textOf = (a: Agreed, locale: string) => bare(JSON.stringify(sheetOf(a, { locale, code })));

  for (const w of allWords)
    test(`${w.locale}: every part of the terms, both names, the code, the address, and nothing that was left empty`, () => {
      const said = textOf(agreed, w.locale);
      for (const part of ['Mira Sol', 'Nordlicht', '@mira.sol', '01234-56789-ABCDE-FGHJK', 'greenroom.example/check', 'ab'.repeat(32)])
        assert.ok(said.includes(part), part);
      const rows = sheetOf(agreed, { locale: w.locale, code }).sections[0]!.rows;
      // Share, brand deals, guarantee, hours, length, cooling-off, notice, a quiet time, a removal, what is seen, exclusive or not, coaching, services, a trial LIVE.
      assert.equal(rows.length, 14);
      for (const { what, how } of rows)
        assert.ok(what.trim() !== '' && how.trim() !== '' && !/undefined|NaN|#|\{/.test(what + how), `${what}: ${how}`);
      for (const number of ['8', '15', '300', '40', '14', '7', '60', '4', '3', '30', '21', '13', '19', '11', '17'])
        assert.ok(
          rows.some(({ what, how }) => bare(what + how).includes(number)),
          `${number} in ${w.locale}`,
        );
    });
  test('a part of the terms that is new has to be put on the copy', () => {
    // Each of them has its row above. Whoever adds one writes it in `sheet.ts`, in six languages.
    const told = Object.keys(agreed.terms).toSorted();
    assert.deepEqual(Object.keys(Terms.shape).toSorted(), told);
    assert.deepEqual(Object.keys(params.exits.shape).toSorted(), ['decideDays', 'lowActivity', 'removalNoticeDaysMin']);
  });
  test('what is not part of the terms does not stand there', () => {
    const { brandBps: _b, hoursMonthly: _h, guarantee: _g, services: _s, ...few } = agreed.terms;
    const small = sheetOf(
      { ...agreed, terms: { ...few, trialLive: false, coachingHoursMonthly: 0 }, lowActivity: null, promises: [] },
      { locale: 'en', code },
    );
    assert.equal(small.sections[0]!.rows.length, 8);
    assert.equal(small.sections.length, 2);
    assert.ok(small.sections[0]!.rows.some(({ what }) => what === 'No coaching promised'));
  });
  test('each kind says what it is, and a cooling-off that is over is not told as a day', () => {
    const say = (kind: Agreed['kind']) => bare(sheetOf({ ...agreed, kind }, { locale: 'en', code }).say);
    assert.deepEqual(
      [say('joined'), say('renewal'), say('change')],
      ['Mira Sol joins Nordlicht.', 'Mira Sol stays with Nordlicht for a further term.', 'Mira Sol and Nordlicht agree on other terms.'],
    );
    const dates = sheetOf({ ...agreed, coolingOffUntil: '2026-11-01T00:00:00.000Z' }, { locale: 'en', code }).sections[1]!.rows;
    assert.deepEqual(
      dates.map(({ what }) => what),
      ['Begins', 'Ends by itself'],
    );
    const later = sheetOf({ ...agreed, from: '2027-01-01T00:00:00.000Z' }, { locale: 'en', code }).sections[1]!.rows;
    assert.equal(later[0]!.what, 'Agreed');
  });
  test('a language that is not here is English', () => assert.equal(sheetOf(agreed, { locale: 'xx', code }).locale, 'en'));
});
