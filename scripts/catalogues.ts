// The words of the catalogues as the browser reads them, and which of them a part of the build needs (docs/decisions/0017).
import { createCompiledCatalog } from '@lingui/cli/api';
import { formatter } from '@lingui/format-po';
import { readdirSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';

/** The compiled words of a language by their ids. */
export type Words = Record<string, unknown>;

/** The part that every page loads; the others are named after the addresses of their screens. */
export const beginning = 'begin';

/** Every language with all its words, from the files that translators edit. */
export async function catalogues(folder = 'src/web/words/catalogues'): Promise<Map<string, Words>> {
  const files = readdirSync(folder).filter((name) => name.endsWith('.po'));
  return new Map(await Promise.all(files.map(async (name) => [basename(name, '.po'), await compiled(join(folder, name))] as const)));
}

async function compiled(filename: string): Promise<Words> {
  const locale = basename(filename, '.po');
  const entries = await formatter().parse(readFileSync(filename, 'utf8'), { locale, sourceLocale: 'en', filename });
  const texts = Object.entries(entries ?? {}).map(([id, { translation, message }]) => [id, translation || (message ?? id)]);
  const { source, errors } = createCompiledCatalog(locale, Object.fromEntries(texts), { namespace: 'json' });
  if (errors.length > 0) throw new Error(`${filename}: ${errors.map(({ id, error }) => `${id}: ${error.message}`).join('; ')}`);
  return (JSON.parse(source) as { messages: Words }).messages;
}

/** The ids in a built script. Whatever stands between two quotes and is an id counts: rather a word too many than one missing on a screen. */
export const idsIn = (code: string, known: Words): string[] => code.split(/["'`]/).filter((text) => Object.hasOwn(known, text));

/** Those of the words, in an order that does not depend on who asked. */
export const pick = (words: Words, ids: Iterable<string>): Words =>
  Object.fromEntries([...new Set(ids)].toSorted().map((id) => [id, words[id]]));
