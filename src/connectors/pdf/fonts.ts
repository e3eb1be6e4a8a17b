import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import * as hb from 'harfbuzzjs';
import decompress from 'woff2-encoder/decompress';
import type { Locale } from '#src/lib/locales.ts';
import type { Subsetter } from './subset.ts';

export type Weight = 400 | 600;
/** A part of a family, in one weight, as it is shaped and as it is put into the file. */
export interface Face {
  key: string;
  bytes: Uint8Array;
  font: hb.Font;
  upem: number;
  ascent: number;
  descent: number;
}
/** A family lies in many small files, each with the signs of a range. */
interface Part {
  name: string;
  covers: (codePoint: number) => boolean;
}

const western = ['radio-canada', 'noto-sans', 'noto-sans-arabic', 'noto-sans-thai', 'noto-sans-devanagari'];
const eastern: Partial<Record<Locale, string[]>> = { 'zh-Hans': ['noto-sans-sc', 'noto-sans-jp', 'noto-sans-kr'] };
/** In this order a sign is looked for: as the screens do, with the reader's own form of Chinese signs first. */
const familiesFor = (locale: Locale): string[] => [
  ...western,
  ...(eastern[locale] ?? ['noto-sans-jp', 'noto-sans-sc', 'noto-sans-kr']),
  'noto-emoji',
];

const fileOf = (family: string, file: string): string => fileURLToPath(import.meta.resolve(`@fontsource-variable/${family}/${file}`));

/** "U+0-ff,U+131": whether a sign lies in it. */
function rangeOf(text: string): (codePoint: number) => boolean {
  const spans = text.split(',').map((one) => {
    const [from = '', to = from] = one.trim().replace(/^U\+/i, '').split('-');
    return [parseInt(from, 16), parseInt(to, 16)] as const;
  });
  return (codePoint) => spans.some(([from, to]) => codePoint >= from && codePoint <= to);
}

/** Fonts as they are asked for, kept for as long as the thread lives. */
export function openFonts(subsetter: Subsetter) {
  const families = new Map<string, Promise<Part[]>>();
  const faces = new Map<string, Promise<Face>>();
  const partsOf = (family: string): Promise<Part[]> => {
    const known = families.get(family) ?? loadParts(family);
    families.set(family, known);
    return known;
  };
  const loadFace = (family: string, part: string, weight: Weight): Promise<Face> => {
    const key = `${family}/${part}/${weight}`;
    const known = faces.get(key) ?? openFace(subsetter, { key, family, part, weight });
    faces.set(key, known);
    return known;
  };
  /** The first face that has this sign; undefined: none has. */
  async function find(codePoint: number, order: readonly string[], weight: Weight): Promise<Face | undefined> {
    for (const family of order)
      for (const part of await partsOf(family)) {
        if (!part.covers(codePoint)) continue;
        const face = await loadFace(family, part.name, weight);
        if (face.font.nominalGlyph(codePoint)) return face;
      }
    return undefined;
  }
  return {
    find,
    order: familiesFor,
    /** Where what nobody has is drawn as a box. */
    last: (weight: Weight): Promise<Face> => loadFace('radio-canada', 'latin', weight),
  };
}
export type Fonts = ReturnType<typeof openFonts>;

async function loadParts(family: string): Promise<Part[]> {
  const ranges = JSON.parse(await readFile(fileOf(family, 'unicode.json'), 'utf8')) as Record<string, string>;
  return Object.entries(ranges)
    .reverse()
    .map(([name, range]) => ({ name: name.replace(/^\[(\d+)\]$/, '$1'), covers: rangeOf(range) }));
}

async function openFace(subsetter: Subsetter, of: { key: string; family: string; part: string; weight: Weight }): Promise<Face> {
  const packed = await readFile(fileOf(of.family, `files/${of.family}-${of.part}-wght-normal.woff2`));
  const bytes = subsetter.weigh(await decompress(packed), of.weight);
  const face = new hb.Face(new hb.Blob(bytes));
  const font = new hb.Font(face);
  const { ascender, descender } = font.hExtents();
  return { key: of.key, bytes, font, upem: face.upem, ascent: ascender, descent: descender };
}
