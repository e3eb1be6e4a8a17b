import type { World } from '#src/infra/context.ts';
import type { Reaction } from '#src/infra/jobs/relay.ts';
import { clearOwner, saveMoves } from './queries/leads.ts';
import { moveOf, roundsOf, scouts } from './rules.ts';

/** An invitation that is sent, answered or over moves whoever is in the pipeline. */
export const makeFollow = ({ newId }: Pick<World, 'newId'>): Reaction => ({
  consumer: 'scouting',
  names: ['invites.sent', 'invites.answered', 'invites.withdrawn', 'invites.expired'],
  run: async (tx, events) => {
    const moves = events.map(moveOf).filter((m) => m !== undefined);
    // One round, unless somebody answered while this was on its way.
    for (const round of roundsOf(moves))
      await saveMoves(
        tx,
        round.map((m) => ({ ...m, entryId: newId() })),
      );
  },
});

/** Takes somebody who no longer looks for creators off those owned. */
export const followSeats: Reaction = {
  consumer: 'scouting.seats',
  names: ['agencies.seat_ended', 'agencies.role_changed'],
  run: async (tx, events) => {
    for (const { body } of events)
      if (!scouts(body['role'] as string | undefined)) await clearOwner(tx, body['agencyId'] as string, body['personId'] as string);
  },
};
