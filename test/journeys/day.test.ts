// A day of looking for creators comes to its end: what the screens say, what can still be seen, and that the next day begins.
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { dayMs } from '#src/lib/time.ts';
import { makeAgency, makeCreator, makeOperator, type MadeAgency } from '../make.ts';
import { inLanes, times } from '../promises/dice.ts';
import { lookerAt, openStage, type Stage, type Window } from './browser.ts';

const see = lookerAt('day', { darkDesk: true });

describe('journey: a day that is full', () => {
  let stage: Stage;
  let agency: MadeAgency;
  let scout: Window;
  let home: string;
  const pottery: string[] = [];
  before(async () => {
    stage = await openStage({ budgets: { listed: 30, opened: 2 } });
    const { t } = stage;
    agency = await makeAgency(t, await makeOperator(t), 'Northlight Studio');
    await inLanes(
      2,
      times(22, (i) => i),
      (i) => makeCreator(t, { displayName: `Dancer ${i + 1}`, on: true }),
    );
    for (let i = 1; i <= 25; i++) {
      const { creatorId } = await makeCreator(t, { displayName: `Potter ${i}`, bio: 'Pottery and glazes', on: true });
      pottery.push(creatorId);
    }
    await t.app.relay.drain();
    const person = await stage.enrol('Sam Scout');
    await t.app.carryOut('agencies.seat', { agencyId: agency.agencyId, personId: person.personId, role: 'scout' });
    home = `/a/${agency.agencyId}`;
    scout = await stage.open({ wide: true });
    await scout.enter(person);
  });
  after(() => stage.stop());

  test('what is left is said in time; a page for which there is no room says why and until when; whom one has seen stays', () =>
    stage.walk(async () => {
      const { page } = scout;
      await scout.go(`${home}/discover?q=pottery`);
      await page.getByRole('heading', { level: 1, name: '25 creators fit.' }).waitFor();
      await page.getByText('Potter 1', { exact: true }).waitFor();
      await page.getByText('5 more can be listed today').waitFor();
      await see(scout, 'left');
      await page.getByRole('searchbox', { name: 'Search creators' }).fill('dancer');
      const full = page.getByRole('alert');
      await full.getByText('These would be more creators than you can be shown in a day.').waitFor();
      await full.getByText(/It goes on at .* 00:00 UTC\./).waitFor();
      assert.equal(await page.getByText('Dancer 1', { exact: true }).count(), 0);
      await see(scout, 'full');
      await page.getByRole('searchbox', { name: 'Search creators' }).fill('potter');
      await page.getByText('Potter 1', { exact: true }).waitFor();
    }));

  test('one creator more than a day opens says so beside the pipeline; on the next day both go on', () =>
    stage.walk(async () => {
      const { page } = scout;
      const saved = await agency.owner.post(`/v1/agencies/${agency.agencyId}/leads`, { creatorIds: pottery.slice(0, 3) });
      assert.equal(saved.body.saved, 3);
      for (const id of pottery.slice(0, 2)) {
        await page.goto(`${home}/pipeline?one=${id}`);
        await page.getByRole('heading', { name: 'What happened' }).waitFor();
      }
      await page.goto(`${home}/pipeline?one=${pottery[2]}`);
      await page.getByRole('alert').getByText('This would be one creator more than you can open in a day.').waitFor();
      await see(scout, 'opened');
      stage.t.advance(dayMs);
      await page.getByRole('button', { name: 'Try again' }).click();
      await page.getByRole('heading', { name: 'What happened' }).waitFor();
      await scout.go(`${home}/discover?q=dancer`);
      await page.getByText('Dancer 1', { exact: true }).waitFor();
    }));
});
