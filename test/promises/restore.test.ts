// K7: a restored backup brings nobody back. In this process, on databases of their own, with the commands' own functions.
import assert from 'node:assert/strict';
import { appendFileSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import pg from 'pg';
import { readConfig } from '#src/config.ts';
import type { Line } from '#src/cli/line.ts';
import { programOn } from '#src/cli/program.ts';
import { restoreFrom, type Wish } from '#src/cli/restore.ts';
import { dump } from '#src/infra/db/backup/dump.ts';
import { checkBackup, load } from '#src/infra/db/backup/load.ts';
import { loadEra } from '#src/infra/db/eras.ts';
import { migrate } from '#src/infra/db/migrate.ts';
import { openStore } from '#src/infra/db/store.ts';
import { journalFile, openJournal, readJournal, type Journal, type Remembered } from '#src/infra/journal.ts';
import { freshDb, type FreshDb } from '../db.ts';
import { invite, makeAgency, makeCreator, makeOperator, search, setConsent, type MadeAgency, type MadeCreator } from '../make.ts';
import { measured } from '../measured.ts';
import { keepLog, machine, openTestApp } from '../server.ts';

const quiet = () => {};
const plain: Wish = { replace: false, withdrawals: undefined, without: false };

async function asOwner<T>(db: FreshDb, work: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = new pg.Client({ connectionString: db.ownerUrl });
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}

describe('K7: who left after the backup', () => {
  const base = mkdtempSync(join(tmpdir(), 'greenroom withdrawn '));
  const folders: string[] = [];
  const folder = (name: string) => {
    const dir = mkdtempSync(join(base, `${name} `));
    folders.push(dir);
    return dir;
  };
  const lineOf = (db: FreshDb, dir: string): Line => ({
    config: readConfig({ DATABASE_URL: db.ownerUrl, GREENROOM_DATA_DIR: dir, GREENROOM_DEMO: 'off' }),
    machine: { ...machine, clock: () => new Date(), log: keepLog().log },
    args: [],
    json: true,
  });

  let source: FreshDb;
  let home: string;
  let journal: Journal;
  let file: string;
  let agency: MadeAgency;
  let goes: MadeCreator;
  let blocks: MadeCreator;
  let inviteId: string;
  before(async () => {
    source = await freshDb({ lasting: true });
    home = folder('home');
    journal = await openJournal(home, (await asOwner(source, loadEra)).instanceId, keepLog().log);
    const t = await openTestApp({ db: source, journal });
    try {
      const operator = await makeOperator(t);
      agency = await makeAgency(t, operator);
      const make = (handle: string) => makeCreator(t, { handle, figures: { followers: 1234 }, on: true, exact: true }, operator);
      await make('stays');
      goes = await make('goes');
      const erased = await make('erased');
      const returns = await make('returns');
      const ranges = await make('ranges');
      blocks = await make('blocks');
      inviteId = await invite(agency, goes.creatorId);
      await t.app.relay.drain();
      assert.equal((await search(agency, {})).body.total, 6);

      file = join(home, 'a.backup');
      await asOwner(source, (owner) => dump(owner, file, new Date(), quiet));

      await setConsent(goes, 'discovery', false);
      const me = await erased.get('/v1/me');
      assert.equal((await erased.post('/v1/me/erase', { confirm: me.body.person.email })).status, 200);
      await setConsent(returns, 'discovery', false);
      await setConsent(returns, 'discovery', true);
      await setConsent(ranges, 'exact_numbers', false);
      assert.equal((await blocks.post('/v1/me/blocks', { agencyId: agency.agencyId })).status, 200);
    } finally {
      await t.stop();
      await journal.stop();
    }
  });
  after(() => rmSync(base, { recursive: true, force: true }));

  /** Who may be found in a database, with which numbers, what became of the invitation, and whether she who blocked can be written to. */
  async function found(
    db: FreshDb,
  ): Promise<{ handles: string[]; exact: string[]; invitation: string; written: number; broken: string[] }> {
    const t = await openTestApp({ db });
    try {
      const scout = await t.callerOf(agency.owner.personId);
      const { items } = (await search(agency, { limit: 200 }, scout)).body as { items: { handle: string; numbers: string }[] };
      const invites = (await scout.get(`/v1/agencies/${agency.agencyId}/invites`)).body.items as { inviteId: string; state: string }[];
      const written = await scout.post(`/v1/agencies/${agency.agencyId}/threads/${blocks.creatorId}/messages`, { text: 'Hello' });
      const { checks } = await t.app.verify();
      return {
        handles: items.map((i) => i.handle).toSorted(),
        exact: items
          .filter((i) => i.numbers === 'exact')
          .map((i) => i.handle)
          .toSorted(),
        invitation: invites.find((i) => i.inviteId === inviteId)!.state,
        written: written.status,
        broken: checks.filter((c) => !c.ok).map((c) => `${c.id}: ${c.detail}`),
      };
    } finally {
      await t.stop();
    }
  }
  const gone = { handles: ['ranges', 'stays'], exact: ['stays'], invitation: 'withdrawn', written: 404, broken: [] };

  test('whoever is on the way out of the database is waited for; where somebody stays, nothing is restored', async () => {
    const here = await freshDb({ lasting: true });
    const [leaves, stays] = [new pg.Client({ connectionString: here.ownerUrl }), new pg.Client({ connectionString: here.ownerUrl })];
    await leaves.connect();
    const restoring = restoreFrom(lineOf(here, home), file, plain);
    setTimeout(() => void leaves.end(), 400);
    assert.equal((await restoring).again.withdrawn, 5);
    await stays.connect();
    try {
      await assert.rejects(restoreFrom(lineOf(here, home), file, { ...plain, replace: true }), /Somebody else is signed in/);
    } finally {
      await stays.end();
    }
  });

  test('is not found after the restore: withdrawn, erased, of whom she blocked, ranges for exact numbers; invitations are void', async () => {
    const here = await freshDb({ lasting: true });
    const done = await restoreFrom(lineOf(here, home), file, plain);
    assert.deepEqual(done.again, { withdrawn: 5, blocked: 1, erased: 2 });
    assert.deepEqual(await found(here), gone);

    // Into a new folder, with the journal brought along.
    const elsewhere = await freshDb({ lasting: true });
    const other = folder('other');
    await assert.rejects(restoreFrom(lineOf(elsewhere, other), file, plain), /--withdrawals FILE.*Nothing was changed\.$/);
    await restoreFrom(lineOf(elsewhere, other), file, { ...plain, withdrawals: journalFile(home) });
    assert.deepEqual(await found(elsewhere), gone);

    // Without any journal, over the database that she had left.
    const replaced = await freshDb({ lasting: true });
    await restoreFrom(lineOf(replaced, folder('a third')), file, { ...plain, withdrawals: journalFile(home) });
    await restoreFrom(lineOf(replaced, folder('without a journal')), file, { ...plain, replace: true });
    assert.deepEqual(await found(replaced), gone);
    measured(
      'K7',
      'withdrawn, blocked, erased and narrowed after the backup: carried out again in 4 restores, by journal and by the replaced database',
    );
  });

  test('who says yes again, or takes her block back, after the restore stays found by a later start', async () => {
    const db = await freshDb({ lasting: true });
    const line = lineOf(db, home);
    await restoreFrom(line, file, plain);
    const t = await openTestApp({ db });
    await setConsent(await t.callerOf(goes.personId), 'discovery', true);
    const her = await t.callerOf(blocks.personId);
    assert.equal((await her.send('DELETE', `/v1/me/blocks/${agency.agencyId}`)).body.blocked, false);
    await t.app.relay.drain();
    await t.stop();
    const start = async () => {
      const program = await programOn(line, await openStore(db.ownerUrl, home), { journal: true });
      await program.stop();
      return program.again;
    };
    assert.deepEqual(await start(), { withdrawn: 0, blocked: 0, erased: 0 });
    assert.deepEqual((await found(db)).handles, ['blocks', 'goes', 'ranges', 'stays']);
    // Control: where nothing says that she took it back, the block is made again.
    await asOwner(db, (owner) => owner.query('delete from blocks_lifted'));
    assert.deepEqual(await start(), { withdrawn: 0, blocked: 1, erased: 0 });
    assert.deepEqual((await found(db)).handles, ['goes', 'ranges', 'stays']);
  });

  test('a data directory put back by other means is mended at the start; a line cut off by a crash costs no other', async () => {
    const db = await freshDb({ lasting: true });
    const header = await checkBackup(file, quiet);
    await asOwner(db, async (owner) => {
      await load(owner, file, header, new Date(), quiet);
      await owner.query('update store_eras set settled = true');
    });
    const dir = folder('put back');
    const lines = readFileSync(journalFile(home), 'utf8').split('\n');
    const cut = `${lines[0]}\n{"kind":"withdr\n${lines.slice(1).join('\n')}{"kind":"withdrawn","subj`;
    appendFileSync(journalFile(dir), cut);
    const program = await programOn(lineOf(db, dir), await openStore(db.ownerUrl, dir), { journal: true });
    assert.deepEqual(program.again, { withdrawn: 5, blocked: 1, erased: 2 });
    await program.stop();
    assert.deepEqual(await found(db), gone);
    let entries = 0;
    for await (const batch of readJournal(journalFile(dir))) entries += batch.length;
    assert.ok(entries >= 10);
  });

  test('a block that no journal holds yet, made by another process or before this version, is in it after the next start', async () => {
    const db = await freshDb({ lasting: true });
    await restoreFrom(lineOf(db, home), file, plain);
    const dir = folder('upgraded');
    const text = readFileSync(journalFile(home), 'utf8');
    const old = text.split('\n').filter((line) => !line.includes('"blocked"'));
    appendFileSync(journalFile(dir), old.join('\n'));
    const program = await programOn(lineOf(db, dir), await openStore(db.ownerUrl, dir), { journal: true });
    await program.stop();
    const held: Remembered[] = [];
    for await (const batch of readJournal(journalFile(dir))) held.push(...batch.filter(({ kind }) => kind === 'blocked'));
    assert.deepEqual(
      held.map(({ subject, what }) => [subject, what]),
      [[blocks.creatorId, agency.agencyId]],
    );
  });

  test('a replay left out is caught: by search, and by the program itself', async () => {
    const lost = await freshDb({ lasting: true });
    await restoreFrom(lineOf(lost, folder('lost')), file, { ...plain, without: true });
    const back = await found(lost);
    assert.deepEqual(back.handles, ['blocks', 'erased', 'goes', 'ranges', 'returns', 'stays']);
    assert.deepEqual(back.exact, ['blocks', 'erased', 'goes', 'ranges', 'returns', 'stays']);
    assert.deepEqual([back.invitation, back.written], ['sent', 200]);

    // Ended between the rows and the replay, and started where nothing is known.
    const half = await freshDb({ lasting: true });
    const header = await checkBackup(file, quiet);
    await asOwner(half, (owner) => load(owner, file, header, new Date(), quiet));
    await migrate(half.ownerUrl);
    assert.match((await found(half)).broken.join(), /^store\.settled: 1 broken/);
    const stranger = folder('stranger');
    await assert.rejects(
      programOn(lineOf(half, stranger), await openStore(half.ownerUrl, stranger), { journal: true }),
      /A restore of this database was not finished/,
    );
  });
});
