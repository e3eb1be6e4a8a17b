import {
  QueryClient,
  useMutation,
  useQuery,
  useQueryClient,
  type QueryKey,
  type UseMutationResult,
  type UseQueryResult,
} from '@tanstack/react-query';
import { useRef } from 'react';
import { call, NoAnswer, submissionKey, type Answer, type Given } from './api.ts';
import type { OperationId } from './client.gen.ts';

/** A small staleness keeps a room calm while one walks through it; only a lost network is tried again. */
export function makeQueryClient(): QueryClient {
  return new QueryClient({
    defaultOptions: {
      queries: { staleTime: 5_000, retry: (count, error) => error instanceof NoAnswer && count < 3, refetchOnWindowFocus: true },
      mutations: { retry: false },
    },
  });
}

/** The key under which an operation's answers are kept: [operation, what was asked]. */
export function keyOf<O extends OperationId>(operation: O, given?: Given<O>): QueryKey {
  const {
    signal: _signal,
    idempotencyKey: _key,
    ...asked
  } = (given ?? {}) as { signal?: unknown; idempotencyKey?: unknown; query?: object };
  // To ask for nothing in particular is to ask for nothing.
  if (asked.query && Object.keys(asked.query).length === 0) delete asked.query;
  return [operation, asked];
}

/** Reads an operation and keeps its answer. `keep` shows the former answer while the next one is on its way; `every` reads anew after so many ms. */
export function useRead<O extends OperationId>(
  operation: O,
  given?: Given<O>,
  options: { enabled?: boolean; keep?: boolean; every?: number | ((answer: Answer<O> | undefined) => number | false) } = {},
): UseQueryResult<Answer<O>, Error> {
  const { every } = options;
  return useQuery<Answer<O>, Error>({
    queryKey: keyOf(operation, given),
    queryFn: ({ signal }) => (call as (name: O, parts: unknown) => Promise<Answer<O>>)(operation, { ...given, signal }),
    enabled: options.enabled ?? true,
    ...(options.keep ? { placeholderData: (before: Answer<O> | undefined) => before as never } : {}),
    ...(every === undefined ? {} : { refetchInterval: typeof every === 'function' ? (query) => every(query.state.data) : every }),
  });
}

/**
 * Changes something. The same submission pressed again after a failure carries the same Idempotency-Key; another one gets its own.
 * `touches` names the operations whose kept answers are read anew.
 */
export function useChange<O extends OperationId>(
  operation: O,
  options: { touches?: OperationId[]; onDone?: (answer: Answer<O>) => void } = {},
): UseMutationResult<Answer<O>, Error, Given<O>> {
  const client = useQueryClient();
  const last = useRef<{ asked: string; key: string } | null>(null);
  return useMutation<Answer<O>, Error, Given<O>>({
    mutationFn: (given) => {
      const asked = JSON.stringify(keyOf(operation, given));
      if (last.current?.asked !== asked) last.current = { asked, key: submissionKey() };
      return (call as (name: O, parts: unknown) => Promise<Answer<O>>)(operation, { idempotencyKey: last.current.key, ...given });
    },
    onSuccess: async (answer) => {
      last.current = null;
      await Promise.all((options.touches ?? []).map((name) => client.invalidateQueries({ queryKey: [name] })));
      options.onDone?.(answer);
    },
  });
}
