// LIVE at the desks: an agency looks at who is on air, at one LIVE, at several members side by side; an operator at what waits and is missing.
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { join, makeAgency, makeCreator, makeOperator, setConsent, type MadeAgency, type MadeCreator } from '../make.ts';
import { dice } from '../promises/dice.ts';
import type { Caller } from '../server.ts';
import { lookerAt, openStage, see, type Stage, type Window } from './browser.ts';

const minuteMs = 60_000;
const dayMs = 86_400_000;
const look = lookerAt('live', { darkDesk: true });
const people = ['Zanele Mokoena', '박서연', 'João Batista de Albuquerque e Silva', 'هالة فارس', 'Олена Марчук', 'Mateo Quispe', 'Ngọc Trần', 'Chidi Okafor']; // prettier-ignore

describe('journey: LIVE at the desks', () => {
  let stage: Stage;
  let operator: Caller;
  let agency: MadeAgency;
  const members: MadeCreator[] = [];
  let desk: Window;
  const roll = dice(11);
  let n = 0;
  before(async () => {
    stage = await openStage();
    const { t } = stage;
    operator = await makeOperator(t);
    agency = await makeAgency(t, operator, 'Northlight Studio');
    for (const [i, displayName] of people.entries()) {
      const she = await makeCreator(t, { displayName, platform: 'tiktok', on: true });
      await join(agency, she);
      if (i < 6) await setConsent(she, 'live_data', true);
      members.push(she);
    }
    desk = await stage.open({ wide: true });
    const boss = await stage.enrol('Hanna Owner');
    await t.app.carryOut('agencies.seat', { agencyId: agency.agencyId, personId: boss.personId, role: 'owner' });
    await desk.enter(boss);
  });
  after(() => stage.stop());

  const event = (account: string, session: string, type: string, at: number, data?: object, source = 'tiktok-live-connector') => ({
    specversion: '1.0',
    id: `j${++n}`,
    source,
    type,
    time: new Date(at).toISOString(),
    platform: 'tiktok',
    subject: account,
    session,
    ...(data && { data }),
  });
  async function send(events: object[]) {
    for (let i = 0; i < events.length; i += 2000) {
      const answer = await operator.post('/v1/live/events', events.slice(i, i + 2000));
      assert.equal(answer.body.rejected.length, 0, answer.text);
    }
  }
  /** A LIVE of so many minutes from an instant on, around so many viewers; without an end when it goes on. */
  function evening(
    account: string,
    from: number,
    minutes: number,
    viewers: number,
    { ends = true, samples = true, source = 'tiktok-live-connector' } = {},
  ) {
    const session = `r${from}`;
    const told: object[] = [event(account, session, 'stream.started', from, undefined, source)];
    for (let m = 0; m < minutes; m++) {
      const at = from + m * minuteMs;
      const watching = Math.round(viewers * (0.6 + 0.5 * Math.sin((m / minutes) * Math.PI) + roll.below(20) / 100));
      if (samples) told.push(event(account, session, 'stream.sample', at, { viewers: watching }, source));
      if (roll.chance(0.4)) told.push(event(account, session, 'follow', at, undefined, source));
      if (roll.chance(0.5))
        told.push(event(account, session, 'gift', at, { giftId: '5655', from: `v${roll.below(40)}`, count: 1 + roll.below(9), diamondsEach: 1 + roll.below(60), streak: `${n}`, closed: roll.chance(0.8) }, source)); // prettier-ignore
    }
    if (ends) told.push(event(account, session, 'stream.ended', from + minutes * minuteMs, undefined, source));
    return told;
  }
  const room = (rest = '') => `/a/${agency.agencyId}/live${rest}`;

  test('nobody is on air, nobody has been: the rooms say what they are for', () =>
    stage.walk(async () => {
      await desk.page.goto(room());
      await desk.page.getByRole('heading', { name: 'Nobody who shares is LIVE now.' }).waitFor();
      await desk.page.getByText('2 creators do not share; nothing is shown of them.').waitFor();
      await look(desk, 'agency-none');
      const other = await makeAgency(stage.t, operator, 'New Harbour');
      const owner = await stage.enrol('Omar Owner');
      await stage.t.app.carryOut('agencies.seat', { agencyId: other.agencyId, personId: owner.personId, role: 'owner' });
      const window = await stage.open();
      await window.enter(owner);
      await window.page.goto(`/a/${other.agencyId}/live`);
      await window.page.getByRole('heading', { name: 'Nobody is with your agency yet.' }).waitFor();
      await see(window, 'live-agency-new');
      const ann = await stage.open();
      await ann.enter(await stage.enrol('Olga Operator', 'admin'));
      await ann.page.goto('/operator/live');
      await ann.page.getByRole('heading', { name: 'No LIVE has been heard of in the last 7 days.' }).waitFor();
      await look(ann, 'operator-none');
    }));

  test('who is on air moves by itself, one LIVE is opened, and what is taken away goes at the next look', () =>
    stage.walk(async () => {
      const { t } = stage;
      t.advance(30 * dayMs);
      await t.app.carryOut('live.keep', {});
      const at = Math.floor(t.now().getTime() / minuteMs) * minuteMs;
      const [a, b, c, d, e, , hidden] = members as [
        MadeCreator,
        MadeCreator,
        MadeCreator,
        MadeCreator,
        MadeCreator,
        MadeCreator,
        MadeCreator,
      ];
      for (const [i, one] of [a, b, c, d].entries())
        for (let back = 1; back < 26; back += 1 + i)
          await send(
            evening(one.handle, at - back * dayMs - (i + 1) * 40 * minuteMs, 35 + 25 * ((back + i) % 4), (30 + 9 * (back % 5)) * (i + 1)),
          );
      await send(evening(e.handle, at - 3 * dayMs, 50, 0, { samples: false }));
      await send([
        ...evening(a.handle, at - 72 * minuteMs, 72, 110, { ends: false }),
        ...evening(b.handle, at - 25 * minuteMs, 25, 80, { ends: false }),
        ...evening(e.handle, at - 8 * minuteMs, 8, 12, { ends: false, samples: false }),
        ...evening(hidden.handle, at - 40 * minuteMs, 40, 900, { ends: false }),
      ]);
      const { page } = desk;
      await page.goto(room());
      await page.getByRole('heading', { name: '3 of the 6 who share are LIVE now.' }).waitFor();
      assert.equal(await page.getByText('Ngọc Trần').count(), 0, 'nothing of her who does not share');
      await look(desk, 'agency-now');

      // A count that changes, without anybody touching the page.
      await send([event(b.handle, `r${at - 25 * minuteMs}`, 'stream.sample', at, { viewers: 4321 })]);
      await page.getByText('4,321').first().waitFor({ timeout: 20_000 });
      await page.getByRole('table', { name: 'LIVE now' }).getByRole('link', { name: 'Zanele Mokoena' }).click();
      await page.getByRole('heading', { name: /are watching now/ }).waitFor();
      await look(desk, 'agency-one');
      await setConsent(a, 'live_data', false);
      await page.getByRole('heading', { name: 'You cannot see these LIVEs.' }).waitFor({ timeout: 20_000 });
      await look(desk, 'agency-refused');
      await page.goto(room());
      await page.getByRole('heading', { name: '2 of the 5 who share are LIVE now.' }).waitFor();
      await setConsent(a, 'live_data', true);
      await page.goto(room(`/${c.creatorId}`));
      await page.getByRole('heading', { name: /^LIVEs of João/ }).waitFor();
      await look(desk, 'agency-lives');
    }));

  test('two to five are chosen and stand side by side', () =>
    stage.walk(async () => {
      const { page } = desk;
      await page.goto(room());
      for (const name of people.slice(0, 5)) await page.getByRole('checkbox', { name: `Compare ${name}` }).check();
      assert.ok(await page.getByRole('checkbox', { name: 'Compare Mateo Quispe' }).isDisabled(), 'a sixth');
      await look(desk, 'agency-picked', [true]);
      await page.getByRole('link', { name: 'Compare over 28 days' }).click();
      await page.getByRole('heading', { name: '5 creators, 28 days of LIVE.' }).waitFor();
      await look(desk, 'agency-compared');
      await setConsent(members[1]!, 'live_data', false);
      await page.reload();
      await page.getByText('1 does not share LIVEs now.').waitFor();
      await setConsent(members[1]!, 'live_data', true);
      await page.goto(room('/compare'));
      await page.getByRole('heading', { name: 'Choose two to five to compare.' }).waitFor();
      await see(desk, 'live-agency-compare-none');
    }));

  test('the operator sees how late, what is missing, what waits, and settles an account', () =>
    stage.walk(async () => {
      // Hours later: of what is on air now a sample comes each minute, a moment late; of one none for five minutes, though gifts go on.
      stage.t.advance(3 * 60 * minuteMs);
      await send([...evening('kiln.and.clay', stage.t.now().getTime() - 50 * minuteMs, 45, 60), ...evening('late_night_radio', stage.t.now().getTime() - 3 * dayMs, 20, 10)]); // prettier-ignore
      const hosts = [members[2]!, members[3]!, members[0]!];
      for (let m = 0; m < 12; m++) {
        stage.t.advance(minuteMs);
        const at = stage.t.now().getTime();
        const sample = ({ handle }: MadeCreator, i: number) =>
          i === 2 && m > 6
            ? event(handle, 'later', 'gift', at - 900, { giftId: '1', from: 'v', count: 1, diamondsEach: 5, streak: `${m}`, closed: true })
            : event(handle, 'later', 'stream.sample', at - 300 - roll.below(2400), { viewers: 40 + roll.below(9) }, i === 1 ? 'webhook/house-encoder' : undefined); // prettier-ignore
        await send(hosts.map(sample));
      }
      const ops = await stage.open({ wide: true });
      await ops.enter(await stage.enrol('Olga Operator', 'admin'));
      const { page } = ops;
      await page.goto('/operator/live');
      await page.getByRole('heading', { name: /^99 of 100 events arrive within/ }).waitFor();
      await look(ops, 'operator');
      await page.getByRole('button', { name: 'Make a profile for @kiln.and.clay' }).click();
      await page
        .getByRole('dialog')
        .getByText(/cannot be undone/)
        .waitFor();
      await look(ops, 'operator-settle');
      await page.getByRole('button', { name: 'Make the profile' }).click();
      await page.getByText(/@kiln.and.clay has a profile/).waitFor();
      await page.getByText('@late_night_radio').waitFor();
      await page
        .getByText('has a profile, its events are being counted')
        .or(page.getByText('1 account waits for somebody.'))
        .first()
        .waitFor();
      assert.equal(await page.getByRole('button', { name: 'Make a profile for @kiln.and.clay' }).count(), 0);
      const away = { type: 'about:blank', title: 'Busy', status: 503, code: 'storage.away', detail: 'The database does not answer.', requestId: 'r' }; // prettier-ignore
      await page.route('**/v1/live/gaps', (r) => r.fulfill({ status: 503, json: away }));
      await page.reload();
      await page.getByRole('button', { name: /again/i }).first().waitFor();
      ops.complaints.splice(0); // the 503 that we gave ourselves
      await look(ops, 'operator-broken', [true]);
    }));

  test('the same from right to left', () =>
    stage.walk(async () => {
      const arabic = await stage.open({ locale: 'ar' });
      const boss = await stage.enrol('Hala Owner', 'admin');
      await stage.t.app.carryOut('agencies.seat', { agencyId: agency.agencyId, personId: boss.personId, role: 'owner' });
      await arabic.enter(boss);
      const inArabic = lookerAt('live-ar', { darkDesk: true });
      const all = members.slice(0, 3).map((one) => one.creatorId);
      for (const [name, path] of [
        ['now', room()],
        ['compared', room(`/compare?with=${all.join('+')}`)],
        ['lives', room(`/${members[2]!.creatorId}`)],
        ['operator', '/operator/live'],
      ] as const) {
        await arabic.page.goto(path);
        await arabic.page.locator('main h1').waitFor();
        await inArabic(arabic, name);
      }
    }));
});
