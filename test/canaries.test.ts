// A4: no answer carries what another may not read. Tokens stand in every private text; every answer of every test is searched for them.
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { dayMs } from '#src/lib/time.ts';
import { canaries } from './canary.ts';
import { build, readAll, type House } from './houses.ts';
import { makeOperator, setConsent } from './make.ts';
import { measured } from './measured.ts';
import { openTestApp, type Caller, type TestApp } from './server.ts';

// For the whole run: whatever any test of any file was answered.
after(() => assert.deepEqual(canaries.taken(), [], 'A4: tokens reached people who may not read them'));

describe('canaries', () => {
  let t: TestApp;
  let operator: Caller;
  let houses: House[];
  let callers: Caller[];
  before(async () => {
    t = await openTestApp();
    operator = await makeOperator(t);
    const operators = [operator, await t.person('Mo', 'moderator'), await t.person('An', 'analyst')];
    houses = [await build(t, operators, 1), await build(t, operators, 2), await build(t, operators, 3)];
    callers = [t.visitor, ...operators, await t.person('Nobody')];
    callers.push(...houses.flatMap((h) => [...h.staff, ...h.creators]));
    await t.app.relay.drain();
  });
  after(() => t.stop());

  test('every read and search by everybody: each token reaches its readers and nobody else', async () => {
    const n = await readAll(t, callers, houses);
    t.advance(8 * dayMs);
    await t.app.carryOut('invites.expire', {});
    await t.app.carryOut('roster.close', {});
    await setConsent(houses[0]!.creators[0]!, 'discovery', false);
    const after = await readAll(t, callers, houses);
    assert.deepEqual(canaries.taken(), []);
    // And they do reach whom they should: else nothing was shown.
    for (const { agency, staff, creators, messages, emails, imports, exported, standing: said } of houses) {
      const one = (await staff[3]!.get(`/v1/agencies/${agency.agencyId}/standings/${said!.exportId}`)).text;
      assert.ok(one.includes(said!.handle) && one.includes(said!.note));
      assert.ok((await creators[2]!.get('/v1/me/invites')).text.includes(messages[2]!));
      const ours = (await agency.owner.get(`/v1/agencies/${agency.agencyId}/invites`)).text;
      for (const message of messages) assert.ok(ours.includes(message));
      for (const path of ['', `/${imports[0]}/rows`])
        assert.ok((await agency.owner.get(`/v1/agencies/${agency.agencyId}/imports${path}`)).text.includes(exported));
      const list = (await agency.owner.get(`/v1/agencies/${agency.agencyId}/staff`)).text;
      for (const token of emails) assert.ok(list.includes(token));
      const done = (await operator.get(`/v1/audit?limit=200&actor=${agency.owner.personId}`)).text;
      assert.ok(done.includes(emails[0]!) && !done.includes(emails[1]!));
    }
    assert.deepEqual(canaries.taken(), []);
    measured('A4', `${n + after} answers to ${callers.length} callers of 3 agencies: no token reached another`);
  });

  test('no line of the log and no event of the outbox holds a private text', async () => {
    for (const line of t.logged) canaries.scan('the log', 'log', line);
    const { rows } = await t.owner.query<{ body: string }>('select body::text as body from outbox');
    for (const { body } of rows) canaries.scan('the outbox', 'outbox', body);
    const audit = await t.owner.query<{ subject: string }>('select subject::text as subject from audit');
    for (const { subject } of audit.rows) canaries.scan('the audit log', 'audit', subject);
    assert.deepEqual(canaries.taken(), []);
    assert.ok(t.logged.length > 100 && rows.length > 10 && audit.rows.length > 50);
  });

  test('an answer with the token of another is reported', async () => {
    assert.deepEqual(canaries.taken(), []);
    const [first, second] = houses as [House, House];
    await t.owner.query(`update agencies set about = (select message from invites where invite_id = $1) where agency_id = $2`, [
      first.invites[0],
      second.agency.agencyId,
    ]);
    await second.agency.owner.get(`/v1/agencies/${second.agency.agencyId}`);
    await t.visitor.get('/v1/agencies');
    await t.owner.query(`update agencies set about = '' where agency_id = $1`, [second.agency.agencyId]);
    const reported = canaries.taken();
    assert.equal(reported.length, 2, reported.join('\n'));
    assert.ok(reported.every((r) => r.includes(first.messages[0]!)));
    await t.owner.query('update invites set creator_id = $2 where invite_id = $1', [first.invites[2], second.creators[2]!.creatorId]);
    await second.creators[2]!.get('/v1/me/invites');
    await t.owner.query('update invites set creator_id = $2 where invite_id = $1', [first.invites[2], first.creators[2]!.creatorId]);
    assert.ok(canaries.taken().length >= 1);
  });
});
