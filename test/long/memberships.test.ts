// bound: 10 min
// K10 at length: a hundred thousand histories of a membership.
import { test } from 'node:test';
import { measured } from '../measured.ts';
import { playMany } from '../promises/histories.arbitrary.ts';

const seed = Number(process.env['GREENROOM_SEED'] ?? Date.now() % 1_000_000);

test('a hundred thousand histories: she is free within the notice from every state, and nothing false is shown', (ctx) => {
  ctx.diagnostic(`GREENROOM_SEED=${seed}`);
  const { words } = playMany(100_000, seed);
  measured('K10', `${words}; seed ${seed}`);
});
