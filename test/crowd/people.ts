// A crowd of made-up creators, any number of them, each made from the seed and her place alone: shares that fall off as real ones do,
// names in many scripts, figures that spread over six powers of ten, much that is not known.
import { bandOf } from '#src/features/creators/index.ts';
import {
  figureNames,
  importedFigure,
  liveFigure,
  type FigureName,
  type ImportedFigure,
  type LiveFigure,
  type SeenCreator,
} from '#src/features/creators/contract.ts';
import type { Platform } from '#src/lib/shapes.ts';
import { diceAt, type Dice } from './dice.ts';
import { categories, cultures, ends, nicks, tags, things, type Culture } from './lists.ts';

/** One of the crowd: her card as agencies see it, and what stands beside it in the search. */
export interface Member {
  card: SeenCreator;
  /** ms since 1970 */
  foundSince: number;
  findableUntil: number;
  exact: boolean;
  figures: Record<FigureName, number | null>;
}
/** The crowd's today. */
export const crowdNow = Date.UTC(2026, 10, 1);
const day = 86_400_000;

/** Creator number `place` of a crowd; places up to twenty million have handles of their own. */
export function memberAt(seed: number, place: number): Member {
  const roll = diceAt(seed, place);
  const culture = roll.zipf(cultures);
  const handles = handlesOf(roll, place);
  const exact = roll.chance(0.4);
  const live = liveOf(diceAt(seed ^ 0x11fe, place));
  const figures = { ...figuresOf(roll), ...live.figures };
  const known = importedFigure.options.some((name) => figures[name] !== null);
  // One in a hundred said yes and has let it run out.
  const lapsed = roll.chance(0.01);
  const foundSince = crowdNow - Math.floor(roll.next() * 330 * day) - (lapsed ? 2 * day : 0);
  const findableUntil = lapsed ? crowdNow - day : crowdNow + Math.ceil((0.1 + roll.next()) * 330 * day);
  const card: SeenCreator = {
    creatorId: idAt(foundSince, place),
    ...handles[0]!,
    displayName: nameOf(roll, culture, handles[0]!.handle),
    handles,
    bio: bioOf(roll, culture),
    languages: languagesOf(roll, culture),
    country: roll.chance(0.08) ? null : roll.zipf(culture.countries),
    categories: several(roll, categories, 3),
    tags: several(roll, tags, 5),
    numbers: exact ? 'exact' : 'ranges',
    figures: seen(figures, exact),
    figuresAsOf: known ? '2026-10-31T00:00:00.000Z' : null,
    figuresSource: known ? 'import' : null,
    liveAsOn: live.hours.length > 0 ? '2026-10-31' : null,
    hours: live.hours,
    withAgency: live.withAgency,
  };
  return { card, foundSince, findableUntil, exact, figures };
}

/** Creators `from <= place < to`, one at a time. */
export function* crowdOf(seed: number, from: number, to: number): Generator<Member> {
  for (let place = from; place < to; place++) yield memberAt(seed, place);
}

/** The place that an id of the crowd was made for. */
export const placeOf = (creatorId: string): number => Number.parseInt(creatorId.slice(-8), 16);
/** The id of whoever stands at a place since then. */
export function idAt(ms: number, place: number): string {
  const time = ms.toString(16).padStart(12, '0');
  return `${time.slice(0, 8)}-${time.slice(8)}-7000-8000-0000${place.toString(16).padStart(8, '0')}`;
}

function several(roll: Dice, of: readonly string[], most: number): string[] {
  const all = new Set<string>();
  for (let n = Math.floor(roll.next() * (most + 0.8)); n > 0; n--) all.add(roll.zipf(of));
  return [...all];
}

function languagesOf(roll: Dice, { language }: Culture): string[] {
  if (roll.chance(0.04)) return [];
  const second = roll.chance(0.18) ? roll.zipf(cultures).language : language;
  return second === language ? [language] : [language, second];
}

function nameOf(roll: Dice, { first, last, joined = false }: Culture, handle: string): string {
  if (roll.chance(0.25)) return handle;
  if (joined) return roll.one(last) + (roll.chance(0.3) ? ' ' : '') + roll.one(first);
  return roll.chance(0.25) ? roll.one(first) : `${roll.one(first)} ${roll.one(last)}`;
}

/** A fifth wrote nothing; others five to twenty words, some of them words that few people use. */
function bioOf(roll: Dice, { bio, between, language }: Culture): string {
  if (roll.chance(0.2)) return '';
  const words = Array.from({ length: 5 + roll.below(16) }, () =>
    roll.chance(0.12) && between !== '' ? rare(roll) : roll.chance(0.1) && language !== 'en' ? roll.zipf(cultures[0]!.bio) : roll.zipf(bio),
  );
  const signs = roll.chance(0.3) ? roll.one(['✨', ' 🎶', ' ♥', ' 🎮🎮', '!!']) : '';
  return words.join(between) + signs;
}
const rare = (roll: Dice) => spell(Math.floor(Math.exp(roll.next() * Math.log(30_000))), 2);

const consonants = 'b c d f g h j k l m n p r s t v w y z ch sh st tr br kr'.split(' ');
const syllables = consonants.flatMap((c) => ['a', 'e', 'i', 'o', 'u'].map((v) => c + v));
/** A number as a word that can be spoken, at least so many syllables; two numbers never the same word. */
function spell(n: number, least: number): string {
  let word = '';
  for (let rest = n, i = 0; i < least || rest > 0; i++, rest = Math.floor(rest / syllables.length))
    word += syllables[rest % syllables.length]!;
  return word;
}

/** Each number below `size` once, in an order that looks like chance. Exact below 2^53 / stride. */
const shuffled = (n: number, size: number): number => (n * stride + 12_345) % size;
const stride = 100_000_007;

const signs = ['_', '.'];
/** Handles of four habits, none of which can be taken for another: no two places have the same. */
function handleOf(roll: Dice, place: number): string {
  const habit = roll.next();
  const pairs = nicks.length * things.length;
  if (habit < 0.35) {
    const n = shuffled(place, pairs * 2 * 4001);
    const number = Math.floor(n / pairs / 2);
    return `${nicks[n % nicks.length]}${signs[Math.floor(n / pairs) % 2]}${things[Math.floor(n / nicks.length) % things.length]}${number || ''}`;
  }
  if (habit < 0.6) return spell(shuffled(place, syllables.length ** 4), 4);
  const made = spell(shuffled(place, syllables.length ** 3 * 11), 3);
  if (habit < 0.8) return `${made}${roll.chance(0.5) ? '_' : '.'}${roll.zipf(ends)}`;
  return `${roll.one(['its', 'the', 'real', 'im', 'xx'])}_${made}${roll.chance(0.4) ? 7 + roll.below(92) : ''}`;
}
const platforms: readonly Platform[] = ['tiktok', 'twitch', 'youtube', 'other'];
function handlesOf(roll: Dice, place: number): { platform: Platform; handle: string }[] {
  const handle = handleOf(roll, place);
  const [one, two] = [roll.zipf(platforms), roll.zipf(platforms)];
  return one !== two && roll.chance(0.15) ? [one, two].toSorted().map((platform) => ({ platform, handle })) : [{ platform: one, handle }];
}

function figuresOf(roll: Dice): Record<ImportedFigure, number | null> {
  if (roll.chance(0.12)) return { followers: null, averageViewers: null, peakViewers: null, watchMinutes: null, streamMinutes: null };
  const followers = roll.logNormal(2600, 1.9);
  const viewers = 0.15 * followers ** 0.7 * roll.logNormal(1, 0.6);
  const minutes = roll.logNormal(1800, 1.1);
  const figure = (n: number) => (roll.chance(0.05) ? null : Math.min(999_999_999_999, Math.round(n)));
  return {
    followers: figure(followers),
    averageViewers: figure(viewers),
    peakViewers: figure(viewers * (1.3 + roll.next() * 6)),
    watchMinutes: figure(viewers * minutes),
    streamMinutes: figure(minutes),
  };
}
/** What is known of the LIVEs of four in ten; who said yes to an older text shows nothing of it, nor whether she is with an agency. */
function liveOf(roll: Dice): { figures: Record<LiveFigure, number | null>; hours: number[]; withAgency: boolean | null } {
  const withAgency = roll.chance(0.15) ? null : roll.chance(0.2);
  if (withAgency === null || roll.chance(0.53)) return { figures: noLive, hours: [], withAgency };
  const viewers = roll.logNormal(40, 1.4);
  const minutes = roll.logNormal(1500, 0.9);
  const figure = (rare: number, n: number) => (roll.chance(rare) ? null : Math.round(n));
  const first = Math.round(18 + roll.next() * 8);
  const figures = {
    acv: figure(0.03, viewers),
    liveMinutes: figure(0, minutes),
    validDays: Math.min(28, Math.round(minutes / 90)),
    diamonds: figure(0.3, viewers * minutes * roll.logNormal(0.2, 1.2)),
    gifterConversion: figure(0.4, Math.min(10_000, roll.logNormal(180, 0.8))),
    returningViewers: figure(0.8, Math.min(10_000, roll.logNormal(2500, 0.5))),
    growth: figure(0.35, Math.max(-10_000, roll.logNormal(10_500, 0.35) - 10_000)),
  };
  return { figures, hours: Array.from({ length: 2 + roll.below(5) }, (_, i) => (first + i) % 24).toSorted((a, b) => a - b), withAgency };
}
export const noLive = Object.fromEntries(liveFigure.options.map((name) => [name, null])) as Record<LiveFigure, null>;

/** Her figures as agencies see them. */
export function seen(figures: Member['figures'], exact: boolean): SeenCreator['figures'] {
  const one = (name: FigureName): SeenCreator['figures'][FigureName] => {
    const n = figures[name];
    if (n === null) return null;
    return exact ? { ink: 'exact', value: n } : { ink: 'range', ...bandOf(name, n) };
  };
  return Object.fromEntries(figureNames.map((name) => [name, one(name)])) as SeenCreator['figures'];
}
