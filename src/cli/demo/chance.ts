/** Chance that comes out the same for a seed (mulberry32): the demo world is drawn from this and nothing else. */
export function openChance(seed: number) {
  let state = seed >>> 0;
  const draw = (): number => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32;
  };
  const between = (from: number, to: number): number => from + draw() * (to - from);
  const whole = (from: number, to: number): number => Math.floor(between(from, to + 1));
  const pick = <T>(from: readonly T[]): T => from[Math.floor(draw() * from.length)]!;
  /** One of several, each with its weight. */
  const weighted = <T>(from: readonly (readonly [T, number])[]): T => {
    let left = draw() * from.reduce((sum, [, weight]) => sum + weight, 0);
    for (const [one, weight] of from) if ((left -= weight) < 0) return one;
    return from.at(-1)![0];
  };
  const shuffled = <T>(from: readonly T[]): T[] => {
    const all = [...from];
    for (let i = all.length - 1; i > 0; i--) {
      const j = whole(0, i);
      [all[i], all[j]] = [all[j]!, all[i]!];
    }
    return all;
  };
  const normal = (): number => Math.sqrt(-2 * Math.log(1 - draw())) * Math.cos(2 * Math.PI * draw());
  return {
    between,
    whole,
    pick,
    weighted,
    shuffled,
    chance: (share: number): boolean => draw() < share,
    /** Skewed as audiences are: half of the draws below `median`, a few far above. */
    skewed: (median: number, spread: number): number => median * Math.exp(spread * normal()),
  };
}
export type Chance = ReturnType<typeof openChance>;
