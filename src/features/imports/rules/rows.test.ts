import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import fc from 'fast-check';
import { columnKey, type ColumnKey } from '../contract.ts';
import type { Cell } from '../ports.ts';
import type { Fact, Layout, SkippedRow } from './facts.ts';
import { mapped, recognise } from './recognise.ts';
import { readHandle, readId, readRow } from './rows.ts';

function layoutOf(header: string[], name = 'x.xlsx'): Layout {
  const found = recognise([header], name);
  assert.ok('layout' in found, JSON.stringify(found));
  return found.layout;
}
/** A row by the names of its columns. */
const read = (row: Record<string, Cell>, name?: string): Fact | SkippedRow =>
  readRow(layoutOf(Object.keys(row), name), Object.values(row), 2);
function factOf(row: Record<string, Cell>, name?: string): Fact {
  const one = read(row, name);
  assert.ok(!('skipped' in one), JSON.stringify(one));
  return one;
}

const lou = {
  'Data period': '2026-07-01 ~ 2026-07-06',
  'Creator ID': '7440258372751966225',
  "Creator's username": 'lou.live',
  Group: 'North',
  'Creator Network manager': 'kim@example.org',
  'Join time': '2023-08-05 00:11:00 (UTC+0)',
  'Days since joining': '1,055d',
  Diamonds: '553,978',
  'LIVE duration': '23h 7m 8s',
  'Valid go LIVE days': '6',
  'New followers': '1,068',
  'Diamonds last month': '2.98M',
  'LIVE duration (hours) last month': '180.5',
  'New LIVE creators': 'Yes',
  'Tier status': 'Tier maintained',
  'Fan contribution %': '0.94618',
  Matches: '-',
  Status: 'Active',
  Mood: ' glad ',
};
const { 'Data period': period, Mood: _, ...known } = lou;

test('a row of creator data, English', () => {
  assert.deepEqual(factOf(lou), {
    row: 2,
    platformId: '7440258372751966225',
    lossyId: false,
    handle: 'lou.live',
    quit: false,
    range: { from: '2026-07-01', to: '2026-07-07' },
    figures: {
      daysSinceJoining: 1055,
      diamonds: 553978,
      liveSeconds: 83228,
      validDays: 6,
      newFollowers: 1068,
      diamondsLastMonth: 2980000,
      liveSecondsLastMonth: 649800,
      fanContributionBps: 9462,
    },
    approx: ['diamondsLastMonth', 'liveSecondsLastMonth'],
    attributes: {
      group: 'North',
      manager: 'kim@example.org',
      joinedAt: '2023-08-05T00:11:00.000Z',
      newLive: 'yes',
      tier: 'Tier maintained',
      status: 'Active',
    },
    bonuses: {},
    bad: [],
    raw: { Mood: 'glad' },
  } satisfies Fact);
});

test('a row of creator data, Spanish', () => {
  const fact = factOf({
    'Periodo de datos': '2026-07-01 ~ 2026-07-06',
    'ID del creador': '7440258372751966225',
    'Nombre de usuario del creador': '@lou.live',
    Grupo: 'Sin grupo',
    Diamantes: '553.978',
    'Duración de LIVE': '23h 7min 8s',
    'Diamantes - Porcentaje logrado': '90,13%',
    'Diamantes - frente al mes pasado': '-90%',
    'Nuevos seguidores - frente al mes pasado': '∞%',
    'Nuevos creadores LIVE': 'Sí',
    'Rango del creador': 'Rango mantenido',
  });
  assert.equal(fact.handle, 'lou.live');
  assert.deepEqual(fact.figures, { diamonds: 553978, liveSeconds: 83228, diamondsAchievedBps: 9013, diamondsChangeBps: -9000 });
  assert.deepEqual(fact.attributes, { newLive: 'yes', tier: 'Rango mantenido' });
  assert.deepEqual(fact.bad, [{ column: 'Nuevos seguidores - frente al mes pasado', value: '∞%', why: 'infinite' }]);
});

test('a row of a Japanese sheet has no range of its own', () => {
  const fact = factOf(
    { クリエイターID: '7440258372751966225', ダイヤモンド: '1,068', LIVE時間: '107時間 24分 58秒', 有効LIVE日数: '21' },
    '2026-07-22.csv',
  );
  assert.equal(fact.range, null);
  assert.deepEqual(fact.figures, { diamonds: 1068, liveSeconds: 386698, validDays: 21 });
});

test('a row of a roster', () => {
  const fact = factOf({
    'Creator ID:': '7440258372751966225',
    "Creator's username": 'lou.live',
    Group: 'Not in a group',
    'Relationship status': 'Effective',
    'Last LIVE': '2026-07-05 21:00:00 (UTC+0)',
    Notes: 'first line\nsecond',
    Followers: '88.46K',
    'Diamonds in L30D': '1,068',
    'LIVE duration in L30D': '119h 47m 31s',
    Diamonds: '7',
  });
  assert.deepEqual(fact.figures, { followers: 88460, diamondsL30d: 1068, liveSecondsL30d: 431251 });
  assert.deepEqual(fact.attributes, { relationship: 'Effective', lastLiveAt: '2026-07-05T21:00:00.000Z', notes: 'first line second' });
  assert.deepEqual([fact.range, fact.approx, fact.raw], [null, ['followers'], { Diamonds: '7' }]);
});

test('a row of a task report', () => {
  const fact = factOf({
    'Data Month': 202506,
    'Creator ID': '7440258372751966225',
    'Creator nickname': 'Lou',
    Handle: 'lou.live',
    'Is violative creators': 'No',
    'Valid days(d)': '21',
    'LIVE duration(h)': '156.36',
    'Estimated bonus': '$1,234.5',
    'Estimated bonus - Activeness task task': '550.00',
    'Estimated bonus - Off-platform creator task': '1',
    'Estimated bonus - Off-platform creator task (2026.3)': '2',
    'Estimated bonus - Ranked up': '-',
    'Estimated bonus - Maintained tiers': 'soon',
  });
  assert.deepEqual(fact.range, { from: '2025-06-01', to: '2025-07-01' });
  assert.deepEqual(fact.figures, { validDays: 21, liveSeconds: 562896, bonusMinor: 123450 });
  assert.deepEqual(fact.bonuses, { 'Activeness task': 55000, 'Off-platform creator task': 100, 'Off-platform creator task (2026.3)': 200 });
  assert.deepEqual(fact.attributes, { displayName: 'Lou', violative: 'no' });
  assert.deepEqual(fact.bad, [{ column: 'Estimated bonus - Maintained tiers', value: 'soon', why: 'not_a_number' }]);
});

test('a row of an activity rank', () => {
  const fact = factOf({
    UserName: 'lou.live',
    Nickname: 'Lou',
    'Completed stage': 'Stage 2',
    'Completion time(UTC+0)': '2026-10-04 21:00:00',
    'Go-LIVE days during Event': '3',
    'Active interaction days': '2',
  });
  assert.deepEqual(fact.figures, { validDays: 3, interactionDays: 2 });
  assert.deepEqual(fact.attributes, { displayName: 'Lou', completedStage: 'Stage 2', completedAt: '2026-10-04T21:00:00.000Z' });
});

test('a row of a table that people have mapped', () => {
  const layout = mapped(['When', 'Name', 'Stars', 'Extra'], 1, { handle: 'Name', diamonds: 'Stars', bonus: 'Extra', dataPeriod: 'When' });
  assert.ok(!('refused' in layout));
  const fact = readRow(layout, ['2026-07-01 ~ 2026-07-06', 'lou', '1,068', '5'], 2) as Fact;
  assert.deepEqual(
    [fact.handle, fact.figures, fact.bonuses, fact.range],
    ['lou', { diamonds: 1068 }, { Extra: 500 }, { from: '2026-07-01', to: '2026-07-07' }],
  );
});

describe('an id', () => {
  for (const [cell, expected] of [
    ['7440258372751966225', '7440258372751966225'],
    [' 7440258372751966225\t', '7440258372751966225'],
    ['7,440,258,372,751,966,225', '7440258372751966225'],
    ["'7440258372751966225", '7440258372751966225'],
    ['="7440258372751966225"', '7440258372751966225'],
    ['７４４０２５８３７２', '7440258372'],
    ['7440258372751966000', '7440258372751966000'],
    [123456, '123456'],
    [Number.MAX_SAFE_INTEGER, '9007199254740991'],
    [Number.MAX_SAFE_INTEGER + 1, 'lossy'],
    [7440258372751966225n, 'lossy'],
    ['7.44026E+18', 'lossy'],
    ['7,44026e+18', 'lossy'],
    ['7440258372751960000', 'lossy'],
    ['The creator has quit the network', 'quit'],
    ['El creador ha abandonado la red', 'quit'],
    ['クリエイターは退会しました', 'quit'],
    ['', null],
    ['-', null],
    [null, null],
    ['1234', 'not_a_number'],
    ['1'.repeat(26), 'not_a_number'],
    ['74402583,72', 'not_a_number'],
    ['lou.live', 'not_a_number'],
    ['7440258372751966225 (copy)', 'not_a_number'],
    [12345.5, 'not_a_number'],
    [-123456, 'not_a_number'],
    [true, 'not_a_number'],
    ['=A1 & "x y"', 'formula'],
    ['#N/A', 'error'],
  ] as const)
    test(`${String(cell)} is ${expected}`, () => {
      const one = readId(typeof cell === 'bigint' ? Number(cell) : cell);
      assert.equal(one === null ? null : 'is' in one ? one.is : 'why' in one ? one.why : one.value, expected);
    });
});

describe('a handle', () => {
  for (const [cell, expected] of [
    [' @lou.live ', 'lou.live'],
    ['@@lou', '@lou'],
    ['Лу ☆', 'Лу ☆'],
    [12345, '12345'],
    [false, 'false'],
    ['@', null],
    ['-', null],
    ['x'.repeat(100), 'x'.repeat(100)],
    ['x'.repeat(101), 'absurd'],
    ['a\u0000b', 'absurd'],
    ['a\u202eb', 'absurd'],
    ['a\ud800b', 'absurd'],
    [1.5, 'absurd'],
    [2 ** 60, 'absurd'],
    [new Date(0), 'absurd'],
    ['#REF!', 'error'],
    ['=A1', 'formula'],
  ] as const)
    test(`${JSON.stringify(cell).slice(0, 20)} is ${expected?.slice(0, 20)}`, () => {
      const one = readHandle(cell);
      assert.equal(one === null ? null : 'why' in one ? one.why : one.value, expected);
    });
});

describe('whose row it is', () => {
  test('of somebody who has quit: by the handle', () => {
    const fact = factOf({ ...lou, 'Creator ID': 'The creator has quit the network', 'Join time': '', Status: 'Quit' });
    assert.deepEqual([fact.platformId, fact.quit, fact.lossyId, fact.handle], [null, true, false, 'lou.live']);
    assert.deepEqual([fact.attributes.status, fact.bad], ['Quit', []]);
  });
  test('an id that has lost digits: by the handle', () => {
    for (const id of [7.44e18, '7.44E+18']) {
      const fact = factOf({ ...lou, 'Creator ID': id });
      assert.deepEqual([fact.platformId, fact.quit, fact.lossyId, fact.handle, fact.bad], [null, false, true, 'lou.live', []]);
    }
  });
  test('an id that is none is told', () => {
    const fact = factOf({ ...lou, 'Creator ID': 'x1' });
    assert.deepEqual(fact.bad, [{ column: 'Creator ID', value: 'x1', why: 'not_a_number' }]);
  });
  test('a handle that is none is told', () => {
    const fact = factOf({ ...lou, "Creator's username": '#REF!' });
    assert.deepEqual([fact.handle, fact.bad], [null, [{ column: "Creator's username", value: '#REF!', why: 'error' }]]);
  });
});

describe('a row is left out', () => {
  const blank = Object.fromEntries(Object.keys(lou).map((name) => [name, null]));
  const total = { 'Data period': null, 'Creator ID': null, "Creator's username": '-', Diamonds: '9' };
  for (const [why, row] of [
    ['empty', blank],
    ['empty', { ...blank, Mood: ' \u00a0' }],
    ['total', { ...total, 'Data period': 'Total' }],
    ['total', { ...total, 'Data period': '合计' }],
    ['total', { ...total, 'Creator ID': ' TOTAL: ' }],
    ['total', { UserName: 'Total', Nickname: '', 'Completed stage': '', Diamonds: '9' }],
    ['no_creator', { ...lou, 'Creator ID': '', "Creator's username": '-' }],
    ['no_creator', { ...lou, 'Creator ID': 'The creator has quit the network', "Creator's username": '' }],
    ['no_creator', { ...lou, 'Creator ID': '7.44E+18', "Creator's username": '' }],
    ['no_period', { ...lou, 'Data period': '' }],
    ['no_period', { ...lou, 'Data period': 'July' }],
    ['no_period', { 'Data Month': '-', 'Creator ID': '7440258372751966225' }],
  ] as [string, Record<string, Cell>][])
    test(`${why}: ${JSON.stringify(row).slice(0, 80)}`, () => assert.deepEqual(read(row), { row: 2, skipped: why }));

  test('but not that of somebody who is called so', () => {
    assert.equal(factOf({ UserName: 'Total', Nickname: 'The Total Show', 'Completed stage': '1' }).handle, 'Total');
    assert.equal(factOf({ "Creator's username": 'total', 'Creator ID': '7440258372751966225', 'Data period': period }).handle, 'total');
  });
});

describe('cells', () => {
  for (const [column, value, why] of [
    ['Diamonds', '=SUM(A1:A9)', 'formula'],
    ['Diamonds', '#REF!', 'error'],
    ['Diamonds', '-5', 'negative'],
    ['Diamonds', '9007199254740993', 'absurd'],
    ['Diamonds', 'many', 'not_a_number'],
    ['LIVE duration', 'long', 'not_a_duration'],
    ['LIVE duration', '145h', 'absurd'],
    ['Valid go LIVE days', '7', 'absurd'],
    ['Fan contribution %', 'half', 'not_a_share'],
    ['Join time', 'long ago', 'not_a_time'],
    ['Group', '#N/A', 'error'],
  ] as const)
    test(`${column} ${value} is not taken: ${why}`, () => {
      const { bad, figures, attributes } = factOf({ ...lou, [column]: value });
      assert.deepEqual(bad, [{ column, value, why }]);
      assert.equal(Object.keys(figures).length + Object.keys(attributes).length, 13);
    });

  test('unknown columns are kept, long ones cut, those without a name by their place', () => {
    const layout = layoutOf(['Creator ID', 'Data period', 'Mood', 'Mood', '__proto__', '', 'Empty']);
    const fact = readRow(layout, ['7440258372751966225', period, '😀'.repeat(600), 'b', 'c\u0000', 'd', '', 'beyond'], 2) as Fact;
    assert.deepEqual(Object.entries(fact.raw), [
      ['Mood', '😀'.repeat(500)],
      ['Mood #4', 'b'],
      ['__proto__', 'c'],
      ['#6', 'd'],
      ['#8', 'beyond'],
    ]);
  });

  test('the second of two that say the same is kept as it is', () => {
    const fact = readRow(layoutOf(['Creator ID', 'Data period', 'Diamonds', 'Total Diamonds']), ['74402', period, '1', '2'], 2) as Fact;
    assert.deepEqual([fact.figures, fact.raw], [{ diamonds: 1 }, { 'Total Diamonds': '2' }]);
  });

  test('fewer cells than columns', () => {
    const fact = readRow(layoutOf(['Creator ID', 'Data period', 'Diamonds', 'Mood']), ['74402', period], 2) as Fact;
    assert.deepEqual([fact.platformId, fact.figures, fact.raw], ['74402', {}, {}]);
  });
});

const sorted = (fact: Fact | SkippedRow) =>
  'skipped' in fact ? fact : { ...fact, approx: fact.approx.toSorted(), bad: fact.bad.toSorted((a, b) => (a.column < b.column ? -1 : 1)) };

test('any order of columns gives the same facts', () => {
  const values = fc.constantFrom<Cell>('1,068', '2.98M', '23h 7m 8s', '-', 'x', '=1', 12, null);
  const row = fc.record({ Diamonds: values, 'LIVE duration': values, 'Fan contribution %': values, Mood: values });
  const pairs = row.chain((changed) => {
    const all = Object.entries({ ...lou, ...changed } as Record<string, Cell>);
    return fc.tuple(fc.constant(all), fc.shuffledSubarray(all, { minLength: all.length }));
  });
  fc.assert(
    fc.property(pairs, ([a, b]) => {
      assert.deepEqual(sorted(read(Object.fromEntries(b))), sorted(read(Object.fromEntries(a))));
    }),
  );
  // The control: another row gives other facts.
  assert.notDeepEqual(read({ ...lou, Diamonds: '1' }), read(lou));
});

test('any other language or order of a header leaves what a row says', () => {
  const spanish = {
    'Periodo de datos': period, 'ID del creador': known['Creator ID'], 'Nombre de usuario del creador': 'lou.live', Diamantes: '553.978',
  }; // prettier-ignore
  const english = { 'Data period': period, 'Creator ID': known['Creator ID'], username: 'lou.live', 'Total Diamonds': 553978 };
  assert.deepEqual(read(spanish), read(english));
});

/** Also halves of characters. */
const codeUnit = fc.integer({ min: 0, max: 0xffff }).map((code) => String.fromCharCode(code));
const anyCell: fc.Arbitrary<Cell> = fc.oneof(
  fc.string({ unit: codeUnit, maxLength: 30 }),
  fc.string({
    unit: fc.constantFrom('1', '0', ',', '.', '-', ' ', 'h', 'm', 's', 'K', 'M', '%', '=', '#', '~', '$', '∞', '\ud800'),
    maxLength: 12,
  }),
  fc.double(),
  fc.integer(),
  fc.boolean(),
  fc.date({ noInvalidDate: false }),
  fc.constantFrom(null, 'lou.live', '7440258372751966225', '2026-07-01 ~ 2026-07-06', '202506', '2023-08-05 00:11:00 (UTC+0)'),
);

test('no cells make a row fail, and every figure is a whole number', () => {
  const keys = columnKey.options;
  let facts = 0;
  fc.assert(
    fc.property(
      fc.array(fc.option(fc.constantFrom(...keys)), { minLength: 1, maxLength: 30 }),
      fc.array(anyCell, { maxLength: 35 }),
      fc.constantFrom('en', 'es', 'ja', 'any'),
      (some, cells, language) => {
        const columns: (ColumnKey | null)[] = [...new Set(['handle' as const, ...some])];
        const header = columns.map((key, i) => `${key} ${i}`);
        const layout: Layout = {
          kind: 'table', language, headerRow: 1, titles: [], columns, header, unknown: [], missing: [], duplicates: [], tasks: {},
        }; // prettier-ignore
        const one = readRow(layout, cells, 2);
        if ('skipped' in one) return;
        facts++;
        for (const n of [...Object.values(one.figures), ...Object.values(one.bonuses)])
          assert.ok(Number.isSafeInteger(n) && !Object.is(n, -0));
        const texts = [one.handle ?? '', ...Object.values(one.attributes), ...Object.values(one.raw), ...one.bad.map((b) => b.value)];
        for (const text of texts) assert.ok(text.isWellFormed() && !text.includes('\0') && Array.from(text).length <= 500);
        assert.ok(one.handle !== null || one.platformId !== null);
        assert.match(one.platformId ?? '12345', /^\d{5,25}$/);
      },
    ),
    { numRuns: 3000 },
  );
  assert.ok(facts > 300, `${facts} facts`);
});
