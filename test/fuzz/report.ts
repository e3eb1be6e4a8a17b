// The seed of a run, and what the fuzzer tells of it.
import { randomInt } from 'node:crypto';
import { enoughForAll, heldMsMax, idleIn, type Fuzzed } from './fuzz.ts';

/** GREENROOM_SEED repeats a run; without it every run is another. */
export const seedOfRun = (): number => Number(process.env['GREENROOM_SEED'] ?? randomInt(1_000_000));

/** Chance leaves out a few of some 180 operations; were it many, requests are made up badly. */
const plainlyMost = 12;

export function reportOf(fuzzed: Fuzzed, seed: number): { text: string; wrong: string[] } {
  const statuses = new Map<number, number>();
  for (const counts of fuzzed.statuses.values()) for (const [status, n] of counts) statuses.set(status, (statuses.get(status) ?? 0) + n);
  const parts = [...statuses].toSorted(([a], [b]) => a - b).map(([status, n]) => `${n} × ${status}`);
  const idle = fuzzed.sent < enoughForAll ? [] : idleIn(fuzzed);
  const wrong = [
    ...fuzzed.found.map((it) => it.said),
    ...fuzzed.rejections.map((it) => `an unhandled rejection: ${it}`),
    ...(fuzzed.heldMs > heldMsMax && fuzzed.found.length === 0
      ? [`the event loop was held for ${Math.round(fuzzed.heldMs)} ms, of which the kernel ${Math.round(fuzzed.kernelMs)}`]
      : []),
    ...(fuzzed.plainly.length > plainlyMost ? [`only asked for plainly were granted: ${fuzzed.plainly.join(', ')}`] : []),
    ...idle.map((id) => `${id} was never granted`),
  ];
  const text = `${fuzzed.sent} requests, ${fuzzed.statuses.size} operations, seed ${seed}: ${parts.join(', ')}; granted only when asked for plainly: ${fuzzed.plainly.length}; loop held ${Math.round(fuzzed.heldMs)} ms at most (kernel ${Math.round(fuzzed.kernelMs)}); ${fuzzed.seconds.toFixed(0)} s`;
  return { text, wrong: wrong.length > 0 ? [text, ...wrong] : [] };
}
