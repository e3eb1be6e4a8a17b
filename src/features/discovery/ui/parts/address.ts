import type { Ops } from '#src/web/client.gen.ts';

type Body = Ops['discovery.search']['body'];
export type Filters = NonNullable<Body['filters']>;
export type Sort = NonNullable<Body['sort']>;

export interface Ends {
  min: number | null;
  /** The first number above the range. */
  max: number | null;
}
export const figures = ['averageViewers', 'followers', 'peakViewers', 'hours'] as const;
export type Figure = (typeof figures)[number];
export const lists = ['languages', 'countries', 'categories', 'platforms', 'numbers'] as const;
export type ListName = (typeof lists)[number];
export const sorts = ['fit', 'newest', 'averageViewers', 'followers', 'peakViewers', 'streamMinutes'] as const satisfies Sort[];

/** What is looked for: all of it stands in the address. */
export interface Wish extends Record<ListName, string[]>, Record<Figure, Ends | null> {
  q: string;
  invitable: boolean;
  sort: (typeof sorts)[number];
}

const shape: Record<ListName, RegExp> = {
  languages: /^[a-z]{2,3}$/,
  countries: /^[A-Z]{2}$/,
  categories: /^.{1,40}$/u,
  platforms: /^(tiktok|twitch|youtube|other)$/,
  numbers: /^(exact|ranges)$/,
};

function readList(value: unknown, name: ListName): string[] {
  const all = Array.isArray(value) ? value : value === undefined ? [] : [value];
  return [...new Set(all.map(textOf).filter((one) => shape[name].test(one)))];
}

// A router reads "100" and "-400" as numbers.
const textOf = (value: unknown): string => (typeof value === 'string' ? value : typeof value === 'number' ? String(value) : '');

function readEnds(value: unknown): Ends | null {
  const found = /^(\d{0,12})-(\d{0,12})$/.exec(textOf(value));
  if (!found || (found[1] === '' && found[2] === '')) return null;
  const end = (text: string | undefined) => (text === undefined || text === '' ? null : Number(text));
  const ends = { min: end(found[1]), max: end(found[2]) };
  return ends.min !== null && ends.max !== null && ends.min >= ends.max ? null : ends;
}

/** What an address asks for; what it says wrongly is left out. */
export function readAddress(search: Record<string, unknown>): Wish {
  const ends = Object.fromEntries(figures.map((name) => [name, readEnds(search[name])])) as Record<Figure, Ends | null>;
  const chosen = Object.fromEntries(lists.map((name) => [name, readList(search[name], name)])) as Record<ListName, string[]>;
  const sort = sorts.find((one) => one === search['sort']) ?? 'fit';
  return { ...ends, ...chosen, q: textOf(search['q']).slice(0, 200), invitable: search['invitable'] === true, sort };
}

/** The address for a wish: only what differs from asking for everybody. */
export function writeAddress(wish: Wish): Record<string, unknown> {
  const address: Record<string, unknown> = {};
  if (wish.q !== '') address['q'] = wish.q;
  for (const name of lists) if (wish[name].length > 0) address[name] = wish[name];
  for (const name of figures) {
    const ends = wish[name];
    if (ends) address[name] = `${ends.min ?? ''}-${ends.max ?? ''}`;
  }
  if (wish.invitable) address['invitable'] = true;
  if (wish.sort !== 'fit') address['sort'] = wish.sort;
  return address;
}

const within = (ends: Ends, unit = 1) => ({
  ...(ends.min === null ? {} : { min: ends.min * unit }),
  ...(ends.max === null ? {} : { max: ends.max * unit - 1 }),
});

/** The question for the server. */
export function questionOf(wish: Wish): Body {
  const filters: Filters = {};
  for (const name of lists) if (wish[name].length > 0) Object.assign(filters, { [name]: wish[name] });
  if (wish.averageViewers) filters.averageViewers = within(wish.averageViewers);
  if (wish.followers) filters.followers = within(wish.followers);
  if (wish.peakViewers) filters.peakViewers = within(wish.peakViewers);
  if (wish.hours) filters.streamMinutes = within(wish.hours, 60);
  if (wish.invitable) filters.invitable = true;
  return {
    ...(wish.q.trim() === '' ? {} : { text: wish.q }),
    ...(Object.keys(filters).length > 0 ? { filters } : {}),
    sort: wish.sort,
    facets: ['languages', 'countries', 'categories', 'platforms', 'numbers', 'averageViewers', 'followers', 'peakViewers', 'streamMinutes'],
    limit: 40,
  };
}

export const everybody: Wish = readAddress({});
/** How many filters are on, the words aside. */
export const filtersOn = (wish: Wish): number =>
  lists.reduce((sum, name) => sum + wish[name].length, 0) + figures.filter((name) => wish[name]).length + (wish.invitable ? 1 : 0);
