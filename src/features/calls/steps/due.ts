import type { z } from 'zod';
import type { Actor } from '#src/infra/context.ts';
import type { Db, Tx } from '#src/infra/db/open.ts';
import type { CallReason, PaceShown } from '../contract.ts';
import { loadRun } from '../queries/runs.ts';
import { countCalls, countDueOfCoaches, listCalls } from '../queries/standings.ts';
import { sightOf } from './sight.ts';

/** Whose list everybody's is; a coach has her or his own. */
const callers = ['owner', 'manager'] as const;

export interface DueCreator {
  handle: string;
  displayName: string | null;
  reasons: z.infer<typeof CallReason>[];
  /** Towards the threshold that matters most. */
  pace: PaceShown | null;
}
export interface DueList {
  total: number;
  /** Of them: a call can still change this month. */
  changing: number;
  /** The latest day of the agency's exports. */
  dataOn: string | null;
  /** The first of them, in the order of the morning list. */
  first: DueCreator[];
}

/** How many somebody has to call; undefined where no list is hers to read. */
export async function countDueFor(db: Db, reader: Actor, agencyId: string, now: Date): Promise<number | undefined> {
  const of = sightOf(reader, agencyId, now, callers);
  return of && (await countCalls(db, of, { show: 'due' })).total;
}

/** Whom somebody has to call, as the screen Today says it. */
export async function listDueFor(db: Db, reader: Actor, agencyId: string, now: Date, limit: number): Promise<DueList | undefined> {
  const of = sightOf(reader, agencyId, now, callers);
  if (!of) return undefined;
  const rows = await listCalls(db, of, { show: 'due' }, undefined, limit);
  const { total, changing } = await countCalls(db, of, { show: 'due' });
  const first = rows.slice(0, limit).map((r) => ({
    handle: r.handle,
    displayName: r.display_name,
    reasons: r.body.reasons,
    pace: r.body.pace,
  }));
  return { total, changing, dataOn: (await loadRun(db, agencyId))?.data_on ?? null, first };
}

/** Who need a call on a day, by their coach; null: those who have none. */
export const countDueByCoach = (tx: Tx, agencyId: string, today: string): Promise<Map<string | null, number>> =>
  countDueOfCoaches(tx, { agencyId, coachId: null, today });
