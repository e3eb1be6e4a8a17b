import type { SearchEngine } from '#src/features/discovery/index.ts';
import { leftOutOf } from '#src/features/invites/index.ts';
import type { World } from '#src/infra/context.ts';
import { oneAfterAnother } from '#src/lib/turns.ts';
import { listUnknown, type SearchRow } from './queries/searches.ts';
import { followedMost, hitsAtOnce } from './rules.ts';

export interface Asking {
  world: World;
  engine: SearchEngine;
  carryOut: <O>(name: string, input: unknown) => Promise<O>;
}

/**
 * Asks saved searches anew: when they are kept, daily, and some hours after creators have changed. Page by page, outside of any transaction; what
 * is new is written in bounded steps, and told of once, by an event that holds no creator.
 */
export function openAsking({ world: { db, clock, log }, engine, carryOut }: Asking) {
  let stopping = false;
  const turns = oneAfterAnother();

  async function ask(row: SearchRow): Promise<void> {
    const { agency_id: agencyId, search_id: searchId } = row;
    const at = clock();
    const { invitable, notInvited, ...filters } = row.question.filters ?? {};
    const without = await leftOutOf(db, agencyId, { invitable, notInvited }, at);
    let after: { key: number; creatorId: string } | undefined;
    let found = 0;
    for (let read = 0; read < followedMost && !stopping; read += hitsAtOnce) {
      const { text = '', sort } = row.question;
      const answer = await engine.search(db, { text, filters, sort, facets: [], limit: hitsAtOnce, after, without, now: at });
      found = answer.total;
      // Beyond what can be followed nobody is written down, and so nobody is told of.
      if (found > followedMost) break;
      const ids = await listUnknown(
        db,
        agencyId,
        searchId,
        answer.items.map((i) => i.card.creatorId),
      );
      const input = { agencyId, searchId, creatorIds: ids, first: row.asked_at === null || row.too_wide, at };
      if (ids.length > 0) await carryOut('scouting.keepHits', input);
      const last = answer.items.at(-1);
      if (answer.items.length < hitsAtOnce || !last) break;
      after = { key: last.key, creatorId: last.card.creatorId };
    }
    if (!stopping) await carryOut('scouting.settleSearch', { agencyId, searchId, at, found });
  }

  /** One that fails is told in the log and asked again after its lease; the others do not wait for it. */
  const askOrSay = (row: SearchRow): Promise<void> =>
    ask(row).catch((error: unknown) => log.error({ err: error, searchId: row.search_id }, 'scouting'));

  async function workDue(): Promise<number> {
    let asked = 0;
    while (!stopping) {
      const { searches } = await carryOut<{ searches: SearchRow[] }>('scouting.claimSearches', { most: 20 });
      for (const row of searches) if (!stopping) await askOrSay(row);
      asked += searches.length;
      if (searches.length === 0) break;
    }
    return asked;
  }

  return {
    workDue: () => turns.take(workDue),
    /** Somebody has just kept one. */
    hurry: (): void => void turns.take(workDue).catch((error: unknown) => log.error({ err: error }, 'scouting')),
    settled: turns.settled,
    stop: async (): Promise<void> => {
      stopping = true;
      await turns.settled();
    },
  };
}
