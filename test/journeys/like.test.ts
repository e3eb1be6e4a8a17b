// More like these: picked in the search, from a row, from the pipeline; with a filter; in the address; gone with a permission.
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { invite, makeAgency, makeCreator, makeOperator, setConsent, type MadeAgency, type MadeCreator } from '../make.ts';
import { lookerAt, openStage, see, type Stage, type Window } from './browser.ts';

const look = lookerAt('like', { darkDesk: true });

describe('journey: more like these', () => {
  let stage: Stage;
  let agency: MadeAgency;
  let scout: Window;
  let home: string;
  const made: Record<string, MadeCreator> = {};
  before(async () => {
    stage = await openStage();
    const { t } = stage;
    const operator = await makeOperator(t);
    agency = await makeAgency(t, operator, 'Northlight Studio');
    const give = async (displayName: string, languages: string[], categories: string[], averageViewers: number, streamMinutes: number) => {
      const figures = { averageViewers, streamMinutes, followers: averageViewers * 20, peakViewers: averageViewers * 3 };
      made[displayName] = await makeCreator(
        t,
        { displayName, languages, categories, figures, on: true, exact: averageViewers % 2 === 0 },
        operator,
      );
    };
    await give('Aylin Doğan', ['tr', 'de'], ['pottery', 'music'], 300, 3000);
    await give('Joana Batista', ['tr'], ['music', 'pottery'], 330, 2900);
    await give('Minami Sato', ['ja'], ['pottery'], 421, 6000);
    await give('ليلى منصور', ['ar'], ['chess'], 40_000, 9000);
    await give('Ingrid Solheim', ['de'], ['music'], 251, 3100);
    await give('Maximiliana von Hohenstein-Lichtenberg', ['sv'], ['chess'], 9001, 60);
    await t.app.relay.drain();
    const person = await stage.enrol('Sam Scout');
    await t.app.carryOut('agencies.seat', { agencyId: agency.agencyId, personId: person.personId, role: 'scout' });
    home = `/a/${agency.agencyId}`;
    scout = await stage.open({ wide: true });
    await scout.enter(person);
  });
  after(() => stage.stop());
  const name = (text: string) => scout.page.getByRole('button', { name: text, exact: true });
  const names = () => scout.page.locator('main button.name').allInnerTexts();

  test('picked by keyboard, shown by likeness with reasons; back leads to where one stood', () =>
    stage.walk(async () => {
      const { page } = scout;
      await scout.go(`${home}/discover`);
      await page.getByRole('heading', { level: 1, name: /6 creators are open/ }).waitFor();
      for (const who of ['Aylin Doğan', 'Joana Batista']) {
        await name(who).focus();
        await page.keyboard.press('Space');
      }
      await look(scout, 'picked');
      await scout.turn({ wide: true, dark: false });
      await page.getByRole('button', { name: 'More like these' }).focus();
      await page.keyboard.press('Enter');
      await page.getByRole('heading', { level: 1, name: '4 creators, the most alike first.' }).waitFor();
      await page.getByRole('button', { name: 'Remove filter: Like Aylin Doğan, Joana Batista' }).waitFor();
      assert.deepEqual(await names(), ['Ingrid Solheim', 'Minami Sato', 'ليلى منصور', 'Maximiliana von Hohenstein-Lichtenberg']);
      await name('Ingrid Solheim').focus();
      await page.keyboard.press('Enter');
      await page.getByText('the nearer to those you chose, the more.').first().waitFor();
      await page.getByText('music in common.').or(page.getByText('Music in common.')).waitFor();
      await look(scout, 'found');
      await scout.turn({ wide: true, dark: false });
      await page.goBack();
      await page.getByRole('heading', { level: 1, name: /6 creators are open/ }).waitFor();
    }));

  test('from a row, with a filter beside it; the address leads there again; a chip takes it away', () =>
    stage.walk(async () => {
      const { page } = scout;
      await invite(agency, made['Ingrid Solheim']!.creatorId);
      await page.goto(`${home}/discover?q=Aylin`);
      await name('Aylin Doğan').press('Enter');
      await page.getByRole('button', { name: 'More like this one' }).click();
      await page.getByRole('heading', { level: 1, name: '5 creators, the most alike first.' }).waitFor();
      assert.equal(await page.getByRole('searchbox', { name: 'Search creators' }).inputValue(), '');
      assert.deepEqual((await names()).slice(0, 2), ['Joana Batista', 'Ingrid Solheim']);
      await page.getByRole('checkbox', { name: 'Not invited by us in 90 days' }).press('Space');
      await page.getByRole('heading', { level: 1, name: '4 creators, the most alike first.' }).waitFor();
      await page.getByRole('button', { name: 'Remove filter: Not invited by us in 90 days' }).waitFor();
      assert.ok(!(await names()).includes('Ingrid Solheim'));
      await page.reload();
      await page.getByRole('heading', { level: 1, name: '4 creators, the most alike first.' }).waitFor();
      await page.getByRole('button', { name: 'Save this search' }).click();
      await page.getByRole('dialog').getByText('“More like these” is not kept').waitFor();
      await see(scout, 'like-kept');
      await page.getByRole('dialog').getByRole('button', { name: 'Cancel' }).click();
      await page.getByRole('button', { name: 'Remove filter: Like Aylin Doğan' }).click();
      await page.getByRole('heading', { level: 1, name: '5 creators fit.' }).waitFor();
      assert.equal(new URL(page.url()).search, '?notInvited=true');
    }));

  test('from the pipeline; more than five are not taken; who switches off is in no likeness, and the screen says so', () =>
    stage.walk(async () => {
      const { page } = scout;
      const { creatorId } = made['Joana Batista']!;
      for (const one of Object.values(made)) {
        const saved = await agency.owner.post(`/v1/agencies/${agency.agencyId}/leads`, { creatorIds: [one.creatorId] });
        assert.equal(saved.status, 200, saved.text);
      }
      await page.goto(`${home}/pipeline`);
      for (const who of Object.keys(made)) await page.getByRole('checkbox', { name: `Pick ${who}` }).check();
      await page.getByRole('button', { name: 'More like these' }).click();
      await page.getByText('Others can be like 5 creators at most.').waitFor();
      await page.getByRole('checkbox', { name: 'Pick Ingrid Solheim' }).uncheck();
      await page.getByRole('button', { name: 'More like these' }).click();
      await page.getByRole('heading', { level: 1, name: '1 creator, by likeness.' }).waitFor();
      await look(scout, 'five');
      await scout.turn({ wide: true, dark: false });
      await page.goto(`${home}/pipeline`);
      await page.getByRole('checkbox', { name: 'Pick Joana Batista' }).check();
      await page.getByRole('button', { name: 'More like this one' }).click();
      await page.waitForURL(/discover\?like=/);
      await page.getByRole('button', { name: 'Remove filter: Like Joana Batista' }).waitFor();
      assert.equal((await names())[0], 'Aylin Doğan');
      await setConsent(made['Joana Batista']!, 'discovery', false);
      await page.reload();
      await page.getByRole('heading', { name: 'Not all of the creators you chose can be found.' }).waitFor();
      assert.ok(!(await page.content()).includes('Joana'));
      await look(scout, 'gone');
      await page.getByRole('button', { name: 'Search without likeness' }).click();
      await page.getByRole('heading', { level: 1, name: /5 creators are open/ }).waitFor();
      assert.ok(!page.url().includes(creatorId));
    }));
});
