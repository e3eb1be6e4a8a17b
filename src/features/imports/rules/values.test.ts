import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import fc from 'fast-check';
import { figureKeys, type FileLanguage } from '../contract.ts';
import type { Cell } from '../ports.ts';
import { readInstant, readMonth, readPeriod, type Read } from './times.ts';
import { currencyOf, readCount, readDays, readDuration, readFigure, readMoney, readShare, readYesNo, sortOf } from './values.ts';

/** A value, null for nothing, or the reason; `~` before an approximate one. */
const short = <T>(read: Read<T>) => (read === null ? null : 'why' in read ? read.why : read.approx ? `~${String(read.value)}` : read.value);
type Case = readonly [cell: Cell, expected: string | number | null, language?: FileLanguage];
function table(name: string, read: (cell: Cell, language: FileLanguage) => Read<unknown>, cases: readonly Case[]): void {
  describe(name, () => {
    for (const [cell, expected, language = 'en'] of cases)
      test(`${JSON.stringify(cell)} (${language}) is ${expected}`, () => assert.equal(short(read(cell, language)), expected));
  });
}

const everywhere: readonly Case[] = [
  [null, null],
  ['', null],
  [' \u00a0', null],
  ['-', null],
  ['—', null],
  ['=A1+1', 'formula'],
  ['＝A1', 'formula'],
  ['#REF!', 'error'],
  ['#N/A', 'error'],
  ['#DIV/0!', 'error'],
  ['#¡DIV/0!', 'error', 'es'],
  ['∞', 'infinite'],
];

table('a count', readCount, [
  ...everywhere,
  ['553978', 553978],
  [' 553978 ', 553978],
  ['0', 0],
  ['007', 7],
  ['1,068', 1068],
  ['1,234,567', 1234567],
  ['1.068', 'not_a_number'],
  ['1.068', 1068, 'es'],
  ['1,068', 1068, 'es'],
  ['1.068', 'not_a_number', 'any'],
  ['1,068', 1068, 'any'],
  ['1.068.123', 1068123],
  ['1.068.12', 'not_a_number', 'es'],
  ['1,06', 'not_a_number', 'es'],
  ['12,34,567', 'not_a_number'],
  ['1,068.5', 'not_a_number'],
  ['553978.0', 553978],
  ['12.000', 'not_a_number'],
  ['1\u202f068', 1068],
  ['2.98M', '~2980000'],
  ['88.46K', '~88460'],
  ['88,46k', '~88460', 'es'],
  ['1.068K', '~1068'],
  ['1.068K', 'not_a_number', 'es'],
  ['2M', '~2000000'],
  ['1.5B', '~1500000000'],
  ['５５３９７８', 553978],
  ['１，０６８', 1068],
  [553978, 553978],
  [0, 0],
  [-0, 0],
  [1.5, 'not_a_number'],
  [NaN, 'not_a_number'],
  [-5, 'negative'],
  ['-5', 'negative'],
  ['\u22125', 'negative'],
  ['-0', 0],
  ['+5', 5],
  ['--5', 'not_a_number'],
  ['1e3', 'not_a_number'],
  ['10²', 'not_a_number'],
  ['１０①', 'not_a_number'],
  ['twelve', 'not_a_number'],
  ['5 diamonds', 'not_a_number'],
  [1e12, 1e12],
  [1e12 + 1, 'absurd'],
  ['9007199254740993', 'absurd'],
  ['9'.repeat(400), 'absurd'],
  ['999999B', 'absurd'],
  [true, 'not_a_number'],
  [new Date(0), 'not_a_number'],
]);

table('days', readDays, [
  ['6', 6],
  ['21d', 21],
  ['1,055d', 1055],
  ['1.055 días', 1055, 'es'],
  ['21日', 21, 'ja'],
  [21, 21],
  ['2.5d', 'not_a_number'],
  ['2M', 'not_a_number'],
  ['-1d', 'negative'],
  ['d', 'not_a_number'],
]);

table('a duration', readDuration, [
  ...everywhere,
  ['23h 7m 8s', 83228],
  ['0s', 0],
  ['38m 16s', 2296],
  ['119h 47m 31s', 431251],
  ['23h7m8s', 83228],
  ['23H 7M 8S', 83228],
  ['1,055h 3m', 3798180],
  ['156.36h', '~562896'],
  ['156,36 h', '~562896', 'es'],
  ['180.5', '~649800'],
  ['180,5', '~649800', 'es'],
  ['180', '~648000'],
  [180.5, '~649800'],
  [0.1, '~360'],
  ['0.5m', '~30'],
  ['3h', 10800],
  [0, '~0'],
  ['23 h 7 min 8 s', 83228, 'es'],
  ['38 min 16 s', 2296, 'es'],
  ['107時間 24分 58秒', 386698, 'ja'],
  ['107小时24分钟58秒', 386698, 'zh'],
  ['107時間', 385200, 'ja'],
  ['90m', 5400],
  ['1h 75m', 'not_a_duration'],
  ['1.5h 5m', 'not_a_duration'],
  ['7m 1h', 'not_a_duration'],
  ['1h 1h', 'not_a_duration'],
  ['12:30', 'not_a_duration'],
  ['1.055', 'not_a_duration', 'es'],
  ['h', 'not_a_duration'],
  ['-5h', 'negative'],
  [-1, 'negative'],
  [new Date(0), 'not_a_duration'],
  [Infinity, 'absurd'],
]);

table('a share', readShare, [
  ...everywhere,
  ['90.13%', 9013],
  ['-90%', -9000],
  ['\u221290 %', -9000],
  ['+12.5%', 1250],
  ['1,234.56%', 123456],
  ['90,13 %', 9013, 'es'],
  ['90.13％', 9013],
  ['0%', 0],
  ['0.94618', 9462],
  ['0.946', 9460],
  ['0,946', 9460, 'es'],
  ['1', 10000],
  [0.9, 9000],
  [0.94618, 9462],
  [-0.5, -5000],
  [0, 0],
  ['∞%', 'infinite'],
  ['-∞%', 'infinite'],
  ['90.13', 'not_a_share'],
  [90.13, 'not_a_share'],
  ['1.234%', 'not_a_share', 'es'],
  ['%', 'not_a_share'],
  ['9'.repeat(20) + '%', 'absurd'],
]);

table('money', readMoney, [
  ...everywhere,
  ['550.00', 55000],
  ['550', 55000],
  ['$1,234.5', 123450],
  ['US$ 1,234.50', 123450],
  ['1,234.50 USD', 123450],
  ['1.234,56 €', 123456, 'es'],
  ['1.234,56 €', 123456],
  ['1,234', 123400],
  ['1.234', 'not_a_number'],
  ['1.234', 'not_a_number', 'es'],
  ['12,5', 1250, 'es'],
  ['12,5', 'not_a_number'],
  [1234.5, 123450],
  [0.1 + 0.2, 30],
  [1.005, 101],
  ['-5.00', 'negative'],
  ['-$5', 'negative'],
  ['(5.00)', 'not_a_number'],
  ['$', 'not_a_number'],
  ['five', 'not_a_number'],
]);

const span = (cell: Cell): Read<string> => {
  const read = readPeriod(cell);
  return read !== null && 'value' in read ? { value: `${read.value.from} ${read.value.to}` } : read;
};
table('a period', span, [
  ['2026-07-01 ~ 2026-07-06', '2026-07-01 2026-07-07'],
  ['2023-10-01~2023-10-31', '2023-10-01 2023-11-01'],
  ['2026-07-01～2026-07-06', '2026-07-01 2026-07-07'],
  ['2026-07-01 – 2026-07-06', '2026-07-01 2026-07-07'],
  ['2026-07-01 - 2026-07-06', '2026-07-01 2026-07-07'],
  ['2026/12/31 ~ 2026/12/31', '2026-12-31 2027-01-01'],
  ['2028-02-01 ~ 2028-02-29', '2028-02-01 2028-03-01'],
  ['2026-07-06 ~ 2026-07-01', 'not_a_day'],
  ['2026-02-01 ~ 2026-02-29', 'not_a_day'],
  ['2026-07-01', 'not_a_day'],
  ['01/07/2026 ~ 06/07/2026', 'not_a_day'],
  ['1926-07-01 ~ 1926-07-02', 'not_a_day'],
  ['=A1', 'formula'],
  [20260701, 'not_a_day'],
  [new Date(0), 'not_a_day'],
  ['-', null],
  [null, null],
]);

const month = (cell: Cell): Read<string> => {
  const read = readMonth(cell);
  return read !== null && 'value' in read ? { value: `${read.value.from} ${read.value.to}` } : read;
};
table('a month', month, [
  ['202506', '2025-06-01 2025-07-01'],
  [202512, '2025-12-01 2026-01-01'],
  [' 2025-02 ', '2025-02-01 2025-03-01'],
  ['202513', 'not_a_day'],
  ['June 2025', 'not_a_day'],
  [45809, 'not_a_day'],
  ['', null],
]);

table('an instant', readInstant, [
  ['2023-08-05 00:11:00 (UTC+0)', '2023-08-05T00:11:00.000Z'],
  ['2023-08-05 00:11:00', '2023-08-05T00:11:00.000Z'],
  ['2023-08-05 00:11', '2023-08-05T00:11:00.000Z'],
  ['2023-08-05T00:11:00.500Z', '2023-08-05T00:11:00.000Z'],
  ['2023-08-05 00:11:00 (UTC+8)', '2023-08-04T16:11:00.000Z'],
  ['2023-08-05 00:11:00 (UTC-03:30)', '2023-08-05T03:41:00.000Z'],
  ['2023-08-05 00:11:00 UTC+0530', '2023-08-04T18:41:00.000Z'],
  ['2023-08-05', '2023-08-05T00:00:00.000Z'],
  [new Date('2023-08-05T00:11:00Z'), '2023-08-05T00:11:00.000Z'],
  [new Date(NaN), null],
  ['2023-02-29 00:11:00', 'not_a_time'],
  ['2023-08-05 24:00:00', 'not_a_time'],
  ['2023-08-05 00:11:00 (UTC+15)', 'not_a_time'],
  ['05/08/2023 00:11', 'not_a_time'],
  ['2023-08-05 01:11 PM', 'not_a_time'],
  [45143.2, 'not_a_time'],
  ['#REF!', 'error'],
  ['-', null],
]);

test('yes and no in the languages known', () => {
  for (const word of ['Yes', 'YES ', 'Sí', 'Si', 'はい', '是', 'Ja', true]) assert.equal(readYesNo(word), 'yes');
  for (const word of ['No', 'no', 'いいえ', '否', 'Nein', false]) assert.equal(readYesNo(word), 'no');
  for (const word of ['', '-', 'perhaps', 1, null]) assert.equal(readYesNo(word), null);
});

describe('a figure cannot be more than its range', () => {
  const range = { from: '2026-07-01', to: '2026-07-07' };
  for (const [key, cell, expected] of [
    ['validDays', '6', 6],
    ['validDays', '7', 'absurd'],
    ['liveSeconds', '144h', 518400],
    ['liveSeconds', '144h 0m 1s', 'absurd'],
    ['validDaysL30d', '30', 30],
    ['validDaysL30d', '31', 'absurd'],
    ['liveSecondsL30d', '721h', 'absurd'],
    ['validDaysLastMonth', '31', 31],
    ['validDaysLastMonth', '32', 'absurd'],
    ['liveSecondsLastMonth', '744.5', 'absurd'],
    ['validDaysChangeBps', '900%', 90000],
    ['validDaysAchievedBps', '900%', 90000],
    ['daysSinceJoining', '1,055d', 1055],
    ['diamonds', '1000000', 1000000],
  ] as const)
    test(`${key} ${cell} is ${expected}`, () => assert.equal(short(readFigure(key, cell, 'en', range)), expected));
  test('without one it is taken as it is', () => assert.equal(short(readFigure('validDays', '99', 'en', null)), 99));
});

test('what a figure is written as', () => {
  const sorts = Object.fromEntries(figureKeys.map((key) => [key, sortOf(key)]));
  const of = (sort: string) => figureKeys.filter((key) => sorts[key] === sort);
  assert.deepEqual(of('duration'), ['liveSeconds', 'liveSecondsLastMonth', 'liveSecondsL30d']);
  assert.deepEqual(of('days'), ['validDays', 'validDaysLastMonth', 'daysSinceJoining', 'validDaysL30d', 'interactionDays']);
  assert.deepEqual(of('money'), ['bonusMinor']);
  assert.ok(of('share').every((key) => key.endsWith('Bps')) && of('share').length === 11);
});

const counts = fc.integer({ min: 0, max: 999_999_999 });
const wide = (text: string) => text.replace(/[!-~]/g, (c) => String.fromCharCode(c.charCodeAt(0) + 0xfee0));

test('a count that is written in any style is read back', () => {
  fc.assert(
    fc.property(counts, (n) => {
      const us = n.toLocaleString('en-US');
      const styles: [Cell, FileLanguage][] = [
        [n, 'en'], [String(n), 'any'], [us, 'en'], [us, 'ja'], [wide(us), 'ja'], [us.replaceAll(',', '.'), 'es'], [` ${n}\u00a0`, 'en'],
        [us.replaceAll(',', '\u202f'), 'any'],
      ]; // prettier-ignore
      for (const [cell, language] of styles) assert.deepEqual(readCount(cell, language), { value: n });
      assert.deepEqual(readDays(`${us}d`, 'en'), { value: n });
    }),
  );
});

test('a count that is written short is near, and said to be', () => {
  fc.assert(
    fc.property(counts, (n) => {
      for (const [sign, unit] of [['K', 1e3], ['M', 1e6]] as const) {
        const read = readCount(`${(n / unit).toFixed(2)}${sign}`, 'en');
        assert.ok(read !== null && 'value' in read && read.approx);
        assert.ok(Math.abs(read.value - n) <= unit / 200 + 1);
      } // prettier-ignore
    }),
  );
});

test('a duration that is written in any style is read back', () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 744 * 3600 }), fc.boolean(), (seconds, full) => {
      const parts = [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60, seconds % 60];
      const written = (units: string[], between: string) => {
        const kept = parts.flatMap((n, i) => (full || n > 0 ? [`${n}${units[i]}`] : []));
        return kept.length > 0 ? kept.join(between) : `0${units[2]}`;
      };
      const styles: [string, FileLanguage][] = [
        [written(['h', 'm', 's'], ' '), 'en'], [written(['h', 'm', 's'], ''), 'any'], [written(['h', 'min', 's'], ' '), 'es'],
        [written([' h', ' min', ' s'], ' '), 'es'], [written(['時間', '分', '秒'], ' '), 'ja'], [wide(written(['h', 'm', 's'], ' ')), 'en'],
      ]; // prettier-ignore
      for (const [text, language] of styles) assert.deepEqual(readDuration(text, language), { value: seconds }, text);
      const hundredths = Math.round(seconds / 36);
      const hours = (hundredths / 100).toFixed(2);
      for (const cell of [`${hours}h`, hours, hundredths / 100])
        assert.deepEqual(readDuration(cell, 'en'), { value: hundredths * 36, approx: true });
      assert.deepEqual(readDuration(`${hours.replace('.', ',')} h`, 'es'), { value: hundredths * 36, approx: true });
    }),
  );
});

test('a share and an amount that are written in any style are read back', () => {
  fc.assert(
    fc.property(fc.integer({ min: -99_999_999, max: 99_999_999 }), (n) => {
      const sign = n < 0 ? '-' : '';
      const us = (Math.abs(n) / 100).toLocaleString('en-US', { minimumFractionDigits: 2 });
      const spanish = us.replace(/[.,]/g, (mark) => (mark === '.' ? ',' : '.'));
      assert.deepEqual(readShare(`${sign}${us}%`, 'en'), { value: n });
      assert.deepEqual(readShare(`${sign}${spanish} %`, 'es'), { value: n });
      if (n < 0) return;
      assert.deepEqual(readMoney(`$${us}`, 'en'), { value: n });
      assert.deepEqual(readMoney(`${spanish} €`, 'es'), { value: n });
      assert.deepEqual(readMoney(n / 100, 'en'), { value: n });
    }),
  );
});

describe('the currency that a cell of money names', () => {
  for (const [cell, named] of [
    ['USD 1,234.50', 'USD'],
    ['1.234,50 €', 'EUR'],
    ['US$550', 'USD'],
    ['550 GBP', 'GBP'],
    // Many countries write these.
    ['$550.00', null],
    ['¥550', null],
    ['CA$5', null],
    ['550.00', null],
    ['-', null],
    ['', null],
    [550, null],
    [null, null],
    ['the USD', null],
  ] as const)
    test(`${String(cell)}: ${named ?? 'none'}`, () => assert.equal(currencyOf(cell), named));
});
