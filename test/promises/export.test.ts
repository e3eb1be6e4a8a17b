// K6: everything that is hers comes out, machine-readable. F1: what comes out as CSV is carried out by no spreadsheet.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { after, before, describe, test } from 'node:test';
import { read as readWorkbook, utils, write, type CellObject } from '@e965/xlsx';
import { parse } from 'csv-parse/sync';
import type pg from 'pg';
import { exportSteps, places } from '#src/app.ts';
import type { Place } from '#src/infra/db/tables.ts';
import { csvMark } from '#src/lib/csv.ts';
import { workbookOf } from '#src/web/workbook.ts';
import { findMarks, makeMarked, type Scenery } from '../hers.ts';
import { measured } from '../measured.ts';
import { openTestApp, type Caller, type TestApp } from '../server.ts';

const readCsv = (text: string): string[][] => parse(text, { relax_column_count: true });

interface List {
  name: string;
  rows: Record<string, unknown>[];
}
const tablesGiven = (Object.entries(places) as [string, Place][]).filter(([, p]) => p.onExport === 'give').map(([name]) => name);

/** What the export lacks: marks that stand in a table which is given, and rows of hers in tables with her key. */
async function lacking(t: TestApp, s: Scenery): Promise<string[]> {
  const answer = await s.her.get('/v1/me/export');
  assert.equal(answer.status, 200, answer.text);
  const { lists } = answer.body as { lists: List[] };
  const said = answer.text.toLowerCase();
  const given = tablesGiven.map((name) => `public.${name} holds `);
  const standing = (await findMarks(t.owner, s.her.marks)).filter((f) => given.some((g) => f.startsWith(g)));
  const wrong = standing.filter((f) => !said.includes(s.her.marks[/ holds (\w+) in /.exec(f)![1]!]!)).map((f) => `not exported: ${f}`);
  const rows = new Map<string, number>();
  for (const step of exportSteps)
    for (const { name, from } of await step(t.app.world.db, { creatorId: s.her.creatorId, personId: s.her.personId }))
      rows.set(from, lists.find((l) => l.name === name)?.rows.length ?? -1);
  for (const table of tablesGiven) {
    if (!rows.has(table)) wrong.push(`${table} is said to be given, and no step gives it`);
    const counted = await rowsOf(t.owner, table, s.her);
    if (counted !== undefined && counted !== rows.get(table)) wrong.push(`${table}: ${counted} rows are hers, ${rows.get(table)} came out`);
  }
  return wrong;
}
/** Rows with her key, where the table has one that stands for nothing else. */
async function rowsOf(
  owner: pg.Pool,
  table: string,
  { creatorId, personId }: { creatorId: string; personId: string },
): Promise<number | undefined> {
  if (['audit', 'people_links'].includes(table)) return undefined;
  const { rows: key } = await owner.query(
    `select column_name as name from information_schema.columns where table_schema = 'public' and table_name = $1
     and column_name in ('creator_id', 'person_id') order by 1`,
    [table],
  );
  const column = (key as { name: string }[])[0]?.name;
  if (column === undefined) return undefined;
  const id = column === 'creator_id' ? creatorId : personId;
  return (await owner.query<{ n: number }>(`select count(*)::int as n from ${table} where ${column} = $1`, [id])).rows[0]!.n;
}

/** Cells that a spreadsheet would carry out. */
const running = (text: string): string[] =>
  readCsv(text)
    .flat()
    .filter((cell) => /^[=+\-@\t\r\n＝＋－＠]/u.test(cell) && !/^[+-]?\d+(\.\d+)?$/.test(cell));

/** Cells of a workbook that a spreadsheet would work out, or that an editing hand would turn into a formula: no text in the format of text. */
function carriedOut(bytes: Uint8Array): string[] {
  const { Sheets, SheetNames } = readWorkbook(bytes, { cellFormula: true, cellNF: true });
  const cells = SheetNames.flatMap((name) => Object.entries(Sheets[name]!).filter(([at]) => !at.startsWith('!'))) as [string, CellObject][];
  const opens = ({ v }: CellObject) => typeof v === 'string' && /^[=+\-@\t\r\n＝＋－＠]/u.test(v);
  return cells.filter(([, cell]) => cell.f !== undefined || (opens(cell) && (cell.t !== 's' || cell.z !== '@'))).map(([at]) => at);
}

describe('export', () => {
  let t: TestApp;
  let s: Scenery;
  before(async () => {
    t = await openTestApp();
    s = await makeMarked(t);
    const filters = { commissionBpsMax: 900, languages: ['mi'], verifiedOnly: false, inboxMax: 3 };
    assert.equal((await s.her.put('/v1/me/invite-filters', filters)).status, 200);
    // What is asked twice below does not change in between.
    await t.app.copies.workDue();
  });
  after(() => t.stop());

  test('a mark in every field of hers, and every row with her key: all come out, and no secret', async () => {
    assert.deepEqual(await lacking(t, s), []);
    const answer = await s.her.get('/v1/me/export');
    const { lists } = answer.body as { lists: List[] };
    const list = (name: string) => lists.find((l) => l.name === name)!.rows;
    for (const field of [
      'email',
      'name',
      'browser',
      'displayName',
      'bio',
      'tag',
      'category',
      'handle',
      'keyName',
      'reason',
      'message',
      'firstMessage',
    ])
      assert.ok(answer.text.includes(s.her.marks[field]!), field);
    // Each yes with the very text that it was said to.
    assert.deepEqual(
      list('permission_events')
        .map((e) => String(e['purpose']))
        .sort((a, b) => (a < b ? -1 : 1)),
      ['discovery', 'exact_numbers', 'listening', 'live_data'],
    );
    for (const event of list('permission_events'))
      assert.ok(list('permission_texts').some((text) => text['hash'] === event['textHash'] && String(text['body']).length > 50));
    assert.ok(list('seen_by').some((x) => x['agencyName'] === s.agency.name));
    assert.ok(list('memberships').every((m) => (m['terms'] as { commissionBps: number }).commissionBps === 800));
    assert.ok(list('acts').some((a) => a['act'] === 'creators.edit' && a['byWhom'] === 'you'));
    assert.ok(list('acts').some((a) => a['act'] === 'creators.claimLink' && a['byWhom'] === 'somebody else'));
    const { rows: secrets } = await t.owner.query<{ text: string }>(
      `select hash as text from people_keys union select hash from people_links union select token from people_sessions union select password from people_accounts where password is not null`,
    );
    assert.ok(secrets.length >= 4 && secrets.every(({ text }) => !answer.text.includes(text)));
    // Nobody else's id or name but those she was told: agencies, and who wrote to her.
    assert.ok(!answer.text.includes(s.operator.personId) && !answer.text.includes(s.agency.owner.personId));
    const owned = (await s.her.get('/v1/me/owned')).body.lists;
    const page = readFileSync('src/features/creators/ui/parts/Take.tsx', 'utf8');
    const wordless = (owned as { name: string }[]).map(({ name }) => name).filter((name) => !page.includes(`  ${name}: msg`));
    assert.deepEqual(wordless, [], 'lists without a word on the page that offers them');
    assert.deepEqual(
      owned,
      lists.map((l) => ({ name: l.name, rows: l.rows.length })),
    );
    measured(
      'K6',
      `${Object.keys(s.her.marks).length} marks and ${lists.reduce((n, l) => n + l.rows.length, 0)} rows in ${lists.length} lists, ${answer.text.length} bytes`,
    );
  });

  test('an export that leaves a step or a column out is caught', async () => {
    for (const forgotten of exportSteps) {
      if (forgotten.name === 'exportSeats' || forgotten.name === 'exportFoundation') continue; // no marks and no key of their own: counted below
      const less = await openTestApp({
        db: { ownerUrl: t.ownerUrl, url: t.url },
        exporting: exportSteps.filter((one) => one !== forgotten),
      });
      try {
        const her = { ...s.her, get: (path: string) => less.callerOf(s.her.personId).then((c) => c.get(path)) };
        assert.ok((await lacking(less, { ...s, her })).length > 0, `without ${forgotten.name}`);
      } finally {
        await less.stop();
      }
    }
    const exportProfile = exportSteps.find(({ name }) => name === 'exportProfile')!;
    const blind: typeof exportSteps = [
      async (db, whom) => (await exportProfile(db, whom)).map((l) => ({ ...l, rows: l.rows.map(({ bio: _bio, ...r }) => r) })),
    ];
    const less = await openTestApp({
      db: { ownerUrl: t.ownerUrl, url: t.url },
      exporting: [...exportSteps.filter(({ name }) => name !== 'exportProfile' && name !== 'exportEntry'), ...blind],
    });
    const her = { ...s.her, get: (path: string) => less.callerOf(s.her.personId).then((c) => c.get(path)) };
    const caught = await lacking(less, { ...s, her });
    await less.stop();
    assert.ok(
      caught.some((c) => c.includes('holds bio')),
      caught.join('\n'),
    );
  });

  test('every CSV that leaves the house, with formulas in every field: none begins with what runs, all of it is there', async () => {
    const starts = ['=', '+', '-', '@', '＝', '＠'];
    let n = 0;
    const wild = await makeMarked(t, (_field, token) => `${starts[n++ % starts.length]}1*9 ${token}`);
    const files = await csvFiles(wild.her);
    let cells = 0;
    for (const { name, text } of files) {
      assert.ok(text.startsWith(csvMark), name);
      assert.deepEqual(running(text.slice(1)), [], name);
      cells += readCsv(text.slice(1)).flat().length;
    }
    const all = files
      .map((f) => f.text)
      .join('\n')
      .toLowerCase();
    for (const field of ['name', 'displayName', 'bio', 'tag', 'handle', 'keyName', 'reason', 'message'])
      assert.ok(all.includes(wild.her.marks[field]!), field);
    assert.equal((await wild.her.get('/v1/me/export/nothing')).body.code, 'creators.no_such_list');
    measured('F1', `${files.length} CSV files, ${cells} cells with formulas in every field: none runs`);
  });

  test('a workbook holds texts that begin like formulas as texts, numbers as numbers and days as days', () => {
    const starts = ['=', '+', '-', '@', '\t', '＝', '＋', '－', '＠'];
    const texts = starts.flatMap((start) => [`${start}1+1`, `${start}cmd|' /C calc'!A1`, `${start}HYPERLINK("http://x.invalid","y")`]);
    const rows = texts.map((text, i) => [text, -1 - i, '2026-10-20', i === 0 ? null : text]);
    const bytes = workbookOf([...texts.slice(0, 3), '=head'], ['text', 'number', 'day', 'number'], rows);
    assert.deepEqual(carriedOut(bytes), []);
    const book = readWorkbook(bytes, { cellDates: false });
    const table = utils.sheet_to_json<unknown[]>(book.Sheets[book.SheetNames[0]!]!, { header: 1, raw: true });
    assert.deepEqual(
      table.slice(1).map((row) => [row[0], row[1]]),
      texts.map((text, i) => [text, -1 - i]),
    );
    // 20 October 2026, in days since the last one of 1899; a text in a column of numbers stays a text.
    assert.deepEqual([table[1]![2], table[2]![3]], [46_315, texts[1]]);
    measured('F1', `a workbook with ${texts.length} texts that begin like formulas: none is one`);
  });

  test('a file written without the guard is caught', async () => {
    const formula = utils.aoa_to_sheet([[{ t: 'n', v: 2, f: '1+1' }, '=1+1']]);
    const book = utils.book_new();
    utils.book_append_sheet(book, formula, 'x');
    assert.deepEqual(carriedOut(new Uint8Array(write(book, { type: 'array', bookType: 'xlsx' }) as ArrayBuffer)), ['A1', 'B1']);
    assert.deepEqual(running(`name,n\r\n"=cmd|' /C calc'!A1",-5\r\n`), ["=cmd|' /C calc'!A1"]);
    assert.deepEqual(running(`＋1+1,\t=1\r\n`).length, 2);
  });
});

/** Every list of hers. */
async function csvFiles(her: Caller): Promise<{ name: string; text: string }[]> {
  const files: { name: string; text: string }[] = [];
  for (const { name } of (await her.get('/v1/me/owned')).body.lists as { name: string }[]) {
    const answer = await her.get(`/v1/me/export/${name}`);
    assert.equal(answer.status, 200, answer.text);
    files.push({ name, text: answer.body.csv });
  }
  return files;
}
