/** Chance that depends on a seed and a place alone: the creator of a place is the same whoever is made before her. */
export function diceAt(seed: number, place: number) {
  let a = (Math.imul(seed ^ 0x9e3779b9, 0x85ebca6b) + Math.imul(place + 1, 0xc2b2ae35)) >>> 0;
  // mulberry32
  const next = () => {
    a = (a + 0x6d2b79f5) >>> 0;
    let t = Math.imul(a ^ (a >>> 15), a | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32;
  };
  const below = (n: number) => Math.floor(next() * n);
  const one = <T>(of: readonly T[]): T => of[below(of.length)]!;
  return {
    next,
    below,
    one,
    chance: (share: number) => next() < share,
    /** Twice as far down the list, about half as often. */
    zipf: <T>(of: readonly T[]): T => of[Math.min(of.length - 1, Math.floor(Math.exp(next() * Math.log(of.length + 1))) - 1)]!,
    /** Log-normal: half of all lie below `median`, two thirds within a factor of `e ** sigma`. */
    logNormal: (median: number, sigma: number) =>
      median * Math.exp(sigma * Math.sqrt(-2 * Math.log(1 - next())) * Math.cos(2 * Math.PI * next())),
  };
}
export type Dice = ReturnType<typeof diceAt>;
