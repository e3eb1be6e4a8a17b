import type { Locale } from '#src/lib/locales.ts';

export interface Party {
  /** What this side is: creator, agency, host. */
  label: string;
  name: string;
  lines: string[];
}
export interface Row {
  what: string;
  how: string;
}
/** A copy as it is printed: what stands on it, in the order in which it is read. Fonts, sizes and colours are the printer's. */
export interface Sheet {
  locale: Locale;
  direction: 'ltr' | 'rtl';
  /** Of the file, and as a reader's window shows it. */
  title: string;
  /** The one instant that the file names as its own, so that the same copy has the same bytes. */
  at: Date;
  head: { brand: string; note: string };
  say: string;
  under: string;
  parties: Party[];
  sections: { title: string; rows: Row[] }[];
  /** How it is checked: the code as it is typed, the address as it is read, and where the address leads. */
  check: { title: string; text: string; code: string; address: string; url: string };
  notes: string[];
  foot: string;
}
/** Makes files of sheets; the same sheet gives the same bytes, as long as its fonts and its own words stay. */
export interface Printer {
  /** What takes long after a while without sheets; a sheet that follows is printed at once. No sheet is to blame for it. */
  ready(): Promise<void>;
  print(sheet: Sheet): Promise<Uint8Array>;
}
