import type { Reaction } from '#src/infra/jobs/relay.ts';
import type { World } from '#src/infra/context.ts';
import { sweptAtOnce } from './rules/writing.ts';
import { hideWhereUnfound } from './steps/between.ts';

type CarryOut = (name: string, input: unknown) => Promise<unknown>;
/** In bounded steps, each a transaction of its own, until nothing is left that waited too long. */
export async function forgetWaiting(carryOut: CarryOut): Promise<void> {
  for (let n = sweptAtOnce; n === sweptAtOnce;) n = ((await carryOut('messages.sweep', {})) as { forgotten: number }).forgotten;
}

/** Once a membership has ended, an agency reads no more of somebody who cannot be found, whichever of the two came first. */
export const makeFollowEnds = ({ clock }: Pick<World, 'clock'>): Reaction => ({
  consumer: 'messages',
  names: ['roster.left', 'roster.ended'],
  run: async (tx, events) => {
    const creators = [...new Set(events.map(({ body }) => body['creatorId'] as string))];
    await hideWhereUnfound(tx, creators, clock());
  },
});
