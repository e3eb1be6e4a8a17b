import { Plural } from '@lingui/react/macro';
import { instant } from '#src/web/format.ts';
import type { Last, Side } from './shapes.ts';
import { sayLast } from './words.ts';

/** How many conversations have something new, in a sentence. */
export function News({ count }: { count: number }) {
  return (
    <Plural
      value={count}
      _0="Nothing new is waiting."
      one="One conversation has something new."
      other="# conversations have something new."
    />
  );
}

/** The last message of a conversation, and when it was. */
export function LastSaid({ last, side, at }: { last: Last; side: Side; at: string }) {
  return (
    <>
      <span className="line-clamp-2 wrap-anywhere" dir="auto">
        {sayLast(last, side)}
      </span>
      <span className="prov block">{instant(at)}</span>
    </>
  );
}
