// Three invitations side by side, in her own months where LIVEs of hers were heard; one is chosen.
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { dayMs } from '#src/lib/time.ts';
import { invite, makeAgency, makeOperator, type MadeAgency, type MadeCreator } from '../make.ts';
import { terms } from '../operations/samples/making.ts';
import { times } from '../promises/dice.ts';
import type { Caller } from '../server.ts';
import { lookerAt, openStage, type Stage, type Window } from './browser.ts';
import { enrolCreator } from './pair.ts';

const look = lookerAt('compare', { darkDesk: true });

describe('journey: three invitations', () => {
  let stage: Stage;
  let operator: Caller;
  let agencies: MadeAgency[];
  let phone: Window;
  let her: MadeCreator;
  let person: Awaited<ReturnType<Stage['enrol']>>;
  before(async () => {
    stage = await openStage();
    const { t } = stage;
    operator = await makeOperator(t);
    agencies = [];
    for (const name of ['Northlight Studio', 'Casa Volta', 'Kite & Co']) agencies.push(await makeAgency(t, operator, name));
    ({ her, person } = await enrolCreator(stage));
    phone = await stage.open();
    await phone.enter(person);
  });
  after(() => stage.stop());

  /** On to the twelfth of the next month, and a LIVE there with so many diamonds; so for each. */
  const heard = async (diamonds: number[]) => {
    for (const each of diamonds) {
      const now = stage.t.now();
      const at = Date.UTC(now.getUTCFullYear(), now.getUTCMonth() + 1, 12, 18);
      stage.t.advance(at - now.getTime());
      const one = (type: string, ms: number, data?: object) => ({
        specversion: '1.0',
        id: `${at}-${type}`,
        source: 'test',
        type,
        time: new Date(at - 7_200_000 + ms).toISOString(),
        platform: 'twitch',
        subject: 'aylin',
        session: `of ${at}`,
        ...(data && { data }),
      });
      const gift = one('gift', 60_000, { giftId: '1', from: 'v', count: 1, diamondsEach: each, streak: null });
      const taken = await operator.post('/v1/live/events', [one('stream.started', 0), gift, one('stream.ended', 7_000_000)]);
      assert.deepEqual([taken.status, taken.body.rejected], [200, []], taken.text);
    }
    // The month that runs does not count: into the next one, where her door has to be opened again.
    stage.t.advance(25 * dayMs);
    await phone.enter(person);
  };
  const asked = [
    { commissionBps: 800, months: 6 },
    { commissionBps: 1500, paidFrom: 'creator', months: 12 },
    { commissionBps: 1000, paidFrom: 'creator', months: 6, coachingHoursMonthly: 0 },
  ];
  const ask = async () => {
    for (const [n, agency] of agencies.entries()) await invite(agency, her.creatorId, { terms: { ...terms, ...asked[n] } });
  };

  test('side by side without figures of hers, then with them; she reads one and joins', () =>
    stage.walk(async () => {
      await ask();
      await phone.page.goto('/invitations');
      await phone.page.getByRole('link', { name: 'Compare the three' }).click();
      await phone.page.getByRole('heading', { level: 1, name: /Kite & Co asks for 10|Northlight Studio asks for 8/ }).waitFor();
      assert.equal(await phone.page.getByText('What you would keep each month').count(), 0);
      await look(phone, 'three');
      await heard([4000, 10_000, 6000]);
      await ask();
      await phone.page.goto('/invitations/compare');
      await phone.page.getByRole('heading', { name: 'What you would keep each month' }).waitFor();
      await phone.page.getByText(/too few months to say more/).waitFor();
      await look(phone, 'few-months');
      await heard(times(6, (i) => 3000 + i * 1700));
      await ask();
      await phone.page.goto('/invitations/compare');
      await phone.page.getByText(/Your own 9 months to/).waitFor();
      await phone.page.getByRole('img', { name: /^Casa Volta: [\d,.]+ diamonds in the middle month/ }).waitFor();
      await look(phone, 'in-her-months');
      await phone.page.getByRole('link', { name: 'Read Casa Volta' }).click();
      await phone.page.getByText(/In a month like your last 9 that is about [\d,.]+ diamonds \(estimated\)\./).waitFor();
      await look(phone, 'one');
      await phone.page.goBack();
      await phone.page.getByRole('link', { name: 'Read Northlight Studio' }).click();
      await phone.page.getByRole('button', { name: 'Accept terms' }).click();
      await phone.page.getByRole('button', { name: 'Join on these terms' }).click();
      await phone.page.getByText('What happens now').waitFor();
      assert.equal((await her.get('/v1/me/memberships')).body.items[0].agencyName, 'Northlight Studio');
    }));
});
