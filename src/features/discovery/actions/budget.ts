import { z } from 'zod';
import { act } from '#src/infra/act.ts';
import { nobody } from '#src/infra/may.ts';
import { day, id } from '#src/lib/shapes.ts';
import { deleteDaysBefore } from '../queries/budget.ts';
import { countedSince } from '../rules/budget.ts';

/** For the operator's log: a seat has met a limit of its day. */
export const noteLimit = act(
  'discovery.noteLimit',
  z.strictObject({ agencyId: id, personId: id, on: day, sort: z.enum(['listed', 'opened']), most: z.int() }),
  nobody,
  async (_tx, ctx, met) => {
    ctx.about(met);
    return {};
  },
);

/** Seats whose day is forgotten in one step: 100,000 rows at most. */
export const seatsAtOnce = 20;
/** Forgets whom seats were shown on days that are over. */
export const sweepBudgets = act(
  'discovery.sweepBudgets',
  z.strictObject({}),
  nobody,
  async (tx, ctx) => ({ forgotten: await deleteDaysBefore(tx, countedSince(ctx.now), seatsAtOnce) }),
  { quiet: true },
);
