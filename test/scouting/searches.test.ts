// Saved searches: who is new to one is told once, by notices that name nobody; who withdrew is in no answer; what is too wide tells nothing.
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { makeAgency, makeCreator, makeOperator, setConsent, type MadeAgency, type MadeCreator } from '../make.ts';
import { openTestApp, type Caller, type TestApp } from '../server.ts';

const hourMs = 3_600_000;

describe('saved searches', () => {
  let t: TestApp;
  let operator: Caller;
  let agency: MadeAgency;
  let scout: Caller;
  before(async () => {
    t = await openTestApp();
    operator = await makeOperator(t);
    agency = await makeAgency(t, operator, 'Northlight');
    scout = await agency.seat('scout');
  });
  after(() => t.stop());
  const home = () => `/v1/agencies/${agency.agencyId}/saved-searches`;
  const keep = async (question: object, more: object = {}, by = scout): Promise<string> => {
    const kept = await by.post(home(), { name: 'Potters', question, ...more });
    assert.equal(kept.status, 200, kept.text);
    await t.app.relay.drain();
    await t.app.asking.workDue();
    return kept.body.searchId;
  };
  /** A day later everything is asked anew, and told of. */
  const aDayLater = async () => {
    await t.app.relay.drain();
    t.advance(24 * hourMs + 1000);
    await t.app.asking.workDue();
    await t.app.relay.drain();
  };
  const potter = (category: string): Promise<MadeCreator> => makeCreator(t, { categories: [category], on: true });
  const one = async (searchId: string, by = scout) =>
    (await by.get(home())).body.items.find((s: { searchId: string }) => s.searchId === searchId);
  const fresh = async (searchId: string): Promise<string[]> =>
    (await scout.get(`${home()}/${searchId}/fresh`)).body.items.map((i: { creatorId: string }) => i.creatorId);
  const told = async (by = scout) =>
    (await by.get('/v1/me/notices')).body.items.filter((n: { name: string }) => n.name === 'scouting.found');

  test('one person keeps thirty, however many are kept at the same instant', async () => {
    const other = await agency.seat('scout');
    const asked = await Promise.all(
      Array.from({ length: 40 }, (_, i) => other.post(home(), { name: `Search ${i}`, question: {}, alerts: false })),
    );
    const by = (status: number) => asked.filter((a) => a.status === status).length;
    assert.deepEqual([by(200), by(429), (await other.get(home())).body.items.length], [30, 10, 30]);
  });

  test('who was there is known; who comes is told once, in the app and by mail, by number alone', async () => {
    const known = await potter('clay');
    await t.app.relay.drain();
    const searchId = await keep({ filters: { categories: ['clay'] } });
    assert.deepEqual([(await one(searchId)).found, await fresh(searchId), await told()], [1, [], []]);
    const [a, b] = [await potter('clay'), await potter('clay')];
    await aDayLater();
    assert.deepEqual((await fresh(searchId)).toSorted(), [a.creatorId, b.creatorId].toSorted());
    const notices = await told();
    assert.deepEqual(
      notices.map((n: { count: number; search: { name: string }; to: string }) => [n.count, n.search.name, n.to]),
      [[2, 'Potters', `/a/${agency.agencyId}/searches/${searchId}`]],
    );
    for (const c of [known, a, b]) assert.ok(!JSON.stringify(notices).includes(c.creatorId));
    const { rows } = await t.owner.query<{ params: object }>(`select params from notices where name = 'scouting.found'`);
    for (const c of [a, b]) assert.ok(!JSON.stringify(rows).includes(c.creatorId), 'ids of searches alone');
    const { rows: mails } = await t.owner.query(
      `select from mails m join notices n on n.person_id = m.person_id and n.notice_id = any(m.notice_ids) where n.name = 'scouting.found'`,
    );
    assert.equal(mails.length, 1);
    await aDayLater();
    await aDayLater();
    assert.equal((await told()).length, 1, 'nobody twice');
    assert.equal((await one(searchId)).fresh, 2);
    await t.app.exposures.flush();
    assert.equal((await a.get('/v1/me/exposures')).body.items[0].surface, 'search');
  });

  test('a change of somebody makes them new to it; it is asked some hours after the last time, not with each change', async () => {
    const her = await makeCreator(t, { categories: ['music'], on: true });
    await t.app.relay.drain();
    const searchId = await keep({ filters: { categories: ['glaze'] } });
    await her.send('PATCH', '/v1/me/creator', { categories: ['glaze'] });
    await t.app.relay.drain();
    await t.app.asking.workDue();
    assert.deepEqual(await fresh(searchId), []);
    t.advance(4 * hourMs + 1000);
    await t.app.asking.workDue();
    assert.deepEqual(await fresh(searchId), [her.creatorId]);
  });

  test('who withdraws after being found is in no answer: not in the list, not in its number, not in the notice', async () => {
    const searchId = await keep({ filters: { categories: ['kiln'] } });
    const her = await potter('kiln');
    await aDayLater();
    const before = (await told()).find((n: { search: { searchId: string } }) => n.search.searchId === searchId);
    assert.equal(before.count, 1);
    await setConsent(her, 'discovery', false);
    const { rows } = await t.owner.query('select from saved_search_hits where creator_id = $1', [her.creatorId]);
    assert.equal(rows.length, 0, 'in the withdrawal itself');
    const now = (await told()).find((n: { search: { searchId: string } }) => n.search.searchId === searchId);
    assert.deepEqual([now.count, await fresh(searchId), (await one(searchId)).fresh], [0, [], 0]);
  });

  test('who withdraws between the search and its writing is not written down', async () => {
    const searchId = await keep({ filters: { categories: ['slip'] } });
    const her = await potter('slip');
    await setConsent(her, 'discovery', false);
    const input = { agencyId: agency.agencyId, searchId, creatorIds: [her.creatorId], first: false, at: t.now() };
    await t.app.carryOut('scouting.keepHits', input);
    const { rows } = await t.owner.query('select from saved_search_hits where creator_id = $1', [her.creatorId]);
    assert.equal(rows.length, 0);
  });

  test('what was written before a crash is told by the asking that ends', async () => {
    const searchId = await keep({ filters: { categories: ['raku'] } });
    const [a, b] = [await potter('raku'), await potter('raku')];
    await t.app.relay.drain();
    t.advance(24 * hourMs + 1000);
    // Somebody held it, wrote one down, and died.
    await t.app.carryOut('scouting.claimSearches', { most: 100 });
    const input = { agencyId: agency.agencyId, searchId, creatorIds: [a.creatorId], first: false, at: t.now() };
    await t.app.carryOut('scouting.keepHits', input);
    assert.equal(await t.app.asking.workDue(), 0, 'held');
    t.advance(11 * 60_000);
    await t.app.asking.workDue();
    await t.app.relay.drain();
    const [notice] = (await told()).filter((n: { search: { searchId: string } }) => n.search.searchId === searchId);
    assert.equal(notice.count, 2);
    assert.deepEqual((await fresh(searchId)).toSorted(), [a.creatorId, b.creatorId].toSorted());
  });

  test('switched off nobody is told; switched on again, of whoever comes from then on; wishes about notices are obeyed', async () => {
    const searchId = await keep({ filters: { categories: ['wheel'] } });
    const edit = (body: object) => scout.send('PATCH', `${home()}/${searchId}`, body);
    await edit({ alerts: false });
    await potter('wheel');
    await aDayLater();
    await edit({ alerts: true, name: 'Wheels' });
    await t.app.asking.workDue();
    assert.deepEqual([await fresh(searchId), (await one(searchId)).name], [[], 'Wheels']);
    const settings = (await scout.get('/v1/me/notices/settings')).body;
    const wish = (searches: { app: boolean; mail: boolean }) => ({
      groups: { ...settings.groups, searches },
      quiet: settings.quiet,
      zone: settings.zone,
      daily: settings.daily,
    });
    assert.equal((await scout.put('/v1/me/notices/settings', wish({ app: false, mail: false }))).status, 200);
    const count = (await told()).length;
    await potter('wheel');
    await aDayLater();
    assert.equal((await told()).length, count);
    assert.equal((await fresh(searchId)).length, 1, 'the list has her all the same');
    await scout.put('/v1/me/notices/settings', wish({ app: true, mail: true }));
  });

  test('each keeps her own; others cannot read or change it; it goes with the seat', async () => {
    const other = await agency.seat('scout');
    const searchId = await keep({ text: 'anything' }, {}, other);
    assert.equal(await one(searchId), undefined);
    for (const [method, path] of [
      ['GET', `${home()}/${searchId}/fresh`],
      ['DELETE', `${home()}/${searchId}`],
    ] as const)
      assert.equal((await scout.send(method, path)).status, 404);
    await agency.owner.send('DELETE', `/v1/agencies/${agency.agencyId}/staff/${other.personId}`);
    await t.app.relay.drain();
    const { rows } = await t.owner.query('select from saved_searches where search_id = $1', [searchId]);
    assert.equal(rows.length, 0);
  });

  test('what was too wide and is narrow again begins anew: whoever is there is known, nobody is told of', async () => {
    const searchId = await keep({ filters: { categories: ['many'] } });
    await t.owner.query('update saved_searches set found = 2001, too_wide = true where search_id = $1', [searchId]);
    await potter('many');
    await aDayLater();
    assert.deepEqual([await fresh(searchId), (await one(searchId)).tooWide], [[], false]);
  });
});
