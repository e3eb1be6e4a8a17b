// Messages between the agency and its member, and what she has blocked.
import type { Scene } from '../scene.ts';
import { ours, plain, sql, type Samples } from './making.ts';

const thread = (s: Scene) => `/v1/agencies/${s.agency.agencyId}/threads/${s.creator.creatorId}`;
const hers = (s: Scene) => `/v1/me/threads/${s.agency.agencyId}`;
const text = Buffer.from('A plan for November');
const begun = { name: 'plan.txt', bytes: text.length };
const part = { data: text.toString('base64') };

/** Nothing was written: who has left before is a stranger again, to whom a few messages may go. */
async function unwritten(s: Scene): Promise<void> {
  await sql(s, 'delete from blocks where creator_id = $1', [s.creator.creatorId]);
  await sql(s, 'delete from threads where creator_id = $1', [s.creator.creatorId]);
}
async function written(s: Scene): Promise<void> {
  await unwritten(s);
  const done = await s.agency.owner.post(`${thread(s)}/messages`, { text: 'How was your week?' });
  if (done.status !== 200) throw new Error(done.text);
}
async function file(s: Scene, side: 'agency' | 'creator', sent: boolean): Promise<string> {
  await written(s);
  const [who, at] = side === 'agency' ? [s.agency.owner, thread(s)] : [s.creator, hers(s)];
  await sql(s, 'delete from message_files where creator_id = $1', [s.creator.creatorId]);
  const { fileId } = (await who.post(`${at}/files`, begun)).body;
  if (!sent) return fileId;
  await who.put(`${at}/files/${fileId}/parts/0`, part);
  await who.post(`${at}/messages`, { fileIds: [fileId] });
  return fileId;
}
const unblocked = async (s: Scene) => sql(s, 'delete from blocks where agency_id = any($1)', [[s.agency.agencyId, s.other.agencyId]]);

export const messages: Samples = {
  'messages.list': ours('/threads?limit=5'),
  'messages.open': async (s) => (await written(s), { path: `${thread(s)}?limit=5` }),
  'messages.write': async (s) => (await unwritten(s), { path: `${thread(s)}/messages`, body: { text: 'Well done', fileIds: [] } }),
  'messages.read': async (s) => (await written(s), { path: `${thread(s)}/read`, body: { seq: 1 } }),
  'messages.beginFile': async (s) => {
    await unwritten(s);
    await sql(s, 'delete from message_files where creator_id = $1', [s.creator.creatorId]);
    return { path: `${thread(s)}/files`, body: { ...begun } };
  },
  'messages.sendPart': async (s) => ({ path: `${thread(s)}/files/${await file(s, 'agency', false)}/parts/0`, body: { ...part } }),
  'messages.file': async (s) => ({ path: `${thread(s)}/files/${await file(s, 'agency', true)}` }),
  'messages.mine': plain('/v1/me/threads?limit=5'),
  'messages.openMine': async (s) => (await written(s), { path: `${hers(s)}?limit=5` }),
  'messages.answer': async (s) => (await written(s), { path: `${hers(s)}/messages`, body: { text: 'It was good', fileIds: [] } }),
  'messages.readMine': async (s) => (await written(s), { path: `${hers(s)}/read`, body: { seq: 1 } }),
  'messages.beginMyFile': async (s) => {
    await written(s);
    await sql(s, 'delete from message_files where creator_id = $1', [s.creator.creatorId]);
    return { path: `${hers(s)}/files`, body: { ...begun } };
  },
  'messages.sendMyPart': async (s) => ({ path: `${hers(s)}/files/${await file(s, 'creator', false)}/parts/0`, body: { ...part } }),
  'messages.myFile': async (s) => ({ path: `${hers(s)}/files/${await file(s, 'creator', true)}` }),
  'messages.blocks': plain('/v1/me/blocks'),
  'messages.block': (s) => ({ path: '/v1/me/blocks', body: { agencyId: s.other.agencyId }, after: () => unblocked(s) }),
  'messages.unblock': async (s) => {
    await unblocked(s);
    await s.creator.post('/v1/me/blocks', { agencyId: s.other.agencyId });
    return { path: `/v1/me/blocks/${s.other.agencyId}`, after: () => unblocked(s) };
  },
};
