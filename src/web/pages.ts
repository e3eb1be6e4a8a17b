import { useInfiniteQuery } from '@tanstack/react-query';
import { call, type Answer, type Given } from './api.ts';
import type { OperationId } from './client.gen.ts';
import { keyOf } from './queries.ts';

type Paged = { [O in OperationId]: Answer<O> extends { nextCursor: string | null; items: unknown[] } ? O : never }[OperationId];

/**
 * Reads a list page by page. `next` says how the cursor of a page enters the question for the following one. `quiet` does not read anew
 * when the window comes back: for lists in which looking is itself noted.
 */
export function usePages<O extends Paged>(
  operation: O,
  given: Given<O>,
  next: (given: Given<O>, cursor: string) => Given<O>,
  options: { enabled?: boolean; quiet?: boolean } = {},
) {
  const query = useInfiniteQuery({
    queryKey: [...keyOf(operation, given), 'pages'],
    initialPageParam: '',
    queryFn: ({ pageParam, signal }) =>
      (call as (name: O, parts: unknown) => Promise<Answer<O>>)(operation, {
        ...(pageParam === '' ? given : next(given, pageParam)),
        signal,
      }),
    getNextPageParam: (page) => (page as { nextCursor: string | null }).nextCursor ?? undefined,
    placeholderData: (before) => before,
    enabled: options.enabled ?? true,
    ...(options.quiet ? { refetchOnWindowFocus: false, staleTime: 30_000 } : {}),
  });
  const pages = (query.data?.pages ?? []) as Answer<O>[];
  const items = pages.flatMap((page) => (page as { items: unknown[] }).items) as (Answer<O> extends { items: (infer I)[] } ? I : never)[];
  return { ...query, first: pages[0], items };
}
