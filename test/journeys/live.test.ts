// The creator's LIVEs: a list, one minute by minute, one that goes on and moves by itself; who sees it.
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { evening } from '../evenings.ts';
import { until } from '../faults/process.ts';
import { join, makeAgency, makeOperator, setConsent, type MadeAgency, type MadeCreator } from '../make.ts';
import type { Caller } from '../server.ts';
import { times } from '../promises/dice.ts';
import { lookerAt, openStage, see, type Stage, type Window } from './browser.ts';

const look = lookerAt('live', { darkDesk: true });
const hourMs = 3_600_000;

describe('journey: her LIVEs', () => {
  let stage: Stage;
  let operator: Caller;
  let agency: MadeAgency;
  let phone: Window;
  let her: MadeCreator;
  before(async () => {
    stage = await openStage();
    operator = await makeOperator(stage.t);
    agency = await makeAgency(stage.t, operator, 'Northlight Studio');
    const person = await stage.enrol('Aylin Doğan');
    her = Object.assign(await stage.t.callerOf(person.personId), { creatorId: '', handle: 'aylin' });
    const profile = {
      displayName: 'Aylin Doğan',
      handle: her.handle,
      platform: 'twitch',
      languages: ['en'],
      country: 'DE',
      birthDate: '1995-05-05',
    };
    her.creatorId = (await her.post('/v1/me/creator', profile)).body.creatorId;
    assert.ok(her.creatorId);
    phone = await stage.open();
    await phone.enter(person);
  });
  after(() => stage.stop());

  const send = async (events: object[]) => {
    for (let i = 0; i < events.length; i += 2000) {
      const answer = await operator.post('/v1/live/events', events.slice(i, i + 2000));
      assert.deepEqual(answer.body.rejected, [], answer.text);
    }
  };
  const ago = (hours: number) => new Date(stage.t.now().getTime() - hours * hourMs);

  test('nothing has been heard of yet', () =>
    stage.walk(async () => {
      await phone.go('/live');
      await phone.page.getByRole('heading', { level: 1, name: 'No LIVE of yours has been heard of yet.' }).waitFor();
      await look(phone, 'live-none');
    }));

  test('a list of evenings; one of them minute by minute, by keyboard too, beside what is usual, and who sees it', () =>
    stage.walk(async () => {
      await send(
        times(13, (i) => i).flatMap((i) =>
          evening({
            handle: her.handle,
            room: `e${i}`,
            at: ago(24 * (14 - i) + 3),
            minutes: 100 + 6 * i,
            viewers: 130 + ((i * 37) % 60) + (i === 12 ? 60 : 0),
            seed: i,
          }),
        ),
      );
      await stage.t.app.relay.drain();
      await stage.t.app.records.settled();
      await phone.page.goto('/live');
      await phone.page.getByRole('list', { name: 'Your LIVEs' }).getByRole('listitem').nth(12).waitFor();
      await look(phone, 'lives');
      await phone.page.getByRole('link', { name: /^Your last 28 days/ }).click();
      await phone.page.getByRole('heading', { level: 1, name: /^13 LIVEs in 28 days\./ }).waitFor();
      await phone.page.getByText('Most often on air from').waitFor();
      await look(phone, 'record');
      await phone.page.goto('/live');
      await phone.page.getByRole('list', { name: 'Your LIVEs' }).getByRole('link').first().click();
      await phone.page.getByRole('heading', { level: 1, name: /people were watching, on average\. More than usual\.$/ }).waitFor();
      await phone.page.getByRole('heading', { name: 'Moments' }).waitFor();
      const scrub = phone.page.getByRole('slider', { name: 'Minute of the LIVE' });
      await scrub.focus();
      const before = await scrub.getAttribute('aria-valuetext');
      await phone.page.keyboard.press('ArrowRight');
      assert.notEqual(await scrub.getAttribute('aria-valuetext'), before);
      await phone.page.getByText('Nothing: you belong to no agency.').waitFor();
      await look(phone, 'one-live');
    }));

  test('while she is on air a gift is on the screen at once, and the end is told', () =>
    stage.walk(async () => {
      await setConsent(her, 'discovery', true);
      await join(agency, her);
      const minutes = 42;
      await send(
        evening({
          handle: her.handle,
          room: 'now',
          at: new Date(stage.t.now().getTime() - minutes * 60_000),
          minutes,
          viewers: 160,
          seed: 99,
          ongoing: true,
        }),
      );
      await phone.page.goto('/live');
      await phone.page.getByRole('heading', { level: 1, name: /^You are LIVE since/ }).waitFor();
      await phone.page.getByRole('list', { name: 'Your LIVEs' }).getByRole('link').first().click();
      const said = phone.page.getByRole('heading', { level: 1, name: /are watching now\./ });
      await said.waitFor();
      const diamonds = async () => Number(/([\d,]+) diamonds so far/.exec((await said.textContent())!)![1]!.replaceAll(',', ''));
      const had = await diamonds();
      const one = (type: string, data?: object) => ({
        specversion: '1.0',
        id: `now-${type}`,
        source: 'twitch-eventsub',
        type,
        time: stage.t.now().toISOString(),
        platform: 'twitch',
        subject: her.handle,
        session: 'now',
        ...(data && { data }),
      });
      await send([one('gift', { giftId: '1', from: 'v', count: 1, diamondsEach: 5000, streak: null })]);
      await phone.page
        .getByRole('heading', { level: 1, name: new RegExp(`${(had + 5000).toLocaleString('en-GB')} diamonds so far`) })
        .waitFor();
      await phone.page.getByText('Sees nothing of it: you do not share LIVE data.').waitFor();
      await look(phone, 'live-on-air');
      await send([one('stream.ended')]);
      await phone.page.getByRole('heading', { level: 1, name: /people were watching, on average/ }).waitFor();
      await until('her phone to hang up', () => stage.t.app.live.readers() === 0);
    }));

  test('she lets this Greenroom listen and takes it back, a press each; her LIVE says which', () =>
    stage.walk(async () => {
      const permitted = async () =>
        (await operator.get(`/v1/live/listening?platform=twitch&account=${her.handle}`)).body as { permitted: boolean };
      assert.deepEqual(await permitted(), { permitted: false });
      await phone.go('/agency-center');
      const one = phone.page.getByRole('switch', { name: 'Let this Greenroom listen to my public LIVEs' });
      const pressed = async (told: string) => {
        await one.click({ force: true }); // its label is laid over it, so that the whole line can be pressed
        await phone.page.getByText(told).first().waitFor();
      };
      await pressed('This Greenroom may listen to your public LIVEs.');
      assert.deepEqual(await permitted(), { permitted: true });
      await look(phone, 'listening-on');
      await phone.go('/live');
      await phone.page.getByRole('list', { name: 'Your LIVEs' }).getByRole('link').first().click();
      const who = phone.page.getByRole('list', { name: 'Who listens to your LIVEs' });
      await who.getByText('This Greenroom may').waitFor();
      await look(phone, 'listened-to');
      await who.getByRole('link').click();
      await pressed('Nobody listens to your LIVEs from now on.');
      assert.deepEqual(await permitted(), { permitted: false });
    }));

  test('a LIVE that is not hers', () =>
    stage.walk(async () => {
      await phone.go('/live/00000000-0000-7000-8000-000000000000');
      await phone.page.getByText('There is no such LIVE').waitFor();
      await see(phone, 'live-not-found');
    }));
});
