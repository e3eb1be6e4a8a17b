// A membership that goes on, or not: other terms agreed on the phone, a further term offered as the end comes, and silence that ends it.
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { dayMs } from '#src/lib/time.ts';
import { join, makeCreator, type MadeAgency, type MadeCreator } from '../make.ts';
import { terms } from '../operations/samples/making.ts';
import { lookerAt, openStage, type Stage, type Window } from './browser.ts';
import { openPair } from './pair.ts';

const look = lookerAt('offers', { darkDesk: true });

describe('journey: a further term', () => {
  let stage: Stage;
  let agency: MadeAgency;
  let desk: Window;
  let phone: Window;
  let her: MadeCreator;
  let membershipId: string;
  const begin = (creator: MadeCreator, months: number): Promise<string> => join(agency, creator, { terms: { ...terms, months } });
  before(async () => {
    stage = await openStage();
    ({ agency, desk, her, phone } = await openPair(stage));
    membershipId = await begin(her, 2);
    await begin(await makeCreator(stage.t, { displayName: 'Mina Bakari', on: true }), 6);
  });
  after(() => stage.stop());

  const roster = () => desk.page.goto(`/a/${agency.agencyId}/roster`);
  const openTerms = async () => {
    await desk.page.getByRole('button', { name: /^Terms with Aylin Doğan/ }).click();
    const dialog = desk.page.getByRole('dialog');
    await dialog
      .getByRole('button', { name: 'Propose other terms' })
      .or(dialog.getByRole('button', { name: 'Take it back' }))
      .or(dialog.getByText('Possible from'))
      .first()
      .waitFor();
    return dialog;
  };

  test('other terms are proposed with what she will read, and hold from her yes', () =>
    stage.walk(async () => {
      await roster();
      let dialog = await openTerms();
      await dialog.getByText(/^A further term can be offered only in the last days/).waitFor();
      await look(desk, 'terms');
      await dialog.getByRole('button', { name: 'Propose other terms' }).click();
      assert.equal(await dialog.getByLabel('Months', { exact: true }).count(), 0);
      await dialog.getByLabel('Share of gift income, %').fill('60');
      await dialog.getByRole('button', { name: 'Send the proposal' }).click();
      await dialog.getByText('The share asked is higher than the policy allows.').or(dialog.getByRole('alert')).first().waitFor();
      await look(desk, 'refused', [true]);
      await dialog.getByLabel('Share of gift income, %').fill('6');
      await dialog.getByText('Other than now: share 6 %').waitFor();
      await dialog.getByRole('heading', { name: '6 % of gift income' }).waitFor();
      await dialog.getByLabel('Message').fill('Your evenings have carried the group. We take less from now on.');
      await look(desk, 'propose');
      await dialog.getByRole('button', { name: 'Send the proposal' }).click();
      await desk.page
        .getByText(/^Aylin Doğan can answer until/)
        .first()
        .waitFor();
      await desk.page.getByText(/^offer open until/).waitFor();
      await look(desk, 'roster');

      await phone.go(`/membership/${membershipId}`);
      await phone.page.getByRole('heading', { name: 'Other terms are proposed' }).waitFor();
      await phone.page.getByText(/proposes: share 6\s%/).waitFor();
      await phone.page.getByRole('button', { name: 'Read all of them' }).click();
      await look(phone, 'proposed');
      await phone.page.getByRole('button', { name: 'Agree', exact: true }).click();
      await phone.page
        .getByRole('dialog')
        .getByText(/From the moment you agree\./)
        .waitFor();
      await look(phone, 'agree', [false]);
      await phone.page.getByRole('button', { name: 'Agree to these terms' }).click();
      await phone.page.getByText('agreed', { exact: true }).waitFor();
      assert.equal((await her.get('/v1/me/memberships')).body.items[0].terms.commissionBps, 600);
      await look(phone, 'agreed');

      await roster();
      dialog = await openTerms();
      await dialog.getByText('Other terms were proposed lately.').waitFor();
      await look(desk, 'cooling');
    }));

  test('as the end comes a further term is offered; taken back, offered again, and not answered: the membership ends', () =>
    stage.walk(async () => {
      const { t } = stage;
      const end = Date.parse((await her.get('/v1/me/memberships')).body.items[0].termEndsAt);
      t.advance(end - t.now().getTime() - 12 * dayMs + 3_600_000);
      await roster();
      await desk.page.getByText(/^Ending within 30 days/).click();
      await desk.page.getByText('the term runs out in 12 days').waitFor();
      await desk.page.getByText('Mina Bakari').waitFor({ state: 'hidden' });
      let dialog = await openTerms();
      await dialog.getByRole('button', { name: 'Offer a further term' }).click();
      await dialog.getByLabel('Months', { exact: true }).fill('3');
      await look(desk, 'renew');
      await dialog.getByRole('button', { name: 'Send the offer' }).click();
      await desk.page.getByText(/^offer open until/).waitFor();
      dialog = await openTerms();
      await look(desk, 'open');
      await dialog.getByRole('button', { name: 'Take it back' }).click();
      await dialog.getByText('taken back', { exact: true }).waitFor();
      await dialog.getByRole('button', { name: 'Offer a further term' }).click();
      await dialog.getByRole('button', { name: 'Send the offer' }).click();
      await desk.page.getByText(/^offer open until/).waitFor();

      await phone.page.goto(`/membership/${membershipId}`);
      await phone.page.getByText('It ends by itself in 12 days.').waitFor();
      await phone.page.getByRole('heading', { name: 'A further term is offered' }).waitFor();
      await phone.page.getByText(/on the terms that hold now\.$/).waitFor();
      await look(phone, 'offered');
      t.advance(13 * dayMs);
      await t.app.carryOut('roster.close', {});
      await phone.page.goto(`/membership/${membershipId}`);
      await phone.page.getByText('It ended by itself.').waitFor();
      await phone.page.getByText('not answered', { exact: true }).first().waitFor();
      await look(phone, 'ended');
      assert.equal((await t.app.verify()).ok, true);
    }));
});
