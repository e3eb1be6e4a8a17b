import { policiesAt } from '#src/features/policies/index.ts';
import { endOf, listMembershipsByIds } from '#src/features/roster/index.ts';
import type { Reaction } from '#src/infra/jobs/relay.ts';
import { saveCoolDowns } from './queries/rows.ts';
import { coolDownEnd } from './rules.ts';

/**
 * A further term that she declined is a no like another: the agency is not to ask her by an invitation before the cool-down, which runs from
 * the end of that membership. Until then she is its member, so nothing is lost by coming a moment later.
 */
export const followDeclines: Reaction = {
  consumer: 'invites',
  names: ['roster.offer_answered'],
  run: async (tx, events, now) => {
    const declined = events.flatMap(({ body }) =>
      body['kind'] === 'renewal' && body['answer'] === 'decline'
        ? [{ creatorId: body['creatorId'] as string, membershipId: body['membershipId'] as string }]
        : [],
    );
    if (declined.length === 0) return;
    const { invitations } = await policiesAt(tx, ['invitations'], now);
    const memberships = await listMembershipsByIds(tx, declined);
    await saveCoolDowns(
      tx,
      memberships.map((m) => ({ creator_id: m.creator_id, invite_id: m.invite_id, until: coolDownEnd(invitations, endOf(m)) })),
    );
  },
};
