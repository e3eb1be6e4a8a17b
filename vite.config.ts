import { lingui } from '@lingui/vite-plugin';
import tailwind from '@tailwindcss/vite';
import react from '@vitejs/plugin-react';
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { relative } from 'node:path';
import { brotliCompressSync, constants, gzipSync } from 'node:zlib';
import { defineConfig, minifySync, type Plugin, type Rolldown } from 'vite';
import { beginning, catalogues, idsIn, pick } from './scripts/catalogues.ts';
import { reach, screens } from './scripts/parts.ts';
import { partOf } from './src/web/ahead.ts';

/** The Latin font alone is fetched ahead; every other script waits until a character of it is on the page. */
const preloadLatin: Plugin = {
  name: 'preload-latin',
  transformIndexHtml: {
    order: 'post',
    handler: (_html, { bundle }) =>
      Object.keys(bundle ?? {})
        .filter((file) => file.includes('radio-canada-latin-wght-normal'))
        .map((file) => ({
          tag: 'link',
          attrs: { rel: 'preload', as: 'font', type: 'font/woff2', href: `/${file}`, crossorigin: '' },
          injectTo: 'head',
        })),
  },
};

const chunksOf = (bundle: Rolldown.OutputBundle) => Object.values(bundle).filter((it): it is Rolldown.OutputChunk => it.type === 'chunk');
const pathOf = (id: string) => relative('.', id).replaceAll('\\', '/');
const fileOf = (chunks: Rolldown.OutputChunk[], module: string) =>
  chunks.find(({ facadeModuleId: id }) => id && pathOf(id) === module)?.fileName;

/** Where the words of this build are and in which languages, once they are written. */
let words = { folder: '', languages: [] as string[] };

/** Writes the words of each part of the program in each language: of what every page has, and of each screen with all that it can bring later. */
const splitWords: Plugin = {
  name: 'split-words',
  apply: 'build',
  async generateBundle(_options, bundle) {
    const all = await catalogues();
    const [known = {}] = all.values();
    const parts = wordsOfParts(chunksOf(bundle), (code) => idsIn(code, known));
    const files = [...all].flatMap(([language, its]) =>
      parts.map(([part, ids]) => ({ name: `${language}/${part}.json`, source: JSON.stringify(pick(its, ids)) })),
    );
    const hash = createHash('sha256').update(JSON.stringify(files)).digest('base64url').slice(0, 8);
    words = { folder: `assets/words/${hash}`, languages: [...all.keys()] };
    for (const { name, source } of files) this.emitFile({ type: 'asset', fileName: `${words.folder}/${name}`, source });
  },
};

/** The ids of each part's words: of whatever its scripts import, now or later, but for what has come with the beginning. */
function wordsOfParts(chunks: Rolldown.OutputChunk[], idsOf: (code: string) => string[]): [part: string, ids: string[]][] {
  const byFile = new Map(chunks.map((chunk) => [chunk.fileName, chunk]));
  const idsFrom = (files: string[]) => files.flatMap((file) => idsOf(byFile.get(file)?.code ?? ''));
  const brings = (starts: string[], not: Set<string>) =>
    reach(starts, (file) => [byFile.get(file)?.imports ?? [], byFile.get(file)?.dynamicImports ?? []].flat().filter((it) => !not.has(it)));
  const all = screens().map(({ path, modules }) => ({ path, file: fileOf(chunks, modules.at(-1) ?? '') ?? '' }));
  const begun = brings(
    chunks.filter(({ isEntry }) => isEntry).map(({ fileName }) => fileName),
    new Set(all.map(({ file }) => file)),
  );
  const here = new Set(idsFrom(begun));
  const rest = all.map(({ path, file }): [string, string[]] => [
    partOf(path),
    idsFrom(brings([file], new Set(begun))).filter((id) => !here.has(id)),
  ]);
  return [[beginning, [...here]], ...rest];
}

const place = '<!-- first.js -->';

/** Writes into the page what each address and each language needs; src/web/first.js fetches it while the program is still loading. */
const fetchAhead: Plugin = {
  name: 'fetch-ahead',
  transformIndexHtml: {
    order: 'post',
    handler: (html, { bundle, chunk: entry }) => {
      const chunks = chunksOf(bundle ?? {});
      const byFile = new Map(chunks.map((chunk) => [chunk.fileName, chunk]));
      const importsOf = (file: string) => byFile.get(file)?.imports ?? [];
      const already = new Set(entry ? reach([entry.fileName], importsOf) : []);
      const files: string[] = [];
      const numberOf = (file: string) => (files.includes(file) ? files.indexOf(file) : files.push(file) - 1);
      const needs = (modules: string[]) =>
        reach(
          modules.flatMap((module) => fileOf(chunks, module) ?? []),
          importsOf,
        )
          .filter((file) => !already.has(file))
          .map(numberOf);
      const rooms = screens().map(({ path, modules, reads }) => [
        `^${path.replaceAll(/\$\w+/g, '[^/]+')}$`,
        partOf(path),
        needs(modules),
        reads,
      ]);
      const ahead = JSON.stringify({ files, rooms, words });
      // In the page itself: a file of its own would cost a slow line one more turn before anything else is asked for.
      const { code, errors } = minifySync('first.js', readFileSync('src/web/first.js', 'utf8'));
      const [sheet] = /<link rel="stylesheet"[^>]*>/.exec(html) ?? [];
      if (errors.length > 0 || !html.includes(place) || !sheet) throw new Error('first.js cannot be put into the page');
      // Nothing waits for the stylesheet but the program: the page has what its lamp needs, and first.js puts the rest on when it is there.
      const late = sheet.replace('<link', '<link media="print" fetchpriority="high"');
      const first = `${late}\n<script type="application/json" id="ahead">${ahead}</script>\n<script>${code}</script>`;
      return html.replace(sheet, '').replace(place, () => first);
    },
  },
};

/** Each text of the build also as .br and .gz, as small as they get: the server compresses nothing that it could have known. */
const compressed: Plugin = {
  name: 'compressed',
  apply: 'build',
  enforce: 'post',
  generateBundle: {
    order: 'post',
    handler(_options, bundle) {
      for (const [fileName, file] of Object.entries(bundle)) {
        if (!/^(index\.html|assets\/.*\.(js|json|css|svg))$/.test(fileName)) continue;
        const source = Buffer.from(file.type === 'chunk' ? file.code : file.source);
        if (source.length < 512) continue;
        const params = { [constants.BROTLI_PARAM_SIZE_HINT]: source.length };
        this.emitFile({ type: 'asset', fileName: `${fileName}.br`, source: brotliCompressSync(source, { params }) });
        this.emitFile({ type: 'asset', fileName: `${fileName}.gz`, source: gzipSync(source, { level: 9 }) });
      }
    },
  },
};

// Few files, for each costs a slow line a turn. What every page needs, packages apart from ours; with ours the small parts and the glyphs that several
// screens share, apart where only the desks of agencies and operators use them. What brings a package of its own (dialogs, sliders, long tables)
// goes with the screens that use it.
const everywhere =
  /[\\/]node_modules[\\/](react|react-dom|scheduler|use-sync-external-store|lucide-react|@lingui|@tanstack[\\/](?!.*virtual))/;
const ours = /[\\/](lucide-react|src[\\/](web(?![\\/]styles)|lib))[\\/]/;
const start = 'src/web/main.tsx';
const phones = new Set(screens().flatMap(({ room, modules }) => (room === 'creator' || room === 'entry' ? modules : [])));
/** What is loaded by itself: the frames of the desks and the screens. */
const apart = new Set(screens().flatMap(({ modules }) => modules));
type Graph = Pick<Rolldown.ChunkingContext, 'getModuleInfo'>;

/** Whether a module, or whatever it imports, brings a package that not every page has. */
function isHeavy(id: string, graph: Graph, seen = new Set<string>()): boolean {
  if (seen.has(id)) return false;
  seen.add(id);
  if (/[\\/]node_modules[\\/]/.test(id)) return !everywhere.test(id);
  return (graph.getModuleInfo(id)?.importedIds ?? []).some((one) => isHeavy(one, graph, seen));
}

/** In which part of the build a module is put, if it is for us to say. */
function partFor(id: string, graph: Graph): string | null {
  const users = reach([id], (one) => [...(graph.getModuleInfo(one)?.importers ?? [])]).map(pathOf);
  if (users.includes(start)) return beginning;
  const by = users.filter((one) => apart.has(one));
  if (!ours.test(id) || apart.has(pathOf(id)) || by.length < 2 || isHeavy(id, graph)) return null;
  return by.some((one) => phones.has(one)) ? beginning : 'desk';
}

const groups: Rolldown.CodeSplittingGroup[] = [
  { name: 'packages', tags: ['$initial'], test: /[\\/]node_modules[\\/]/, priority: 2 },
  { name: partFor, debugName: 'ours', priority: 1 },
];

export default defineConfig({
  publicDir: 'src/web/public',
  plugins: [react(), tailwind(), lingui({ macroTransform: true }), preloadLatin, splitWords, fetchAhead, compressed],
  build: {
    outDir: 'dist',
    manifest: true,
    sourcemap: false,
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    rolldownOptions: { output: { codeSplitting: { groups } } },
  },
});
