// bound: 40 min
// D9: two hundred restarts under load; and an end that somebody tries to hold up.
import assert from 'node:assert/strict';
import { connect, createServer, type AddressInfo } from 'node:net';
import { after, before, describe, test } from 'node:test';
import { holdRequest } from '../faults/held.ts';
import { openFaults, operatorKey, until, type Faults } from '../faults/process.ts';
import { restartAll } from '../faults/rounds.ts';
import { openScene, seedOfFaults, sized } from '../faults/scene.ts';
import { signUp } from '../faults/people.ts';
import { measured } from '../measured.ts';

const rounds = sized(200);

/** How many answers a connection brought from the first byte to the last, and the bytes of one cut off. */
function answersIn(bytes: Buffer): { whole: number; rest: number } {
  for (let whole = 0, at = 0; ; whole++) {
    const head = bytes.indexOf('\r\n\r\n', at);
    const length = Number(/content-length: (\d+)/i.exec(bytes.toString('latin1', at, Math.max(at, head)))?.[1]);
    if (head < 0 || !(head + 4 + length <= bytes.length)) return { whole, rest: bytes.length - at };
    at = head + 4 + length;
  }
}

describe('D9: told to end', () => {
  let faults: Faults;
  before(() => {
    faults = openFaults();
  });
  after(() => faults.end());

  test('two hundred restarts', async (ctx) => {
    const seed = seedOfFaults();
    ctx.diagnostic(`GREENROOM_SEED=${seed}`);
    measured('D9', await restartAll(await openScene(faults, faults.folder('restarted')), rounds, seed));
  });

  test('a sender that never ends, a reader that is slow and a mail server that hangs do not hold it up beyond 10 s', async () => {
    const silent = createServer((socket) => void socket.on('error', () => {})).listen(0, '127.0.0.1');
    await until('a mail server that never says a word', () => silent.listening);
    const dir = faults.folder('held up');
    const server = await faults.serve(dir, {
      GREENROOM_SMTP_URL: `smtp://127.0.0.1:${(silent.address() as AddressInfo).port}`,
      GREENROOM_MAIL_FROM: 'Greenroom <greenroom@agency.example>',
    });
    const person = await signUp('Waiting', () => server.url);
    const email = 'waiting@people.invalid';
    const asked = await fetch(`${server.url}/auth/request-password-reset`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', origin: server.url },
      body: JSON.stringify({ email }),
    });
    assert.equal(asked.status, 200, await asked.text());
    assert.equal((await person.send('GET', '/v1/me')).status, 200);
    const never = holdRequest(server.url, operatorKey(dir), '/v1/agencies', { name: 'Never sent whole' });
    await never.takenUp;

    // More answers than any buffer between the two holds, which nobody reads until the server has been told to end.
    const { hostname, port } = new URL(server.url);
    const slow = connect(Number(port), hostname).pause();
    slow.write(`GET /openapi.json HTTP/1.1\r\nhost: ${hostname}\r\n\r\n`.repeat(60));
    await new Promise((ok) => setTimeout(ok, 500));
    const ending = server.kill('SIGTERM');
    await new Promise((ok) => setTimeout(ok, 1_500));
    const parts: Buffer[] = [];
    slow.on('data', (part: Buffer) => void parts.push(part)).resume();
    const [ended, cut] = await Promise.all([ending, never.answer]);
    const { whole, rest } = answersIn(Buffer.concat(parts));
    silent.close();
    assert.equal(ended.code, 0, ended.err);
    assert.ok(ended.ms < 10_000, `${ended.ms} ms`);
    assert.equal(cut.status, undefined, 'what was never sent whole was cut');
    assert.ok(whole > 1 && rest === 0, `${whole} answers were whole, of another there were ${rest} bytes`);
    assert.deepEqual(answersIn(Buffer.concat(parts).subarray(0, -1)).whole, whole - 1, 'a byte too few is seen');
    measured('D9', `held up by a sender without end, a slow reader and a dumb mail server it ended in ${(ended.ms / 1000).toFixed(1)} s`);
  });
});
