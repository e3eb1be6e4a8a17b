// E-mail as files, of somebody who is erased meanwhile.
import assert from 'node:assert/strict';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { openFiles } from '#src/connectors/mail/files.ts';
import type { Post } from '#src/features/notices/ports.ts';
import { invite, makeAgency, makeCreator, makeOperator, type MadeAgency } from '../make.ts';
import { openTestApp, type Caller, type TestApp } from '../server.ts';
import { from, readable } from './mails.ts';

describe('mail as files of somebody who is erased', () => {
  const folder = join(mkdtempSync(join(tmpdir(), 'greenroom-mail-')), 'mail');
  const files = openFiles(folder, from);
  /** What is done in the moment before the next letter is written. */
  let meanwhile: (() => Promise<unknown>) | undefined;
  let afterwards: (() => void) | undefined;
  let t: TestApp;
  let agency: MadeAgency;
  before(async () => {
    const post: Post = {
      kind: 'files',
      send: async (letter) => {
        const first = meanwhile;
        meanwhile = undefined;
        await first?.();
        await files.send(letter);
        afterwards?.();
        afterwards = undefined;
      },
    };
    t = await openTestApp({ relay: false, post, mail: { smtpUrl: undefined, from, folder } });
    agency = await makeAgency(t, await makeOperator(t), 'Northlight');
  });
  after(async () => {
    await t.stop();
    rmSync(join(folder, '..'), { recursive: true });
  });
  const settle = async () => {
    await t.app.relay.drain();
    await t.app.mailing.sendDue();
  };
  const emailOf = async (who: Caller) => (await who.get('/v1/me')).body.person.email as string;
  const erase = async (who: Caller) =>
    assert.equal((await who.post('/v1/me/erase', { confirm: await emailOf(who) })).body.account, 'deleted');
  /** A sentence begins with a capital, also where that is a name. */
  const filesWith = (text: string) =>
    readdirSync(folder).filter((name) =>
      readable(readFileSync(join(folder, name), 'latin1'))
        .toLowerCase()
        .includes(text.toLowerCase()),
    );

  test('mails to her go and mails that tell of her; those of others stay, and what is not ours', async () => {
    const her = await makeCreator(t, { on: true });
    const other = await makeCreator(t, { on: true });
    const inviteId = await invite(agency, her.creatorId);
    await invite(agency, other.creatorId);
    await settle();
    assert.equal((await her.post(`/v1/me/invites/${inviteId}/answer`, { answer: 'accept' })).status, 200);
    await settle();
    const [mine, theirs, owner] = await Promise.all([emailOf(her), emailOf(other), emailOf(agency.owner)]);
    const { displayName } = (await her.get('/v1/me/creator')).body;
    const before = {
      mine: filesWith(mine),
      theirs: filesWith(theirs),
      told: filesWith(owner).filter((f) => filesWith(displayName).includes(f)),
    };
    assert.ok(before.mine.length >= 2 && before.theirs.length >= 1 && before.told.length === 1, JSON.stringify(before));
    assert.equal(await t.app.mailing.tidy(), 0);
    writeFileSync(join(folder, 'notes.txt'), mine);
    writeFileSync(join(folder, `${before.mine[0]!}.part`), mine);
    await erase(her);
    assert.equal(await t.app.mailing.tidy(), before.mine.length + 1 + before.told.length);
    assert.deepEqual([filesWith(mine), filesWith(displayName), filesWith(theirs)], [['notes.txt'], [], before.theirs]);
    rmSync(join(folder, 'notes.txt'));
  });

  test('a letter that was being written while she was erased goes as well', async () => {
    const her = await makeCreator(t, { on: true });
    await settle();
    const email = await emailOf(her);
    await invite(agency, her.creatorId);
    await t.app.relay.drain();
    meanwhile = () => erase(her);
    let written: string[] = [];
    afterwards = () => void (written = filesWith(email));
    await t.app.mailing.sendDue();
    assert.ok(written.length > 0, 'it was written');
    assert.deepEqual(filesWith(email), []);
  });
});
