// E-mail as files: a whole message each.
import assert from 'node:assert/strict';
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, test } from 'node:test';
import { openFiles } from '#src/connectors/mail/files.ts';
import type { Letter } from '#src/features/notices/ports.ts';
import { from, headerOf } from './mails.ts';

describe('mail as files', () => {
  test('each letter a whole message that only its owner reads; twice is one file', async () => {
    const folder = join(mkdtempSync(join(tmpdir(), 'greenroom-mail-')), 'mail');
    const post = openFiles(folder, from);
    const letter: Letter = {
      messageId: '<01900000-0000-7000-8000-000000000001@agency.example>',
      to: { name: 'Größe, "Ünal" <x>', address: 'her@test.invalid' },
      subject: 'Hello — ご案内',
      text: 'Text',
      html: '<p>Text</p>',
      language: 'en',
      at: new Date('2026-05-05T12:00:00Z'),
      unsubscribe: undefined,
    };
    await post.send(letter);
    await post.send(letter);
    assert.deepEqual(readdirSync(folder), ['20260505T120000Z-01900000-0000-7000-8000-000000000001.eml']);
    const file = join(folder, readdirSync(folder)[0]!);
    const message = readFileSync(file, 'latin1');
    assert.equal(headerOf(message, 'Message-ID'), letter.messageId);
    assert.equal(headerOf(message, 'Date'), 'Tue, 05 May 2026 12:00:00 +0000');
    assert.match(headerOf(message, 'To')!, /<her@test\.invalid>$/);
    assert.equal(statSync(file).mode & 0o077, 0);
    const nowhere = openFiles(join(file, 'mail'), from);
    await assert.rejects(nowhere.send(letter), (e: Error & { permanent?: boolean }) => e.permanent === false);
    rmSync(join(folder, '..'), { recursive: true });
  });
});
