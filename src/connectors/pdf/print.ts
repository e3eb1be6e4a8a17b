import type { Sheet } from '#src/features/copies/ports.ts';
import { openFonts } from './fonts.ts';
import { layOut, type Density } from './layout.ts';
import { openSubsetter } from './subset.ts';
import { openTypesetter } from './text.ts';
import { openDocument } from './write.ts';

/** Prints sheet after sheet; fonts are unpacked once. */
export async function openPress(): Promise<(sheet: Sheet) => Promise<Uint8Array>> {
  const subsetter = await openSubsetter();
  const fonts = openFonts(subsetter);
  return async (sheet) => {
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
}
