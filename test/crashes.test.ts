// D1 and D9, on the real program in a process of its own: killed, and told to end, in the middle of everything.
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { measured } from './measured.ts';
import { compare } from './faults/load.ts';
import { openOwner } from './faults/process.ts';
import { crashAll, restartAll } from './faults/rounds.ts';
import { draws, endUnderLoad, openScene, seedOfFaults, type Scene } from './faults/scene.ts';

const crashes = 5;
const restarts = 3;
const seed = seedOfFaults();

describe('D1 and D9: the end of the process', () => {
  let scene: Scene;
  before(async () => void (scene = await openScene()));
  after(() => scene.faults.end());

  test('what was acknowledged survives a SIGKILL at any moment: none lost, none doubled, ready in 5 s', async (ctx) => {
    ctx.diagnostic(`GREENROOM_SEED=${seed}`);
    measured('D1', await crashAll(scene, crashes, seed));
  });

  test('a row deleted behind the back, and one made twice, are reported', async () => {
    const { world } = scene;
    const owner = await openOwner(scene.dir);
    try {
      assert.deepEqual((await compare(world, owner)).lost, []);
      const key = world.journal.find((e) => e.path === '/v1/me/keys' && e.answer?.status === 200)!;
      const name = (key.body as { name: string }).name;
      await owner.query(
        `insert into people_keys select gen_random_uuid(), person_id, name, prefix || 'x', hash, scopes, created_at, revoked_at from people_keys where name = $1`,
        [name],
      );
      assert.equal((await compare(world, owner)).doubled.length, 1);
      await owner.query('delete from people_keys where name = $1', [name]);
      assert.equal((await compare(world, owner)).lost.length, 1);
      const edit = world.journal.findLast((e) => e.path === '/v1/me/creator' && e.method === 'PATCH' && e.answer?.status === 200)!;
      await owner.query(`update creators set bio = 'older' where person_id = (select id from people where name = $1)`, [edit.by.name]);
      assert.equal((await compare(world, owner)).lost.length, 2);
      await owner.query('delete from audit where request_id = $1', [edit.requestId]);
      assert.equal((await compare(world, owner)).lost.length, 3);
    } finally {
      await owner.end();
    }
  });

  test('SIGTERM under load cuts off nothing that was taken up, ends within 10 s, and nothing is lost', async () => {
    measured('D9', await restartAll(scene, restarts, seed + 1));
  });

  test('a SIGKILL in its place is seen to cut off what was taken up', async () => {
    const { cut } = await endUnderLoad(scene, draws(seed + 2), 'SIGKILL');
    assert.match(cut.join(), /the request half sent/);
  });
});
