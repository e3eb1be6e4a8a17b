import type { SavedSearch } from '#src/web/client.gen.ts';

type Question = SavedSearch['question'];
type Ends = { min?: number | undefined; max?: number | undefined };

const lists = ['languages', 'countries', 'categories', 'platforms', 'numbers', 'agency'] as const;
/** What an address calls a figure, and what one of it is for the server. */
const figures = {
  averageViewers: ['averageViewers', 1],
  followers: ['followers', 1],
  peakViewers: ['peakViewers', 1],
  streamMinutes: ['hours', 60],
  acv: ['acv', 1],
  liveMinutes: ['onAir', 60],
  validDays: ['validDays', 1],
  diamonds: ['diamonds', 1],
  gifterConversion: ['givers', 100],
  returningViewers: ['returning', 100],
} as const;

/** "100-400": the first number of the range, and the first above it. */
const endsOf = ({ min, max }: Ends, unit: number) =>
  `${min === undefined ? '' : Math.floor(min / unit)}-${max === undefined ? '' : Math.ceil((max + 1) / unit)}`;

/** The address of Discover that asks what a saved search asks: the same as `writeAddress` gives (test/scouting/address.test.ts). */
export function addressOf({ text, filters = {}, sort }: Question): Record<string, unknown> {
  const address: Record<string, unknown> = {};
  if (text !== undefined && text !== '') address['q'] = text;
  for (const name of lists) if (filters[name]?.length) address[name] = filters[name];
  for (const [name, [called, unit]] of Object.entries(figures)) {
    const ends = filters[name as keyof typeof figures];
    if (ends) address[called] = endsOf(ends, unit);
  }
  if (filters.growthTop !== undefined) address['top'] = filters.growthTop;
  if (filters.hours?.length) address['at'] = filters.hours.join('_');
  if (filters.invitable) address['invitable'] = true;
  if (filters.notInvited) address['notInvited'] = true;
  if (sort !== 'fit') address['sort'] = sort;
  return address;
}

/** How many filters a search has, the words aside. */
export const filtersIn = ({ filters = {} }: Question): number =>
  Object.values(filters).reduce<number>((sum, one) => sum + (Array.isArray(one) ? one.length : 1), 0);
