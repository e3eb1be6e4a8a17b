// Numbers that look random and are the same for a seed (mulberry32), and work carried out in lanes beside each other.
export interface Dice {
  /** 0 to n - 1. */
  below(n: number): number;
  chance(share: number): boolean;
  one<T>(of: readonly T[]): T;
}
export function dice(seed: number): Dice {
  let a = seed >>> 0;
  const next = () => {
    a = (a + 0x6d2b79f5) >>> 0;
    let t = Math.imul(a ^ (a >>> 15), a | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32;
  };
  const below = (n: number) => Math.floor(next() * n);
  return { below, chance: (share) => next() < share, one: (of) => of[below(of.length)]! };
}

export const times = <T>(n: number, make: (i: number) => T): T[] => Array.from({ length: n }, (_, i) => make(i));

/** Does each piece of work, at most `lanes` at once; the first failure ends it. */
export async function inLanes<T, R>(lanes: number, work: readonly T[], run: (item: T, lane: number) => Promise<R>): Promise<R[]> {
  const done: R[] = [];
  let next = 0;
  const lane = async (number: number) => {
    while (next < work.length) {
      const i = next++;
      done[i] = await run(work[i]!, number);
    }
  };
  await Promise.all(times(lanes, lane));
  return done;
}
