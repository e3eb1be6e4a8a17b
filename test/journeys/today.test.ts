// The agency's room "Today": who needs a call and why; a call is done, undone, put off, and told again in its history.
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { creatorData } from '#src/connectors/backstage/exports.ts';
import { simulateAgency } from '#src/connectors/backstage/truth.ts';
import { toCsv } from '#src/connectors/backstage/write.ts';
import { addDays, nextFirst } from '#src/lib/days.ts';
import { dayOf } from '#src/lib/time.ts';
import { bringAndTake } from '../bring.ts';
import { makeAgency, makeOperator, type MadeAgency } from '../make.ts';
import { lookerAt, openStage, see, type Stage, type Window } from './browser.ts';

const look = lookerAt('today', { darkDesk: true });

describe('journey: today', () => {
  let stage: Stage;
  let agency: MadeAgency;
  let desk: Window;
  let home: string;
  before(async () => {
    stage = await openStage();
    const { t } = stage;
    // The morning of a 22nd: a month that a call can still change.
    const then = Date.parse(`${addDays(nextFirst(dayOf(t.now())), 21)}T09:30:00Z`);
    t.advance(then - t.now().getTime());
    agency = await makeAgency(t, await makeOperator(t), 'Northlight Studio');
    const owner = await stage.enrol('Hanna Owner');
    await t.app.carryOut('agencies.seat', { agencyId: agency.agencyId, personId: owner.personId, role: 'owner' });
    home = `/a/${agency.agencyId}/today`;
    desk = await stage.open({ wide: true });
    await desk.enter(owner);
  });
  after(() => stage.stop());

  const bring = async () => {
    const { t } = stage;
    const yesterday = addDays(dayOf(t.now()), -1);
    const truth = simulateAgency({ seed: 11, creators: 40, from: addDays(yesterday, -5), days: 6, shares: { joining: 0.2 } });
    for (const back of [4, 2, 1, 0]) {
      const { name, rows } = creatorData(truth, { on: addDays(yesterday, -back), language: 'en' });
      await bringAndTake(t, agency.owner, agency.agencyId, {
        name,
        bytes: toCsv(rows, { encoding: 'utf-8-bom', delimiter: ',', eol: '\r\n' }),
      });
    }
    await t.app.reckoning.workDue();
  };
  const need = async ({ page }: Window, count: number) =>
    page.getByRole('heading', { level: 1, name: count === 1 ? '1 creator needs a call.' : `${count} creators need a call.` }).waitFor();
  const names = ({ page }: Window) => page.getByRole('list', { name: 'Who needs a call' }).locator('button.name');

  test('nothing yet: where the figures come from', () =>
    stage.walk(async () => {
      await desk.go(home);
      await desk.page.getByRole('heading', { level: 1, name: 'Nobody can be called yet: no figures are known.' }).waitFor();
      await see(desk, 'today-empty');
      await desk.page.getByRole('link', { name: 'To the imports' }).waitFor();
    }));

  test('who needs a call and why; by keyboard to one of them, done with a note, undone, put off, told in the history', () =>
    stage.walk(async () => {
      await bring();
      const { page } = desk;
      const { body } = await agency.owner.get(`/v1/agencies/${agency.agencyId}/calls`);
      const total: number = body.total;
      assert.ok(total >= 4 && body.changing > 0, `${total} need a call`);
      await page.reload();
      await need(desk, total);
      await look(desk, 'due');

      // Beside the list stands the first of them, then whoever the keys lead to.
      const nameOf = (n: number): string => body.items[n].displayName ?? body.items[n].handle;
      const column = (name: string) => page.getByRole('complementary', { name, exact: true });
      await column(nameOf(0)).getByText('What a call can still change').waitFor();
      await names(desk).nth(0).focus();
      await page.keyboard.press('j');
      await page.keyboard.press('ArrowDown');
      await page.keyboard.press('k');
      await page.keyboard.press('Enter');
      await column(nameOf(1)).getByRole('heading', { name: 'Calls' }).waitFor();
      assert.equal(new URL(page.url()).searchParams.get('one'), body.items[1].exportId);

      const done = async () => {
        await column(nameOf(1)).getByLabel('What was said').fill('The kiln is broken, waits for a part.');
        await column(nameOf(1)).getByRole('button', { name: 'Done', exact: true }).click();
        await page.getByText(`${nameOf(1)}: the call is done.`).waitFor();
        await need(desk, total - 1);
      };
      await done();
      await page.getByRole('button', { name: 'Undo' }).click();
      await need(desk, total);
      await names(desk).nth(1).click();
      await column(nameOf(1)).getByText('Brought back').waitFor();
      await done();

      await page.getByRole('button', { name: `More for ${nameOf(0)}` }).click();
      await page.getByRole('menuitem', { name: 'Tomorrow' }).click();
      await need(desk, total - 2);

      await page.getByRole('radio', { name: 'Resting' }).click({ force: true });
      await page.getByRole('heading', { level: 1, name: '2 creators rest.' }).waitFor();
      await names(desk)
        .filter({ hasText: nameOf(1) })
        .click();
      const history = column(nameOf(1)).getByRole('list', { name: 'Calls, newest first' });
      await history.getByText('The kiln is broken, waits for a part.').first().waitFor();
      assert.equal(await history.getByText('Call done').count(), 2);
      await look(desk, 'resting');
      await page.getByRole('button', { name: `Bring back ${nameOf(0)}` }).click();
      await page.getByRole('heading', { level: 1, name: '1 creator rests.' }).waitFor();
    }));

  test('by reason, in the address; on a phone one of them fills the screen; from right to left', () =>
    stage.walk(async () => {
      const { page } = desk;
      await page.goto(home);
      await page.getByRole('group', { name: 'By reason' }).getByRole('button').first().click();
      await page.waitForURL(/reason=/);
      await page.reload();
      await page.getByRole('button', { pressed: true }).waitFor();
      await desk.turn({ wide: false, dark: false });
      await names(desk).first().click();
      await page.getByRole('dialog').getByText('What a call can still change').waitFor();
      await see(desk, 'today-one');
      await page.keyboard.press('Escape');
      await page.getByRole('dialog').waitFor({ state: 'detached' });

      const other = await stage.open({ locale: 'ar', wide: true });
      await other.context.addCookies(await desk.context.cookies());
      await other.page.goto(home);
      await other.page.locator('main aside h2').first().waitFor();
      assert.equal(await other.page.evaluate(() => document.documentElement.dir), 'rtl');
      await see(other, 'today-rtl');
    }));
});
