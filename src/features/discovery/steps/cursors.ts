import { createHmac, timingSafeEqual } from 'node:crypto';
import { fromCursor, toCursor } from '#src/lib/page.ts';
import { id } from '#src/lib/shapes.ts';
import { no } from '../rules.ts';

/** Where a page of a search ends: its sort key and whoever stands last. */
export interface Place {
  key: number;
  creatorId: string;
}
/** What a cursor goes on with: who asked what, in any form that is the same for the same question. */
export interface Asked {
  personId: string;
  question: readonly unknown[];
}

/**
 * Cursors that only we can make: each goes on with the search that made it, for the person who was given it. Without a day, so that nobody is
 * stopped in the middle of a list at midnight.
 */
export function openCursors(secret: string) {
  const key = createHmac('sha256', secret).update('greenroom search cursors').digest();
  const mark = ({ personId, question }: Asked, place: Place) =>
    createHmac('sha256', key)
      .update(JSON.stringify([personId, question, place.key, place.creatorId]))
      .digest()
      .subarray(0, 16);
  const make = (asked: Asked, place: Place): string => toCursor([place.key, place.creatorId, mark(asked, place).toString('base64url')]);
  return {
    make,
    /** Undefined: the list begins. Refuses `discovery.bad_cursor`: also another spelling of a cursor that is ours, for base64 has several. */
    read(asked: Asked, cursor: string | undefined): Place | undefined {
      const keys = fromCursor(cursor, ['number', 'string', 'string']);
      if (!keys) return undefined;
      const place = { key: keys[0], creatorId: keys[1] };
      const [given, ours] = [Buffer.from(cursor!), Buffer.from(make(asked, place))];
      if (!id.safeParse(place.creatorId).success || given.length !== ours.length || !timingSafeEqual(given, ours))
        throw no('discovery.bad_cursor');
      return place;
    },
  };
}
export type Cursors = ReturnType<typeof openCursors>;
