// What changes for others by a decision at a desk: who is offered the menu, a rule from a day on, a seat offered, taken, and ended.
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { defaults } from '#src/features/policies/rules/presets.ts';
import { dayMs } from '#src/lib/time.ts';
import { invite, makeAgency, makeCreator, makeOperator, setConsent, tokenOf, type MadeAgency } from '../make.ts';
import type { Caller } from '../server.ts';
import { lookerAt, openStage, see, type Stage, type Window } from './browser.ts';

const look = lookerAt('policies');

describe('journey: desks', () => {
  let stage: Stage;
  let northlight: MadeAgency;
  let operator: Caller;
  let desk: Window;
  before(async () => {
    stage = await openStage();
    operator = await makeOperator(stage.t);
    northlight = await makeAgency(stage.t, operator, 'Northlight Studio');
    desk = await stage.open({ wide: true });
    await desk.enter(await stage.enrol('Robin Operator', 'admin'));
  });
  after(() => stage.stop());

  test('a roll-out is drafted, counted, put in force and seen: whoever said yes keeps the menu', () =>
    stage.walk(async () => {
      const { page } = desk;
      const inJapan = [await makeCreator(stage.t, { country: 'JP', on: true }), await makeCreator(stage.t, { country: 'JP' })];
      const inGermany = await makeCreator(stage.t, { country: 'DE' });
      const center = async (who: Caller) => (await who.get('/v1/me/agency-center')).body.visible;
      await page.goto('/operator/rollout');
      await page.getByRole('heading', { name: 'Agency Center is offered to all 3 adults.' }).waitFor();
      await page.getByRole('button', { name: 'Draft another roll-out' }).click();
      await page.getByText('Without a cohort every adult is offered the menu.').waitFor();
      await page.getByRole('button', { name: 'Add a cohort' }).click();
      const cohort = page.getByRole('region', { name: 'Cohort 1' });
      await cohort.getByLabel('Countries').selectOption('DE');
      const would = page.getByRole('region', { name: 'What the draft would do' });
      await would.getByText('Of 3 adults 1 would be offered it, 2 fewer than now.').waitFor();
      await would.getByText('1 who has said yes would no longer be offered it, and keeps it.').waitFor();
      await cohort.getByLabel('Share of them, %').fill('half');
      await would.getByText('Fill in every field; then it is counted.').waitFor();
      const put = page.getByRole('button', { name: 'Put in force' });
      assert.ok(await put.isDisabled(), 'a share that is no number');
      await cohort.getByLabel('Share of them, %').fill('100');
      await would.getByText('Of 3 adults 1 would').waitFor();
      assert.ok(await put.isDisabled(), 'nobody says where it comes from');
      await page.getByLabel('Where it comes from').fill('Pilot in Germany');
      await see(desk, 'rollout-draft');
      assert.equal(await center(inJapan[1]!), true, 'a draft is only a draft');
      await put.click();
      await page.getByText(/^The roll-out is in force from /).waitFor();
      await page.getByRole('heading', { name: 'Agency Center is offered to 1 of 3 adults.' }).waitFor();
      await page.getByText('Pilot in Germany').waitFor();
      assert.deepEqual([await center(inGermany), await center(inJapan[1]!)], [true, false]);
      // She who said yes is outside now: hers to keep, and to switch off.
      await setConsent(inJapan[0]!, 'discovery', false);
    }));

  test('a rule is put in force from a day: not before it, for everybody from it on, and what was agreed stays', () =>
    stage.walk(async () => {
      const { t } = stage;
      const { page } = desk;
      const creators = [await makeCreator(t, { country: 'DE', on: true }), await makeCreator(t, { country: 'DE', on: true })];
      await t.app.relay.drain();
      await page.goto('/operator/policies');
      await page.getByRole('button', { name: 'Change: Terms an agency may ask' }).click();
      const dialog = page.getByRole('dialog');
      const share = dialog.getByLabel('Share of gift income', { exact: true });
      await share.fill('101');
      await dialog.getByText('A number from 0 to 100.').waitFor();
      await share.fill('5');
      await dialog.getByRole('table', { name: 'What would change' }).getByText('at most 5 %').waitFor();
      await dialog.getByText('From a day', { exact: true }).click();
      const day = new Date(t.now().getTime() + 10 * dayMs);
      for (const [label, value] of [
        ['Day', day.getUTCDate()],
        ['Month', day.getUTCMonth() + 1],
        ['Year', day.getUTCFullYear()],
      ] as const)
        await dialog.getByLabel(label, { exact: true }).fill(String(value));
      await dialog.getByLabel('Where it comes from').fill('House rule 4');
      await see(desk, 'policy-draft');
      await dialog.getByRole('button', { name: 'Put in force' }).click();
      await page.getByText(/^Terms an agency may ask: in force from /).waitFor();
      await page.getByRole('heading', { name: '1 version is to come.' }).waitFor();
      await invite(northlight, creators[0]!.creatorId);
      t.advance(11 * dayMs);
      await page.reload();
      await page.getByRole('heading', { name: /are? your own|is your own/ }).waitFor();
      const rule = page
        .getByRole('region')
        .filter({ hasText: 'House rule 4' })
        .or(page.locator('section', { hasText: 'House rule 4' }));
      await rule.getByText('at most 5 %').first().waitFor();
      const terms = { commissionBps: 800, paidFrom: 'platform', months: 6, coolingOffDays: 14, noticeDays: 7, exclusive: false };
      const late = await northlight.owner.post(`/v1/agencies/${northlight.agencyId}/invites`, {
        creatorIds: [creators[1]!.creatorId],
        kind: 'regular',
        message: 'Hello',
        terms: { ...terms, coachingHoursMonthly: 2, trialLive: false },
      });
      assert.equal(late.body.code, 'terms.commission_too_high', late.text);
      const mine = await creators[0]!.get('/v1/me/invites');
      assert.equal(mine.body.items[0].terms.commissionBps, 800);
      // Whom it concerns is told on its day; the operator is led to the rules.
      await t.app.carryOut('policies.turn', {});
      await t.app.relay.drain();
      for (let more = true; more;) more = (await t.app.carryOut<{ more: boolean }>('notices.tellRules', {})).more;
      await page.goto('/notices');
      await page.getByText('The rule “Terms an agency may ask” has a new version.', { exact: false }).first().waitFor();
      await look(desk, 'told');
      await page
        .getByRole('link', { name: /The rule “Terms an agency may ask”/ })
        .first()
        .click();
      await page.waitForURL(/\/operator\/policies/);
      await page.goto('/settings/notifications');
      await page.getByText('When a rule that concerns you takes force.').waitFor();
      await look(desk, 'told-wishes');
      await desk.turn({ wide: true, dark: true });
    }));

  test('a rule is drafted, counted by whom it would affect, saved, gone on with and put in force; another draft is thrown away', () =>
    stage.walk(async () => {
      const { t } = stage;
      const { page } = desk;
      const dear = await makeAgency(t, operator, 'Dearly Studio');
      const own = { commissionBps: 1200, paidFrom: 'platform', months: 6, coolingOffDays: 14, noticeDays: 7, exclusive: false };
      await t.owner.query('update agencies set standard_terms = $2 where agency_id = $1', [
        dear.agencyId,
        JSON.stringify({ ...own, coachingHoursMonthly: 2, trialLive: false }),
      ]);
      const back = await operator.post('/v1/policies', {
        kind: 'terms',
        params: defaults.terms.params,
        source: 'as it came',
        certainty: 'inferred',
      });
      assert.equal(back.status, 200, back.text);
      await desk.turn({ wide: true, dark: false });
      await page.goto('/operator/policies');
      await page.getByRole('button', { name: 'Change: Terms an agency may ask' }).click();
      const dialog = page.getByRole('dialog');
      const would = dialog.getByRole('region', { name: 'Who would be affected' });
      assert.ok(await would.getByRole('button', { name: 'Count who would be affected' }).isDisabled(), 'nothing is drafted');
      await dialog.getByLabel('Share of gift income', { exact: true }).fill('11');
      await would.getByRole('button', { name: 'Count who would be affected' }).click();
      const standard = would.getByRole('listitem').filter({ hasText: 'Agencies whose standard terms would be refused' });
      await standard.getByText('0 now, 1 by the draft.').waitFor();
      await standard.getByRole('button', { name: '1 would be added' }).click();
      await standard.getByRole('link', { name: 'Dearly Studio' }).waitFor();
      await look(desk, 'affected');
      await dialog.getByLabel('Share of gift income', { exact: true }).fill('12');
      await would.getByText('The draft has changed since this was counted.').waitFor();
      await would.getByRole('button', { name: 'Count anew' }).click();
      await standard.getByText('0 now, 0 by the draft.').waitFor();
      await dialog.getByRole('button', { name: 'Save the draft' }).click();
      await page.getByText('Terms an agency may ask: the draft is saved.').waitFor();
      await look(desk, 'saved');
      await desk.turn({ wide: false, dark: true });
      await page.getByRole('button', { name: 'Go on with the draft: Terms an agency may ask' }).click();
      assert.equal(await dialog.getByLabel('Share of gift income', { exact: true }).inputValue(), '12');
      await dialog.getByLabel('Where it comes from').fill('House rule 5');
      await would.getByRole('button', { name: 'Count who would be affected' }).click();
      await standard.getByText('0 now, 0 by the draft.').waitFor();
      await dialog.getByRole('button', { name: 'Put in force' }).click();
      await page.getByText(/^Terms an agency may ask: in force from /).waitFor();
      await page.getByText('House rule 5').waitFor();
      assert.equal(await page.getByRole('button', { name: /^Go on with the draft/ }).count(), 0);
      await page.getByRole('button', { name: 'Change: Leaving' }).click();
      await dialog.getByRole('checkbox', { name: 'A creator may leave at once after a quiet time' }).uncheck();
      await would.getByRole('button', { name: 'Count who would be affected' }).click();
      await would.getByText('Members free to leave at once after a quiet time, today').waitFor();
      await look(desk, 'leaving');
      await dialog.getByRole('button', { name: 'Save the draft' }).click();
      await page.getByRole('button', { name: 'Throw away the draft: Leaving' }).click();
      await look(desk, 'throw');
      await dialog.getByRole('button', { name: 'Throw the draft away' }).click();
      await page.getByText('The draft is thrown away.').waitFor();
      await page.getByRole('button', { name: 'Change: Messages' }).click();
      await dialog.getByLabel('Messages a month before an answer').fill('3');
      await would.getByRole('button', { name: 'Count who would be affected' }).click();
      await would.getByText('Conversations in which an agency would have had to wait for an answer').waitFor();
      await look(desk, 'messages');
      await dialog.getByRole('button', { name: 'Close' }).first().click();
      // Another roll-out that is thought about, and one that is planned, are told of where the roll-out is.
      const cohorts = { cohorts: [{ countries: ['FR'], followersMin: null, followersMax: null, percentage: 50 }] };
      const draft = { kind: 'rollout', params: cohorts, validFrom: null, source: 'France later', certainty: 'inferred' };
      assert.equal((await operator.post('/v1/policies/drafts', draft)).status, 200);
      const planned = { ...draft, validFrom: new Date(t.now().getTime() + 20 * dayMs).toISOString().slice(0, 10) };
      assert.equal((await operator.post('/v1/policies', planned)).status, 200);
      await page.goto('/operator/rollout');
      await page.getByText('A draft of another roll-out is kept.').waitFor();
      await page.getByRole('heading', { name: /^From / }).waitFor();
      await look(desk, 'rollout-kept');
      await page.getByRole('link', { name: 'See it in Policies' }).click();
      await page.waitForURL(/\/operator\/policies/);
      await desk.turn({ wide: true, dark: true });
    }));

  test('an owner offers a seat by a link, somebody new takes it; ended, it opens nothing with their next step', () =>
    stage.walk(async () => {
      const owner = await stage.enrol('Hanna Owner');
      await stage.t.app.carryOut('agencies.seat', { agencyId: northlight.agencyId, personId: owner.personId, role: 'owner' });
      const boss = await stage.open({ wide: true, dark: true });
      const scout = await stage.open();
      await boss.enter(owner);
      await boss.page.goto(`/a/${northlight.agencyId}/team`);
      const offer = async (role: RegExp) => {
        await boss.page.getByRole('button', { name: 'Offer a seat' }).click();
        const dialog = boss.page.getByRole('dialog');
        await dialog.getByRole('radio', { name: role }).click({ force: true });
        await dialog.getByRole('button', { name: 'Make the link' }).click();
        const link = await dialog.getByLabel('Link').inputValue();
        await dialog.getByRole('button', { name: 'Done' }).click();
        return link;
      };
      const [taken, back] = [await offer(/^Scout/), await offer(/^Finance/)];
      await boss.page.getByText('2 seats are on offer.').waitFor();

      await scout.page.goto(taken);
      await scout.page.getByText('Northlight Studio offers you a seat.').waitFor();
      await scout.page.getByLabel('Your name').fill('Selin Scout');
      await scout.page.getByLabel('E-mail').fill('selin@journey.invalid');
      await scout.page.getByLabel('Password').fill('a password for selin');
      await scout.page.getByRole('button', { name: 'Make an account' }).click();
      await scout.page.getByRole('button', { name: 'Take the seat' }).click();
      await scout.page.waitForURL('**/discover');
      await scout.page
        .getByText(/open to invitations/)
        .first()
        .waitFor();

      await boss.page.reload();
      await boss.page.getByText('selin@journey.invalid').waitFor();
      await boss.page.getByRole('button', { name: /^Take back the link for: Finance/ }).click();
      await boss.page.getByText('The link is taken back.').waitFor();
      await boss.page.getByRole('button', { name: 'End seat of Selin Scout' }).click();
      await boss.page
        .getByRole('dialog')
        .getByText(/from their next step on/)
        .waitFor();
      await see(boss, 'team-end');
      await boss.page.getByRole('button', { name: 'End the seat' }).click();
      await boss.page.getByText('Selin Scout no longer works here.').waitFor();
      await boss.page.getByText('selin@journey.invalid').waitFor({ state: 'detached' });

      await scout.page.reload();
      await scout.page.getByRole('heading', { name: 'You do not work in this agency.' }).waitFor();
      await scout.page.goto(back);
      await scout.page.getByText('This link was taken back.').waitFor();
      await see(scout, 'link-taken-back');
    }));
});

describe('journey: what a month asks, in a house', () => {
  let stage: Stage;
  before(async () => {
    stage = await openStage({ mode: 'house' });
  });
  after(() => stage?.stop());

  test('its owner finds the rule in the operator’s room, changes gate, tiers and graduation, and is told what is wrong', () =>
    stage.walk(async () => {
      const { t } = stage;
      const owner = await stage.enrol('Hanna Owner');
      const { url } = await t.app.carryOut<{ url: string }>('people.issueStartLink', { kind: 'house' });
      const made = await (await t.callerOf(owner.personId)).post('/v1/house', { token: tokenOf(url), name: 'Northlight' });
      assert.equal(made.status, 200, made.text);
      const desk = await stage.open({ wide: true });
      await desk.enter(owner);
      const { page } = desk;
      await page.goto(`/a/${made.body.agencyId}/imports`);
      await page.getByRole('button', { name: 'Account' }).click();
      await page.getByRole('menuitem', { name: 'Operator' }).click();
      await page.getByRole('link', { name: 'Policies' }).click();
      await page.getByRole('button', { name: 'Change: What a month asks' }).click();
      const dialog = page.getByRole('dialog');
      const put = dialog.getByRole('button', { name: 'Put in force' });
      const changes = dialog.getByRole('table', { name: 'What would change' });
      await dialog.getByText('Nothing differs from what is in force.').waitFor();

      const hours = dialog.getByLabel('Activity: LIVE hours');
      await hours.fill('745');
      await dialog.getByText('A number from 0 to 744.').waitFor();
      await hours.fill('20');
      await changes.getByText('20', { exact: true }).waitFor();
      await dialog.getByLabel('Graduation: diamonds in a month').fill('1.000.000.001');
      await dialog.getByText('A number from 1 to 1,000,000,000.').waitFor();
      await dialog.getByRole('checkbox', { name: 'New creators graduate by diamonds' }).uncheck();
      assert.equal(await dialog.getByLabel('Graduation: diamonds in a month').count(), 0);

      const tiers = dialog.getByLabel('Diamonds of a month from which each tier begins');
      assert.match(await tiers.inputValue(), /^0, 100,000, 200,000, /);
      for (const [typed, said] of [
        ['0, 100k', 'Only numbers, with commas between: “k” is none.'],
        ['0, 100,000, 50,000', 'Each tier begins higher than the one before: 50,000 stands after 100,000.'],
        ['0, 2,000,000,000', 'A tier begins at 1,000,000,000 diamonds at most.'],
        [Array.from({ length: 21 }, (_, n) => n).join(' '), 'At most 20 tiers.'],
      ] as const) {
        await tiers.fill(typed);
        await dialog.getByText(said).waitFor();
        assert.ok(await put.isDisabled());
      }
      await see(desk, 'policy-month-wrong');
      await tiers.fill('0; 50.000; 120000');
      await dialog.getByText('3 tiers, the lowest first.').waitFor();
      await changes.getByText('0, 50,000 and 120,000').waitFor();
      await dialog.getByLabel('Where it comes from').fill('Letter of the platform, 20 Oct');
      await see(desk, 'policy-month');
      await put.click();
      await page.getByText(/^What a month asks: in force from /).waitFor();
      await page.getByText('0, 50,000 and 120,000').waitFor();
      const rule = (await (await t.callerOf(owner.personId)).get('/v1/policies')).body.items.find((one: any) => one.kind === 'thresholds');
      const gate = { hours: 20, validDays: 8, prorate: true };
      assert.deepEqual(rule.params, { gate, tiers: [0, 50_000, 120_000], graduation: null });

      // A preset brings everything back; nothing asked is said as such.
      await desk.turn({ wide: false, dark: true });
      await page.getByRole('button', { name: 'Change: What a month asks' }).click();
      await dialog.getByLabel('Begin with a preset').selectOption('backstage 2026');
      await changes.getByText('200,000', { exact: true }).first().waitFor();
      await dialog.getByRole('checkbox', { name: 'A month asks for LIVE hours and valid days' }).uncheck();
      await tiers.fill('');
      await changes.getByText('not asked').first().waitFor();
      await see(desk, 'policy-month-phone');
    }));
});
