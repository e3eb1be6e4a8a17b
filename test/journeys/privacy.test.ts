// What each party sees, who looked, who may invite; everything taken along; and the end of it, after which nobody gets in.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { after, before, describe, test } from 'node:test';
import { invite, makeAgency, makeOperator, search, setConsent, type MadeAgency } from '../make.ts';
import { signIn } from '../hers.ts';
import type { Caller } from '../server.ts';
import { openStage, see, type Stage } from './browser.ts';

describe('journey: privacy', () => {
  let stage: Stage;
  let agencies: MadeAgency[];
  let operator: Caller;
  before(async () => {
    stage = await openStage();
    operator = await makeOperator(stage.t);
    agencies = [
      await makeAgency(stage.t, operator, 'Northlight Studio'),
      await makeAgency(stage.t, operator, '青空ライブ'),
      await makeAgency(stage.t, operator, 'Casa Volta'),
    ];
  });
  after(() => stage.stop());

  /** Somebody who was found by three agencies, belongs to one, and has an invitation of another. */
  async function makeHer(name: string, handle: string) {
    const { t } = stage;
    const person = await stage.enrol(name);
    const her = await t.callerOf(person.personId);
    const profile = { displayName: name, platform: 'tiktok', handle, birthDate: '1997-04-05', languages: ['tr', 'de'], country: 'DE' };
    const { creatorId } = (await her.post('/v1/me/creator', { ...profile, categories: ['pottery'], bio: 'Bowls, evenings.' })).body;
    await operator.post('/v1/creators/import', {
      platform: 'tiktok',
      rows: [{ row: 1, fields: { handle, averageViewers: 231, followers: 8400 } }],
    });
    await setConsent(her, 'discovery', true);
    await t.app.relay.drain();
    for (const agency of agencies) await search(agency, { text: name });
    await agencies[0]!.owner.get(`/v1/agencies/${agencies[0]!.agencyId}/creators/${creatorId}`);
    const first = await invite(agencies[0]!, creatorId);
    await her.post(`/v1/me/invites/${first}/answer`, { answer: 'accept' });
    await invite(agencies[1]!, creatorId);
    await t.app.exposures.flush();
    return { ...person, her, creatorId };
  }

  for (const wide of [false, true])
    test(`from who sees what to the end, ${wide ? 'on a desk, dark' : 'on a phone'}`, () =>
      stage.walk(async () => {
        const { t } = stage;
        const name = wide ? 'Aylin Doğan' : 'Mina Sato';
        const { her, creatorId, ...person } = await makeHer(name, wide ? 'aylin' : 'mina');
        const window = await stage.open({ wide, dark: wide });
        const { page } = window;
        await window.enter(person);

        // What each of them sees, as it is answered.
        await page.goto('/privacy');
        const table = page.getByRole('table', { name: 'What each of them sees' });
        await table.waitFor();
        const cells = async (row: string) =>
          (
            await table
              .getByRole('row', { name: new RegExp(`^${row}`) })
              .getByRole('cell')
              .allTextContents()
          ).slice(1);
        assert.deepEqual(await cells('Figures'), ['no', 'ranges', 'ranges', 'exact']);
        assert.deepEqual(await cells('Name and handles'), ['no', 'yes', 'yes', 'yes']);
        await see(window, `${wide ? 'desk' : 'phone'}-privacy`);

        // Who looked: by day, then of one agency alone.
        await page.getByRole('link', { name: /^Who saw you/ }).click();
        await page.getByRole('list', { name: 'All records' }).getByText('Casa Volta').waitFor();
        assert.equal(await page.getByRole('status').filter({ hasText: 'records' }).textContent(), '4 records');
        await see(window, `${wide ? 'desk' : 'phone'}-seen`);
        await page.getByLabel('Agency').selectOption({ label: 'Northlight Studio' });
        await page.getByText('2 records').waitFor();
        assert.ok(page.url().includes('agency='));
        await page.getByLabel('Period').selectOption('7');
        await page.getByText('2 records').waitFor();
        await see(window, `${wide ? 'desk' : 'phone'}-seen-narrow`);

        // Her own conditions hold from the next invitation on.
        await page.goto('/agency-center');
        await page.getByRole('link', { name: /Any agency, within the rules/ }).click();
        await page.getByLabel('The share they ask for, at most').selectOption('500');
        await page.getByLabel('Only agencies that the operator has verified').check();
        await see(window, `${wide ? 'desk' : 'phone'}-filters`);
        await page.getByRole('button', { name: 'Save' }).click();
        await page.getByText('You have set 2 conditions.').waitFor();
        const { owner, agencyId } = agencies[2]!;
        const refused = await owner.post(`/v1/agencies/${agencyId}/invites`, { creatorIds: [creatorId], message: 'Hello' });
        assert.equal(refused.body.items[0].refusal.code, 'invites.verified_only');
        await see(window, `${wide ? 'desk' : 'phone'}-filters-set`);

        // Everything to take along.
        await page.goto('/privacy');
        const [json] = await Promise.all([page.waitForEvent('download'), page.getByRole('button', { name: 'Everything as JSON' }).click()]);
        const all = JSON.parse(readFileSync(await json.path(), 'utf8')) as { lists: { name: string; rows: object[] }[] };
        assert.equal(json.suggestedFilename(), 'greenroom.json');
        assert.equal(all.lists.find((l) => l.name === 'memberships')!.rows.length, 1);
        const [csv] = await Promise.all([page.waitForEvent('download'), page.getByRole('button', { name: 'Handles as CSV' }).click()]);
        assert.match(readFileSync(await csv.path(), 'utf8'), /^\ufeffplatform,handle,.*\r\ntiktok,/);

        // The end: in numbers, confirmed by her own address; then nobody gets in and nobody finds her.
        await page.getByText('Your running membership: it ends').first().waitFor();
        await page.getByText('One open invitation: it ends').first().waitFor();
        await page.getByRole('button', { name: 'Delete everything' }).click();
        const dialog = page.getByRole('dialog');
        await dialog.waitFor();
        const last = dialog.getByRole('button', { name: 'Delete everything' });
        assert.equal(await last.isDisabled(), true);
        await dialog.getByRole('textbox').fill('somebody@else.invalid');
        assert.equal(await last.isDisabled(), true);
        await dialog.getByRole('textbox').fill(person.email);
        await see(window, `${wide ? 'desk' : 'phone'}-erase`);
        await last.click();
        await page.waitForURL('**/gone');
        await see(window, `${wide ? 'desk' : 'phone'}-gone`);
        assert.equal(await signIn(t, person.email, person.password), 401);
        await page.getByRole('link', { name: 'To the door' }).click();
        await page.locator('input[type=email]').fill(person.email);
        await page.locator('input[type=password]').fill(person.password);
        await page.locator('form button[type=submit]').click();
        await page.getByText('This e-mail and password do not belong together.').waitFor();
        await page.goto('/privacy');
        await page.waitForURL('**/sign-in**');
        assert.equal((await her.get('/v1/me')).status, 401);
        for (const agency of agencies)
          assert.ok((await search(agency)).body.items.every((i: { creatorId: string }) => i.creatorId !== creatorId));
        const roster = (await agencies[0]!.owner.get(`/v1/agencies/${agencies[0]!.agencyId}/roster`)).body.items;
        assert.ok(roster.every((m: { displayName: string }) => m.displayName.startsWith('erased-')));
      }));

  test('staff without a creator’s room: the same page; a last owner keeps the account', () =>
    stage.walk(async () => {
      const { t } = stage;
      const scout = await stage.enrol('Selin Scout');
      await t.app.carryOut('agencies.seat', { agencyId: agencies[0]!.agencyId, personId: scout.personId, role: 'scout' });
      const owner = await stage.enrol('Olga Owner');
      const made = await t.app.carryOut<{ agencyId: string }>('agencies.create', { name: 'Alone' }, await t.app.actorOf(operator.personId));
      await t.app.carryOut('agencies.seat', { agencyId: made.agencyId, personId: owner.personId, role: 'owner' });
      const last = await stage.open();
      await last.enter(owner);
      await last.page.goto('/account/delete');
      await last.page.getByText('You are the last owner of an agency.').waitFor();
      assert.equal(await last.page.getByRole('button', { name: /^Delete/ }).count(), 0);
      await see(last, 'account-stays');
      const window = await stage.open();
      await window.enter(scout);
      await window.page.goto('/account/delete');
      await window.page.getByRole('button', { name: 'Delete everything' }).click();
      await window.page.getByRole('dialog').getByRole('textbox').fill(scout.email);
      await window.page.getByRole('dialog').getByRole('button', { name: 'Delete everything' }).click();
      await window.page.waitForURL('**/gone');
      assert.equal(await signIn(t, scout.email, scout.password), 401);
    }));
});
