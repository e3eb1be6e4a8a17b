import type { World } from '#src/infra/context.ts';
import type { Reaction } from '#src/infra/jobs/relay.ts';
import { clearOwner, saveMoves } from './queries/leads.ts';
import { bringForward, deleteSearchesOf } from './queries/searches.ts';
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

/** Takes somebody who no longer looks for creators off those owned, and her searches with them. */
export const followSeats: Reaction = {
  consumer: 'scouting.seats',
  names: ['agencies.seat_ended', 'agencies.role_changed'],
  run: async (tx, events) => {
    for (const { body } of events) {
      if (scouts(body['role'] as string | undefined)) continue;
      const [agencyId, personId] = [body['agencyId'] as string, body['personId'] as string];
      await clearOwner(tx, agencyId, personId);
      await deleteSearchesOf(tx, agencyId, personId);
    }
  },
};

/** Creators have changed: saved searches are asked anew before their day is over. One that was just kept is asked at once. */
export const followChanges = (hurry: () => void): Reaction => ({
  consumer: 'scouting.searches',
  names: ['creators.consent_changed', 'creators.changed', 'live.records_changed', 'scouting.search_kept'],
  run: async (tx, events, now) => {
    if (events.some(({ name }) => name !== 'scouting.search_kept')) await bringForward(tx, now);
  },
  after: (events) => {
    if (events.some(({ name }) => name === 'scouting.search_kept')) hurry();
  },
});

/** In bounded steps, each a transaction of its own. */
export async function tellAllDue(carryOut: (name: string, input: unknown) => Promise<unknown>): Promise<void> {
  while (((await carryOut('scouting.tellDue', {})) as { more: boolean }).more);
}
