// From a search into the pipeline: saved, moved by keyboard, noted, lost with a reason, invited several at once; and what the creator sees of it.
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { makeAgency, makeCreator, makeOperator, setConsent, type MadeAgency, type MadeCreator } from '../make.ts';
import type { Caller } from '../server.ts';
import { lookerAt, openStage, see, type Stage, type Window } from './browser.ts';

const look = lookerAt('pipeline', { darkDesk: true });

describe('journey: scouting', () => {
  let stage: Stage;
  let agency: MadeAgency;
  let scout: Window;
  let home: string;
  const creators: MadeCreator[] = [];
  let layla: Awaited<ReturnType<Stage['enrol']>>;
  let her: Caller;
  before(async () => {
    stage = await openStage();
    const { t } = stage;
    const operator = await makeOperator(t);
    agency = await makeAgency(t, operator, 'Northlight Studio');
    for (const displayName of ['Aylin Doğan', 'Minami Sato', 'Thảo Nguyễn', 'Joana Batista', 'Ingrid Solheim'])
      creators.push(await makeCreator(t, { displayName, bio: 'Pottery and glazes', on: true }));
    layla = await stage.enrol('ليلى منصور');
    her = await t.callerOf(layla.personId);
    const given = {
      displayName: 'ليلى منصور',
      languages: ['ar'],
      country: 'EG',
      birthDate: '1995-05-05',
      handle: 'layla',
      platform: 'tiktok',
    };
    assert.equal((await her.post('/v1/me/creator', given)).status, 200);
    await setConsent(her, 'discovery', true);
    await t.app.relay.drain();
    const person = await stage.enrol('Sam Scout');
    await t.app.carryOut('agencies.seat', { agencyId: agency.agencyId, personId: person.personId, role: 'scout' });
    home = `/a/${agency.agencyId}`;
    scout = await stage.open({ wide: true });
    await scout.enter(person);
  });
  after(() => stage.stop());
  const card = (name: string) => scout.page.getByRole('button', { name, exact: true });
  const column = (name: string) => scout.page.locator('section[aria-label]').filter({ has: scout.page.getByRole('heading', { name }) });

  test('an empty pipeline says what it is for; from the search by a key, and several at once', () =>
    stage.walk(async () => {
      const { page } = scout;
      await scout.go(`${home}/pipeline`);
      await page.getByRole('heading', { level: 1, name: 'Nobody is in your pipeline yet.' }).waitFor();
      await see(scout, 'pipeline-empty');
      await page.getByRole('link', { name: 'Find creators' }).click();
      await page.getByRole('heading', { level: 1, name: /6 creators are open/ }).waitFor();
      await card('Joana Batista').focus();
      await page.keyboard.press('s');
      await page.getByText('1 creator saved to the pipeline.').waitFor();
      await page.getByRole('checkbox', { name: 'Pick all shown' }).check();
      await page.getByRole('button', { name: 'Save to the pipeline' }).click();
      await page.getByText('5 creators saved to the pipeline.').waitFor();
      await page.getByText('1 was there already.').waitFor();
    }));

  test('the board by keyboard: walked, picked, moved; a note and a reminder; lost needs a reason', () =>
    stage.walk(async () => {
      const { page } = scout;
      await scout.go(`${home}/pipeline`);
      await page.getByRole('heading', { level: 1, name: '6 creators are in your pipeline.' }).waitFor();
      const first = column('To look at').locator('button.name').first();
      await first.focus();
      await page.keyboard.press('Space');
      await page.keyboard.press('j');
      await page.keyboard.press('Space');
      await page.getByText('2 selected').waitFor();
      await page.getByRole('button', { name: 'Move to' }).click();
      await page.getByRole('menuitem', { name: 'Contacted' }).click();
      await page.getByText('Moved: Contacted.').waitFor();
      await column('Contacted').locator('button.name').nth(1).waitFor();
      await column('To look at').locator('button.name').first().focus();
      await page.keyboard.press('ArrowRight');
      const focused = () => page.evaluate(() => document.activeElement?.closest('[data-column]')?.getAttribute('data-column'));
      assert.equal(await focused(), 'contacted');
      await page.keyboard.press('Enter');
      await page.waitForURL(/one=/);
      const panel = page.getByRole('dialog');
      await panel.getByLabel('Note', { exact: true }).fill('Wants to hear about coaching.');
      await panel.getByRole('button', { name: 'Keep the note' }).click();
      await panel
        .getByRole('list', { name: /What happened/ })
        .getByText('Wants to hear about coaching.')
        .waitFor();
      await panel.getByRole('button', { name: 'Tomorrow' }).click();
      await panel.getByText('Take it away').waitFor();
      await look(scout, 'one');
      await panel.getByLabel('Stage').selectOption('Lost');
      const why = page.getByRole('dialog').filter({ hasText: 'Why is 1 creator lost?' });
      await why.getByText('Did not like the terms').click();
      await why.getByRole('button', { name: 'Move to lost' }).click();
      await page.getByText('Moved: Lost.').waitFor();
      await page.keyboard.press('Escape');
      await page.getByRole('dialog').waitFor({ state: 'detached' });
      await column('Lost').getByText('Did not like the terms').waitFor();
      await look(scout, 'board');
    }));

  test('several are invited in one form, each answered; who takes nothing so is told why; the board follows', () =>
    stage.walk(async () => {
      const { page } = scout;
      const { t } = stage;
      const wary = creators.at(-1)!;
      await wary.put('/v1/me/invite-filters', { commissionBpsMax: null, languages: [], verifiedOnly: true, inboxMax: null });
      await scout.turn({ wide: true, dark: false });
      await page.goto(`${home}/pipeline`);
      for (const name of ['Aylin Doğan', 'Minami Sato', 'Thảo Nguyễn', 'ليلى منصور', 'Joana Batista', 'Ingrid Solheim'])
        await page.getByRole('checkbox', { name: `Pick ${name}` }).check();
      await page.getByRole('button', { name: 'Invite 6, read terms first' }).click();
      const form = page.getByRole('dialog');
      await form.getByLabel('Message').fill('We know pottery.');
      await form.getByRole('button', { name: 'Send 6 invitations' }).click();
      await form.getByText('5 invitations sent').waitFor();
      await form.getByText('Takes invitations only from verified agencies.').waitFor();
      await see(scout, 'pipeline-invited');
      await form.getByRole('button', { name: 'Done' }).click();
      await t.app.relay.drain();
      await page.reload();
      await column('Invited').locator('button.name').nth(4).waitFor();
      const { rows } = await t.owner.query('select count(*)::int as n from invites');
      assert.equal(rows[0].n, 5, 'nobody twice');
    }));

  test('a search is kept, finds somebody new a day later, and the notice leads to her; switched off and forgotten', () =>
    stage.walk(async () => {
      const { page } = scout;
      const { t } = stage;
      await scout.go(`${home}/searches`);
      await page.getByRole('heading', { level: 1, name: 'You have not saved a search yet.' }).waitFor();
      await page.getByRole('link', { name: 'To Discover' }).click();
      await page.getByRole('searchbox', { name: 'Search creators' }).fill('porcelain');
      await page.getByRole('heading', { name: /Nobody who is open/ }).waitFor();
      await page.getByRole('button', { name: 'Save this search' }).click();
      const form = page.getByRole('dialog');
      assert.equal(await form.getByLabel('Name').inputValue(), 'porcelain');
      await see(scout, 'search-keep');
      await form.getByRole('button', { name: 'Save this search' }).click();
      await page.getByText('The search is kept.').waitFor();
      await t.app.relay.drain();
      await t.app.asking.workDue();
      await makeCreator(t, { displayName: 'Haneul Kim', bio: 'Porcelain at night', on: true });
      await t.app.relay.drain();
      t.advance(86_401_000);
      await t.app.asking.workDue();
      await t.app.relay.drain();
      await page.goto('/notices');
      await page.getByText('1 creator is new to your search “porcelain”.').click();
      await page.getByRole('heading', { level: 1, name: /1 creator was new to “porcelain”/ }).waitFor();
      await page.getByRole('checkbox', { name: 'Pick Haneul Kim' }).check();
      await lookerAt('searches', { darkDesk: true })(scout, 'fresh');
      await page.getByRole('button', { name: 'Save to the pipeline' }).click();
      await page.getByText('1 creator saved to the pipeline.').waitFor();
      await page.getByRole('link', { name: 'To your saved searches' }).click();
      await page.getByRole('heading', { level: 1, name: 'You have saved 1 search.' }).waitFor();
      await lookerAt('searches', { darkDesk: true })(scout, 'list');
      await page.getByRole('switch', { name: 'Tell me of creators who are new to porcelain' }).click();
      await page.getByRole('button', { name: 'Forget porcelain' }).click();
      await page.getByRole('heading', { level: 1, name: 'You have not saved a search yet.' }).waitFor();
    }));

  test('she reads by whom she is saved, and is gone from the board with her permission; on a phone; from right to left', () =>
    stage.walk(async () => {
      const { t } = stage;
      const phone = await stage.open({ wide: false });
      await phone.enter(layla);
      await phone.go('/agency-center/seen');
      await phone.page.getByRole('heading', { name: 'Who has saved you' }).waitFor();
      await phone.page.getByRole('list', { name: 'Who has saved you' }).getByText('Northlight Studio').waitFor();
      await see(phone, 'seen-saved');
      await setConsent(her, 'discovery', false);
      await scout.turn({ wide: false, dark: false });
      await scout.page.goto(`${home}/pipeline?stage=invited`);
      await scout.page.getByRole('heading', { level: 1, name: '6 creators are in your pipeline.' }).waitFor();
      assert.equal(await card('ليلى منصور').count(), 0);
      await see(scout, 'pipeline-phone');
      const other = await stage.open({ locale: 'ar', wide: true });
      await other.context.addCookies(await scout.context.cookies());
      await other.page.goto(`${home}/pipeline`);
      await other.page.locator('main section button.name').first().waitFor();
      assert.equal(await other.page.evaluate(() => document.documentElement.dir), 'rtl');
      await see(other, 'pipeline-rtl');
      await t.app.relay.drain();
    }));
});
