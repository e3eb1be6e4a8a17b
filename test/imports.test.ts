// Files that agencies bring, good and bad: what is refused says why, and nothing is half done.
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { creatorData, taskReport, manageCreators, activityRank } from '#src/connectors/backstage/exports.ts';
import { simulateAgency } from '#src/connectors/backstage/truth.ts';
import { toCsv, toXlsx } from '#src/connectors/backstage/write.ts';
import { partBytes } from '#src/features/imports/contract.ts';
import { bring, bringAndTake, takeIn } from './bring.ts';
import { makeAgency, makeOperator, tokenOf, type MadeAgency } from './make.ts';
import { openTestApp, type TestApp } from './server.ts';

const truth = simulateAgency({ seed: 5, creators: 30, from: '2026-07-01', days: 31 });
const csvForm = { encoding: 'utf-8', delimiter: ',', eol: '\n' } as const;
const text = (...rows: string[][]) => new TextEncoder().encode(rows.map((r) => r.join(',')).join('\n'));
const day = (on: string) => creatorData(truth, { on, language: 'en' });
const dayFile = (on: string) => ({ name: day(on).name, bytes: toCsv(day(on).rows, csvForm) });

describe('files that agencies bring', () => {
  let t: TestApp;
  let agency: MadeAgency;
  let path: string;
  const fresh = async () => makeAgency(t, await makeOperator(t));
  const counted = async (agencyId: string): Promise<number[]> => {
    const one = async (table: string) =>
      (await t.owner.query<{ n: number }>(`select count(*)::int as n from ${table} where agency_id = $1`, [agencyId])).rows[0]!.n;
    return Promise.all(['export_creators', 'export_facts', 'export_spans', 'export_handles', 'import_rows', 'import_parts'].map(one));
  };
  before(async () => {
    t = await openTestApp();
    agency = await fresh();
    path = `/v1/agencies/${agency.agencyId}/imports`;
  });
  after(() => t?.stop());

  test('a file is sent in parts: each of its own size, in any order, also twice; what is not whole is not read', async () => {
    const { owner } = agency;
    const bytes = Buffer.alloc(partBytes + 1_000, 'a');
    const begun = (await owner.post(path, { name: 'big.csv', bytes: bytes.length })).body;
    assert.deepEqual([begun.state, begun.parts, begun.partsSent], ['sending', 2, 0]);
    const own = `${path}/${begun.importId}`;
    const part = (n: number, of: Buffer) => owner.put(`${own}/parts/${n}`, { data: of.toString('base64') });
    assert.equal((await part(1, bytes.subarray(partBytes))).status, 200);
    assert.equal((await part(1, bytes.subarray(partBytes))).status, 200);
    assert.equal((await part(0, bytes.subarray(0, 100))).body.code, 'imports.part_unknown');
    assert.equal((await part(2, bytes.subarray(0, 100))).body.code, 'imports.part_unknown');
    assert.equal((await owner.post(`${own}/read`)).body.code, 'imports.not_whole');
    assert.equal((await owner.post(`${own}/take`)).body.code, 'imports.wrong_state');
    assert.equal((await owner.get(own)).body.partsSent, 1);
    assert.equal((await owner.post(`${own}/stop`)).body.state, 'stopped');
    assert.equal((await owner.post(`${own}/stop`)).body.state, 'stopped');
  });

  const header = ['Data period', 'Creator ID', "Creator's username", 'Diamonds', 'LIVE duration', 'Valid go LIVE days'];
  const good = ['2026-07-01 ~ 2026-07-05', '7000000000000000101', 'ada', '100', '2h 5m 1s', '2'];
  const ole = Buffer.concat([
    Buffer.from('d0cf11e0a1b11ae1', 'hex'),
    Buffer.alloc(600),
    Buffer.from('EncryptedPackage', 'utf16le'),
    Buffer.alloc(600),
  ]);
  const xlsx = toXlsx([header, good]);
  const bad: [string, string, Uint8Array, string][] = [
    ['nothing at all', 'a.csv', new Uint8Array(), 'imports.empty'],
    ['half an Excel file', 'a.xlsx', xlsx.subarray(0, Math.floor(xlsx.length / 2)), 'imports.broken'],
    ['an Excel file with a password', 'a.xlsx', ole, 'imports.encrypted'],
    [
      'a picture called xlsx',
      'a.xlsx',
      Uint8Array.from([0x89, 0x50, 0x4e, 0x47, 0, 0, 0, 13, 0x49, 0x48, 0x44, 0x52]),
      'imports.not_a_sheet',
    ],
    ['a letter called xlsx', 'a.xlsx', new TextEncoder().encode('Dear Sir,\n\nplease find the file attached.\n'), 'imports.no_header'],
    ['a quotation that is never closed', 'a.csv', text(header, [...good.slice(0, 2), '"ada', '1', '1h', '1']), 'imports.broken'],
    ['columns that nobody knows', 'a.csv', text(['Who', 'How much'], ['ada', '5']), 'imports.no_header'],
    [
      'a table without a creator',
      'a.csv',
      text(['Data period', 'Diamonds', 'LIVE duration'], [good[0]!, '5', '1h']),
      'imports.no_creator_column',
    ],
    [
      'shop orders',
      'a.csv',
      text(['Order ID', 'Product ID', 'Creator Username', 'Quantity'], ['1', '2', 'ada', '1']),
      'imports.shop_orders',
    ],
    ['two kinds in one', 'a.csv', text([...header, 'Data Month'], [...good, '202607']), 'imports.two_kinds'],
    ['two months in one', 'a.csv', text(header, good, ['2026-06-01 ~ 2026-06-05', ...good.slice(1)]), 'imports.two_periods'],
    ['days that have not been', 'a.csv', text(header, ['2096-07-01 ~ 2096-07-05', ...good.slice(1)]), 'imports.future'],
    ['a header alone', 'a.csv', text(header), 'imports.no_rows'],
  ];
  for (const [says, name, bytes, code] of bad)
    test(`${says}: a sentence, nothing kept`, async () => {
      const other = await fresh();
      const read = await bring(t, other.owner, other.agencyId, { name, bytes });
      assert.deepEqual([read.body.state, read.body.refusal?.code], ['refused', code], read.text);
      assert.ok(read.body.refusal.detail.length > 10);
      const [, , , , rows] = await counted(other.agencyId);
      assert.equal(rows, 0);
      assert.deepEqual((await counted(other.agencyId)).slice(0, 4), [0, 0, 0, 0]);
    });

  test('cells that cannot be true are told and not taken: negative, absurd, formulas, errors', async () => {
    const other = await fresh();
    const rows = [
      header,
      good,
      [good[0]!, '7000000000000000102', 'bea', '-5', '2h', '1'],
      [good[0]!, '7000000000000000103', 'cleo', '99999999999999999', '2h', '1'],
      [good[0]!, '7000000000000000104', 'dora', '=1+1', '900h', '6'],
      [good[0]!, '7000000000000000105', 'eli', '#REF!', '1h', '-'],
    ];
    const read = await bring(t, other.owner, other.agencyId, { name: 'a.csv', bytes: text(...rows) });
    assert.equal(read.body.state, 'read', read.text);
    const why = read.body.report.badCells.map((c: { row: number; column: string; why: string }) => `${c.row} ${c.column} ${c.why}`);
    assert.deepEqual(why, [
      '3 Diamonds negative',
      '4 Diamonds absurd',
      '5 Diamonds formula',
      '5 LIVE duration absurd',
      '5 Valid go LIVE days absurd',
      '6 Diamonds error',
    ]);
    await takeIn(t, other.owner, other.agencyId, read.body.importId);
    const { rows: spans } = await t.owner.query(
      'select c.handle, s.diamonds::int, s.live_seconds, s.valid_days from export_spans s join export_creators c using (agency_id, export_id) where s.agency_id = $1 order by 1',
      [other.agencyId],
    );
    assert.deepEqual(spans, [
      { handle: 'ada', diamonds: 100, live_seconds: 7_501, valid_days: 2 },
      { handle: 'bea', diamonds: null, live_seconds: 7_200, valid_days: 1 },
      { handle: 'cleo', diamonds: null, live_seconds: 7_200, valid_days: 1 },
      { handle: 'dora', diamonds: null, live_seconds: null, valid_days: null },
      { handle: 'eli', diamonds: null, live_seconds: 3_600, valid_days: null },
    ]);
  });

  test('another agency’s file is told before it is taken in, and must be confirmed', async () => {
    const other = await fresh();
    await bringAndTake(t, other.owner, other.agencyId, dayFile('2026-07-03'));
    const theirs = simulateAgency({ seed: 99, creators: 30, from: '2026-07-01', days: 12 });
    const file = creatorData(theirs, { on: '2026-07-04', language: 'en' });
    const read = await bring(t, other.owner, other.agencyId, { name: file.name, bytes: toXlsx(file.rows) });
    assert.ok(read.body.report.warnings.includes('strangers'), read.text);
    const own = `/v1/agencies/${other.agencyId}/imports/${read.body.importId}`;
    const refused = await other.owner.post(`${own}/take`, {});
    assert.deepEqual([refused.status, refused.body.code, refused.body.confirm], [409, 'imports.confirm', ['strangers']]);
    assert.equal((await takeIn(t, other.owner, other.agencyId, read.body.importId, ['strangers'])).body.state, 'taken');
  });

  test('stopped after reading or while it is taken in: nothing of it is kept', async () => {
    const other = await fresh();
    const read = await bring(t, other.owner, other.agencyId, dayFile('2026-07-03'));
    const own = `/v1/agencies/${other.agencyId}/imports/${read.body.importId}`;
    await other.owner.post(`${own}/stop`);
    assert.deepEqual(await counted(other.agencyId), [0, 0, 0, 0, 0, 0]);
    const again = await bring(t, other.owner, other.agencyId, dayFile('2026-07-03'));
    const path_ = `/v1/agencies/${other.agencyId}/imports/${again.body.importId}`;
    // Stopped in the middle: a transaction of its own, while the rows are being carried in.
    const { rows } = await t.owner.query<{ n: number }>('select count(*)::int as n from import_rows where import_id = $1', [
      again.body.importId,
    ]);
    assert.ok(rows[0]!.n >= 20);
    await t.owner.query(`create function stop_it() returns trigger language plpgsql as $$ begin
      perform pg_sleep(0.4); return null; end $$; create trigger slow after insert on export_facts for each statement execute function stop_it()`);
    await other.owner.post(`${path_}/take`, {});
    const working = t.app.importing.workDue();
    await waitFor(
      async () =>
        (await t.owner.query(`select from pg_stat_activity where query like 'insert into export_facts%' and state = 'active'`)).rowCount! >
        0,
    );
    assert.equal((await other.owner.post(`${path_}/stop`)).status, 200);
    await working;
    await t.owner.query('drop trigger slow on export_facts; drop function stop_it()');
    assert.equal((await other.owner.get(path_)).body.state, 'stopped');
    assert.deepEqual(await counted(other.agencyId), [0, 0, 0, 0, 0, 0]);
  });

  test('whoever worked on a file and is gone: another one begins it anew, once', async () => {
    const other = await fresh();
    const read = await bring(t, other.owner, other.agencyId, dayFile('2026-07-03'));
    const own = `/v1/agencies/${other.agencyId}/imports/${read.body.importId}`;
    // Taken up by a process that died at once.
    await t.owner.query(`update import_files set state = 'taking', beat_at = $2 where import_id = $1`, [read.body.importId, t.now()]);
    await t.app.importing.workDue();
    assert.equal((await other.owner.get(own)).body.state, 'taking');
    await t.owner.query(`update import_files set beat_at = $2 where import_id = $1`, [
      read.body.importId,
      new Date(t.now().getTime() - 31_000),
    ]);
    await Promise.all([t.app.importing.workDue(), t.app.importing.workDue()]);
    assert.equal((await other.owner.get(own)).body.state, 'taken');
    const [creators, facts] = await counted(other.agencyId);
    assert.equal(creators, facts);
  });

  test('a file of nobody’s standard: its columns are named once, and remembered', async () => {
    const other = await fresh();
    const file = { name: 'mine.csv', bytes: text(['Who', 'Gems', 'On air'], ['ada', '120', '3h 0m 0s'], ['bea', '5', '20m 0s']) };
    const read = await bring(t, other.owner, other.agencyId, file);
    assert.deepEqual([read.body.refusal.code, read.body.header], ['imports.no_header', ['Who', 'Gems', 'On air']]);
    const own = `/v1/agencies/${other.agencyId}/imports/${read.body.importId}`;
    const given = { columns: { handle: 'Who', diamonds: 'Gems', liveSeconds: 'On air' }, range: { from: '2026-07-01', to: '2026-07-08' } };
    await other.owner.post(`${own}/read`, { given: { columns: { diamonds: 'Gems' }, range: given.range } });
    await t.app.importing.workDue();
    assert.equal((await other.owner.get(own)).body.refusal.code, 'imports.no_creator_column');
    await other.owner.post(`${own}/read`, { given });
    await t.app.importing.workDue();
    const named = await other.owner.get(own);
    assert.deepEqual([named.body.state, named.body.kind, named.body.dataOn], ['read', 'table', '2026-07-07'], named.text);
    assert.deepEqual((await takeIn(t, other.owner, other.agencyId, read.body.importId)).body.report.verdicts, { new: 2 });
    const again = await bring(t, other.owner, other.agencyId, file);
    // The columns are known; of which days it is only people can say.
    assert.deepEqual([again.body.refusal?.code, again.body.given?.columns], ['imports.no_period', given.columns], again.text);
    const own2 = `/v1/agencies/${other.agencyId}/imports/${again.body.importId}`;
    await other.owner.post(`${own2}/read`, { given });
    await t.app.importing.workDue();
    assert.deepEqual((await other.owner.get(own2)).body.report?.verdicts, { unchanged: 2 });
  });

  test('the other three files of Backstage are recognised and kept, each version', async () => {
    const other = await fresh();
    await bringAndTake(t, other.owner, other.agencyId, dayFile('2026-07-03'));
    const files = [
      ['manage_creators', manageCreators(truth, { on: '2026-07-03', titleRow: true })],
      ['task_report', taskReport(truth, { month: '2026-07' })],
      ['activity_rank', activityRank(truth, { on: '2026-07-05', campaign: '77', from: '2026-07-01' })],
    ] as const;
    for (const [kind, { name, rows }] of files) {
      const done = await bringAndTake(t, other.owner, other.agencyId, { name, bytes: toXlsx(rows) });
      assert.deepEqual([done.body.state, done.body.kind], ['taken', kind], done.text);
      assert.ok(done.body.report.knownCreators > 0, done.text);
    }
    const { rows } = await t.owner.query(
      'select kind, count(*)::int > 0 as some from export_facts where agency_id = $1 group by 1 order by 1',
      [other.agencyId],
    );
    assert.deepEqual(
      rows.map((r) => r.kind),
      ['activity_rank', 'creator_data', 'manage_creators', 'task_report'],
    );
  });

  test('the rows of a preview, by verdict and by what is said of them', async () => {
    const other = await fresh();
    const { name, rows } = creatorData(truth, { on: '2026-07-03', language: 'en', lossyIds: true });
    const read = await bring(t, other.owner, other.agencyId, { name, bytes: toXlsx(rows) });
    const own = `/v1/agencies/${other.agencyId}/imports/${read.body.importId}/rows`;
    const first = await other.owner.get(`${own}?limit=10&note=lossy_id`);
    assert.equal(first.body.items.length, 10, first.text);
    assert.ok(
      first.body.items.every(
        (r: { platformId: string | null; notes: string[] }) => r.platformId === null && r.notes.includes('new_creator'),
      ),
    );
    const next = await other.owner.get(`${own}?limit=10&note=lossy_id&cursor=${first.body.nextCursor}`);
    assert.ok(next.body.items[0].row > first.body.items[9].row);
    assert.equal((await other.owner.get(`${own}?verdict=changed`)).body.items.length, 0);
    // Next day's file has its ids: the same creators, now known by them.
    await takeIn(t, other.owner, other.agencyId, read.body.importId);
    const later = await bring(t, other.owner, other.agencyId, dayFile('2026-07-04'));
    assert.ok(later.body.report.knownCreators >= rows.length - 6, later.text);
  });

  test('two files wait: once one is taken in, the other says what it would do now, and whoever was unknown is known', async () => {
    const other = await fresh();
    const last = truth.creators
      .filter((c) => c.quitOn !== null && c.quitOn > '2026-07-02' && c.quitOn < '2026-07-30')
      .map((c) => c.quitOn!);
    assert.ok(last.length > 0);
    const [first, second] = ['2026-07-01', '2026-07-31'].map((on) => dayFile(on));
    const [a, b] = [await bring(t, other.owner, other.agencyId, first!), await bring(t, other.owner, other.agencyId, second!)];
    assert.equal(b.body.report.knownCreators, 0);
    assert.ok(b.body.report.notes.quit_unknown >= last.length, b.text);
    await takeIn(t, other.owner, other.agencyId, a.body.importId);
    const again = (await other.owner.get(`/v1/agencies/${other.agencyId}/imports/${b.body.importId}`)).body;
    assert.ok(again.report.knownCreators > 0 && !again.report.notes.quit_unknown, JSON.stringify(again.report));
    const done = await takeIn(t, other.owner, other.agencyId, b.body.importId);
    const { rows } = await t.owner.query<{ n: number }>(
      'select count(*)::int as n from export_creators where agency_id = $1 and quit_on is not null',
      [other.agencyId],
    );
    assert.equal(rows[0]!.n, done.body.report.notes.quit, done.text);
  });

  test('the same day once without and once with the day of joining: no day counts twice', async () => {
    const other = await fresh();
    const columns = ['Data period', 'Creator ID', "Creator's username", 'Diamonds'];
    const bare = ['2026-07-01 ~ 2026-07-10', '7000000000000000101', 'ada', '100'];
    await bringAndTake(t, other.owner, other.agencyId, { name: 'a.csv', bytes: text(columns, bare) });
    const joined = text([...columns, 'Join time'], [...bare, '2026-07-03 00:11:00 (UTC+0)']);
    await bringAndTake(t, other.owner, other.agencyId, { name: 'a.csv', bytes: joined });
    const { rows } = await t.owner.query('select from_on, to_on, diamonds::int from export_spans where agency_id = $1', [other.agencyId]);
    assert.deepEqual(rows, [{ from_on: '2026-07-03', to_on: '2026-07-11', diamonds: 100 }]);
  });

  test('reading that was broken off begins anew; so does one that another process had begun', async () => {
    const other = await fresh();
    const read = await bring(t, other.owner, other.agencyId, dayFile('2026-07-03'));
    await t.owner.query(`update import_files set state = 'reading', beat_at = to_timestamp(0) where import_id = $1`, [read.body.importId]);
    await t.app.importing.workDue();
    const again = await other.owner.get(`/v1/agencies/${other.agencyId}/imports/${read.body.importId}`);
    assert.deepEqual([again.body.state, again.body.report?.verdicts], ['read', read.body.report.verdicts], again.text);
  });

  test('a standard export whose name says no day: people say it, and it is a standard export all the same', async () => {
    const other = await fresh();
    const { rows } = creatorData(truth, { on: '2026-07-10', language: 'ja' });
    const read = await bring(t, other.owner, other.agencyId, { name: 'today.xlsx', bytes: toXlsx(rows) });
    assert.equal(read.body.refusal?.code, 'imports.no_period', read.text);
    const own = `/v1/agencies/${other.agencyId}/imports/${read.body.importId}`;
    await other.owner.post(`${own}/read`, { given: { columns: { handle: 'x' }, range: { from: '2026-07-01', to: '2026-07-11' } } });
    await t.app.importing.workDue();
    const named = (await other.owner.get(own)).body;
    assert.deepEqual([named.state, named.kind, named.dataOn], ['read', 'creator_data', '2026-07-10'], JSON.stringify(named.refusal));
    await takeIn(t, other.owner, other.agencyId, read.body.importId);
    const next = creatorData(truth, { on: '2026-07-11', language: 'ja' });
    assert.equal(
      (await bringAndTake(t, other.owner, other.agencyId, { name: next.name, bytes: toXlsx(next.rows) })).body.kind,
      'creator_data',
    );
    const spans = await t.owner.query(`select from export_spans where agency_id = $1 and from_on = '2026-07-11' and to_on = '2026-07-12'`, [
      other.agencyId,
    ]);
    assert.ok(spans.rowCount! > 10);
  });

  test('counts beyond 2^31 are kept, and a cell of very many letters holds up nobody', async () => {
    const other = await fresh();
    const columns = ['Data period', 'Creator ID', "Creator's username", 'Diamonds', 'LIVE streams'];
    const rows = Array.from({ length: 40 }, (_, i) => ['2026-07-01 ~ 2026-07-10', 'x'.repeat(30_000), `c${i}`, '1', '3000000000']);
    const began = performance.now();
    const done = await bringAndTake(t, other.owner, other.agencyId, { name: 'a.csv', bytes: text(columns, ...rows) });
    assert.ok(performance.now() - began < 20_000);
    assert.equal(done.body.state, 'taken', done.text);
    const { rows: spans } = await t.owner.query('select distinct lives::text from export_spans where agency_id = $1', [other.agencyId]);
    assert.deepEqual(spans, [{ lives: '3000000000' }]);
  });

  test('a file that was asked for is worked on by itself', async () => {
    const other = await fresh();
    const { name, bytes } = dayFile('2026-07-03');
    const files = `/v1/agencies/${other.agencyId}/imports`;
    const { importId } = (await other.owner.post(files, { name, bytes: bytes.length })).body;
    await other.owner.put(`${files}/${importId}/parts/0`, { data: Buffer.from(bytes).toString('base64') });
    await other.owner.post(`${files}/${importId}/read`);
    await waitFor(async () => (await other.owner.get(`${files}/${importId}`)).body.state === 'read');
    await other.owner.post(`${files}/${importId}/take`);
    await waitFor(async () => (await other.owner.get(`${files}/${importId}`)).body.state === 'taken');
  });

  test('five files wait at most; after a week those that nobody went on with are forgotten', async () => {
    const other = await fresh();
    const begin = () => other.owner.post(`/v1/agencies/${other.agencyId}/imports`, { name: 'a.csv', bytes: 3 });
    for (let i = 0; i < 5; i++) assert.equal((await begin()).status, 200);
    assert.deepEqual([(await begin()).status, (await begin()).body.code], [429, 'imports.busy']);
    await t.owner.query(`update import_files set made_at = made_at - interval '8 days' where agency_id = $1`, [other.agencyId]);
    assert.equal((await t.app.carryOut<{ forgotten: number }>('imports.sweep', {})).forgotten, 5);
    assert.equal((await begin()).status, 200);
  });
});

async function waitFor(holds: () => Promise<boolean>): Promise<void> {
  for (const until = performance.now() + 20_000; performance.now() < until;) if (await holds()) return;
  throw new Error('it did not come about');
}

describe('a house', () => {
  let t: TestApp;
  before(async () => {
    t = await openTestApp({ mode: 'house' });
  });
  after(() => t?.stop());

  test('the first start asks for the agency’s name and owner; nobody is searched or invited', async () => {
    const { url } = await t.app.carryOut<{ url: string }>('people.issueStartLink', { kind: 'house' });
    const owner = await t.person('Ola Owner');
    const seen = await t.visitor.post('/v1/links/look', { token: tokenOf(url) });
    assert.equal(seen.body.kind, 'house');
    assert.equal((await owner.post('/v1/start', { token: tokenOf(url) })).body.code, 'people.link_not_found');
    const made = await owner.post('/v1/house', { token: tokenOf(url), name: 'Northlight' });
    assert.equal(made.status, 200, made.text);
    assert.equal((await owner.post('/v1/house', { token: tokenOf(url), name: 'Again' })).body.code, 'people.link_used');
    const { body: me } = await owner.get('/v1/me');
    assert.deepEqual([me.agencies[0].role, me.agencies[0].name, me.operator], ['owner', 'Northlight', 'admin']);
    for (const hidden of ['discovery.search', 'invites.send', 'agencies.create']) assert.ok(!me.may.includes(hidden), hidden);
    assert.equal((await owner.post(`/v1/agencies/${made.body.agencyId}/creators/search`, {})).status, 404);
    const done = await bringAndTake(t, owner, made.body.agencyId, dayFile('2026-07-03'));
    assert.equal(done.body.state, 'taken');
  });
});
