// The agency's room "Creators": who stands how by its own exports. Filters in the address, views of one's own, a coach for many at once, goals of
// a group, and files of what is shown.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { after, before, describe, test } from 'node:test';
import { read as readWorkbook, utils, type CellObject } from '@e965/xlsx';
import { parse } from 'csv-parse/sync';
import { creatorData } from '#src/connectors/backstage/exports.ts';
import { simulateAgency } from '#src/connectors/backstage/truth.ts';
import { toCsv } from '#src/connectors/backstage/write.ts';
import { addDays, nextFirst } from '#src/lib/days.ts';
import { dayOf } from '#src/lib/time.ts';
import { bringAndTake } from '../bring.ts';
import { makeAgency, makeOperator, type MadeAgency } from '../make.ts';
import { measured } from '../measured.ts';
import { fillBirthDate, lookerAt, openStage, type Stage, type Window } from './browser.ts';

const look = lookerAt('creators', { darkDesk: true });

/** What a spreadsheet would carry out, as it would be read from a file of ours. */
const runs = (text: string) => /^[=+\-@\t\r\n＝＋－＠]/u.test(text) && !/^[+-]?\d+(\.\d+)?$/.test(text);

describe('journey: creators', () => {
  let stage: Stage;
  let agency: MadeAgency;
  let desk: Window;
  let coach: Awaited<ReturnType<Stage['enrol']>>;
  let home: string;
  let count: number;
  const wild = '+1-9.wild';
  before(async () => {
    stage = await openStage();
    const { t } = stage;
    const today = `${nextFirst(dayOf(t.now())).slice(0, 8)}21`;
    t.advance(Date.parse(`${today}T08:00:00Z`) - t.now().getTime());
    agency = await makeAgency(t, await makeOperator(t), 'Northlight Studio');
    const own = simulateAgency({
      seed: 5,
      creators: 30,
      from: addDays(today, -4),
      days: 4,
      groups: ['Harbour', 'Lantern'],
      shares: { quitting: 0 },
    });
    for (const on of [addDays(today, -3), addDays(today, -1)]) {
      const { name, rows } = creatorData(own, { on, language: 'en' });
      const at = rows[0]!.indexOf("Creator's username");
      rows[3]![at] = wild;
      await bringAndTake(t, agency.owner, agency.agencyId, {
        name,
        bytes: toCsv(rows, { encoding: 'utf-8', delimiter: ',', eol: '\r\n' }),
      });
    }
    await t.app.reckoning.workDue();
    count = (await agency.owner.get(`/v1/agencies/${agency.agencyId}/standings?limit=1`)).body.total;
    const owner = await stage.enrol('Hanna Owner');
    coach = await stage.enrol('Elif Coach');
    const seat = (personId: string, role: string) => t.app.carryOut('agencies.seat', { agencyId: agency.agencyId, personId, role });
    await seat(owner.personId, 'owner');
    await seat(coach.personId, 'coach');
    home = `/a/${agency.agencyId}/creators`;
    desk = await stage.open({ wide: true });
    await desk.enter(owner);
  });
  after(() => stage.stop());

  const heading = ({ page }: Window, name: string | RegExp) => page.getByRole('heading', { level: 1, name }).waitFor();
  const rows = ({ page }: Window) => page.locator('main tbody tr[data-at]');

  test('what is asked for stands in the address: back takes a choice back, another visit finds it, and a view keeps it', () =>
    stage.walk(async () => {
      const { page } = desk;
      await desk.go(home);
      await heading(desk, new RegExp(`^${count} creators, by your export of 20 `));
      await look(desk, 'all');
      await page.getByLabel('Group', { exact: true }).selectOption({ label: 'Harbour' });
      await page.waitForURL(/group=Harbour/);
      await heading(desk, /creators? fits?, by your export/);
      await page
        .getByRole('group', { name: 'Creators by how they stand' })
        .getByRole('button', { name: /^On track/ })
        .click();
      await page.waitForURL(/band=ON_TRACK/);
      await page.goBack();
      await page.waitForURL((url) => !url.searchParams.has('band'));
      assert.equal(await page.getByLabel('Group', { exact: true }).inputValue(), '=Harbour');
      await page.getByRole('button', { name: 'Diamonds' }).click();
      await page.waitForURL(/sort=diamonds/);
      await page.reload();
      await page.getByRole('columnheader', { name: 'Diamonds' }).waitFor();
      assert.equal(await page.getByRole('columnheader', { name: 'Diamonds' }).getAttribute('aria-sort'), 'descending');

      await page.getByRole('button', { name: 'Views' }).click();
      await page.getByRole('menuitem', { name: 'Keep what is shown as a view' }).click();
      await page.getByRole('dialog').getByLabel('Name').fill('Harbour by diamonds');
      await page.getByRole('button', { name: 'Keep it' }).click();
      await page.getByText('Kept as “Harbour by diamonds”.').waitFor();
      await desk.go(home);
      await page.goto(home);
      await heading(desk, new RegExp(`^${count} creators`));
      await page.getByRole('button', { name: 'Views' }).click();
      await page.getByRole('menuitem', { name: 'Harbour by diamonds' }).click();
      await page.waitForURL(/group=Harbour.*sort=diamonds|sort=diamonds.*group=Harbour/);
      await page.getByRole('button', { name: 'Harbour by diamonds' }).click();
      await page.getByRole('menuitem', { name: 'Take “Harbour by diamonds” away' }).click();
      await page.getByText('The view “Harbour by diamonds” is gone.').waitFor();
    }));

  test('a name opens its creator beside the list; the address says who, and back closes', () =>
    stage.walk(async () => {
      const { page } = desk;
      await page.goto(home);
      const name = rows(desk).first().locator('button.name');
      await name.focus();
      await page.keyboard.press('ArrowDown');
      assert.equal(await page.evaluate(() => document.activeElement?.closest('[data-at]')?.getAttribute('data-at')), '1');
      await page.keyboard.press('Enter');
      await page.waitForURL(/one=/);
      await page.getByRole('heading', { name: 'Calls' }).waitFor();
      await page.goBack();
      await page.getByRole('heading', { name: 'Calls' }).waitFor({ state: 'detached' });
    }));

  test('a coach for several at once, by Shift or by filter: how many changed is said, and it can be undone; a coach sees only hers', () =>
    stage.walk(async () => {
      const { page } = desk;
      await page.goto(home);
      const box = (n: number) => rows(desk).nth(n).getByRole('checkbox');
      await box(0).click();
      await box(4).click({ modifiers: ['Shift'] });
      await page.getByText('5 selected').waitFor();
      assert.deepEqual([await box(4).isChecked(), await box(5).isChecked()], [true, false]);
      await look(desk, 'picked', [true]);
      const give = async () => {
        await page.getByRole('button', { name: 'Give them a coach' }).click();
        const dialog = page.getByRole('dialog');
        await dialog.getByLabel('Coach').selectOption({ label: 'Elif Coach' });
        await dialog.getByRole('button', { name: 'Give them' }).click();
      };
      await give();
      await page.getByText('5 creators are coached by Elif Coach now.').waitFor();
      assert.equal(await rows(desk).getByText('Elif Coach').count(), 5);
      await page.getByRole('button', { name: 'Undo' }).click();
      await page.getByText('Taken back: everybody is coached as before.').waitFor();
      assert.equal(await rows(desk).getByText('Elif Coach').count(), 0);

      await page.goto(`${home}?group=Lantern`);
      await heading(desk, /creators? fits?/);
      const fit = (await agency.owner.get(`/v1/agencies/${agency.agencyId}/standings?group=Lantern&limit=1`)).body.total;
      await box(0).click();
      await page.getByRole('button', { name: `All ${fit} who fit` }).click();
      await give();
      await page.getByText(`${fit} creators are coached by Elif Coach now.`).waitFor();

      const hers = await stage.open();
      await hers.enter(coach);
      await hers.page.goto(home);
      await heading(hers, new RegExp(`^${fit} creators are yours, by the export of 20 `));
      assert.equal(await hers.page.getByRole('list', { name: 'Creators' }).getByRole('checkbox').count(), 0);
      await look(hers, 'coach', [false]);
      await hers.context.close();
    }));

  test('goals of a group are set, and the figures follow', () =>
    stage.walk(async () => {
      const { page } = desk;
      await page.goto(home);
      await page.getByRole('link', { name: 'Groups' }).click();
      await heading(desk, /^2 groups, by your export of 20 /);
      await page.getByRole('button', { name: 'Set goals of Harbour' }).click();
      const dialog = page.getByRole('dialog');
      await dialog.getByLabel('Valid days').fill('42');
      await dialog.getByText('A whole number from 0 to 31, or nothing.').waitFor();
      await look(desk, 'goals', [true]);
      await dialog.getByLabel('Valid days').fill('15');
      await dialog.getByLabel('Diamonds').fill('1 000 000');
      await dialog.getByRole('button', { name: 'Set the goals' }).click();
      await page.getByText('The goals are set.').waitFor();
      await page.getByText('Asked a month: 15 valid days and 1,000,000 diamonds').waitFor();
      await stage.t.app.reckoning.workDue();
      await page.getByRole('region', { name: 'Figures are being reckoned' }).waitFor({ state: 'detached' });
      await look(desk, 'groups');
      await page.getByRole('link', { name: 'Harbour' }).click();
      await page.waitForURL(/creators\?group=Harbour/);
      await rows(desk).getByText('of 15').first().waitFor();
    }));

  test('what is shown is saved as CSV and as a workbook: numbers are numbers, and no cell is carried out', () =>
    stage.walk(async () => {
      const { page } = desk;
      await page.goto(`${home}?sort=name`);
      await heading(desk, new RegExp(`^${count} creators`));
      const save = async (as: string) => {
        await page.getByRole('button', { name: 'Save list' }).click();
        const [file] = await Promise.all([page.waitForEvent('download'), page.getByRole('menuitem', { name: as }).click()]);
        return { name: file.suggestedFilename(), bytes: readFileSync(await file.path()) };
      };
      const csv = await save('As CSV');
      assert.match(csv.name, /^creators-\d{4}-\d\d-21\.csv$/);
      const lines: string[][] = parse(csv.bytes, { bom: true });
      assert.equal(lines.length, count + 1);
      assert.deepEqual(lines.flat().filter(runs), []);
      assert.ok(lines.flat().includes(`'${wild}`));

      const book = await save('As Excel');
      assert.match(book.name, /^creators-\d{4}-\d\d-21\.xlsx$/);
      const sheet = readWorkbook(book.bytes, { cellFormula: true, cellNF: true }).Sheets['Greenroom']!;
      const cells = Object.entries(sheet).filter(([at]) => !at.startsWith('!')) as [string, CellObject][];
      assert.ok(cells.every(([, cell]) => cell.f === undefined && (cell.t === 's' || cell.t === 'n')));
      const table = utils.sheet_to_json<Record<string, unknown>>(sheet, { raw: true });
      assert.equal(table.length, count);
      assert.ok(table.some((row) => row['Username'] === wild || row['Name'] === wild));
      assert.ok(table.every((row) => typeof row['LIVE hours'] === 'number' || row['LIVE hours'] === undefined));
      assert.ok(
        cells.some(([, cell]) => cell.t === 'n' && cell.z === 'yyyy-mm-dd'),
        'days are days',
      );
      measured('F1', `${cells.length} cells of a workbook with formulas among the names: none is one`);
    }));

  test('an owner invites the creator of an export; she sees the same figures, in her own room, and ends it', () =>
    stage.walk(async () => {
      const { page } = desk;
      await page.goto(`${home}?sort=diamonds`);
      await heading(desk, new RegExp(`^${count} creators`));
      await rows(desk).nth(1).locator('button.name').click();
      const panel = page.getByRole('dialog');
      await panel.getByRole('heading', { name: 'Seen by the creator' }).waitFor();
      await panel.getByText('Nobody outside your agency sees these figures.').waitFor();
      await panel.getByRole('button', { name: 'Invite to see these figures' }).click();
      await panel.getByText('A link is open until').waitFor();
      const url = await panel.getByLabel('Link', { exact: true }).inputValue();
      await panel.getByLabel('Link', { exact: true }).scrollIntoViewIfNeeded();
      await look(desk, 'invited', [true]);

      const her = await stage.open();
      await her.page.goto(new URL(url).pathname);
      await her.page.getByRole('heading', { level: 1, name: /^Northlight Studio shows you the figures/ }).waitFor();
      await look(her, 'see-door', [false]);
      await her.page.getByLabel('Your name').fill('Rin Example');
      await her.page.getByLabel(/e-?mail/i).fill('rin@journey.invalid');
      await her.page.getByLabel(/^password/i).fill('a password for rin');
      await her.page.getByRole('button', { name: 'Make an account' }).click();
      await fillBirthDate(her.page, 1998, 3, 9);
      await look(her, 'see', [false]);
      await her.page.getByRole('button', { name: 'See my figures' }).click();
      await her.page.waitForURL('**/figures');
      await heading(her, 'Northlight Studio sees these figures of you. Now you see the same.');
      await her.page
        .getByText(/from the export of Northlight Studio, as of 20/)
        .first()
        .waitFor();
      await her.page.getByRole('heading', { name: 'Activity' }).waitFor();
      await her.page
        .getByRole('img', { name: /valid day/ })
        .first()
        .waitFor();
      await look(her, 'figures');
      // Each figure says whose export it is from.
      await her.go('/home');
      await her.page.getByRole('list', { name: 'Your figures' }).getByText('Northlight Studio').waitFor();
      await her.page.getByText('No agency can find you.').first().waitFor();
      await look(her, 'home', [false]);

      await page.reload();
      await panel.getByText('The creator sees the same figures, since').waitFor();
      assert.equal(await panel.getByRole('button', { name: /Invite|new link/ }).count(), 0);
      await look(desk, 'claimed', [true]);

      await her.page.getByRole('list', { name: 'Your figures' }).getByRole('link').click();
      await her.page.getByRole('button', { name: 'Stop seeing them: Northlight Studio' }).click();
      const dialog = her.page.getByRole('dialog');
      await dialog.waitFor();
      await look(her, 'stop', [false]);
      await dialog.getByRole('button', { name: 'Stop seeing them' }).click();
      await heading(her, 'No agency shows you figures of its export.');
      await look(her, 'no-figures', [false]);
      await page.reload();
      await panel.getByText('The creator ended it on').waitFor();
      await her.context.close();
      await page.goto(home);
    }));

  test('nothing yet: what the room is for, and where files are brought', () =>
    stage.walk(async () => {
      const other = await makeAgency(stage.t, await makeOperator(stage.t), 'New Harbour');
      const owner = await stage.enrol('Olga New');
      await stage.t.app.carryOut('agencies.seat', { agencyId: other.agencyId, personId: owner.personId, role: 'owner' });
      const window = await stage.open({ wide: true });
      await window.enter(owner);
      await window.go(`/a/${other.agencyId}/creators`);
      await heading(window, 'No export is in yet.');
      await look(window, 'empty', [true]);
      await window.page.getByRole('link', { name: 'Bring a file' }).click();
      await window.page.waitForURL(/imports$/);
      await window.page.goto(home);
      await heading(window, 'This is not here, or not for you to see.');
      await window.context.close();
    }));
});
