// Every operation of the OpenAPI document with a well-formed request for it: what the tests of access and of bad input are made from.
import assert from 'node:assert/strict';
import { tokenFor } from '#src/features/notices/steps.ts';
import { plusDays } from '#src/connectors/backstage/agency.ts';
import { creatorData } from '#src/connectors/backstage/exports.ts';
import { simulateAgency } from '#src/connectors/backstage/truth.ts';
import { toCsv } from '#src/connectors/backstage/write.ts';
import { dayOf } from '#src/lib/time.ts';
import { bringAndTake } from './bring.ts';
import { invite, makeAgency, makeCreator, makeOperator, tokenOf, type MadeAgency, type MadeCreator } from './make.ts';
import { machine, type Caller, type TestApp } from './server.ts';

type Schema = Record<string, unknown>;
export interface Operation {
  id: string;
  method: string;
  path: string;
  /** The body's schema with every reference replaced by what it refers to. */
  body?: Schema;
  query: string[];
}

interface Document {
  paths?: Record<string, unknown>;
  components?: { schemas?: Record<string, unknown> };
}
type Described = {
  operationId?: string;
  parameters?: { in: string; name: string }[];
  requestBody?: { content: Record<string, { schema: Schema }> };
};

export function operationsOf(document: Document): Operation[] {
  const schemas = document.components?.schemas ?? {};
  const whole = (node: unknown): unknown => {
    if (Array.isArray(node)) return node.map(whole);
    if (typeof node !== 'object' || node === null) return node;
    const ref = (node as { $ref?: string }).$ref;
    if (ref !== undefined) return whole(schemas[ref.split('/').at(-1)!]);
    return Object.fromEntries(Object.entries(node).map(([key, value]) => [key, whole(value)]));
  };
  return Object.entries(document.paths ?? {}).flatMap(([path, item]) =>
    Object.entries(item as Record<string, Described>).map(([method, op]) => {
      const body = op.requestBody?.content['application/json']?.schema;
      return {
        id: op.operationId ?? `${method} ${path}`,
        method: method.toUpperCase(),
        path,
        query: (op.parameters ?? []).filter((p) => p.in === 'query').map((p) => p.name),
        ...(body && { body: whole(body) as Schema }),
      };
    }),
  );
}

export const roles = [
  'visitor',
  'creator',
  'otherCreator',
  'owner',
  'manager',
  'coach',
  'scout',
  'finance',
  'otherOwner',
  'admin',
  'moderator',
  'analyst',
  'readKey',
] as const;
export type Role = (typeof roles)[number];

export interface Scene {
  t: TestApp;
  as: Record<Role, Caller>;
  agency: MadeAgency;
  other: MadeAgency;
  creator: MadeCreator;
  otherCreator: MadeCreator;
  /** Open to invitations, belongs to nobody. */
  target: MadeCreator;
  membershipId: string;
  /** A creator of the agency's own exports, with the scene's coach. */
  exportId: string;
}

/** One day's export of a few creators, taken in and reckoned; the first of them, given to a coach. */
async function exportedCreator(t: TestApp, { agencyId, owner }: MadeAgency, coach: Caller): Promise<string> {
  const on = plusDays(dayOf(t.now()), -1);
  const { name, rows } = creatorData(simulateAgency({ seed: 3, creators: 5, from: plusDays(on, -5), days: 6 }), { on, language: 'en' });
  await bringAndTake(t, owner, agencyId, { name, bytes: toCsv(rows, { encoding: 'utf-8', delimiter: ',', eol: '\n' }) });
  // What hears of it has nothing left to do: rows are counted before and after requests.
  await t.app.relay.drain();
  await t.app.reckoning.workDue();
  await t.app.bonuses.workDue();
  const { items } = (await owner.get(`/v1/agencies/${agencyId}/standings`)).body;
  const who = { exportIds: [items[0].exportId] };
  const given = await owner.post(`/v1/agencies/${agencyId}/standings/assign`, { personId: coach.personId, who });
  assert.equal(given.body.changed, 1, given.text);
  return items[0].exportId;
}

/** One of each role around one agency; `creator` is its member, `otherOwner` owns the one next door. */
export async function setScene(t: TestApp): Promise<Scene> {
  const admin = await makeOperator(t);
  const [agency, other] = [await makeAgency(t, admin, 'Ours'), await makeAgency(t, admin, 'Theirs')];
  const creator = await makeCreator(t, { on: true });
  const otherCreator = await makeCreator(t, { on: true });
  const target = await makeCreator(t, { on: true });
  const inviteId = await invite(agency, creator.creatorId);
  const accepted = await creator.post(`/v1/me/invites/${inviteId}/answer`, { answer: 'accept' });
  assert.equal(accepted.status, 200, accepted.text);
  const as = {
    visitor: t.visitor,
    creator,
    otherCreator,
    owner: agency.owner,
    manager: await agency.seat('manager'),
    coach: await agency.seat('coach'),
    scout: await agency.seat('scout'),
    finance: await agency.seat('finance'),
    otherOwner: other.owner,
    admin,
    moderator: await t.person('Mo Moderator', 'moderator'),
    analyst: await t.person('Ann Analyst', 'analyst'),
    readKey: await t.callerOf(agency.owner.personId, ['read']),
  };
  await t.app.relay.drain();
  const exportId = await exportedCreator(t, agency, as.coach);
  return { t, as, agency, other, creator, otherCreator, target, membershipId: accepted.body.membershipId, exportId };
}

/** The token of a mail about invitations, as the server of a test makes it. */
export const mailToken = (personId: string): string => tokenFor('s'.repeat(43), personId, 'invitations');

export interface Wanted {
  path: string;
  body?: Record<string, unknown> | Record<string, unknown>[];
  /** Puts back what this request may have changed about the people of the scene. */
  after?: () => Promise<unknown>;
}
type Maker = (scene: Scene, caller: Caller) => Wanted | Promise<Wanted>;

const sql = (s: Scene, text: string, values: unknown[] = []) => s.t.owner.query(text, values);
/** Ids and tokens are kept apart from those of other tests in the process. */
let n = 0;

async function staffLink(s: Scene, of = s.agency): Promise<string> {
  const link = await of.owner.post(`/v1/agencies/${of.agencyId}/staff-links`, { role: 'scout' });
  return tokenOf(link.body.url);
}
async function freshSeat(s: Scene): Promise<string> {
  const { personId } = await s.t.app.carryOut<{ personId: string }>('people.enrol', {
    name: 'Somebody',
    email: `somebody.${machine.newId()}@test.invalid`,
    operator: null,
    passwordHash: null,
  });
  await s.t.app.carryOut('agencies.seat', { agencyId: s.agency.agencyId, personId, role: 'coach' });
  return personId;
}
async function freshInvite(s: Scene, from: MadeAgency, to: MadeCreator): Promise<string> {
  await sql(s, 'delete from invites where creator_id = $1 and agency_id = $2', [to.creatorId, from.agencyId]);
  await sql(s, 'delete from invite_counts');
  await sql(s, 'delete from invite_filters where creator_id = $1', [to.creatorId]);
  return invite(from, to.creatorId);
}
/** A file that an owner has begun to bring. */
async function freshImport(s: Scene, { sent = false, state = '' } = {}): Promise<string> {
  const path = `/v1/agencies/${s.agency.agencyId}/imports`;
  const begin = () => s.as.owner.post(path, { name: 'days.csv', bytes: 3 });
  // Five wait at most, whoever began them.
  let begun = await begin();
  if (begun.status === 429) {
    await sql(s, `update import_files set state = 'stopped' where agency_id = $1`, [s.agency.agencyId]);
    begun = await begin();
  }
  const { importId } = begun.body;
  if (sent) await s.as.owner.put(`${path}/${importId}/parts/0`, { data: 'YWJj' });
  if (state !== '') await sql(s, 'update import_files set state = $2 where import_id = $1', [importId, state]);
  return importId;
}
/** The creator of the exports, with the scene's coach: who left a seat on the way here coaches nobody since. */
async function coached(s: Scene): Promise<string> {
  await sql(s, 'update call_creators set coach_id = $2 where export_id = $1', [s.exportId, s.as.coach.personId]);
  return s.exportId;
}
/** The path of the exported creator's claim; nobody has claimed. */
async function unclaimed(s: Scene): Promise<string> {
  await sql(s, 'delete from call_claims where export_id = $1', [s.exportId]);
  return `/v1/agencies/${s.agency.agencyId}/standings/${s.exportId}`;
}
async function figuresLink(s: Scene): Promise<string> {
  const made = await s.as.owner.post(`${await unclaimed(s)}/claim-link`);
  assert.equal(made.status, 200, made.text);
  return tokenOf(made.body.url);
}
/** Who claimed has no profile again, if she had none; her name is free for the next one. */
const unclaim = (s: Scene, caller: Caller) => async () => {
  await unclaimed(s);
  if ('creatorId' in caller) return;
  const hers = 'select creator_id from creators where person_id::text = $1';
  await sql(s, `delete from creator_handles where creator_id in (${hers})`, [caller.personId]);
  await sql(s, 'delete from creators where person_id::text = $1', [caller.personId]);
};
/** A view of the caller's own, or somebody's where she can have none. */
async function freshView(s: Scene, caller: Caller): Promise<string> {
  const viewId = machine.newId();
  const personId = caller.key === undefined ? s.as.owner.personId : caller.personId;
  await sql(s, `insert into call_views values ($1, $2, $3, 'Mine', '{}')`, [s.agency.agencyId, personId, viewId]);
  return viewId;
}
/** A gift in a LIVE of an account. */
const liveEvent = (s: Scene, subject: string) => ({
  specversion: '1.0',
  id: `event${++n}`,
  source: 'test',
  type: 'gift',
  time: s.t.now().toISOString(),
  subject,
  platform: 'twitch',
  session: 'room',
  data: { giftId: '5655', from: 'viewer', count: 2, diamondsEach: 5, streak: 'streak', closed: true },
});
/** The member, who shares her LIVEs with her agency and is the coach's. */
async function sharing(s: Scene): Promise<string> {
  await s.creator.put('/v1/me/consents/live_data', { granted: true, textVersion: 1 });
  await sql(s, 'update memberships set coach_id = $2, ends_at = null where membership_id = $1', [s.membershipId, s.as.coach.personId]);
  return s.creator.creatorId;
}
/** A LIVE of the caller, or of the creator where the caller has none. */
async function freshLive(s: Scene, caller: Caller): Promise<string> {
  const her = caller.personId === s.otherCreator.personId ? s.otherCreator : s.creator;
  const taken = await s.as.admin.post('/v1/live/events', [liveEvent(s, her.handle)]);
  if (taken.body.accepted !== 1) throw new Error(taken.text);
  return (await her.get('/v1/me/live?limit=1')).body.items[0].sessionId;
}
async function imported(s: Scene): Promise<string> {
  const handle = `imported${++n}`;
  await s.as.admin.post('/v1/creators/import', { platform: 'other', rows: [{ row: 1, fields: { handle } }] });
  return handle;
}
const noLongerCreator = (s: Scene, caller: Caller) => async () => {
  if ('creatorId' in caller) return;
  await sql(s, `update creators set person_id = null where person_id::text = $1`, [caller.personId]);
};

export const terms = {
  commissionBps: 800,
  paidFrom: 'platform',
  months: 6,
  coolingOffDays: 14,
  noticeDays: 7,
  exclusive: false,
  coachingHoursMonthly: 2,
  trialLive: false,
};

const ours = (rest: string) => (s: Scene) => ({ path: `/v1/agencies/${s.agency.agencyId}${rest}` });
const plain = (path: string) => () => ({ path });

/** For each operation a request that somebody with the right to it would be granted. */
export const requests: Record<string, Maker> = {
  'people.me': plain('/v1/me'),
  'people.setLocale': plainBody('/v1/me/locale', { locale: null }),
  'people.demoLogins': plain('/v1/demo/logins'),
  'people.lookAtLink': async (s) => ({ path: '/v1/links/look', body: { token: await staffLink(s) } }),
  'people.start': async (s, caller) => {
    const { url } = await s.t.app.carryOut<{ url: string }>('people.issueStartLink', {});
    const { rows } = await sql(s, 'select operator_role from people where id::text = $1', [caller.personId]);
    const after = () =>
      sql(s, 'update people set operator_role = $2 where id::text = $1', [caller.personId, rows[0]?.operator_role ?? null]);
    return { path: '/v1/start', body: { token: tokenOf(url) }, after };
  },
  'people.listKeys': plain('/v1/me/keys'),
  'people.createKey': plainBody('/v1/me/keys', { name: 'A key', scopes: ['read'] }),
  'people.revokeKey': async (s, caller) => {
    const owner = caller.key === undefined ? s.as.owner.personId : caller.personId;
    const { keyId } = await s.t.app.carryOut<{ keyId: string }>(
      'people.createKey',
      { name: 'x', scopes: ['read'] },
      await s.t.app.actorOf(owner),
    );
    return { path: `/v1/me/keys/${keyId}` };
  },
  'policies.list': plain('/v1/policies'),
  'policies.history': plain('/v1/policies/history?kind=exits'),
  'policies.presets': plain('/v1/policies/presets'),
  'policies.put': plainBody('/v1/policies', { kind: 'exits', params: { lowActivity: null }, source: 'a test', certainty: 'inferred' }),
  'agencies.directory': plain('/v1/agencies'),
  'agencies.show': ours(''),
  'agencies.create': plainBody('/v1/agencies', { name: 'New', city: 'Oslo', country: 'NO', languages: ['no'], about: 'About' }),
  'agencies.openHouse': async (s, caller) => {
    const { url } = await s.t.app.carryOut<{ url: string }>('people.issueStartLink', { kind: 'house' });
    const { rows } = await sql(s, 'select operator_role from people where id::text = $1', [caller.personId]);
    const after = async () => {
      await sql(s, 'update people set operator_role = $2 where id::text = $1', [caller.personId, rows[0]?.operator_role ?? null]);
      await sql(s, `delete from agency_seats where agency_id in (select agency_id from agencies where name = 'House')`);
      await sql(s, `delete from agencies where name = 'House'`);
    };
    return { path: '/v1/house', body: { token: tokenOf(url), name: 'House' }, after };
  },
  'agencies.verify': ours('/verify'),
  'agencies.ownerLink': ours('/owner-links'),
  'agencies.edit': (s) => ({
    ...ours('')(s),
    body: { name: 'Ours', city: 'Oslo', country: 'NO', languages: ['no'], about: 'About' },
  }),
  'agencies.setTerms': (s) => ({ ...ours('/terms')(s), body: { terms } }),
  'agencies.staff': ours('/staff'),
  'agencies.inviteStaff': (s) => ({ ...ours('/staff-links')(s), body: { role: 'scout' } }),
  'agencies.listStaffLinks': ours('/staff-links'),
  'agencies.withdrawStaffLink': async (s) => {
    await staffLink(s);
    const { items } = (await s.as.owner.get(`/v1/agencies/${s.agency.agencyId}/staff-links`)).body;
    return ours(`/staff-links/${items[0].linkId}`)(s);
  },
  'agencies.leaveSeat': async (s, caller) => {
    const seats = await sql(s, 'select role, since from agency_seats where agency_id = $1 and person_id::text = $2', [
      s.agency.agencyId,
      caller.personId,
    ]);
    const after = async () => {
      for (const { role, since } of seats.rows)
        await sql(s, 'insert into agency_seats values ($1, $2, $3, $4) on conflict do nothing', [
          s.agency.agencyId,
          caller.personId,
          role,
          since,
        ]);
    };
    return { ...ours('/leave')(s), after };
  },
  'agencies.join': async (s, caller) => ({
    path: '/v1/agencies/join',
    body: { token: await staffLink(s, s.other) },
    after: () =>
      sql(s, `delete from agency_seats where agency_id = $1 and person_id::text = $2 and role <> 'owner'`, [
        s.other.agencyId,
        caller.personId,
      ]),
  }),
  'agencies.setRole': async (s) => ({ ...ours(`/staff/${await freshSeat(s)}`)(s), body: { role: 'finance' } }),
  'agencies.removeSeat': async (s) => ours(`/staff/${await freshSeat(s)}`)(s),
  'creators.join': (s, caller) => ({
    path: '/v1/me/creator',
    body: {
      displayName: 'Joiner',
      platform: 'other',
      handle: `joiner${++n}`,
      birthDate: '1990-01-31',
      languages: ['en'],
      country: 'US',
      categories: ['music'],
      tags: ['calm'],
      bio: 'Hello',
    },
    after: noLongerCreator(s, caller),
  }),
  'creators.mine': plain('/v1/me/creator'),
  'creators.edit': plainBody('/v1/me/creator', {
    displayName: 'Edited',
    languages: ['en'],
    country: 'US',
    categories: ['music'],
    tags: ['calm'],
    bio: 'Hello',
    zone: 'Europe/Berlin',
  }),
  'creators.setHandle': () => ({ path: '/v1/me/creator/handles/youtube', body: { handle: `channel${++n}` } }),
  'creators.removeHandle': plain('/v1/me/creator/handles/other'),
  'creators.agencyCenter': plain('/v1/me/agency-center'),
  'creators.setConsent': plainBody('/v1/me/consents/discovery', { granted: true, textVersion: 1 }),
  'creators.exposures': plain('/v1/me/exposures'),
  'creators.visibility': plain('/v1/me/visibility'),
  'creators.owned': plain('/v1/me/owned'),
  'creators.export': plain('/v1/me/export'),
  'creators.exportList': plain('/v1/me/export/account'),
  // Another's address: whoever may ask is told so, and nobody of the scene is lost.
  'creators.erase': plainBody('/v1/me/erase', { confirm: 'somebody@else.invalid' }),
  'creators.list': plain('/v1/creators?sort=name&limit=5'),
  'creators.rolloutPreview': plainBody('/v1/creators/rollout-preview', {
    cohorts: [{ countries: ['US'], followersMin: 100, followersMax: null, percentage: 50 }],
  }),
  'creators.import': () => ({
    path: '/v1/creators/import',
    body: {
      platform: 'other',
      dryRun: false,
      rows: [
        {
          row: 1,
          fields: { handle: `row${++n}`, displayName: 'Row', language: 'en', country: 'US', category: 'music', bio: 'Bio', followers: 5 },
        },
      ],
    },
  }),
  'creators.claimLink': async (s) => ({ path: '/v1/creators/claim-links', body: { handle: await imported(s), platform: 'other' } }),
  'creators.claim': async (s, caller) => {
    const link = await s.as.admin.post('/v1/creators/claim-links', { handle: await imported(s), platform: 'other' });
    return {
      path: '/v1/creators/claim',
      body: { token: tokenOf(link.body.url), birthDate: '1990-01-31' },
      after: noLongerCreator(s, caller),
    };
  },
  'imports.begin': (s) => ({
    ...ours('/imports')(s),
    body: { name: 'days.csv', bytes: 3, platform: 'tiktok' },
    after: () => sql(s, `update import_files set state = 'stopped' where agency_id = $1 and state = 'sending'`, [s.agency.agencyId]),
  }),
  'imports.send': async (s) => ({ ...ours(`/imports/${await freshImport(s)}/parts/0`)(s), body: { data: 'YWJj' } }),
  'imports.read': async (s) => ({
    ...ours(`/imports/${await freshImport(s, { sent: true })}/read`)(s),
    body: { given: { columns: { handle: 'Who' }, range: { from: '2026-07-01', to: '2026-07-02' } } },
  }),
  'imports.take': async (s) => ({
    ...ours(`/imports/${await freshImport(s, { state: 'read' })}/take`)(s),
    body: { confirm: ['strangers'] },
  }),
  'imports.stop': async (s) => ({ ...ours(`/imports/${await freshImport(s)}/stop`)(s) }),
  'imports.list': ours('/imports'),
  'imports.get': async (s) => ({ ...ours(`/imports/${await freshImport(s)}`)(s) }),
  'imports.rows': async (s) => ({ ...ours(`/imports/${await freshImport(s)}/rows`)(s) }),
  'calls.today': ours('/calls?limit=5'),
  'calls.roster': ours('/standings?sort=diamonds&limit=5'),
  'calls.creator': async (s) => ours(`/standings/${await coached(s)}`)(s),
  'calls.log': async (s) => ({ ...ours(`/standings/${await coached(s)}/calls`)(s), body: { kind: 'note', note: 'Talked' } }),
  'calls.setDates': async (s) => ({
    ...ours(`/standings/${await coached(s)}/dates`)(s),
    body: { termEndsOn: '2027-01-31', appealClosesOn: null },
  }),
  'calls.claimLink': async (s) => ({ path: `${await unclaimed(s)}/claim-link` }),
  'calls.endClaim': async (s) => {
    await figuresLink(s);
    return { path: `/v1/agencies/${s.agency.agencyId}/standings/${s.exportId}/claim` };
  },
  'calls.claim': async (s, caller) => ({
    path: '/v1/figures/claim',
    body: { token: await figuresLink(s), birthDate: '1990-01-31' },
    after: unclaim(s, caller),
  }),
  'calls.mine': plain('/v1/me/figures'),
  'calls.leaveClaim': async (s, caller) => {
    await unclaimed(s);
    const { creatorId } = 'creatorId' in caller ? (caller as MadeCreator) : s.creator;
    await sql(s, 'insert into call_claims values ($1, $2, $3, now())', [s.agency.agencyId, s.exportId, creatorId]);
    return { path: `/v1/me/figures/${s.agency.agencyId}/${s.exportId}` };
  },
  'calls.assign': (s) => ({
    ...ours('/standings/assign')(s),
    body: { personId: s.as.coach.personId, who: { exportIds: [s.exportId] } },
  }),
  'calls.groups': ours('/groups'),
  'calls.setGoals': (s) => ({ ...ours('/goals')(s), body: { group: null, validDays: 10, hours: 20, diamonds: null } }),
  'calls.views': ours('/views'),
  'calls.keepView': (s) => ({
    ...ours('/views')(s),
    body: { name: 'Urgent', query: { band: 'URGENT' } },
    after: () => sql(s, 'delete from call_views where agency_id = $1', [s.agency.agencyId]),
  }),
  'calls.dropView': async (s, caller) => ours(`/views/${await freshView(s, caller)}`)(s),
  'live.ingest': (s) => ({ path: '/v1/live/events', body: [liveEvent(s, s.creator.handle)] }),
  'live.register': () => ({ path: '/v1/live/accounts', body: { platform: 'other', accounts: [`account${++n}`] } }),
  'live.totals': (s) => ({
    path: '/v1/live/totals',
    body: { sessions: [{ platform: 'twitch', account: s.creator.handle, session: 'room' }] },
  }),
  'live.quarantine': plain('/v1/live/quarantine?limit=5'),
  'live.mine': plain('/v1/me/live?limit=5'),
  'live.minutes': async (s, caller) => ({ path: `/v1/me/live/${await freshLive(s, caller)}` }),
  'roster.list': ours('/roster'),
  'roster.live': async (s) => {
    await freshLive(s, s.creator);
    return ours(`/creators/${await sharing(s)}/live`)(s);
  },
  'roster.liveMinutes': async (s) => {
    const sessionId = await freshLive(s, s.creator);
    return ours(`/creators/${await sharing(s)}/live/${sessionId}`)(s);
  },
  'roster.mine': plain('/v1/me/memberships'),
  'roster.leave': (s) => ({ path: `/v1/me/memberships/${s.membershipId}/leave`, body: { reason: 'Enough' } }),
  'roster.assign': (s) => ({ ...ours(`/roster/${s.membershipId}/coach`)(s), body: { personId: s.as.coach.personId } }),
  'invites.send': async (s) => {
    await sql(s, 'delete from invites where creator_id = $1', [s.target.creatorId]);
    await sql(s, 'delete from invite_counts');
    await sql(s, 'delete from invite_filters where creator_id = $1', [s.target.creatorId]);
    return { ...ours('/invites')(s), body: { creatorIds: [s.target.creatorId], kind: 'regular', message: 'Come', terms } };
  },
  'invites.list': ours('/invites'),
  'invites.allowance': ours('/invites/allowance'),
  'invites.withdraw': async (s) => ours(`/invites/${await freshInvite(s, s.agency, s.target)}/withdraw`)(s),
  'invites.mine': plain('/v1/me/invites'),
  'invites.filters': plain('/v1/me/invite-filters'),
  'invites.setFilters': plainBody('/v1/me/invite-filters', { commissionBpsMax: 2000, languages: [], verifiedOnly: false, inboxMax: null }),
  'invites.open': async (s) => ({ path: `/v1/me/invites/${await freshInvite(s, s.other, s.creator)}` }),
  'invites.answer': async (s) => ({
    path: `/v1/me/invites/${await freshInvite(s, s.other, s.creator)}/answer`,
    body: { answer: 'decline' },
  }),
  'discovery.search': (s) => ({
    ...ours('/creators/search')(s),
    body: { text: 'a', filters: { languages: ['en'], categories: ['music'] }, sort: 'fit', facets: ['languages'], limit: 5 },
  }),
  'discovery.profile': (s) => ours(`/creators/${s.target.creatorId}`)(s),
  'earnings.bonus': ours('/bonus'),
  'earnings.bonusCreators': ours('/bonus/creators?show=differences&limit=5'),
  'ops.agencies': plain('/v1/operator/agencies?sort=members&limit=5'),
  'ops.audit': plain('/v1/audit?limit=5'),
  'notices.list': plain('/v1/me/notices'),
  'notices.unread': plain('/v1/me/notices/unread'),
  'notices.read': plainBody('/v1/me/notices/read', { upTo: '2026-01-01T00:00:00.000Z' }),
  'notices.settings': plain('/v1/me/notices/settings'),
  'notices.setSettings': plainBody('/v1/me/notices/settings', {
    groups: {
      invitations: { app: true, mail: true },
      membership: { app: true, mail: false },
      permissions: { app: true, mail: true },
      team: { app: false, mail: true },
      calls: { app: false, mail: true },
    },
    quiet: { from: '22:00', to: '07:30' },
    zone: 'Europe/Berlin',
    daily: false,
  }),
  'notices.unsubscribe': (s) => ({ path: `/v1/notices/unsubscribe/${mailToken(s.as.creator.personId)}` }),
  'ops.verify': plain('/v1/verify'),
};
function plainBody(path: string, body: Record<string, unknown>): Maker {
  return () => ({ path, body: structuredClone(body) });
}
