// Many rounds, short and long alike: what must hold after each, and the figure at the end. Times are judged last:
// a busy machine must not keep the rest from being seen.
import assert from 'node:assert/strict';
import { crashRound, draws, restartRound, type Scene } from './scene.ts';

const seconds = (ms: number) => (ms / 1000).toFixed(1);

/** D1 */
export async function crashAll(scene: Scene, rounds: number, seed: number): Promise<string> {
  const draw = draws(seed);
  let [acknowledged, open, slowest] = [0, 0, 0];
  for (let round = 1; round <= rounds; round++) {
    const found = await crashRound(scene, draw);
    assert.deepEqual(found.wrong, [], `round ${round}, seed ${seed}`);
    acknowledged += found.acknowledged;
    open += found.open;
    slowest = Math.max(slowest, found.readyMs);
  }
  assert.ok(acknowledged > 20 * rounds, `${acknowledged} acknowledged`);
  assert.ok(slowest < 5_000, `ready after ${slowest} ms; ${rounds} rounds, ${acknowledged} acknowledged, none lost or doubled`);
  return `${rounds} kills: 0 lost, 0 doubled of ${acknowledged} acknowledged, ${open} were open; ready in at most ${seconds(slowest)} s; seed ${seed}`;
}

/** D9 */
export async function restartAll(scene: Scene, rounds: number, seed: number): Promise<string> {
  const draw = draws(seed);
  let [acknowledged, flying, slowest] = [0, 0, 0];
  for (let round = 1; round <= rounds; round++) {
    const found = await restartRound(scene, draw);
    assert.deepEqual([found.cut, found.wrong, found.code], [[], [], 0], `round ${round}, seed ${seed}`);
    acknowledged += found.acknowledged;
    flying += found.flying;
    slowest = Math.max(slowest, found.ms);
  }
  assert.ok(flying >= rounds, `${flying} on their way`);
  assert.ok(slowest < 10_000, `ended after ${slowest} ms; ${rounds} rounds, ${acknowledged} acknowledged, none cut off or lost`);
  return `${rounds} restarts under load, ${flying} requests on their way at the signal: 0 cut off, 0 lost of ${acknowledged} acknowledged; ended in at most ${seconds(slowest)} s; seed ${seed}`;
}
