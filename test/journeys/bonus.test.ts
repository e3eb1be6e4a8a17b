// The agency's room "Bonus": a month estimated against confirmed, by task and creator, with the reason for each difference; saved as a file.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { after, before, describe, test } from 'node:test';
import { creatorData, taskReport, type ExportFile } from '#src/connectors/backstage/exports.ts';
import { simulateAgency } from '#src/connectors/backstage/truth.ts';
import { toXlsx } from '#src/connectors/backstage/write.ts';
import { bringAndTake } from '../bring.ts';
import { makeAgency, makeOperator, type MadeAgency } from '../make.ts';
import { lookerAt, openStage, type Stage, type Window } from './browser.ts';

const asFile = ({ name, rows }: ExportFile) => ({ name, bytes: toXlsx(rows) });
const truth = simulateAgency({ seed: 21, creators: 240, from: '2026-08-01', days: 92 });
const at = (on: string) => new Date(`${on}T22:14:15Z`);

/** The report as the platform made it, but for some rows that say something else than the figures. */
function confirmed(month: string, made: string): ExportFile {
  const report = taskReport(truth, { month, pulledAt: at(made) });
  const [head = [], ...rows] = report.rows;
  const [total, rankUp] = ['Estimated bonus', 'Estimated bonus - Ranked up'].map((name) => head.indexOf(name)) as [number, number];
  const changed = rows.map((row, i) => {
    const [was, all] = [Number(row[rankUp]), Number(row[total])];
    const now = was > 0 ? ([was, 0, Math.round((was * 7500) / 65) / 100][i % 3] ?? was) : i % 29 === 3 ? 120.5 : was;
    return row.map((cell, column) => (column === rankUp ? now : column === total ? Math.round((all - was + now) * 100) / 100 : cell));
  });
  return { ...report, rows: [head, ...changed] };
}

const look = lookerAt('bonus');

describe('journey: bonus', () => {
  let stage: Stage;
  let agency: MadeAgency;
  let desk: Window;
  let home: string;
  const heading = ({ page }: Window, name: string | RegExp) => page.getByRole('heading', { level: 1, name }).waitFor();
  const enter = async (role: 'owner' | 'coach' | 'finance') => {
    const person = await stage.enrol(`${role} of it`);
    await stage.t.app.carryOut('agencies.seat', { agencyId: agency.agencyId, personId: person.personId, role });
    const window = await stage.open({ wide: true });
    await window.enter(person);
    return window;
  };
  const bring = async (...files: ExportFile[]) => {
    for (const file of files) await bringAndTake(stage.t, agency.owner, agency.agencyId, asFile(file));
    await stage.t.app.relay.drain();
    await stage.t.app.bonuses.workDue();
  };
  before(async () => {
    stage = await openStage();
    agency = await makeAgency(stage.t, await makeOperator(stage.t), 'Northlight Studio');
    home = `/a/${agency.agencyId}/bonus`;
    desk = await enter('owner');
  });
  after(() => stage.stop());

  test('nothing yet: what it is for; a coach has no such room', () =>
    stage.walk(async () => {
      await desk.go(home);
      await heading(desk, 'No file tells of bonuses yet.');
      await look(desk, 'empty');
      const coach = await enter('coach');
      await coach.go(`/a/${agency.agencyId}/roster`);
      assert.equal(await coach.page.getByRole('link', { name: 'Bonus' }).count(), 0);
      await coach.page.goto(home);
      await heading(coach, 'You cannot open this.');
      await coach.context.close();
    }));

  test('a month that runs: estimates, as of a day, and nothing that confirms them', () =>
    stage.walk(async () => {
      await bring(
        creatorData(truth, { on: '2026-09-20', language: 'en' }),
        taskReport(truth, { month: '2026-09', pulledAt: at('2026-09-21') }),
      );
      await desk.page.goto(home);
      await heading(desk, /September 2026 so far: .* estimated\. The report made after the month’s end confirms it/);
      await desk.page.getByText('not yet').first().waitFor();
      await look(desk, 'running');
    }));

  test('the closed month: the sentence, the tasks, who differs and why', () =>
    stage.walk(async () => {
      const { page } = desk;
      await bring(creatorData(truth, { on: '2026-09-30', language: 'en' }), confirmed('2026-09', '2026-10-05'));
      await page.goto(home);
      await heading(desk, /September 2026: .* estimated, .* confirmed: .* (less|more)/);
      await page.getByText('The report gives nothing.').first().waitFor();
      await look(desk, 'closed');
      await page.getByRole('button', { name: /^Only differences/ }).click();
      await page.waitForURL(/show=differences/);
      await page.waitForFunction(() => !document.querySelector('[aria-busy=true]'));
      await look(desk, 'differences');
    }));

  test('an amount opens what it was reckoned from', () =>
    stage.walk(async () => {
      const { page } = desk;
      await page.getByRole('list', { name: 'Bonuses by creator' }).locator('button.fig').first().click();
      await page.getByText('Base ratio of the tier at the start').first().waitFor();
      await page.keyboard.press('Escape');
    }));

  test('what is shown is saved, every creator with both amounts and why', () =>
    stage.walk(async () => {
      const { page } = desk;
      const differing = Number(/\d+/.exec((await page.getByRole('button', { name: /^Only differences/ }).textContent()) ?? '')?.[0]);
      const saved = page.waitForEvent('download');
      await page.getByRole('button', { name: /Save/ }).first().click();
      const csv = page.getByRole('menuitem', { name: /CSV/ }).or(page.getByRole('button', { name: /CSV/ }));
      if (await csv.first().isVisible()) await csv.first().click();
      const file = await saved;
      assert.match(file.suggestedFilename(), /^bonus-2026-09-.*\.csv$/);
      const lines = readFileSync(await file.path(), 'utf8')
        .trim()
        .split('\r\n');
      assert.equal(lines.length, differing + 1);
      assert.match(lines[0]!, /Ranked up: estimated,Ranked up: confirmed/);
    }));

  test('another month of the address: finance sees it, an unknown one says so', () =>
    stage.walk(async () => {
      const finance = await enter('finance');
      await bring(creatorData(truth, { on: '2026-10-20', language: 'en' }));
      await finance.go(`${home}?month=2026-10`);
      await heading(finance, /October 2026 so far/);
      await finance.page.getByLabel('Month').selectOption('2026-09');
      await heading(finance, /September 2026: /);
      await finance.page.goto(`${home}?month=2024-01`);
      await heading(finance, 'No file tells of bonuses in January 2024.');
      await look(finance, 'unknown');
    }));
});
