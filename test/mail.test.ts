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
import { listDueFor, type DueCreator } from '#src/features/calls/index.ts';
import { reasonKinds } from '#src/features/calls/contract.ts';
import { noticeName, type Notice } from '#src/features/notices/contract.ts';
import { allWords, digestLetter, noticeLetter, resetLetter, sentenceOf } from '#src/features/notices/letters.ts';
import type { Letter, Post } from '#src/features/notices/ports.ts';
import { loadNotices } from '#src/features/notices/queries/rows.ts';
import { showNotices, tokenFor } from '#src/features/notices/steps.ts';
import { locales } from '#src/lib/locales.ts';
import { dayMs } from '#src/lib/time.ts';
import { dueOf, makeCallingAgency, toCallingDay, fileOf } from './calling.ts';
import { bringAndTake } from './bring.ts';
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
    const none = await invited({ groups: { invitations: off, membership: off, permissions: off, team: off, calls: off } });
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

describe('the morning mail', () => {
  let t: TestApp;
  let agency: MadeAgency;
  let due: Awaited<ReturnType<typeof dueOf>>;
  const letters: Letter[] = [];
  const hour = 3_600_000;
  before(async () => {
    t = await openTestApp({ relay: false, post: { kind: 'smtp', send: async (l) => void letters.push(l) } });
    toCallingDay(t);
    agency = await makeCallingAgency(t, await makeOperator(t), 'Northlight');
    await t.app.reckoning.workDue();
    due = await dueOf(agency.owner, agency.agencyId);
    assert.ok(due.length >= 4, `${due.length} to call`);
    await settle();
  });
  after(() => t.stop());
  /** What keys and seats of the scene itself have told is out of the way. */
  async function settle() {
    await t.app.relay.drain();
    await t.app.mailing.sendDue();
    letters.splice(0);
  }
  const path = () => `/v1/agencies/${agency.agencyId}`;
  const sent = async () => {
    await t.app.mailing.sendDue();
    return letters.splice(0);
  };
  const wish = async (who: Caller, more: object) => {
    const { email: _e, by: _b, ...unset } = (await who.get('/v1/me/notices/settings')).body;
    assert.equal((await who.put('/v1/me/notices/settings', { ...unset, ...more })).status, 200);
  };
  const assign = async (who: Caller, exportIds: string[]) =>
    assert.equal((await agency.owner.post(`${path()}/standings/assign`, { personId: who.personId, who: { exportIds } })).status, 200);
  const addressOf = async (who: Caller) => (await who.get('/v1/me')).body.person.email as string;
  const nameOf = (one: (typeof due)[number]) => one.displayName ?? `@${one.handle}`;
  /** Begins the next day at half past midnight, UTC, with nothing in the way; its list is reckoned, and told where the relay comes by. */
  async function nextDay() {
    t.advance(Date.parse(`${t.now().toISOString().slice(0, 10)}T00:30:00Z`) + dayMs - t.now().getTime());
    await sent();
    await t.app.reckoning.workDue();
    await t.app.relay.drain();
  }

  test('at six in the morning of her own clock, with the first ten, why, what a call can change, and since when it is known', async () => {
    const tokyo = await agency.seat('manager');
    await settle();
    await wish(agency.owner, { zone: 'Europe/Berlin' });
    await wish(tokyo, { zone: 'Asia/Tokyo' });
    await nextDay();
    due = await dueOf(agency.owner, agency.agencyId);
    assert.deepEqual(
      (await sent()).map((l) => l.to.address),
      [await addressOf(tokyo)],
      'in Tokyo it is half past nine, in Berlin half past two',
    );
    t.advance(3 * hour + 29 * 60_000);
    assert.deepEqual(await sent(), []);
    t.advance(60_000);
    const [letter, ...more] = await sent();
    assert.deepEqual(more, []);
    assert.equal(letter!.subject, `Northlight: ${due.length} creators need a call today.`);
    for (const text of [letter!.text, letter!.html]) {
      for (const one of due.slice(0, 10)) assert.ok(text.includes(nameOf(one)), nameOf(one));
      for (const one of due.slice(10)) assert.ok(!text.includes(nameOf(one)));
      for (const part of [
        `http://greenroom.test/a/${agency.agencyId}/today`,
        'By your export, as of 20 Oct.',
        'A call can still change October',
      ])
        assert.ok(text.includes(part), part);
    }
    const list = (await agency.owner.get(`${path()}/calls`)).body;
    assert.ok(letter!.text.includes(`For ${list.changing}, it still changes October.`));
    assert.match(letter!.unsubscribe!, /\.calls\./);
  });

  test('a coach reads of those assigned to her, and of nobody else; under the rights of another she would', async () => {
    const coach = await agency.seat('coach');
    await assign(coach, [due[0]!.exportId]);
    await settle();
    await nextDay();
    t.advance(6 * hour);
    const hers = (await sent()).find((l) => l.to.name === 'coach of Northlight')!;
    assert.equal(hers.subject, 'Northlight: 1 creator needs a call today.');
    assert.ok(hers.text.includes(nameOf(due[0]!)));
    for (const one of due.slice(1)) assert.ok(!hers.text.includes(nameOf(one)));
    const asOwner = await t.app.actorOf(agency.owner.personId);
    const whole = await listDueFor(t.app.world.db, asOwner, agency.agencyId, t.now(), 10);
    assert.ok(
      whole!.first.some((one) => one.handle === due[1]!.handle),
      'the owner’s list names them',
    );
    const stranger = await t.app.actorOf((await t.person('Stranger')).personId);
    assert.equal(await listDueFor(t.app.world.db, stranger, agency.agencyId, t.now(), 10), undefined);
  });

  test('whose seat or role has gone, who has called everybody, who has read it, whose day is over: nothing', async () => {
    const [gone, scout, called, read] = [
      await agency.seat('manager'),
      await agency.seat('manager'),
      await agency.seat('coach'),
      await agency.seat('manager'),
    ];
    await assign(called, [due[1]!.exportId]);
    // A reason that lasts, whatever becomes of the month.
    await agency.owner.put(`${path()}/standings/${due[1]!.exportId}/dates`, { termEndsOn: '2026-11-10', appealClosesOn: null });
    await settle();
    await wish(read, { groups: { ...(await read.get('/v1/me/notices/settings')).body.groups, calls: { app: true, mail: true } } });
    await nextDay();
    assert.equal((await t.owner.query(`select from mails where state = 'waiting'`)).rowCount! >= 6, true);
    const boss = await t.app.actorOf(agency.owner.personId);
    // Their events have not come by when the letters are written.
    await t.app.carryOut('agencies.removeSeat', { agencyId: agency.agencyId, personId: gone.personId }, boss);
    await t.app.carryOut('agencies.setRole', { agencyId: agency.agencyId, personId: scout.personId, role: 'scout' }, boss);
    assert.equal((await called.post(`${path()}/standings/${due[1]!.exportId}/calls`, { kind: 'done' })).status, 200);
    const [told] = (await read.get('/v1/me/notices')).body.items;
    assert.deepEqual([told.name, told.count >= 1, told.to], ['calls.today', true, `/a/${agency.agencyId}/today`]);
    await read.post('/v1/me/notices/read', { noticeId: told.noticeId });
    t.advance(6 * hour);
    const to = (await sent()).map((l) => l.to.address);
    assert.ok(to.includes(await addressOf(agency.owner)));
    for (const who of [gone, scout, called, read]) assert.ok(!to.includes(await addressOf(who)));
    await t.app.relay.drain();
    await nextDay();
    t.advance(dayMs);
    const late = (await sent()).filter((l) => l.subject.includes('need'));
    assert.deepEqual(late, [], 'a list of yesterday is not mailed');
  });

  test('one mail a day takes the list along, whole; alone in it, the list is the mail; switched off is off', async () => {
    // The figures would be older than a week tomorrow: of those no list is mailed.
    await bringAndTake(t, agency.owner, agency.agencyId, fileOf(44));
    await settle();
    // A reason that lasts, whatever becomes of the month.
    const dates = { termEndsOn: '2026-11-10', appealClosesOn: null };
    assert.equal((await agency.owner.put(`${path()}/standings/${due[0]!.exportId}/dates`, dates)).status, 200);
    await wish(agency.owner, { daily: true, zone: 'UTC' });
    await nextDay();
    const scouting = await t.person('Newcomer');
    await t.app.carryOut('agencies.seat', { agencyId: agency.agencyId, personId: scouting.personId, role: 'manager' });
    t.advance(6 * hour);
    assert.ok((await sent()).every((l) => !l.to.name.startsWith('Owner')));
    t.advance(3 * hour);
    const alone = (await sent()).find((l) => l.to.name.startsWith('Owner'))!;
    assert.match(alone.subject, /^Northlight: \d+ creators? needs? a call today\.$/);
    await nextDay();
    const boss = await t.app.actorOf(agency.owner.personId);
    await t.app.carryOut('agencies.setRole', { agencyId: agency.agencyId, personId: scouting.personId, role: 'owner' }, boss);
    await t.app.carryOut('agencies.setRole', { agencyId: agency.agencyId, personId: agency.owner.personId, role: 'manager' }, boss);
    await t.app.relay.drain();
    t.advance(9 * hour);
    const both = (await sent()).find((l) => l.to.name.startsWith('Owner'))!;
    assert.equal(both.subject, '2 notifications from Greenroom');
    assert.ok(both.text.includes('By your export, as of 25 Oct.') && both.text.includes('Your role in Northlight is now: Manager.'));
    assert.equal(
      (await t.visitor.post(`/v1/notices/unsubscribe/${tokenFor('s'.repeat(43), agency.owner.personId, 'calls')}`)).body.group,
      'calls',
    );
    await nextDay();
    t.advance(10 * hour);
    assert.ok((await sent()).every((l) => !l.to.name.startsWith('Owner')));
  });

  test('whoever stops bringing files is not written to each morning: a list of figures older than a week is not mailed', async () => {
    const { groups } = (await agency.owner.get('/v1/me/notices/settings')).body;
    await wish(agency.owner, { daily: false, groups: { ...groups, calls: { app: true, mail: true } } });
    const lists = async () => {
      await nextDay();
      assert.ok((await dueOf(agency.owner, agency.agencyId)).length > 0, 'Today says who');
      t.advance(6 * hour);
      return (await sent()).filter((l) => l.subject.includes('call today') && l.to.name.startsWith('Owner')).length;
    };
    assert.equal(await lists(), 1);
    t.advance(5 * dayMs);
    assert.equal(await lists(), 0);
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
    on: '2026-05-05',
    count: 15,
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

  test('every reason to call is said in every language, with its figures, and what the month still takes', () => {
    const evidence: Record<DueCreator['reasons'][number]['kind'], [object, string[]]> = {
      no_live: [{ days: 9, lastOn: '2026-10-11', usualGap: 1.5, chance: 0.01 }, ['9']],
      newcomer: [{ joinedOn: '2026-10-09', days: 12 }, ['9']],
      minutes_short: [{ days: 4, on: ['2026-10-09'], leastSeconds: 3_150, mostSeconds: 3_599 }, ['4', '52', '59']],
      fewer_live_days: [{ days: 7, liveDays: 2, usualLiveDays: 5, since: '2026-10-12' }, ['2', '7']],
      shorter: [{ lives: 4, seconds: 4_800, usualSeconds: 7_200, since: '2026-10-12' }, ['40']],
      thinner: [{ fans: 1_212, before: 1_226, usualChange: 1, since: '2026-10-12' }, ['212', '226']],
      falling: [{ diamonds: 620, usualDiamonds: 1_000, days: 7, since: '2026-10-12' }, ['38']],
      within_reach: [
        { threshold: 'tier', name: 'tier 4', days: 5, of: 9, secondsPerDay: 3_600, diamondsPerDay: null, usualLiveDays: null },
        ['4'],
      ],
      appeal_closes: [{ on: '2026-10-24', days: 3 }, ['24']],
      term_ends: [{ on: '2026-11-06', days: 16 }, ['6']],
    };
    const needs: [object, string[]][] = [
      [{ days: 5, of: 9, secondsPerDay: 5_400, diamondsPerDay: 2_100 }, ['5', '9', '1', '30', '100']],
      [{ days: 9, of: 9, secondsPerDay: 3_600, diamondsPerDay: null }, ['9', '1']],
      [{ days: 1, of: 1, secondsPerDay: 1_800, diamondsPerDay: null }, ['30']],
      [{ days: 0, of: 9, secondsPerDay: 0, diamondsPerDay: 400 }, ['400', '9']],
      [{ days: 0, of: 1, secondsPerDay: 0, diamondsPerDay: 400 }, ['400']],
    ];
    assert.deepEqual(Object.keys(evidence), [...reasonKinds]);
    const one = (reason: object, need: object | null) =>
      ({
        handle: 'HANDLE',
        displayName: null,
        reasons: [reason],
        pace: need && { threshold: { kind: 'gate', name: '', prorated: null }, need },
      }) as unknown as DueCreator;
    const seen = new Map<string, string>();
    for (const words of allWords) {
      const letterOf = (first: DueCreator[]) =>
        noticeLetter(
          { ...notice('calls.today'), calls: { total: 12, changing: 3, dataOn: '2026-10-20', first } },
          words,
          'UTC',
          'https://g.example',
        ).text;
      for (const [kind, [given, figures]] of Object.entries(evidence)) {
        const text = letterOf([one({ kind, evidence: given, changes: null, until: null }, null)]);
        const line = text.split('\n').find((l) => l.startsWith('   '))!;
        for (const figure of figures) assert.ok(line.includes(figure), `${words.locale} ${kind}: ${line}`);
        assert.doesNotMatch(text, /undefined|null|NaN|\$\{/);
        assert.ok(text.includes('HANDLE') && text.includes('20') && text.includes('11'), 'the day, and how many more');
        const other = seen.get(line.replaceAll(/\s/gu, ''));
        assert.ok(other === undefined || other === kind, `${words.locale} ${kind} is said like ${other}`);
        if (words.locale === 'en') seen.set(line.replaceAll(/\s/gu, ''), kind);
        else assert.ok(!seen.has(line.replaceAll(/\s/gu, '')), `${words.locale} ${kind} is English`);
      }
      for (const [need, figures] of needs) {
        const text = letterOf([
          one({ kind: 'term_ends', evidence: { on: '2026-11-06', days: 1 }, changes: true, until: '2026-10-26' }, need),
        ]);
        const line = text.split('\n').filter((l) => l.startsWith('   '))[1]!;
        for (const figure of [...figures, '26']) assert.ok(line.includes(figure), `${words.locale}: ${line}`);
      }
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
