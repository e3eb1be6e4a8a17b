// The language of the screens: the browser's at first, chosen at the door, kept with the person, from right to left where it runs so.
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { openStage, see, type Stage } from './browser.ts';

describe('journey: languages', () => {
  let stage: Stage;
  before(async () => {
    stage = await openStage();
  });
  after(() => stage.stop());

  test('as the browser, then chosen at the door, then kept with the person on every device', () =>
    stage.walk(async () => {
      const person = await stage.enrol('Salma Speaker', 'admin');
      const window = await stage.open({ locale: 'es-MX' });
      const { page } = window;
      const spoken = () => page.evaluate(() => [document.documentElement.lang, document.documentElement.dir]);
      await page.goto('/sign-in');
      await page.locator('form button[type=submit]').waitFor();
      assert.deepEqual(await spoken(), ['es', 'ltr']);
      await see(window, 'sign-in-es');
      await page.locator('footer select').selectOption('ar');
      await page.waitForFunction(() => document.documentElement.dir === 'rtl');
      await see(window, 'sign-in-ar');
      await page.reload();
      await page.locator('form button[type=submit]').waitFor();
      assert.deepEqual(await spoken(), ['ar', 'rtl'], 'kept on this device');

      // What she chose earlier, elsewhere, goes before the device.
      await stage.t.app.carryOut('people.setLocale', { locale: 'ja' }, await stage.t.app.actorOf(person.personId));
      await window.signIn(person);
      await page.waitForFunction(() => document.documentElement.lang === 'ja');
      assert.deepEqual(await spoken(), ['ja', 'ltr']);
      await page.getByRole('heading', { level: 1 }).first().waitFor();
      await see(window, 'operator-ja');

      const other = await stage.open({ locale: 'en-GB' });
      await other.signIn(person);
      await other.page.waitForFunction(() => document.documentElement.lang === 'ja');
    }));

  test('a language chosen on the way through brings the words of all screens that were open; a word that is missing is noticed', () =>
    stage.walk(async () => {
      const window = await stage.open({ wide: true });
      const { page, complaints } = window;
      await window.enter(await stage.enrol('Olga Operator', 'admin'));
      for (const path of ['/operator', '/operator/audit', '/notices', '/operator/policies', '/account']) await window.go(path);
      const chosen = page.waitForFunction(() => document.documentElement.lang === 'ar');
      await page.locator('main select').first().selectOption('ar');
      await chosen;
      for (const path of ['/operator/policies', '/operator', '/operator/claims', '/operator/audit']) await window.go(path);
      await page.keyboard.press('Control+k');
      await page.locator('[cmdk-input]').waitFor();
      await page.keyboard.press('Escape');
      await see(window, 'operator-audit-ar');

      await page.route(/words\/[^/]+\/ar\/operator-rollout\.json/, (route) => route.fulfill({ json: {} }));
      await window.go('/operator/rollout');
      assert.match(complaints.splice(0).join('\n'), /Uncompiled message/);
    }));
});
