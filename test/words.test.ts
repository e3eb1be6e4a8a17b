// Words come in parts: what a screen loads has every word that its scripts may say (docs/decisions/0017). Read from the build that people are served.
import assert from 'node:assert/strict';
import { cpSync, globSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { before, describe, test } from 'node:test';
import { locales } from '#src/lib/locales.ts';
import { partOf } from '#src/web/ahead.ts';
import { catalogues, idsIn, type Words } from '../scripts/catalogues.ts';
import { reach, screens } from '../scripts/parts.ts';

type Manifest = Record<string, { file: string; isEntry?: boolean; imports?: string[]; dynamicImports?: string[] }>;
const built = join(import.meta.dirname, '../dist');

describe('the words of a screen', () => {
  let known: Words;
  let languages: Map<string, Words>;
  before(async () => {
    languages = await catalogues();
    known = languages.get('en')!;
  });

  /** Each script of a screen that says something for which the screen loads no word, or another than its language has. */
  function silent(dist: string): string[] {
    const manifest = JSON.parse(readFileSync(join(dist, '.vite/manifest.json'), 'utf8')) as Manifest;
    const all = screens();
    const others = new Set(all.map(({ modules }) => modules.at(-1)!));
    const entries = Object.keys(manifest).filter((key) => manifest[key]!.isEntry);
    const said = new Map(
      Object.entries(manifest)
        .filter(([, { file }]) => file.endsWith('.js'))
        .map(([key, { file }]) => [key, idsIn(readFileSync(join(dist, file), 'utf8'), known)]),
    );
    const [folder = ''] = globSync('assets/words/*', { cwd: dist });
    const read = (locale: string, part: string) => JSON.parse(readFileSync(join(dist, folder, locale, `${part}.json`), 'utf8')) as Words;
    return all.flatMap(({ path, modules }) => {
      // Whatever may come to stand on the page: also what is loaded when a button is pressed, but for the screens that bring words of their own.
      const importsOf = (key: string) =>
        [manifest[key]?.imports ?? [], manifest[key]?.dynamicImports ?? []].flat().filter((one) => !others.has(one));
      const scripts = reach([...entries, ...modules], importsOf);
      return locales.flatMap((locale) => {
        const loaded = { ...read(locale, 'begin'), ...read(locale, partOf(path)) };
        const whole = languages.get(locale)!;
        return scripts.flatMap((key) =>
          (said.get(key) ?? [])
            .filter((id) => JSON.stringify(loaded[id]) !== JSON.stringify(whole[id]))
            .map((id) => `${path} in ${locale}: ${key} says ${id}`),
        );
      });
    });
  }

  /** The build without its fonts, to be spoilt. */
  function copied(t: { after(f: () => void): void }): string {
    const copy = mkdtempSync(join(tmpdir(), 'greenroom-words-'));
    t.after(() => rmSync(copy, { recursive: true, force: true }));
    cpSync(built, copy, { recursive: true, filter: (file) => !/\.(woff2|br|gz)$/.test(file) });
    return copy;
  }

  test('every screen loads all that its scripts may say, in every language', () => {
    assert.deepEqual(silent(built), []);
    // Most words belong to one place: a file that held them all would pass as well.
    const [home = ''] = globSync('assets/words/*/ar/home.json', { cwd: built });
    assert.ok(Object.keys(JSON.parse(readFileSync(join(built, home), 'utf8')) as Words).length < Object.keys(known).length / 10);
  });

  test('a word that is missing in one language, and a part that a screen is made to bring without its words, are found', (t) => {
    const one = copied(t);
    const file = join(one, globSync('assets/words/*/ja/home.json', { cwd: one })[0]!);
    const [[id] = [''], ...rest] = Object.entries(JSON.parse(readFileSync(file, 'utf8')) as Words);
    writeFileSync(file, JSON.stringify(Object.fromEntries(rest)));
    assert.deepEqual(silent(one), [`/home in ja: src/features/creators/ui/Home.tsx says ${id}`]);

    const other = copied(t);
    const at = join(other, '.vite/manifest.json');
    const manifest = JSON.parse(readFileSync(at, 'utf8')) as Manifest;
    const dialog = Object.keys(manifest).find((key) => key.startsWith('_Take-'))!;
    manifest['src/features/creators/ui/Home.tsx']!.dynamicImports = [dialog];
    writeFileSync(at, JSON.stringify(manifest));
    const lines = silent(other);
    assert.ok(lines.length > locales.length && lines.every((line) => line.startsWith('/home in ') && line.includes(dialog)), lines[0]);
  });
});
