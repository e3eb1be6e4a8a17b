// Somebody with a mark in every field that she can write, and in every text that others write to her: for what must come out, and for what must go.
import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import type pg from 'pg';
import { invite, makeAgency, makeExported, makeOperator, search, setConsent, tokenOf, type MadeAgency } from './make.ts';
import type { Caller, TestApp } from './server.ts';

export interface Marked extends Caller {
  creatorId: string;
  email: string;
  password: string;
  /** Field by field what stands nowhere else; small letters and digits, so that no folding hides them. */
  marks: Record<string, string>;
}
export interface Scenery {
  operator: Caller;
  agency: MadeAgency;
  other: MadeAgency;
  her: Marked;
  membershipId: string;
}

/** Signs up at the real door, so that session, password and browser are there too. */
export async function signUp(t: TestApp, person: { name: string; email: string; password: string; userAgent: string }): Promise<string> {
  const answer = await t.app.fetch(
    new Request('http://greenroom.test/auth/sign-up/email', {
      method: 'POST',
      headers: { 'content-type': 'application/json', origin: 'http://greenroom.test', 'user-agent': person.userAgent },
      body: JSON.stringify({ name: person.name, email: person.email, password: person.password }),
    }),
  );
  const text = await answer.text();
  assert.equal(answer.status, 200, text);
  return (JSON.parse(text) as { user: { id: string } }).user.id;
}
export const signIn = async (t: TestApp, email: string, password: string): Promise<number> =>
  (
    await t.app.fetch(
      new Request('http://greenroom.test/auth/sign-in/email', {
        method: 'POST',
        headers: { 'content-type': 'application/json', origin: 'http://greenroom.test' },
        body: JSON.stringify({ email, password }),
      }),
    )
  ).status;

const ok = (answer: { status: number; text: string; body: any }) => {
  assert.equal(answer.status, 200, answer.text);
  return answer.body;
};

/** Her agency's own export tells of her; she was invited to see it, and does. */
async function seesFigures(t: TestApp, { agencyId, owner }: MadeAgency, me: Caller): Promise<void> {
  const exportId = await makeExported(t, agencyId, 'as her agency calls her');
  const link = ok(await owner.post(`/v1/agencies/${agencyId}/standings/${exportId}/claim-link`));
  ok(await me.post('/v1/figures/claim', { token: tokenOf(link.url) }));
}

/**
 * A creator who claimed an imported profile, edited it, gave every permission, sees her agency's figures of her, was found, invited, joined one agency and left another.
 * `mark` gives the text for a field: a canary, or something that a spreadsheet would run.
 */
export async function makeMarked(t: TestApp, mark?: (field: string, token: string) => string): Promise<Scenery> {
  const marks: Record<string, string> = {};
  const m = (field: string) => {
    marks[field] = `zq${field.toLowerCase().replace(/[^a-z]/g, '')}${randomBytes(5).toString('hex')}`;
    return mark ? mark(field, marks[field]) : marks[field];
  };
  const operator = await makeOperator(t);
  const agency = await makeAgency(t, operator);
  const other = await makeAgency(t, operator);
  const handle = m('importedHandle');
  const row = { handle, displayName: m('importedName'), category: m('importedCategory'), bio: m('importedBio'), followers: 4_321_987 };
  assert.equal(ok(await operator.post('/v1/creators/import', { platform: 'tiktok', rows: [{ row: 1, fields: row }] })).created, 1);
  const email = `${m('email').replace(/[^a-z0-9]/g, '')}@test.invalid`;
  marks['email'] = email.split('@')[0]!;
  const password = `${m('password')} and more`;
  const personId = await signUp(t, { name: m('name'), email, password, userAgent: `Browser ${m('browser')}` });
  const me = await t.callerOf(personId);
  const link = ok(await operator.post('/v1/creators/claim-links', { handle, platform: 'tiktok' }));
  const { creatorId } = ok(await me.post('/v1/creators/claim', { token: tokenOf(link.url), birthDate: '1977-03-09' }));
  // What the import had brought is overwritten by her; its words may still stand in what was shown before.
  await setConsent(me, 'discovery', true);
  await t.app.relay.drain();
  const first = await invite(other, creatorId, { message: `Dear ${m('firstMessage')}` });
  ok(await me.post(`/v1/me/invites/${first}/answer`, { answer: 'accept' }, { 'idempotency-key': 'hers' }));
  const profile = { displayName: m('displayName'), bio: m('bio'), tags: [m('tag')], categories: [m('category')], zone: 'Pacific/Chatham' };
  ok(await me.send('PATCH', '/v1/me/creator', { ...profile, languages: ['mi'], country: 'NZ' }));
  ok(await me.put('/v1/me/creator/handles/youtube', { handle: m('handle') }));
  ok(await me.post('/v1/me/keys', { name: m('keyName'), scopes: ['read'] }));
  for (const one of ['exact_numbers', 'live_data', 'listening'] as const) await setConsent(me, one, true);
  await t.app.relay.drain();
  for (const by of [agency, other]) assert.equal((await search(by, { text: marks['displayName']! })).body.total >= 0, true);
  ok(await agency.owner.get(`/v1/agencies/${agency.agencyId}/creators/${creatorId}`));
  const left = ok(await me.get('/v1/me/memberships')).items[0].membershipId;
  ok(await me.post(`/v1/me/memberships/${left}/leave`, { reason: m('reason') }));
  const talk = `/v1/agencies/${agency.agencyId}/threads/${creatorId}/messages`;
  ok(await agency.owner.post(talk, { text: m('letter') }));
  const file = { name: `${m('fileName')}.txt`, bytes: 4 };
  const mine = `/v1/me/threads/${agency.agencyId}`;
  const { fileId } = ok(await me.post(`${mine}/files`, file));
  ok(await me.put(`${mine}/files/${fileId}/parts/0`, { data: Buffer.from('mine').toString('base64') }));
  ok(await me.post(`${mine}/messages`, { text: m('reply'), fileIds: [fileId] }));
  ok(await me.post('/v1/me/blocks', { agencyId: other.agencyId }));
  ok(await me.send('DELETE', `/v1/me/blocks/${other.agencyId}`));
  ok(await me.post('/v1/me/blocks', { agencyId: (await makeAgency(t, operator)).agencyId }));
  await seesFigures(t, agency, me);
  const sent = ok(
    await agency.owner.post(
      `/v1/agencies/${agency.agencyId}/invites`,
      { creatorIds: [creatorId], kind: 'regular', message: m('message') },
      { 'idempotency-key': 'theirs' },
    ),
  );
  const joined = ok(await me.post(`/v1/me/invites/${sent.items[0].invite.inviteId}/answer`, { answer: 'accept' }));
  ok(await agency.owner.post(`/v1/agencies/${agency.agencyId}/staff-links`, { role: 'scout' }));
  await invite(other, creatorId, { message: m('openMessage') }).catch(() => undefined);
  ok(await operator.post('/v1/live/events', liveOf(handle, m, t.now())));
  // A platform has told of something of hers, and in which broadcast it was is not known yet.
  const of = [handle, t.now()];
  await t.owner.query(`insert into live_streams values (gen_random_uuid(), 'tiktok', $1, 'stream', $2, null)`, of);
  await t.owner.query(`insert into live_unplaced values (gen_random_uuid(), 'tiktok', $1, 'event', $2, '{}', $2)`, of);
  await t.app.exposures.flush();
  await t.app.relay.drain();
  return { operator, agency, other, her: { ...me, creatorId, email, password, marks }, membershipId: joined.membershipId };
}

/** A LIVE of hers as a connector tells of it. */
const liveOf = (subject: string, m: (field: string) => string, now: Date, source = m('liveSource'), session = m('liveRoom')) =>
  [
    { type: 'stream.sample', data: { viewers: 7 } },
    { type: 'gift', data: { giftId: '1', from: 'viewer', count: 2, diamondsEach: 3, streak: 'streak', closed: false } },
  ].map((more, i) => ({
    specversion: '1.0',
    id: `event${i}`,
    source,
    time: now.toISOString(),
    platform: 'tiktok',
    subject,
    session,
    ...more,
  }));

/** Every table that holds one of these texts in any column, read through the catalogue. */
export async function findMarks(db: pg.Pool, marks: Record<string, string>): Promise<string[]> {
  const { rows: tables } = await db.query<{ name: string }>(
    `select format('%I.%I', n.nspname, c.relname) as name from pg_class c join pg_namespace n on n.oid = c.relnamespace
     where c.relkind in ('r', 'p', 'm') and n.nspname not like 'pg\\_%' and n.nspname <> 'information_schema' order by 1`,
  );
  assert.ok(tables.length >= 20, 'the catalogue was read');
  const found: string[] = [];
  for (const { name } of tables) {
    const { rows } = await db.query<{ field: string; n: number }>(
      `select m.field, count(*)::int as n from ${name} x join unnest($1::text[], $2::text[]) m(field, mark) on strpos(lower(x::text), m.mark) > 0 group by 1`,
      [Object.keys(marks), Object.values(marks)],
    );
    for (const { field, n } of rows) found.push(`${name} holds ${field} in ${n} rows`);
  }
  return found;
}
