// Screens of each kind for somebody who uses the keyboard alone, a window of 320 px, letters twice as large, long words, or who wants nothing to
// move, each in the window that its room was made for. test/long/reach.test.ts does it on every screen, in every window, in Arabic too.
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { fillDemo } from '#src/cli/demo/fill.ts';
import { measured } from '../measured.ts';
import { openStage, type Stage } from './browser.ts';
import { lookAround, walks, type Found } from './everywhere.ts';
import { cut, enlarge, moving, walkStops } from './reach.ts';

/** A door; her switch, a form of hers, terms to answer; a long list, people with buttons; rules to change, filters over a log. */
const some = /^\/(sign-in|agency-center|settings|invitations\/[\da-f]{8}-.*|a\/[^/]+\/(discover|team)|operator\/(policies|audit))$/;

describe('journey: reach', () => {
  let stage: Stage;
  let logins: Awaited<ReturnType<typeof fillDemo>> = [];
  let looked: Promise<Found> | undefined;
  before(async () => {
    stage = await openStage({ demoLogins: () => logins });
    logins = await fillDemo(stage.t.app, { creators: 24, agencies: 2, houseDays: 5, seed: 7, now: stage.t.now() });
  });
  after(() => stage.stop());
  const all = () => (looked ??= look());
  async function look(): Promise<Found> {
    const every = await walks(stage, logins);
    const people = every.map((one) => ({ ...one, paths: one.paths.filter((path) => some.test(path)) }));
    const found = await lookAround(
      stage,
      people.filter(({ paths }) => paths.length > 0),
    );
    assert.equal(found.screens, 8);
    return found;
  }

  test('by Tab through a screen of each kind: each stop is seen, in order, none is a trap', () =>
    stage.walk(async () => {
      const { screens, stops, keys } = await all();
      measured('S3', `${stops} stops on ${screens} screens`);
      assert.deepEqual(keys, []);
    }));

  test('at 320 px, with letters twice as large and with long words nothing is cut and nothing scrolls sideways; nothing moves where that is asked', () =>
    stage.walk(async () => {
      const { screens, large, narrow, still } = await all();
      measured('S4', `${screens} screens at 320 px, with long words, at 200 % text, and still`);
      assert.deepEqual([...large, ...narrow, ...still], []);
    }));

  test('a page without rings, with a trap, with something over a button, and with a thing that Tab leaves out, is caught', () =>
    stage.walk(async () => {
      const { page } = await stage.open({ wide: true });
      await page.goto('/sign-in');
      await page.locator('main h1').waitFor();
      await page.evaluate(() => {
        const sheet = new CSSStyleSheet();
        sheet.replaceSync(':focus-visible { outline: none !important; box-shadow: none !important }');
        document.adoptedStyleSheets = [sheet];
      });
      assert.match((await walkStops(page)).wrong.join('\n'), /the focus on "E-mail" cannot be seen/);
      await page.evaluate(() => {
        document.adoptedStyleSheets = [];
        const over = document.createElement('div');
        over.className = 'over';
        over.style.cssText = 'position: fixed; inset: 0; z-index: 99';
        document.body.append(over);
      });
      assert.match((await walkStops(page)).wrong.join('\n'), /something lies over "E-mail"/);
      await page.evaluate(() => {
        document.querySelector('.over')!.remove();
        const [first, second] = document.querySelectorAll<HTMLElement>('main input');
        second!.addEventListener('keydown', (event) => {
          event.preventDefault();
          first!.focus();
        });
      });
      const trapped = (await walkStops(page)).wrong.join('\n');
      assert.match(trapped, /Tab leads back to "E-mail"/);
      assert.match(trapped, /Tab never comes to/);
      assert.doesNotMatch(trapped, /seen|lies over/);
    }));

  test('something that moves, a row too wide and a box too low are caught', () =>
    stage.walk(async () => {
      const { page } = await stage.open();
      await page.goto('/sign-in');
      await page.locator('main h1').waitFor();
      assert.deepEqual(await moving(page), []);
      await page.emulateMedia({ reducedMotion: 'no-preference' });
      assert.match((await moving(page)).join('\n'), /btn/);
      await page.evaluate(() => {
        const button = document.querySelector<HTMLElement>('form button')!;
        button.style.cssText = 'min-block-size: 0; block-size: 20px; overflow: hidden';
        document.querySelector<HTMLElement>('main')!.style.minInlineSize = '500px';
      });
      await enlarge(page);
      const found = (await cut(page)).join('\n');
      assert.match(found, /sideways by \d+ px/);
      assert.match(found, /"Sign in" sticks out/);
    }));
});
