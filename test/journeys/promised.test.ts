// Terms that say what each side promises: composed beside what the creator will read, refused where they pass the rules, then kept and counted.
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { dayMs } from '#src/lib/time.ts';
import { invite, makeCreator, type MadeAgency, type MadeCreator } from '../make.ts';
import { lookerAt, openStage, type Stage, type Window } from './browser.ts';
import { openPair } from './pair.ts';

const look = lookerAt('promised', { darkDesk: true });

describe('journey: promises', () => {
  let stage: Stage;
  let agency: MadeAgency;
  let desk: Window;
  let phone: Window;
  let her: MadeCreator;
  before(async () => {
    stage = await openStage();
    ({ agency, desk, her, phone } = await openPair(stage, 'owner'));
  });
  after(() => stage.stop());

  test('standard terms with a guarantee, hours, brand deals and promises, as the creator will read them', () =>
    stage.walk(async () => {
      await desk.page.goto(`/a/${agency.agencyId}/agency`);
      await desk.page.getByRole('button', { name: 'Change terms' }).click();
      const dialog = desk.page.getByRole('dialog');
      await dialog.getByText('Brand deals, hours, a guarantee, promises').click();
      await dialog.getByLabel('Share of brand deals you bring, %').fill('40');
      await dialog.getByLabel('LIVE hours asked a month').fill('20');
      await dialog.getByLabel('Guarantee a month').fill('300');
      await dialog.getByText('A guarantee needs both.').waitFor();
      assert.ok(await dialog.getByRole('button', { name: 'Save terms' }).isDisabled());
      await dialog.getByLabel('Guarantee, first months').fill('3');
      await dialog.getByLabel('a training course').fill('14');
      await dialog.getByLabel('a mentor').fill('30');
      await dialog.getByRole('heading', { name: /^At least €300\.00 a month, the first 3 months$/ }).waitFor();
      await dialog
        .getByText(/a training course within 14 days/)
        .first()
        .waitFor();
      await dialog.getByRole('button', { name: 'Save terms' }).click();
      await dialog.getByText('This share of brand deals is higher than the operator’s rules allow.').waitFor();
      await look(desk, 'refused', [true]);
      await dialog.getByLabel('Share of brand deals you bring, %').fill('15');
      await look(desk, 'standard');
      await dialog.getByRole('button', { name: 'Save terms' }).click();
      await dialog.waitFor({ state: 'hidden' });
      await desk.page.getByText(/^15\s% of brand deals$/).waitFor();
      await look(desk, 'saved');
    }));

  test('she reads them, joins, and says of each promise whether it was kept; who is asked next reads the count', () =>
    stage.walk(async () => {
      const { t } = stage;
      const inviteId = await invite(agency, her.creatorId);
      await phone.go(`/invitations/${inviteId}`);
      await phone.page.getByText('Fewer cost you nothing; only the guarantee of that month falls away.').waitFor();
      await look(phone, 'invitation');
      const { membershipId } = (await her.post(`/v1/me/invites/${inviteId}/answer`, { answer: 'accept' })).body;
      const at = `/v1/agencies/${agency.agencyId}/roster/${membershipId}/promises`;
      await desk.page.goto(`/a/${agency.agencyId}/roster`);
      await desk.page.getByRole('button', { name: /^Terms with Aylin Doğan/ }).click();
      const dialog = desk.page.getByRole('dialog');
      await dialog.getByRole('button', { name: /^We kept it: A training course/ }).click();
      await dialog.getByRole('button', { name: /^Not yet: A training course/ }).waitFor();
      await look(desk, 'kept');
      // Of a month that has not begun it is said from when; the button comes with that day.
      await dialog.getByRole('button', { name: 'All promises' }).click();
      const later = dialog.getByRole('listitem').filter({ hasText: 'Can be said from' });
      assert.ok((await later.count()) > 0);
      assert.equal(await later.getByRole('button').count(), 0, 'nothing is offered that would be refused');
      await look(desk, 'early');
      t.advance(15 * dayMs);
      // She has joined elsewhere: this window reads it anew.
      await phone.page.goto(`/membership/${membershipId}`);
      await phone.page.getByRole('button', { name: /^Kept: A training course/ }).click();
      await phone.page.getByText(/^1 of 1 kept, 7 to come$/).waitFor();
      await phone.page.getByRole('button', { name: 'All promises' }).click();
      await phone.page.getByRole('button', { name: /^It was not kept: A training course/ }).waitFor();
      await look(phone, 'membership');
      const { items } = (await agency.owner.get(at)).body;
      assert.deepEqual([items[0].what, items[0].state], ['training', 'kept']);
      const next = await makeCreator(t, { displayName: 'Mina Bakari', on: true });
      const asked = await invite(agency, next.creatorId);
      const { due, kept } = (await next.get(`/v1/me/invites/${asked}`)).body.promises;
      assert.deepEqual([due, kept], [1, 1]);
      const second = await invite(agency, her.creatorId).catch(() => undefined);
      assert.equal(second, undefined, 'a member is not invited again');
    }));

  test('a member who is about to block her agency reads that it can notice', () =>
    stage.walk(async () => {
      await phone.go(`/messages/${agency.agencyId}`);
      await phone.page.getByRole('button', { name: 'Block this agency' }).click();
      const dialog = phone.page.getByRole('dialog');
      await dialog.getByText('You are its member, so it can notice', { exact: false }).waitFor();
      await look(phone, 'block-member');
      await dialog.getByRole('button', { name: 'Not now' }).click();
    }));
});
