import { importedFigure, ImportRow, importFields } from '../contract.ts';

/** A code that was withdrawn (uk, su, iw) stands for the one in its place. */
const today = {
  language: (code: string) => new Intl.Locale(code).language,
  region: (code: string) => new Intl.Locale(`und-${code}`).region!,
};
const noCountries = ['EU', 'EZ', 'QO', 'UN', 'XA', 'XB', 'ZZ'];

/** By code and by English name; two letters that name nothing are no code. */
const names = (type: 'language' | 'region', codes: string[]) => {
  const display = new Intl.DisplayNames('en', { type, fallback: 'none' });
  return new Map(
    codes
      .filter((code) => display.of(code) !== undefined && !noCountries.includes(code))
      .flatMap((code) => [code, display.of(today[type](code))!].map((name) => [name.toLowerCase(), today[type](code)] as const)),
  );
};
const letters = 'abcdefghijklmnopqrstuvwxyz'.split('');
const twoLetters = letters.flatMap((a) => letters.map((b) => a + b));
let languages: Map<string, string> | undefined;
let countries: Map<string, string> | undefined;

/** An ISO 639 code from a code or an English name; null for a word that says "some other". */
export function readLanguage(text: string): string | null | undefined {
  const t = text.trim().toLowerCase();
  if (t === '' || t === 'other' || t === 'unknown' || t === '-') return null;
  languages ??= names('language', twoLetters);
  return languages.get(t) ?? languages.get(t.split(/[-_]/)[0]!);
}
/** An ISO 3166 code from a code or an English name. */
export function readCountry(text: string): string | null | undefined {
  const t = text.trim().toLowerCase();
  if (t === '' || t === 'other' || t === 'unknown' || t === '-') return null;
  countries ??= names(
    'region',
    twoLetters.map((c) => c.toUpperCase()),
  );
  return countries.get(t);
}

const numbers = new Set<string>(importedFigure.options);

export type ReadRow = Omit<ImportRow, 'language' | 'country'> & { language?: string | null; country?: string | null };

/** One row of an import, or the reason why it cannot be taken. Empty cells are left out: not given is not zero. */
export function readImportRow(fields: Record<string, unknown>): { row: ReadRow } | { reason: string } {
  const given: Record<string, unknown> = {};
  for (const [name, value] of Object.entries(fields)) {
    if (!(importFields as string[]).includes(name)) return { reason: `${name.slice(0, 40)}: is not a field of a creator` };
    if (value === null || value === undefined || value === '') continue;
    if (!numbers.has(name)) given[name] = value;
    else if (typeof value === 'string' && /^\d{1,16}$/.test(value.trim())) given[name] = Number(value);
    else if (typeof value === 'number') given[name] = value;
    else return { reason: `${name}: ${JSON.stringify(value).slice(0, 40)} is not a whole number` };
  }
  const shape = ImportRow.safeParse(given);
  if (!shape.success) {
    const issue = shape.error.issues[0]!;
    return { reason: `${issue.path.join('.') || 'row'}: ${given[String(issue.path[0])] === undefined ? 'is missing' : issue.message}` };
  }
  const { language, country, ...rest } = shape.data;
  const row: ReadRow = { ...rest };
  if (language !== undefined) {
    const code = readLanguage(language);
    if (code === undefined) return { reason: `language: "${language.slice(0, 40)}" is not known` };
    row.language = code;
  }
  if (country !== undefined) {
    const code = readCountry(country);
    if (code === undefined) return { reason: `country: "${country.slice(0, 40)}" is not known` };
    row.country = code;
  }
  return { row };
}
