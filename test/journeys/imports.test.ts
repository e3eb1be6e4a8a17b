// The agency's room "Imports": files of Backstage are dropped in, looked at, taken in or stopped; what cannot be used says why.
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { creatorData } from '#src/connectors/backstage/exports.ts';
import { simulateAgency } from '#src/connectors/backstage/truth.ts';
import { toCsv, toXlsx } from '#src/connectors/backstage/write.ts';
import { addDays, nextFirst } from '#src/lib/days.ts';
import { dayMs, dayOf } from '#src/lib/time.ts';
import { makeAgency, makeOperator, type MadeAgency } from '../make.ts';
import { lookerAt, openStage, type Stage, type Window } from './browser.ts';

interface Dropped {
  name: string;
  mimeType: string;
  buffer: Buffer;
}
const asXlsx = ({ name, rows }: ReturnType<typeof creatorData>): Dropped => ({
  name,
  mimeType: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  buffer: Buffer.from(toXlsx(rows)),
});
const asCsv = (name: string, rows: Parameters<typeof toCsv>[0]): Dropped => ({
  name,
  mimeType: 'text/csv',
  buffer: Buffer.from(toCsv(rows, { encoding: 'utf-8', delimiter: ';', eol: '\r\n' })),
});

const look = lookerAt('imports');

describe('journey: imports', () => {
  let stage: Stage;
  let agency: MadeAgency;
  let owner: Awaited<ReturnType<Stage['enrol']>>;
  let desk: Window;
  let days: string[];
  let own: ReturnType<typeof simulateAgency>;
  let home: string;
  before(async () => {
    stage = await openStage();
    const { t } = stage;
    // The morning of a 22nd: an agency that brings its files in the middle of a month.
    const today = dayOf(t.now());
    const then = Date.parse(`${addDays(nextFirst(today), 21)}T09:30:00Z`);
    t.advance(then - t.now().getTime());
    days = [-3, -2, -1].map((back) => dayOf(new Date(then + back * dayMs)));
    own = simulateAgency({ seed: 11, creators: 84, from: addDays(days[0]!, -1), days: 4 });
    agency = await makeAgency(t, await makeOperator(t), 'Northlight Studio');
    owner = await stage.enrol('Hanna Owner');
    await t.app.carryOut('agencies.seat', { agencyId: agency.agencyId, personId: owner.personId, role: 'owner' });
    home = `/a/${agency.agencyId}/imports`;
    desk = await stage.open({ wide: true });
    await desk.enter(owner);
  });
  after(() => stage.stop());

  const words = (day: string) =>
    new Intl.DateTimeFormat('en-GB', {
      day: 'numeric',
      month: 'long',
      timeZone: 'UTC',
      ...(day.slice(0, 4) === dayOf(stage.t.now()).slice(0, 4) ? {} : { year: 'numeric' }),
    }).format(new Date(day));
  const file = (on: string) => asXlsx(creatorData(own, { on, language: 'en' }));
  const bring = ({ page }: Window, ...files: Dropped[]) => page.locator('input[type=file]').setInputFiles(files);
  /** As a hand lets go of them over the page. */
  const drop = async ({ page }: Window, ...files: Dropped[]) => {
    const carried = await page.evaluateHandle(
      (all) => {
        const held = new DataTransfer();
        for (const { name, type, text } of all)
          held.items.add(new File([Uint8Array.from(atob(text), (c) => c.charCodeAt(0))], name, { type }));
        return held;
      },
      files.map(({ name, mimeType: type, buffer }) => ({ name, type, text: buffer.toString('base64') })),
    );
    for (const event of ['dragenter', 'dragover', 'drop']) await page.dispatchEvent('main', event, { dataTransfer: carried });
  };
  const line = ({ page }: Window, name: string) => page.getByRole('link', { name: new RegExp(name) });
  const heading = ({ page }: Window, name: string | RegExp) => page.getByRole('heading', { level: 1, name }).waitFor();

  test('nothing yet: how to get the file; a coach has no such room', () =>
    stage.walk(async () => {
      await desk.go(home);
      await heading(desk, 'No file has been brought yet.');
      await look(desk, 'empty');
      await bring(desk, { name: 'notes.pdf', mimeType: 'application/pdf', buffer: Buffer.from('%PDF') });
      await desk.page.getByText('Left out, neither .xlsx nor .csv: notes.pdf').waitFor();
      const coach = await stage.enrol('Cem Coach');
      await stage.t.app.carryOut('agencies.seat', { agencyId: agency.agencyId, personId: coach.personId, role: 'coach' });
      const other = await stage.open({ wide: true });
      await other.enter(coach);
      await other.go(`/a/${agency.agencyId}/roster`);
      assert.equal(await other.page.getByRole('link', { name: 'Imports' }).count(), 0);
      await other.page.goto(home);
      await heading(other, 'You cannot open this.');
      await other.context.close();
    }));

  test('two files at once are read in the order of their names; each is looked at, then taken in', () =>
    stage.walk(async () => {
      const { page } = desk;
      const [first, second] = [file(days[0]!), file(days[1]!)];
      await desk.go(home);
      await drop(desk, second, first);
      await heading(desk, /2 files wait for your yes/);
      await look(desk, 'list-waiting');
      await line(desk, first.name).click();
      await heading(desk, new RegExp(`Taking it in adds ${words(days[0]!)}`));
      await heading(desk, /creators, all of them new/);
      await page.getByRole('list', { name: 'Rows of the file' }).getByText(/^@/).first().waitFor();
      await look(desk, 'read-first');
      await page.getByRole('button', { name: 'Take it in' }).click();
      await heading(desk, new RegExp(`${words(days[0]!)} is in`));
      await look(desk, 'taken');
      await page.getByRole('link', { name: 'Look at the next file' }).click();
      await heading(desk, new RegExp(`Taking it in adds ${words(days[1]!)}`));
      await page.getByRole('button', { name: 'Take it in' }).click();
      await heading(desk, new RegExp(`${words(days[1]!)} is in`));
      await page.getByRole('link', { name: 'To all files' }).click();
      await heading(desk, new RegExp(`Figures are known to ${words(days[1]!)}`));
      assert.equal(await page.getByText('Taken in').count(), 2);
    }));

  test('what to look at is said first, leads to its rows, and a yes that is not given changes nothing', () =>
    stage.walk(async () => {
      const { page } = desk;
      const { name, rows } = creatorData(own, {
        on: days[1]!,
        language: 'en',
        doubled: true,
        restated: { creatorIndex: 3, factor: 0.4 },
      });
      const at = rows[0]!.indexOf('LIVE duration');
      rows[5]![at] = 'about 12 h';
      await desk.go(home);
      await bring(desk, asXlsx({ name: name.replace('.xlsx', ' (1).xlsx'), rows }));
      await page.getByText('Waits for your yes', { exact: true }).click();
      await page.getByText('1 cell could not be read.').waitFor();
      await look(desk, 'read-warnings');
      // On a phone the rows stand below all that: they come into sight by themselves.
      await desk.turn({ wide: false, dark: false });
      const found = page.getByRole('list', { name: 'What was found' });
      await found.getByRole('listitem').filter({ hasText: '1 cell' }).getByRole('button', { name: 'Show' }).click();
      await page.getByText('1 in all, in the order of the file').waitFor();
      const bad = page.getByText('“about 12 h”');
      await bad.waitFor();
      const { y } = (await bad.boundingBox())!;
      assert.ok(y > 0 && y < 844, `the row stands at ${y}`);
      assert.equal(await page.getByRole('list', { name: 'Rows of the file' }).getByRole('listitem').count(), 1);
      await look(desk, 'read-filtered');
      await page.getByRole('button', { name: 'Stop, keep nothing' }).click();
      await heading(desk, /This file was stopped/);
      await look(desk, 'stopped');
      await page.getByRole('link', { name: 'Bring another file' }).click();
      await heading(desk, new RegExp(`Figures are known to ${words(days[1]!)}`));
    }));

  test('a table of one’s own: people say once which column is which, and of which days it is', () =>
    stage.walk(async () => {
      const { page } = desk;
      const some = creatorData(own, { on: days[1]!, language: 'en' });
      const [handle, diamonds] = ["Creator's username", 'Diamonds'].map((head) => some.rows[0]!.indexOf(head)) as [number, number];
      const table = some.rows.slice(1, 9).map((row, i) => [row[handle]!, row[diamonds]!, `${i + 2}.5`, 'Wednesday']);
      await desk.go(home);
      await bring(desk, asCsv('coaching sheet.csv', [['Talent', 'Gift coins', 'Hours live', 'Slot'], ...table]));
      await page.getByText('Needs your answer', { exact: true }).click();
      await heading(desk, /Which column is which/);
      const again = page.getByRole('button', { name: 'Read it again' });
      assert.ok(await again.isDisabled());
      await page.getByText('Say which column is the username or the creator ID.').waitFor();
      await page.getByLabel('Talent').selectOption({ label: 'Username' });
      await page.getByLabel('Gift coins').selectOption({ label: 'Diamonds' });
      await page.getByLabel('Hours live').selectOption({ label: 'LIVE time' });
      await page.getByLabel('First day').fill(days[0]!);
      await page.getByLabel('Last day, included').fill(addDays(days[0]!, -1));
      await page.getByText('The last day is before the first.').waitFor();
      await page.getByLabel('Last day, included').fill(days[1]!);
      await look(desk, 'columns');
      await again.click();
      await heading(desk, /8 creators/);
      await look(desk, 'read-table');
      await page.getByRole('button', { name: 'Take it in' }).click();
      await heading(desk, /is in/);
    }));

  test('another agency’s file is told as that, and needs a sign; a broken one says what would change it', () =>
    stage.walk(async () => {
      const { page } = desk;
      const theirs = simulateAgency({ seed: 99, creators: 40, from: addDays(days[0]!, -1), days: 4 });
      const strange = asXlsx(creatorData(theirs, { on: days[2]!, language: 'es' }));
      await desk.go(home);
      await bring(desk, strange);
      await page.getByText('Waits for your yes', { exact: true }).click();
      await page.getByText(/^You know none of the \d+ creators in it\.$/).waitFor();
      const take = page.getByRole('button', { name: 'Take it in' });
      assert.ok(await take.isDisabled());
      await look(desk, 'read-strangers');
      const arab = await stage.open({ wide: true, locale: 'ar' });
      await arab.enter(owner);
      await arab.page.goto(page.url());
      await arab.page.getByText('أدرِجه', { exact: true }).waitFor();
      await look(arab, 'read-arabic');
      await arab.go(home);
      await look(arab, 'list-arabic');
      await arab.context.close();
      await page.getByLabel('I have looked: it is our own file.').check();
      assert.ok(await take.isEnabled());
      await page.getByRole('button', { name: 'Stop, keep nothing' }).click();
      await heading(desk, /This file was stopped/);

      const whole = file(days[2]!);
      await desk.go(home);
      await bring(desk, { ...whole, name: 'broken.xlsx', buffer: whole.buffer.subarray(0, 3_000) });
      await line(desk, 'broken.xlsx').getByText('Cannot be used').click();
      await heading(desk, /This file cannot be used/);
      await page.getByText('Export it once more, and bring the file as it is, without opening it in between.').waitFor();
      await look(desk, 'refused');
      await desk.go(home);
      await look(desk, 'list');
    }));

  test('how far a file is can be left and found again; it is told as long as it moves', () =>
    stage.walk(async () => {
      const { page } = desk;
      await desk.go(home);
      await bring(desk, file(days[2]!));
      await page.getByText('Waits for your yes', { exact: true }).click();
      await heading(desk, new RegExp(`Taking it in adds ${words(days[2]!)}`));
      const here = page.url();
      // A file so large that one can look on: what the server says of this one, as if it were.
      let as: object = { state: 'reading', done: 6_140 };
      await page.route(/\/v1\/.*\/imports\/[\da-f-]{36}$/, async (route) => {
        const answer = await route.fetch();
        await route.fulfill({ response: answer, json: { ...(await answer.json()), ...as } });
      });
      await page.goto(here);
      await heading(desk, /6,140 rows are read so far/);
      await look(desk, 'reading');
      await desk.go(home);
      await desk.go(new URL(here).pathname);
      as = { state: 'taking', done: 6_140, rows: 9_828 };
      await heading(desk, /6,140 of 9,828 rows are taken in/);
      await look(desk, 'taking');
      as = {};
      await heading(desk, new RegExp(`Taking it in adds ${words(days[2]!)}`));
      await page.unroute(/\/v1\/.*\/imports\/[\da-f-]{36}$/);
      await page.getByRole('button', { name: 'Stop, keep nothing' }).click();
      await heading(desk, /This file was stopped/);
    }));

  test('a sending that breaks off is told, and goes on with what is missing', () =>
    stage.walk(async () => {
      const { page } = desk;
      const large = asCsv('large.csv', [['Talent', 'Gift coins'], ...Array.from({ length: 60_000 }, (_, i) => [`somebody.${i}`, `${i}`])]);
      assert.ok(large.buffer.length > 1_048_576, 'three parts');
      let broken = true;
      const looked = Promise.withResolvers<void>();
      await page.route('**/parts/1', async (route) => {
        await looked.promise;
        await (broken ? route.abort() : route.continue());
      });
      await desk.go(home);
      await bring(desk, large);
      await page.getByText(/^Being sent: /).waitFor();
      await line(desk, 'large.csv').click();
      await heading(desk, /KB of .* MB are sent|MB of .* MB are sent/);
      await look(desk, 'sending');
      looked.resolve();
      await heading(desk, /Sending broke off at/);
      await look(desk, 'broke-off');
      broken = false;
      await page.getByRole('button', { name: 'Send the rest' }).click();
      await heading(desk, /Which column is which/);
      await page.unroute('**/parts/1');
      await page.getByRole('button', { name: 'Stop, keep nothing' }).click();
      await heading(desk, /This file was stopped/);
    }));
});

describe('journey: a house', () => {
  let stage: Stage;
  before(async () => {
    stage = await openStage({ mode: 'house' });
  });
  after(() => stage.stop());

  test('the printed link asks for agency and owner, nothing else, and leads to the drop zone; the first file is looked at and taken in', async () => {
    const { t } = stage;
    const { url } = await t.app.carryOut<{ url: string }>('people.issueStartLink', { kind: 'house' });
    const window = await stage.open({ wide: true });
    const { page } = window;
    await page.goto(new URL(url).pathname);
    await page.getByRole('button', { name: 'Open the agency' }).waitFor();
    await look(window, 'house');
    await window.turn({ wide: true, dark: false });
    await page.getByLabel('Name of the agency').fill('Northlight Studio');
    await page.getByLabel('Your name').fill('Ola Owner');
    await page.getByLabel('E-mail').fill('ola@northlight.invalid');
    await page.getByLabel('Password').fill('short');
    await page.getByRole('button', { name: 'Open the agency' }).click();
    await page.getByText('The password is too short. It needs 12 characters.').waitFor();
    await page.getByLabel('Password').fill('long enough for a door');
    await page.getByRole('button', { name: 'Open the agency' }).click();
    await page.waitForURL(/\/a\/[^/]+\/imports$/);
    const rail = page.getByRole('navigation', { name: 'Rooms' });
    await rail.getByRole('link', { name: 'Imports' }).waitFor();
    assert.equal(await rail.getByRole('link', { name: 'Discover' }).count(), 0);
    const on = addDays(dayOf(t.now()), -1);
    const truth = simulateAgency({ seed: 12, creators: 24, from: on, days: 1 });
    await page
      .locator('input[type=file]')
      .first()
      .setInputFiles([asXlsx(creatorData(truth, { on, language: 'en' }))]);
    await page
      .getByRole('link', { name: /Creator_data/ })
      .first()
      .click();
    await page.getByRole('button', { name: 'Take it in' }).click();
    await page
      .getByText(/taken in/i)
      .first()
      .waitFor();
  });
});
