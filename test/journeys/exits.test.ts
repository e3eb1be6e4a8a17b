// Each way out of a membership, with the clock moved: cooling-off, a quiet time, notice, a trial, a removal and its contest, a complaint, an order.
import { after, before, describe, test } from 'node:test';
import { dayMs } from '#src/lib/time.ts';
import { goOnAir, join, makeAgency, type MadeAgency, type MadeCreator } from '../make.ts';
import { terms } from '../operations/samples/making.ts';
import type { Caller } from '../server.ts';
import { lookerAt, openStage, type Stage, type Window } from './browser.ts';
import { openPair } from './pair.ts';

const look = lookerAt('exits', { darkDesk: true });

describe('journey: every way out', () => {
  let stage: Stage;
  let agency: MadeAgency;
  let other: MadeAgency;
  let operator: Caller;
  let desk: Window;
  let office: Window;
  let phone: Window;
  let her: MadeCreator;

  before(async () => {
    stage = await openStage();
    ({ operator, agency, desk, her, phone } = await openPair(stage));
    other = await makeAgency(stage.t, operator, 'Harbour House');
    const moderator = await stage.enrol('Mo Adler', 'moderator');
    office = await stage.open({ wide: true });
    await office.enter(moderator);
  });
  after(() => stage.stop());

  const begin = (over = {}, by = agency): Promise<string> => join(by, her, { terms: { ...terms, ...over } });
  const open = (membershipId: string) => phone.page.goto(`/membership/${membershipId}`);
  const says = (text: string | RegExp) => phone.page.getByText(text).first().waitFor();
  const leave = async (button: string | RegExp) => {
    await phone.page.getByRole('button', { name: 'Leave', exact: true }).click();
    await phone.page.getByRole('dialog').getByRole('button', { name: button }).click();
    await phone.page.getByRole('dialog').waitFor({ state: 'hidden' });
  };
  const openTerms = async () => {
    await desk.page.goto(`/a/${agency.agencyId}/roster`);
    await desk.page.getByRole('button', { name: /^Terms with Aylin Doğan/ }).click();
    return desk.page.getByRole('dialog').last();
  };

  test('within the cooling-off she is free at once', () =>
    stage.walk(async () => {
      const id = await begin();
      stage.t.advance(10 * dayMs);
      await open(id);
      await says('Leaving today ends it at once.');
      await leave('Leave now');
      await says('You left within the cooling-off, at once.');
    }));

  test('after a quiet time, too', () =>
    stage.walk(async () => {
      const id = await begin();
      stage.t.advance(30 * dayMs);
      await goOnAir(stage.t, operator, her, { days: 2, hours: 2, ago: 1 });
      await open(id);
      await says(/^There were few LIVEs since you joined/);
      await leave('Leave now');
      await says('You left at once, in a quiet time.');
    }));

  test('otherwise with the notice that she agreed to', () =>
    stage.walk(async () => {
      const id = await begin();
      stage.t.advance(90 * dayMs);
      await open(id);
      await says(/after 7 days’ notice\.$/);
      await leave(/^Leave on/);
      await says('You have left; nothing more is needed.');
      stage.t.advance(7 * dayMs);
      await open(id);
      await says('You left, and the notice has run.');
    }));

  test('on trial: a LIVE makes it go on, without one it ends, and she leaves at once', () =>
    stage.walk(async () => {
      let id = await begin({ trialLive: true });
      await open(id);
      await says(/^You are on trial with Northlight Studio until/);
      await look(phone, 'trial');
      const dialog = await openTerms();
      await dialog.getByRole('heading', { name: 'The trial LIVE' }).waitFor();
      await look(desk, 'trial-desk');
      stage.t.advance(14 * dayMs);
      await open(id);
      await says('It ended on trial.');

      id = await begin({ trialLive: true });
      await open(id);
      await says(/^You joined on trial: you need no notice yet/);
      await leave('Leave now');
      await says('It ended on trial.');

      id = await begin({ trialLive: true });
      const awaited = await openTerms();
      await awaited.getByRole('button', { name: 'We have seen it' }).click();
      await desk.page.getByText('The trial LIVE of Aylin Doğan is noted.').first().waitFor();
      await open(id);
      await says(/^You are with Northlight Studio until/);
      await her.post(`/v1/me/memberships/${id}/leave`);
    }));

  test('her agency ends it: she reads why, contests it, and the operator decides; not contested it ends on its day', () =>
    stage.walk(async () => {
      const id = await begin();
      stage.t.advance(20 * dayMs);
      let dialog = await openTerms();
      await dialog.getByRole('button', { name: 'End the membership' }).click();
      dialog = desk.page.getByRole('dialog').last();
      await dialog.getByLabel('The reason, as the creator will read it').fill('There was no LIVE of yours in three weeks.');
      await look(desk, 'remove');
      await dialog.getByRole('button', { name: /^End it on/ }).click();
      await desk.page
        .getByText(/^Aylin Doğan is told\./)
        .first()
        .waitFor();

      await open(id);
      await says(/^Northlight Studio ends your membership on/);
      await says(/There was no LIVE of yours in three weeks\./);
      await look(phone, 'removed');
      await phone.page.getByRole('button', { name: 'Contest it' }).click();
      await phone.page.getByLabel('Why it should go on').fill('I was in hospital, and told my coach.');
      await look(phone, 'contest', [false]);
      await phone.page.getByRole('dialog').getByRole('button', { name: 'Contest it' }).click();
      await says(/^Contested\. The membership goes on; the operator decides by/);
      await look(phone, 'contested');

      await office.page.goto('/operator/cases');
      await office.page.getByText('1 case waits for a decision.').waitFor();
      await look(office, 'cases');
      await office.page.getByRole('button', { name: 'Open the case of Aylin Doğan' }).click();
      const decide = office.page.getByRole('dialog');
      await decide.getByText('I was in hospital, and told my coach.').waitFor();
      await decide.getByLabel('Your reasons, as both sides will read them').fill('Her coach knew of the illness.');
      await look(office, 'decide');
      await decide.getByRole('button', { name: 'It goes on' }).click();
      await office.page.getByText('Nothing is to be decided.').waitFor();
      await look(office, 'none');
      await open(id);
      await says('The operator has decided: the membership goes on.');
      await says(/^You are with Northlight Studio until/);

      stage.t.advance(31 * dayMs);
      await (await openTerms()).getByRole('button', { name: 'End the membership' }).click();
      dialog = desk.page.getByRole('dialog').last();
      await dialog.getByLabel('The reason, as the creator will read it').fill('We close this group.');
      await dialog.getByRole('button', { name: /^End it on/ }).click();
      await desk.page
        .getByText(/^Aylin Doğan is told\./)
        .first()
        .waitFor();
      stage.t.advance(14 * dayMs);
      await open(id);
      await says('The agency ended it, and the notice has run.');
    }));

  test('she asks the operator: a breach ends it at once, and silence lets her go', () =>
    stage.walk(async () => {
      let id = await begin();
      stage.t.advance(20 * dayMs);
      await open(id);
      await phone.page.getByRole('button', { name: 'Ask the operator' }).click();
      await phone.page.getByLabel('What happened').fill('Nobody has coached me since I joined.');
      await look(phone, 'complain');
      await phone.page.getByRole('dialog').getByRole('button', { name: 'Send it' }).click();
      await says(/^The operator decides by .*If nobody does, you may leave at once\.$/);

      await (await openTerms()).getByRole('button', { name: 'Answer', exact: true }).click();
      const answer = desk.page.getByRole('dialog').last();
      await answer.getByLabel('Your answer').fill('Her coach was ill.');
      await answer.getByRole('button', { name: 'Answer', exact: true }).click();
      await desk.page.getByText('Her coach was ill.').waitFor();
      await look(desk, 'answered');
      await stage.t.app.relay.drain();
      await phone.page.goto('/notices');
      await phone.page.getByText('Northlight Studio has answered what you brought before the operator.').first().waitFor();
      await look(phone, 'told of an answer');

      await office.page.goto('/operator/cases');
      await office.page.getByRole('button', { name: 'Open the case of Aylin Doğan' }).click();
      const decide = office.page.getByRole('dialog');
      await decide.getByText('Her coach was ill.').waitFor();
      await decide.getByLabel('Your reasons, as both sides will read them').fill('Coaching was promised by the month.');
      await look(office, 'complaint');
      await decide.getByRole('button', { name: 'A breach: it ends now' }).click();
      await office.page.getByText('Nothing is to be decided.').waitFor();
      await open(id);
      await says('The operator found that the agency broke the terms.');
      await look(phone, 'breach');

      id = await begin({}, other);
      stage.t.advance(70 * dayMs);
      await her.post(`/v1/me/memberships/${id}/complain`, { why: 'pressure', said: 'They call at night.' });
      stage.t.advance(14 * dayMs);
      await open(id);
      await says(/^Nobody decided your complaint in time: you need no notice/);
      await leave('Leave now');
      await says('You left at once, for nobody decided your complaint in time.');
    }));

  test('the operator ends one by order', () =>
    stage.walk(async () => {
      const id = await begin({}, other);
      await office.page.goto('/operator/cases');
      await office.page.getByRole('button', { name: 'End a membership by order' }).click();
      const dialog = office.page.getByRole('dialog');
      await dialog.getByLabel('Whose membership').fill('aylin');
      await dialog.getByText('Aylin Doğan').click();
      await dialog.getByText('Harbour House').click();
      await dialog.getByLabel('Your reasons, as both sides will read them').fill('The agency is closed by a court.');
      await look(office, 'order');
      await dialog.getByRole('button', { name: 'End it now' }).click();
      await office.page.getByText('The membership has ended. Both sides are told.').first().waitFor();
      await office.page.getByRole('button', { name: 'Over' }).click();
      await office.page.getByText('Ended by the operator').waitFor();
      await look(office, 'over');
      await open(id);
      await says('The operator ended it.');
      await says('The agency is closed by a court.');
    }));
});
