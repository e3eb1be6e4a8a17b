// Which parts of the build a screen needs: read by vite.config.ts, to fetch them ahead, and by scripts/weight.mjs, to weigh them.
import { readFileSync } from 'node:fs';

const frames = { entry: 'EntryFrame', creator: 'PhoneFrame', agency: 'DeskFrame', operator: 'DeskFrame' };

/** Every screen in the lists of the rooms: its path, its room, and the modules that it is made of. */
export function screens() {
  return Object.entries(frames).flatMap(([room, frame]) => {
    const list = readFileSync(`src/web/routes/${room}.ts`, 'utf8');
    const found = [...list.matchAll(/path: '([^']+)'[^{]*?load: \(\) => import\('#(src\/[^']+)'\)/g)];
    // A screen that is written another way would be neither fetched ahead nor weighed.
    const named = list.match(/path: '/g)?.length ?? 0;
    if (found.length !== named) throw new Error(`${named - found.length} screens of src/web/routes/${room}.ts cannot be read`);
    return found.map(([, path, module]) => ({ path, room, modules: [`src/web/shell/${frame}.tsx`, module] }));
  });
}

/** The module and all that it imports statically, as keys of `graph`, in which `importsOf` says what one imports. */
export function reach(starts, importsOf) {
  const seen = new Set();
  const follow = (key) => {
    if (seen.has(key)) return;
    seen.add(key);
    importsOf(key).forEach(follow);
  };
  starts.forEach(follow);
  return [...seen];
}

/** `src/web/words/catalogues/pt-BR.po` -> `pt-BR` */
export const languageOf = (module) => /words\/catalogues\/([\w-]+)\.po$/.exec(module)?.[1];
