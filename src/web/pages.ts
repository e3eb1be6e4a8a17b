import { useInfiniteQuery } from '@tanstack/react-query';
import { useCallback, useMemo } from 'react';
import { call, type Answer, type Given } from './api.ts';
import type { OperationId, Ops } from './client.gen.ts';
import { keyOf } from './queries.ts';

type Paged = { [O in OperationId]: Answer<O> extends { nextCursor: string | null; items: unknown[] } ? O : never }[OperationId];
type ItemOf<O extends Paged> = Answer<O> extends { items: (infer I)[] } ? I : never;

type Next<O extends Paged> = (given: Given<O>, cursor: string) => Given<O>;
interface Options<O extends Paged> {
  enabled?: boolean;
  quiet?: boolean;
  every?: number;
  next?: Next<O>;
}
// Where the query has no cursor, the caller must say where it goes.
type Rest<O extends Paged> = 'cursor' extends keyof Ops[O]['query'] ? [options?: Options<O>] : [options: Options<O> & { next: Next<O> }];

/**
 * Reads a list page by page. `next` says how the cursor of a page enters the question for the following one: in its query, unless said
 * otherwise. `quiet` does not read anew when the window comes back: for lists in which looking is itself noted. `every` reads a short list
 * anew after so many ms. `readOn` asks for the next page, once.
 */
export function usePages<O extends Paged>(operation: O, given: Given<O>, ...[options = {}]: Rest<O>) {
  const { next = inQuery } = options;
  const ask = call as (name: O, parts: unknown) => Promise<Answer<O>>;
  const { every } = options;
  const query = useInfiniteQuery({
    queryKey: [...keyOf(operation, given), 'pages'],
    initialPageParam: '',
    queryFn: ({ pageParam, signal }) => ask(operation, { ...(pageParam === '' ? given : next(given, pageParam)), signal }),
    getNextPageParam: (page) => (page as { nextCursor: string | null }).nextCursor ?? undefined,
    placeholderData: (before) => before,
    enabled: options.enabled ?? true,
    // A long list read to its end is many pages; it is not worth reading them all anew for a glance at another window.
    refetchOnWindowFocus: ({ state }) => !options.quiet && (state.data?.pages.length ?? 0) <= 2,
    ...(options.quiet ? { staleTime: 30_000 } : {}),
    refetchInterval: ({ state }) => (every !== undefined && (state.data?.pages.length ?? 0) <= 2 ? every : false),
  });
  const pages = query.data?.pages as Answer<O>[] | undefined;
  const items = useMemo(() => (pages ?? []).flatMap((page) => (page as { items: unknown[] }).items) as ItemOf<O>[], [pages]);
  const { hasNextPage, isFetchingNextPage, fetchNextPage } = query;
  const readOn = useCallback(() => {
    if (hasNextPage && !isFetchingNextPage) void fetchNextPage();
  }, [hasNextPage, isFetchingNextPage, fetchNextPage]);
  return { ...query, first: pages?.[0], items, readOn };
}

const inQuery = <O extends Paged>(given: Given<O>, cursor: string): Given<O> => {
  const { query } = given as { query?: object };
  return { ...given, query: { ...query, cursor } };
};
