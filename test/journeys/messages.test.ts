// An agency writes from the pipeline, five times at most; she reads it on the phone, answers with a file, and blocks another agency.
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { invite, makeAgency, makeCreator, type MadeAgency, type MadeCreator } from '../make.ts';
import { lookerAt, openStage, type Stage, type Window } from './browser.ts';
import { openPair } from './pair.ts';

const look = lookerAt('messages', { darkDesk: true });

describe('journey: messages and a block', () => {
  let stage: Stage;
  let agency: MadeAgency;
  let pushy: MadeAgency;
  let desk: Window;
  let phone: Window;
  let her: MadeCreator;
  before(async () => {
    stage = await openStage();
    const pair = await openPair(stage);
    ({ agency, desk, her, phone } = pair);
    pushy = await makeAgency(stage.t, pair.operator, 'Loud Talents');
    const other = await makeCreator(stage.t, { displayName: 'Mina Bakari', on: true });
    await agency.owner.post(`/v1/agencies/${agency.agencyId}/threads/${other.creatorId}/messages`, {
      text: 'Hello Mina, we liked your last evening.',
    });
    await other.post(`/v1/me/threads/${agency.agencyId}/messages`, { text: 'Thank you! What do you offer?' });
    await agency.owner.post(`/v1/agencies/${agency.agencyId}/leads`, { creatorIds: [her.creatorId] });
    await invite(pushy, her.creatorId);
  });
  after(() => stage.stop());

  test('from the pipeline to a conversation: what is left before an answer is said, and the sixth cannot be written', () =>
    stage.walk(async () => {
      await desk.page.goto(`/a/${agency.agencyId}/messages`);
      await desk.page.getByText('One conversation has something new.').waitFor();
      await look(desk, 'threads');
      await desk.page.goto(`/a/${agency.agencyId}/pipeline?one=${her.creatorId}`);
      await desk.page.getByRole('link', { name: 'Write a message' }).click();
      await desk.page.getByText('5 messages are left before an answer.').waitFor();
      await desk.page.getByText('@aylin').waitFor();
      await look(desk, 'first');
      const box = desk.page.getByLabel('Message of your agency');
      const say = async (text: string, then: RegExp) => {
        await box.fill(text);
        await desk.page.getByRole('button', { name: 'Send' }).click();
        await desk.page.getByText(then).waitFor();
      };
      await say('Hello Aylin,\nwe saw your pottery evenings and would like to talk.', /^4 messages are left/);
      assert.equal(await box.inputValue(), '');
      await say('Two of our coaches know your craft.', /^3 messages are left/);
      await say('A calendar is here when you are.', /^2 messages are left/);
      await say('No hurry.', /^One message is left/);
      await say('All the best.', /^Without an answer you can write again from/);
      assert.equal(await box.count(), 0);
      await look(desk, 'waiting');
    }));

  test('she reads it, sends a file with her answer, and a file that is something else inside is refused', () =>
    stage.walk(async () => {
      await phone.page.goto('/home');
      await phone.page.getByRole('link', { name: /^Messages/ }).click();
      await phone.page.getByText('One conversation has something new.').waitFor();
      await phone.page.getByText('5 new', { exact: true }).waitFor();
      await look(phone, 'mine');
      await phone.page.getByRole('link', { name: /Northlight Studio/ }).click();
      await phone.page.getByText('Answer if you like.').waitFor();
      await phone.page.getByText('All the best.').waitFor();
      const files = phone.page.locator('input[type=file]');
      await files.setInputFiles([
        { name: 'photo.png', mimeType: 'image/png', buffer: Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"/>') },
        { name: 'My evenings.pages', mimeType: 'text/plain', buffer: Buffer.from('Tuesday to Saturday, from eight to eleven.') },
      ]);
      await phone.page.getByText(/^Only PNG, JPEG, WebP, PDF and plain text can be sent/).waitFor();
      await look(phone, 'refused');
      await phone.page.getByRole('button', { name: 'Take photo.png away' }).click();
      await phone.page.getByLabel('Your message').fill('Thank you. Here is when I am on air.');
      await phone.page.getByRole('button', { name: 'Send' }).click();
      await phone.page.getByText('My evenings.txt').waitFor();
      const [kept] = await Promise.all([
        phone.page.waitForEvent('download'),
        phone.page.getByRole('link', { name: /My evenings\.txt/ }).click(),
      ]);
      assert.equal(kept.suggestedFilename(), 'My evenings.txt');
      await look(phone, 'answered');
      await phone.page.goto('/messages');
      await phone.page.getByText('Nothing new is waiting.').waitFor();

      await desk.page.goto(`/a/${agency.agencyId}/messages/${her.creatorId}`);
      await desk.page.getByText('Thank you. Here is when I am on air.').waitFor();
      await desk.page.getByText('5 messages are left before an answer.').waitFor();
      await look(desk, 'thread');
    }));

  test('one plain confirmation blocks an agency; its invitation ends, and the block is taken back from Privacy', () =>
    stage.walk(async () => {
      await phone.page.goto('/invitations');
      await phone.page.getByRole('link', { name: /Loud Talents/ }).click();
      await phone.page.getByRole('link', { name: /^Write to Loud Talents/ }).waitFor();
      await look(phone, 'invitation');
      await phone.page.getByRole('button', { name: 'Block this agency' }).click();
      const dialog = phone.page.getByRole('dialog');
      await dialog.getByText('Block Loud Talents?').waitFor();
      await look(phone, 'block', [false]);
      await dialog.getByRole('button', { name: 'Block it' }).click();
      await phone.page.getByText(/^This invitation was withdrawn on/).waitFor();
      await phone.page.goto('/privacy');
      await phone.page.getByText('one agency blocked').click();
      await phone.page.getByText('You have blocked one agency.').waitFor();
      await look(phone, 'blocked');
      assert.equal((await her.get('/v1/me/blocks')).body.items.length, 1);
      await phone.page.getByRole('button', { name: 'Take back the block of Loud Talents' }).click();
      await phone.page.getByText('You have blocked no agency.').waitFor();
      await look(phone, 'unblocked');
      const report = await stage.t.app.verify();
      assert.ok(report.ok, JSON.stringify(report));
    }));
});
