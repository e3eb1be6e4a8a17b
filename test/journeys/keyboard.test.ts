// The main job of each of the three without a pointer: Tab, Enter, Space, Escape and letters.
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import type { Page } from 'playwright-core';
import { invite as inviteByApi, makeAgency, makeCreator, makeOperator, type MadeAgency } from '../make.ts';
import { openStage, type Stage, type Window } from './browser.ts';
import { tabTo } from './reach.ts';

type Who = { email: string; password: string };

async function press(page: Page, name: RegExp, key = 'Enter'): Promise<void> {
  await tabTo(page, name);
  await page.keyboard.press(key);
}
async function signIn({ page }: Window, who: Who): Promise<void> {
  await page.goto('/sign-in');
  await page.locator('form').waitFor();
  await tabTo(page, /^E-mail/);
  await page.keyboard.type(who.email);
  await page.keyboard.press('Tab');
  await page.keyboard.type(who.password);
  await page.keyboard.press('Enter');
  await page.waitForURL((url) => url.pathname !== '/sign-in');
  await page.locator('main h1').first().waitFor();
}
/** Where the focus is after a dialog: on something of the page, not lost. */
async function hasFocus(page: Page, name: RegExp): Promise<void> {
  await page.getByRole('dialog').waitFor({ state: 'hidden' });
  await page.waitForFunction(() => document.activeElement !== document.body);
  const at = await page.evaluate(() => document.activeElement!.getAttribute('aria-label') ?? document.activeElement!.textContent ?? '');
  assert.match(at, name);
}
/** The first stop of a page leads to its content. */
async function pastTheRail(page: Page): Promise<void> {
  await page.keyboard.press('Tab');
  assert.equal(await page.evaluate(() => document.activeElement?.className), 'skip');
  await page.keyboard.press('Enter');
  assert.equal(await page.evaluate(() => document.activeElement?.id), 'main');
  await page.keyboard.press('Tab');
  assert.ok(await page.evaluate(() => document.activeElement?.closest('main') !== null));
}

describe('journey: by keyboard alone', () => {
  let stage: Stage;
  let agency: MadeAgency;
  let creator: Who;
  let owner: Who;
  before(async () => {
    stage = await openStage();
    agency = await makeAgency(stage.t, await makeOperator(stage.t), 'Northlight Studio');
    const her = await stage.enrol('Aylin');
    creator = her;
    await stage.t.app.carryOut(
      'creators.join',
      { displayName: 'Aylin', platform: 'tiktok', handle: 'aylin.ceramics', birthDate: '1998-03-09' },
      await stage.t.app.actorOf(her.personId),
    );
    const him = await stage.enrol('Omar Owner');
    owner = him;
    await stage.t.app.carryOut('agencies.seat', { agencyId: agency.agencyId, personId: him.personId, role: 'owner' });
    const ingrid = await makeCreator(stage.t, { displayName: 'Ingrid', handle: 'ingrid.pots', on: true });
    await inviteByApi(agency, ingrid.creatorId);
    await stage.t.app.relay.drain();
  });
  after(() => stage.stop());

  async function invite(page: Page, name: string): Promise<void> {
    await page.keyboard.press('/');
    await page.keyboard.press('ControlOrMeta+a');
    await page.keyboard.type(name);
    await page.waitForURL((url) => url.searchParams.get('q')?.toLowerCase() === name.toLowerCase());
    await page.getByRole('checkbox', { name: `Pick ${name}` }).waitFor();
    await press(page, new RegExp(`^Pick ${name}`), 'Space');
    await press(page, /^Invite 1/);
    await page.getByRole('dialog').getByText('8 %', { exact: false }).first().waitFor();
    await press(page, /^Send 1 invitation/);
    await page.getByRole('dialog').getByText('1 invitation sent').waitFor();
    await press(page, /^Done/);
    await page.getByRole('dialog').waitFor({ state: 'hidden' });
    await page.waitForFunction(() => document.activeElement !== document.body);
  }

  test('a creator switches on, opens an invitation, joins and leaves; an agency searches, picks, invites and withdraws', () =>
    stage.walk(async () => {
      const her = await stage.open();
      await signIn(her, creator);
      await press(her.page, /^Agency invitation/);
      await her.page.waitForURL('**/agency-center');
      await her.page.getByRole('switch').first().waitFor();
      await press(her.page, /agency invitation/i, 'Space');
      await her.page.getByText(/^On since/).waitFor();
      await stage.t.app.relay.drain();

      const him = await stage.open({ wide: true });
      await him.enter(owner);
      await him.page.goto(`/a/${agency.agencyId}/discover`);
      await him.page.getByRole('searchbox').waitFor();
      await pastTheRail(him.page);
      await invite(him.page, 'Aylin');
      await press(him.page, /^Invitations/);
      await him.page.waitForURL('**/invitations');
      await him.page.getByText('Ingrid').first().waitFor();
      await press(him.page, /^Withdraw the invitation to Ingrid/);
      await him.page.getByRole('dialog').waitFor();
      await him.page.keyboard.press('Escape');
      await hasFocus(him.page, /^Withdraw the invitation to Ingrid/);
      await him.page.keyboard.press('Enter');
      await him.page.getByRole('dialog').waitFor();
      await press(him.page, /^Withdraw/);
      await him.page.getByText('The invitation to Ingrid is withdrawn.').first().waitFor();
      await hasFocus(him.page, /./);

      await her.page.goto('/home');
      await her.page.getByRole('link', { name: /Northlight Studio/ }).waitFor();
      await press(her.page, /^Northlight Studio/);
      await her.page.waitForURL('**/invitations/*');
      await her.page.getByRole('button', { name: 'Accept terms' }).waitFor();
      await press(her.page, /^Accept terms/);
      await her.page.getByRole('dialog').waitFor();
      await her.page.keyboard.press('Escape');
      await hasFocus(her.page, /^Accept terms/);
      await her.page.keyboard.press('Enter');
      await her.page.getByRole('dialog').waitFor();
      await press(her.page, /^Join on these terms/);
      await her.page.getByText('What happens now').waitFor();
      await press(her.page, /^To my membership/);
      await her.page.waitForURL('**/membership/*');
      await her.page.getByRole('heading', { name: 'The way out' }).waitFor();
      await press(her.page, /^Leave$/);
      await her.page.getByRole('dialog').waitFor();
      await press(her.page, /^Leave now/);
      await her.page
        .getByText(/You have left|Your time with/)
        .first()
        .waitFor();
      await hasFocus(her.page, /./);
      assert.deepEqual([...her.complaints, ...him.complaints], []);
    }));

  test('an operator makes an agency', () =>
    stage.walk(async () => {
      const window = await stage.open({ wide: true });
      const { page } = window;
      await window.enter(await stage.enrol('Olga Operator', 'admin'));
      await page.goto('/operator');
      await page.getByRole('button', { name: 'Make an agency' }).waitFor();
      await press(page, /^Make an agency/);
      await page.getByRole('dialog').waitFor();
      await tabTo(page, /^Name/);
      await page.keyboard.type('Casa Volta');
      await press(page, /^Make the agency/);
      await page.getByText('Casa Volta is made').waitFor();
      await press(page, /^Done/);
      await hasFocus(page, /^Make an agency/);
      await page.getByText('Casa Volta').first().waitFor();
      assert.deepEqual(window.complaints, []);
    }));
});
