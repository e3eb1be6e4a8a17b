// bound: 15 min
// D5: the disk of the data directory is filled, all at once and bit by bit, and emptied again.
import assert from 'node:assert/strict';
import { statSync, truncateSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { reserveBytes } from '#src/infra/db/room.ts';
import { mountDisk, type Disk } from '../faults/disk.ts';
import { load, tidy } from '../faults/load.ts';
import { signUp, type Answered, type Remote } from '../faults/people.ts';
import { openFaults, postgresOf, until, type Faults } from '../faults/process.ts';
import { asOwner, judge, openScene, pause, postgresLog, seedOfFaults, sized, untilBack, type Found, type Scene } from '../faults/scene.ts';
import { measured } from '../measured.ts';

const rounds = sized(6);
const mebibyte = 1024 * 1024;
const diskMb = 480;
const holdMs = 10_000;

const faults: Faults = openFaults();
const disk = mountDisk(faults.folder('small disk'), diskMb);
const skip = typeof disk === 'string' ? disk : false;

interface Full extends Found {
  /** Answers while the disk was full that were not what they should be. */
  broken: string[];
  withdrawals: number;
  reads: number;
  refused: number;
  /** From the first bytes of the filling to the first polite refusal; from the emptying to the first write. */
  noticedMs: number;
  backMs: number;
}

describe('D5: a full disk', { skip }, () => {
  let scene: Scene;
  let her: Remote;
  let small: Disk;
  before(async () => {
    small = disk as Disk;
    scene = await openScene(faults, small.dir);
    her = await signUp('Wants out', () => scene.server.url);
    const profile = { displayName: 'Wants out', platform: 'twitch', handle: 'wantsout', birthDate: '1990-01-01' };
    assert.equal((await her.send('POST', '/v1/me/creator', profile)).status, 200);
  });
  after(async () => {
    await scene.server.kill('SIGTERM');
    const left = postgresOf(small.dir);
    if (left !== undefined) process.kill(left, 'SIGKILL');
    small.end();
    await faults.end();
  });

  const reserved = () => statSync(join(scene.dir, 'reserve'), { throwIfNoEntry: false })?.size === reserveBytes;
  const edit = () => scene.world.owners[0]!.send('PATCH', `/v1/agencies/${scene.world.agencyIds[0]}`, { about: 'Is there room?' });
  const search = () => scene.world.owners[0]!.send('POST', `/v1/agencies/${scene.world.agencyIds[0]}/creators/search`, { limit: 20 });
  const polite = ({ status, body, headers }: Answered) =>
    status === 503 && body.code === 'storage.full' && Number(headers.get('retry-after')) > 0;

  /** Mixed load; the disk is filled by `fill`; for ten seconds withdrawals, reads and other writes are tried; it is emptied. */
  async function fullRound(fill: () => Promise<void>): Promise<Full> {
    await until('the reserve to be taken', reserved, 30_000);
    scene.world.journal.splice(0);
    await tidy(scene.world);
    let over = false;
    const loading = load(scene.world, () => over);
    loading.catch(() => {});
    await until('some load', () => scene.world.journal.length > 40, 60_000);
    const began = performance.now();
    await fill();
    await until('a polite refusal', async () => polite(await edit()), 10_000);
    const noticedMs = performance.now() - began;
    // Whatever the filling did to the database is over within five seconds; from then on there is no excuse.
    await until('a withdrawal to be taken', async () => (await flip(false)).status === 200, 5_000).catch(() => {});

    const broken: string[] = [];
    const seen = { withdrawals: 0, reads: 0, refused: 0 };
    for (const end = performance.now() + holdMs; performance.now() < end; await pause(50)) {
      // What the database makes free by cutting its log is taken as well: the disk stays full, but for the reserve.
      small.fill(Math.max(0, small.free() - reserveBytes));
      const [flipped, mine, found, wrote] = await Promise.all([
        flip(seen.withdrawals % 2 === 0),
        her.send('GET', '/v1/me/creator'),
        search(),
        edit(),
      ]);
      for (const [what, answer] of Object.entries({ flipped, mine, found }))
        if (answer.status !== 200) broken.push(`${what}: ${answer.status} ${JSON.stringify(answer.body)}`);
      if (!polite(wrote)) broken.push(`a write: ${wrote.status} ${JSON.stringify(wrote.body)}`);
      seen.withdrawals++;
      seen.reads += 2;
      seen.refused++;
    }
    if ((await flip(false)).status !== 200) broken.push('the last withdrawal');
    small.empty();
    const { backMs, rude } = await untilBack(scene, 30_000);
    over = true;
    await loading;
    return { ...(await judge(scene)), ...seen, broken: [...broken, ...rude], noticedMs, backMs };
  }
  const flip = (granted: boolean): Promise<Answered> =>
    her
      .send('PUT', '/v1/me/consents/discovery', { granted, textVersion: 2 })
      .catch((error: unknown) => ({ status: 0, body: String(error), headers: new Headers() }));

  /** All that is free, and no more: on a slow machine the reserve is given back meanwhile, and would else be filled as well. */
  const fillUp = () => small.fill(small.free());
  const atOnce = async () => fillUp();
  /** And in that instant the database needs new files for its log: what it answers by ending itself. */
  const atWorst = async () => {
    fillUp();
    await asOwner(scene.dir, async (owner) => {
      // Until it has failed, or has been given the reserve: what came after that would be somebody who goes on filling.
      for (let n = 0; n < 20 && reserved(); n++)
        await owner.query(`select pg_switch_wal() from (select pg_logical_emit_message(true, 'greenroom', repeat('x', 1000))) m`);
    }).catch(() => {});
  };
  /** Fast while there is much room, then so slowly that it can be noticed in time. */
  const bitByBit = async () => {
    while (!polite(await edit())) {
      const much = small.free() > 160 * mebibyte;
      small.fill((much ? 32 : 6) * mebibyte);
      await pause(much ? 0 : 600);
    }
  };

  test('full at once, at the worst moment, bit by bit: writes wait politely, reads and withdrawals go on, and it heals by itself', async (ctx) => {
    const seed = seedOfFaults();
    ctx.diagnostic(`GREENROOM_SEED=${seed}`);
    const { pid } = scene.server;
    let [withdrawals, reads, refused, acknowledged, panics, back] = [0, 0, 0, 0, 0, 0];
    for (let round = 0; round < rounds; round++) {
      const fill = [bitByBit, atOnce, atWorst][round % 3]!;
      const [postgres, said] = [postgresOf(scene.dir), postgresLog(scene.dir).length];
      const found = await fullRound(fill);
      ctx.diagnostic(`${fill.name}: ${JSON.stringify({ ...found, wrong: found.wrong.length, broken: found.broken.length })}`);
      assert.deepEqual([found.broken.slice(0, 5), found.wrong], [[], []], `round ${round}, ${fill.name}`);
      if (fill === bitByBit) {
        assert.equal(postgresOf(scene.dir), postgres);
        assert.doesNotMatch(postgresLog(scene.dir).slice(said), /PANIC|No space left/, 'the database noticed nothing');
      }
      withdrawals += found.withdrawals;
      reads += found.reads;
      refused += found.refused;
      acknowledged += found.acknowledged;
      panics += postgresLog(scene.dir).slice(said).match(/PANIC/g)?.length ?? 0;
      back = Math.max(back, found.backMs);
    }
    assert.equal((await fetch(`${scene.server.url}/readyz`)).status, 200);
    assert.equal(scene.server.pid, pid);
    assert.ok(back < 5_000, `written to again after ${back} ms`);
    measured(
      'D5',
      `filled ${rounds} times: ${withdrawals} withdrawals and grants and ${reads} reads answered, ${refused} writes refused politely, ${panics} times the database's log failed; 0 lost of ${acknowledged} acknowledged; written to again in ${(back / 1000).toFixed(1)} s`,
    );
  });

  test('a reserve that is none is caught', async (ctx) => {
    await until('the reserve to be taken', reserved, 30_000);
    // As large to look at, and not a byte of it on the disk.
    truncateSync(join(scene.dir, 'reserve'), 0);
    truncateSync(join(scene.dir, 'reserve'), reserveBytes);
    const found = await fullRound(atWorst).catch((error: Error) => ({ broken: [error.message], wrong: [] }));
    small.empty();
    ctx.diagnostic(`${found.broken.length} broken, such as ${found.broken[0]}`);
    assert.ok(found.broken.length > 0, 'withdrawals were taken without a reserve');
  });
});
