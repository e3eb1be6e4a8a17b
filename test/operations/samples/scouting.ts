// The pipeline: whom an agency would like to win.
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

export const scouting: Samples = {
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
