import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';

type Call = (...numbers: number[]) => number;
/** What we use of HarfBuzz's own subsetter: numbers in, numbers out; addresses point into its memory. */
type Exports = Record<string, Call> & { memory: { buffer: ArrayBuffer } };

const tablesLeftOut = 3;
/** No hints, ids as they were, and a box for what has no sign of its own. */
const flags = 0x1 | 0x2 | 0x40;
const tag = (name: string): number => Array.from(name).reduce((sum, sign) => (sum << 8) | sign.charCodeAt(0), 0);
/** What a font inside a PDF needs nothing of: its text was laid out before. */
const needless = [
  'GSUB',
  'GPOS',
  'GDEF',
  'BASE',
  'STAT',
  'cmap',
  'name',
  'OS/2',
  'post',
  'DSIG',
  'vhea',
  'vmtx',
  'VORG',
  'gasp',
  'HVAR',
  'MVAR',
];

export interface Subsetter {
  /** A font with one weight of a font with many. */
  weigh(font: Uint8Array, weight: number): Uint8Array;
  /** The font with these glyphs alone, under the ids that they had. */
  keep(font: Uint8Array, ids: Iterable<number>): Uint8Array;
}

export async function openSubsetter(): Promise<Subsetter> {
  const file = fileURLToPath(import.meta.resolve('harfbuzzjs/dist/harfbuzz-subset.wasm'));
  const { instance } = await WebAssembly.instantiate(await readFile(file), {});
  const hb = instance.exports as unknown as Exports;
  hb['_initialize']!();
  const call = (name: string, ...given: number[]): number => hb[name]!(...given);

  function cut(font: Uint8Array, ask: (input: number, face: number) => void): Uint8Array {
    const at = call('malloc', font.byteLength);
    new Uint8Array(hb.memory.buffer).set(font, at);
    const blob = call('hb_blob_create', at, font.byteLength, 2, 0, 0);
    const face = call('hb_face_create', blob, 0);
    const input = call('hb_subset_input_create_or_fail');
    ask(input, face);
    const made = call('hb_subset_or_fail', face, input);
    try {
      if (made === 0) throw new Error('a font could not be cut');
      const result = call('hb_face_reference_blob', made);
      const from = call('hb_blob_get_data', result, 0);
      const bytes = new Uint8Array(hb.memory.buffer).slice(from, from + call('hb_blob_get_length', result));
      call('hb_blob_destroy', result);
      return bytes;
    } finally {
      if (made !== 0) call('hb_face_destroy', made);
      call('hb_subset_input_destroy', input);
      call('hb_face_destroy', face);
      call('hb_blob_destroy', blob);
      call('free', at);
    }
  }
  return {
    weigh: (font, weight) =>
      cut(font, (input, face) => {
        call('hb_subset_input_keep_everything', input);
        call('hb_subset_input_pin_axis_location', input, face, tag('wght'), weight);
      }),
    keep: (font, ids) =>
      cut(font, (input) => {
        call('hb_subset_input_set_flags', input, flags);
        const left = call('hb_subset_input_set', input, tablesLeftOut);
        for (const name of needless) call('hb_set_add', left, tag(name));
        const wanted = call('hb_subset_input_glyph_set', input);
        for (const id of ids) call('hb_set_add', wanted, id);
      }),
  };
}
