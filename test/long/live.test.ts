// bound: 60 min
// I1 with a million events, while the program is killed: what was not answered is sent again, and all of it counts once.
import assert from 'node:assert/strict';
import { setTimeout as sleep } from 'node:timers/promises';
import { after, before, test } from 'node:test';
import { openFaults, openOwner, operatorKey, type Faults, type Running } from '../faults/process.ts';
import { seedOfFaults, sized } from '../faults/scene.ts';
import { cutUp, differences, modelOf, seen, tell, uneven, type Sums, type TestEvent } from '../lives.ts';
import { measured } from '../measured.ts';
import { dice, inLanes, times } from '../promises/dice.ts';

const rounds = sized(50);
const perRound = 20_000;

let faults: Faults;
let dir: string;
let server: Running;
before(async () => {
  faults = openFaults();
  dir = faults.folder('live');
  server = await faults.serve(dir);
});
after(() => faults.end());

interface Sent {
  accepted: number;
  duplicate: number;
}
/** Sends a piece until it is answered; the server may be gone meanwhile. Gives how often it had to be sent. */
async function post(path: string, body: unknown): Promise<{ answer: Sent; tries: number }> {
  for (let tries = 1; ; tries++) {
    const headers = { authorization: `Bearer ${operatorKey(dir)}`, 'content-type': 'application/json' };
    const sent = await fetch(`${server.url}${path}`, { method: 'POST', headers, body: JSON.stringify(body) }).catch(() => undefined);
    const text = await sent?.text().catch(() => undefined);
    if (sent?.status === 200 && text !== undefined) return { answer: JSON.parse(text) as Sent, tries };
    assert.ok(sent === undefined || text === undefined || [429, 503].includes(sent.status), text);
    assert.ok(tries < 600, 'the server does not come back');
    await sleep(50);
  }
}

test('a million events, a fifth of them twice, shuffled, with fifty kills', async (ctx) => {
  const seed = seedOfFaults();
  ctx.diagnostic(`GREENROOM_SEED=${seed}`);
  const roll = dice(seed);
  const model = new Map<string, Sums>();
  const earlier: TestEvent[] = [];
  const from = new Date(Date.now() - 20 * 86_400_000);
  let [events, again, sendings, kills, ms] = [0, 0, 0, 0, 0];
  for (let round = 0; round < rounds; round++) {
    const accounts = times(20, (i) => `round${round}account${i}`);
    await post('/v1/live/accounts', { platform: 'other', accounts });
    const story = tell(roll, { accounts, rooms: 2, events: perRound, from });
    for (const [room, sums] of modelOf(story)) model.set(room, sums);
    const pieces = cutUp(roll, [...story, ...earlier], 0.2, 500);
    const deadly = 1 + roll.below(Math.max(1, pieces.length - 2));
    const began = performance.now();
    let begun = 0;
    await inLanes(4, pieces, async (piece) => {
      sendings++;
      if (++begun === deadly) {
        kills++;
        const dying = server.kill('SIGKILL');
        server = await dying.then(() => faults.serve(dir));
      }
      const { answer, tries } = await post('/v1/live/events', piece);
      again += tries - 1;
      assert.equal(answer.accepted + answer.duplicate, piece.length);
    });
    ms += performance.now() - began;
    events += story.length;
    earlier.splice(0, earlier.length, ...story.filter(() => roll.chance(0.02)), ...earlier.slice(0, 2_000));
  }
  const owner = await openOwner(dir);
  try {
    const wrong = differences(model, await seen(owner));
    assert.equal(wrong.length, 0, wrong.slice(0, 5).join('\n'));
    assert.deepEqual(await uneven(owner), []);
  } finally {
    await owner.end();
  }
  const verified = JSON.parse((await faults.run(dir, ['verify', '--json'])).out) as { ok: boolean; checks: { ok: boolean }[] };
  assert.ok(verified.ok, JSON.stringify(verified.checks.filter((c) => !c.ok)));
  assert.equal(kills, rounds);
  measured(
    'I1',
    `${events} events of ${model.size} LIVEs, a fifth twice, in ${sendings} pieces, ${kills} kills, ${again} pieces sent again: none lost, none doubled; ${Math.round(ms / 1000)} s; seed ${seed}`,
  );
});
