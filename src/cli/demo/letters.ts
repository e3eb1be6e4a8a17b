// What passes between agencies and creators beside invitations: letters, and promises that are kept, late, or not.
import type { App } from '#src/app.ts';
import type { Actor } from '#src/infra/context.ts';
import { addMs, dayMs } from '#src/lib/time.ts';
import type { Chance } from './chance.ts';

export interface Member {
  membershipId: string;
  agencyId: string;
  /** Who speaks for the agency, and herself. */
  staff: Actor;
  herself: Actor;
}
interface Shown {
  promiseId: string;
  dueAt: string;
}
/** So many memberships have a history of promises: enough to count, and soon done. */
const most = 40;
const hour = dayMs / 24;

/** Of promises that were due most were kept, some late, a few not; of some she has not said anything. `apiKey`: of somebody who may read them. */
export async function keepPromises(app: App, chance: Chance, members: readonly Member[], apiKey: string, now: Date) {
  for (const { membershipId, agencyId, staff, herself } of members.slice(0, most)) {
    const headers = { authorization: `Bearer ${apiKey}` };
    const path = `http://greenroom.local/v1/agencies/${agencyId}/roster/${membershipId}/promises`;
    const { items } = (await (await app.fetch(new Request(path, { headers }))).json()) as { items: Shown[] };
    for (const { promiseId, dueAt } of items.filter((p) => Date.parse(p.dueAt) < now.getTime() - dayMs)) {
      const how = chance.weighted([
        ['kept', 8],
        ['late', 1],
        ['said', 1],
        ['not', 1],
      ] as const);
      const at = addMs(new Date(dueAt), (how === 'late' ? 12 : -30) * hour);
      if (how !== 'not') await app.carryOut('roster.keepPromise', { agencyId, membershipId, promiseId, kept: true }, staff, at);
      if (how !== 'said')
        await app.carryOut(
          'roster.answerPromise',
          { promiseId, answer: how === 'not' ? 'not_kept' : 'kept' },
          herself,
          addMs(at, 5 * hour),
        );
    }
  }
}

export interface Letter {
  from: 'agency' | 'creator';
  hoursAgo: number;
  text: string;
}
/** With somebody who is invited: the agency writes, she asks, it answers. */
export const asked: Letter[] = [
  {
    from: 'agency',
    hoursAgo: 20,
    text: 'We have sent you an invitation and are glad to explain anything in it. What would you like your evenings to look like?',
  },
  { from: 'creator', hoursAgo: 9, text: 'Thank you. Who would be my coach, and how often would we talk?' },
  {
    from: 'agency',
    hoursAgo: 3,
    text: 'Elif, who coaches two other makers. An hour each week, on the evening that suits you, and the recording of your last LIVE beforehand.',
  },
];
/** With a member: about her week. */
export const coached: Letter[] = [
  {
    from: 'agency',
    hoursAgo: 74,
    text: 'Your last two LIVEs began at half past eight and kept people longest. Shall we keep that hour for the next three?',
  },
  { from: 'creator', hoursAgo: 70, text: 'Yes, Tuesday and Thursday are fine. On Saturday I am away.' },
  { from: 'agency', hoursAgo: 26, text: 'Then two this week. I have put a written plan together; tell me what you would leave out.' },
];

/** Writes letters between two, each at its own instant. */
export async function write(app: App, letters: readonly Letter[], { agencyId, staff, herself }: Omit<Member, 'membershipId'>, now: Date) {
  for (const { from, hoursAgo, text } of letters) {
    const at = addMs(now, -hoursAgo * hour);
    if (from === 'agency') await app.carryOut('messages.write', { agencyId, creatorId: herself.creatorId, text, fileIds: [] }, staff, at);
    else await app.carryOut('messages.answer', { agencyId, text, fileIds: [] }, herself, at);
  }
}
