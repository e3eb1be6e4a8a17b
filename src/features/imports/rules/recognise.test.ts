import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import fc from 'fast-check';
import type { ColumnKey } from '../contract.ts';
import type { Cell } from '../ports.ts';
import { allNames, columnName, knownColumn, taskOf } from './columns.ts';
import type { Layout } from './facts.ts';
import { campaignOf, dataDayOf, dayFromName, exportedAt, mapped, recognise } from './recognise.ts';

// As the reference gives them: header_only_creator_data_en.csv, ..._es.csv and ..._management_en.csv, and the task report of exports.md 3.
const en =
  "Data period|Creator ID|Creator's username|Group|Creator Network manager|Join time|Days since joining|Diamonds|LIVE duration|Valid go LIVE days|New followers|LIVE streams|Diamonds last month|LIVE duration (hours) last month|Valid go LIVE days last month|Matches|Diamonds from matches|New LIVE creators|Diamonds from multi-guest|Diamonds from multi-guest (as host)|Diamonds from multi-guest (as guest)|Graduation status|Tier status|New fans|Fan Club total Diamonds|Fan contribution %|Total fans|Active fans from Fan Club|Status";
const es =
  'Periodo de datos|ID del creador|Nombre de usuario del creador|Grupo|Agente|Hora de incorporación|Días desde la incorporación|Diamantes|Duración de LIVE|Días válidos de emisiones LIVE|Nuevos seguidores|Emisiones LIVE|Diamantes en el último mes|Duración de emisiones LIVE (en horas) durante el último mes|Días válidos de emisiones LIVE del mes pasado|Nuevos seguidores en el último mes|Emisiones LIVE en el último mes|Diamantes - Porcentaje logrado|Duración de LIVE - Porcentaje logrado|Días válidos de emisiones LIVE - Porcentaje logrado|Nuevos seguidores - Porcentaje logrado|Emisiones LIVE - Porcentaje logrado|Diamantes - frente al mes pasado|Duración de LIVE - frente al mes pasado|Días válidos de emisiones LIVE - frente al mes pasado|Nuevos seguidores - frente al mes pasado|Emisiones LIVE - frente al mes pasado|Partidas|Diamantes de partidas|Nuevos creadores LIVE|Diamantes del modo de varios invitados|Diamantes de varios invitados (como anfitrión)|Diamantes de varios invitados (como invitado)|Base de Diamantes antes de unirse|Estado de graduación';
const roster =
  "Creator ID:|Creator's username|Group|Creator Network manager|Graduation status|Tier status|Tier last month|Relationship status|Subscription status|Join time|Days since joining|Invitation type|Invited by|Promote permission|Last LIVE|Notes|Followers|Videos|Likes|Diamonds in L30D|Valid go LIVE days in L30D|LIVE duration in L30D|Diamonds from Fan Club in L30D|Active fans from Fan Club in L30D|Management relationship dates|Renewed management relationship dates";
const task =
  'Data Month|Creator ID|Creator nickname|Handle|Creator Network manager|Group|Group manager|Is violative creators|The creator was Rookie at the time of first joining|Diamonds|Valid days(d)|LIVE duration(h)|Estimated bonus';
const rank = 'UserName|Nickname|Completed stage|Completion time(UTC+0)|Diamonds|LIVE duration|Go-LIVE days during Event';
const ja =
  'クリエイターID|クリエイターのユーザー名|クリエイターマネージャー|ダイヤモンド|LIVE Match数|有効LIVE日数|LIVE時間|新規フォロワー';

const cut = (header: string): string[] => header.split('|');
function layoutOf(first: Cell[][], name = 'x.xlsx'): Layout {
  const found = recognise(first, name);
  assert.ok('layout' in found, JSON.stringify(found));
  return found.layout;
}
const refusalOf = (first: Cell[][], name = 'x.xlsx') => {
  const found = recognise(first, name);
  return 'refused' in found ? found.refused : found.layout.kind;
};
const keyOf = (layout: Layout, name: string): ColumnKey | null => layout.columns[layout.header.indexOf(name)]!;

describe('a header is recognised', () => {
  for (const [what, header, kind, language, name] of [
    ['creator data, English', en, 'creator_data', 'en', 'x.xlsx'],
    ['creator data, Spanish', es, 'creator_data', 'es', 'x.xlsx'],
    ['creator data, Japanese, its day in the name', ja, 'creator_data', 'ja', '2026-07-06.csv'],
    ['manage creators', roster, 'manage_creators', 'en', 'x.xlsx'],
    ['task report', task, 'task_report', 'en', 'x.xlsx'],
    ['activity rank', rank, 'activity_rank', 'en', 'x.xlsx'],
    ['activity rank, scored', `${rank}|Active interaction days`, 'activity_rank', 'en', 'x.xlsx'],
  ] as const)
    test(what, () => {
      const layout = layoutOf([cut(header), ['a row']], name);
      assert.deepEqual(
        { kind: layout.kind, language: layout.language, at: layout.headerRow, unknown: layout.unknown, twice: layout.duplicates },
        { kind, language, at: 1, unknown: [], twice: [] },
      );
      assert.ok(!layout.columns.includes(null));
      assert.equal(new Set(layout.columns).size, layout.columns.length);
      if (language !== 'ja') assert.deepEqual(layout.missing, []);
    });

  test('the names of the Spanish rank and of the labels known alone', () => {
    for (const name of ['Estado de rango', 'Estado del rango', 'Estado de rango del creador', 'Rango del creador'])
      assert.equal(keyOf(layoutOf([[...cut(es), name]]), name), 'tier');
    for (const [name, key] of [['Gültige LIVE-Tage', 'validDays'], ['有效开播天数', 'validDays'], ['开播时长', 'liveSeconds']] as const)
      assert.equal(knownColumn('creator_data', name)?.key, key); // prettier-ignore
  });

  test('titles above it are kept', () => {
    const layout = layoutOf([['Exported at 2026-07-07 08:00 (UTC+0)', null], [], ['Northlight', 'LIVE'], cut(roster), ['1', 'a']]);
    assert.equal(layout.headerRow, 4);
    assert.deepEqual(layout.titles, ['Exported at 2026-07-07 08:00 (UTC+0)', 'Northlight LIVE']);
    assert.equal(exportedAt(layout.titles), '2026-07-07');
  });

  test('not beyond the first fifteen rows', () => {
    const above = (n: number): Cell[][] => [...Array.from({ length: n }, () => ['a title']), cut(en)];
    assert.equal(layoutOf(above(14)).headerRow, 15);
    assert.equal(refusalOf(above(15)), 'no_header');
  });

  test('rows below that hold such words are not the header', () => {
    assert.equal(layoutOf([cut(en), ['Creator', 'host', 'Group', 'Status', 'period']]).headerRow, 1);
  });
});

describe('a file is refused', () => {
  const shop = 'Order ID|Product ID|Product Name|SKU ID|Creator Username|Standard commission rate|Time Created';
  for (const [why, header, name] of [
    ['no_header', 'a|b|c', '2026-07-06.csv'],
    ['no_header', 'Diamonds|LIVE duration', '2026-07-06.csv'],
    ['no_header', '', 'x.csv'],
    ['no_creator_column', 'Data period|Diamonds', 'x.csv'],
    ['no_creator_column', 'Data Month|Creator nickname|Estimated bonus', 'x.csv'],
    ['no_period', 'Creator ID|Diamonds|LIVE duration', 'x.csv'],
    ['no_period', 'Creator ID|Diamonds', '2026-07-06.csv'],
    ['no_period', 'Creator ID|Diamonds in L30D|LIVE duration in L30D', '2026-07-06.csv'],
    ['two_kinds', `${en}|Relationship status`, 'x.csv'],
    ['two_kinds', `${task}|Completed stage`, 'x.csv'],
    ['shop_orders', shop, '2026-07-06.csv'],
    ['shop_orders', '注文ID|サブ注文ID|クリエイターのユーザー名|商品名|SKU|商品ID', 'x.csv'],
    ['shop_orders', 'ID do pedido|ID do produto|Nome do produto', 'x.csv'],
  ] as const)
    test(`${why}: ${header.slice(0, 60)}`, () => assert.equal(refusalOf([cut(header)], name), why));
  test('no rows', () => assert.equal(refusalOf([]), 'no_header'));
});

describe('names are compared whole', () => {
  test('lookalikes stay apart', () => {
    const names = {
      Diamonds: 'diamonds',
      'Diamonds last month': 'diamondsLastMonth',
      'Diamonds in L30D': 'diamondsL30d',
      'Diamonds from matches': 'matchDiamonds',
      'Fan Club total Diamonds': 'fanDiamonds',
      'Diamonds from Fan Club in L30D': 'fanDiamondsL30d',
      'Valid go LIVE days': 'validDays',
      'Valid go LIVE days in L30D': 'validDaysL30d',
      'Active fans from Fan Club in L30D': 'activeFansL30d',
      'Diamonds today': undefined,
      Diamond: undefined,
      'My Diamonds': undefined,
    };
    for (const [name, key] of Object.entries(names)) assert.equal(knownColumn('creator_data', name)?.key, key, name);
  });

  test('a selected period is the range of the file, in a roster no counter has one', () => {
    for (const [name, key] of [
      ['Diamonds in selected period', 'diamonds'],
      ['LIVE duration in selected period', 'liveSeconds'],
      ['Valid go LIVE days in selected period', 'validDays'],
    ] as const) {
      assert.equal(knownColumn('creator_data', name)?.key, key);
      assert.equal(knownColumn('manage_creators', name), undefined);
    }
    assert.equal(knownColumn('manage_creators', 'Diamonds'), undefined);
  });

  test('how a name is written makes no difference', () => {
    for (const name of [
      'Creator ID',
      'creator id',
      ' CREATOR\u00a0 ID ',
      'Creator ID:',
      'Creator ID ：',
      'Ｃｒｅａｔｏｒ　ＩＤ',
      '\ufeffCreator ID',
    ])
      assert.equal(knownColumn('creator_data', name)?.key, 'platformId', name);
    for (const name of ["Creator's username", 'Creator’s username', 'Creatorʼs username'])
      assert.equal(knownColumn('creator_data', name)?.key, 'handle');
    assert.equal(knownColumn('creator_data', 'Diamonds from multi-guest（as host）')?.key, 'multiGuestHostDiamonds');
    assert.equal(knownColumn('creator_data', 'Días válidos de emisiones LIVE'.normalize('NFD'))?.key, 'validDays');
  });

  test('no name of a kind is of two columns', () => {
    const seen = new Map<string, string>();
    for (const { kind, name, key } of allNames()) {
      const whole = `${kind} ${columnName(name)}`;
      assert.equal(seen.get(whole) ?? key, key, whole);
      seen.set(whole, key);
    }
    assert.ok(seen.size > 150);
  });

  test('of any name and any blanks, case and colon about it the same is found', () => {
    const blanks = fc.string({ unit: fc.constantFrom(' ', '\u00a0', '\u3000', '\t'), minLength: 1, maxLength: 3 });
    fc.assert(
      fc.property(fc.constantFrom(...allNames()), blanks, fc.boolean(), fc.boolean(), ({ kind, name, key }, blank, upper, colon) => {
        const spaced = name.replaceAll(' ', blank);
        const written = `${blank}${upper ? spaced.toUpperCase() : spaced}${colon ? ':' : ''}${blank}`;
        assert.equal(knownColumn(kind, written)?.key, key);
      }),
    );
  });
});

describe('columns', () => {
  test('unknown ones are told, missing ones too', () => {
    const layout = layoutOf([['Data period', 'Creator ID', 'Mood', 'Diamonds', '', 'mood']]);
    assert.deepEqual(layout.unknown, ['Mood', 'mood']);
    assert.deepEqual(layout.columns, ['dataPeriod', 'platformId', null, 'diamonds', null, null]);
    assert.ok(layout.missing.includes('handle') && layout.missing.includes('status') && !layout.missing.includes('diamonds'));
    assert.ok(!layout.missing.includes('diamondsL30d'));
  });

  test('of two that say the same the first is read, its own name before another one', () => {
    const twice = layoutOf([['Data period', 'Creator ID', 'Diamonds', 'diamonds ']]);
    assert.deepEqual(twice.columns, ['dataPeriod', 'platformId', 'diamonds', null]);
    assert.deepEqual(twice.duplicates, ['diamonds']);
    const numbered = layoutOf([['ID', 'Data period', 'Creator ID', 'Total Diamonds']]);
    assert.deepEqual(numbered.columns, [null, 'dataPeriod', 'platformId', 'diamonds']);
    assert.deepEqual(numbered.duplicates, ['ID']);
    assert.deepEqual(numbered.unknown, []);
  });

  test('each bonus is of one task, and the total is none', () => {
    const tasks = [
      'Rookie milestone 1 bonus task',
      'Activeness task task',
      'Incremental revenue incentive',
      'Off-platform creator task',
      'Off-platform creator task (2026.3)',
    ];
    const layout = layoutOf([[...cut(task), ...tasks.map((one) => `Estimated bonus - ${one}`)]]);
    assert.equal(keyOf(layout, 'Estimated bonus'), 'bonusMinor');
    assert.deepEqual(layout.tasks, {
      13: 'Rookie milestone 1 bonus task',
      14: 'Activeness task',
      15: 'Incremental revenue incentive',
      16: 'Off-platform creator task',
      17: 'Off-platform creator task (2026.3)',
    });
    assert.deepEqual(layout.duplicates, []);
  });

  test('two columns are never one task', () => {
    const both = ['Estimated bonus - Off-platform creator task task', 'Estimated bonus - Off-platform creator task'];
    assert.deepEqual(layoutOf([[...cut(task), ...both]]).tasks, { 13: 'Off-platform creator task task', 14: 'Off-platform creator task' });
  });

  test('the task of a name', () => {
    for (const [name, expected] of [
      ['Estimated bonus - Ranked up', 'Ranked up'],
      ['estimated bonus – Maintained tiers', 'Maintained tiers'],
      ['Estimated bonus -Revenue scale task task', 'Revenue scale task'],
      ['Estimated bonus', null],
      ['Estimated bonus -', null],
      ['Estimated bonus contribution', null],
      ['My Estimated bonus - Ranked up', null],
    ] as const)
      assert.equal(taskOf(name), expected, name);
  });
});

describe('a table whose columns people have named', () => {
  const header = ['Name', 'Stars', 'Stars', 'Hours', ''];
  test('is read by them', () => {
    const layout = mapped(header, 3, { handle: 'name ', diamonds: 'Stars', liveSeconds: 'Hours', validDays: 'Days' });
    assert.ok(!('refused' in layout));
    assert.deepEqual(layout, {
      kind: 'table',
      language: 'any',
      headerRow: 3,
      titles: [],
      header,
      columns: ['handle', 'diamonds', null, 'liveSeconds', null],
      unknown: [],
      missing: ['validDays'],
      duplicates: ['Stars'],
      tasks: {},
    } satisfies Layout);
  });
  test('needs a creator', () => {
    assert.deepEqual(mapped(header, 1, { diamonds: 'Stars' }), { refused: 'no_creator_column' });
    assert.deepEqual(mapped(header, 1, { handle: 'Who' }), { refused: 'no_creator_column' });
    assert.deepEqual(mapped(header, 1, { handle: '' }), { refused: 'no_creator_column' });
  });
});

describe('the name of a file', () => {
  for (const [name, day] of [
    ['Creator_data_2026_09_16_08_37_UTC0.xlsx', '2026-09-16'],
    ['Creator data 2026_06_02 14_59 UTC+0 (1).xlsx', '2026-06-02'],
    ['Task_202506_UTC+0_2025_07_29_22_14_15.xlsx', '2025-07-29'],
    ['Activity_Host_Rank_-_123_2026_10_05_08_00_UTC0.xlsx', '2026-10-05'],
    ['Activity_Host_Rank_-_7440258372751966225_2026_10_05_08_00_UTC0.xlsx', '2026-10-05'],
    ['2026-07-06.csv', '2026-07-06'],
    ['C:\\2025-01-01\\2026-07-06.csv', '2026-07-06'],
    ['2026-07-01 2026-07-06.csv', null],
    ['2026-07-06 copy of 2026-07-06.csv', '2026-07-06'],
    ['2026-02-30.csv', null],
    ['1026-02-03.csv', null],
    ['20260706.csv', null],
    ['06-07-2026.csv', null],
    ['creators.csv', null],
    ['', null],
  ] as const)
    test(`${name} says ${day}`, () => assert.equal(dayFromName(name), day));

  test('data end on the day before', () => {
    for (const [pulled, data] of [['2026-07-06', '2026-07-05'], ['2026-03-01', '2026-02-28'], ['2028-01-01', '2027-12-31']] as const)
      assert.equal(dataDayOf(pulled), data); // prettier-ignore
  });

  test('says the campaign of a rank', () => {
    assert.equal(campaignOf('Activity_Host_Rank_-_7440258372751966225_2026_10_05_08_00_UTC0.xlsx'), '7440258372751966225');
    assert.equal(campaignOf('Activity Host Rank - 123 2026_10_05 08_00 UTC+0 (1).xlsx'), '123');
    for (const name of ['Creator_data_2026_09_16_08_37_UTC0.xlsx', 'Activity_Host_Rank_-__2026_10_05_08_00_UTC0.xlsx', ''])
      assert.equal(campaignOf(name), null);
  });
});

test('a title says when a file was exported, in its zone', () => {
  for (const [titles, at] of [
    [['Exported at 2026-07-07 08:00'], '2026-07-07'],
    [['Northlight', 'exported at: 2026-07-07 08:00:30 (UTC+0) by a manager'], '2026-07-07'],
    [['Exported at 2026-07-07 02:00 (UTC+8)'], '2026-07-06'],
    [['Exported at 2026-07-07'], '2026-07-07'],
    [['Exported at noon'], null],
    [['2026-07-07 08:00'], null],
    [['Exported at 2026-07-37 08:00'], null],
    [[], null],
  ] as const)
    assert.equal(exportedAt([...titles]), at, titles[0] ?? 'none');
});

/** Also halves of characters. */
const codeUnit = fc.integer({ min: 0, max: 0xffff }).map((code) => String.fromCharCode(code));
test('any first rows are recognised or refused', () => {
  const words = fc.constantFrom(...cut(en), ...cut(roster), ...cut(task), ...cut(rank), ...cut(ja), 'Order ID', 'SKU ID');
  const cell: fc.Arbitrary<Cell> = fc.oneof(words, fc.string({ unit: codeUnit }), fc.double(), fc.date(), fc.boolean(), fc.constant(null));
  fc.assert(
    fc.property(fc.array(fc.array(cell, { maxLength: 12 }), { maxLength: 20 }), fc.string(), (first, name) => {
      const found = recognise(first, name);
      if ('refused' in found) return;
      const { layout } = found;
      const keys = layout.columns.filter((key) => key !== null && key !== 'bonus');
      assert.equal(layout.columns.length, layout.header.length);
      assert.equal(new Set(keys).size, keys.length);
      assert.ok(keys.includes('platformId') || keys.includes('handle'));
    }),
  );
});
