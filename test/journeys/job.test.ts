// The thing that Greenroom exists for, in a browser, with the clock moved past the cooling-off.
import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { parse } from 'csv-parse/sync';
import type { Page } from 'playwright-core';
import { dayMs } from '#src/lib/time.ts';
import { makeAgency, makeCreator, makeOperator, tokenOf, type MadeAgency } from '../make.ts';
import { measured } from '../measured.ts';
import { fillBirthDate, openStage, see, type Stage } from './browser.ts';

/** What follows from counting every press of a pointer on the page. */
async function clicksOf(page: Page, work: () => Promise<void>): Promise<number> {
  await page.evaluate(() => {
    Object.assign(window, { pressed: 0 });
    window.addEventListener(
      'click',
      (e) => e.isTrusted && e.detail > 0 && Object.assign(window, { pressed: (window as never as { pressed: number }).pressed + 1 }),
      true,
    );
  });
  await work();
  return page.evaluate(() => (window as never as { pressed: number }).pressed);
}

const real = resolve(import.meta.dirname, '../../../shared/data/creators/twitch_top1000_2019-2020.csv');
interface Channel {
  handle: string;
  name: string;
  /** One edit away from a word of the handle. */
  typo: string;
  /** The range of average viewers as agencies read it. */
  band?: string;
  email: string;
}

describe('journey: the main job', () => {
  let stage: Stage;
  let northlight: MadeAgency;
  let volta: MadeAgency;
  before(async () => {
    stage = await openStage();
    const operator = await makeOperator(stage.t);
    northlight = await makeAgency(stage.t, operator, 'Northlight Studio');
    volta = await makeAgency(stage.t, operator, 'Casa Volta');
    await operator.post('/v1/creators/import', {
      platform: 'twitch',
      rows: [
        {
          row: 1,
          fields: {
            handle: 'aylin.ceramics',
            displayName: 'Aylin Doğan',
            language: 'Turkish',
            country: 'Germany',
            category: 'Pottery',
            averageViewers: 231,
            followers: 8_400,
            peakViewers: 610,
            streamMinutes: 3_120,
          },
        },
        { row: 2, fields: { handle: 'ingrid.pots', displayName: 'Ingrid Solheim', language: 'Norwegian', averageViewers: 246 } },
      ],
    });
    await makeCreator(stage.t, { displayName: '佐藤 みなみ', handle: 'minami_kiln', languages: ['ja'], on: true });
    await stage.t.app.relay.drain();
    operatorKey = operator;
  });
  after(() => stage.stop());
  let operatorKey: Awaited<ReturnType<typeof makeOperator>>;

  const job = (channel: Channel) =>
    stage.walk(async () => {
      const { t } = stage;
      const link = await operatorKey.post('/v1/creators/claim-links', { platform: 'twitch', handle: channel.handle });
      const creator = await stage.open();
      const scout = await stage.open({ wide: true, dark: true });

      // She takes over her profile.
      await creator.page.goto(`/claim/${tokenOf(link.body.url)}`);
      await creator.page.getByText(channel.name).first().waitFor();
      await see(creator, 'claim');
      await creator.page.getByLabel('Your name').fill(channel.name);
      await creator.page.getByLabel(/e-?mail/i).fill(channel.email);
      await creator.page.getByLabel(/^password/i).fill('a password for aylin');
      await creator.page.getByRole('button', { name: 'Make an account' }).click();
      await fillBirthDate(creator.page, 1998, 3, 9);
      await creator.page.getByRole('button', { name: 'Take over this profile' }).click();
      await creator.page.waitForURL('**/agency-center');

      // Nobody finds her before she says so.
      const person = await stage.enrol('Selin Scout');
      await t.app.carryOut('agencies.seat', { agencyId: northlight.agencyId, personId: person.personId, role: 'scout' });
      await scout.enter(person);
      await scout.page.goto(`/a/${northlight.agencyId}/discover`);
      await scout.page.getByText('佐藤 みなみ').first().waitFor();
      assert.equal(await scout.page.getByText(channel.name).count(), 0);
      await see(scout, 'discover');

      // On: one press, and agencies see what the preview shows.
      const lead = creator.page.getByRole('switch', { name: /agency invitation/i });
      await lead.waitFor();
      await see(creator, 'agency-center-off');
      const pressesOn = await clicksOf(creator.page, async () => {
        await lead.click({ force: true }); // its label is laid over it, so that the whole line can be pressed
        await creator.page.getByText(/^On since/).waitFor();
      });
      await see(creator, 'agency-center-on');
      await t.app.relay.drain();

      // Found by a typo, with the reason in words; invited with the terms read first.
      await scout.page.getByRole('searchbox', { name: 'Search creators' }).fill(channel.typo);
      await scout.page.getByText(channel.name).first().waitFor();
      if (channel.band !== undefined) await scout.page.getByText(channel.band).first().waitFor();
      await see(scout, 'discover-found');
      await scout.page.getByRole('checkbox', { name: `Pick ${channel.name}` }).click();
      await scout.page.getByRole('button', { name: /^Invite 1/ }).click();
      const dialog = scout.page.getByRole('dialog');
      await dialog.getByText('8 %', { exact: false }).first().waitFor();
      await dialog.getByLabel(/message/i).fill('Your glaze evenings keep people longer than any pottery LIVE we coach.');
      await see(scout, 'invite');
      await dialog.getByRole('button', { name: /^(Send|Invite)/ }).click();
      await dialog.getByText(/sent/i).first().waitFor();
      await see(scout, 'invited');
      await dialog.getByRole('button', { name: 'Done' }).click();

      // A second agency asks with other terms, over the API; she compares the two.
      const { creatorId } = (
        await t.owner.query('select creator_id as "creatorId" from creator_handles where handle = $1', [channel.handle])
      ).rows[0];
      const terms = {
        commissionBps: 1500,
        paidFrom: 'creator',
        months: 12,
        coolingOffDays: 14,
        noticeDays: 30,
        exclusive: false,
        coachingHoursMonthly: 0,
        trialLive: false,
      };
      const second = await volta.owner.post(`/v1/agencies/${volta.agencyId}/invites`, {
        creatorIds: [creatorId],
        kind: 'regular',
        message: 'Come with us.',
        terms,
      });
      assert.ok(second.body.items[0].invite, second.text);
      await creator.page.goto('/home');
      await creator.page.getByRole('heading', { level: 1, name: /^(Two|2) invitations/ }).waitFor();
      await see(creator, 'home-invited');
      await creator.page.goto('/invitations');
      await creator.page.getByRole('link', { name: /Compare the two/ }).click();
      await creator.page.getByText('15 %').first().waitFor();
      await see(creator, 'compare');
      await creator.page.goto('/invitations');
      await creator.page.getByRole('link', { name: /Northlight Studio/ }).click();
      await creator.page.getByText('Your glaze evenings').waitFor();
      await see(creator, 'invitation');

      // She accepts; both see the membership.
      await creator.page.getByRole('button', { name: 'Accept terms' }).click();
      await creator.page
        .getByRole('dialog')
        .getByText(/14 days/)
        .first()
        .waitFor();
      await see(creator, 'accept');
      await creator.page.getByRole('button', { name: 'Join on these terms' }).click();
      await creator.page.getByText('What happens now').waitFor();
      await see(creator, 'invitation-accepted');
      await scout.page.goto(`/a/${northlight.agencyId}/roster`);
      await scout.page.getByText(channel.name).first().waitFor();
      await see(scout, 'roster');

      // Twenty days later leaving takes the notice that she agreed to, and says so before she does it.
      t.advance(20 * dayMs);
      await creator.page.goto('/membership');
      await creator.page
        .getByRole('link', { name: /Northlight Studio/ })
        .first()
        .click();
      await creator.page.getByRole('heading', { name: 'The way out' }).waitFor();
      await see(creator, 'membership');
      await creator.page.getByRole('button', { name: 'Leave', exact: true }).click();
      const leaving = creator.page.getByRole('dialog');
      await leaving.getByLabel(/^Why/).fill('Time for something else');
      await see(creator, 'leave');
      await leaving.getByRole('button', { name: /^Leave on / }).click();
      await creator.page
        .getByText(/the notice runs|You have left/)
        .first()
        .waitFor();
      await see(creator, 'left');
      await scout.page.goto(`/a/${northlight.agencyId}/roster`);
      await scout.page
        .getByRole('main')
        .getByText(/^Leaving/)
        .first()
        .click();
      await scout.page.getByText(channel.name).first().waitFor();

      // Off: as near as on, and gone from the next search.
      await creator.page.goto('/agency-center');
      // Whole: what is pressed by force is pressed where it stood a moment ago.
      await creator.go('/agency-center');
      await lead.waitFor();
      const pressesOff = await clicksOf(creator.page, async () => {
        await lead.click({ force: true }); // its label is laid over it, so that the whole line can be pressed
        await creator.page.getByText(/^Off since/).waitFor();
      });
      assert.ok(pressesOff <= pressesOn, `off takes ${pressesOff} presses, on ${pressesOn}`);
      measured('K4', `off ${pressesOff} press, on ${pressesOn}`);
      await scout.page.goto(`/a/${northlight.agencyId}/discover?q=${channel.handle}`);
      await scout.page.getByText(/Nobody who is open to invitations fits/).waitFor();
      await see(scout, 'discover-none');
      t.advance(8 * dayMs);
      const roster = await northlight.owner.get(`/v1/agencies/${northlight.agencyId}/roster?state=ended`);
      assert.equal(roster.body.items[0].displayName, channel.name);
      assert.equal((await t.app.verify()).ok, true);
    });

  test('claim, switch on, be found, compare, accept, leave after the cooling-off, switch off, gone', () =>
    job({ handle: 'aylin.ceramics', name: 'Aylin Doğan', typo: 'ceramcis', band: '200–250', email: 'aylin@journey.invalid' }));

  // The file stays outside the project; without it this one is skipped, and counted.
  test('the same with one of a thousand real channels', { skip: existsSync(real) ? false : `1 file is absent: ${real}` }, async () => {
    const rows = (parse(readFileSync(real)) as string[][]).map(
      ([handle, watchMinutes, streamMinutes, peakViewers, averageViewers, followers], i) => ({
        row: i + 1,
        fields: { handle, watchMinutes, streamMinutes, peakViewers, averageViewers, followers },
      }),
    );
    for (let at = 0; at < rows.length; at += 500) {
      const taken = await operatorKey.post('/v1/creators/import', { platform: 'twitch', rows: rows.slice(at, at + 500) });
      assert.equal(taken.body.created, Math.min(500, rows.length - at), taken.text);
    }
    const name = rows.map((r) => r.fields.handle!).find((handle) => /^[a-z]{7,12}$/.test(handle))!;
    await job({ handle: name, name, typo: name.slice(0, 2) + name.slice(3), email: 'real@journey.invalid' });
  });
});
