// What is brought in files, and the calls that come of it.
import assert from 'node:assert/strict';
import { tokenOf, type MadeCreator } from '../../make.ts';
import { machine, type Caller } from '../../server.ts';
import type { Scene } from '../scene.ts';
import { ours, plain, sql, type Samples } from './making.ts';

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

export const calls: Samples = {
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
};
