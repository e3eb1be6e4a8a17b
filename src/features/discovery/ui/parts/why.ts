import { t } from '@lingui/core/macro';
import type { Found } from '#src/web/client.gen.ts';
import { compact, language, list, number, range } from '#src/web/format.ts';
import { capital } from '#src/web/words/names.ts';
import type { Wish } from './address.ts';

type Why = Found['why'][number];
type Match = Why['matched'][number];

const inField = (field: Match['field']): string => {
  if (field === 'handle') return t`the handle`;
  if (field === 'name') return t`the name`;
  if (field === 'tags') return t`the tags`;
  return field === 'bio' ? t`the bio` : t`the profile`;
};
const fieldName = (field: Match['field']): string => {
  if (field === 'handle') return t`handle`;
  if (field === 'name') return t`name`;
  if (field === 'tags') return t`tags`;
  return field === 'bio' ? t`bio` : t`profile`;
};
const unique = (words: string[]) => [...new Set(words)];

/** Why they fit, on half a line. */
export function whyShort(found: Found, wish: Wish): string {
  return found.why.map((why) => shortly(why, wish)).join('; ');
}

function shortly({ part, matched }: Why, wish: Wish): string {
  if (part === 'text') {
    const best = matched.find(({ as }) => as !== 'typo') ?? matched[0];
    if (!best) return t`your words`;
    const fields = unique(matched.filter(({ word }) => word === best.word).map(({ field }) => fieldName(field))).join(', ');
    return best.as === 'typo' ? t`nearly “${best.word}” in ${fields}` : t`“${best.word}” in ${fields}`;
  }
  if (part === 'language') return matched.map(({ word }) => language(word)).join(', ');
  if (part === 'category') return matched.map(({ word }) => capital(word)).join(', ');
  const like = wish.like.length > 0;
  if (part === 'activity') return like ? t`similar LIVE hours` : t`LIVE hours`;
  if (like) return t`similar audience`;
  return wish.averageViewers ? t`near your range` : t`audience`;
}

/** The same in full sentences, one part after the other; the points show what weighs how much. */
export function whyLong(found: Found, wish: Wish): { title: string; text: string }[] {
  return found.why.map((why) => ({ title: `${titleOf(why.part)} ${number(why.score / 1000, 2)}`, text: fully(found, why, wish) }));
}

function titleOf(part: Why['part']): string {
  if (part === 'text') return t`Words`;
  if (part === 'language') return t`Language`;
  if (part === 'category') return t`Category`;
  return part === 'audience' ? t`Audience` : t`Activity`;
}

function fully(found: Found, { part, matched }: Why, wish: Wish): string {
  if (part === 'text') {
    const ways = unique(matched.map(({ word, as }) => `${as} ${word}`)).slice(0, 4);
    return ways.map((way) => matchSaid(matched.filter(({ word, as }) => `${as} ${word}` === way))).join(' ');
  }
  const words = matched.map(({ word }) => (part === 'language' ? language(word) : capital(word)));
  if (part === 'language') {
    const first = matched.some(({ word }) => word === found.languages[0]);
    return first ? t`${list(words)}, the first language among them.` : t`${list(words)}, but not as the first language.`;
  }
  const like = wish.like.length > 0;
  if (part === 'category') return like ? t`${list(words)} in common.` : t`${list(words)} in the profile.`;
  if (part === 'audience') {
    const many = sayFigure(found.figures.averageViewers, 1);
    if (like) return t`${many} viewers on average: the nearer to those you chose, the more.`;
    return wish.averageViewers?.min != null && wish.averageViewers.max != null
      ? t`${many} viewers on average: the nearer to the middle of your range, the more.`
      : t`${many} viewers on average: the more, the more it counts.`;
  }
  return like
    ? t`${sayFigure(found.figures.streamMinutes, 60)} LIVE hours in the period imported: the nearer to those you chose, the more.`
    : t`${sayFigure(found.figures.streamMinutes, 60)} LIVE hours in the period imported.`;
}

function matchSaid(same: Match[]): string {
  const fields = list(unique(same.map(({ field }) => inField(field))));
  const [first] = same;
  if (!first) return '';
  if (first.as === 'exact') return t`“${first.word}” stands in ${fields}.`;
  if (first.as === 'prefix') return t`“${first.word}” in ${fields} begins like your word.`;
  return t`“${first.word}” in ${fields} is one letter away from your word.`;
}

/** A figure in words: the number, or both ends; minutes as hours with unit 60. */
export function sayFigure(figure: Found['figures']['followers'], unit: number): string {
  if (figure === null) return t`not known`;
  if (figure.ink === 'exact') return number(figure.value / unit, unit === 1 ? 0 : 1);
  // Edges of bands are round numbers, so the short form of a large one says all of it.
  if (figure.from >= 10_000 && unit === 1) return `${compact(figure.from)}–${compact(figure.to)}`;
  return range(figure.from / unit, figure.to / unit, figure.from / unit < 10 && unit !== 1 ? 1 : 0);
}

/** The parts of a text that answer the words asked for, for marking. */
export function marked(text: string, found: Found, field: 'handle' | 'name'): { text: string; hit: boolean }[] {
  const words = found.why.find(({ part }) => part === 'text')?.matched.filter((match) => match.field === field) ?? [];
  const low = text.toLocaleLowerCase();
  for (const { word } of words) {
    const at = low.indexOf(word);
    // A letter that changes its length in lower case would shift the mark; then there is none.
    if (at >= 0 && low.length === text.length) {
      return [
        { text: text.slice(0, at), hit: false },
        { text: text.slice(at, at + word.length), hit: true },
        { text: text.slice(at + word.length), hit: false },
      ].filter((piece) => piece.text !== '');
    }
  }
  return [{ text, hit: false }];
}
