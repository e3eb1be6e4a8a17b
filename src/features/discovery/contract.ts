import { z } from 'zod';
import { figureName, SeenCreator } from '#src/features/creators/contract.ts';
import { count, country, instant, language, line, platform } from '#src/lib/shapes.ts';
import type { Reasons } from '#src/lib/errors.ts';

const range = z
  .strictObject({ min: count.optional(), max: count.optional() })
  .refine((r) => r.min === undefined || r.max === undefined || r.min <= r.max, 'min is above max');
export const Filters = z.strictObject({
  languages: z.array(language).max(30).optional(),
  countries: z.array(country).max(60).optional(),
  categories: z.array(line(40)).max(30).optional(),
  platforms: z.array(platform).max(4).optional(),
  numbers: z
    .array(z.enum(['exact', 'ranges']))
    .max(2)
    .optional(),
  followers: range.optional(),
  averageViewers: range.optional(),
  peakViewers: range.optional(),
  watchMinutes: range.optional(),
  streamMinutes: range.optional(),
  /** True: leave out who has an open invitation of ours, declined lately, or is a member. */
  invitable: z.boolean().optional(),
});
export type Filters = z.infer<typeof Filters>;
export const sort = z.enum(['fit', 'newest', 'followers', 'averageViewers', 'peakViewers', 'watchMinutes', 'streamMinutes']);
export const facetName = z.enum(['languages', 'countries', 'categories', 'platforms', 'numbers', ...figureName.options]);
export type FacetName = z.infer<typeof facetName>;

export const Search = z.strictObject({
  text: z.string().max(200).optional(),
  filters: Filters.optional(),
  sort: sort.default('fit'),
  facets: z.array(facetName).max(10).default([]),
  limit: z.int().min(1).max(200).default(20),
  cursor: z.string().max(2000).optional(),
});
export type Search = z.output<typeof Search>;

/** One part of the fit, with what it rests on; scores are parts per thousand and add up to the creator's fit. */
export const Why = z.object({
  part: z.enum(['text', 'language', 'audience', 'activity', 'category']),
  score: z.int(),
  /** text: the words that matched, with where and how; language, category: the ones that matched; else empty. */
  matched: z.array(
    z.object({ word: z.string(), field: z.enum(['handle', 'name', 'tags', 'bio', 'profile']), as: z.enum(['exact', 'prefix', 'typo']) }),
  ),
});
export const standing = z.enum(['open', 'invited', 'cooling_down', 'member', 'not_asked']);
export const Found = SeenCreator.extend({
  fit: z.int(),
  why: z.array(Why),
  /** Between this creator and the agency that asks; `until`: end of the open invitation, or of the cool-down. */
  standing,
  standingUntil: instant.nullable(),
}).meta({ id: 'Found' });
export type Found = z.infer<typeof Found>;

export const FacetCount = z.object({ value: z.string(), count: z.int() });
/** For a figure: bands `from <= n < to` on the published scale; a creator who shares ranges stands in her band. */
export const FacetBand = z.object({ from: z.int(), to: z.int(), count: z.int() });
export const SearchAnswer = z
  .object({
    total: z.int(),
    exactTotal: z.int(),
    items: z.array(Found),
    facets: z.object({
      languages: z.array(FacetCount).optional(),
      countries: z.array(FacetCount).optional(),
      categories: z.array(FacetCount).optional(),
      platforms: z.array(FacetCount).optional(),
      numbers: z.array(FacetCount).optional(),
      followers: z.array(FacetBand).optional(),
      averageViewers: z.array(FacetBand).optional(),
      peakViewers: z.array(FacetBand).optional(),
      watchMinutes: z.array(FacetBand).optional(),
      streamMinutes: z.array(FacetBand).optional(),
    }),
    nextCursor: z.string().nullable(),
    /** The instant of the consent check. */
    asOf: instant,
  })
  .meta({ id: 'SearchAnswer' });
export type SearchAnswer = z.infer<typeof SearchAnswer>;

export const reasons = {
  'discovery.not_found': { kind: 'not_found', detail: 'Nobody by this id is open to invitations.' },
  'discovery.bad_cursor': { kind: 'invalid', detail: 'This cursor does not belong to this search.' },
} as const satisfies Reasons;
