// bound: 10 min
// O1 at length: writes, then reads, then the same behind a gate that turns nobody away.
import assert from 'node:assert/strict';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { openFaults, type Faults } from '../faults/process.ts';
import { brokenIn, makeCrowd, overload, told } from '../faults/overload.ts';
import { measured } from '../measured.ts';

describe('overload', () => {
  let faults: Faults;
  before(() => void (faults = openFaults()));
  after(() => faults.end());

  test('at ten times what it can do, five times for four seconds', { timeout: 240_000 }, async (ctx) => {
    const dir = faults.folder('overload');
    const crowd = await makeCrowd(await faults.serve(dir), dir);
    const writes = await overload(crowd, 5, 4);
    ctx.diagnostic(told(writes));
    assert.deepEqual(brokenIn(writes), [], told(writes));
    measured('O1', `writes: ${told(writes)}`);
    // A read costs so little beside its refusal that on few cores ten refusals weigh: its goodput is told, all else is held to.
    const reads = await overload(crowd, 3, 4, 'reads');
    ctx.diagnostic(told(reads));
    assert.deepEqual(
      brokenIn(reads).filter((it) => !it.startsWith('goodput')),
      [],
      told(reads),
    );
    measured('O1', `reads: ${told(reads)}`);
  });

  test('a gate that lets everybody in misses the bar', { timeout: 240_000 }, async (ctx) => {
    const dir = faults.folder('wide open');
    const crowd = await makeCrowd(await faults.serve(dir, {}, join(import.meta.dirname, '../faults/wide-open.ts')), dir);
    const seen = await overload(crowd, 2, 4);
    const broken = brokenIn(seen);
    ctx.diagnostic(`${told(seen)}: ${broken.join('; ')}`);
    assert.ok(
      broken.some((it) => it.startsWith('what was granted took')),
      told(seen),
    );
    assert.ok(broken.length >= 3, broken.join('\n'));
  });
});
