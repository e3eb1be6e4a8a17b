import type { IndexEntry } from '#src/features/discovery/index/door.ts';
import { agencyOf, boundsOf, wordsOfCard } from '#src/features/discovery/rules.ts';
import { figureNames } from '#src/features/creators/contract.ts';
import type { Member } from './people.ts';

/** What the index is told of her. */
export function entryOf({ card, foundSince, findableUntil, exact }: Member): IndexEntry {
  const bounds = Object.fromEntries(
    figureNames.map((name) => {
      const { low, high } = boundsOf(card.figures[name]);
      return [name, low === null || high === null ? null : { low, high }];
    }),
  ) as IndexEntry['bounds'];
  const { creatorId, languages, country, categories } = card;
  const platforms = [...new Set(card.handles.map((h) => h.platform))];
  const found = { creatorId, findableUntil, foundSince: foundSince / 1000, exact };
  const values = { languages, country, categories, platforms, hours: card.hours.map(String), agency: agencyOf(card) };
  return { ...found, ...values, bounds, words: wordsOfCard(card) };
}
