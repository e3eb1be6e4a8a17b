// Copies of what was agreed: of the agency's member, and the check that anybody may ask.
import type { Scene } from '../scene.ts';
import { ours, plainBody, sql, type Samples } from './making.ts';

/** Her first copy, made. */
async function made(s: Scene): Promise<string> {
  await s.t.app.copies.workDue();
  const { rows } = await sql(s, 'select copy_id as id from agreement_copies where membership_id = $1 order by agreed_at limit 1', [
    s.membershipId,
  ]);
  return (rows[0] as { id: string }).id;
}

export const copies: Samples = {
  'copies.mine': (s) => ({ path: `/v1/me/memberships/${s.membershipId}/copies` }),
  'copies.myFile': async (s) => ({ path: `/v1/me/copies/${await made(s)}` }),
  'copies.list': (s) => ours(`/roster/${s.membershipId}/copies`)(s),
  'copies.file': async (s) => ours(`/copies/${await made(s)}`)(s),
  'copies.check': plainBody('/v1/copies/check', { mark: '00000-00000-00000-00000' }),
};
