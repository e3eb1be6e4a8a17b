import type { Ops } from '#src/web/client.gen.ts';

type Body = Ops['discovery.search']['body'];
export type Filters = NonNullable<Body['filters']>;
export type Sort = NonNullable<Body['sort']>;

export interface Ends {
  min: number | null;
  /** The first number above the range. */
  max: number | null;
}
/** What an address calls a figure, by the server's name of it, with what one of the address is there: hours are minutes, percents hundredths. */
export const figureOf = {
  averageViewers: { filter: 'averageViewers', unit: 1 },
  followers: { filter: 'followers', unit: 1 },
  peakViewers: { filter: 'peakViewers', unit: 1 },
  hours: { filter: 'streamMinutes', unit: 60 },
  acv: { filter: 'acv', unit: 1 },
  onAir: { filter: 'liveMinutes', unit: 60 },
  validDays: { filter: 'validDays', unit: 1 },
  diamonds: { filter: 'diamonds', unit: 1 },
  givers: { filter: 'gifterConversion', unit: 100 },
  returning: { filter: 'returningViewers', unit: 100 },
} as const;
export type Figure = keyof typeof figureOf;
export const figures = Object.keys(figureOf) as Figure[];
/** Those that an import brings, and those that were measured in LIVEs. */
export const imported = ['averageViewers', 'followers', 'peakViewers', 'hours'] as const satisfies Figure[];
export const measured = ['acv', 'onAir', 'validDays', 'diamonds', 'givers', 'returning'] as const satisfies Figure[];
export const lists = ['languages', 'countries', 'categories', 'platforms', 'numbers', 'agency'] as const;
export type ListName = (typeof lists)[number];
export const sorts = [
  'fit',
  'newest',
  'averageViewers',
  'followers',
  'peakViewers',
  'streamMinutes',
  'acv',
  'liveMinutes',
  'diamonds',
  'growth',
] as const satisfies Sort[];
/** The best so many percent by growth. */
export const tops = [10, 25, 50] as const;

/** What is looked for: all of it stands in the address. */
export interface Wish extends Record<ListName, string[]>, Record<Figure, Ends | null> {
  q: string;
  /** Those whom others are to be like, by id. */
  like: string[];
  invitable: boolean;
  /** The so many percent who grow most. */
  top: (typeof tops)[number] | null;
  /** On air in one of these hours of the day (UTC), in their order. */
  at: number[];
  notInvited: boolean;
  sort: (typeof sorts)[number];
}

/** As many as a search takes. */
export const likeMost = 5;

const shape: Record<ListName, RegExp> = {
  languages: /^[a-z]{2,3}$/,
  countries: /^[A-Z]{2}$/,
  categories: /^.{1,40}$/u,
  platforms: /^(tiktok|twitch|youtube|other)$/,
  numbers: /^(exact|ranges)$/,
  agency: /^(independent|with_agency)$/,
};

function readList(value: unknown, each: RegExp): string[] {
  const all = Array.isArray(value) ? value : value === undefined ? [] : [value];
  return [...new Set(all.map(textOf).filter((one) => each.test(one)))];
}
const uuid = /^[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}$/;

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
  const chosen = Object.fromEntries(lists.map((name) => [name, readList(search[name], shape[name])])) as Record<ListName, string[]>;
  const sort = sorts.find((one) => one === search['sort']) ?? 'fit';
  const top = tops.find((one) => one === search['top']) ?? null;
  return {
    ...ends,
    ...chosen,
    top,
    sort,
    q: textOf(search['q']).slice(0, 200),
    like: readList(search['like'], uuid).slice(0, likeMost),
    invitable: search['invitable'] === true,
    notInvited: search['notInvited'] === true,
    at: readHours(search['at']),
  };
}

/** "18_19_20": hours of the day. */
function readHours(value: unknown): number[] {
  const all = textOf(value)
    .split('_')
    .filter((text) => /^(1?\d|2[0-3])$/.test(text))
    .map(Number);
  return [...new Set(all)].toSorted((a, b) => a - b);
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
  if (wish.top !== null) address['top'] = wish.top;
  if (wish.at.length > 0) address['at'] = wish.at.join('_');
  if (wish.like.length > 0) address['like'] = wish.like;
  if (wish.invitable) address['invitable'] = true;
  if (wish.notInvited) address['notInvited'] = true;
  if (wish.sort !== 'fit') address['sort'] = wish.sort;
  return address;
}

const within = (ends: Ends, unit = 1) => ({
  ...(ends.min === null ? {} : { min: ends.min * unit }),
  ...(ends.max === null ? {} : { max: ends.max * unit - 1 }),
});

const plainFacets = ['languages', 'countries', 'categories', 'platforms', 'numbers', 'agency'] as const;

/** The question for the server. `live`: what was measured in LIVEs is counted too. */
export function questionOf(wish: Wish, live = false): Body {
  const filters: Filters = {};
  for (const name of lists) if (wish[name].length > 0) Object.assign(filters, { [name]: wish[name] });
  for (const name of figures) {
    const ends = wish[name];
    if (ends) filters[figureOf[name].filter] = within(ends, figureOf[name].unit);
  }
  if (wish.top !== null) filters.growthTop = wish.top;
  if (wish.at.length > 0) filters.hours = wish.at;
  if (wish.invitable) filters.invitable = true;
  if (wish.notInvited) filters.notInvited = true;
  return {
    ...(wish.q.trim() === '' ? {} : { text: wish.q }),
    ...(Object.keys(filters).length > 0 ? { filters } : {}),
    ...(wish.like.length > 0 ? { like: wish.like } : {}),
    sort: wish.sort,
    facets: [...plainFacets, ...filtersOf(imported), ...(live ? (['hours', ...filtersOf(measured)] as const) : [])],
    limit: 40,
  };
}

const filtersOf = <F extends Figure>(some: readonly F[]) => some.map((name) => figureOf[name].filter);

export const everybody: Wish = readAddress({});
/** The same filters, for others like these: the words would ask for more of what was typed. */
export const likeThese = (wish: Wish, like: string[]): Wish => ({ ...wish, q: '', sort: 'fit', like });
/** How many filters are on, the words aside. */
export const filtersOn = (wish: Wish): number =>
  lists.reduce((sum, name) => sum + wish[name].length, 0) +
  figures.filter((name) => wish[name]).length +
  liveValuesOn(wish) +
  [wish.like.length > 0, wish.invitable, wish.notInvited].filter(Boolean).length;
const liveValuesOn = ({ top, at }: Wish): number => (top === null ? 0 : 1) + (at.length > 0 ? 1 : 0);
/** How many of them are of what was measured in LIVEs. */
export const liveOn = (wish: Wish): number => measured.filter((name) => wish[name]).length + liveValuesOn(wish);
/** By a filter of theirs, or in their order. */
export const looksForLives = (wish: Wish): boolean => liveOn(wish) > 0 || ['acv', 'liveMinutes', 'diamonds', 'growth'].includes(wish.sort);
