// K5: an erasure leaves nothing of hers; what books need stays under a pseudonym. The long tier searches the files of the database too.
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import type pg from 'pg';
import { erasureSteps, places, scrubbed } from '#src/app.ts';
import { needsScrub, scrub } from '#src/infra/db/scrub.ts';
import type { Place } from '#src/infra/db/tables.ts';
import { findMarks, makeMarked, signIn, type Scenery } from '../hers.ts';
import { makeAgency, makeCreator, makeOperator, search, setConsent } from '../make.ts';
import { measured } from '../measured.ts';
import { openTestApp, type TestApp } from '../server.ts';

/** Tables with the key of a creator or a person that do not say what an erasure, or an export, does with their rows. */
async function unclassified(owner: pg.Pool): Promise<string[]> {
  const { rows } = await owner.query<{ name: string }>(`
    select distinct c.table_schema || '.' || c.table_name as name from information_schema.columns c join information_schema.tables t using (table_schema, table_name)
    where t.table_type = 'BASE TABLE' and c.table_schema not in ('pg_catalog', 'information_schema', 'jobs')
      and not exists (select from pg_class part where part.relispartition and part.relname = c.table_name)
      and (c.column_name = 'actor' or (c.data_type = 'uuid' and c.column_name ~ '(^|_)(creator|person|user|coach)(_id)?$|_by(_person)?$'))
    union select n.nspname || '.' || t.relname from pg_constraint f join pg_class t on t.oid = f.conrelid join pg_namespace n on n.oid = t.relnamespace
    where f.contype = 'f' and f.confrelid in ('creators'::regclass, 'people'::regclass)
    union values ('public.creators'), ('public.people'), ('public.outbox'), ('public.outbox_parked') order by name`);
  assert.ok(rows.length >= 15, 'the catalogue was read');
  const known = new Map<string, Place>(Object.entries(places).map(([name, place]) => [`public.${name}`, place]));
  return rows.map((r) => r.name).filter((name) => !known.get(name)?.onErasure || !known.get(name)?.onExport);
}

/** Rows with her key in tables that an erasure clears. */
async function leftRows(owner: pg.Pool, ids: string[]): Promise<string[]> {
  const found: string[] = [];
  for (const [name, place] of Object.entries(places) as [string, Place][]) {
    if (place.onErasure !== 'delete' || name === 'idempotency') continue;
    const { rows } = await owner.query<{ n: number }>(
      `select count(*)::int as n from ${name} x where exists (select from unnest($1::text[]) one where strpos(x::text, one) > 0)`,
      [ids],
    );
    if (rows[0]!.n > 0) found.push(`${name} holds ${rows[0]!.n} rows`);
  }
  return found;
}

describe('erasure', () => {
  let t: TestApp;
  let s: Scenery;
  before(async () => {
    t = await openTestApp();
    s = await makeMarked(t);
  });
  after(() => t.stop());

  test('a mark in every field of hers: all there before, none in any table or log line after, and everything still holds', async () => {
    const { her, agency, other } = s;
    const { password: _hashed, importedHandle: _kept, ...written } = her.marks;
    const before = await findMarks(t.owner, written);
    for (const field of ['email', 'name', 'browser', 'displayName', 'bio', 'tag', 'category', 'handle', 'keyName', 'reason', 'message'])
      assert.ok(
        before.some((f) => f.includes(` ${field} `)),
        `${field} was written`,
      );
    assert.equal(await needsScrub(t.ownerUrl), false);
    const began = performance.now();
    const done = await her.post('/v1/me/erase', { confirm: her.email });
    const took = performance.now() - began;
    assert.deepEqual([done.status, done.body], [200, { creatorId: her.creatorId, account: 'deleted' }], done.text);
    await t.app.exposures.flush();
    await t.app.relay.drain();
    assert.deepEqual(await findMarks(t.owner, her.marks), []);
    assert.deepEqual(await leftRows(t.owner, [her.creatorId, her.personId]), []);
    const lines = t.logged.filter((line) => Object.values(her.marks).some((mark) => line.toLowerCase().includes(mark)));
    assert.deepEqual(lines, []);
    const verdict = await t.app.verify();
    assert.deepEqual(
      verdict.checks.filter((c) => !c.ok),
      [],
    );
    // She cannot come in any more, and nobody finds her; the agency's books keep the terms without her name.
    assert.equal(await signIn(t, her.email, her.password), 401);
    assert.equal((await her.get('/v1/me')).status, 401);
    assert.equal((await search(agency)).body.total, 0);
    for (const one of [agency, other]) {
      const { items } = (await one.owner.get(`/v1/agencies/${one.agencyId}/roster`)).body;
      assert.equal(items.length, 1);
      assert.match(items[0].handle, /^erased-[0-9a-f]{8}$/);
      assert.deepEqual([items[0].state, items[0].terms.commissionBps], ['ended', 800]);
      const invites = (await one.owner.get(`/v1/agencies/${one.agencyId}/invites`)).body.items;
      assert.ok(
        invites.length > 0 && invites.every((i: { message: string; handle: string }) => i.message === '' && i.handle.startsWith('erased-')),
      );
    }
    assert.equal(await needsScrub(t.ownerUrl), true);
    // Told once with ids alone, for whoever keeps erasures outside the backup.
    const { rows } = await t.owner.query(`select body from outbox where name = 'creators.erased'`);
    assert.deepEqual(rows, [{ body: { creatorId: her.creatorId, personId: her.personId } }]);
    measured(
      'K5',
      `${Object.keys(her.marks).length} marks in all tables and ${t.logged.length} log lines: none left, in ${Math.round(took)} ms`,
    );
  });

  test('the files are not held to be clean while somebody may still read what was erased', async () => {
    // The samples of the statistics are a superuser's.
    const { rows: own } = await t.owner.query<{ may: boolean }>('select rolsuper as may from pg_roles where rolname = current_user');
    const all = own[0]!.may ? [...scrubbed, 'pg_catalog.pg_statistic'] : scrubbed;
    const her = await makeCreator(t, { on: true });
    const reader = await t.owner.connect();
    try {
      await reader.query('begin isolation level repeatable read');
      const { rows: seen } = await reader.query('select display_name from creators where creator_id = $1', [her.creatorId]);
      assert.equal(seen.length, 1);
      const { email } = (await her.get('/v1/me')).body.person;
      assert.equal((await her.post('/v1/me/erase', { confirm: email })).status, 200);
      const busy = await scrub(t.ownerUrl, scrubbed, { patienceMs: 0, log: false });
      assert.deepEqual([busy.rewritten, busy.busy], [[], all]);
      assert.equal(await needsScrub(t.ownerUrl), true);
      await reader.query('rollback');
    } finally {
      reader.release();
    }
    const bounds = { log: false, largest: 0 };
    const cleaned = await scrub(t.ownerUrl, ['people'], bounds);
    assert.deepEqual([cleaned.rewritten, cleaned.cleaned[0], cleaned.busy], [[], 'people', []]);
    const done = await scrub(t.ownerUrl, scrubbed, { log: false });
    assert.deepEqual([done.rewritten.length, done.busy], [all.length, []]);
    assert.equal(await needsScrub(t.ownerUrl), false);
  });

  test('an erasure that forgets a step is caught, and so is a table that nobody classified', async () => {
    // The withdrawal has emptied search and pipelines already, and seats go with their person: those steps are for repetition.
    for (const forgotten of erasureSteps.filter((step) => !['eraseEntry', 'eraseSeats', 'eraseLeads'].includes(step.name))) {
      const more = await openTestApp({ erasure: erasureSteps.filter((step) => step !== forgotten) });
      try {
        const { her } = await makeMarked(more);
        const done = await her.post('/v1/me/erase', { confirm: her.email });
        const ids = [her.creatorId, her.personId];
        const caught =
          done.status !== 200 || (await findMarks(more.owner, her.marks)).length > 0 || (await leftRows(more.owner, ids)).length > 0;
        assert.ok(caught, `without ${forgotten.name}`);
      } finally {
        await more.stop();
      }
    }
    assert.deepEqual(await unclassified(t.owner), []);
    await t.owner.query('create table diary (creator_id uuid, words text)');
    await t.owner.query('create table gossip (told_by uuid references people (id))');
    assert.deepEqual(await unclassified(t.owner), ['public.diary', 'public.gossip']);
    await t.owner.query('drop table diary, gossip');
  });

  test('her address confirms it; a last owner keeps the account and a last operator too, a profile always goes', async () => {
    const operator = await makeOperator(t);
    const second = await makeOperator(t);
    const agency = await makeAgency(t, operator);
    const emailOf = async (who: { get: (p: string) => Promise<{ body: any }> }) => (await who.get('/v1/me')).body.person.email as string;
    const refused = await agency.owner.post('/v1/me/erase', { confirm: 'somebody@else.invalid' });
    assert.deepEqual([refused.status, refused.body.code], [422, 'creators.confirm_mismatch']);
    const last = await agency.owner.post('/v1/me/erase', { confirm: await emailOf(agency.owner) });
    assert.deepEqual([last.status, last.body.code], [409, 'creators.last_owner']);
    const made = await agency.owner.post('/v1/me/creator', {
      displayName: 'Both',
      platform: 'other',
      handle: 'both',
      birthDate: '1990-01-31',
    });
    const both = await agency.owner.post('/v1/me/erase', { confirm: (await emailOf(agency.owner)).toUpperCase() });
    assert.deepEqual(both.body, { creatorId: made.body.creatorId, account: 'last_owner' }, both.text);
    assert.equal((await agency.owner.get('/v1/me')).status, 200);
    // Staff who are not the last: gone, and what they sent stays the agency's.
    const scout = await agency.seat('scout');
    const asked = await makeCreator(t, { on: true });
    await scout.post(`/v1/agencies/${agency.agencyId}/invites`, { creatorIds: [asked.creatorId], message: 'Hello' });
    assert.equal((await scout.post('/v1/me/erase', { confirm: await emailOf(scout) })).body.account, 'deleted');
    assert.equal((await asked.get('/v1/me/invites')).body.items[0].sentBy, null);
    assert.equal((await agency.owner.get(`/v1/agencies/${agency.agencyId}/invites`)).body.items[0].sentBy, null);
    // Of all who run this Greenroom two at once: one stays.
    await t.owner.query(`update people set operator_role = 'analyst' where operator_role = 'admin' and id <> all($1::uuid[])`, [
      [operator.personId, second.personId],
    ]);
    const race = await Promise.all([operator, second].map(async (who) => who.post('/v1/me/erase', { confirm: await emailOf(who) })));
    assert.deepEqual(
      race.map((r) => r.status).sort((a, b) => a - b),
      [200, 409],
    );
  });

  test('after a restore: erased and withdrawn again, twice, and of an unknown id without an error', async () => {
    const again = (body: object) => t.app.carryOut<{ erased: boolean }>('creators.eraseAgain', body);
    const first = await makeMarked(t);
    const { creatorId, personId, marks } = first.her;
    assert.deepEqual(await t.app.carryOut('creators.withdrawAgain', { creatorId, purpose: 'discovery' }), { withdrawn: true });
    assert.deepEqual(await t.app.carryOut('creators.withdrawAgain', { creatorId, purpose: 'discovery' }), { withdrawn: false });
    assert.ok((await search(first.agency, { limit: 200 })).body.items.every((i: { creatorId: string }) => i.creatorId !== creatorId));
    assert.deepEqual(await again({ creatorId }), { erased: true });
    assert.deepEqual(await again({ creatorId, personId }), { erased: false });
    assert.deepEqual(await findMarks(t.owner, marks), []);
    const unknown = '00000000-0000-7000-8000-000000000000';
    assert.deepEqual(await again({ creatorId: unknown }), { erased: false });
    assert.deepEqual(await again({ creatorId: null, personId: unknown }), { erased: false });
    assert.deepEqual(await t.app.carryOut('creators.withdrawAgain', { creatorId: unknown, purpose: 'live_data' }), { withdrawn: false });
    // The account stays where it stayed then.
    const keeps = await makeCreator(t, { on: true });
    assert.deepEqual(await again({ creatorId: keeps.creatorId, personId: null }), { erased: true });
    assert.equal((await keeps.get('/v1/me')).status, 200);
    assert.equal((await t.app.verify()).ok, true);
  });

  test('an edit, an import, an invitation and a consent at the same instant bring nothing back', async () => {
    const operator = await makeOperator(t);
    const agency = await makeAgency(t, operator);
    for (let round = 0; round < 12; round++) {
      const her = await makeCreator(t, { on: true, platform: 'other' });
      const { email } = (await her.get('/v1/me')).body.person;
      const word = `zqrace${round}word`;
      const fields = { handle: her.handle, bio: word, followers: round };
      const answers = await Promise.all([
        her.post('/v1/me/erase', { confirm: email }),
        her.send('PATCH', '/v1/me/creator', { bio: word }),
        her.put('/v1/me/creator/handles/twitch', { handle: word }),
        her.put('/v1/me/consents/exact_numbers', { granted: true, textVersion: 1 }),
        agency.owner.post(`/v1/agencies/${agency.agencyId}/invites`, { creatorIds: [her.creatorId], message: word }),
        operator.post('/v1/creators/import', { platform: 'other', rows: [{ row: 1, fields: { ...fields, bio: '' } }] }),
        her.post('/v1/me/keys', { name: word, scopes: ['read'] }),
      ]);
      assert.equal(answers[0]!.status, 200, answers[0]!.text);
      assert.ok(
        answers.every((a) => a.status < 500),
        answers.map((a) => a.text).join('\n'),
      );
      await t.app.relay.drain();
      assert.deepEqual(await findMarks(t.owner, { word }), []);
      assert.deepEqual(await leftRows(t.owner, [her.creatorId, her.personId]), []);
    }
    const verdict = await t.app.verify();
    assert.deepEqual(
      verdict.checks.filter((c) => !c.ok),
      [],
    );
    await setConsent(await makeCreator(t), 'discovery', true);
  });
});
