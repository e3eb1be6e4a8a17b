/** Chance that comes out the same for a seed (mulberry32): what an agency is drawn from, and nothing else. */
export function openChance(seed: number) {
  // Kept within 32 signed bits: V8 holds such a number without a box.
  let state = seed | 0;
  const draw = (): number => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32;
  };
  const between = (from: number, to: number): number => from + draw() * (to - from);
  const whole = (from: number, to: number): number => Math.floor(between(from, to + 1));
  const normal = (): number => Math.sqrt(-2 * Math.log(1 - draw())) * Math.cos(2 * Math.PI * draw());
  return {
    between,
    whole,
    normal,
    chance: (share: number): boolean => draw() < share,
    pick: <T>(from: readonly T[]): T => from[Math.floor(draw() * from.length)]!,
    /** Half of the draws below `median`, a few far above. */
    skewed: (median: number, spread: number): number => median * Math.exp(spread * normal()),
    /** So many events where `mean` are expected. */
    about: (mean: number): number => {
      if (mean <= 0) return 0;
      if (mean > 30) return Math.max(0, Math.round(mean + Math.sqrt(mean) * normal()));
      const least = Math.exp(-mean);
      let events = 0;
      for (let left = draw(); left > least; left *= draw()) events++;
      return events;
    },
    shuffled: <T>(from: readonly T[]): T[] => {
      const all = [...from];
      for (let i = all.length - 1; i > 0; i--) {
        const j = whole(0, i);
        [all[i], all[j]] = [all[j]!, all[i]!];
      }
      return all;
    },
  };
}
export type Chance = ReturnType<typeof openChance>;

/** A seed of its own for each part of a world: one part does not move the draws of another. */
export function seedOf(seed: number, part: number): number {
  let t = Math.imul(seed ^ 0x9e3779b9, 0x85ebca6b) ^ Math.imul(part + 1, 0xc2b2ae35);
  t = Math.imul(t ^ (t >>> 15), 0x2c1b3c6d);
  return (t ^ (t >>> 13)) >>> 0;
}
