// Every room with a small demo world in it: on the phone and on the desk, light and dark; empty, refused and broken.
import { after, before, describe, test } from 'node:test';
import { fillDemo } from '#src/cli/demo/fill.ts';
import { openStage, see, type Stage, type Window } from './browser.ts';
import { concerns, directions, doorsOf, emptyRooms, everyRoomOf, nameOf, screenOf, worldSize, type Look } from './rooms.ts';

type Logins = Awaited<ReturnType<typeof fillDemo>>;

describe('journey: rooms', () => {
  let stage: Stage;
  let logins: Logins = [];
  before(async () => {
    stage = await openStage({ demoLogins: () => logins });
    logins = await fillDemo(stage.t.app, { ...worldSize, seed: 7, now: stage.t.now() });
  });
  after(() => stage.stop());

  const login = (title: string) => logins.find((l) => l.title === title)!;
  /** Through the door that a demo has: one button for each login. */
  async function enter(window: Window, title: string) {
    await window.page.goto('/sign-in');
    await window.page.getByRole('button', { name: new RegExp(`^${title}\\b(?! with| in)`) }).click();
    await window.page.waitForURL((url) => url.pathname !== '/sign-in');
  }

  /** One page in each look. In Arabic it is loaded anew, as by whoever comes from outside; in English it is walked to. */
  async function seeAll(window: Window, looks: Look[], path: string, name: string) {
    if (looks[0]!.locale === 'ar') await window.page.goto(path);
    await window.go(path);
    for (const look of looks) {
      await window.turn(look);
      await see(window, `${nameOf(look)}-${name}`);
    }
  }

  for (const { locale, looks } of directions) {
    const all = looks.map((look) => ({ ...look, locale }));
    test(`every room is axe clean and fits: ${locale}`, () =>
      stage.walk(async () => {
        const visitor = await stage.open({ wide: true, locale });
        for (const path of await doorsOf(stage, logins)) await seeAll(visitor, all, path, screenOf(path).slice(1));
        await visitor.context.close();
        for (const rooms of [...(await everyRoomOf(stage, logins)), ...(await emptyRooms(stage))]) {
          const mine = all.filter((look) => concerns(look, rooms));
          if (mine.length === 0) continue;
          const window = await stage.open({ wide: true, locale });
          await window.enter(rooms.person);
          for (const path of rooms.paths) await seeAll(window, mine, path, `${rooms.who}${screenOf(path)}`);
          await window.context.close();
        }
      }));
  }

  test('a demo button opens the room of its login', () =>
    stage.walk(async () => {
      const window = await stage.open();
      await enter(window, 'Creator');
      await window.page.waitForURL('**/home');
    }));

  test('nothing to find, a database that is away, a link that was never made', () =>
    stage.walk(async () => {
      const owner = await stage.open({ wide: true });
      await owner.enter(login('Agency owner'));
      const agencyId = login('Agency owner').agencyId!;
      await owner.page.goto(`/a/${agencyId}/discover?q=zzzzqqqq`);
      await owner.page.getByText(/Nobody who is open to invitations fits/).waitFor();
      await see(owner, 'empty-discover');
      const away = {
        type: 'about:blank',
        title: 'Busy',
        status: 503,
        code: 'storage.away',
        detail: 'The database does not answer.',
        requestId: 'r',
      };
      await owner.page.route('**/v1/**/creators/search', (r) => r.fulfill({ status: 503, json: away }));
      await owner.page.goto(`/a/${agencyId}/discover`);
      await owner.page.getByRole('button', { name: /again/i }).first().waitFor();
      owner.complaints.splice(0); // the 503 that we gave ourselves
      await see(owner, 'broken-discover');
      await owner.page.unroute('**/v1/**/creators/search');
      await owner.page.getByRole('button', { name: /again/i }).first().click();
      await owner.page.getByText(/creators are open to invitations/).waitFor();

      const other = await stage.open();
      await other.page.goto('/claim/this-link-was-never-made-by-us');
      await other.page.getByRole('heading', { level: 1 }).waitFor();
      await see(other, 'refused-link');
      await other.page.goto('/sign-in');
      await other.page.getByLabel('E-mail').fill('nobody@journey.invalid');
      await other.page.getByLabel('Password').fill('not the right password');
      await other.page.getByRole('button', { name: 'Sign in' }).click();
      await other.page.getByRole('alert').or(other.page.locator('[aria-live]')).first().waitFor();
      await see(other, 'refused-sign-in');
    }));

  test('a word still in its field is saved with the profile, at the first press', () =>
    stage.walk(async () => {
      const window = await stage.open();
      const { page } = window;
      await window.enter(login('Creator'));
      await page.goto('/settings');
      await page.getByLabel('Categories').fill('singing');
      const save = page.getByRole('button', { name: 'Save the profile' });
      await save.scrollIntoViewIfNeeded();
      const at = (await save.boundingBox())!;
      await page.mouse.move(at.x + at.width / 2, at.y + at.height / 2);
      await page.mouse.down();
      await page.mouse.up();
      await page.getByText('Your profile is saved.').waitFor();
      await page.reload();
      await page.getByRole('button', { name: /Remove singing/ }).waitFor();
      await page.getByLabel('Handle', { exact: true }).fill('another.channel');
      await page.getByRole('button', { name: 'Save the handle' }).click();
      await page.getByRole('list', { name: 'Your handles' }).getByText('@another.channel').waitFor();
    }));
});
