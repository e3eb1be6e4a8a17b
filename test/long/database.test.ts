// bound: 20 min
// D2: the processes of the database are killed in the middle of everything, and the program stays.
import assert from 'node:assert/strict';
import { renameSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { postgresOf, until } from '../faults/process.ts';
import { asOwner, databaseRound, draws, killBackend, killPostmaster, openScene, seedOfFaults, sized, type Scene } from '../faults/scene.ts';
import { measured } from '../measured.ts';

const rounds = sized(30);
const backWithinMs = 5_000;
const seed = seedOfFaults();

describe('D2: the death of the database', () => {
  let scene: Scene;
  before(async () => void (scene = await openScene()));
  after(() => scene.faults.end());

  test('postmaster or backend killed mid-load: nothing acknowledged is lost, written to again within 5 s', async (ctx) => {
    ctx.diagnostic(`GREENROOM_SEED=${seed}`);
    const draw = draws(seed);
    let [acknowledged, refused, slowest] = [0, 0, 0];
    for (let round = 1; round <= rounds; round++) {
      const found = await databaseRound(scene, draw, round % 2 === 0 ? killBackend : killPostmaster);
      ctx.diagnostic(`round ${round}: back in ${Math.round(found.backMs)} ms, ${found.refused} refused`);
      assert.deepEqual([found.wrong, found.rude], [[], []], `round ${round}, seed ${seed}`);
      acknowledged += found.acknowledged;
      refused += found.refused;
      slowest = Math.max(slowest, found.backMs);
    }
    assert.ok(acknowledged > 20 * rounds, `${acknowledged} acknowledged`);
    assert.ok(slowest < backWithinMs, `back after ${slowest} ms; ${rounds} rounds, ${acknowledged} acknowledged, none lost or doubled`);
    const back = `back in at most ${(slowest / 1000).toFixed(1)} s`;
    measured('D2', `${rounds} kills: 0 lost, 0 doubled of ${acknowledged} acknowledged; ${back}, ${refused} polite refusals; seed ${seed}`);
  });

  test('a database that cannot start again, and one that acknowledges before it writes, are caught', async () => {
    // Its folder is put aside: nothing can come back, and that is noticed; put back, it heals by itself.
    const { dir } = scene;
    const [there, aside] = [join(dir, 'pg', 'global'), join(dir, 'pg', 'global aside')];
    const away = await databaseRound(
      scene,
      draws(seed),
      async () => {
        renameSync(there, aside);
        await killPostmaster(scene);
        setTimeout(() => renameSync(aside, there), backWithinMs + 500);
      },
      15_000,
    );
    assert.deepEqual(away.wrong, []);
    assert.ok(away.backMs > backWithinMs, `back after ${away.backMs} ms`);

    await asOwner(dir, async (owner) => {
      await owner.query('alter role greenroom_app set synchronous_commit = off');
      await owner.query(`select pg_terminate_backend(pid) from pg_stat_activity where usename = 'greenroom_app'`);
    });
    await until('the program to be back', () => fetch(`${scene.server.url}/readyz`).then(({ ok }) => ok));
    assert.ok(postgresOf(dir) !== undefined);
    const lost: string[] = [];
    // The load meets a loss before it is judged where an answer or a leaving is forgotten: what it ended is open still, and another invitation
    // is refused.
    const met = (error: Error) => {
      if (!/invites\.(open_already|already_member)/.test(error.message)) throw error;
      return { wrong: [`lost: ${error.message}`] };
    };
    for (let round = 0; round < 5 && lost.length === 0; round++) {
      const { wrong } = await databaseRound(scene, draws(seed + round), killBackend).catch(met);
      lost.push(...wrong.filter((it) => it.startsWith('lost')));
    }
    assert.ok(lost.length > 0, 'nothing was lost with synchronous_commit = off');
  });
});
