// The pipeline: whom an agency would like to win.
import { machine, type Caller } from '../../server.ts';
import type { Scene } from '../scene.ts';
import { ours, plain, sql, type Samples } from './making.ts';

/** The creator whom nobody has asked, in the pipeline of the scene's agency. */
async function saved(s: Scene): Promise<string> {
  const { creatorId } = s.target;
  await sql(s, `insert into leads values ($1, $2, 'to_look_at', null, null, null, now(), now()) on conflict do nothing`, [
    s.agency.agencyId,
    creatorId,
  ]);
  return creatorId;
}

/** A search of the caller's own, or of the owner's where she can have none. */
async function kept(s: Scene, caller: Caller): Promise<string> {
  const searchId = machine.newId();
  const seats = [s.as.owner, s.as.manager, s.as.scout].map((one) => one.personId);
  const personId = seats.includes(caller.personId) ? caller.personId : s.as.owner.personId;
  await sql(
    s,
    `insert into saved_searches (agency_id, search_id, person_id, name, question, alerts, made_at, due_at)
     values ($1, $2, $3, 'Singers', '{"sort": "fit"}', false, now(), now())`,
    [s.agency.agencyId, searchId, personId],
  );
  return searchId;
}

export const scouting: Samples = {
  'scouting.searches': ours('/saved-searches'),
  'scouting.keepSearch': (s) => ({
    ...ours('/saved-searches')(s),
    body: { name: 'Singers', question: { text: 'sings', filters: { languages: ['en'] }, sort: 'newest' }, alerts: false },
    after: () => sql(s, 'delete from saved_searches where agency_id = $1', [s.agency.agencyId]),
  }),
  'scouting.editSearch': async (s, caller) => ({
    ...ours(`/saved-searches/${await kept(s, caller)}`)(s),
    body: { name: 'Potters', alerts: false },
  }),
  'scouting.dropSearch': async (s, caller) => ours(`/saved-searches/${await kept(s, caller)}`)(s),
  'scouting.fresh': async (s, caller) => ours(`/saved-searches/${await kept(s, caller)}/fresh?limit=5`)(s),
  'scouting.list': ours('/leads?stage=to_look_at&limit=5'),
  'scouting.show': async (s) => ours(`/leads/${await saved(s)}`)(s),
  'scouting.save': async (s) => {
    await sql(s, 'delete from leads where agency_id = $1', [s.agency.agencyId]);
    return { ...ours('/leads')(s), body: { creatorIds: [s.target.creatorId] } };
  },
  'scouting.move': async (s) => ({
    ...ours('/leads/move')(s),
    body: { creatorIds: [await saved(s)], stage: 'lost', lostWhy: 'no_fit', note: 'Another sort of LIVE', ownerId: null },
  }),
  'scouting.drop': async (s) => ({ ...ours('/leads/drop')(s), body: { creatorIds: [await saved(s)] } }),
  'scouting.note': async (s) => ({ ...ours(`/leads/${await saved(s)}/notes`)(s), body: { note: 'Answers on Mondays' } }),
  'scouting.remind': async (s) => ({ ...ours(`/leads/${await saved(s)}/reminder`)(s), body: { on: '2027-01-31' } }),
  'scouting.savedBy': plain('/v1/me/saved-by'),
};
