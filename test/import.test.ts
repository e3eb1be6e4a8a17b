// `greenroom import creators`: with a running server and without, broken rows and all, then a thousand real channels.
import assert from 'node:assert/strict';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { parse } from 'csv-parse/sync';
import { run } from '#src/cli/run.ts';
import { readConfig } from '#src/config.ts';
import { measured } from './measured.ts';
import { ok, remote, signUp, type Remote } from './faults/people.ts';
import { keepLog, machine } from './server.ts';
import { openFaults, operatorKey, until, type Faults, type Ran, type Running } from './faults/process.ts';

interface Report {
  rows: number;
  created: number;
  updated: number;
  unchanged: number;
  rejected: { row: number; reason: string }[];
  unknownColumns: string[];
}
const reportOf = (ran: Ran): Report => {
  assert.equal(ran.code, 0, ran.err);
  assert.equal(ran.out.trim().split('\n').length, 1, 'one JSON document and nothing else');
  return JSON.parse(ran.out) as Report;
};
const counts = ({ rows, created, updated, unchanged, rejected }: Report) => [rows, created, updated, unchanged, rejected.length];
const creators = (file: string, ...more: string[]) => ['import', 'creators', file, '--platform', 'twitch', '--json', ...more];

/** Every sort of row that a file of the world holds; the comment of a row is its number. */
const fixture = [
  '\ufeffHandle,Display Name,Average Viewers,Followers,Language,Country,Favourite Colour,Bio', // 1
  'ana_live,Ana,120,1000,English,US,red,Plain', // 2
  '"quo,ted","Says ""hi""",5,10,de,Germany,,"Two\r\nlines"', // 3, over two lines
  'inch5",Inch,1,2,ja,JP,,A 5" mark in a bare cell', // 4
  'minus,Minus,-5,1,en,US,,', // 5 broken: not a whole number
  ',Nobody,1,1,en,US,,', // 6 broken: no handle
  'klingon,K,1,1,Klingon,US,,', // 7 broken: language
  'short', // 8 fewer cells
  'long,Long,1,1,en,US,,Bio,and,too,many,cells', // 9
  '"never closed,X,1,1,en,US,,', // 10 broken: swallows nothing
  'after,After,7,70,Portuguese,BR,,', // 11
  'ana_live,Again,1,1,en,US,,', // 12 broken: twice
  'nul\0byte,N,1,1,en,US,,', // 13 broken: NUL
  '佐藤,佐藤 みなみ,9,90,Japanese,JP,,陶芸', // 14
  '', // 15 empty
  `huge,H,1,1,en,US,,${'x'.repeat(30_000)}`, // 16 broken: too long
  '"a"b,Closed inside,1,1,en,US,,', // 17 broken
  'other_lang,O,3,30,Other,,,', // 18: a language that is none
  'big,B,99999999999999999999,1,en,US,,', // 19 broken: beyond 2^53
].join('\r\n');
const brokenRows = [5, 6, 7, 10, 12, 13, 16, 17, 19];

/** The same command in this process, for what is refused before anything is opened. */
async function here(dir: string, args: string[]): Promise<Pick<Ran, 'code' | 'out' | 'err'>> {
  const said = { out: '', err: '' };
  const write = { out: process.stdout.write.bind(process.stdout), err: process.stderr.write.bind(process.stderr) };
  process.stderr.write = ((text: string) => Boolean((said.err += text))) as typeof process.stderr.write;
  process.stdout.write = ((text: string) => Boolean((said.out += text))) as typeof process.stdout.write;
  try {
    const config = readConfig({ GREENROOM_DATA_DIR: dir });
    const code = await run(args[0]!, {
      config,
      machine: { ...machine, clock: () => new Date(), log: keepLog().log },
      args: args.slice(1),
      json: false,
    });
    return { code, ...said };
  } finally {
    process.stderr.write = write.err;
    process.stdout.write = write.out;
  }
}

describe('import by the command line', () => {
  let faults: Faults;
  let dir: string;
  let file: string;
  let totals: string;
  let agencyId = '';
  const backstage = (of: string, ...more: string[]) => ['import', 'backstage', of, '--agency', agencyId, '--json', ...more];
  const exported = (on: string, names: string[], firstId = 7_000_000_123) =>
    ['Data period,Creator ID,Creator username,Diamonds', ...names.map((name, i) => `2026-07-01 ~ ${on},${firstId + i},${name},${i}`)].join(
      '\n',
    );
  before(async () => {
    faults = openFaults();
    dir = faults.madeFolder('import');
    file = join(faults.folder('files'), '../fixture.csv');
    writeFileSync(file, fixture);
    totals = join(file, '../totals.csv');
    // Somebody who has quit, and whom nobody knows.
    writeFileSync(totals, `${exported('2026-07-05', ['ada', 'bea'])}\n2026-07-01 ~ 2026-07-05,The creator has quit the network,gone,1\n`);
    assert.equal((await faults.run(dir, ['migrate'])).code, 0);
  });
  after(() => faults.end());

  test('without a server: broken rows are reported by number and reason and cost nothing else, twice is no change', async () => {
    const dry = reportOf(await faults.run(dir, creators(file, '--dry-run')));
    assert.deepEqual(counts(dry), [17, 8, 0, 0, 9]);
    const first = reportOf(await faults.run(dir, creators(file)));
    assert.deepEqual(counts(first), [17, 8, 0, 0, 9], 'the dry run changed nothing');
    assert.deepEqual(
      first.rejected.map((r) => r.row),
      brokenRows,
    );
    assert.deepEqual(first.unknownColumns, ['Favourite Colour']);
    const reason = (row: number) => first.rejected.find((r) => r.row === row)!.reason;
    assert.match(reason(5), /^averageViewers: "-5" is not a whole number/);
    assert.equal(reason(6), 'handle: is missing');
    assert.match(reason(7), /^language: "Klingon" is not known/);
    assert.match(reason(10), /quotation mark/);
    assert.equal(reason(12), 'handle: the same as in row 2');
    assert.match(reason(13), /NUL/);
    assert.match(reason(16), /too long/);
    assert.match(reason(19), /^averageViewers: /);
    const again = reportOf(await faults.run(dir, creators(file)));
    assert.deepEqual(counts(again), [17, 0, 0, 8, 9]);
  });

  test('beside a running server the same; changed figures are told apart; a file without a header by position', async () => {
    const server = await faults.serve(dir);
    try {
      assert.deepEqual(counts(reportOf(await faults.run(dir, creators(file)))), [17, 0, 0, 8, 9]);
      const changed = join(file, '../changed.csv');
      writeFileSync(changed, fixture.replace('ana_live,Ana,120', 'ana_live,Ana,121'));
      assert.deepEqual(counts(reportOf(await faults.run(dir, creators(changed)))), [17, 0, 1, 7, 9]);
      const bare = join(file, '../bare.csv');
      writeFileSync(bare, 'zed,10,Korean\nana_live,121,English\n');
      const byPosition = await faults.run(dir, creators(bare, '--map', 'handle=1', '--map', 'averageViewers=2', '--map', 'language=3'));
      assert.deepEqual(counts(reportOf(byPosition)), [2, 1, 0, 1, 0]);
      const named = join(file, '../named.csv');
      writeFileSync(named, 'Channel;ignored\n'.replace(';', ',') + 'wye,1\n');
      assert.deepEqual(counts(reportOf(await faults.run(dir, creators(named, '--map', 'handle=Channel')))), [1, 1, 0, 0, 0]);
      const words = await faults.run(dir, ['import', 'creators', bare, '--platform', 'youtube', '--map', 'handle=1']);
      assert.equal(words.out, '2 rows: 2 new, 0 changed, 0 as before, 0 rejected.\n');
      const operator = remote('operator', operatorKey(dir), () => server.url);
      ({ agencyId } = ok(await operator.send('POST', '/v1/agencies', { name: 'Ours' })).body as { agencyId: string });
      assert.deepEqual(counts(reportOf(await faults.run(dir, backstage(totals)))), [3, 2, 0, 0, 1]);
    } finally {
      assert.equal((await server.kill('SIGTERM')).code, 0);
    }
  });

  test('an agency’s own export: looked at, taken in, twice no change; another agency’s must be confirmed', async () => {
    assert.deepEqual(counts(reportOf(await faults.run(dir, backstage(totals)))), [3, 0, 0, 2, 1]);
    const next = join(file, '../next.csv');
    const names = Array.from({ length: 12 }, (_, i) => `member${i}`);
    writeFileSync(next, exported('2026-07-06', names, 7_100_000_123));
    const dry = reportOf(await faults.run(dir, backstage(next, '--dry-run')));
    assert.deepEqual(counts(dry), [12, 12, 0, 0, 0]);
    assert.deepEqual(counts(reportOf(await faults.run(dir, backstage(next)))), [12, 12, 0, 0, 0], 'the dry run changed nothing');
    const theirs = join(file, '../theirs.csv');
    const others = names.map((name) => `their.${name}`);
    writeFileSync(theirs, exported('2026-07-07', others, 8_000_000_123));
    const refused = await faults.run(dir, backstage(theirs));
    assert.deepEqual([refused.code, JSON.parse(refused.out).code], [1, 'imports.confirm'], refused.err);
    assert.deepEqual(counts(reportOf(await faults.run(dir, backstage(theirs, '--confirm', 'strangers')))), [12, 12, 0, 0, 0]);
  });

  test('bytes that are not UTF-8, another encoding, lone carriage returns', async () => {
    const latin = join(file, '../latin.csv');
    writeFileSync(
      latin,
      Buffer.concat([Buffer.from('handle,bio\rplain,ok\r'), Buffer.from('jos\xe9,x\r', 'latin1'), Buffer.from('last,ok')]),
    );
    const report = reportOf(await faults.run(dir, creators(latin, '--dry-run')));
    assert.deepEqual(counts(report), [3, 2, 0, 0, 1]);
    assert.match(report.rejected[0]!.reason, /not UTF-8/);
    const wide = join(file, '../wide.csv');
    writeFileSync(wide, Buffer.from('\ufeffhandle,bio\na,b\n', 'utf16le'));
    assert.equal((await faults.run(dir, creators(wide))).code, 2);
  });

  test('misuse ends with one sentence and code 2', async () => {
    const cases: [string[], RegExp][] = [
      [['import', 'creators', '/nowhere.csv', '--platform', 'twitch'], /There is no file \/nowhere\.csv/],
      [['import', 'creators', '/', '--platform', 'twitch'], /There is no file/],
      [['import', 'creators', file, '--platform', 'myspace'], /--platform tiktok, twitch, youtube, other/],
      [['import', 'creators', file], /Say which platform/],
      [['import', 'agencies', file, '--platform', 'twitch'], /import creators FILE/],
      [['import', 'creators', file, '--platform', 'twitch', '--wrong'], /--wrong/],
      [['import', 'creators', file, '--platform', 'twitch', '--map', 'age=1'], /the fields are handle/],
      [['import', 'creators', file, '--platform', 'twitch', '--map', 'handle=Nope'], /the file has no such column/],
      [['import', 'creators', file, '--platform', 'twitch', '--map', 'followers=2'], /which column holds the handle/],
    ];
    for (const [i, [args, says]] of cases.entries()) {
      const { code, out, err } = i < 2 ? await faults.run(dir, args) : await here(dir, args);
      assert.equal(code, 2, `${args.join(' ')}: ${out}${err}`);
      assert.match(err, says);
      assert.ok(!/\n\s+at /.test(err), err);
      assert.equal(out, '');
    }
  });
});

const real = resolve(import.meta.dirname, '../../shared/data/creators/twitch_top1000_2019-2020.csv');
const columns = ['handle=1', 'watchMinutes=2', 'streamMinutes=3', 'peakViewers=4', 'averageViewers=5', 'followers=6', 'language=11'];

describe('a thousand real channels', { skip: existsSync(real) ? false : `1 file is absent: ${real}` }, () => {
  let faults: Faults;
  let dir: string;
  let server: Running;
  let operator: Remote;
  let owner: Remote;
  let agencyId: string;
  const rows = existsSync(real) ? (parse(readFileSync(real, 'utf8')) as string[][]) : [];
  const take = () => faults.run(dir, creators(real, ...columns.flatMap((c) => ['--map', c])));
  const search = async (query: object) => ok(await owner.send('POST', `/v1/agencies/${agencyId}/creators/search`, query)).body;

  before(async () => {
    faults = openFaults();
    dir = faults.madeFolder('real');
    server = await faults.serve(dir);
    operator = remote('operator', operatorKey(dir), () => server.url);
    const made = ok(await operator.send('POST', '/v1/agencies', { name: 'Northlight' })).body;
    agencyId = made.agencyId;
    owner = await signUp('Owner', () => server.url);
    ok(await owner.send('POST', '/v1/agencies/join', { token: made.ownerLink.url.split('/').at(-1) }));
  });
  after(() => faults.end());

  test('all are taken in, twice is no change, none is found', async () => {
    const began = performance.now();
    assert.deepEqual(counts(reportOf(await take())), [1000, 1000, 0, 0, 0]);
    measured('IMPORT', `1,000 real channels in ${((performance.now() - began) / 1000).toFixed(1)} s`);
    assert.deepEqual(counts(reportOf(await take())), [1000, 0, 0, 1000, 0]);
    assert.equal((await search({})).total, 0);
    for (const row of rows.slice(0, 20)) assert.equal((await search({ text: row[0] })).total, 0, row[0]);
  });

  test('ten are claimed and switched on: each is found by prefix, one typo, language and range; of the other 990 never any', async () => {
    const chosen = choose(rows);
    const found = new Map<string, string>();
    for (const [i, row] of chosen.entries()) {
      const handle = row[0]!;
      const person = await signUp(`Claimer ${i}`, () => server.url);
      const token = (await claimLink(handle, i < 2)).split('/').at(-1);
      const { creatorId } = ok(await person.send('POST', '/v1/creators/claim', { token, birthDate: '1990-02-03' })).body;
      ok(await person.send('PUT', '/v1/me/consents/discovery', { granted: true, textVersion: 2 }));
      if (i % 2 === 0) ok(await person.send('PUT', '/v1/me/consents/exact_numbers', { granted: true, textVersion: 1 }));
      found.set(creatorId, handle);
    }
    await until('ten to be found', async () => (await search({})).total === 10);
    const missing: string[] = [];
    for (const [i, row] of chosen.entries())
      for (const [how, query] of Object.entries(waysTo(row, i % 2 === 0)))
        if (!(await search({ ...query, limit: 200 })).items.some((c: { handle: string }) => c.handle === row[0]))
          missing.push(`${row[0]} by ${how}`);
    assert.deepEqual(missing, []);

    const strangers = await everythingFound(rows, found);
    assert.deepEqual(strangers, []);
    measured('IMPORT', 'ten claimed of 1,000: 40 of 40 ways found; searched by 200 handles and in 7 orders, none of the other 990');
  });

  async function claimLink(handle: string, byCommand: boolean): Promise<string> {
    if (!byCommand) return ok(await operator.send('POST', '/v1/creators/claim-links', { handle, platform: 'twitch' })).body.url;
    const link = await faults.run(dir, ['creators', 'claim-link', '--handle', handle, '--platform', 'twitch', '--json']);
    assert.equal(link.code, 0, `${handle}: ${link.err}`);
    return (JSON.parse(link.out) as { url: string }).url;
  }

  /** Whoever a search by a handle, or without words in any order, shows besides the ten. */
  async function everythingFound(all: string[][], ten: Map<string, string>): Promise<string[]> {
    const strangers: string[] = [];
    const queries: object[] = [
      ...['fit', 'newest', 'followers', 'averageViewers', 'peakViewers', 'watchMinutes', 'streamMinutes'].map((sort) => ({
        sort,
        limit: 200,
      })),
      ...all.filter((row, i) => i % 5 === 0 || [...ten.values()].includes(row[0]!)).map((row) => ({ text: row[0], limit: 200 })),
    ];
    const work = async () => {
      for (let q = queries.pop(); q; q = queries.pop()) {
        const { items, total } = await search(q);
        if (total > 10) strangers.push(`${total} in ${JSON.stringify(q)}`);
        for (const c of items) if (ten.get(c.creatorId) !== c.handle) strangers.push(c.handle);
      }
    };
    await Promise.all([1, 2, 3, 4].map(work));
    return strangers;
  }

  function waysTo(row: string[], exact: boolean): Record<string, object> {
    const handle = row[0]!;
    const word = handle.split('_').toSorted((a, b) => b.length - a.length)[0]!;
    const middle = Math.floor(word.length / 2);
    const average = Number(row[4]);
    const range = exact ? { min: average, max: average } : { min: Math.floor(average / 10), max: average * 10 };
    return {
      prefix: { text: handle.slice(0, 4) },
      'one typo': { text: word.slice(0, middle) + word.slice(middle + 1) },
      language: { filters: { languages: [iso[row[10]!]!] } },
      range: { filters: { averageViewers: range } },
    };
  }
});

const iso: Record<string, string> = {
  English: 'en',
  Portuguese: 'pt',
  Korean: 'ko',
  Russian: 'ru',
  Spanish: 'es',
  French: 'fr',
  German: 'de',
  Chinese: 'zh',
  Japanese: 'ja',
  Italian: 'it',
  Turkish: 'tr',
  Polish: 'pl',
  Thai: 'th',
};
/** The largest of each of nine languages, and the one with the oddest name. */
function choose(rows: string[][]): string[][] {
  const long = rows.filter((r) => r[0]!.split('_').some((w) => /^[a-z0-9]{6,}$/i.test(w)));
  const firsts = Object.keys(iso)
    .map((language) => long.find((r) => r[10] === language))
    .filter((r) => r !== undefined);
  const odd = rows.find((r) => /[^a-z0-9_]/i.test(r[0]!) && r[0]!.length >= 6 && iso[r[10]!] && !firsts.includes(r));
  return [...firsts.slice(0, odd ? 9 : 10), ...(odd ? [odd] : [])];
}
