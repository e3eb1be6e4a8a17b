// Bonuses by month: what figures and reports estimate, what the report of a closed month confirms, and who may see it.
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import type { z } from 'zod';
import type { Bonus, BonusItem, BonusLine, BonusTask } from '#src/features/earnings/contract.ts';
import { bringAndTake } from './bring.ts';
import { makeAgency, makeOperator, type MadeAgency } from './make.ts';
import { openTestApp, type Caller, type TestApp } from './server.ts';

type Month = z.infer<typeof Bonus>['months'][number];
type Task = z.infer<typeof BonusTask>;
type Line = z.infer<typeof BonusLine>;
type Item = z.infer<typeof BonusItem>;
type Cell = string | number;
const csv = (...rows: Cell[][]) => new TextEncoder().encode(rows.map((row) => row.join(',')).join('\n'));
const idOf = (name: string) => `70000000000000${String(Buffer.from(name).readUInt32BE() % 100_000).padStart(5, '0')}`;

const days = ['Data period', 'Creator ID', "Creator's username", 'Join time', 'Diamonds', 'LIVE duration', 'Valid go LIVE days', 'Diamonds last month']; // prettier-ignore
/** A day's file: name, diamonds, hours, valid days, diamonds last month, and when somebody joined. */
const creatorData = (from: string, to: string, ...rows: [string, number, number, number, Cell, string?][]) => ({
  name: `Creator_data_${to.replaceAll('-', '_')}.csv`,
  bytes: csv(
    days,
    ...rows.map(([name, diamonds, hours, valid, last, joined = '2025-01-10']) => [
      `${from} ~ ${to}`,
      idOf(name),
      name,
      `${joined} 08:00:00 (UTC+0)`,
      diamonds,
      `${hours}h 0m 0s`,
      valid,
      last,
    ]),
  ),
});
const tasks = ['Ranked up', 'Off-platform creator task', 'Off-platform creator task (2026.3)'];
const head = ['Data Month', 'Creator ID', 'Handle', 'Diamonds', 'Valid days(d)', 'LIVE duration(h)', 'Estimated bonus', ...tasks.map((one) => `Estimated bonus - ${one}`)]; // prettier-ignore
/** A task report: name, diamonds, valid days, hours, total, then the tasks. */
const taskReport = (month: string, made: string, ...rows: [string, ...Cell[]][]) => ({
  name: `Task_${month.replace('-', '')}_UTC+0_${made.replaceAll('-', '_')}_10_00_00.csv`,
  bytes: csv(head, ...rows.map(([name, ...cells]) => [month.replace('-', ''), idOf(name), name, ...cells])),
});

describe('bonuses of a month', () => {
  let t: TestApp;
  let operator: Caller;
  let agency: MadeAgency;
  const fresh = () => makeAgency(t, operator);
  const bring = async (to: MadeAgency, ...files: { name: string; bytes: Uint8Array }[]) => {
    for (const file of files) {
      const taken = await bringAndTake(t, to.owner, to.agencyId, file);
      assert.equal(taken.body.state, 'taken', taken.text);
    }
    await t.app.relay.drain();
    await t.app.bonuses.workDue();
  };
  const ask = (of: MadeAgency, rest = '', by: Caller = of.owner) => by.get(`/v1/agencies/${of.agencyId}/bonus${rest}`);
  const lines = async (of: MadeAgency, month: string, rest = '') => {
    const { body, status, text } = await ask(of, `/creators?month=${month}${rest}`);
    assert.equal(status, 200, text);
    return body;
  };

  before(async () => {
    t = await openTestApp();
    operator = await makeOperator(t);
    agency = await fresh();
    await bring(
      agency,
      creatorData(
        '2026-07-01',
        '2026-07-31',
        ['anna', 1_000_000, 60, 20, 800_000],
        ['bela', 1_000_000, 60, 20, 800_000],
        ['cora', 900_000, 60, 20, 800_000],
        ['dina', 50_000, 2, 2, 40_000],
        ['ewan', 300_000, 60, 20, '-'],
      ),
      taskReport(
        '2026-07',
        '2026-08-05',
        ['anna', 1_000_000, 20, 60, 575, 550, 25, 0],
        ['bela', 1_000_000, 20, 60, 0, 0, 0, 0],
        ['cora', 900_000, 20, 60, 495, 495, 0, 0],
        ['dina', 50_000, 2, 2, 0, 0, 0, 0],
        ['ewan', 300_000, 20, 60, 195, 195, 0, 0],
      ),
    );
  });
  after(() => t?.stop());

  test('nothing brought: no month, and nothing is on its way', async () => {
    const { status, body } = await ask(await fresh());
    assert.deepEqual([status, body], [200, { months: [], chosen: null, waiting: false }]);
  });

  test('the month in sums: only like is held against like', async () => {
    const { chosen, months, waiting } = (await ask(agency)).body;
    assert.deepEqual([months, waiting], [[{ month: '2026-07', reported: true, closed: true, differing: 2 }], false]);
    assert.deepEqual(
      [chosen.month, chosen.closed, chosen.creators, chosen.differing, chosen.unknown, chosen.stale],
      ['2026-07', true, 5, 2, 1, false],
    );
    assert.deepEqual(
      [
        chosen.comparedEstimatedMinor,
        chosen.comparedConfirmedMinor,
        chosen.differenceMinor,
        chosen.onlyConfirmedMinor,
        chosen.confirmedMinor,
      ],
      ['110000', '104500', '-5500', '22000', '126500'],
    );
    assert.deepEqual([chosen.currency, chosen.currencyFrom, chosen.restMinor], [null, null, '0']);
    assert.deepEqual(
      chosen.tasks.map((one: Task) => [one.task, one.rule, one.estimatedMinor, one.confirmedMinor, one.differing]),
      [
        ['Ranked up', 'rank_up', '110000', '124000', 2],
        ['Off-platform creator task', null, null, '2500', 0],
        ['Off-platform creator task (2026.3)', null, null, '0', 0],
      ],
    );
    assert.deepEqual([chosen.closingReport.dataOn, chosen.runningReport, chosen.figuresOn], ['2026-07-31', null, '2026-07-31']);
  });

  test('each creator with the difference by rule and why, those of whom most differs first', async () => {
    const { items, total, nextCursor } = await lines(agency, '2026-07');
    assert.deepEqual([total, nextCursor], [5, null]);
    const seen = items.map((one: Line) => {
      const rankUp = one.items[0]!;
      return [one.handle, rankUp.estimatedMinor, rankUp.confirmedMinor, rankUp.differenceMinor, rankUp.why];
    });
    assert.deepEqual(seen, [
      ['bela', '55000', '0', '-55000', 'reached_not_given'],
      ['cora', '0', '49500', '49500', 'given_tier_not_reached'],
      ['anna', '55000', '55000', '0', 'same'],
      ['ewan', null, '19500', null, 'last_month_unknown'],
      ['dina', '0', '0', '0', 'same'],
    ]);
    const bela = items[0];
    assert.deepEqual(
      [bela.rankUp.startTier, bela.rankUp.tier, bela.rankUp.gate, bela.rankUp.ratioBps, bela.rankUp.from],
      [6, 7, 'met', 550, 'export'],
    );
  });

  test('only differences, only what cannot be compared, page by page', async () => {
    const differing = await lines(agency, '2026-07', '&show=differences');
    assert.deepEqual([differing.total, differing.items.map((one: Line) => one.handle)], [2, ['bela', 'cora']]);
    const unknown = await lines(agency, '2026-07', '&show=unknown');
    assert.deepEqual([unknown.total, unknown.items.map((one: Line) => one.handle)], [1, ['ewan']]);
    const seen: string[] = [];
    let cursor = '';
    do {
      const page = await lines(agency, '2026-07', `&limit=2${cursor === '' ? '' : `&cursor=${cursor}`}`);
      seen.push(...page.items.map((one: Line) => one.handle));
      cursor = page.nextCursor ?? '';
    } while (cursor !== '');
    assert.deepEqual(seen, ['bela', 'cora', 'anna', 'ewan', 'dina']);
  });

  test('while the month runs there are estimates alone; its report then confirms them', async () => {
    const other = await fresh();
    await bring(
      other,
      creatorData('2026-09-01', '2026-09-20', ['anna', 1_000_000, 60, 15, 800_000]),
      taskReport('2026-09', '2026-09-21', ['anna', 1_000_000, 15, 60, 575, 550, 20, '-']),
    );
    const running = (await ask(other)).body.chosen;
    assert.deepEqual(
      [running.closed, running.comparedEstimatedMinor, running.onlyEstimatedMinor, running.confirmedMinor, running.unknown],
      [false, null, '57000', null, 1],
    );
    const [anna] = (await lines(other, '2026-09')).items;
    assert.deepEqual(
      anna.items.map((one: Item) => [one.task, one.estimatedMinor, one.estimatedBy, one.estimatedOn, one.why]),
      [
        ['Ranked up', '55000', 'rule', '2026-09-20', 'month_runs'],
        ['Off-platform creator task', '2000', 'running_report', '2026-09-20', 'month_runs'],
      ],
    );
    await bring(other, taskReport('2026-09', '2026-10-06', ['anna', 1_000_000, 15, 60, 580, 550, 30, 0]));
    const closed = (await ask(other, '?month=2026-09')).body.chosen;
    assert.deepEqual([closed.closed, closed.comparedEstimatedMinor, closed.differenceMinor], [true, '57000', '1000']);
    const [now] = (await lines(other, '2026-09')).items;
    assert.deepEqual([now.items[1].why, now.items[1].differenceMinor, now.items[2].why], ['later_days', '1000', 'no_rule']);
  });

  test('the next month’s export closes the figures, and what follows is reckoned anew', async () => {
    const other = await fresh();
    const report = taskReport('2026-09', '2026-10-06', ['anna', 990_000, 15, 60, 0, 0, 0, 0]);
    await bring(other, creatorData('2026-09-01', '2026-09-30', ['anna', 1_000_000, 60, 15, 800_000]), report);
    assert.equal((await ask(other)).body.chosen.differenceMinor, '-55000');
    const [before_] = (await lines(other, '2026-09')).items;
    assert.deepEqual([before_.items[0].why, before_.rankUp.reportDiamonds], ['other_figures', 990_000]);
    await bring(other, creatorData('2026-10-01', '2026-10-02', ['anna', 5, 1, 1, 990_000]));
    const { chosen, months } = (await ask(other)).body;
    assert.deepEqual([chosen.month, chosen.differenceMinor, chosen.differing], ['2026-09', '0', 0]);
    assert.deepEqual(
      months.map((one: Month) => [one.month, one.reported]),
      [
        ['2026-10', false],
        ['2026-09', true],
      ],
    );
  });

  test('a report that names a currency is told in it; one in euros is not held against dollars', async () => {
    const other = await fresh();
    const { name, bytes } = taskReport('2026-07', '2026-08-05', ['anna', 1_000_000, 20, 60, '€550.00', '€550.00', '€0.00', '€0.00']);
    await bring(other, creatorData('2026-07-01', '2026-07-31', ['anna', 1_000_000, 60, 20, 800_000]), { name, bytes });
    const { chosen } = (await ask(other)).body;
    assert.deepEqual(
      [chosen.currency, chosen.currencyFrom, chosen.differenceMinor, chosen.confirmedMinor],
      ['EUR', 'report', null, '55000'],
    );
    assert.equal((await lines(other, '2026-07')).items[0].items[0].why, 'other_currency');
  });

  test('before March 2026 no rule is known: the report stands alone', async () => {
    const other = await fresh();
    await bring(other, taskReport('2025-06', '2025-07-29', ['anna', 1_000_000, 20, 60, 25, 0, 25, 0]));
    const { chosen } = (await ask(other)).body;
    assert.deepEqual([chosen.confirmedMinor, chosen.comparedConfirmedMinor, chosen.unknown], ['2500', null, 1]);
  });

  test('the same file twice changes nothing; a corrected one takes its place', async () => {
    const other = await fresh();
    const file = (bonus: number) => taskReport('2026-07', '2026-08-05', ['anna', 1_000_000, 20, 60, bonus, bonus, 0, 0]);
    await bring(other, creatorData('2026-07-01', '2026-07-31', ['anna', 1_000_000, 60, 20, 800_000]), file(0), file(0));
    assert.equal((await ask(other)).body.chosen.differenceMinor, '-55000');
    await bring(other, file(550));
    assert.equal((await ask(other)).body.chosen.differenceMinor, '0');
  });

  test('diamonds that an export writes short are not known, neither this month’s start nor a closed month’s end', async () => {
    const other = await fresh();
    const august: [string, number, number, number, Cell][] = [['anna', 1_000_000, 60, 15, 800_000]];
    await bring(other, creatorData('2026-08-01', '2026-08-31', ...august));
    const of = async (month: string) => {
      const [{ items, rankUp }] = (await lines(other, month)).items;
      return [rankUp.lastDiamonds, rankUp.diamonds, items[0].estimatedMinor, items[0].why];
    };
    // Her own August, 1,000,000, is known to the diamond: `1.02M` of September's export takes its place nowhere.
    await bring(other, creatorData('2026-09-01', '2026-09-30', ['anna', 1_700_000, 60, 15, '1.02M']));
    assert.deepEqual(await of('2026-08-01'.slice(0, 7)), [800_000, 1_000_000, '55000', 'month_runs']);
    assert.deepEqual(await of('2026-09'), [1_000_000, 1_700_000, '76500', 'month_runs']);
    const third = await fresh();
    await bring(third, creatorData('2026-08-01', '2026-08-31', ['anna', '1.02M' as never, 60, 15, '790K']));
    await bring(third, creatorData('2026-09-01', '2026-09-30', ['anna', 1_700_000, 60, 15, '-']));
    for (const [month, seen] of [
      ['2026-08', [null, null, null, 'diamonds_unknown']],
      ['2026-09', [null, 1_700_000, null, 'last_month_unknown']],
    ] as const) {
      const [{ items, rankUp }] = (await lines(third, month)).items;
      assert.deepEqual([rankUp.lastDiamonds, rankUp.diamonds, items[0].estimatedMinor, items[0].why], seen, month);
    }
    // As a task report of the whole month says them.
    const fourth = await fresh();
    await bring(fourth, taskReport('2026-08', '2026-09-05', ['anna', '1.02M', 15, 60, 0, 0, 0, 0]));
    await bring(fourth, creatorData('2026-09-01', '2026-09-30', ['anna', 1_700_000, 60, 15, '-']));
    assert.equal((await lines(fourth, '2026-09')).items[0].rankUp.lastDiamonds, null);
  });

  test('a month is reckoned anew when the program has another rule for it, and says so until then', async () => {
    const other = await fresh();
    await bring(other, creatorData('2026-07-01', '2026-07-31', ['anna', 1_000_000, 60, 20, 800_000]));
    const reckoned = (await ask(other)).body.chosen;
    assert.deepEqual([reckoned.stale, reckoned.onlyEstimatedMinor], [false, '55000']);
    await t.owner.query(
      `update bonus_months set rule = 'rank_up 0', body = body || '{"onlyEstimatedMinor": "1"}' where agency_id = $1 and month = '2026-07-01'`,
      [other.agencyId],
    );
    const before_ = (await ask(other)).body.chosen;
    assert.deepEqual([before_.stale, before_.onlyEstimatedMinor], [true, '1']);
    await t.app.bonuses.workDue();
    const after_ = (await ask(other)).body.chosen;
    assert.deepEqual([after_.stale, after_.onlyEstimatedMinor], [false, '55000']);
  });

  test('in steps: the last whole sums are shown until all are done, and a file that comes in meanwhile begins anew', async () => {
    const other = await fresh();
    const names = Array.from({ length: 650 }, (_, n) => `s${String(n).padStart(3, '0')}`);
    const file = (last: number) => creatorData('2026-07-01', '2026-07-31', ...names.map((n) => [n, 1_000_000, 60, 20, last] as [string, number, number, number, Cell])); // prettier-ignore
    await bring(other, file(800_000));
    const whole = (await ask(other)).body.chosen;
    assert.deepEqual([whole.creators, whole.onlyEstimatedMinor, whole.tasks[0].creators], [650, String(650 * 55_000), 650]);
    const mark = () => t.owner.query(`update bonus_months set stale_at = now() where agency_id = $1 and month = '2026-07-01'`, [other.agencyId]); // prettier-ignore
    const step = async () => (await t.app.carryOut<{ goOn: boolean }>('earnings.reckon', { agencyId: other.agencyId, month: '2026-07-01' })).goOn; // prettier-ignore
    await mark();
    assert.deepEqual([await step(), await step()], [true, true]);
    const half = (await ask(other)).body.chosen;
    assert.deepEqual({ ...half, stale: false }, whole);
    assert.equal(half.stale, true);
    await mark();
    const steps = [];
    for (let goOn = true; goOn && steps.length < 9; steps.push(goOn)) goOn = await step();
    // It begins, then 300, 300 and 50.
    assert.deepEqual(steps, [true, true, true, false]);
    const again = (await ask(other)).body.chosen;
    assert.deepEqual({ ...again, reckonedAt: whole.reckonedAt }, whole);
  });

  test('a month that cannot be reckoned stops no other, however many wait before', async () => {
    const [bad, good] = [await fresh(), await fresh()];
    await bring(bad, creatorData('2026-07-01', '2026-07-31', ['anna', 1_000_000, 60, 20, 800_000]));
    await bring(good, creatorData('2026-07-01', '2026-07-31', ['anna', 1_000_000, 60, 20, 800_000]));
    await t.owner.query(
      `insert into bonus_months (agency_id, month, going, run)
        select $1, (date '2016-01-01' + n * interval '1 month')::date, true, '{}' from generate_series(1, 60) n`,
      [bad.agencyId],
    );
    await t.owner.query(`update bonus_months set stale_at = '2016-01-01', going = true where agency_id = $1`, [good.agencyId]);
    await t.owner.query(`update bonus_months set going = true, run = '{}' where agency_id = $1`, [bad.agencyId]);
    await t.app.bonuses.workDue();
    assert.equal((await ask(good)).body.chosen.stale, false);
    assert.equal((await ask(bad)).body.chosen.stale, true);
    await t.owner.query(`delete from bonus_months where agency_id = $1`, [bad.agencyId]);
  });

  test('400, 401, 403, 404: a shape, a visitor, a coach or scout, another agency, an unknown month', async () => {
    const path = `/v1/agencies/${agency.agencyId}/bonus`;
    const other = await fresh();
    for (const rest of ['?month=2026-07', '/creators?month=2026-07']) {
      assert.equal((await t.visitor.get(path + rest)).status, 401);
      assert.equal((await other.owner.get(path + rest)).body.code, 'agencies.not_found');
      for (const role of ['coach', 'scout'] as const) assert.equal((await (await agency.seat(role)).get(path + rest)).status, 403);
      for (const role of ['manager', 'finance'] as const) assert.equal((await (await agency.seat(role)).get(path + rest)).status, 200);
    }
    assert.equal((await operator.get(path)).status, 404);
    for (const rest of ['?month=2026-7', '?month=2026-13', '/creators?month=2026-07&show=some', '/creators?month=2026-07&limit=0'])
      assert.equal((await agency.owner.get(path + rest)).status, 400, rest);
    // Without a month the lists are of the one that the room opens with; of an agency without any, empty.
    const { months } = (await agency.owner.get(path)).body;
    assert.deepEqual(
      (await agency.owner.get(`${path}/creators`)).body,
      (await agency.owner.get(`${path}/creators?month=${months.find((m: { reported: boolean }) => m.reported).month}`)).body,
    );
    assert.deepEqual((await other.owner.get(`/v1/agencies/${other.agencyId}/bonus/creators`)).body, {
      items: [],
      nextCursor: null,
      total: 0,
    });
    assert.equal((await agency.owner.get(`${path}/creators?month=2026-07&cursor=x`)).body.code, 'page.bad_cursor');
    for (const rest of ['?month=2026-06', '/creators?month=2026-06']) {
      const refused = await agency.owner.get(path + rest);
      assert.deepEqual([refused.status, refused.body.code], [404, 'earnings.month_unknown']);
    }
  });

  test('nobody is told of pay, wage or salary', async () => {
    const { text } = await ask(agency);
    assert.doesNotMatch(text + JSON.stringify(await lines(agency, '2026-07')), /\bpay\b|wage|salary/i);
  });
});
