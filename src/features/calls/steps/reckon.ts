import { countCreators, listCreatorDays, loadCreatorDays, sampleCreatorDays, type CreatorDays } from '#src/features/imports/index.ts';
import { policiesAt } from '#src/features/policies/index.ts';
import type { Tx } from '#src/infra/db/open.ts';
import { addDays, nextFirst } from '#src/lib/days.ts';
import { dayOf, earlier, startOfDay } from '#src/lib/time.ts';
import { listDates, listGoals } from '../queries/care.ts';
import { holdRun, saveBegun, saveProgress, saveStandings, type Run, type StandingRow } from '../queries/runs.ts';
import { sinceOf } from '../rules/days.ts';
import { goalsOf, ownGoals } from '../rules/goals.ts';
import { poolOf, usualPool } from '../rules/project.ts';
import { factsOf } from '../rules/read.ts';
import { reckon, rulesOf, type Reckoned } from '../rules/standing.ts';

/** Creators of one step: its transaction is short, and no other work of this process waits long. */
const atOnce = 200;
/** The spreads of an agency are those of so many creators who were in its latest files. */
const sample = 400;
const noDates = { termEndsOn: null, appealClosesOn: null };

/** Begins a run anew, whatever stood. */
export async function beginRun(tx: Tx, agencyId: string, made: string): Promise<void> {
  const { n, dataOn } = await countCreators(tx, agencyId);
  const some = dataOn === null ? [] : await sampleCreatorDays(tx, agencyId, addDays(dataOn, -7), sample, sinceOf(dataOn));
  const pool = some.length === 0 ? usualPool : poolOf(some.map((one) => factsOf(one, noDates)));
  await saveBegun(tx, agencyId, { made_of: made, total: n, data_on: dataOn, pool });
}

/** Reckons the next creators of a run; false when they were the last. */
export async function reckonSome(tx: Tx, run: Run, now: Date): Promise<boolean> {
  const { agency_id: agencyId } = run;
  const some = await listCreatorDays(tx, agencyId, run.after_id, atOnce, sinceOf(run.data_on ?? dayOf(now)));
  await saveStandings(tx, await standingsOf(tx, run, some, now));
  const ended = some.length < atOnce;
  await saveProgress(tx, agencyId, ended ? null : some.at(-1)!.creator.export_id, run.done + some.length, ended ? now : undefined);
  return !ended;
}

/** Reckons one creator at once, for whom something was noted. Where nothing was ever reckoned, the first run will. */
export async function reckonOne(tx: Tx, agencyId: string, exportId: string, now: Date): Promise<void> {
  const run = await holdRun(tx, agencyId);
  if (!run || run.made_of === null) return;
  const one = await loadCreatorDays(tx, agencyId, exportId, sinceOf(run.data_on ?? dayOf(now)));
  if (one) await saveStandings(tx, await standingsOf(tx, run, [one], now));
}

async function standingsOf(tx: Tx, run: Run, some: readonly CreatorDays[], now: Date): Promise<StandingRow[]> {
  const { agency_id: agencyId } = run;
  const dataOn = run.data_on ?? dayOf(now);
  // The rule of the month that the figures are of: of a month that is over, the one that was in force at its end.
  const { thresholds } = await policiesAt(tx, ['thresholds'], earlier(now, new Date(startOfDay(nextFirst(dataOn)).getTime() - 1)));
  const agency = { dataOn, rules: rulesOf(thresholds), pool: run.pool ?? usualPool, now };
  const goals = await listGoals(tx, agencyId);
  const ids = some.map(({ creator }) => creator.export_id);
  const dates = new Map((await listDates(tx, agencyId, ids)).map((d) => [d.export_id, d]));
  return some.map((one) => {
    const { creator } = one;
    const own = dates.get(creator.export_id);
    const facts = factsOf(one, own ? { termEndsOn: own.term_ends_on, appealClosesOn: own.appeal_closes_on } : noDates);
    const asked = ownGoals(goalsOf(goals, creator.group_name));
    const stands = reckon(creator.export_id, facts, asked, creator.quit_on !== null, agency);
    return rowOf(agencyId, one, facts.dataOn, dayOf(now), stands);
  });
}

function rowOf(agencyId: string, { creator }: CreatorDays, dataOn: string, today: string, r: Reckoned): StandingRow {
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
