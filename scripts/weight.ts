// What the browser has to load before a screen stands there, from the build in dist/: the creator's home within its bound, no room with parts of
// another. `npx node scripts/weight.ts` prints every screen.
import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { beginning } from './catalogues.ts';
import { reach, screens, type Room } from './parts.ts';
import { partOf } from '../src/web/ahead.ts';

export interface Weight {
  path: string;
  room: Room;
  bytes: number;
  parts: { file: string; bytes: number }[];
  /** The parts as the build's manifest names them. */
  keys: string[];
}

export const boundBytes = 200_000;
/** Features and their folders that belong to one room: another's screens must not load them. */
const ownedBy: Partial<Record<Room, RegExp>> = {
  agency: /\/ui\/agency\/|\/discovery\/ui\/|\/OurAgency\.|\/agencies\/ui\/parts\//,
  operator: /\/ui\/operator\//,
};

/** Each screen with the scripts that it loads, the heaviest first, and their sum with those in the page itself, as gzip sends them. */
export function weigh(dist = 'dist'): Weight[] {
  const manifest = JSON.parse(readFileSync(join(dist, '.vite/manifest.json'), 'utf8')) as Record<
    string,
    { file: string; imports?: string[] }
  >;
  const page = readFileSync(join(dist, 'index.html'), 'utf8');
  const keyOf = new Map(Object.entries(manifest).map(([key, part]) => [part.file, key]));
  const files = [...page.matchAll(/<script[^>]* src="\/([^"]+)"/g)].map(([, file]) => file!);
  const begin = files.flatMap((file) => keyOf.get(file) ?? []);
  const inPage = [...page.matchAll(/<script>(.*?)<\/script>/gs)].reduce(
    (sum, [, script]) => sum + gzipSync(script!, { level: 9 }).length,
    0,
  );
  const fileOf = (key: string) => manifest[key]!.file;
  const importsOf = (key: string) => manifest[key]?.imports ?? [];
  const sizes = new Map<string, number>();
  const sizeOf = (file: string): number => {
    const size = sizes.get(file) ?? gzipSync(readFileSync(join(dist, file)), { level: 9 }).length;
    sizes.set(file, size);
    return size;
  };
  // The heaviest language: whoever reads it is within the bound as well.
  const languages = globSync('assets/words/*/*', { cwd: dist });
  if (languages.length === 0) throw new Error('the words are not in the build');
  const heaviest = (part: string) =>
    languages
      .map((folder) => [`${folder}/${beginning}.json`, `${folder}/${part}.json`])
      .toSorted((a, b) => sum(b.map(sizeOf)) - sum(a.map(sizeOf)))[0] ?? [];
  return screens().map(({ path, room, modules }) => {
    const missing = modules.find((module) => !manifest[module]);
    if (missing !== undefined) throw new Error(`${missing} is not in the build`);
    const keys = reach([...begin, ...modules], importsOf);
    const parts = [...keys.map(fileOf).filter((file) => file.endsWith('.js')), ...heaviest(partOf(path))];
    const weighed = [...new Set(parts)].map((file) => ({ file, bytes: sizeOf(file) })).toSorted((a, b) => b.bytes - a.bytes);
    return { path, room, bytes: weighed.reduce((sum, { bytes }) => sum + bytes, inPage), parts: weighed, keys };
  });
}

/** What is wrong with the weights, a line each. */
export function faults(weights: Weight[], bound = boundBytes): string[] {
  const home = weights.find(({ path }) => path === '/home');
  const heavy = !home || home.bytes > bound ? [`/home loads ${kb(home?.bytes ?? 0)} of script, more than ${kb(bound)}`] : [];
  const strange = weights.flatMap(({ path, room, keys }) =>
    Object.entries(ownedBy)
      .filter(([owner]) => owner !== room && !(room === 'operator' && owner === 'agency'))
      .flatMap(([owner, own]) => keys.filter((key) => own.test(key)).map((key) => `${path} loads ${key}, which is the ${owner}'s`)),
  );
  return [...heavy, ...strange];
}

/** `assets/kit-0a1b2c3d.js` -> `kit`, `assets/words/0a1b2c3d/ar/begin.json` -> `words ar begin` */
const nameOf = (file: string) =>
  file
    .replace(/^assets\/(.*?)[-/][\w-]{8}(\.js|\.json|(?=\/))/, '$1')
    .replace(/\.json$/, '')
    .replaceAll('/', ' ');
const sum = (sizes: number[]) => sizes.reduce((all, one) => all + one, 0);
const kb = (bytes: number) => `${(bytes / 1000).toFixed(1)} KB`;

/** One line: the creator's home and its heaviest parts. */
export function said(weights: Weight[]): string {
  const home = weights.find(({ path }) => path === '/home')!;
  const most = home.parts.slice(0, 4).map(({ file, bytes }) => `${nameOf(file)} ${kb(bytes)}`);
  return `/home ${kb(home.bytes)} of script as gzip in ${home.parts.length} files: ${most.join(', ')}`;
}

if (import.meta.main) {
  const weights = weigh();
  if (!process.argv.includes('--brief'))
    for (const { path, bytes, parts } of weights)
      console.log(`${kb(bytes).padStart(9)}  ${String(parts.length).padStart(2)} files  ${path}`);
  console.log(said(weights));
  const wrong = faults(weights);
  for (const line of wrong) console.error(line);
  process.exitCode = wrong.length > 0 ? 1 : 0;
}
