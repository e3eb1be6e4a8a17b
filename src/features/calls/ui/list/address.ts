import { useNavigate, useSearch } from '@tanstack/react-router';
import { useCallback, useMemo } from 'react';
import type { Ops, RosterView } from '#src/web/client.gen.ts';
import { oneOf } from '#src/web/filters.ts';
import { allReasons } from '../parts/reasons.tsx';

/** What the list is asked for: the same words in the address, in a view that is kept, and to the server. */
export type Wish = RosterView['query'];
export type Sort = NonNullable<Wish['sort']>;
export type Filter = Omit<Wish, 'sort'>;
type Query = Ops['calls.roster']['query'];

export const bandNames = ['NOT_STARTED', 'URGENT', 'TIGHT', 'ON_TRACK', 'DONE', 'GONE', 'unknown'] as const;
export const sorts = ['need', 'name', 'valid_days', 'hours', 'diamonds', 'last_live'] as const satisfies Sort[];
const names = ['q', 'group', 'coach', 'band', 'reason', 'quit', 'sort'] as const satisfies (keyof Wish)[];
const uuid = /^[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}$/;

// A router reads "100" as a number and "true" as a yes.
const textOf = (value: unknown): string | undefined =>
  ['string', 'number', 'boolean'].includes(typeof value) ? String(value as string) : undefined;

/** What an address asks for; what it says wrongly is left out. */
export function readAddress(search: Record<string, unknown>): Wish {
  const text = (name: (typeof names)[number]) => textOf(search[name]) ?? '';
  const band = oneOf(text('band'), bandNames);
  const reason = oneOf(text('reason'), allReasons);
  const sort = oneOf(text('sort'), sorts);
  const coach = text('coach');
  const group = textOf(search['group']);
  return {
    ...(text('q').trim() === '' ? {} : { q: text('q').slice(0, 100) }),
    ...(group === undefined ? {} : { group: group.slice(0, 200) }),
    ...(coach === 'none' || uuid.test(coach) ? { coach } : {}),
    ...(band === '' ? {} : { band }),
    ...(reason === '' ? {} : { reason }),
    ...(text('quit') === 'only' ? { quit: 'only' as const } : {}),
    ...(sort === '' || sort === 'need' ? {} : { sort }),
  };
}

/** Whether two wishes ask for the same. */
export const sameWish = (a: Wish, b: Wish): boolean => names.every((name) => (a[name] ?? '\0') === (b[name] ?? '\0'));
/** How many filters are on; the band is a view and the words are seen. */
export const filtersOn = ({ group, coach, reason, quit }: Wish): number =>
  [group, coach, reason, quit].filter((value) => value !== undefined).length;
export const filterOf = ({ sort: _sort, ...filter }: Wish): Filter => filter;
export const queryOf = (wish: Wish): Query => ({ ...wish, limit: 100 });

export type Change = (part: { [K in keyof Wish]?: Wish[K] | undefined }, typing?: boolean) => void;

/** What the address asks for. Each choice is a step that the back button takes back; letters that are typed are none. */
export function useWish(): { wish: Wish; change: Change; show: (wish: Wish) => void } {
  const search = useSearch({ strict: false }) as Record<string, unknown>;
  const navigate = useNavigate();
  const key = JSON.stringify(readAddress(search));
  const wish = useMemo(() => JSON.parse(key) as Wish, [key]);
  const go = useCallback(
    (to: (old: Record<string, unknown>) => Record<string, unknown>, replace: boolean) =>
      void navigate({ to: '.', search: to, replace, resetScroll: false } as never),
    [navigate],
  );
  const change = useCallback<Change>(
    (part, typing = false) => go((old) => ({ ...readAddress({ ...readAddress(old), ...part }) }), typing),
    [go],
  );
  const show = useCallback((to: Wish) => go(() => ({ ...to }), false), [go]);
  return { wish, change, show };
}

/** Who is open beside the list: in the address as well, so that the back button closes. */
export function useOpened(): [string | undefined, (exportId: string | undefined) => void] {
  const search = useSearch({ strict: false }) as Record<string, unknown>;
  const navigate = useNavigate();
  const one = textOf(search['one']);
  const open = useCallback(
    (exportId: string | undefined) =>
      void navigate({
        to: '.',
        search: ({ one: _one, ...old }: Record<string, unknown>) => (exportId === undefined ? old : { ...old, one: exportId }),
        resetScroll: false,
      } as never),
    [navigate],
  );
  return [one !== undefined && uuid.test(one) ? one : undefined, open];
}
