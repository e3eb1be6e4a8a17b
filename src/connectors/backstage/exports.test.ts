import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import { plusDays, totalsOf } from './agency.ts';
import { creatorDataColumns, languages, manageColumns } from './columns.ts';
import { activityRank, creatorData, manageCreators, noGroup, quitId, taskReport } from './exports.ts';
import { count, days, duration, hours, percent, period } from './formats.ts';
import { agency, at, english, english0, last, near, rowsOf, secondsOf, small } from '#test/backstage.ts';
import { rankUpCents, tierOf } from './tiers.ts';
import { simulateAgency } from './truth.ts';

const inOrder = (a: string, b: string) => a.localeCompare(b);

suite('the vendor writes', () => {
  test('columns as published, in every language', () => {
    const counts = languages.map((language) => creatorData(agency, { on: last, language }).rows[0]!.length);
    assert.deepEqual(counts, [29, 35, 8]);
    assert.equal(manageColumns.length, 26);
    for (const language of languages) {
      const header = creatorData(agency, { on: last, language }).rows[0]!;
      assert.equal(new Set(header).size, header.length);
      assert.deepEqual(
        header,
        creatorDataColumns[language].map(([, name]) => name),
      );
    }
  });

  test('values in their forms', () => {
    const [en, es, ja] = languages.map((language) => ({ language }));
    const thousands = { ...en!, thousands: true };
    for (const [written, wanted] of [
      [duration(83_228, en!), '23h 7m 8s'],
      [duration(0, en!), '0s'],
      [duration(2296, en!), '38m 16s'],
      [duration(3601, en!), '1h 0m 1s'],
      [duration(83_228, es!), '23h 7min 8s'],
      [duration(386_698, ja!), '107時間 24分 58秒'],
      [duration(562_896, { ...en!, decimalHours: true }), '156.36h'],
      [hours(649_800), 180.5],
      [count(553_978, en!), 553_978],
      [count(1068, thousands), '1,068'],
      [count(1_234_567, thousands), '1,234,567'],
      [count(999, thousands), '999'],
      [count(2_980_000, { ...en!, shortForms: true }), '2.98M'],
      [count(88_460, { ...en!, shortForms: true }), '88.46K'],
      [count(null, en!), '-'],
      [days(21, { ...en!, daysLetter: true }), '21d'],
      [days(1055, { ...en!, daysLetter: true }), '1,055d'],
      [percent(0.9013, en!), '90.13%'],
      [percent(-0.9, es!), '-90%'],
      [percent(0.94618, { ...en!, bareShares: true }), '0.94618'],
      [percent(Infinity, es!), '∞%'],
      [percent(null, es!), '-'],
      [period('2026-07-01', '2026-07-06', en!), '2026-07-01 ~ 2026-07-06'],
      [period('2023-10-01', '2023-10-31', { ...en!, tightPeriod: true }), '2023-10-01~2023-10-31'],
    ])
      assert.equal(written, wanted);
  });

  test('other variants say the same in other words', () => {
    const published = english0({ on: last });
    for (let variant = 1; variant < 10; variant++) {
      const { name, rows } = creatorData(agency, { on: last, ...english, variant });
      assert.match(name, /^Creator[_ ]data[_ ]2026_08_19[_ ]08_37[_ ]UTC(?:0\.xlsx|\+0 \(1\)\.xlsx)$/u);
      assert.equal(rows.length, published.length + 1);
      assert.equal(new Set(rows[0]).size, 29);
      if (variant % 5 > 0) assert.notDeepEqual(rows[0], Object.keys(published[0]!));
      // A file's whole text of ids is the same, however its columns and rows are ordered.
      const ids = rows[0]!.findIndex((_, i) => /^\d{19}$/u.test(String(rows.find((row) => row[i] !== quitId && row !== rows[0])![i])));
      assert.deepEqual(
        rows
          .slice(1)
          .map((row) => String(row[ids]))
          .toSorted(inOrder),
        published.map((row) => String(row['Creator ID'])).toSorted(inOrder),
      );
    }
    const cells = (variant: number) => new Set(creatorData(agency, { on: last, ...english, variant }).rows.flat());
    assert.ok(cells(1).has('Total Diamonds') && cells(1).has('Creator ID:') && cells(1).has('Manager'));
    assert.ok(cells(1).has('2026-08-01~2026-08-18') && cells(2).has('2026-08-01 ~ 2026-08-18'));
    assert.ok([...cells(1)].some((cell) => /^\d{1,3},\d{3}$/u.test(String(cell))));
    assert.ok([...cells(2)].some((cell) => /^\d+d$/u.test(String(cell))) && [...cells(2)].some((cell) => /^0\.\d{4}$/u.test(String(cell))));
    assert.ok([...cells(3)].some((cell) => /^\d+\.\d\dh$/u.test(String(cell))));
    assert.ok(cells(4).has('Creator’s username') && cells(4).has('CREATOR ID'));
    assert.ok(new Set(creatorData(agency, { on: last, language: 'es', variant: 1 }).rows[0]).has('Estado de rango'));
  });

  test('Spanish files compare with last month, to infinity and not at all', () => {
    const rows = rowsOf(creatorData(agency, { on: '2026-08-10', language: 'es' }));
    const seen = new Set(rows.flatMap((row) => [row['Diamantes - Porcentaje logrado'], row['Nuevos seguidores - frente al mes pasado']]));
    assert.ok(seen.has('-') && [...seen].some((cell) => /^-\d+(?:\.\d+)?%$/u.test(String(cell))));
    const idle = simulateAgency({ ...small, creators: 1500 });
    const words = new Set(creatorData(idle, { on: '2026-07-28', language: 'es' }).rows.flat());
    assert.ok(words.has('∞%'));
    for (const row of rows) {
      const [now, before] = [row['Diamantes'] as number, row['Diamantes en el último mes']];
      if (typeof before !== 'number' || before === 0) continue;
      near(Number.parseFloat(row['Diamantes - Porcentaje logrado'] as string), (now / before) * 100, 0.0051, 'achieved');
    }
  });

  test('faults by option', () => {
    const on = '2026-07-31';
    const lossy = english0({ on, lossyIds: true });
    assert.ok(lossy.every((row) => row['Creator ID'] === quitId || typeof row['Creator ID'] === 'number'));
    assert.ok(
      lossy.some(
        (row) =>
          !agency.creators.some(
            ({ platformId }) => platformId === BigInt(row['Creator ID'] === quitId ? 0 : (row['Creator ID'] as number)).toString(),
          ),
      ),
    );

    const titled = creatorData(agency, { on, ...english, titleRow: true });
    assert.deepEqual([titled.rows[0], titled.rows[1]![0]], [['Exported at 2026-08-01 08:37:00 (UTC+0)'], 'Data period']);

    const plain = english0({ on });
    assert.equal(new Set(plain.map((row) => row["Creator's username"])).size, plain.length);
    const twice = english0({ on, doubled: true });
    assert.ok(twice.length > plain.length);
    const byId = Map.groupBy(
      twice.filter((row) => row['Creator ID'] !== quitId),
      (row) => row['Creator ID'],
    );
    for (const [id, [less, whole]] of byId)
      if (whole !== undefined) {
        assert.notEqual(less!['Group'], whole['Group']);
        assert.ok((less!['Diamonds'] as number) < (whole['Diamonds'] as number));
        assert.equal(whole['Diamonds'], plain.find((row) => row['Creator ID'] === id)!['Diamonds']);
      }

    const creatorIndex = agency.creators.findIndex((one) => one.quitOn === null && totalsOf(agency, one, '2026-07-01', on).diamonds > 1000);
    const restated = english0({ on, restated: { creatorIndex, factor: 0.5 } });
    const changed = restated.filter((row, i) => row['Diamonds'] !== plain[i]!['Diamonds']);
    assert.deepEqual(
      changed.map((row) => row['Creator ID']),
      [agency.creators[creatorIndex]!.platformId],
    );

    assert.ok(english0({ on, shortForms: true }).some((row) => /^\d+\.\d+[KM]$/u.test(String(row['Diamonds']))));
    assert.ok(plain.some((row) => row['Group'] === noGroup));
    assert.throws(() => creatorData(agency, { ...english, on: plusDays(agency.from, -1) }), RangeError);
    assert.throws(() => creatorData(agency, { ...english, on: plusDays(last, 1) }), RangeError);
  });

  test('the roster has the figures of 30 days', () => {
    const { rows } = manageCreators(agency, { on: last, titleRow: true });
    assert.match(String(rows[0]![0]), /^Exported at /u);
    for (const row of rowsOf({ rows: rows.slice(1) })) {
      const creator = agency.creators.find(({ platformId }) => platformId === row['Creator ID:'])!;
      const l30d = totalsOf(agency, creator, plusDays(last, -29), last);
      assert.equal(row['Diamonds in L30D'], l30d.diamonds);
      assert.equal(row['Valid go LIVE days in L30D'], l30d.valid);
      assert.equal(secondsOf(row['LIVE duration in L30D']!), l30d.liveSeconds);
      const lastLive = String(row['Last LIVE']).slice(0, 10);
      if (lastLive !== '-') assert.ok(agency.figures.lives[at(agency, creator, lastLive)]! > 0);
    }
  });

  test('bonuses of the published tiers, and a total that contains them all', () => {
    assert.deepEqual([0, 99_999, 100_000, 700_000, 999_999, 1_000_000, 5_000_000].map(tierOf), [1, 1, 2, 6, 6, 7, 10]);
    const month = { diamonds: 1_000_000, valid: 8, liveSeconds: 15 * 3600 };
    assert.equal(rankUpCents(month, 800_000), 55_000);
    assert.equal(rankUpCents({ ...month, valid: 7 }, 800_000), 0);
    assert.equal(rankUpCents({ ...month, liveSeconds: 15 * 3600 - 1 }, 800_000), 0);
    assert.equal(rankUpCents(month, 1_000_000), 0);
    assert.equal(rankUpCents({ ...month, diamonds: 100_000 }, null), 6500);

    const rich = simulateAgency({ ...small, creators: 1500 });
    for (const [generation, columns] of [
      [2025, 20],
      [2026, 19],
    ] as const) {
      const { name, rows } = taskReport(rich, { month: '2026-07', generation });
      assert.equal(name, 'Task_202607_UTC+0_2026_08_05_22_14_15.xlsx');
      assert.equal(rows[0]!.length, columns);
      for (const row of rows.slice(1)) {
        const parts = row.slice(13).filter((cell) => typeof cell === 'number');
        near(
          row[12] as number,
          parts.reduce((sum, one) => sum + one, 0),
          0.001,
          'total',
        );
      }
      const table = rowsOf({ rows });
      const bonus = generation === 2025 ? 'Revenue scale task task' : 'Ranked up';
      assert.ok(table.some((row) => (row[`Estimated bonus - ${bonus}`] as number) > 0));
    }
    assert.throws(() => taskReport(rich, { month: '2026-08' }), RangeError);
  });

  test('the rank of an event counts valid days and minutes', () => {
    const { name, rows } = activityRank(agency, { on: last, campaign: '7538', from: '2026-07-20', scored: true });
    assert.equal(name, 'Activity_Host_Rank_-_7538_2026_08_19_08_37_UTC0.xlsx');
    const table = rowsOf({ rows });
    for (const row of table) {
      const [valid, minutes] = [row['Go-LIVE days during Event'] as number, secondsOf(row['LIVE duration']!) / 60];
      const met = [
        [10, 600],
        [15, 900],
        [20, 1500],
      ].filter(([d, m]) => valid >= d! && minutes >= m!).length;
      assert.equal(row['Completed stage'], met);
      assert.equal(row['Completion time(UTC+0)'] === '-', met === 0);
    }
    assert.deepEqual(new Set(table.map((row) => row['Completed stage'])), new Set([0, 1, 2, 3]));
    assert.ok('Active interaction days' in table[0]!);
  });
});
