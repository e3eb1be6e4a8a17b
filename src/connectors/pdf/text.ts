import bidiFactory, { type Bidi } from 'bidi-js';
import * as hb from 'harfbuzzjs';
import type { Locale } from '#src/lib/locales.ts';
import type { Face, Fonts, Weight } from './fonts.ts';

export interface Style {
  size: number;
  /** From one line to the next. */
  line: number;
  weight: Weight;
  color: string;
  /** Between signs, in parts of the size; never where signs are joined. */
  track?: number;
}
/** A sign in its place: which glyph, how far it moves the pen, what it stands for. Lengths in parts of the size. */
export interface Sign {
  id: number;
  advance: number;
  dx: number;
  dy: number;
  text: string;
}
/** Signs of one face, as they stand on the paper from left to right. */
export interface Run {
  face: Face;
  signs: Sign[];
}
export interface Line {
  runs: Run[];
  /** In points. */
  width: number;
}
export interface Block {
  style: Style;
  lines: Line[];
}

// Its types are those of a module, which it is not: what it exports is the factory itself.
const bidi = (bidiFactory as unknown as () => Bidi)();
const graphemes = new Intl.Segmenter('en', { granularity: 'grapheme' });
/** Marks that steer directions take no place themselves. */
const unseen = /[\u200b\u200e\u200f\u202a-\u202e\u2060\u2066-\u2069\ufeff]/u;
const pictured = /\p{Emoji_Presentation}|\ufe0f/u;
const eastern = /[\u2e80-\u30ff\u3100-\u9fff\uf900-\ufaff\uff00-\uffef]|[\u{20000}-\u{2ffff}]/u;
/** No line begins with these, and none ends with those. */
const notFirst = /^[、。，．・：；？！”’）］｝」』】〉》〕％ー～ぁぃぅぇぉっゃゅょゎァィゥェォッャュョヮヵヶ々…‥]/u;
const notLast = /[“‘（［｛「『【〈《〔]$/u;

/** A word in katakana is one word. */
const katakana = /^[\u30a1-\u30fa\u30fc]+$/u;

/** A grapheme with the face that it is drawn in. */
interface Piece {
  text: string;
  at: number;
  face: Face;
  level: number;
}

export interface Typesetter {
  /** The text in lines no wider than so many points. */
  set(text: string, style: Style, width: number): Promise<Block>;
}

export function openTypesetter(fonts: Fonts, { locale, direction }: { locale: Locale; direction: 'ltr' | 'rtl' }): Typesetter {
  const order = fonts.order(locale);
  const picturesFirst = ['noto-emoji', ...order];
  const last = new Map<string, Face | undefined>();

  async function faceOf(grapheme: string, weight: Weight): Promise<Face> {
    const codePoint = grapheme.codePointAt(0)!;
    const isPicture = pictured.test(grapheme);
    const key = `${codePoint} ${weight} ${isPicture}`;
    if (!last.has(key)) last.set(key, await fonts.find(codePoint, isPicture ? picturesFirst : order, weight));
    return last.get(key) ?? fonts.last(weight);
  }

  async function piecesOf(text: string, weight: Weight): Promise<Piece[]> {
    const { levels } = bidi.getEmbeddingLevels(text, direction);
    const pieces: Piece[] = [];
    for (const { segment, index } of graphemes.segment(text)) {
      const drawn = Array.from(segment)
        .filter((sign) => !unseen.test(sign))
        .join('');
      if (drawn === '') continue;
      // A space goes with what stands before it, so that words of one face stay one run.
      const before = pieces.at(-1);
      const isGap = drawn === ' ' && before !== undefined && !before.face.key.startsWith('noto-emoji');
      const face = isGap ? before.face : await faceOf(drawn, weight);
      pieces.push({ text: drawn, at: index, face, level: levels[index]! });
    }
    return pieces;
  }

  async function set(text: string, style: Style, width: number): Promise<Block> {
    const pieces = await piecesOf(text.normalize('NFC').replaceAll(/\s+/gu, ' ').trim(), style.weight);
    const base = direction === 'rtl' ? 1 : 0;
    const lines = breakLines(pieces, style, width).map((line) => {
      const runs = visual(line, base).map((run) => shape(run, style));
      return { runs, width: widthOf(runs) * style.size };
    });
    return { style, lines: lines.length > 0 ? lines : [{ runs: [], width: 0 }] };
  }
  return { set };
}

const widthOf = (runs: readonly Run[]): number => runs.flatMap(({ signs }) => signs).reduce((sum, { advance }) => sum + advance, 0);

/** Where a line may end: after a space or a hyphen, and between signs of the East that may be parted. */
function mayBreak(before: Piece, after: Piece): boolean {
  if (before.text === ' ') return after.text !== ' ';
  if (/[-\u2010\u2013\u2014]$/u.test(before.text)) return !/^\d/.test(after.text);
  if (!eastern.test(before.text) && !eastern.test(after.text)) return false;
  if (katakana.test(before.text) && katakana.test(after.text)) return false;
  return !notFirst.test(after.text) && !notLast.test(before.text) && after.text !== ' ' && !/^[\p{P}\p{M}]/u.test(after.text);
}

/** Words that are never parted, but where one alone is wider than the line. */
function wordsOf(pieces: readonly Piece[]): Piece[][] {
  const words: Piece[][] = [];
  for (const piece of pieces) {
    const before = words.at(-1)?.at(-1);
    if (before && !mayBreak(before, piece)) words.at(-1)!.push(piece);
    else words.push([piece]);
  }
  return words;
}
const trimmed = (line: readonly Piece[]): Piece[] => line.slice(0, line.findLastIndex(({ text }) => text !== ' ') + 1);

function breakLines(pieces: readonly Piece[], style: Style, width: number): Piece[][] {
  const room = width / style.size;
  const measure = (some: readonly Piece[]) => widthOf(logical(trimmed(some)).map((run) => shape(run, style)));
  const lines: Piece[][] = [];
  let line: Piece[] = [];
  let used = 0;
  const end = () => {
    if (line.length > 0) lines.push(trimmed(line));
    [line, used] = [[], 0];
  };
  const full = (word: readonly Piece[]) => widthOf(logical(word).map((run) => shape(run, style)));
  for (const word of wordsOf(pieces)) {
    if (used + measure(word) > room) end();
    for (const part of measure(word) > room ? word.map((piece) => [piece]) : [word]) {
      if (used + measure(part) > room) end();
      line.push(...part);
      used += full(part);
    }
  }
  end();
  return lines;
}

/** Neighbours of one face and one direction are shaped together. */
function logical(pieces: readonly Piece[]): Piece[][] {
  const runs: Piece[][] = [];
  for (const piece of pieces) {
    const before = runs.at(-1)?.[0];
    if (before && before.face === piece.face && before.level === piece.level) runs.at(-1)!.push(piece);
    else runs.push([piece]);
  }
  return runs;
}

/** Runs in the order in which they stand on the paper: from the highest level down to the lowest odd one, what lies at it or above is turned round (UAX 9, L2). */
function visual(line: readonly Piece[], base: number): Piece[][] {
  const runs = logical(line);
  const levels = runs.map(([one]) => one!.level);
  for (let level = Math.max(base, ...levels); level > 0; level--) {
    for (let from = 0; from < runs.length; from++) {
      let to = from;
      while (to < runs.length && runs[to]![0]!.level >= level) to++;
      if (to > from + 1) runs.splice(from, to - from, ...runs.slice(from, to).reverse());
      if (to > from) from = to;
    }
  }
  return runs;
}

/** A letter on its own may be spread; letters that join may not. */
const joins = /\p{Script=Arabic}|\p{Script=Devanagari}/u;

function shape(pieces: readonly Piece[], { track = 0 }: Style): Run {
  const { face, level } = pieces[0]!;
  const text = pieces.map((one) => one.text).join('');
  const buffer = new hb.Buffer();
  buffer.addText(text);
  buffer.guessSegmentProperties();
  buffer.setDirection(level % 2 === 1 ? hb.Direction.RTL : hb.Direction.LTR);
  buffer.setFlags(hb.BufferFlag.REMOVE_DEFAULT_IGNORABLES);
  hb.shape(face.font, buffer);
  const infos = buffer.getGlyphInfos();
  const places = buffer.getGlyphPositions();
  // What a cluster stands for goes with its widest sign, the letter itself; dots and marks of it stand for nothing of their own.
  const starts = [...new Set(infos.map(({ cluster }) => cluster))].sort((a, b) => a - b);
  const letters = new Map<number, { at: number; advance: number; text: string }>();
  for (const [at, { cluster }] of infos.entries()) {
    const advance = places[at]!.xAdvance;
    const known = letters.get(cluster);
    const word = text.slice(cluster, starts[starts.indexOf(cluster) + 1]);
    if (!known || advance > known.advance) letters.set(cluster, { at, advance, text: word });
  }
  const spread = joins.test(text) ? 0 : track;
  const signs = infos.map(({ codepoint: id, cluster }, i): Sign => {
    const { xAdvance, xOffset, yOffset } = places[i]!;
    const letter = letters.get(cluster)!;
    const isLetter = letter.at === i;
    const advance = xAdvance / face.upem + (isLetter ? spread : 0);
    return { id, advance, dx: xOffset / face.upem, dy: yOffset / face.upem, text: isLetter ? letter.text : '' };
  });
  return { face, signs };
}
