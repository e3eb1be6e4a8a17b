// K11: each yes has its copy, the same bytes for both sides, and one changed byte is told. And what is printed can be read back from the bytes.
import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { after, before, describe, test } from 'node:test';
import { extractText, getDocumentProxy } from 'unpdf';
import { openPrinter } from '#src/connectors/pdf/open.ts';
import { locales, type Locale } from '#src/lib/locales.ts';
import { dayMs } from '#src/lib/time.ts';
import { newestVersion } from '#src/features/creators/index.ts';
import { ok, remote, signUp, type Remote } from './faults/people.ts';
import { openFaults, operatorKey, until } from './faults/process.ts';
import { invite, makeAgency, makeCreator, makeOperator, tokenOf, type MadeAgency, type MadeCreator } from './make.ts';
import { measured } from './measured.ts';
import { terms } from './operations/samples/making.ts';
import { openTestApp, type Caller, type TestApp } from './server.ts';

const sha256 = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex');
/** Marks of direction and place are no text. */
const plain = (text: string) => text.normalize('NFKC').replaceAll(/[\s\u200b-\u200f\u2066-\u2069]/g, '');
/** The text as a reader that knows nothing of ours finds it in the bytes. */
async function read(bytes: Uint8Array): Promise<{ text: string; pages: number }> {
  const { text, totalPages } = await extractText(await getDocumentProxy(new Uint8Array(bytes)), { mergePages: true });
  return { text: plain(text), pages: totalPages };
}

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

describe('the printer', () => {
  const printer = openPrinter();
  const again = openPrinter();
  after(async () => void (await Promise.all([printer.stop(), again.stop()])));

  /** Names as people write them: of six scripts, with marks that join, with pictures, in both directions at once. */
  const names: Record<Locale, { creator: string; agency: string }> = {
    en: { creator: 'Zoë O’Hara-Łukaszewicz', agency: 'Nordlicht & Söhne' },
    'zh-Hans': { creator: '林小雨', agency: '星光传媒（上海）' },
    es: { creator: 'Íñigo Núñez', agency: 'Señal Ñandú' },
    'pt-BR': { creator: 'João Conceição', agency: 'Ação & Coração' },
    ar: { creator: 'ليلى المنصوري', agency: 'نجوم Live للإنتاج' },
    ja: { creator: '桜井みゆき☆', agency: '株式会社スターライト' },
  };
  async function sheet(locale: Locale, more: { creator?: string; agency?: string } = {}) {
    const { sheetOf } = await import('#src/features/copies/sheet.ts');
    const { creator, agency } = { ...names[locale], ...more };
    const day = (n: number) => new Date(Date.UTC(2026, 10, 27 + n, 6, 31, 24)).toISOString();
    return sheetOf(
      {
        kind: 'joined',
        agreedAt: day(0),
        origin: 'https://greenroom.example',
        creator: { displayName: creator, handle: 'mira.sol', platform: 'tiktok' },
        agency: { name: agency, verified: true },
        terms: {
          ...terms,
          paidFrom: 'platform',
          brandBps: 1500,
          hoursMonthly: 40,
          guarantee: { amountMinor: 30_000, currency: 'EUR', months: 3 },
          services: { training: 14, mentor: 30 },
          trialLive: true,
        },
        termsHash: 'ab'.repeat(32),
        from: day(0),
        to: day(181),
        coolingOffUntil: day(14),
        lowActivity: { windowDays: 60, validDaysMin: 4, hoursMin: 8 },
        removal: { noticeDaysMin: 14, decideDays: 14 },
        trial: { days: 14, minutes: 10, reviewDays: 7 },
        promises: [
          ...Array.from({ length: 6 }, (_, i) => ({ what: 'coaching' as const, hours: 2, dueAt: day(30 * (i + 1)) })),
          { what: 'training', hours: null, dueAt: day(14) },
          { what: 'mentor', hours: null, dueAt: day(30) },
        ],
        rules: [
          { kind: 'invitations', version: null, from: null },
          { kind: 'terms', version: 3, from: '2026-01-01T00:00:00.000Z' },
          { kind: 'exits', version: 1, from: '2026-06-01T00:00:00.000Z' },
        ],
      },
      { locale, code: 'K7QF22M9DXR4T8VWA6HN' },
    );
  }
  /** What is on the sheet, in whatever order a reader finds it: right-to-left lines are found in the order of the paper by some. */
  const signsOf = (text: string) => Array.from(plain(text)).toSorted().join('');

  for (const locale of locales)
    test(`${locale}: every sentence is read back from the bytes, and the same sheet gives the same bytes in another thread`, async () => {
      const one = await sheet(locale);
      const bytes = await printer.print(one);
      assert.equal(sha256(bytes), sha256(await again.print(one)));
      const { text, pages } = await read(bytes);
      const rows = one.sections.flatMap((section) => [section.title, ...section.rows.flatMap(({ what, how }) => [what, how])]);
      const said = [
        one.say,
        one.under,
        ...one.parties.flatMap((p) => [p.label, p.name, ...p.lines]),
        ...rows,
        one.check.title,
        one.check.text,
        ...one.notes,
      ];
      if (one.direction === 'ltr') for (const part of said) assert.ok(text.includes(plain(part)), `${part}\nin ${text}`);
      else
        for (const word of said.flatMap((part) => part.split(/[\s\u2066-\u2069،.:()]+/)).filter((w) => /^\p{Script=Arabic}{3,}$/u.test(w)))
          assert.ok(text.includes(plain(word)), `${word}\nin ${text}`);
      for (const part of ['K7QF2-2M9DX-R4T8V-WA6HN', 'greenroom.example/check', '@mira.sol'])
        assert.ok(text.includes(part), `${part}\nin ${text}`);
      const all = [
        one.head.brand,
        one.head.note,
        ...said,
        one.check.code,
        one.check.address,
        ...Array.from({ length: pages }, (_, i) => `${one.foot}${i + 1}/${pages}`),
      ].join('');
      assert.equal(signsOf(text), signsOf(all));
      assert.ok(bytes.byteLength < 200_000, `${bytes.byteLength} bytes`);
      measured('K11', `${locale}: ${Math.round(bytes.byteLength / 1024)} KB, ${pages} page${pages === 1 ? '' : 's'}`);
    });

  for (const [creator, why] of [
    ['👩‍💻 Ada 🌈🏳️‍🌈', 'pictures'],
    ['ไหมไทย กขค', 'Thai'],
    ['अंजलि शर्मा', 'Devanagari'],
    ['김하늘', 'Hangul'],
    ['Ольга Ψ Ελένη', 'Cyrillic and Greek'],
    ['محمد (Mo) 123', 'two directions'],
    ['x'.repeat(80), 'one word wider than a line'],
    ['ᚠᚢᚦ 𓀀', 'signs that no font here has'],
  ] as const)
    test(`a name of ${why} breaks nothing and is read back`, async () => {
      const { text } = await read(await printer.print(await sheet('en', { creator })));
      const shown = signsOf(creator.replaceAll(/[\ufe0f]/g, ''));
      for (const sign of new Set(shown)) assert.ok(text.includes(sign), `${sign} of ${creator} in ${text.slice(0, 200)}`);
    });

  test('terms of ten years with coaching go over several pages, each with its number', async () => {
    const one = await sheet('en');
    const long = { ...one, sections: one.sections.map((s) => ({ ...s, rows: Array.from({ length: 10 }, () => s.rows).flat() })) };
    const { text, pages } = await read(await printer.print(long));
    assert.ok(pages >= 4, `${pages}`);
    for (let n = 1; n <= pages; n++) assert.ok(text.includes(`${n}/${pages}`));
  });

  test('a sheet that cannot be printed is an error, and the next one is printed', async () => {
    await assert.rejects(printer.print({ ...(await sheet('en')), at: new Date(Number.NaN) }));
    assert.ok((await printer.print(await sheet('en'))).byteLength > 1000);
  });
});

describe('a program that is killed', () => {
  const faults = openFaults();
  after(() => faults.end());

  test('between the yes and the making, and while it makes: the next start makes every copy, each once', async () => {
    const dir = faults.madeFolder('copies');
    // Without jobs nobody makes one; with them the kill comes as early as it can.
    let server = await faults.serve(dir, { GREENROOM_ROLES: 'web' });
    const url = () => server.url;
    const operator = remote('operator', operatorKey(dir), url);
    const made = ok(await operator.send('POST', '/v1/agencies', { name: 'Northlight' })).body;
    const owner = await signUp('Owner', url);
    ok(await owner.send('POST', '/v1/agencies/join', { token: tokenOf(made.ownerLink.url) }));
    const members: { her: Remote; membershipId: string }[] = [];
    for (let n = 0; n < 3; n++) {
      const her = await signUp(`Creator ${n}`, url);
      const profile = {
        displayName: `Creator ${n}`,
        handle: `creator${n}`,
        platform: 'twitch',
        languages: ['en'],
        birthDate: '1995-05-05',
      };
      const { creatorId } = ok(await her.send('POST', '/v1/me/creator', { ...profile, country: 'US' })).body;
      ok(await her.send('PUT', '/v1/me/consents/discovery', { granted: true, textVersion: newestVersion('discovery') }));
      const sent = ok(
        await owner.send('POST', `/v1/agencies/${made.agencyId}/invites`, { creatorIds: [creatorId], message: 'Hello' }),
      ).body;
      const { inviteId } = sent.items[0].invite;
      const { membershipId } = ok(await her.send('POST', `/v1/me/invites/${inviteId}/answer`, { answer: 'accept' })).body;
      await server.kill('SIGKILL');
      members.push({ her, membershipId });
      server = await faults.serve(dir, {});
    }
    const copies = async ({ her, membershipId }: (typeof members)[number]) =>
      ok(await her.send('GET', `/v1/me/memberships/${membershipId}/copies`)).body.items as { state: string }[];
    for (const member of members) {
      await until('her copy', async () => (await copies(member))[0]?.state === 'ready', 90_000);
      assert.equal((await copies(member)).length, 1);
    }
    const { ok: whole, checks } = ok(await operator.send('GET', '/v1/verify')).body;
    assert.ok(whole, JSON.stringify(checks));
    await server.kill('SIGTERM');
  });
});
