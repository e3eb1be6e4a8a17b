// A newcomer's path by the clock: the real program's first start as a house, its link, a few of the files that were downloaded, whom to call.
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { creatorData } from '#src/connectors/backstage/exports.ts';
import { simulateAgency } from '#src/connectors/backstage/truth.ts';
import { toXlsx } from '#src/connectors/backstage/write.ts';
import { addDays } from '#src/lib/days.ts';
import { dayOf } from '#src/lib/time.ts';
import { openFaults, until, type Faults } from '../faults/process.ts';
import { openStage, type Stage } from './browser.ts';

const secondsMax = 120;

describe('journey: a newcomer', () => {
  let stage: Stage;
  let faults: Faults;
  before(async () => {
    // For its browser: what is looked at is the program in a process of its own.
    stage = await openStage();
    faults = openFaults();
  });
  after(async () => {
    await faults.end();
    await stage.stop();
  });

  test('from the first start as a house to the first list of whom to call, within two minutes', (ctx) =>
    stage.walk(async () => {
      const yesterday = addDays(dayOf(new Date()), -1);
      const truth = simulateAgency({ seed: 11, creators: 40, from: addDays(yesterday, -5), days: 6, shares: { joining: 0.2 } });
      const files = [4, 2, 1, 0].map((back) => {
        const { name, rows } = creatorData(truth, { on: addDays(yesterday, -back), language: 'en' });
        return { name, mimeType: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet', buffer: Buffer.from(toXlsx(rows)) };
      });

      const began = performance.now();
      const server = await faults.serve(faults.folder('a newcomer'), { GREENROOM_MODE: 'house' });
      const { page } = await stage.open({ wide: true });
      await page.goto(await until('the link', () => /^ {2}(http\S+)$/m.exec(server.out())?.[1]));
      await page.getByLabel('Name of the agency').fill('Northlight Studio');
      await page.getByLabel('Your name').fill('Ola Owner');
      await page.getByLabel('E-mail').fill('ola@northlight.invalid');
      await page.getByLabel('Password').fill('long enough for a door');
      await page.getByRole('button', { name: 'Open the agency' }).click();
      await page.waitForURL(/\/a\/[^/]+\/imports$/);
      for (const file of files) {
        await page.locator('input[type=file]').first().setInputFiles([file]);
        await page.getByRole('link', { name: file.name }).click();
        await page.getByRole('button', { name: 'Take it in' }).click();
        await page.getByRole('heading', { level: 1, name: / is in\./ }).waitFor();
        await page.getByRole('navigation', { name: 'Rooms' }).getByRole('link', { name: 'Imports' }).click();
      }
      await page.getByRole('navigation', { name: 'Rooms' }).getByRole('link', { name: 'Today' }).click();
      await page.getByRole('list', { name: 'Who needs a call' }).locator('button.name').first().waitFor({ timeout: 30_000 });
      const seconds = (performance.now() - began) / 1000;
      const called = await page.getByRole('list', { name: 'Who needs a call' }).locator('button.name').count();
      assert.ok(called > 0 && seconds < secondsMax, `${called} to call after ${seconds} s`);
      ctx.diagnostic(`${called} creators to call, ${files.length} files in, ${seconds.toFixed(0)} s after the first start`);
    }));
});
