import { useNavigate, useSearch } from '@tanstack/react-router';
import { useCallback } from 'react';

// A router reads "100" as a number.
const textOf = (value: unknown): string => (typeof value === 'string' ? value : typeof value === 'number' ? String(value) : '');

/** Filters that stand in the address, each a short text of `most` characters; what is not asked for is not there. */
export function useFilters<K extends string>(
  names: readonly K[],
  most = 120,
): [Record<K, string>, (part: Partial<Record<K, string>>) => void] {
  const search = useSearch({ strict: false }) as Record<string, unknown>;
  const navigate = useNavigate();
  const chosen = Object.fromEntries(names.map((name) => [name, textOf(search[name]).slice(0, most)])) as Record<K, string>;
  const change = useCallback(
    (part: Partial<Record<K, string>>) =>
      void navigate({
        to: '.',
        search: (old: Record<string, unknown>) =>
          Object.fromEntries(Object.entries({ ...old, ...part }).filter(([, value]) => value !== '' && value !== undefined)),
        replace: true,
      } as never),
    [navigate],
  );
  return [chosen, change];
}

/** One of the values that are known; '' otherwise. */
export const oneOf = <V extends string>(value: string, known: readonly V[]): V | '' => known.find((one) => one === value) ?? '';
