// The people of a house: who they are, the rules, agencies with their staff.
import { tokenOf } from '../../make.ts';
import { machine } from '../../server.ts';
import type { Scene } from '../scene.ts';
import { ours, plain, plainBody, sql, terms, type Samples } from './making.ts';

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

const draftedRule = { kind: 'exits', params: { lowActivity: null }, validFrom: null, source: '', certainty: 'inferred' } as const;
async function keptDraft(s: Scene): Promise<string> {
  await sql(s, 'delete from policy_drafts');
  const { draftId } = await s.t.app.carryOut<{ draftId: string }>('policies.draft', draftedRule);
  return draftId;
}

export const people: Samples = {
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
  'policies.drafts': plain('/v1/policies/drafts'),
  'policies.draft': plainBody('/v1/policies/drafts', draftedRule),
  'policies.editDraft': async (s) => {
    const { kind: _, ...more } = draftedRule;
    return { path: `/v1/policies/drafts/${await keptDraft(s)}`, body: { ...more, revision: 1 } };
  },
  'policies.dropDraft': async (s) => ({ path: `/v1/policies/drafts/${await keptDraft(s)}` }),
  'ops.previewRule': plainBody('/v1/policies/preview', { kind: 'exits', params: { lowActivity: null } }),
  'ops.affected': plainBody('/v1/policies/preview/affected', {
    kind: 'exits',
    params: { lowActivity: null },
    effect: 'exits.now',
    change: 'lost',
  }),
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
};
