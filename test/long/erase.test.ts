// bound: 10 min
// K5 to the last byte: a real server on a folder of its own; after the erasure and the nightly cleaning every file of it is searched.
import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { copyFileSync, existsSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { openFaults, operatorKey, openOwner, until } from '../faults/process.ts';
import { findMarks } from '../hers.ts';
import { measured } from '../measured.ts';

const faults = openFaults();
after(() => faults.end());

type Send = (method: string, path: string, body?: unknown) => Promise<any>;
const speaks =
  (url: string, headers: Record<string, string>): Send =>
  async (method, path, body) => {
    const answer = await fetch(`${url}${path}`, {
      method,
      headers: { ...headers, ...(body !== undefined && { 'content-type': 'application/json' }) },
      ...(body !== undefined && { body: JSON.stringify(body) }),
    });
    const text = await answer.text();
    assert.equal(answer.status, 200, `${method} ${path}: ${text}`);
    return JSON.parse(text);
  };
async function signUp(url: string, name: string, email: string, password: string, userAgent: string) {
  const answer = await fetch(`${url}/auth/sign-up/email`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', origin: url, 'user-agent': userAgent },
    body: JSON.stringify({ name, email, password }),
  });
  assert.equal(answer.status, 200, await answer.text());
  return speaks(url, {
    cookie: answer.headers
      .getSetCookie()
      .map((c) => c.split(';')[0])
      .join('; '),
    origin: url,
  });
}

/** An e-mail as it reads: lines joined that quoted-printable had cut, and every run of base64 decoded. */
function readable(mail: Buffer): Buffer {
  const text = mail.toString('latin1').replace(/=\r\n/g, '');
  const runs = text.match(/(?:[A-Za-z0-9+/]{4}[\r\n]*){4,}={0,2}/g) ?? [];
  return Buffer.concat([Buffer.from(text, 'latin1'), ...runs.map((run) => Buffer.from(run, 'base64'))]);
}

function readUnlessGone(file: string): Buffer | undefined {
  try {
    return readFileSync(file);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw error;
  }
}

/** Every file under a folder that holds one of these texts, in small letters or capitals, in UTF-8 or UTF-16; and how much was read. */
function searchFiles(dir: string, marks: Record<string, string>): { found: string[]; files: number; bytes: number } {
  const told = { found: [] as string[], files: 0, bytes: 0 };
  for (const name of readdirSync(dir, { recursive: true }) as string[]) {
    const file = join(dir, name);
    // A running server may take files away, or rename them, meanwhile.
    if (!statSync(file, { throwIfNoEntry: false })?.isFile()) continue;
    const written = readUnlessGone(file);
    if (!written) continue;
    told.files++;
    told.bytes += written.length;
    const content = (name.includes('.eml') ? Buffer.concat([written, readable(written)]) : written).toString('latin1').toLowerCase();
    for (const [field, mark] of Object.entries(marks))
      if (content.includes(mark) || content.includes(mark.split('').join('\0'))) told.found.push(`${name} holds ${field}`);
  }
  return told;
}

/** Mails are sent within a minute; asking for a new password sends at once all that are due. */
async function sendMails(url: string, dir: string, email: string, awaited: number): Promise<void> {
  const answer = await fetch(`${url}/auth/request-password-reset`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', origin: url },
    body: JSON.stringify({ email }),
  });
  assert.equal(answer.status, 200, await answer.text());
  const mails = join(dir, 'mail');
  await until(
    `${awaited} mails`,
    () => existsSync(mails) && readdirSync(mails).filter((name) => name.endsWith('.eml')).length >= awaited,
    90_000,
  );
}
const mailsThat = (dir: string, marks: Record<string, string>) => searchFiles(join(dir, 'mail'), marks).found;

/** A life of hers on a real server: in tables, in mails to her and about her, among the logins of a demo, in a statement that failed. */
async function live(dir: string, erase: boolean) {
  const server = await faults.serve(dir);
  const db = await openOwner(dir);
  // PostgreSQL would compress long texts, and a search by bytes finds nothing in what is compressed.
  await db.query('alter table invites alter message set storage external; alter table creators alter bio set storage external');
  const marks: Record<string, string> = {};
  const m = (field: string) => (marks[field] = `zq${field.toLowerCase()}${randomBytes(6).toString('hex')}`);
  const operator = speaks(server.url, { authorization: `Bearer ${operatorKey(dir)}` });
  const made = await operator('POST', '/v1/agencies', { name: 'Northlight' });
  const staff = { name: 'Owner', email: 'owner@test.invalid', password: 'a password for owners' };
  const owner = await signUp(server.url, staff.name, staff.email, staff.password, 'Browser');
  await owner('POST', '/v1/agencies/join', { token: made.ownerLink.url.split('/').at(-1) });
  // Enough others that the statistics sample rows, and pages are shared.
  const rows = Array.from({ length: 400 }, (_, i) => ({
    row: i + 1,
    fields: { handle: `other${i}`, displayName: `Other ${i}`, bio: `Words of ${i}` },
  }));
  await operator('POST', '/v1/creators/import', { platform: 'twitch', rows });
  const email = `${m('email')}@test.invalid`;
  const login = { name: m('name'), email, password: `${m('password')} and more` };
  const her = await signUp(server.url, login.name, email, login.password, `Browser ${m('browser')}`);
  const { creatorId } = await her('POST', '/v1/me/creator', {
    displayName: m('displayname'),
    platform: 'tiktok',
    handle: m('handle'),
    birthDate: '1991-07-08',
    bio: m('bio'),
    tags: [m('tag')],
    categories: [m('category')],
  });
  await her('PATCH', '/v1/me/creator', { bio: m('secondbio') });
  await her('POST', '/v1/me/keys', { name: m('keyname'), scopes: ['read'] });
  for (const one of ['discovery', 'exact_numbers'])
    await her('PUT', `/v1/me/consents/${one}`, { granted: true, textVersion: one === 'discovery' ? 2 : 1 });
  await until('the search', async () => {
    const found = await owner('POST', `/v1/agencies/${made.agencyId}/creators/search`, { text: marks['displayname'] });
    return found.total === 1;
  });
  // Long enough to lie outside of its row, in the table's second file.
  const message = `${m('message')} ${randomBytes(970).toString('hex')}`;
  const sent = await owner('POST', `/v1/agencies/${made.agencyId}/invites`, { creatorIds: [creatorId], message });
  const { inviteId } = sent.items[0].invite;
  const told = (n: number) => until(`${n} notices`, async () => (await her('GET', '/v1/me/notices')).items.length >= n);
  await told(2);
  // To her: the key, the invitation, the new password; later that she joined, that it ended, the password again. To the owner: both answers.
  await sendMails(server.url, dir, email, 3);
  const { membershipId } = await her('POST', `/v1/me/invites/${inviteId}/answer`, { answer: 'accept' });
  await her('POST', `/v1/me/memberships/${membershipId}/leave`, { reason: m('reason') });
  await told(4);
  await sendMails(server.url, dir, email, 8);
  await sendMails(server.url, dir, staff.email, 9);
  writeFileSync(
    join(dir, 'demo-logins.json'),
    JSON.stringify([
      { room: 'creator', title: 'Creator', ...login },
      { room: 'agency', title: 'Agency', ...staff },
    ]),
  );
  await assert.rejects(
    db.query(
      `insert into people select (jsonb_populate_record(p, jsonb_build_object('id', gen_random_uuid()))).* from people p where email = $1`,
      [email],
    ),
    { code: '23505' },
  );
  // Statistics and files as a running server makes them.
  await db.query('analyze');
  await db.query('checkpoint');
  const written = await findMarks(db as never, marks);
  for (const field of Object.keys(marks).filter((f) => f !== 'password' && f !== 'bio'))
    assert.ok(
      written.some((w) => w.includes(` ${field} `)),
      `${field} was written`,
    );
  const mails = readdirSync(join(dir, 'mail'));
  const toHer = mailsThat(dir, { email: marks['email']! }).length;
  const aboutHer = mailsThat(dir, { displayname: marks['displayname']! }).length;
  assert.ok(toHer >= 6 && aboutHer >= 2, `${mails.length} mails, ${toHer} to her, ${aboutHer} that name her`);
  const kept = join(dir, '..', `${marks['email']}.kept`);
  const one = mails.find((name) => readFileSync(join(dir, 'mail', name)).includes(marks['email']!))!;
  copyFileSync(join(dir, 'mail', one), kept);
  if (erase) {
    assert.equal((await her('POST', '/v1/me/erase', { confirm: email })).account, 'deleted');
    // Files of mails and the login go by themselves, within seconds; what is the owner's alone stays.
    await until('files beside the database', () => mailsThat(dir, marks).length === 0);
    await until('the login', () => !readFileSync(join(dir, 'demo-logins.json'), 'utf8').includes(marks['name']!));
    assert.ok(readFileSync(join(dir, 'demo-logins.json'), 'utf8').includes(staff.email));
    assert.ok(mailsThat(dir, { staff: staff.email }).length > 0, 'a mail of somebody else stays');
  }
  await db.end();
  const said = await server.kill('SIGTERM');
  return { marks, logs: `${said.out}\n${said.err}`, mails: mails.length, one, kept };
}

test('after an erasure and the nightly cleaning no file of the data directory holds a byte of hers', { timeout: 9 * 60_000 }, async () => {
  const dir = faults.folder('erased');
  const { marks, logs, mails, one, kept } = await live(dir, true);
  // A mail of hers that comes back, by a copy put in place for instance, is found by the search and taken by the cleaning.
  copyFileSync(kept, join(dir, 'mail', one));
  const lingering = searchFiles(dir, marks);
  assert.ok(lingering.found.some((f) => f.startsWith('mail')));
  // This is what the cleaning is for: rows that are gone from the tables still lie in the files.
  for (const field of ['email', 'displayname', 'message', 'reason'])
    assert.ok(
      lingering.found.some((f) => f.startsWith('pg') && f.endsWith(field)),
      `the search finds what lingers of ${field}`,
    );
  const began = performance.now();
  const ran = await faults.run(dir, ['scrub', '--json']);
  const took = Math.round(performance.now() - began);
  assert.equal(ran.code, 0, ran.err);
  const done = JSON.parse(ran.out) as { rewritten: string[]; busy: string[]; refused: string[] };
  assert.deepEqual([done.busy, done.refused], [[], []]);
  assert.ok(done.rewritten.includes('people') && done.rewritten.includes('discovery_words'));
  const { found, files, bytes } = searchFiles(dir, marks);
  assert.deepEqual(found, []);
  for (const [field, mark] of Object.entries(marks)) assert.ok(!logs.includes(mark), `the log holds ${field}`);
  const server = await faults.serve(dir);
  const verdict = await speaks(server.url, { authorization: `Bearer ${operatorKey(dir)}` })('GET', '/v1/verify');
  assert.deepEqual(
    verdict.checks.filter((c: { ok: boolean }) => !c.ok),
    [],
  );
  // Asked as well, for the database may compress what it keeps: tables, and samples of the statistics.
  const db = await openOwner(dir);
  assert.deepEqual(await findMarks(db as never, marks), []);
  const samples = await db.query(
    'select starelid::regclass::text as name from pg_statistic s join unnest($1::text[]) mark on strpos(s::text, mark) > 0',
    [Object.values(marks)],
  );
  assert.deepEqual(samples.rows, []);
  await db.end();
  const beside = await faults.run(dir, ['scrub', '--json']);
  assert.deepEqual([beside.code, (JSON.parse(beside.out) as { busy: string[] }).busy], [0, []], beside.err);
  await server.kill('SIGTERM');
  assert.deepEqual(searchFiles(dir, marks).found, []);
  const before = new Set(lingering.found.map((f) => f.split(' holds ')[0])).size;
  measured(
    'K5',
    `${Object.keys(marks).length} marks in ${files} files, ${Math.round(bytes / 1e6)} MB, and ${mails} mails: ${before} files held some before the cleaning (${took} ms with start and stop), none after`,
  );
});

test('without the erasure the same search finds her', { timeout: 9 * 60_000 }, async () => {
  const dir = faults.folder('kept');
  const { marks } = await live(dir, false);
  assert.equal((await faults.run(dir, ['scrub'])).code, 0);
  const { found } = searchFiles(dir, marks);
  const finds = (where: string, field: string) =>
    assert.ok(
      found.some((f) => f.startsWith(where) && f.endsWith(` ${field}`)),
      `${where} ${field}`,
    );
  for (const field of ['email', 'displayname', 'handle', 'message', 'reason']) finds('pg', field);
  for (const field of ['email', 'name', 'displayname']) finds('mail', field);
  for (const field of ['email', 'name', 'password']) finds('demo-logins.json', field);
});
