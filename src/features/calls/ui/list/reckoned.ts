import { useQueryClient, type QueryClient } from '@tanstack/react-query';
import { useCallback, useEffect, useRef, useState } from 'react';
import type { Answer } from '#src/web/api.ts';
import { useRead } from '#src/web/queries.ts';

export type Reckoned = Answer<'calls.groups'>['reckoned'];
type Page = Answer<'calls.roster'>;
interface Kept {
  pages: Page[];
  pageParams: unknown[];
}

/** It goes on, or has not begun and will. */
const isMoving = ({ going, at, dataOn }: Reckoned): boolean => going !== null || (at === null && dataOn !== null);

/** So long we wait for figures to follow a change before we stop asking. */
const patienceMs = 60_000;
const everyMs = 1_500;

/**
 * The groups, and with them how far the figures are reckoned: asked again and again while that goes on, or while a change is to be followed.
 * `follow` is called after such a change.
 */
export function useGroups(agencyId: string) {
  const [since, setSince] = useState<{ at: string | null } | null>(null);
  const read = useRead(
    'calls.groups',
    { path: { agencyId } },
    {
      every: (answer) => {
        if (answer === undefined) return false;
        const waits = since !== null && since.at === answer.reckoned.at;
        return waits || isMoving(answer.reckoned) ? everyMs : false;
      },
    },
  );
  const reckoned = read.data?.reckoned;
  const follow = useCallback(() => setSince({ at: reckoned?.at ?? null }), [reckoned?.at]);
  useEffect(() => {
    if (since === null) return undefined;
    const timer = setTimeout(() => setSince(null), patienceMs);
    return () => clearTimeout(timer);
  }, [since]);
  const waits = since !== null && reckoned !== undefined && since.at === reckoned.at && reckoned.going === null;
  useRenewal(reckoned?.at);
  return { ...read, reckoned, follow, waits };
}

/** How far the figures behind Today are reckoned: asked again while that goes on, and what shows them is read anew when it has ended. */
export function useReckoned(agencyId: string, listed: Reckoned | undefined): Reckoned | undefined {
  const client = useQueryClient();
  const moving = listed !== undefined && isMoving(listed);
  const asked = useRead(
    'calls.today',
    { path: { agencyId }, query: { limit: 1 } },
    { enabled: moving, every: (answer) => (answer === undefined || isMoving(answer.reckoned) ? everyMs : false) },
  );
  const now = moving ? (asked.data?.reckoned ?? listed) : listed;
  const ended = moving && now !== undefined && !isMoving(now);
  useEffect(() => {
    if (ended) void renew(client);
  }, [ended, client]);
  return now;
}

/** Lists are read anew when figures were reckoned; one that was read far down is left as it is, for whoever is in the middle of it. */
function useRenewal(at: string | null | undefined): void {
  const client = useQueryClient();
  const seen = useRef(at);
  useEffect(() => {
    if (at === undefined || seen.current === at) return;
    const first = seen.current === undefined;
    seen.current = at;
    if (first) return;
    const short = client
      .getQueriesData<Kept | Page>({ queryKey: ['calls.roster'] })
      .every(([, kept]) => kept === undefined || !('pages' in kept) || kept.pages.length <= 3);
    if (short) void renew(client);
  }, [at, client]);
}

/** Of lists that were read far down the first page is kept: whoever comes back, or reads them anew, begins there. */
export function shorten(client: QueryClient): void {
  client.setQueriesData<Kept | Page>({ queryKey: ['calls.roster'] }, (kept) =>
    kept && 'pages' in kept ? { pages: kept.pages.slice(0, 1), pageParams: kept.pageParams.slice(0, 1) } : kept,
  );
}

/** Reads the list anew from its beginning, and what else shows the same. */
export async function renew(client: QueryClient): Promise<void> {
  shorten(client);
  await Promise.all(
    (['calls.roster', 'calls.today', 'calls.groups', 'calls.creator'] as const).map((name) =>
      client.invalidateQueries({ queryKey: [name] }),
    ),
  );
}

/** Writes into the lists that are kept what has changed of some creators; nothing is asked for again. */
export function rewrite(client: QueryClient, change: (row: Page['items'][number]) => Page['items'][number]): void {
  client.setQueriesData<Kept | Page>({ queryKey: ['calls.roster'] }, (kept) =>
    kept && 'pages' in kept ? { ...kept, pages: kept.pages.map((page) => ({ ...page, items: page.items.map(change) })) } : kept,
  );
}
