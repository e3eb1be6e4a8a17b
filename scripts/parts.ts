// Which parts of the build a screen needs: read by vite.config.ts, to fetch them ahead, and by scripts/weight.ts, to weigh them.
import { readFileSync } from 'node:fs';

export type Room = 'entry' | 'creator' | 'agency' | 'operator' | 'own';
export interface Parts {
  path: string;
  room: Room;
  modules: string[];
  reads: string[];
}

/** The frames that are loaded with the screens of their rooms. Doors and phones have theirs at once. */
const frames: Record<Room, string[]> = { entry: [], creator: [], agency: ['DeskFrame'], operator: ['DeskFrame'], own: ['OwnFrame'] };

/** Every screen in the lists of the rooms: its path, its room, the modules that it is made of, the addresses that it reads first. */
export function screens(): Parts[] {
  return (Object.entries(frames) as [Room, string[]][]).flatMap(([room, its]): Parts[] => {
    const list = readFileSync(`src/web/routes/${room}.ts`, 'utf8');
    const found = [...list.matchAll(/path: '([^']+)'[^{]*?load: \(\) => import\('#(src\/[^']+)'\)(?:,\s*reads: \[([^\]]*)\])?/g)];
    // A screen that is written another way would be neither fetched ahead nor weighed.
    const named = list.match(/path: '/g)?.length ?? 0;
    if (found.length !== named) throw new Error(`${named - found.length} screens of src/web/routes/${room}.ts cannot be read`);
    return found.map(([, path = '', module = '', named = '']) => {
      const reads = [...(room === 'entry' ? [] : ['people.me']), ...named.split(',').map((it) => it.trim().slice(1, -1))];
      return {
        path,
        room,
        modules: [...its.map((frame) => `src/web/shell/${frame}.tsx`), module],
        reads: reads.filter(Boolean).map(addressOf),
      };
    });
  });
}

/** Where an operation without names in its path is read. */
function addressOf(operation: string): string {
  const client = readFileSync('src/web/client.gen.ts', 'utf8');
  const path = client.match(new RegExp(`'${operation}': \\{ method: 'GET', path: '([^'{]+)' \\}`))?.[1];
  if (path === undefined) throw new Error(`${operation} cannot be read ahead`);
  return path;
}

/** The module and all that it imports statically, as keys of `graph`, in which `importsOf` says what one imports. */
export function reach(starts: string[], importsOf: (key: string) => string[]): string[] {
  const seen = new Set<string>();
  const follow = (key: string): void => {
    if (seen.has(key)) return;
    seen.add(key);
    importsOf(key).forEach(follow);
  };
  starts.forEach(follow);
  return [...seen];
}
