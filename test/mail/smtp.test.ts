// E-mail against a small real mail server with faults. Everything is decided anew for each attempt.
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { openSmtp } from '#src/connectors/mail/smtp.ts';
import { loadNotices } from '#src/features/notices/queries/rows.ts';
import { showNotices } from '#src/features/notices/steps.ts';
import { dayMs } from '#src/lib/time.ts';
import { invite, makeAgency, makeCreator, makeOperator, type MadeAgency, type MadeCreator } from '../make.ts';
import { measured } from '../measured.ts';
import { openTestApp, type Caller, type TestApp } from '../server.ts';
import { from, headerOf, openMailServer, readable } from './mails.ts';

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
    const none = await invited({
      groups: {
        invitations: off,
        membership: off,
        messages: off,
        permissions: off,
        team: off,
        calls: off,
        searches: off,
        pipeline: off,
        rules: off,
      },
    });
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
