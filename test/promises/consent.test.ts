import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { race, type Race } from '../faults/two-processes.ts';
import { measured } from '../measured.ts';

const seed = 20261123;

describe('K1: after a withdrawal is acknowledged no search begun later shows her', () => {
  let run: Race;
  before(async () => {
    run = await race({ flips: 10_000, creators: 200, lanes: 8, seed });
  });
  after(() => run.stop());

  test('10,000 flips against searches on parallel connections and two processes', () => {
    const { history, elsewhere, seconds } = run;
    console.log(history.answers, history.sightings, elsewhere, seconds);
    assert.deepEqual(history.broken.slice(0, 5), [], `seed ${seed}`);
    assert.ok(history.flips >= 10_000);
    assert.ok(history.sightings > 5000 && elsewhere > 500, `the race was one: ${history.sightings} sightings, ${elsewhere} answers elsewhere`);
    measured('K1', `${history.flips} flips, ${history.answers} searches (${elsewhere} of another process), ${history.sightings} sightings: 0 too late`);
  });
});

describe('K1, seen to fail', () => {
  let run: Race;
  before(async () => {
    run = await race({ flips: 600, creators: 40, lanes: 8, seed, withdrawal: [] });
  });
  after(() => run.stop());

  test('a withdrawal that tells nobody is caught', () => {
    console.log(run.history.broken.length, run.seconds);
    assert.ok(run.history.broken.length > 0);
  });
});
