// E-mail: against a small real mail server with faults, and as files. Everything is decided anew for each attempt.
import assert from 'node:assert/strict';
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { createServer, type Server, type Socket } from 'node:net';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { openFiles } from '#src/connectors/mail/files.ts';
import { openSmtp } from '#src/connectors/mail/smtp.ts';
import { noticeName, type Notice } from '#src/features/notices/contract.ts';
import { allWords, digestLetter, noticeLetter, resetLetter, sentenceOf } from '#src/features/notices/letters.ts';
import type { Letter, Post } from '#src/features/notices/ports.ts';
import { loadNotices } from '#src/features/notices/queries/rows.ts';
import { showNotices } from '#src/features/notices/steps.ts';
import { locales } from '#src/lib/locales.ts';
import { dayMs } from '#src/lib/time.ts';
import { invite, makeAgency, makeCreator, makeOperator, type MadeAgency, type MadeCreator } from './make.ts';
import { measured } from './measured.ts';
import { openTestApp, type Caller, type TestApp } from './server.ts';

type Mood = 'takes' | 'refuses' | 'busy' | 'silent' | 'drops';
/** Speaks SMTP on loopback, in one mood at a time; keeps whole messages that it got. */
async function openMailServer() {
  let mood: Mood = 'takes';
  const got: string[] = [];
  const sockets = new Set<Socket>();
  const serve = (socket: Socket) => {
    sockets.add(socket);
    socket.on('close', () => sockets.delete(socket)).on('error', () => {});
    if (mood === 'silent') return;
    let data: string | undefined;
    let rest = '';
    socket.write('220 mail.test ESMTP\r\n');
    const hear = (line: string) => {
      if (data !== undefined) {
        if (line !== '.') return void (data += `${line.replace(/^\.\./, '.')}\r\n`);
        got.push(data);
        data = undefined;
        // Taken, and gone before it could say so: the sender cannot know.
        return mood === 'drops' ? void socket.destroy() : void socket.write('250 taken\r\n');
      }
      const verb = line.slice(0, 4).toUpperCase();
      if (verb === 'RCPT' && mood === 'refuses') return void socket.write('550 no such mailbox: somebody@secret.example\r\n');
      if (verb === 'MAIL' && mood === 'busy') return void socket.write('451 later, please\r\n');
      if (verb === 'DATA') {
        data = '';
        return void socket.write('354 go on\r\n');
      }
      if (verb === 'QUIT') return void socket.end('221 bye\r\n');
      socket.write(verb === 'EHLO' ? '250-mail.test\r\n250 8BITMIME\r\n' : '250 well\r\n');
    };
    socket.on('data', (chunk: Buffer) => {
      const lines = (rest + chunk.toString('latin1')).split('\r\n');
      rest = lines.pop()!;
      for (const line of lines) hear(line);
    });
  };
  const server: Server = createServer(serve);
  await new Promise<void>((ok) => server.listen(0, '127.0.0.1', ok));
  return {
    url: `smtp://127.0.0.1:${(server.address() as AddressInfo).port}`,
    got,
    be: (next: Mood) => void (mood = next),
    close: async () => {
      for (const s of sockets) s.destroy();
      await new Promise<void>((ok) => void server.close(() => ok()));
    },
  };
}

const from = 'Greenroom <greenroom@agency.example>';
const headerOf = (message: string, name: string): string | undefined =>
  new RegExp(`^${name}: ?((?:.*)(?:\\r\\n[ \\t].*)*)`, 'im')
    .exec(message)?.[1]
    ?.replace(/\r\n[ \t]+/g, ' ')
    .trim();
/** The parts as they read once decoded. */
const readable = (message: string): string =>
  Buffer.from(
    message.replace(/=\r\n/g, '').replace(/=([0-9A-F]{2})/g, (_all, hex: string) => String.fromCharCode(parseInt(hex, 16))),
    'latin1',
  ).toString('utf8');

describe('mail by SMTP', () => {
  let server: Awaited<ReturnType<typeof openMailServer>>;
  let t: TestApp;
  let operator: Caller;
  let agency: MadeAgency;
  before(async () => {
    server = await openMailServer();
    t = await openTestApp({ relay: false, post: openSmtp(server.url, from, { socketTimeout: 300, greetingTimeout: 300 }) });
    operator = await makeOperator(t);
    agency = await makeAgency(t, operator, 'Northlight');
    await settle();
  });
  after(async () => {
    await t.stop();
    await server.close();
  });
  /** What keys and seats of the scene itself have told is out of the way. */
  const settle = async () => {
    await t.app.relay.drain();
    await t.app.mailing.sendDue();
    server.got.splice(0);
  };
  const mailsOf = async (personId: string) =>
    (await t.owner.query(`select * from mails where person_id = $1 and cause not like 'notice security%' order by made_at`, [personId]))
      .rows;
  const invited = async (wish = {}): Promise<{ her: MadeCreator; inviteId: string }> => {
    const her = await makeCreator(t, { on: true });
    await settle();
    const settings = (await her.get('/v1/me/notices/settings')).body;
    const { email: _e, by: _b, ...unset } = settings;
    assert.equal((await her.put('/v1/me/notices/settings', { ...unset, ...wish })).status, 200);
    const inviteId = await invite(agency, her.creatorId);
    await t.app.relay.drain();
    return { her, inviteId };
  };
  const send = () => t.app.mailing.sendDue();

  test('one letter for a notice: text and HTML, one link, and the way out of it', async () => {
    const { her, inviteId } = await invited();
    assert.equal(await send(), 1);
    assert.equal(await send(), 0);
    const [message] = server.got.splice(0);
    assert.match(headerOf(message!, 'Subject')!, /^Northlight invites you\. Your answer is awaited until /);
    assert.match(headerOf(message!, 'Content-Type')!, /^multipart\/alternative/);
    assert.equal(headerOf(message!, 'List-Unsubscribe-Post'), 'List-Unsubscribe=One-Click');
    assert.equal(headerOf(message!, 'From'), from);
    const text = readable(message!);
    assert.equal(text.split(`http://greenroom.test/invitations/${inviteId}`).length - 1, 2, 'once in the text, once in the HTML');
    assert.ok(text.includes('http://greenroom.test/settings/notifications'));
    assert.equal(new Set([...text.matchAll(/https?:\/\/[^\s"<>]+/g)].map((m) => m[0])).size, 3);
    // The address in the header works as mail programs use it.
    const off = /<http:\/\/greenroom\.test(.*)>/.exec(headerOf(message!, 'List-Unsubscribe')!)![1]!;
    const form = 'multipart/form-data; boundary=x';
    const body = '--x\r\ncontent-disposition: form-data; name="List-Unsubscribe"\r\n\r\nOne-Click\r\n--x--\r\n';
    assert.equal((await t.visitor.send('POST', off, body, { 'content-type': form })).status, 200);
    await agency.owner.post(`/v1/agencies/${agency.agencyId}/invites/${inviteId}/withdraw`);
    await t.app.relay.drain();
    assert.equal(await send(), 0, 'no mail about invitations any more');
    assert.equal((await her.get('/v1/me/notices')).body.items[0].name, 'invites.withdrawn', 'in the app she is told all the same');
  });

  test('a server that is busy, silent, or away: again with growing pauses, under the same id', async () => {
    for (const mood of ['busy', 'silent'] as const) {
      const { her } = await invited();
      server.be(mood);
      assert.equal(await send(), 0);
      const [waiting] = await mailsOf(her.personId).then((rows) => rows.filter((r) => r.state === 'waiting'));
      assert.equal(waiting.attempts, 1);
      assert.match(waiting.fault, mood === 'busy' ? /451/ : /etimedout/);
      assert.equal(await send(), 0, 'not at once');
      server.be('takes');
      t.advance(61_000);
      assert.equal(await send(), 1);
      assert.ok(headerOf(server.got.splice(0)[0]!, 'Message-ID')!.startsWith(`<${waiting.mail_id}@`));
    }
  });

  test('taken and then cut off: sent again, and the receiver sees one letter by its id', async () => {
    await invited();
    server.be('drops');
    assert.equal(await send(), 0);
    server.be('takes');
    t.advance(61_000);
    assert.equal(await send(), 1);
    const messages = server.got.splice(0);
    assert.equal(messages.length, 2);
    assert.equal(new Set(messages.map((m) => headerOf(m, 'Message-ID'))).size, 1);
  });

  test('an address that is refused, and a server that never comes back: given up visibly, after so many attempts', async () => {
    const refused = (await invited()).her;
    server.be('refuses');
    await send();
    const dead = (await mailsOf(refused.personId)).at(-1);
    assert.deepEqual([dead.state, dead.fault, dead.attempts], ['dead', 'eenvelope 550', 1]);
    server.be('takes');
    const away = (await invited()).her;
    server.be('busy');
    for (let n = 0; n < 14; n++) {
      await send();
      t.advance(4 * 3_600_000);
    }
    server.be('takes');
    const gone = (await mailsOf(away.personId)).at(-1);
    assert.deepEqual([gone.state, gone.attempts], ['dead', 10]);
    assert.match((await t.visitor.get('/metrics')).text, /greenroom_mails_total\{outcome="dead"\} 2/);
    assert.ok(t.logged.some((line) => line.includes('a mail was given up')));
    assert.ok(
      t.logged.every((line) => !line.includes('secret.example') && !line.includes('@test.invalid')),
      'no address in the log',
    );
    server.got.splice(0);
  });

  test('a sender that ends before it can say what became of its letter: another one goes on after the lease', async () => {
    const { her } = await invited();
    const { mails } = await t.app.carryOut<{ mails: { mail_id: string }[] }>('notices.claimMails', { most: 10 });
    assert.equal(mails.length, 1);
    assert.equal(await send(), 0);
    t.advance(10 * 60_000);
    assert.equal(await send(), 1);
    assert.equal((await mailsOf(her.personId)).at(-1).attempts, 2);
    server.got.splice(0);
  });

  test('two senders at once send each letter once', async () => {
    const people = [
      await makeCreator(t, { on: true }),
      await makeCreator(t, { on: true }),
      await makeCreator(t, { on: true }),
      await makeCreator(t, { on: true }),
    ];
    await settle();
    for (const her of people) await invite(agency, her.creatorId);
    await t.app.relay.drain();
    const twin = await openTestApp({ relay: false, db: t, post: openSmtp(server.url, from) });
    const offset = t.now().getTime() - twin.now().getTime();
    twin.advance(offset);
    await Promise.all([send(), twin.app.mailing.sendDue()]);
    await twin.stop();
    const ids = server.got.splice(0).map((m) => headerOf(m, 'Message-ID'));
    assert.equal(ids.length, people.length);
    assert.equal(new Set(ids).size, people.length);
  });

  test('quiet hours hold mails back, the app not; what was read or answered meanwhile does not go at all', async () => {
    const hour = t.now().getUTCHours();
    const clock = (h: number) => `${String((h + 24) % 24).padStart(2, '0')}:00`;
    const quiet = { from: clock(hour - 1), to: clock(hour + 3) };
    const waits = await invited({ quiet });
    const answers = await invited({ quiet });
    const reads = await invited({ quiet });
    assert.equal(await send(), 0);
    assert.equal((await waits.her.get('/v1/me/notices')).body.items[0].name, 'invites.received');
    await answers.her.post(`/v1/me/invites/${answers.inviteId}/answer`, { answer: 'decline' });
    await reads.her.post('/v1/me/notices/read', { upTo: t.now().toISOString() });
    t.advance(4 * 3_600_000);
    assert.equal(await send(), 1);
    assert.ok(readable(server.got.splice(0)[0]!).includes(waits.inviteId));
    assert.equal((await mailsOf(answers.her.personId)).at(-1).state, 'moot');
    assert.equal((await mailsOf(reads.her.personId)).at(-1).state, 'moot');
  });

  test('one mail a day holds the day; off means none; security goes whatever is set', async () => {
    const off = { app: true, mail: false };
    const { her } = await invited({ daily: true });
    const other = await makeAgency(t, operator, 'Casa Volta');
    await invite(other, her.creatorId);
    await settle();
    assert.equal((await mailsOf(her.personId)).filter((m) => m.kind === 'digest').length, 1);
    t.advance(dayMs);
    assert.equal(await send(), 1);
    const [message] = server.got.splice(0);
    assert.equal(headerOf(message!, 'Subject'), '2 notifications from Greenroom');
    const text = readable(message!);
    assert.ok(text.includes('Northlight invites you') && text.includes('Casa Volta invites you'));
    const none = await invited({ groups: { invitations: off, membership: off, permissions: off, team: off } });
    assert.equal(await send(), 0);
    await none.her.post('/v1/me/keys', { name: 'My program', scopes: ['read'] });
    await t.app.relay.drain();
    assert.equal(await send(), 1);
    const [key] = server.got.splice(0);
    assert.match(readable(key!), /A new key for programs was made for your account: My program\./);
    assert.equal(headerOf(key!, 'List-Unsubscribe'), undefined, 'it cannot be switched off, and does not pretend to');
  });

  test('a mail names nobody whom its reader may not see in the app at that moment', async () => {
    const scout = await agency.seat('scout');
    const her = await makeCreator(t, { displayName: 'Mina Maker', on: true });
    await settle();
    const hour = t.now().getUTCHours();
    const clock = (h: number) => `${String((h + 24) % 24).padStart(2, '0')}:00`;
    const { email: _e, by: _b, ...unset } = (await scout.get('/v1/me/notices/settings')).body;
    await scout.put('/v1/me/notices/settings', { ...unset, quiet: { from: clock(hour - 1), to: clock(hour + 3) } });
    const inviteId = await invite(agency, her.creatorId, {}, scout);
    await her.post(`/v1/me/invites/${inviteId}/answer`, { answer: 'decline' });
    await t.app.relay.drain();
    await send();
    assert.ok(
      server.got.splice(0).some((m) => readable(m).includes('Mina Maker has declined')),
      'the owner is told by name',
    );
    // The seat ends while the scout's mail waits; its event has not come by yet.
    await t.app.carryOut(
      'agencies.removeSeat',
      { agencyId: agency.agencyId, personId: scout.personId },
      await t.app.actorOf(agency.owner.personId),
    );
    t.advance(4 * 3_600_000);
    await send();
    assert.ok(server.got.splice(0).every((m) => !readable(m).includes('Mina Maker')));
  });

  test('a mail written under the rights of another is caught', async () => {
    // As if a letter were written for whoever may see most: her name would be in it.
    const scout = await agency.seat('scout');
    const her = await makeCreator(t, { displayName: 'Mina Maker', on: true });
    const inviteId = await invite(agency, her.creatorId, {}, scout);
    await her.post(`/v1/me/invites/${inviteId}/answer`, { answer: 'decline' });
    await t.app.relay.drain();
    await t.app.carryOut(
      'agencies.removeSeat',
      { agencyId: agency.agencyId, personId: scout.personId },
      await t.app.actorOf(agency.owner.personId),
    );
    const rows = await loadNotices(
      t.app.world.db,
      scout.personId,
      (await t.owner.query(`select notice_id from notices where person_id = $1 and name = 'invites.declined'`, [scout.personId])).rows.map(
        (r) => r.notice_id,
      ),
    );
    const named = async (reader: Caller) =>
      (await showNotices(t.app.world.db, await t.app.actorOf(reader.personId), rows, t.now())).some(
        ({ item }) => item.creator?.displayName === 'Mina Maker',
      );
    assert.deepEqual([await named(agency.owner), await named(scout)], [true, false]);
    await settle();
  });

  test('in the language of the person', async () => {
    const { her } = await invited();
    await t.owner.query(`update people set locale = 'ja' where id = $1`, [her.personId]);
    await send();
    const [message] = server.got.splice(0);
    const text = Buffer.concat(
      [...message!.matchAll(/base64\r\n(?:.*\r\n)*?\r\n([A-Za-z0-9+/=\r\n]+)/g)].map((m) => Buffer.from(m[1]!, 'base64')),
    ).toString('utf8');
    assert.match(text + readable(message!), /Northlightから招待が届きました/);
    assert.equal(headerOf(message!, 'Content-Language'), 'ja');
  });

  test('figures', async () => {
    const { rows } = await t.owner.query('select state, count(*)::int as n from mails group by 1 order by 1');
    measured('N2', rows.map((r) => `${r.n} ${r.state}`).join(', '));
    const { rows: secrets } = await t.owner.query('select from mails where secret is not null');
    assert.equal(secrets.length, 0);
  });
});

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

describe('a forgotten password', () => {
  let t: TestApp;
  const letters: Letter[] = [];
  before(async () => {
    t = await openTestApp({ relay: false, post: { kind: 'smtp', send: async (l) => void letters.push(l) } });
  });
  after(() => t.stop());
  const ask = (path: string, body: unknown, headers = {}) =>
    t.visitor.send('POST', `/auth/${path}`, body, { origin: 'http://greenroom.test', ...headers });

  test('the same answer for every address; a link that works once, for an hour; every session ends; she is told', async () => {
    const email = 'forgetful@test.invalid';
    const made = await ask('sign-up/email', { name: 'Forgetful', email, password: 'the old password' });
    assert.equal(made.status, 200, made.text);
    const cookie = made.headers
      .getSetCookie()
      .map((c) => c.split(';')[0])
      .join('; ');
    assert.equal((await t.visitor.send('GET', '/v1/me', undefined, { cookie })).status, 200);
    const [known, unknown] = [
      await ask('request-password-reset', { email }),
      await ask('request-password-reset', { email: 'nobody@test.invalid' }),
    ];
    assert.deepEqual([known.status, known.text], [unknown.status, unknown.text]);
    await t.app.mailing.settled();
    assert.equal(letters.length, 1);
    const token = /\/reset\/([\w-]+)/.exec(letters[0]!.text)![1]!;
    assert.ok(letters[0]!.html.includes(`http://greenroom.test/reset/${token}`));
    assert.equal((await t.owner.query('select from mails where secret is not null')).rowCount, 0, 'the token does not stay in the queue');
    assert.equal((await ask('reset-password', { token, newPassword: 'short' })).status, 400);
    assert.equal((await ask('reset-password', { token: `${token}x`, newPassword: 'the new password' })).body.code, 'auth.invalid_token');
    const both = await Promise.all([1, 2].map((n) => ask('reset-password', { token, newPassword: `the new password ${n}` })));
    assert.deepEqual(
      both.map((b) => b.status).toSorted((a, b) => a - b),
      [200, 400],
    );
    assert.equal((await t.visitor.send('GET', '/v1/me', undefined, { cookie })).status, 401);
    assert.equal((await ask('sign-in/email', { email, password: 'the old password' })).status, 401);
    const signedIn = await ask('sign-in/email', { email, password: `the new password ${both[0]!.status === 200 ? 1 : 2}` });
    assert.equal(signedIn.status, 200);
    await t.app.relay.drain();
    await t.app.mailing.sendDue();
    assert.equal(letters.at(-1)!.subject, 'The password of your account was changed.');

    // Three letters in an hour, no more; the answer stays the same.
    letters.splice(0);
    for (let n = 0; n < 5; n++) assert.equal((await ask('request-password-reset', { email })).text, known.text);
    await t.app.mailing.settled();
    assert.equal(letters.length, 2);
    const late = /\/reset\/([\w-]+)/.exec(letters[0]!.text)![1]!;
    await t.owner.query(`update people_verifications set expires_at = now() - interval '1 minute'`);
    assert.equal((await ask('reset-password', { token: late, newPassword: 'another password' })).body.code, 'auth.invalid_token');

    // A change by who knows the old one: other sessions end, she is told.
    letters.splice(0);
    const mine = signedIn.headers
      .getSetCookie()
      .map((c) => c.split(';')[0])
      .join('; ');
    const again = await ask('sign-in/email', { email, password: `the new password ${both[0]!.status === 200 ? 1 : 2}` });
    const other = again.headers
      .getSetCookie()
      .map((c) => c.split(';')[0])
      .join('; ');
    const change = (currentPassword: string, more = {}) =>
      ask(
        'change-password',
        { currentPassword, newPassword: 'yet another password', revokeOtherSessions: true, ...more },
        { cookie: mine },
      );
    assert.equal((await change('not the password')).body.code, 'auth.invalid_password');
    assert.equal((await change('x', { revokeOtherSessions: false })).status, 400);
    const changed = await change(`the new password ${both[0]!.status === 200 ? 1 : 2}`);
    assert.equal(changed.status, 200, changed.text);
    assert.equal((await t.visitor.send('GET', '/v1/me', undefined, { cookie: other })).status, 401);
    await t.app.relay.drain();
    await t.app.mailing.sendDue();
    assert.deepEqual(
      letters.map((l) => l.subject),
      ['The password of your account was changed.'],
    );
  });

  test('attempts are limited', async () => {
    const statuses: number[] = [];
    for (let n = 0; n < 14; n++) statuses.push((await ask('request-password-reset', { email: 'nobody@test.invalid' })).status);
    assert.ok(statuses.includes(429), statuses.join());
  });
});

describe('the words of mails', () => {
  const notice = (name: Notice['name'], more: Partial<Notice> = {}): Notice => ({
    noticeId: '01900000-0000-7000-8000-000000000001',
    name,
    group: 'invitations',
    at: '2026-05-05T12:00:00.000Z',
    readAt: null,
    to: '/x',
    agency: { agencyId: '01900000-0000-7000-8000-000000000002', name: 'AGENCY' },
    creator: { displayName: 'CREATOR', handle: 'h', platform: 'twitch' },
    purpose: 'discovery',
    role: 'scout',
    keyName: 'KEYNAME',
    until: '2026-06-07T12:34:00.000Z',
    days: 15,
    ...more,
  });
  const marks = (text: string) =>
    ['AGENCY', 'CREATOR', 'KEYNAME', '12:34', '15'].filter((m) => text.includes(m) || (m === '15' && text.includes('١٥')));

  test('complete in every language: each sentence is there, names what the English one names, and is not English', () => {
    assert.deepEqual(
      allWords.map((w) => w.locale),
      [...locales],
    );
    const [en] = allWords;
    for (const words of allWords)
      for (const name of noticeName.options) {
        const text = sentenceOf(notice(name), words, 'UTC');
        assert.ok(text.length > 5, `${words.locale} ${name}`);
        assert.doesNotMatch(text, /undefined|null|\$\{|\{\w+\}/, `${words.locale} ${name}`);
        const latinDigits = text.replace(/[٠-٩]/g, (d) => String('٠١٢٣٤٥٦٧٨٩'.indexOf(d)));
        assert.deepEqual(marks(latinDigits), marks(sentenceOf(notice(name), en!, 'UTC')), `${words.locale} ${name}: ${text}`);
        if (words !== en) assert.notEqual(text, sentenceOf(notice(name), en!, 'UTC'));
      }
    const flat = (o: object): string[] =>
      Object.values(o).flatMap((v) => (typeof v === 'string' ? [v] : typeof v === 'object' ? flat(v as object) : []));
    for (const words of allWords) {
      assert.ok(flat(words).every((text) => text.trim() !== ''));
      for (const n of [1, 2, 3, 11, 100]) assert.ok(words.digest(n).includes('Greenroom'));
    }
  });

  test('a missing name is said in words, markup in names stays text, right to left is said', () => {
    for (const words of allWords) {
      const bare = sentenceOf(notice('invites.declined', { creator: null, agency: null }), words, 'UTC');
      assert.doesNotMatch(bare, /undefined|null/);
    }
    const nasty = notice('invites.received', { agency: { agencyId: notice('roster.joined').noticeId, name: '<img src=x> & "Co"' } });
    const letter = noticeLetter(nasty, allWords[0]!, 'UTC', 'https://g.example');
    assert.ok(!letter.html.includes('<img') && letter.html.includes('&#60;img'));
    assert.ok(letter.text.includes('<img src=x>'));
    const arabic = allWords.find((w) => w.locale === 'ar')!;
    assert.match(digestLetter([nasty, nasty], arabic, 'UTC', 'https://g.example').html, /<html lang="ar" dir="rtl">/);
    assert.doesNotMatch(resetLetter('t', arabic, 'https://g.example').html, /notifications/);
  });

  test('a language that lacks a name or a sentence is noticed', () => {
    const [en, zh] = allWords as [(typeof allWords)[0], (typeof allWords)[0]];
    const broken = { ...zh, notices: { ...zh.notices, 'invites.declined': () => '被拒绝' } };
    assert.notDeepEqual(
      marks(sentenceOf(notice('invites.declined'), broken, 'UTC')),
      marks(sentenceOf(notice('invites.declined'), en, 'UTC')),
    );
  });
});
