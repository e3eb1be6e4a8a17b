import { useQueryClient } from '@tanstack/react-query';
import { call } from '#src/web/api.ts';
import type { Standing } from '#src/web/client.gen.ts';
import { useChange } from '#src/web/queries.ts';
import { filterOf, type Filter, type Wish } from './address.ts';
import { pickMost, type Picking } from './picking.ts';
import { renew, rewrite } from './reckoned.ts';

export type Coach = NonNullable<Standing['coach']>;
/** Who coached each before: what is needed to take it back. */
type Before = ReadonlyMap<string, Coach | null>;

/** The most that one question takes. */
const atOnce = 500;

/** Gives creators a coach, or none: those picked one by one, or all who fit; and takes it back. */
export function useGiving(agencyId: string, wish: Wish) {
  const client = useQueryClient();
  const assign = useChange('calls.assign');
  const filter = filterOf(wish);

  const give = async (ids: string[], personId: string | null): Promise<number> => {
    let sum = 0;
    for (let at = 0; at < ids.length; at += atOnce) {
      const who = { exportIds: ids.slice(at, at + atOnce) };
      const { changed } = await assign.mutateAsync({ path: { agencyId }, body: { personId, who } });
      sum += changed;
    }
    return sum;
  };
  /** What the lists show is written anew in place; where a coach is asked for, others fit now, and the list is read again. */
  const show = async (coachOf: (row: Standing) => Coach | null): Promise<void> => {
    rewrite(client, (row) => ({ ...row, coach: coachOf(row) }));
    if (wish.coach !== undefined) await renew(client);
    else await Promise.all((['calls.today', 'calls.creator'] as const).map((name) => client.invalidateQueries({ queryKey: [name] })));
  };

  /** How many have another coach now, and who had whom before; null: too many to take back. */
  const run = async ({ picked, all }: Pick<Picking, 'picked' | 'all'>, total: number, coach: Coach | null) => {
    const personId = coach?.personId ?? null;
    const before = all ? await readBefore(agencyId, filter, total) : picked;
    const changed = all
      ? (await assign.mutateAsync({ path: { agencyId }, body: { personId, who: { filter } } })).changed
      : await give([...picked.keys()], personId);
    await show((row) => (all || picked.has(row.exportId) ? coach : row.coach));
    return { changed, before };
  };
  const takeBack = async (before: Before): Promise<void> => {
    const byCoach = Map.groupBy(before, ([, coach]) => coach?.personId ?? null);
    for (const [personId, some] of byCoach) {
      const ids = some.map(([exportId]) => exportId);
      await give(ids, personId);
    }
    await show((row) => (before.has(row.exportId) ? (before.get(row.exportId) ?? null) : row.coach));
  };
  return { run, takeBack };
}

/** Who coaches everybody who fits; null where they are more than can be taken back. */
async function readBefore(agencyId: string, filter: Filter, total: number): Promise<Before | null> {
  if (total > pickMost) return null;
  const before = new Map<string, Coach | null>();
  let cursor: string | null = '';
  while (cursor !== null) {
    const query = { ...filter, sort: 'name' as const, limit: 200, ...(cursor === '' ? {} : { cursor }) };
    const page: Awaited<ReturnType<typeof call<'calls.roster'>>> = await call('calls.roster', { path: { agencyId }, query });
    for (const { exportId, coach } of page.items) before.set(exportId, coach);
    cursor = page.nextCursor;
  }
  return before;
}
