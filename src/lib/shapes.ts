import { z } from 'zod';
import { locales } from './locales.ts';

/** One line of text for people: trimmed, 1 to `max` characters, no control or direction-override characters. */
export const line = (max: number) =>
  z
    .string()
    .trim()
    .min(1)
    .max(max)
    .regex(/^[^\p{Cc}\u2028\u2029\u202a-\u202e\u2066-\u2069]*$/u, 'has control characters');

/** Several lines of text: as `line`, with tabs and line breaks allowed; empty is allowed. */
export const prose = (max: number) =>
  z
    .string()
    .trim()
    .max(max)
    .regex(/^(?:[^\p{Cc}\u202a-\u202e\u2066-\u2069]|[\t\n\r])*$/u, 'has control characters');

/** Ids are compared as text: one spelling only. */
export const id = z.uuid().toLowerCase();
/** An instant, RFC 3339 in UTC. */
export const instant = z.iso
  .datetime()
  .regex(/^[12]\d{3}-/, 'is not of our time')
  .meta({ format: 'date-time' });
/** A calendar day, `2001-02-28`. */
export const day = z.iso
  .date()
  .regex(/^[12]\d{3}-/, 'is not of our time')
  .meta({ format: 'date' });
export const language = z.string().regex(/^[a-z]{2,3}$/, 'is not an ISO 639 language code');
export const country = z.string().regex(/^[A-Z]{2}$/, 'is not an ISO 3166 country code');
export const platform = z.enum(['tiktok', 'twitch', 'youtube', 'other']);
export type Platform = z.infer<typeof platform>;
/** Parts per ten thousand. */
export const bps = z.int().min(0).max(10_000);
export const count = z.int().min(0).max(Number.MAX_SAFE_INTEGER);

export const limit = z.coerce.number().int().min(1).max(200);
export const pageQuery = z.strictObject({ cursor: z.string().max(2000).optional(), limit: limit.default(50) });
export const page = <T extends z.ZodType>(item: T) => z.object({ items: z.array(item), nextCursor: z.string().nullable() });

/** A shape with a name of its own, or nothing: `.nullable()` is lost on the way into the document, where such a shape is a reference. */
export const orNull = <T extends z.ZodType>(shape: T) => z.union([shape, z.null()]);

/** One of the languages of the screens. */
export const locale = z.enum(locales);
