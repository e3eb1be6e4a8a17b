import { indexBuilder, type CreatorIndex, type IndexAnswer } from '#src/features/discovery/index/door.ts';
import type { EngineQuery } from '#src/features/discovery/ports.ts';
import { whyOf, wordsOfCard } from '#src/features/discovery/rules.ts';
import { wishesFor } from '#src/features/discovery/rules/wishes.ts';
import { entryOf } from '#test/crowd/entries.ts';
import { memberAt, placeOf } from '#test/crowd/people.ts';
import { linesOf } from './agree.ts';
import type { Peer } from './peer.ts';

/**
 * One search by the index, and why each of the first twenty stands there: both are timed. The cards come by key from the database in the
 * product; here they are made up again, off the clock.
 */
export function searchOurs(index: CreatorIndex, query: EngineQuery, seed: number): { answer: IndexAnswer; ms: number } {
  const began = performance.now();
  const answer = index.search(query);
  const searched = performance.now() - began;
  const cards = answer.hits.map((hit) => memberAt(seed, placeOf(hit.creatorId)).card);
  const again = performance.now();
  const meant = new Set(answer.meant.map((m) => m.word));
  for (const [i, card] of cards.entries()) {
    const matched = query.text === '' ? [] : wordsOfCard(card).filter((w) => meant.has(w.word));
    const { key, parts } = answer.hits[i]!;
    whyOf({ card, consentEventId: '', key, parts, matched }, answer.meant, wishesFor(query));
  }
  return { answer, ms: searched + performance.now() - again };
}

/** The index, filled by the same crowd. */
export function openOurs(creators: number, seed: number): Peer {
  const builder = indexBuilder();
  let spent = 0;
  const loading = <T>(work: () => T): T => {
    const began = performance.now();
    const done = work();
    spent += performance.now() - began;
    return done;
  };
  for (let place = 0; place < creators; place++) {
    const entry = entryOf(memberAt(seed, place));
    loading(() => builder.add(entry));
  }
  const index = loading(() => builder.finish());
  return {
    name: 'Greenroom',
    note: 'the index of this program, one thread',
    loadSeconds: spent / 1000,
    shapes: ['once'],
    async ask({ query }) {
      const { answer, ms } = searchOurs(index, query, seed);
      return { ms, lines: () => linesOf(answer) };
    },
    async close() {},
  };
}
