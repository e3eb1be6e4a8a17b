// A copy of what was agreed: she accepts, takes her copy, and somebody without an account checks it; one changed byte is told. Her agency has the same bytes.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { after, before, describe, test } from 'node:test';
import type { Download, Page } from 'playwright-core';
import { invite, type MadeAgency, type MadeCreator } from '../make.ts';
import { terms } from '../operations/samples/making.ts';
import { lookerAt, openStage, type Stage, type Window } from './browser.ts';
import { openPair } from './pair.ts';

const look = lookerAt('copies');

describe('journey: a copy for both sides', () => {
  let stage: Stage;
  let agency: MadeAgency;
  let desk: Window;
  let phone: Window;
  let stranger: Window;
  let her: MadeCreator;
  before(async () => {
    stage = await openStage();
    ({ agency, desk, her, phone } = await openPair(stage));
    stranger = await stage.open();
  });
  after(() => stage.stop());

  async function take(page: Page): Promise<{ bytes: Buffer; download: Download }> {
    const [download] = await Promise.all([page.waitForEvent('download'), page.getByRole('link', { name: /^Download, agreed on/ }).click()]);
    return { bytes: readFileSync(await download.path()), download };
  }

  test('she accepts, takes her copy, anybody checks it, one changed byte is told, and her agency has the same bytes', () =>
    stage.walk(async () => {
      const inviteId = await invite(agency, her.creatorId, { terms: { ...terms, services: { mentor: 14 } } });
      await phone.go(`/invitations/${inviteId}`);
      await phone.page.getByRole('button', { name: 'Accept terms' }).click();
      await phone.page.getByRole('button', { name: 'Join on these terms' }).click();
      await phone.page.getByText('What happens now').waitFor();
      const { membershipId } = (await her.get('/v1/me/memberships')).body.items[0];
      await phone.go(`/membership/${membershipId}`);
      await phone.page.getByRole('heading', { name: 'Copies' }).waitFor();
      await phone.page.getByRole('link', { name: /^Download, agreed on/ }).waitFor();
      await look(phone, 'membership');
      const hers = await take(phone.page);
      assert.match(hers.download.suggestedFilename(), /^greenroom-[0-9A-Z-]{23}\.pdf$/);
      assert.equal(hers.bytes.subarray(0, 5).toString(), '%PDF-');

      await stranger.go('/check');
      await stranger.page.getByRole('heading', { name: 'Is this copy as it was made?' }).waitFor();
      await look(stranger, 'ask');
      const choose = (name: string, buffer: Buffer) =>
        stranger.page.getByLabel('The PDF to check').setInputFiles({ name, mimeType: 'application/pdf', buffer });
      const sent: string[] = [];
      stranger.page.on('request', (r) => void (r.method() === 'POST' && sent.push(`${new URL(r.url()).pathname} ${r.postData()!}`)));
      await choose('my copy.pdf', hers.bytes);
      await stranger.page.getByRole('heading', { name: 'This copy is unchanged.' }).waitFor();
      await stranger.page.getByText('a creator and an agency, named on the copy').waitFor();
      await look(stranger, 'unchanged');
      const changed = Buffer.from(hers.bytes);
      changed[changed.length - 200] = changed[changed.length - 200]! ^ 1;
      await choose('changed.pdf', changed);
      await stranger.page.getByRole('heading', { name: 'No copy made here has this hash.' }).waitFor();
      await look(stranger, 'changed');
      // The hash went out, and nothing of the file.
      assert.equal(sent.length, 2);
      for (const one of sent) assert.match(one, /^\/v1\/copies\/check \{"mark":"[0-9a-f]{64}"\}$/);

      const code = /greenroom-(.*)\.pdf/.exec(hers.download.suggestedFilename())![1]!;
      await stranger.page.goto(`/check?code=${code}`);
      await stranger.page.getByRole('heading', { name: 'A copy with this code was made here.' }).waitFor();
      await look(stranger, 'code');
      await stranger.page.getByLabel('Code of the copy').fill('K7QF');
      await stranger.page.getByRole('button', { name: 'Check the code' }).click();
      await stranger.page.getByText('This is neither a code nor a hash.').waitFor();
      await look(stranger, 'neither', [false]);
      await stranger.page.getByLabel('Code of the copy').fill('00000-00000-00000-00000');
      await stranger.page.getByLabel('Code of the copy').press('Enter');
      await stranger.page.getByRole('heading', { name: 'No copy with this code was made here.' }).waitFor();
      await look(stranger, 'unknown', [false]);

      await phone.page.goto(`/check?code=${code}`);
      await phone.page.getByText('Aylin Doğan and Northlight Studio').waitFor();

      await desk.page.goto(`/a/${agency.agencyId}/roster`);
      await desk.page.getByRole('button', { name: /^Terms with Aylin Doğan/ }).click();
      await desk.page.getByRole('link', { name: /^Download, agreed on/ }).waitFor();
      await look(desk, 'terms');
      const theirs = await take(desk.page);
      assert.equal(Buffer.compare(theirs.bytes, hers.bytes), 0);
    }));
});
