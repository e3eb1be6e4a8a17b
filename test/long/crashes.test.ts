// bound: 20 min
// D1 twelve times over, with another seed.
import { after, before, test } from 'node:test';
import { crashAll } from '../faults/rounds.ts';
import { openScene, seedOfFaults, sized, type Scene } from '../faults/scene.ts';
import { measured } from '../measured.ts';

const rounds = sized(60);

let scene: Scene;
before(async () => void (scene = await openScene()));
after(() => scene.faults.end());

test('sixty kills', async (ctx) => {
  const seed = seedOfFaults();
  ctx.diagnostic(`GREENROOM_SEED=${seed}`);
  measured('D1', await crashAll(scene, rounds, seed));
});
