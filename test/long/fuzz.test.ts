// bound: 45 min
// R1 and R2 ten times over, with another seed.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { fuzz } from '../fuzz/fuzz.ts';
import { reportOf, seedOfRun } from '../fuzz/report.ts';
import { measured } from '../measured.ts';

test('200,000 requests', { timeout: 44 * 60_000 }, async (ctx) => {
  const seed = seedOfRun();
  ctx.diagnostic(`GREENROOM_SEED=${seed}`);
  const told = reportOf(await fuzz({ requests: 200_000, seed }), seed);
  ctx.diagnostic(told.text);
  assert.ok(told.wrong.length === 0, told.wrong.join('\n'));
  measured('R1', told.text);
});
