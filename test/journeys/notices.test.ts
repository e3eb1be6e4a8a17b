// Told in the app and by mail, how one wants it; everywhere by the palette; a password that was forgotten.
import assert from 'node:assert/strict';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { invite, makeAgency, makeCreator, makeOperator, setConsent, type MadeAgency } from '../make.ts';
import type { Caller } from '../server.ts';
import { openStage, see, type Stage } from './browser.ts';

describe('journey: notices', () => {
  let stage: Stage;
  let northlight: MadeAgency;
  let volta: MadeAgency;
  let operator: Caller;
  const folder = mkdtempSync(join(tmpdir(), 'greenroom-mail-'));
  before(async () => {
    stage = await openStage({ relay: false, mail: { smtpUrl: undefined, from: 'Greenroom <greenroom@agency.example>', folder } });
    operator = await makeOperator(stage.t);
    northlight = await makeAgency(stage.t, operator, 'Northlight Studio');
    volta = await makeAgency(stage.t, operator, 'Casa Volta');
    await deliver();
  });
  after(async () => {
    await stage.stop();
    rmSync(folder, { recursive: true, force: true });
  });
  const deliver = async () => {
    await stage.t.app.relay.drain();
    await stage.t.app.mailing.sendDue();
  };
  /** The mails to an address, decoded as far as the test reads them. */
  const mailsTo = (email: string): string[] =>
    (existsSync(folder) ? readdirSync(folder) : [])
      .sort()
      .map((file) => readFileSync(join(folder, file), 'utf8').replace(/=\r\n/g, ''))
      .filter((text) => text.includes(`<${email}>`));
  async function creator() {
    const person = await stage.enrol('Aylin Doğan');
    const caller = await stage.t.callerOf(person.personId);
    const made = await caller.post('/v1/me/creator', {
      displayName: 'Aylin Doğan',
      handle: `aylin.${person.personId.slice(-6)}`,
      platform: 'twitch',
      languages: ['tr'],
      country: 'DE',
      birthDate: '1995-05-05',
    });
    const her = { ...caller, creatorId: made.body.creatorId as string, handle: '' };
    await setConsent(her, 'discovery', true);
    await deliver();
    await caller.post('/v1/me/notices/read', { upTo: stage.t.now().toISOString() });
    return { person, her };
  }

  test('an invitation arrives, the bell counts, it is opened and read; without mails about it no file appears', () =>
    stage.walk(async () => {
      const { person, her } = await creator();
      const phone = await stage.open();
      const { page } = phone;
      await phone.enter(person);
      await phone.go('/home');
      const more = () => page.getByRole('button', { name: /^More/ }).last();
      await more().waitFor();
      assert.equal(await more().textContent(), 'More');
      const before = mailsTo(person.email).length;
      const inviteId = await invite(northlight, her.creatorId);
      await deliver();
      assert.equal(mailsTo(person.email).length, before + 1);
      assert.ok(mailsTo(person.email).at(-1)!.includes(`${stage.address}/invitations/${inviteId}`));

      await page.reload();
      await page.getByRole('button', { name: 'More 1 new notification' }).last().click();
      await page.getByRole('menuitem', { name: /Notifications/ }).click();
      await page.getByText('One notification is new.').waitFor();
      await see(phone, 'notices-phone');
      await page.getByRole('link', { name: /Northlight Studio invites you/ }).click();
      await page.waitForURL(`**/invitations/${inviteId}`);
      await page.goBack();
      await page.getByText('You have read everything.').waitFor();
      await page.getByRole('button', { name: 'More', exact: true }).last().waitFor();

      await page.getByRole('link', { name: 'How you are told' }).click();
      const switches = page.getByRole('switch', { name: 'Invitations by e-mail' });
      await switches.click({ force: true });
      await page.getByText('Saved.').waitFor();
      await page.getByRole('checkbox', { name: /Mails wait until/ }).click();
      await page.getByLabel('From').waitFor();
      await see(phone, 'notices-settings-phone');
      const mails = mailsTo(person.email).length;
      await invite(volta, her.creatorId);
      await deliver();
      assert.equal(mailsTo(person.email).length, mails, 'no file');
      await page.goto('/notices');
      await page.getByText('One notification is new.').waitFor();
      await page.getByRole('button', { name: 'Mark all as read' }).click();
      await page.getByText('You have read everything.').waitFor();
      await page.goto('/settings/notifications');
      await page.getByLabel('From').waitFor();
      assert.equal(await page.getByRole('switch', { name: 'Invitations by e-mail' }).isChecked(), false, 'kept');
    }));

  test('by keyboard: the palette leads to a screen, to an agency, to a creator; empty states and the desk', () =>
    stage.walk(async () => {
      const { t } = stage;
      const mina = await makeCreator(t, { displayName: 'Minami Kiln', handle: 'minami_kiln', on: true });
      await makeCreator(t, { displayName: 'Hidden Minami', handle: 'hidden_minami' });
      await t.app.relay.drain();
      const person = await stage.enrol('Olga Owner');
      for (const { agencyId } of [northlight, volta])
        await t.app.carryOut('agencies.seat', { agencyId, personId: person.personId, role: 'owner' });
      const desk = await stage.open({ wide: true, dark: true });
      const { page } = desk;
      await desk.enter(person);
      await page.goto(`/a/${northlight.agencyId}/roster`);
      await page.getByRole('heading', { level: 1 }).first().waitFor();
      const palette = async (typed: string) => {
        await page.keyboard.press('Control+k');
        await page.getByRole('combobox').waitFor();
        await page.keyboard.type(typed);
      };
      await palette('notif');
      await page.getByRole('option', { name: 'Notifications' }).first().waitFor();
      await page.keyboard.press('Enter');
      await page.waitForURL('**/notices');
      await page.getByText('Nothing has been told to you yet.').waitFor();
      await see(desk, 'notices-empty-desk');

      await palette('casa');
      await page.getByRole('option', { name: 'Casa Volta' }).waitFor();
      await page.keyboard.press('Enter');
      await page.waitForURL(`**/a/${volta.agencyId}/**`);
      await page
        .getByText(/creators? (is|are) open to invitations/)
        .first()
        .waitFor();

      const looks = async () => {
        await t.app.exposures.flush();
        return (await t.owner.query('select from exposures where creator_id = $1 and agency_id = $2', [mina.creatorId, volta.agencyId]))
          .rowCount!;
      };
      const before = await looks();
      await palette('minami');
      await page.getByRole('option', { name: /Minami Kiln/ }).waitFor();
      assert.equal(await page.getByText('Hidden Minami').count(), 0, 'only who is open to it');
      await see(desk, 'palette-desk');
      assert.equal(await looks(), before + 1, 'the look is noted');
      await page.keyboard.press('Escape');
      await page.getByRole('combobox').waitFor({ state: 'hidden' });
      await palette('light off');
      await page.keyboard.press('Enter');
      await page.waitForFunction(() => document.documentElement.dataset['theme'] === 'dark');
      await page.goto('/account');
      await page.getByText('You are signed in as').waitFor();
      await see(desk, 'account-desk');
      await page.goto('/settings/notifications');
      await page.getByText('You choose what reaches you').waitFor();
      // Whom to call is mailed each morning, and told in the app on the screen Today alone: until she wishes otherwise.
      const calls = (where: string) => page.getByRole('switch', { name: `Today’s calls ${where}` });
      assert.deepEqual([await calls('in the app').isChecked(), await calls('by e-mail').isChecked()], [false, true]);
      await page.getByLabel('By the clock of').selectOption('Asia/Tokyo');
      await page.getByText('Saved.').waitFor();
      await page.getByRole('button', { name: /^Use the clock of this device/ }).waitFor();
      await see(desk, 'notices-settings-desk');

      const phone = await stage.open();
      await phone.enter(person);
      await phone.page.goto('/account');
      await phone.page.getByText('You are signed in as').waitFor();
      await see(phone, 'account-phone');
      await phone.page.getByRole('button', { name: 'Rooms and account' }).click();
      await phone.page.getByRole('menuitem', { name: /^Go to/ }).click();
      await phone.page.getByRole('combobox').waitFor();
      await see(phone, 'palette-phone');
    }));

  test('a forgotten password: a link by mail, a new one, the old one no longer; then changed by who knows it', () =>
    stage.walk(async () => {
      const { person } = await creator();
      const window = await stage.open();
      const { page } = window;
      await page.goto('/sign-in');
      await page.getByRole('link', { name: 'Forgotten your password?' }).click();
      // The door has a field of the same name.
      await page.getByRole('button', { name: 'Send me a link' }).waitFor();
      await page.getByLabel('E-mail').fill(person.email);
      await see(window, 'forgot');
      await page.getByRole('button', { name: 'Send me a link' }).click();
      await page.getByText('a mail is on its way').waitFor();
      await see(window, 'forgot-sent');
      await stage.t.app.mailing.settled();
      const link = /https?:\/\/[^\s"<]+\/reset\/[\w-]+/.exec(mailsTo(person.email).at(-1)!)![0];
      await page.goto(link);
      await page.getByLabel('New password').fill('too short');
      await page.getByRole('button', { name: 'Keep the new password' }).click();
      await page.getByText('It needs 12 characters').waitFor();
      await page.getByLabel('New password').fill('a password quite new');
      await see(window, 'reset');
      await page.getByRole('button', { name: 'Keep the new password' }).click();
      await page.getByText('Your new password holds.').waitFor();
      await page.goto(link);
      await page.getByLabel('New password').fill('a password quite new');
      await page.getByRole('button', { name: 'Keep the new password' }).click();
      await page.getByText('This link does not work any more.').waitFor();
      await see(window, 'reset-over');
      await window.signIn({ email: person.email, password: 'a password quite new' });
      await page.goto('/account');
      await page.getByRole('button', { name: 'Change the password' }).click();
      await page.getByLabel('Password until now').fill('a password quite new');
      await page.getByLabel('New password').fill('one more password');
      await see(window, 'account-password-phone');
      await page.getByRole('button', { name: 'Change the password' }).click();
      await page.getByText('The password is changed.').waitFor();
      await deliver();
      assert.ok(mailsTo(person.email).at(-1)!.includes('password of your account was changed'));
    }));
});
