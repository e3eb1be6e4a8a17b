import type { z } from 'zod';
import { Refusal } from './errors.ts';

/** What a key of a cursor has to be: its type, or a shape of its own. */
type KeyShape = 'string' | 'number' | z.ZodType<string | number>;
type KeyOf<S> = S extends z.ZodType<infer O> ? O : S extends 'number' ? number : string;
const fits = (shape: KeyShape | undefined, key: unknown) =>
  typeof shape === 'object' ? shape.safeParse(key).success : typeof key === shape;

/** A cursor is opaque text: the sort keys of the last row shown. */
export const toCursor = (keys: readonly (string | number)[]): string => Buffer.from(JSON.stringify(keys)).toString('base64url');

/** The keys of a cursor, checked for their number and shapes; refuses `page.bad_cursor`. */
export function fromCursor<const T extends readonly KeyShape[]>(
  cursor: string | undefined,
  shapes: T,
): { [K in keyof T]: KeyOf<T[K]> } | undefined {
  if (cursor === undefined || cursor === '') return undefined;
  try {
    const keys = JSON.parse(Buffer.from(cursor, 'base64url').toString('utf8')) as unknown[];
    if (Array.isArray(keys) && keys.length === shapes.length && keys.every((k, i) => fits(shapes[i], k) && !String(k).includes('\0')))
      return keys as never;
  } catch {
    /* refused below */
  }
  throw new Refusal('invalid', 'page.bad_cursor', 'This cursor is not one of ours.');
}

/** Cuts the row asked for beyond the limit and makes the cursor of the last one kept. */
export function pageOf<R, I>(rows: R[], limit: number, keysOf: (row: R) => (string | number)[], show: (row: R) => I) {
  const kept = rows.slice(0, limit);
  const last = kept.at(-1);
  return { items: kept.map(show), nextCursor: rows.length > limit && last !== undefined ? toCursor(keysOf(last)) : null };
}
