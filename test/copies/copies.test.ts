// K11: each yes has its copy, the same bytes for both sides, and one changed byte is told.
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { openPrinter } from '#src/connectors/pdf/open.ts';
import { dayMs } from '#src/lib/time.ts';
import { invite, makeAgency, makeCreator, makeOperator, type MadeAgency, type MadeCreator } from '../make.ts';
import { measured } from '../measured.ts';
import { terms } from '../operations/samples/making.ts';
import { openTestApp, type Caller, type TestApp } from '../server.ts';
import { plain, read, sha256 } from './reading.ts';

describe('copies of what was agreed', () => {
  let t: TestApp;
  let operator: Caller;
  let agency: MadeAgency;
  const printer = openPrinter();
  before(async () => {
    t = await openTestApp({ printer });
    operator = await makeOperator(t);
    agency = await makeAgency(t, operator, 'Nordlicht & Söhne');
  });
  after(() => t.stop());

  /** The file as it comes out of the door. */
  async function download(who: Caller, path: string): Promise<{ bytes: Uint8Array; type: string | null; name: string | null }> {
    const answer = await t.app.fetch(new Request(`http://greenroom.test${path}`, { headers: { authorization: `Bearer ${who.key}` } }));
    const bytes = new Uint8Array(await answer.arrayBuffer());
    assert.equal(answer.status, 200, new TextDecoder().decode(bytes.subarray(0, 300)));
    return { bytes, type: answer.headers.get('content-type'), name: answer.headers.get('content-disposition') };
  }
  async function join(her: MadeCreator, more: object = {}, headers: Record<string, string> = {}): Promise<string> {
    const inviteId = await invite(agency, her.creatorId, { terms: { ...terms, months: 1, ...more } });
    const joined = await her.post(`/v1/me/invites/${inviteId}/answer`, { answer: 'accept' }, headers);
    assert.equal(joined.status, 200, joined.text);
    return joined.body.membershipId;
  }
  const agree = async (her: MadeCreator, membershipId: string, kind: 'renewal' | 'change', more: object = {}) => {
    const made = await agency.owner.post(`/v1/agencies/${agency.agencyId}/roster/${membershipId}/offers`, {
      kind,
      terms: { ...terms, months: 1, ...more },
    });
    assert.equal(made.status, 200, made.text);
    const said = await her.post(`/v1/me/offers/${made.body.offerId}/answer`, { answer: 'accept' });
    assert.equal(said.body.state, 'accepted', said.text);
  };
  const mine = async (her: Caller, membershipId: string) => (await her.get(`/v1/me/memberships/${membershipId}/copies`)).body.items;
  const check = async (mark: string, who: Caller = t.visitor) => (await who.post('/v1/copies/check', { mark })).body;
  const made = async () => {
    await t.app.relay.drain();
    await t.app.copies.workDue();
  };

  test('each yes has its copy, the same bytes for both sides, and one changed byte is told', async () => {
    const her = await makeCreator(t, { on: true, displayName: 'Mira Sól 🌙' });
    const membershipId = await join(her, { services: { mentor: 10 } });
    await agree(her, membershipId, 'change', { commissionBps: 600 });
    t.advance(5 * dayMs);
    await agree(her, membershipId, 'renewal', { commissionBps: 500 });
    await made();
    const copies = await mine(her, membershipId);
    assert.deepEqual(
      copies.map(({ kind }: { kind: string }) => kind),
      ['renewal', 'change', 'joined'],
    );
    const ours = (await agency.owner.get(`/v1/agencies/${agency.agencyId}/roster/${membershipId}/copies`)).body.items;
    assert.deepEqual(ours, copies);
    let asked = 0;
    for (const one of copies) {
      assert.equal(one.state, 'ready');
      const hers = await download(her, `/v1/me/copies/${one.copyId}`);
      const theirs = await download(agency.owner, `/v1/agencies/${agency.agencyId}/copies/${one.copyId}`);
      assert.deepEqual(Buffer.compare(hers.bytes, theirs.bytes), 0);
      assert.deepEqual([sha256(hers.bytes), hers.bytes.byteLength, hers.type], [one.sha256, one.bytes, 'application/pdf']);
      assert.match(hers.name!, /greenroom-[0-9A-Z-]{23}\.pdf/);
      for (const mark of [one.sha256, one.code, one.code.toLowerCase()]) {
        const { by, found } = await check(mark);
        assert.deepEqual(
          [by, found.kind, found.sha256, found.parties, found.replaced, found.between],
          [mark === one.sha256 ? 'hash' : 'code', one.kind, one.sha256, 2, null, null],
        );
      }
      for (let at = 0; at < 100; at++, asked++) {
        const changed = Uint8Array.from(hers.bytes);
        const place = Math.floor((at / 100) * changed.length);
        changed[place] = changed[place]! ^ 1;
        assert.deepEqual(await check(sha256(changed)), { by: 'hash', found: null });
      }
      const { text } = await read(hers.bytes);
      const share = { joined: '8%', change: '6%', renewal: '5%' }[one.kind as 'joined'];
      for (const part of ['Mira Sól', '🌙', agency.name, `@${her.handle}`, one.code, 'greenroom.test/check', share])
        assert.ok(text.includes(plain(part)), `${part} in ${text}`);
    }
    const report = await t.app.verify();
    assert.ok(report.ok, JSON.stringify(report));
    measured('K11', `3 copies of one membership, ${asked} changed bytes told`);
  });

  test('names are told to the two alone; others learn the day and that two agreed', async () => {
    const her = await makeCreator(t, { on: true, displayName: 'Ana Agreed' });
    const membershipId = await join(her);
    await made();
    const [one] = await mine(her, membershipId);
    const between = { creator: 'Ana Agreed', agency: agency.name };
    const coach = await agency.seat('coach');
    const other = await makeAgency(t, operator);
    for (const [who, names] of [
      [her, between],
      [agency.owner, between],
      [await agency.seat('manager'), between],
      [coach, null],
      [other.owner, null],
      [operator, null],
      [await makeCreator(t), null],
      [t.visitor, null],
    ] as const)
      assert.deepEqual((await check(one.code, who)).found.between, names);
    assert.equal((await check(one.code)).found.agreedAt, one.agreedAt);
    assert.deepEqual(await check('01234-56789-ABCDE-FGHJK'), { by: 'code', found: null });
    assert.deepEqual(await check('what is this'), { by: null, found: null });
    assert.equal((await t.visitor.post('/v1/copies/check', {})).status, 400);
  });

  test('until it is made it says so; a kill between the yes and the making loses nothing', async () => {
    const her = await makeCreator(t, { on: true });
    // A process that is gone before it made anything: its transaction is there, its hurry is not.
    await t.app.relay.stop();
    const membershipId = await join(her);
    const [one] = await mine(her, membershipId);
    assert.deepEqual([one.state, one.sha256, one.bytes], ['making', null, null]);
    assert.equal((await her.get(`/v1/me/copies/${one.copyId}`)).body.code, 'copies.making');
    assert.deepEqual([(await check(one.code)).found.sha256, (await check(one.code)).found.parties], [null, 2]);
    const next = await openTestApp({ db: t, relay: false });
    try {
      assert.equal(await next.app.copies.workDue(), 1);
    } finally {
      await next.stop();
    }
    const [ready] = await mine(her, membershipId);
    assert.deepEqual([ready.state, ready.copyId], ['ready', one.copyId]);
    // A second hand that printed it as well changes nothing.
    const twice = await t.app.carryOut<{ kept: boolean }>('copies.keep', {
      creatorId: her.creatorId,
      copyId: one.copyId,
      content: new Uint8Array([1]),
    });
    assert.equal(twice.kept, false);
    assert.equal((await mine(her, membershipId))[0].sha256, ready.sha256);
    await t.app.relay.start();
  });

  test('a process that is cut off while its printer gets ready has tried nothing', async () => {
    const her = await makeCreator(t, { on: true });
    await t.app.relay.stop();
    const membershipId = await join(her);
    const [called, gate] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()];
    const ready = () => (called.resolve(), gate.promise);
    const other = await openTestApp({ db: t, relay: false, printer: { ready, print: (sheet) => printer.print(sheet) } });
    try {
      const working = other.app.copies.workDue();
      await called.promise;
      const tries = async () =>
        (await t.owner.query<{ tries: number }>('select tries from agreement_copies where membership_id = $1', [membershipId])).rows[0]!
          .tries;
      assert.equal(await tries(), 0);
      gate.resolve();
      await working;
      assert.deepEqual([await tries(), (await mine(her, membershipId))[0].state], [1, 'ready']);
    } finally {
      gate.resolve();
      await other.stop();
      await t.app.relay.start();
    }
  });

  test('a copy that cannot be made holds up no other, is reported, and is made once it can be', async () => {
    const [first, second] = [await makeCreator(t, { on: true, displayName: 'Never Printed' }), await makeCreator(t, { on: true })];
    const broken = await openTestApp({
      db: t,
      relay: false,
      printer: {
        ready: () => printer.ready(),
        print: async (sheet) => {
          if (sheet.title.includes('Never Printed')) throw new Error('out of ink');
          return printer.print(sheet);
        },
      },
    });
    try {
      await t.app.relay.stop();
      const [a, b] = [await join(first), await join(second)];
      for (let n = 0; n < 4; n++) await broken.app.copies.workDue();
      assert.deepEqual([(await mine(first, a))[0].state, (await mine(second, b))[0].state], ['delayed', 'ready']);
      const { ok, checks } = await t.app.verify();
      assert.deepEqual([ok, checks.filter((c) => !c.ok).map((c) => c.id)], [false, ['copies.made']]);
      assert.equal(await broken.app.copies.workDue(), 0);
      assert.equal(await t.app.copies.workAgain(), 1);
      assert.equal((await mine(first, a))[0].state, 'ready');
      assert.ok((await t.app.verify()).ok);
    } finally {
      await broken.stop();
      await t.app.relay.start();
    }
  });

  test('it is written in the language in which she read it', async () => {
    const her = await makeCreator(t, { on: true });
    const unsaid = await join(her);
    await made();
    assert.equal((await mine(her, unsaid))[0].locale, 'en');
    const chosen = await makeCreator(t, { on: true });
    assert.equal((await chosen.put('/v1/me/locale', { locale: 'ja' })).status, 200);
    const asked = await makeCreator(t, { on: true });
    const [a, b] = [await join(chosen, {}, { 'accept-language': 'es' }), await join(asked, {}, { 'accept-language': 'ar-EG, en;q=0.5' })];
    await made();
    assert.deepEqual([(await mine(chosen, a))[0].locale, (await mine(asked, b))[0].locale], ['ja', 'ar']);
  });

  test('an erasure takes names and file from both sides; the hash is still known, and nothing brings them back', async () => {
    const her = await makeCreator(t, { on: true, displayName: 'Gone Girl' });
    const membershipId = await join(her);
    await made();
    const [one] = await mine(her, membershipId);
    const kept = await download(agency.owner, `/v1/agencies/${agency.agencyId}/copies/${one.copyId}`);
    const unmade = await makeCreator(t, { on: true });
    await t.app.relay.stop();
    const other = await join(unmade);
    const [open] = await mine(unmade, other);
    for (const who of [her, unmade]) {
      const { rows } = await t.owner.query<{ email: string }>('select email from people where id = $1', [who.personId]);
      const gone = await who.post('/v1/me/erase', { confirm: rows[0]!.email });
      assert.equal(gone.status, 200, gone.text);
    }
    await t.app.relay.start();
    await made();
    for (const id of [one.copyId, open.copyId])
      assert.equal((await agency.owner.get(`/v1/agencies/${agency.agencyId}/copies/${id}`)).body.code, 'copies.gone');
    const [left] = (await agency.owner.get(`/v1/agencies/${agency.agencyId}/roster/${membershipId}/copies`)).body.items;
    assert.deepEqual([left.state, left.sha256], ['gone', one.sha256]);
    const found = (await check(sha256(kept.bytes), agency.owner)).found;
    assert.deepEqual([found.agreedAt, found.between], [one.agreedAt, null]);
    const { rows } = await t.owner.query(`select * from agreement_copies where creator_id = any($1)`, [[her.creatorId, unmade.creatorId]]);
    assert.ok(rows.length === 2 && !JSON.stringify(rows).includes('Gone'));
    assert.ok((await t.app.verify()).ok);
  });

  test('a changed byte, a changed hash, a lost file and a deleted copy are each reported by verify', async () => {
    const her = await makeCreator(t, { on: true });
    const membershipId = await join(her);
    await made();
    const [{ copyId }] = await mine(her, membershipId);
    const broken = async () => (await t.app.verify()).checks.filter((c) => !c.ok).map((c) => c.id);
    assert.deepEqual(await broken(), []);
    const { rows } = await t.owner.query(`select * from agreement_copies where copy_id = $1`, [copyId]);
    const whole = rows[0] as { content: Buffer; sha256: string };
    const put = (content: Buffer | null, hash: string) =>
      t.owner.query('update agreement_copies set content = $2, sha256 = $3 where copy_id = $1', [copyId, content, hash]);
    const changed = Buffer.from(whole.content);
    changed[1000] = changed[1000]! ^ 1;
    await put(changed, whole.sha256);
    assert.deepEqual(await broken(), ['copies.unchanged']);
    // The hash changed along with it: the audit log, which the program cannot change, has the one of that day.
    await put(changed, sha256(changed));
    assert.deepEqual(await broken(), ['copies.kept']);
    await put(null, whole.sha256);
    assert.deepEqual(await broken(), ['copies.kept']);
    await put(whole.content, whole.sha256);
    assert.deepEqual(await broken(), []);
    await t.owner.query('delete from agreement_copies where copy_id = $1', [copyId]);
    assert.deepEqual((await broken()).toSorted(), ['copies.kept', 'roster.copied']);
  });
});
