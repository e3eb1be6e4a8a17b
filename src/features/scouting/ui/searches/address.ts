import type { SavedSearch } from '#src/web/client.gen.ts';

type Question = SavedSearch['question'];
type Ends = { min?: number | undefined; max?: number | undefined };

const lists = ['languages', 'countries', 'categories', 'platforms', 'numbers'] as const;
const figures = { averageViewers: 1, followers: 1, peakViewers: 1, streamMinutes: 60 } as const;

/** "100-400": the first number of the range, and the first above it. */
const endsOf = ({ min, max }: Ends, unit: number) =>
  `${min === undefined ? '' : Math.floor(min / unit)}-${max === undefined ? '' : Math.ceil((max + 1) / unit)}`;

/** The address of Discover that asks what a saved search asks: the same as `writeAddress` gives (test/scouting/address.test.ts). */
export function addressOf({ text, filters = {}, sort }: Question): Record<string, unknown> {
  const address: Record<string, unknown> = {};
  if (text !== undefined && text !== '') address['q'] = text;
  for (const name of lists) if (filters[name]?.length) address[name] = filters[name];
  for (const [name, unit] of Object.entries(figures) as [keyof typeof figures, number][]) {
    const ends = filters[name];
    if (ends) address[name === 'streamMinutes' ? 'hours' : name] = endsOf(ends, unit);
  }
  if (filters.invitable) address['invitable'] = true;
  if (sort !== 'fit') address['sort'] = sort;
  return address;
}

/** How many filters a search has, the words aside. */
export const filtersIn = ({ filters = {} }: Question): number =>
  Object.values(filters).reduce<number>((sum, one) => sum + (Array.isArray(one) ? one.length : 1), 0);
