// Not invited by us in 90 days: whatever became of the invitation, and whoever else invited her.
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { invite, makeAgency, makeCreator, makeOperator, search, setConsent, type MadeAgency, type MadeCreator } from '../make.ts';
import { openTestApp, type Caller, type TestApp } from '../server.ts';

const dayMs = 86_400_000;

describe('not invited by us in 90 days', () => {
  let t: TestApp;
  let operator: Caller;
  let agency: MadeAgency;
  let other: MadeAgency;
  before(async () => {
    t = await openTestApp();
    operator = await makeOperator(t);
    agency = await makeAgency(t, operator);
    other = await makeAgency(t, operator);
  });
  after(() => t.stop());
  const handlesIn = async (filters: object, by = agency): Promise<string[]> => {
    const answer = await search(by, { filters, limit: 200 });
    assert.equal(answer.status, 200, answer.text);
    return answer.body.items.map((i: { handle: string }) => i.handle).toSorted();
  };

  test('open, accepted, declined, taken back, expired, ended by her switch: each leaves her out for 90 days, and no longer', async () => {
    const made = (handle: string): Promise<MadeCreator> => makeCreator(t, { handle, on: true });
    const [open, accepts, declines, back, lapses, switches, fresh, theirs] = [
      await made('open'),
      await made('accepts'),
      await made('declines'),
      await made('back'),
      await made('lapses'),
      await made('switches'),
      await made('fresh'),
      await made('theirs'),
    ];
    const ids = new Map<MadeCreator, string>();
    for (const her of [accepts, declines, back, lapses, switches]) ids.set(her, await invite(agency, her.creatorId));
    await invite(other, theirs.creatorId);
    assert.equal((await accepts.post(`/v1/me/invites/${ids.get(accepts)}/answer`, { answer: 'accept' })).status, 200);
    assert.equal((await declines.post(`/v1/me/invites/${ids.get(declines)}/answer`, { answer: 'decline' })).status, 200);
    const taken = await agency.owner.post(`/v1/agencies/${agency.agencyId}/invites/${ids.get(back)}/withdraw`);
    assert.equal(taken.status, 200, taken.text);
    await setConsent(switches, 'discovery', false);
    await setConsent(switches, 'discovery', true);
    await t.app.relay.drain();
    t.advance(60 * dayMs);
    await t.app.relay.drain();
    await invite(agency, open.creatorId);
    assert.deepEqual(await handlesIn({ notInvited: true }), ['fresh', 'theirs']);
    assert.ok((await handlesIn({ notInvited: false })).length === 8 && (await handlesIn({})).length === 8);
    assert.deepEqual(await handlesIn({ notInvited: true, invitable: true }), ['fresh', 'theirs']);
    const invitable = await handlesIn({ invitable: true });
    assert.ok(!invitable.includes('open') && !invitable.includes('accepts') && invitable.includes('lapses'), invitable.join());
    assert.equal((await handlesIn({ notInvited: true }, other)).length, 7);
    t.advance(30 * dayMs);
    assert.deepEqual(await handlesIn({ notInvited: true }), ['accepts', 'back', 'declines', 'fresh', 'lapses', 'switches', 'theirs']);
    assert.equal(fresh.handle, 'fresh');
  });

  test('a saved search asks it too', async () => {
    const her = await makeCreator(t, { categories: ['glass'], on: true });
    await makeCreator(t, { categories: ['glass'], on: true });
    await t.app.relay.drain();
    await invite(agency, her.creatorId);
    const home = `/v1/agencies/${agency.agencyId}/saved-searches`;
    const kept = await agency.owner.post(home, { name: 'Glass', question: { filters: { categories: ['glass'], notInvited: true } } });
    assert.equal(kept.status, 200, kept.text);
    await t.app.relay.drain();
    await t.app.asking.workDue();
    const { body } = await agency.owner.get(home);
    assert.equal(body.items[0].found, 1);
    assert.equal(body.items[0].question.filters.notInvited, true);
  });
});
