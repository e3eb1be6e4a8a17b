// A3: no private table stands outside the second wall. Whose rows a table shows is asked of the catalogue, and of the tables themselves.
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { sql } from 'kysely';
import { runtimeRole } from '#src/infra/db/role.ts';
import { inTransaction, seenBy, type Db } from '#src/infra/db/open.ts';
import { lockCreators } from '#src/features/creators/index.ts';
import { noteAgency } from '#src/features/roster/queries/rows.ts';
import { join, makeCreator, setConsent } from './make.ts';
import { measured } from './measured.ts';
import { setScene, type Scene } from './operations/scene.ts';
import { openTestApp, type TestApp } from './server.ts';
import { gapsInTheWall, shownBy, walled } from './wall.ts';

describe('the second wall', () => {
  let t: TestApp;
  let scene: Scene;
  let role: string;
  let everybody: string[];
  before(async () => {
    t = await openTestApp();
    scene = await setScene(t);
    await t.app.relay.drain();
    role = runtimeRole(t.ownerUrl);
    const { rows } = await t.owner.query<{ id: string }>(
      `select agency_id as id from agencies union select creator_id from creators union select id from people`,
    );
    everybody = rows.map((r) => r.id);
  });
  after(() => t.stop());

  test('every table is classified; each private one has its policy; the role of the program owns nothing and passes by none', async () => {
    assert.deepEqual(await gapsInTheWall(t.owner, role), []);
    measured('A3', `${walled.length} private tables, all behind the wall`);
  });

  test('each agency, creator and person is shown what is hers of every walled table, and no other row', async () => {
    const { leaks, own, asked } = await shownBy(t.url, everybody);
    assert.deepEqual(leaks, []);
    assert.ok(own > 50, `${own} rows were shown`);
    measured('A3', `${asked} questions to the tables as ${everybody.length} tenants: ${own} rows of their own, none of others`);
  });

  test('a statement sees what it is told, in a transaction and outside, and nothing stays behind on a connection', async () => {
    const { db } = t.app.world;
    const [ours, theirs] = [seenBy(db, [scene.agency.agencyId]), seenBy(db, [scene.other.agencyId])];
    const rows = (from: typeof db) => from.selectFrom('agency_seats').select('agency_id').distinct().execute();
    const [ofOurs, ofTheirs] = [[{ agency_id: scene.agency.agencyId }], [{ agency_id: scene.other.agencyId }]];
    const asked = Array.from({ length: 60 }, (_, i) => (i % 3 === 0 ? rows(ours) : i % 3 === 1 ? rows(theirs) : inTransaction(ours, rows)));
    for (const [i, found] of (await Promise.all(asked)).entries()) assert.deepEqual(found, i % 3 === 1 ? ofTheirs : ofOurs);
    // With values, without, and after an error.
    await assert.rejects(ours.selectFrom('agency_seats').select('agency_id').where('person_id', '=', 'no id').execute(), /uuid/);
    const one = theirs.selectFrom('agency_seats').select('agency_id').where('agency_id', '=', scene.agency.agencyId);
    assert.deepEqual(await one.execute(), []);
    assert.deepEqual(await seenBy(db, []).selectFrom('agency_seats').select('agency_id').execute(), []);
    assert.equal((await rows(db)).length, 2);
  });

  test('nobody writes a row of others', async () => {
    const note = { agency_id: scene.agency.agencyId, person_id: scene.as.otherOwner.personId, role: 'owner' as const, since: t.now() };
    const theirs = seenBy(t.app.world.db, [scene.other.agencyId]);
    await assert.rejects(theirs.insertInto('agency_seats').values(note).execute(), /row-level security/);
    const { numUpdatedRows } = await theirs
      .updateTable('agency_seats')
      .set({ role: 'scout' })
      .where('agency_id', '=', scene.agency.agencyId)
      .executeTakeFirst();
    assert.equal(numUpdatedRows, 0n);
  });

  test('what she permits is shown to others, and forged, prolonged or deleted by none of them', async () => {
    const { creatorId } = scene.creator;
    const ofHers = (from: Db) => from.selectFrom('consents').selectAll().where('creator_id', '=', creatorId).where('granted', '=', true);
    const given = (await ofHers(t.app.world.db).execute()).map((row) => row.purpose).toSorted();
    const theirs = seenBy(t.app.world.db, [scene.other.agencyId]);
    const before = await ofHers(theirs).execute();
    assert.ok(given.includes('discovery') && before.some((row) => row.purpose === 'discovery'), given.join());
    const forged = { ...before[0]!, purpose: 'listening' as const };
    await assert.rejects(theirs.insertInto('consents').values(forged).execute(), /row-level security/);
    const at = new Date('2099-01-01');
    const prolonged = await theirs.updateTable('consents').set({ expires_at: at }).where('creator_id', '=', creatorId).executeTakeFirst();
    const deleted = await theirs.deleteFrom('consents').where('creator_id', '=', creatorId).executeTakeFirst();
    assert.deepEqual([prolonged.numUpdatedRows, deleted.numDeletedRows], [0n, 0n]);
    assert.deepEqual(await ofHers(theirs).execute(), before);
    const conditions = (sees: string[]) =>
      sql`select * from invite_conditions(${[creatorId]}::uuid[])`.execute(seenBy(t.app.world.db, sees));
    await t.owner.query(`insert into invite_filters (creator_id, changed_at) values ($1, now()) on conflict do nothing`, [creatorId]);
    assert.deepEqual([(await conditions([scene.other.agencyId])).rows.length, (await conditions([])).rows.length], [1, 0]);
    assert.deepEqual(await theirs.selectFrom('invite_filters').selectAll().where('creator_id', '=', creatorId).execute(), []);
  });

  test('a profile is shown while she can be found, and to her own agencies; nobody else writes any of it', async () => {
    const tables = ['creators', 'creator_handles', 'creator_figures', 'creator_live_figures'] as const;
    const her = await makeCreator(t, { on: true, figures: { followers: 5000 } }, scene.as.admin);
    await t.owner.query(`insert into creator_live_figures (creator_id, as_on, hours) values ($1, '2026-01-01', '{}')`, [her.creatorId]);
    await join(scene.agency, her);
    const as = (...ids: string[]) => seenBy(t.app.world.db, ids);
    // As a call names them: the agency, and the account of whoever asks, who has no profile.
    const stranger = as(scene.other.agencyId, scene.as.otherOwner.personId);
    const member = as(scene.agency.agencyId, scene.as.owner.personId);
    const shown = (to: Db) =>
      Promise.all(
        tables.map(
          async (table) => (await to.selectFrom(table).select('creator_id').where('creator_id', '=', her.creatorId).execute()).length,
        ),
      );
    const [all, none] = [
      [1, 1, 1, 1],
      [0, 0, 0, 0],
    ];
    const readers = [as(her.creatorId), as(her.personId), member, stranger, as()];
    assert.deepEqual(await Promise.all(readers.map(shown)), [all, all, all, all, none]);

    const given = { creator_id: her.creatorId, platform: 'youtube' as const, handle: 'given', since: t.now(), platform_id: null };
    for (const other of [stranger, member, as()]) {
      const personId = scene.as.otherOwner.personId;
      const tries = [
        other.updateTable('creators').set({ person_id: personId, bio: 'Theirs' }).where('creator_id', '=', her.creatorId),
        other.updateTable('creator_handles').set({ handle: 'theirs' }).where('creator_id', '=', her.creatorId),
        other.updateTable('creator_figures').set({ followers: 1 }).where('creator_id', '=', her.creatorId),
        other.updateTable('creator_live_figures').set({ acv: 1 }).where('creator_id', '=', her.creatorId),
      ];
      for (const one of tries) assert.equal((await one.executeTakeFirst()).numUpdatedRows, 0n);
      for (const table of tables) {
        const { numDeletedRows } = await other.deleteFrom(table).where('creator_id', '=', her.creatorId).executeTakeFirst();
        assert.equal(numDeletedRows, 0n, table);
      }
      await assert.rejects(other.insertInto('creator_handles').values(given).execute(), /row-level security/);
    }

    await setConsent(her, 'discovery', false);
    assert.deepEqual(await Promise.all(readers.map(shown)), [all, all, all, none, none]);
    // Whoever is not shown a profile waits for her all the same; a visitor does not.
    const locked = (by: Db) => inTransaction(by, (tx) => lockCreators(tx, [her.creatorId]));
    assert.deepEqual([await locked(stranger), await locked(as())], [[her.creatorId], []]);
    // Until when she is with an agency comes from all her memberships, whoever asks for it.
    const until = async () => (await t.owner.query(`select agency_until from creators where creator_id = $1`, [her.creatorId])).rows[0];
    const before = await until();
    assert.ok(before.agency_until);
    await t.owner.query('update creators set agency_until = null where creator_id = $1', [her.creatorId]);
    await inTransaction(as(), (tx) => noteAgency(tx, her.creatorId));
    assert.deepEqual(await until(), { agency_until: null });
    await inTransaction(stranger, (tx) => noteAgency(tx, her.creatorId));
    assert.deepEqual(await until(), before);
    const everybody_ = async (to: Db) => (await sql`select creator_id from all_creators`.execute(to)).rows.length;
    assert.ok((await everybody_(t.app.world.db)) > 3);
    assert.deepEqual(await Promise.all(readers.map(everybody_)), [0, 0, 0, 0, 0]);
  });

  test('an answer kept for repetition is for whoever asked: for her, or for those who have not signed in', async () => {
    const { personId } = scene.as.otherOwner;
    const kept = (actor: string, key: string) => ({ actor, key, act: 'a.test', hash: '', answer: '{}', at: t.now() });
    const [nobody, hers, theirs] = [[], [personId], [scene.as.owner.personId]].map((ids) => seenBy(t.app.world.db, ids)) as Db[];
    await nobody!.insertInto('idempotency').values(kept('visitor', 'a')).execute();
    await hers!.insertInto('idempotency').values(kept(personId, 'b')).execute();
    const keysOf = async (db: Db) =>
      (await db.selectFrom('idempotency').select('key').where('act', '=', 'a.test').execute()).map((r) => r.key);
    assert.deepEqual([await keysOf(nobody!), await keysOf(hers!), await keysOf(theirs!)], [['a'], ['b'], []]);
    for (const actor of ['visitor', 'system', personId])
      await assert.rejects(theirs!.insertInto('idempotency').values(kept(actor, 'c')).execute(), /row-level security/);
    await t.owner.query(`delete from idempotency where act = 'a.test'`);
  });

  test('a table outside the wall, a wall with a door, a table that nobody classified, and a role that could pass by are each reported', async () => {
    const trial = async (breaks: string, mends: string): Promise<string[]> => {
      await t.owner.query(breaks);
      const found = await gapsInTheWall(t.owner, role);
      await t.owner.query(mends);
      return found;
    };
    const reported = [
      await trial('alter table leads disable row level security', 'alter table leads enable row level security'),
      await trial('create policy door on leads using (true)', 'drop policy door on leads'),
      await trial(`alter policy wall on invites to ${role}`, 'alter policy wall on invites to public'),
      await trial('create table gossip (agency_id uuid, note text)', 'drop table gossip'),
      await trial(`grant select on live_events_rest to ${role}`, `revoke select on live_events_rest from ${role}`),
      await trial(
        `alter table leads owner to ${role}`,
        `alter table leads owner to current_user; grant select, insert, update, delete on leads to ${role}`,
      ),
    ];
    assert.deepEqual(
      reported.map((found) => found.length),
      [1, 1, 1, 1, 1, 1],
      reported.map((found) => found.join(' + ')).join('\n'),
    );
    await t.owner.query('alter table agency_seats disable row level security');
    const { leaks } = await shownBy(t.url, everybody);
    const { checks } = await t.app.verify();
    assert.deepEqual(
      checks.filter((one) => !one.ok).map((one) => one.id),
      ['wall.stands'],
    );
    await t.owner.query('alter table agency_seats enable row level security');
    assert.ok(leaks.length > everybody.length && leaks.every((leak) => leak.startsWith('agency_seats shows ')));
    assert.deepEqual(await gapsInTheWall(t.owner, role), []);
  });
});
