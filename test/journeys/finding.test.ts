// Found by what LIVEs came to: she says yes to the text that says so, an agency filters by it, and all of it stands in the address.
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { evening } from '../evenings.ts';
import { makeAgency, makeCreator, makeOperator, setConsent, type MadeAgency, type MadeCreator } from '../make.ts';
import { lookerAt, openStage, type Stage, type Window } from './browser.ts';

const look = lookerAt('finding', { darkDesk: true });
const minute = 60_000;
const dayMs = 1440 * minute;

/** Two whole months of evenings at an hour of the day (UTC): the second month by so much better than the first. */
function evenings(handle: string, today: number, hour: number, viewers: number, better: number) {
  return Array.from({ length: 18 }, (_, i) => {
    const at = new Date(today - (55 - i * 3) * dayMs + hour * 60 * minute);
    return evening({ handle, room: `${handle}${i}`, at, minutes: 100, viewers: Math.round(i < 9 ? viewers : viewers * better), seed: i });
  });
}

describe('found by LIVEs, in a browser', () => {
  let stage: Stage;
  let agency: MadeAgency;
  let mina: MadeCreator;
  let person: Awaited<ReturnType<Stage['enrol']>>;
  let desk: Window;
  before(async () => {
    stage = await openStage();
    const { t } = stage;
    const operator = await makeOperator(t);
    agency = await makeAgency(t, operator, 'Northlight Studio');
    person = await stage.enrol('Mina Kaya');
    mina = Object.assign(await t.callerOf(person.personId), { creatorId: '', handle: 'mina_clay' });
    const profile = { displayName: 'Mina Kaya', handle: mina.handle, platform: 'twitch', languages: ['de'], country: 'DE' };
    mina.creatorId = (await mina.post('/v1/me/creator', { ...profile, birthDate: '1995-05-05' })).body.creatorId;
    const joel = await makeCreator(t, { displayName: 'Joel Brandt', handle: 'joelplays', languages: ['de'], categories: ['Games'] });
    await makeCreator(t, { displayName: 'Ines Prado', handle: 'inesprado', languages: ['es'], categories: ['Music'], on: true });
    const today = Math.floor(t.now().getTime() / dayMs) * dayMs;
    const told = [...evenings('mina_clay', today, 19, 120, 1.6), ...evenings('joelplays', today, 9, 60, 0.9)];
    // A recording of the past is judged by its own last instant.
    for (const events of told) {
      const asOf = new Date(Date.parse(events.at(-1)!.time) + minute).toISOString();
      const sent = await operator.post(`/v1/live/events?asOf=${asOf}`, events);
      assert.deepEqual([sent.status, sent.body?.rejected], [200, []], sent.text);
    }
    for (const one of [mina, joel]) await setConsent(one, 'discovery', true);
    await setConsent(joel, 'exact_numbers', true);
    await t.app.relay.drain();
    await t.app.records.settled();
    await t.app.relay.drain();
    const owner = await stage.enrol('Olga Owner');
    await t.app.carryOut('agencies.seat', { agencyId: agency.agencyId, personId: owner.personId, role: 'owner' });
    desk = await stage.open({ wide: true });
    await desk.enter(owner);
  });
  after(() => stage.stop());

  const total = (words: RegExp) => desk.page.getByRole('heading', { level: 1, name: words }).waitFor();

  test('an agency filters by hours, growth and time on air, and comes back to it by the address', () =>
    stage.walk(async () => {
      const { page } = desk;
      await page.goto(`/a/${agency.agencyId}/discover`);
      await total(/^3 creators are open to invitations\./);
      const filters = page.getByRole('complementary', { name: 'Filters' });
      await filters.getByText('LIVE, last 28 days').click();
      await filters.getByText('Time on air').waitFor();
      await look(desk, 'live-facets');
      const hours = filters.getByRole('group', { name: 'Hours of the day' });
      // By the clock of the browser, which runs in UTC here.
      await hours.getByLabel('From').selectOption('19');
      await total(/^1 creator fits\./);
      await hours.getByLabel('To').selectOption('21');
      await filters.getByLabel(/^Growth against/).selectOption('50');
      await total(/^1 creator fits\./);
      assert.match(page.url(), /top=50/);
      assert.match(page.url(), /at=(%22)?19_20/);
      await page.getByRole('button', { name: 'Mina Kaya' }).click();
      await page.getByText(/usually LIVE between/).waitFor();
      await page.getByText('independent', { exact: true }).waitFor();
      await look(desk, 'live-found');
      await page.reload();
      await total(/^1 creator fits\./);
      await filters.getByText('2 on').waitFor();
      await page.getByRole('button', { name: /LIVE between/ }).click();
      await page.getByRole('button', { name: /Fastest-growing 50/ }).click();
      await total(/^3 creators are open/);
    }));

  test('what she shares as ranges is filtered by its range, what he shares exactly by the number', () =>
    stage.walk(async () => {
      const { page } = desk;
      const search = async (body: object) => {
        const found = await agency.owner.post(`/v1/agencies/${agency.agencyId}/creators/search`, body);
        assert.equal(found.status, 200, found.text);
        return found.body as {
          items: { displayName: string; figures: Record<string, any>; hours: number[]; withAgency: boolean | null }[];
        };
      };
      const { items } = await search({ sort: 'growth' });
      assert.deepEqual(
        items.map((i) => i.displayName),
        ['Mina Kaya', 'Joel Brandt', 'Ines Prado'],
      );
      const [hers, his, none] = items;
      assert.equal(hers!.figures['acv'].ink, 'range');
      assert.equal(his!.figures['acv'].ink, 'exact');
      assert.ok(his!.figures['growth'].value < 0);
      assert.deepEqual([none!.figures['acv'], none!.hours], [null, []]);
      assert.deepEqual(hers!.hours, [19, 20]);
      await page.goto(`/a/${agency.agencyId}/discover?sort=acv&agency=independent`);
      await total(/^3 creators fit\./);
      const { from } = hers!.figures['acv'];
      assert.equal((await search({ filters: { acv: { min: from + 1 } } })).items.length, 1, 'somewhere in her range');
    }));

  test('she sees what agencies see of her LIVEs; switched off it is gone at once', () =>
    stage.walk(async () => {
      const phone = await stage.open();
      await phone.enter(person);
      await phone.page.goto('/agency-center');
      await phone.page.getByText(/^Your LIVEs, 28 days to/).waitFor();
      await phone.page
        .getByText(/whether you belong to an agency, never to which/)
        .first()
        .waitFor();
      await look(phone, 'agency-center-lives');
      await setConsent(mina, 'discovery', false);
      await desk.page.goto(`/a/${agency.agencyId}/discover?at=19`);
      await desk.page.getByText('Nobody who is open to invitations fits.').waitFor();
    }));
});
