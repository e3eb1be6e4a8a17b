// L4: doing it twice does it once.
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { makeAgency, makeCreator, makeOperator } from '../make.ts';
import { measured } from '../measured.ts';
import { openTestApp, type Caller, type TestApp } from '../server.ts';
import { times } from './dice.ts';

interface Repeated {
  broken: string[];
  done: number;
  inFlight: number;
  replayed: number;
}
/** Twenty at once with one key, round after round; each round's effect is counted in the database. */
async function repeatAtOnce(t: TestApp, operator: Caller, rounds: number): Promise<Repeated> {
  const seen: Repeated = { broken: [], done: 0, inFlight: 0, replayed: 0 };
  for (let round = 0; round < rounds; round++) {
    const body = { name: `Once ${round}` };
    const key = { 'idempotency-key': `once-${round}` };
    const asked = times(20, () =>
      operator.post('/v1/policies', { kind: 'consents', params: { monthsMax: 1 + round }, source: body.name, certainty: 'inferred' }, key),
    );
    const answers = await Promise.all(asked);
    const done = answers.filter((a) => a.status === 200);
    const refused = answers.filter((a) => a.status !== 200);
    if (done.length === 0) seen.broken.push('none of the twenty was carried out');
    if (new Set(done.map((a) => a.text)).size > 1) seen.broken.push('the same request was answered in two ways');
    for (const a of refused) if (a.status !== 409 || a.body.code !== 'idempotency.in_flight') seen.broken.push(`answered ${a.text}`);
    seen.done++;
    seen.inFlight += refused.length;
    seen.replayed += done.filter((a) => a.headers.get('idempotent-replayed') === 'true').length;
    const later = await operator.post(
      '/v1/policies',
      { kind: 'consents', params: { monthsMax: 1 + round }, source: body.name, certainty: 'inferred' },
      key,
    );
    if (later.status !== 200 || later.text !== done[0]?.text) seen.broken.push(`repeated later, it was answered ${later.text}`);
    const other = await operator.post(
      '/v1/policies',
      { kind: 'consents', params: { monthsMax: 2 + round }, source: body.name, certainty: 'inferred' },
      key,
    );
    if (other.status !== 422 || other.body.code !== 'idempotency.reused') seen.broken.push(`another body was answered ${other.text}`);
    const { rows } = await t.owner.query<{ n: number }>('select count(*)::int as n from policies where source = $1', [body.name]);
    if (rows[0]!.n !== 1) seen.broken.push(`done ${rows[0]!.n} times`);
  }
  return seen;
}

describe('L4: doing it twice does it once', () => {
  let t: TestApp;
  let operator: Caller;
  before(async () => {
    t = await openTestApp();
    operator = await makeOperator(t);
  });
  after(() => t.stop());

  test('the same key twenty times at once, later, with another body, and across a restart', async () => {
    const seen = await repeatAtOnce(t, operator, 25);
    assert.deepEqual(seen.broken.slice(0, 5), []);

    const agency = await makeAgency(t, operator);
    const creator = await makeCreator(t, { on: true });
    const path = `/v1/agencies/${agency.agencyId}/invites`;
    const send = (by: Caller, creatorIds = [creator.creatorId]) =>
      by.post(path, { creatorIds, message: 'Once' }, { 'idempotency-key': 'an invitation' });
    const first = await send(agency.owner);
    assert.equal(first.body.items[0].invite.state, 'sent', first.text);
    const secret = await operator.post('/v1/me/keys', { name: 'a key', scopes: ['read'] }, { 'idempotency-key': 'a key' });
    assert.equal(secret.status, 200);

    const restarted = await openTestApp({ db: { url: t.url, ownerUrl: t.ownerUrl } });
    try {
      const owner = await restarted.callerOf(agency.owner.personId);
      const again = await send(owner);
      assert.equal(again.text, first.text, 'the same answer, byte for byte');
      assert.equal(again.headers.get('idempotent-replayed'), 'true');
      assert.equal((await send(owner, [creator.creatorId, crypto.randomUUID()])).body.code, 'idempotency.reused');
      const manager = await agency.seat('manager');
      assert.equal((await send(manager)).body.items[0].refusal.code, 'invites.open_already', 'a key is its own person’s');
      const repeated = await (
        await restarted.callerOf(operator.personId)
      ).post('/v1/me/keys', { name: 'a key', scopes: ['read'] }, { 'idempotency-key': 'a key' });
      assert.equal(repeated.status, 409);
      assert.equal(repeated.body.code, 'idempotency.shown_once');
      assert.ok(!repeated.text.includes(secret.body.key));
    } finally {
      await restarted.stop();
    }
    const { rows } = await t.owner.query(`select count(*)::int as n from people_keys where name = 'a key'`);
    assert.equal(rows[0].n, 1);
    const { rows: kept } = await t.owner.query(`select count(*)::int as n from idempotency where answer like '%' || $1 || '%'`, [
      secret.body.key,
    ]);
    assert.equal(kept[0].n, 0, 'a secret is in no stored answer');
    measured(
      'L4',
      `${seen.done} keys × 20 at once: done once each; ${seen.inFlight} told 409 in flight, ${seen.replayed} the same bytes; kept across a restart`,
    );
  });
});

describe('L4, seen to fail', () => {
  let t: TestApp;
  before(async () => void (t = await openTestApp()));
  after(() => t.stop());

  test('a store that forgets its keys is caught', async () => {
    await t.owner.query(`create function forget() returns trigger language plpgsql as 'begin return null; end'`);
    await t.owner.query('create trigger forget before insert on idempotency for each row execute function forget()');
    const { broken } = await repeatAtOnce(t, await makeOperator(t), 2);
    assert.ok(
      broken.some((b) => /^done \d+ times$/.test(b)),
      broken.join('\n'),
    );
  });
});
