// bound: 100 min
// K1 at length: a million searches.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { longRace } from '../faults/two-processes.ts';
import { measured } from '../measured.ts';

/** Fewer for trying out; the figure says how many there were. */
const searches = Math.min(1_000_000, Number(process.env['GREENROOM_SEARCHES'] ?? 1_000_000));
const flips = searches / 100;
const seed = Number(process.env['GREENROOM_SEED'] ?? Date.now() % 1_000_000);

test('a million searches beside ten thousand flips, in four processes that are killed and started again', async (ctx) => {
  ctx.diagnostic(`GREENROOM_SEED=${seed}`);
  const { history, restarts, seconds } = await longRace({ searches, flips, creators: 200, lanes: 8, seed });
  assert.deepEqual(history.broken.slice(0, 5), [], `seed ${seed}`);
  assert.ok(history.answers >= searches && history.flips >= flips, `${history.answers} answers, ${history.flips} flips`);
  assert.ok(
    history.sightings > history.answers / 4 && restarts >= searches / 20_000,
    `${history.sightings} sightings, ${restarts} restarts`,
  );
  const size = `${history.answers} searches in 4 processes, ${restarts} times replaced, beside ${history.flips} flips`;
  measured('K1', `${size}, showing ${history.sightings} creators in ${Math.round(seconds)} s: 0 too late; seed ${seed}`);
});

test('a withdrawal that tells nobody is caught at length as well', async () => {
  const { history } = await longRace({ searches: 6_000, flips: 600, creators: 40, lanes: 8, seed, withdrawal: [] });
  assert.ok(history.broken.length > 0);
});
