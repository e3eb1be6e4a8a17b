import { createHash } from 'node:crypto';
import { z } from 'zod';
import { countCreators, countTaken, listCreatorDays, planForGrowth, type CreatorDays } from '#src/features/imports/index.ts';
import { policiesAt } from '#src/features/policies/index.ts';
import type { Params } from '#src/features/policies/contract.ts';
import { act } from '#src/infra/act.ts';
import type { Tx } from '#src/infra/db/open.ts';
import { nobody } from '#src/infra/may.ts';
import { id } from '#src/lib/shapes.ts';
import { dayOf } from '#src/lib/time.ts';
import { listDates, listGoals } from '../queries/care.ts';
import { lockRun, saveBegun, saveProgress, saveStandings, type Run, type StandingRow } from '../queries/runs.ts';
import { sinceOf } from '../rules/days.ts';
import { goalsOf, ownGoals } from '../rules/goals.ts';
import { poolOf, usualPool } from '../rules/project.ts';
import { factsOf } from '../rules/read.ts';
import { reckon, rulesOf } from '../rules/standing.ts';

/** Creators of one step: its transaction is short, and no other work of this process waits long. */
const atOnce = 200;
/** The spreads of an agency are those of so many of its creators. */
const sample = 400;

/** What a run is made of: when any of it changes, everything is reckoned anew. */
export const makingOf = (today: string, files: number, revision: number, rule: Params['thresholds']): string =>
  `${today} ${files} ${revision} ${createHash('sha256').update(JSON.stringify(rule)).digest('hex').slice(0, 16)}`;

const noDates = { termEndsOn: null, appealClosesOn: null };

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
      await begin(tx, agencyId, made);
      return { goOn: true };
    }
    if (!run.going) return { goOn: false };
    const goOn = await reckonSome(tx, run, thresholds, ctx.now);
    if (!goOn) ctx.tell('calls.reckoned', { agencyId });
    return { goOn };
  },
  { quiet: true },
);

async function begin(tx: Tx, agencyId: string, made: string): Promise<void> {
  const { n, dataOn } = await countCreators(tx, agencyId);
  const some = dataOn === null ? [] : await listCreatorDays(tx, agencyId, null, sample, sinceOf(dataOn));
  const pool = some.length === 0 ? usualPool : poolOf(some.map((one) => factsOf(one, noDates)));
  await saveBegun(tx, agencyId, { made_of: made, total: n, data_on: dataOn, pool });
}

async function reckonSome(tx: Tx, run: Run, rule: Params['thresholds'], now: Date): Promise<boolean> {
  const { agency_id: agencyId } = run;
  const some = await listCreatorDays(tx, agencyId, run.after_id, atOnce, sinceOf(run.data_on ?? dayOf(now)));
  const ids = some.map(({ creator }) => creator.export_id);
  const dates = new Map((await listDates(tx, agencyId, ids)).map((d) => [d.export_id, d]));
  const goals = await listGoals(tx, agencyId);
  const rules = rulesOf(rule);
  const rows = some.map((one): StandingRow => {
    const { creator } = one;
    const own = dates.get(creator.export_id);
    const facts = factsOf(one, own ? { termEndsOn: own.term_ends_on, appealClosesOn: own.appeal_closes_on } : noDates);
    const asked = ownGoals(goalsOf(goals, creator.group_name));
    const stands = reckon(creator.export_id, facts, rules, asked, run.pool ?? usualPool, creator.quit_on !== null, now);
    return rowOf(agencyId, one, facts.dataOn, dayOf(now), stands);
  });
  await saveStandings(tx, rows);
  const ended = some.length < atOnce;
  await saveProgress(tx, agencyId, ended ? null : ids.at(-1)!, run.done + some.length, ended ? now : undefined);
  return !ended;
}

function rowOf(agencyId: string, { creator }: CreatorDays, dataOn: string, today: string, r: ReturnType<typeof reckon>): StandingRow {
  const [rank, near, soon, strength] = r.place;
  return {
    agency_id: agencyId,
    export_id: creator.export_id,
    today,
    data_on: dataOn,
    platform: creator.platform,
    handle: creator.handle,
    display_name: creator.display_name,
    group_name: creator.group_name,
    quit_on: creator.quit_on,
    band: r.band,
    valid_days: r.validDays,
    live_seconds: r.liveSeconds,
    diamonds: r.diamonds,
    last_live_on: r.lastLiveOn,
    reasons: r.reasons,
    changes: r.changes,
    rank,
    near,
    soon,
    strength,
    body: r.body,
  };
}
