// A creator who is invited by an agency sees the same figures of her as the agency's own export gives; she can end it, and nobody else learns of it.
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { plusDays } from '#src/connectors/backstage/agency.ts';
import { creatorData } from '#src/connectors/backstage/exports.ts';
import { simulateAgency } from '#src/connectors/backstage/truth.ts';
import { toCsv } from '#src/connectors/backstage/write.ts';
import { dayMs } from '#src/lib/time.ts';
import { bringAndTake } from './bring.ts';
import { canaries } from './canary.ts';
import { makeAgency, makeCreator, makeOperator, search, tokenOf, type MadeAgency } from './make.ts';
import { openTestApp, type Answer, type Caller, type TestApp } from './server.ts';

const today = '2026-10-21';
const days = 40;
const birthDate = '1996-06-06';

interface Own {
  exportId: string;
  platform: string;
  handle: string;
}
interface House {
  t: TestApp;
  operator: Caller;
  agency: MadeAgency;
  /** Creators of its exports, no two tests take the same. */
  next(): Own;
  path: (one: Own) => string;
  invite: (one: Own, by?: Caller) => Promise<string>;
  claimOf: (one: Own, by?: Caller) => Promise<{ state: string; since: string | null; until: string | null; endedBy: string | null }>;
}

const csv = (rows: string[][]) => toCsv(rows, { encoding: 'utf-8', delimiter: ',', eol: '\n' });
async function bringDays(t: TestApp, agency: MadeAgency, seed: number): Promise<Own[]> {
  const truth = simulateAgency({ seed, creators: 24, from: plusDays(today, -days), days, shares: { quitting: 0 } });
  for (const day of [12, 30, days - 1]) {
    const { name, rows } = creatorData(truth, { on: plusDays(truth.from, day), language: 'en' });
    await bringAndTake(t, agency.owner, agency.agencyId, { name, bytes: csv(rows as string[][]) }, ['strangers']);
  }
  await t.app.reckoning.workDue();
  return (await agency.owner.get(`/v1/agencies/${agency.agencyId}/standings?limit=200`)).body.items;
}

async function openHouse(mode: 'platform' | 'house'): Promise<House> {
  const t = await openTestApp({ mode });
  t.advance(Date.parse(`${today}T08:00:00Z`) - t.now().getTime());
  const operator = await makeOperator(t);
  const agency = mode === 'house' ? await houseAgency(t) : await makeAgency(t, operator);
  const creators = await bringDays(t, agency, 11);
  const path: House['path'] = (one) => `/v1/agencies/${agency.agencyId}/standings/${one.exportId}`;
  return {
    t,
    operator,
    agency,
    next: () => creators.shift()!,
    path,
    invite: async (one, by = agency.owner) => {
      const made = await by.post(`${path(one)}/claim-link`);
      assert.equal(made.status, 200, made.text);
      assert.match(made.body.url, /^http:\/\/greenroom\.test\/see\//);
      return tokenOf(made.body.url);
    },
    claimOf: async (one, by = agency.owner) => (await by.get(path(one))).body.claim,
  };
}
async function houseAgency(t: TestApp): Promise<MadeAgency> {
  const { url } = await t.app.carryOut<{ url: string }>('people.issueStartLink', { kind: 'house' });
  const owner = await t.person('Hanna Owner');
  const made = await owner.post('/v1/house', { token: tokenOf(url), name: 'Lantern House' });
  assert.equal(made.status, 200, made.text);
  return { agencyId: made.body.agencyId, name: 'Lantern House', owner, seat: () => assert.fail('not needed') };
}
const claim = (who: Caller, token: string, more: object = { birthDate }) => who.post('/v1/figures/claim', { token, ...more });
const refusal = ({ status, body }: Answer) => [status, body.code];
const figures = async (who: Caller) => (await who.get('/v1/me/figures')).body.items;

describe('a creator sees the figures of an agency’s export', () => {
  let h: House;
  before(async () => {
    h = await openHouse('platform');
  });
  after(() => h.t.stop());

  test('from the link to the same figures, and nothing that the agency asks, thinks or does', async () => {
    const { t, agency } = h;
    const one = h.next();
    const secret = canaries.plant(agency.owner.personId);
    const group = (await agency.owner.get(h.path(one))).body.group as string;
    await agency.owner.put(`/v1/agencies/${agency.agencyId}/goals`, { group, validDays: 27, hours: 99, diamonds: null });
    await agency.owner.post(`${h.path(one)}/calls`, { kind: 'note', note: secret });
    await agency.owner.put(`${h.path(one)}/dates`, { termEndsOn: '2026-11-01', appealClosesOn: null });
    await t.app.reckoning.workDue();
    assert.deepEqual(await h.claimOf(one), { state: 'nobody', since: null, until: null, endedBy: null });
    const token = await h.invite(one);
    const until = new Date(t.now().getTime() + 7 * dayMs).toISOString().slice(0, 13);
    assert.equal((await h.claimOf(one)).until!.slice(0, 13), until);
    const looked = (await t.visitor.post('/v1/links/look', { token })).body;
    assert.deepEqual([looked.kind, looked.subject, looked.agencyId, looked.handle], ['figures', agency.name, agency.agencyId, one.handle]);

    const her = await t.person('Ada Behind It');
    const taken = await claim(her, token);
    assert.equal(taken.status, 200, taken.text);
    const profile = (await her.get('/v1/me/creator')).body;
    assert.deepEqual(profile.handles, [{ platform: one.platform, handle: one.handle }]);
    assert.equal(profile.adultSince, '2014-06-06');
    const { rows } = await t.owner.query(
      `select h.platform_id is not distinct from e.platform_id as same, e.platform_id is not null as known from export_creators e
       join creator_handles h on h.platform = e.platform and h.handle = e.handle where e.export_id = $1`,
      [one.exportId],
    );
    assert.deepEqual(rows, [{ same: true, known: true }]);

    const theirs = (await agency.owner.get(h.path(one))).body;
    const [mine, ...others] = await figures(her);
    assert.deepEqual(others, []);
    assert.deepEqual([mine.agencyId, mine.agencyName, mine.handle], [agency.agencyId, agency.name, one.handle]);
    for (const field of ['joinedOn', 'quitOn', 'dataOn', 'month', 'strip', 'spark', 'lastLiveOn', 'projected', 'before'])
      assert.deepEqual(mine.figures[field], theirs[field], field);
    const isOwn = (p: { threshold: { kind: string } }) => p.threshold.kind === 'own';
    assert.equal(theirs.paces.some(isOwn), true, 'the agency has a goal of its own');
    assert.deepEqual(
      mine.figures.paces,
      theirs.paces.filter((p: { threshold: { kind: string } }) => !isOwn(p)),
    );
    assert.ok(mine.figures.paces.length > 0 && mine.figures.before.length === 2);
    assert.deepEqual(Object.keys(mine).sort(), ['agencyId', 'agencyName', 'exportId', 'figures', 'handle', 'platform', 'since']);
    assert.deepEqual(
      ['reasons', 'goals', 'group', 'coach', 'history', 'dates', 'restsUntil', 'claim'].filter((field) => field in mine.figures),
      [],
    );

    // Nothing is switched on, nothing begins, and nobody finds her.
    const center = (await her.get('/v1/me/agency-center')).body;
    assert.deepEqual(
      center.consents.filter((c: { granted: boolean }) => c.granted),
      [],
    );
    assert.deepEqual((await her.get('/v1/me/memberships')).body.items, []);
    await t.app.relay.drain();
    assert.equal((await search(agency, { text: one.handle })).body.total, 0);
    const told = await t.owner.query(`select body from outbox where name = 'calls.claimed'`);
    assert.deepEqual(Object.keys(told.rows[0].body).sort(), ['agencyId', 'creatorId', 'exportId']);

    // The agency is told since when, and not who.
    const state = await h.claimOf(one);
    assert.deepEqual([state.state, state.until, state.endedBy], ['claimed', null, null]);
    const seen = (await agency.owner.get(h.path(one))).text;
    assert.ok(!seen.includes(taken.body.creatorId) && !seen.includes(her.personId));
    assert.deepEqual(refusal(await agency.owner.post(`${h.path(one)}/claim-link`)), [409, 'calls.claimed']);
  });

  test('what is not known comes as null, never as 0', async () => {
    const { t, operator } = h;
    const agency = await makeAgency(t, operator);
    const rows = [
      ['Data period', 'Creator ID', "Creator's username", 'Diamonds'],
      ['2026-10-01 ~ 2026-10-20', '70000000000000000123', 'onlydiamonds', '500'],
    ];
    await bringAndTake(t, agency.owner, agency.agencyId, { name: 'days.csv', bytes: csv(rows) });
    await t.app.reckoning.workDue();
    const standings = `/v1/agencies/${agency.agencyId}/standings`;
    const { exportId } = (await agency.owner.get(standings)).body.items[0];
    const { url } = (await agency.owner.post(`${standings}/${exportId}/claim-link`)).body;
    const her = await t.person('Only Diamonds');
    assert.equal((await claim(her, tokenOf(url))).status, 200);
    const [{ figures: own }] = await figures(her);
    assert.deepEqual([own.projected.validDays.have, own.projected.liveSeconds.have, own.projected.diamonds.have], [null, null, 500]);
    assert.deepEqual(
      own.before.map((m: { diamonds: number | null; validDays: number | null }) => [m.diamonds, m.validDays]),
      [
        [null, null],
        [null, null],
      ],
    );
    // Standings may be thrown away: then they are to be reckoned, and nothing is said.
    await t.owner.query('delete from call_standings where export_id = $1', [exportId]);
    assert.equal((await figures(her))[0].figures, null);
  });

  test('a link works once, its newest alone, for seven days, and for what it was made', async () => {
    const { t, agency } = h;
    const one = h.next();
    const old = await h.invite(one);
    t.advance(1_000);
    const newest = await h.invite(one);
    const her = await t.person('Bea');
    assert.deepEqual(refusal(await claim(her, old)), [410, 'people.link_expired']);
    // Nor does it for whoever began a moment before the newest was made, and comes to it after that.
    t.advance(-500);
    assert.deepEqual(refusal(await claim(her, old)), [410, 'people.link_expired']);
    t.advance(-500);
    assert.deepEqual(refusal(await her.post('/v1/creators/claim', { token: newest, birthDate })), [404, 'people.link_not_found']);
    const staff = tokenOf((await agency.owner.post(`/v1/agencies/${agency.agencyId}/staff-links`, { role: 'scout' })).body.url);
    assert.deepEqual(refusal(await claim(her, staff)), [404, 'people.link_not_found']);
    // Taken back: whoever opens it is told so.
    assert.equal((await agency.owner.send('DELETE', `${h.path(one)}/claim`)).body.claim.state, 'nobody');
    assert.deepEqual(refusal(await t.visitor.post('/v1/links/look', { token: newest })), [410, 'people.link_withdrawn']);
    assert.deepEqual(refusal(await claim(her, newest)), [410, 'people.link_withdrawn']);
    assert.deepEqual(refusal(await agency.owner.send('DELETE', `${h.path(one)}/claim`)), [409, 'calls.nothing_to_end']);
    const late = await h.invite(one);
    const two = h.next();
    const used = await h.invite(two);
    assert.equal((await claim(her, used)).status, 200);
    assert.deepEqual(refusal(await claim(her, used)), [410, 'people.link_used']);
    t.advance(7 * dayMs);
    const other = await t.person('Cleo');
    assert.deepEqual(refusal(await claim(other, late)), [410, 'people.link_expired']);
    assert.equal((await h.claimOf(one)).state, 'nobody');
    assert.equal((await other.get('/v1/me/creator')).status, 404, 'nothing half done');
    // Shown once: a repetition is told that it was done.
    const key = { 'idempotency-key': 'figures-once' };
    assert.equal((await agency.owner.post(`${h.path(one)}/claim-link`, {}, key)).status, 200);
    assert.deepEqual(refusal(await agency.owner.post(`${h.path(one)}/claim-link`, {}, key)), [409, 'idempotency.shown_once']);
  });

  test('under 18, or without a birth date: refused, nothing made, the link still good', async () => {
    const { t } = h;
    const one = h.next();
    const token = await h.invite(one);
    const her = await t.person('Young');
    const year = t.now().getUTCFullYear() - 17;
    assert.deepEqual(refusal(await claim(her, token, { birthDate: `${year}-01-31` })), [403, 'creators.under_age']);
    assert.deepEqual(refusal(await claim(her, token, {})), [400, 'creators.birth_date_missing']);
    assert.deepEqual(refusal(await claim(her, token, { birthDate: '1990-02-30' })), [400, 'request.invalid']);
    assert.equal((await her.get('/v1/me/creator')).status, 404);
    assert.equal((await h.claimOf(one)).state, 'invited');
    assert.equal((await claim(her, token)).status, 200);
  });

  test('a profile of her own is linked as it is, without asking her age again; another person’s, or the operator’s, is refused', async () => {
    const { t, operator } = h;
    const [one, two, three, four] = [h.next(), h.next(), h.next(), h.next()];
    const hers = await makeCreator(t, { handle: one.handle, platform: one.platform, displayName: 'Her own words' });
    const before = (await hers.get('/v1/me/creator')).body;
    assert.equal((await claim(hers, await h.invite(one), {})).body.creatorId, hers.creatorId);
    assert.deepEqual((await hers.get('/v1/me/creator')).body, before);
    // One who says herself that she is under age is not let through.
    const young = { birthDate: `${t.now().getUTCFullYear() - 17}-01-31` };
    assert.deepEqual(refusal(await claim(hers, await h.invite(two), young)), [403, 'creators.under_age']);

    const somebody = await makeCreator(t, { handle: three.handle, platform: three.platform });
    const token = await h.invite(three);
    for (const who of [await t.person('No profile yet'), hers])
      assert.deepEqual(refusal(await claim(who, token)), [409, 'creators.already_claimed']);
    assert.equal((await h.claimOf(three)).state, 'invited', 'the link was not used');
    assert.equal((await claim(somebody, token, {})).status, 200);

    // By the platform's id too: she is called otherwise now.
    await t.owner.query('update creator_handles set handle = $2 where creator_id = $1', [somebody.creatorId, 'renamed-since']);
    await t.owner.query(`update creator_handles set platform_id = (select platform_id from export_creators where export_id = $2)
      where creator_id = $1`, [somebody.creatorId, four.exportId]); // prettier-ignore
    assert.deepEqual(refusal(await claim(await t.person('Not she'), await h.invite(four))), [409, 'creators.already_claimed']);
    assert.equal((await claim(somebody, await h.invite(four), {})).body.creatorId, somebody.creatorId);

    const five = h.next();
    await operator.post('/v1/creators/import', { platform: five.platform, rows: [{ row: 1, fields: { handle: five.handle } }] });
    assert.deepEqual(refusal(await claim(await t.person('Stranger'), await h.invite(five))), [409, 'creators.operators_profile']);
    assert.equal((await claim(hers, await h.invite(five), {})).body.creatorId, hers.creatorId, 'her own stays the one');
    assert.equal((await figures(hers)).length, 2);
  });

  test('races: of two persons on one link one gets in; of two links one works; of a claim and a new link never both', async () => {
    const { t, agency } = h;
    for (let round = 0; round < 3; round++) {
      const one = h.next();
      const token = await h.invite(one);
      const both = await Promise.all([await t.person('First'), await t.person('Second')].map((who) => claim(who, token)));
      assert.deepEqual(
        both.map((b) => b.status).toSorted((a, b) => a - b),
        [200, 410],
        both.map((b) => b.text).join('\n'),
      );
      const { rows } = await t.owner.query('select count(*)::int as n from creator_handles where handle = $1', [one.handle]);
      assert.equal(rows[0].n, 1);

      const two = h.next();
      const links = await Promise.all([h.invite(two), h.invite(two), h.invite(two)]);
      const three = await Promise.all(links.map(async (link) => claim(await t.person('One of three'), link)));
      assert.deepEqual(
        three.map((b) => b.status).toSorted((a, b) => a - b),
        [200, 410, 410],
        three.map((b) => b.text).join('\n'),
      );

      const last = h.next();
      const open = await h.invite(last);
      const her = await t.person('Her');
      const [claimed, again] = await Promise.all([claim(her, open), agency.owner.post(`${h.path(last)}/claim-link`)]);
      assert.ok(
        (claimed.status === 200 && again.body.code === 'calls.claimed') || (claimed.status === 410 && again.status === 200),
        `${claimed.text} ${again.text}`,
      );
    }
  });

  test('another agency never sees anything of it, whoever asks by whichever id; her own link leads to her own figures', async () => {
    const { t, agency, operator } = h;
    const one = h.next();
    const her = await t.person('Shared');
    assert.equal((await claim(her, await h.invite(one))).status, 200);
    const other = await makeAgency(t, operator);
    const exported = await bringDays(t, other, 11);
    const same = exported.find((e) => e.handle === one.handle)!;
    const theirs = `/v1/agencies/${other.agencyId}/standings`;
    assert.equal((await other.owner.get(`${theirs}/${same.exportId}`)).body.claim.state, 'nobody');
    for (const [method, path] of [
      ['POST', `${theirs}/${one.exportId}/claim-link`],
      ['DELETE', `${theirs}/${one.exportId}/claim`],
      ['POST', `${h.path(one)}/claim-link`],
      ['DELETE', `${h.path(one)}/claim`],
    ] as const)
      assert.equal((await other.owner.send(method, path)).status, 404, `${method} ${path}`);
    const { creatorId } = (await her.get('/v1/me')).body;
    const said = (await other.owner.get(`${theirs}/${same.exportId}`)).text + (await other.owner.get(`${theirs}?limit=200`)).text;
    assert.ok(!said.includes(creatorId) && !said.includes(agency.agencyId));

    // Both invite her: each stands for itself.
    const link = await other.owner.post(`${theirs}/${same.exportId}/claim-link`);
    assert.equal((await claim(her, tokenOf(link.body.url), {})).status, 200);
    assert.deepEqual(
      new Set((await figures(her)).map((f: { agencyId: string }) => f.agencyId)),
      new Set([agency.agencyId, other.agencyId]),
    );
    assert.equal((await her.send('DELETE', `/v1/me/figures/${other.agencyId}/${same.exportId}`)).status, 200);
    assert.equal((await other.owner.get(`${theirs}/${same.exportId}`)).body.claim.state, 'ended');
    assert.equal((await h.claimOf(one)).state, 'claimed');
    const stranger = await makeCreator(t);
    const theft = await stranger.send('DELETE', `/v1/me/figures/${agency.agencyId}/${one.exportId}`);
    assert.deepEqual(refusal(theft), [404, 'calls.figures_not_found']);
  });

  test('she ends it, or the agency does: said to it, the export stays, and a new link begins anew', async () => {
    const { t, agency } = h;
    const one = h.next();
    const her = await t.person('Comes and goes');
    const { creatorId } = (await claim(her, await h.invite(one))).body;
    const mine = `/v1/me/figures/${agency.agencyId}/${one.exportId}`;
    assert.equal((await her.send('DELETE', mine)).status, 200);
    assert.deepEqual(refusal(await her.send('DELETE', mine)), [404, 'calls.figures_not_found']);
    assert.deepEqual(await figures(her), []);
    const ended = await h.claimOf(one);
    assert.deepEqual([ended.state, ended.endedBy], ['ended', 'creator']);
    assert.equal((await agency.owner.get(h.path(one))).body.handle, one.handle);
    // What she had stands in what she takes with her.
    const kept = (await her.get('/v1/me/export')).body.lists.find((l: { name: string }) => l.name === 'figures_of_exports').rows;
    assert.deepEqual([kept.length, kept[0].agencyName, kept[0].endedBy, kept[0].figures], [1, agency.name, 'creator', null]);

    assert.equal((await claim(her, await h.invite(one), {})).body.creatorId, creatorId);
    const list = await her.get('/v1/me/export/figures_of_exports');
    assert.match(list.body.csv, /agencyName/);
    const [open] = (await her.get('/v1/me/export')).body.lists.find((l: { name: string }) => l.name === 'figures_of_exports').rows;
    assert.equal(open.figures.dataOn, (await figures(her))[0].figures.dataOn);
    const off = await agency.owner.send('DELETE', `${h.path(one)}/claim`);
    assert.deepEqual([off.body.claim.state, off.body.claim.endedBy], ['ended', 'agency']);
    assert.deepEqual(await figures(her), []);
  });

  test('erased, she is unlinked: no row leads to her, the agency is told the end, its export stays its own', async () => {
    const { t, agency } = h;
    const one = h.next();
    const her = await t.person('Gone Soon');
    const { creatorId } = (await claim(her, await h.invite(one))).body;
    const { email } = (await her.get('/v1/me')).body.person;
    assert.equal((await her.post('/v1/me/erase', { confirm: email })).status, 200);
    const state = await h.claimOf(one);
    assert.deepEqual([state.state, state.endedBy], ['ended', 'creator']);
    const { rows } = await t.owner.query('select creator_id from call_claims where export_id = $1', [one.exportId]);
    assert.deepEqual(rows, [{ creator_id: null }]);
    const links = await t.owner.query('select count(*)::int as n from people_links where creator_id = $1 or used_by = $2', [
      creatorId,
      her.personId,
    ]);
    assert.equal(links.rows[0].n, 0);
    assert.equal((await agency.owner.get(h.path(one))).body.handle, one.handle);
    // Her profile gone and her account kept: the link that named her goes all the same.
    const two = h.next();
    const last = await makeAgency(t, h.operator);
    const { creatorId: second } = (await claim(last.owner, await h.invite(two))).body;
    const confirm = (await last.owner.get('/v1/me')).body.person.email;
    assert.deepEqual((await last.owner.post('/v1/me/erase', { confirm })).body, { creatorId: second, account: 'last_owner' });
    const named = await t.owner.query(`select count(*)::int as n from people_links where kind = 'figures' and handle = $1`, [two.handle]);
    assert.equal(named.rows[0].n, 0);
    assert.equal((await t.app.verify()).ok, true);
    // Somebody new can be invited.
    assert.equal((await claim(await t.person('New'), await h.invite(one))).status, 200);
  });

  test('a link is worth what its maker may still give', async () => {
    const { t, agency } = h;
    const second = await agency.seat('owner');
    const [one, two] = [h.next(), h.next()];
    const open = await h.invite(one, second);
    await agency.owner.put(`/v1/agencies/${agency.agencyId}/staff/${second.personId}`, { role: 'manager' });
    const her = await t.person('Too late');
    assert.deepEqual(refusal(await claim(her, open)), [410, 'people.link_withdrawn']);
    assert.equal((await h.claimOf(one)).state, 'nobody');
    // A link made in the very moment in which the role ended.
    const late = await h.invite(two);
    await t.owner.query(`update people_links set issued_by = $1 where kind = 'figures' and handle = $2`, [second.personId, two.handle]);
    assert.deepEqual(refusal(await claim(her, late)), [410, 'calls.link_ended']);
  });
});

describe('in a house', () => {
  let h: House;
  before(async () => {
    h = await openHouse('house');
  });
  after(() => h.t.stop());

  test('the owner hands over a profile that an import made, with its age attested and nothing switched on', async () => {
    const { t, agency } = h;
    const one = h.next();
    const fields = { handle: one.handle, displayName: 'Imported', followers: 10 };
    const made = await agency.owner.post('/v1/creators/import', { platform: one.platform, rows: [{ row: 1, fields }] });
    assert.equal(made.body.created, 1, made.text);
    const her = await t.person('Behind the import');
    assert.equal((await claim(her, await h.invite(one))).status, 200);
    const profile = (await her.get('/v1/me/creator')).body;
    assert.deepEqual([profile.displayName, profile.adultSince], ['Imported', '2014-06-06']);
    const { rows } = await t.owner.query('select platform_id from creator_handles where handle = $1', [one.handle]);
    assert.notEqual(rows[0].platform_id, null);
    assert.equal((await figures(her))[0].handle, one.handle);
    const later = await agency.owner.post('/v1/creators/claim-links', { platform: one.platform, handle: one.handle });
    assert.deepEqual(refusal(later), [409, 'creators.already_claimed']);
  });
});
