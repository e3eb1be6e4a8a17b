import { z } from 'zod';
import { figureName, SeenCreator } from '#src/features/creators/contract.ts';
import { count, country, id, instant, language, line, platform } from '#src/lib/shapes.ts';
import type { Reasons } from '#src/lib/errors.ts';

const range = z
  .strictObject({ min: count.optional(), max: count.optional() })
  .refine((r) => r.min === undefined || r.max === undefined || r.min <= r.max, 'min is above max');
/** Of what may fall: hundredths of a percent, down to -100 %. */
const changeRange = z
  .strictObject({ min: z.int().min(-10_000).max(1_000_000).optional(), max: z.int().min(-10_000).max(1_000_000).optional() })
  .refine((r) => r.min === undefined || r.max === undefined || r.min <= r.max, 'min is above max');
export const agencyState = z.enum(['independent', 'with_agency']);
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
  /** Of her LIVEs in 28 days; shares and growth in hundredths of a percent. */
  acv: range.optional(),
  liveMinutes: range.optional(),
  validDays: range.optional(),
  diamonds: range.optional(),
  gifterConversion: range.optional(),
  returningViewers: range.optional(),
  growth: changeRange.optional(),
  /**
   * The so many percent who grow most, of everybody who is open to invitations and whose growth is known: by the bands of the published scale, and
   * with the whole of the band in which the last of them stands.
   */
  growthTop: z.int().min(1).max(100).optional(),
  /** Usually on air in one of these hours of the day (UTC). */
  hours: z.array(z.int().min(0).max(23)).max(24).optional(),
  agency: z.array(agencyState).max(2).optional(),
  /** True: leave out who has an open invitation of ours, declined lately, or is a member. */
  invitable: z.boolean().optional(),
  /** True: leave out whom we have invited in the last 90 days, whatever became of it. */
  notInvited: z.boolean().optional(),
});
export type Filters = z.infer<typeof Filters>;
export const sort = z.enum(['fit', 'newest', ...figureName.options]);
export const facetName = z.enum(['languages', 'countries', 'categories', 'platforms', 'numbers', 'hours', 'agency', ...figureName.options]);
export type FacetName = z.infer<typeof facetName>;

/** Creators at once whom others can be like. */
export const likeMax = 5;
const distinct = (ids: readonly string[]) => new Set(ids).size === ids.length;
export const Search = z.strictObject({
  text: z.string().max(200).optional(),
  filters: Filters.optional(),
  /** Who is like these: points are for what they have in common with them, not for the filters. They themselves are left out. */
  like: z.array(id).min(1).max(likeMax).refine(distinct, 'names somebody twice').meta({ uniqueItems: true }).optional(),
  sort: sort.default('fit'),
  facets: z.array(facetName).max(20).default([]),
  limit: z.int().min(1).max(200).default(20),
  cursor: z.string().max(2000).optional(),
});
export type Search = z.output<typeof Search>;

/** One part of the fit, with what it rests on; scores are parts per thousand and add up to the creator's fit. */
export const Why = z.object({
  part: z.enum(['text', 'language', 'audience', 'activity', 'category']),
  score: z.int(),
  /** text: the words that matched, with where and how; language, category: the ones asked for, or in common with `like`; else empty. */
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
      /** Hours of the day (UTC), each with how many usually are on air in it. */
      hours: z.array(FacetCount).optional(),
      agency: z.array(FacetCount).optional(),
      followers: z.array(FacetBand).optional(),
      averageViewers: z.array(FacetBand).optional(),
      peakViewers: z.array(FacetBand).optional(),
      watchMinutes: z.array(FacetBand).optional(),
      streamMinutes: z.array(FacetBand).optional(),
      acv: z.array(FacetBand).optional(),
      liveMinutes: z.array(FacetBand).optional(),
      validDays: z.array(FacetBand).optional(),
      diamonds: z.array(FacetBand).optional(),
      gifterConversion: z.array(FacetBand).optional(),
      returningViewers: z.array(FacetBand).optional(),
      growth: z.array(FacetBand).optional(),
    }),
    /** Those whom others are to be like, in the order asked; nobody without `like`. */
    like: z.array(SeenCreator.pick({ creatorId: true, handle: true, platform: true, displayName: true })),
    nextCursor: z.string().nullable(),
    /** How many more creators your seat may list today; null while that is nothing to think of. */
    listedLeft: z.int().nullable(),
    /** The instant of the consent check. */
    asOf: instant,
  })
  .meta({ id: 'SearchAnswer' });
export type SearchAnswer = z.infer<typeof SearchAnswer>;

export const reasons = {
  'discovery.not_found': { kind: 'not_found', detail: 'Nobody by this id is open to invitations.' },
  'discovery.bad_cursor': { kind: 'invalid', detail: 'This cursor does not belong to this search.' },
  'discovery.budget_listed': {
    kind: 'too_many',
    detail: 'Your seat would list more creators today than it may. It goes on at midnight, UTC.',
  },
  'discovery.budget_opened': {
    kind: 'too_many',
    detail: 'Your seat would open more creators today than it may. It goes on at midnight, UTC.',
  },
} as const satisfies Reasons;
