// bound: 20 min
// Every screen by everybody who has one, on a phone and on a desk, left to right and right to left, full and empty: by keyboard, at 320 px,
// with letters twice as large, with long words, and still.
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { fillDemo } from '#src/cli/demo/fill.ts';
import { openStage, type Stage } from '../journeys/browser.ts';
import { lookAround, walks, type Found, type Walk } from '../journeys/everywhere.ts';
import { emptyRooms, roomsOf } from '../journeys/rooms.ts';
import { measured } from '../measured.ts';

const looks = [false, true].flatMap((wide) => ['en-GB', 'ar'].map((locale) => ({ wide, locale })));

describe('reach, everywhere', () => {
  let stage: Stage;
  let logins: Awaited<ReturnType<typeof fillDemo>> = [];
  let looked: Promise<Found[]> | undefined;
  before(async () => {
    stage = await openStage({ demoLogins: () => logins });
    logins = await fillDemo(stage.t.app, { creators: 80, agencies: 3, houseDays: 5, seed: 7, now: stage.t.now() });
  });
  after(() => stage.stop());

  async function everybody(): Promise<Walk[]> {
    const every = await walks(stage, logins);
    const others = [...roomsOf(logins).filter(({ who }) => who === 'coach'), ...(await emptyRooms(stage))];
    return [...every, ...others.map((one) => ({ ...one, wide: false }))];
  }
  async function lookAll(): Promise<Found[]> {
    const found: Found[] = [];
    for (const look of looks) found.push(await lookAround(stage, await everybody(), look));
    return found;
  }
  const all = () => (looked ??= lookAll());
  const sum = (found: Found[], of: (one: Found) => number) => found.reduce((total, one) => total + of(one), 0);

  test('by Tab through every room in every window: each stop is seen, in order, none is a trap', () =>
    stage.walk(async () => {
      const found = await all();
      measured(
        'S3',
        `${sum(found, ({ stops }) => stops)} stops on ${sum(found, ({ screens }) => screens)} screens, phone and desk, English and Arabic`,
      );
      assert.deepEqual(
        found.flatMap(({ keys }) => keys),
        [],
      );
    }));

  test('in every window nothing is cut, nothing scrolls sideways, and nothing moves where that is asked', () =>
    stage.walk(async () => {
      const found = await all();
      measured(
        'S4',
        `${sum(found, ({ screens }) => screens)} screens at 320 px, with long words, at 200 % text, and still; English and Arabic`,
      );
      assert.deepEqual(
        found.flatMap(({ large, narrow, still }) => [...large, ...narrow, ...still]),
        [],
      );
    }));
});
