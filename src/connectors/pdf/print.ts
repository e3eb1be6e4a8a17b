import type { Sheet } from '#src/features/copies/ports.ts';
import { openFonts } from './fonts.ts';
import { layOut, type Density } from './layout.ts';
import { openSubsetter } from './subset.ts';
import { openTypesetter } from './text.ts';
import { openDocument } from './write.ts';

export interface Press {
  /** Unpacks the fonts that nearly every sheet has. */
  ready(): Promise<void>;
  print(sheet: Sheet): Promise<Uint8Array>;
}
/** Prints sheet after sheet; fonts are unpacked once. */
export async function openPress(): Promise<Press> {
  const subsetter = await openSubsetter();
  const fonts = openFonts(subsetter);
  const print = async (sheet: Sheet): Promise<Uint8Array> => {
    const { title, head, locale, direction, at } = sheet;
    const setter = openTypesetter(fonts, { locale, direction });
    const drawn = async (density: Density) => {
      const doc = openDocument({ title, brand: head.brand, locale, direction, at });
      await layOut(sheet, doc, setter, density);
      return doc;
    };
    const roomy = await drawn('roomy');
    const tight = roomy.pages() > 1 ? await drawn('tight') : roomy;
    return (tight.pages() < roomy.pages() ? tight : roomy).finish(subsetter);
  };
  return { ready: async () => void (await Promise.all([fonts.last(400), fonts.last(600)])), print };
}
