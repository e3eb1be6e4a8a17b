// A creator's own conditions: checked inside the invitation, told plainly, exact under races.
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { makeAgency, makeCreator, makeOperator, search, type MadeAgency, type MadeCreator } from './make.ts';
import { terms } from './operations/samples/making.ts';
import { openTestApp, type Caller, type TestApp } from './server.ts';

const anything = { commissionBpsMax: null, languages: [] as string[], verifiedOnly: false, inboxMax: null };

describe('her own conditions', () => {
  let t: TestApp;
  let operator: Caller;
  before(async () => {
    t = await openTestApp();
    operator = await makeOperator(t);
  });
  after(() => t.stop());

  const set = async (her: MadeCreator, own: object) => {
    const done = await her.put('/v1/me/invite-filters', { ...anything, ...own });
    assert.equal(done.status, 200, done.text);
  };
  const ask = async (agency: MadeAgency, her: MadeCreator, commissionBps = 800) => {
    const body = { creatorIds: [her.creatorId], message: 'Hello', terms: { ...terms, commissionBps } };
    const sent = await agency.owner.post(`/v1/agencies/${agency.agencyId}/invites`, body);
    assert.equal(sent.status, 200, sent.text);
    return sent.body.items[0].refusal;
  };

  test('share, language and verified only: the agency is told which, and search says where asking is no use', async () => {
    const agency = await makeAgency(t, operator);
    const her = await makeCreator(t, { on: true });
    await t.app.relay.drain();
    const standing = async () =>
      (await search(agency, { limit: 200 })).body.items.find((i: { creatorId: string }) => i.creatorId === her.creatorId).standing;
    assert.deepEqual((await her.get('/v1/me/invite-filters')).body, { ...anything, policy: { commissionBpsMax: 2000, inboxMax: 20 } });
    await set(her, { commissionBpsMax: 500 });
    const share = await ask(agency, her);
    assert.deepEqual([share.code, share.commissionBpsMax], ['invites.share_too_high', 500]);
    assert.equal(await standing(), 'open');
    await set(her, { languages: ['mi', 'en'] });
    const language = await ask(agency, her);
    assert.deepEqual([language.code, language.languages], ['invites.other_language', ['mi', 'en']]);
    assert.equal(await standing(), 'not_asked');
    await set(her, { verifiedOnly: true });
    assert.equal((await ask(agency, her)).code, 'invites.verified_only');
    assert.equal(await standing(), 'not_asked');
    assert.equal((await operator.post(`/v1/agencies/${agency.agencyId}/verify`)).status, 200);
    assert.equal(await standing(), 'open');
    await set(her, { verifiedOnly: true, languages: ['de'], commissionBpsMax: 500 });
    assert.equal(await ask(agency, her, 500), undefined);
    const above = await her.put('/v1/me/invite-filters', { ...anything, inboxMax: 21 });
    assert.deepEqual([above.status, above.body.code], [422, 'invites.above_policy']);
    // Whoever cannot be found says nothing about her conditions.
    await her.put('/v1/me/consents/discovery', { granted: false, textVersion: 2 });
    await set(her, { verifiedOnly: true });
    assert.equal((await ask(await makeAgency(t, operator), her)).code, 'invites.not_findable');
  });

  test('twelve agencies at once, an inbox of three of her own, while she changes her mind: never one more', async () => {
    const agencies = await Promise.all(Array.from({ length: 12 }, () => makeAgency(t, operator)));
    for (const [limit, next] of [
      [3, 3],
      [0, 0],
      [5, 2],
    ] as const) {
      const her = await makeCreator(t, { on: true });
      await set(her, { inboxMax: limit });
      const answers = await Promise.all([...agencies.map((agency) => ask(agency, her)), set(her, { inboxMax: next })]);
      const sent = answers.slice(0, 12).filter((refusal) => refusal === undefined).length;
      assert.ok(sent <= limit && sent >= Math.min(limit, next), `${sent} of ${limit}`);
      if (limit === next) assert.equal(sent, limit);
      assert.ok(answers.slice(0, 12).every((refusal) => refusal === undefined || refusal.code === 'invites.own_limit'));
      assert.equal((await her.get('/v1/me/invites')).body.open, sent);
    }
  });
});
