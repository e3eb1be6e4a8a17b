import type { World } from '#src/infra/context.ts';
import { countTakenEverywhere } from '#src/features/imports/index.ts';
import { policiesAt } from '#src/features/policies/index.ts';
import { dayOf } from '#src/lib/time.ts';
import { oneAfterAnother } from '#src/lib/turns.ts';
import { makingOf } from './actions/reckon.ts';
import { listRunsEverywhere } from './queries/runs.ts';

export interface Reckoning {
  world: World;
  carryOut: <O>(name: string, input: unknown) => Promise<O>;
}

/** Reckons how creators stand, agency by agency, in steps: after an import, after a change of what is asked, and when a day begins. */
export function openReckoning({ world: { db, clock, log }, carryOut }: Reckoning) {
  let stopping = false;
  const turns = oneAfterAnother();

  async function reckonAll(agencyId: string): Promise<void> {
    for (let goOn = true; goOn && !stopping;) ({ goOn } = await carryOut<{ goOn: boolean }>('calls.reckon', { agencyId }));
  }

  /** One that fails is told in the log and tried again with the next job; the others do not wait for it. */
  const reckonOrSay = (agencyId: string): Promise<void> =>
    reckonAll(agencyId).catch((error: unknown) => log.error({ err: error, agencyId }, 'calls'));

  /** Agencies whose lists are made of something else than what is there now. */
  async function listDue(): Promise<string[]> {
    const now = clock();
    const { thresholds } = await policiesAt(db, ['thresholds'], now);
    const runs = new Map((await listRunsEverywhere(db)).map((r) => [r.agency_id, r]));
    return (await countTakenEverywhere(db))
      .filter(({ agency_id: agencyId, files }) => {
        const run = runs.get(agencyId);
        return !run || run.going || run.made_of !== makingOf(dayOf(now), files, run.revision, thresholds);
      })
      .map(({ agency_id: agencyId }) => agencyId);
  }

  async function workDue(): Promise<number> {
    const due = await listDue();
    for (const agencyId of due) await reckonOrSay(agencyId);
    return due.length;
  }

  return {
    /** The job: what no event told of, and new days. */
    workDue: () => turns.take(workDue),
    /** Something of an agency has changed. */
    hurry: (agencyId: string): void => void turns.take(() => reckonOrSay(agencyId)),
    settled: turns.settled,
    stop: async (): Promise<void> => {
      stopping = true;
      await turns.settled();
    },
  };
}
