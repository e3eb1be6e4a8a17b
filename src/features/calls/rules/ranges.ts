/** Both ends of an interval. */
export interface Ends {
  low: number;
  high: number;
}

/** Ends of a sum that is never negative and leans to the right: a gamma of this mean and variance, by Wilson and Hilferty. */
export function gammaRange(mean: number, variance: number, z: number): Ends {
  if (mean <= 0 || variance <= 0) return { low: Math.round(Math.max(0, mean)), high: Math.round(Math.max(0, mean)) };
  const shape = (mean * mean) / variance;
  const at = (score: number) => mean * Math.max(0, 1 - 1 / (9 * shape) + score / (3 * Math.sqrt(shape))) ** 3;
  return { low: Math.round(at(-z)), high: Math.round(at(z)) };
}

/**
 * Of whole days between 0 and `most`: the run of counts round the likeliest whose chance comes nearest to 80 %. Counts are coarse,
 * so a single interval may hold a little more or less; over many it evens out.
 */
export function wholeRange(mean: number, variance: number, most: number, want = 0.8): Ends {
  const chances = Array<number>(most + 1).fill(0);
  const wide = 2 * Math.max(variance, 1e-6);
  let all = 0;
  for (let k = 0; k <= most; k += 1) all += chances[k] = Math.exp(-((k - mean) ** 2) / wide);
  let low = Math.min(most, Math.max(0, Math.round(mean)));
  let high = low;
  if (all === 0) return { low, high };
  for (let held = chances[low]! / all; held < want;) {
    const down = low > 0 ? chances[low - 1]! : -1;
    const up = high < most ? chances[high + 1]! : -1;
    const more = Math.max(down, up) / all;
    if (more < 0 || held + more - want > want - held) break;
    if (down >= up) low -= 1;
    else high += 1;
    held += more;
  }
  return { low, high };
}
