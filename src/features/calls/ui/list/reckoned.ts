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
        const { at, going, dataOn } = answer.reckoned;
        const waits = since !== null && since.at === at;
        return going !== null || waits || (at === null && dataOn !== null) ? everyMs : false;
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
