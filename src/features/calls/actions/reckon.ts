import { createHash } from 'node:crypto';
import { z } from 'zod';
import { countTaken, planForGrowth } from '#src/features/imports/index.ts';
import type { Params } from '#src/features/policies/contract.ts';
import { policiesAt } from '#src/features/policies/index.ts';
import { act } from '#src/infra/act.ts';
import { nobody } from '#src/infra/may.ts';
import { id } from '#src/lib/shapes.ts';
import { dayOf } from '#src/lib/time.ts';
import { lockRun } from '../queries/runs.ts';
import { beginRun, reckonSome } from '../steps/reckon.ts';

/** What a run is made of: when any of it changes, everything is reckoned anew. */
export const makingOf = (today: string, files: number, revision: number, rule: Params['thresholds']): string =>
  `${today} ${files} ${revision} ${createHash('sha256').update(JSON.stringify(rule)).digest('hex').slice(0, 16)}`;

/**
 * One step of the reckoning of an agency: it begins a run where something has changed, or goes on with the one that stands. `goOn`: there is
 * more to do. Whoever takes a step holds the run's row; another process leaves it alone.
 */
export const step = act(
  'calls.reckon',
  z.strictObject({ agencyId: id }),
  nobody,
  async (tx, ctx, { agencyId }) => {
    const run = await lockRun(tx, agencyId);
    if (!run) return { goOn: false };
    await planForGrowth(tx);
    const { thresholds } = await policiesAt(tx, ['thresholds'], ctx.now);
    const files = await countTaken(tx, agencyId);
    if (files === 0) return { goOn: false };
    const made = makingOf(dayOf(ctx.now), files, run.revision, thresholds);
    if (run.made_of !== made) {
      await beginRun(tx, agencyId, made);
      return { goOn: true };
    }
    if (!run.going) return { goOn: false };
    const goOn = await reckonSome(tx, run, ctx.now);
    if (!goOn) ctx.tell('calls.reckoned', { agencyId, dataOn: run.data_on });
    return { goOn };
  },
  { quiet: true },
);
