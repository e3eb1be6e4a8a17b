// O1 in two seconds, at a gate of which most places are taken; test/long/overload.test.ts measures what a server can do, asks ten
// times that, and holds the figures.
import assert from 'node:assert/strict';
import { createServer, type Server } from 'node:http';
import { connect, type AddressInfo } from 'node:net';
import { after, before, describe, test } from 'node:test';
import { getRequestListener } from '@hono/node-server';
import { openGate, type Gate } from '#src/infra/http/limits.ts';
import { sendLoad } from './faults/openloop.ts';
import { few, kindOf, oddIn, work, type Crowd } from './faults/overload.ts';
import { makeAgency, makeCreator, makeOperator, type MadeAgency, type MadeCreator } from './make.ts';
import { measured } from './measured.ts';
import { openTestApp, type TestApp } from './server.ts';

describe('overload', () => {
  const places = 12;
  const gate: Gate = openGate(places, Infinity);
  const servers: Server[] = [];
  let t: TestApp;
  let agency: MadeAgency;
  let creators: MadeCreator[];
  let withPorch: string;
  let withoutPorch: string;
  before(async () => {
    t = await openTestApp({ gate });
    agency = await makeAgency(t, await makeOperator(t));
    creators = [];
    while (creators.length < 5) creators.push(await makeCreator(t, { on: true }));
    const inside = getRequestListener(t.app.fetch as never) as never;
    [withPorch, withoutPorch] = [await listen(t.app.porch.inside(inside), t.app.porch.doorstep), await listen(inside)];
  });
  after(async () => {
    for (const server of servers) server.closeAllConnections();
    await Promise.all(servers.map((server) => new Promise((ok) => server.close(ok))));
    await t.stop();
  });
  const listen = async (listener: Parameters<typeof t.app.porch.inside>[0], doorstep = (_server: Server) => {}) => {
    const server = createServer(listener);
    doorstep(server);
    servers.push(server);
    await new Promise<void>((ok) => server.listen(0, '127.0.0.1', ok));
    return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  };
  const occupied = async <T>(places: number, meanwhile: () => Promise<T>): Promise<T> => {
    const leave = Array.from({ length: places }, () => gate.enter('urgent'));
    try {
      return await meanwhile();
    } finally {
      for (const go of leave) go();
    }
  };

  test('more than it can do: everybody is answered, what is urgent is served, and then all is as before', async (ctx) => {
    const crowd: Crowd = { url: withPorch, workers: creators.slice(0, 3), leavers: creators.slice(3), ...agency };
    const rate = 400;
    const load = { url: withPorch, kinds: [work(crowd, 'writes'), ...few(crowd, rate)], connections: 64 };
    // Once through everything: what the first of a kind costs is another matter.
    await sendLoad({ ...load, seconds: 0.3, rate: 100 });
    const sent = await occupied(places - 4, () => sendLoad({ ...load, seconds: 1.5, rate }));
    const [writes, withdrawals, health] = ['work', 'withdrawals', 'health'].map((name) => kindOf(sent, name));
    const seen = `${writes!.ok} of ${writes!.sent} writes granted, p99 ${Math.round(writes!.p99Ms)} ms, ${writes!.shed} turned away, p99 ${Math.round(writes!.shedP99Ms)} ms`;
    ctx.diagnostic(seen);
    assert.deepEqual([sent.unsent, sent.unanswered, oddIn(writes!), writes!.rude], [0, 0, 0, 0], JSON.stringify(sent));
    assert.ok(writes!.ok > 0 && writes!.shed > 0, seen);
    assert.deepEqual([withdrawals!.sent - withdrawals!.ok, health!.sent - health!.ok], [0, 0], JSON.stringify(sent));
    assert.equal(gate.serving(), 0);
    const again = await sendLoad({ url: withPorch, kinds: [work(crowd, 'writes')], seconds: 0.3, rate: 10, connections: 4 });
    assert.equal(kindOf(again, 'work').ok, 3, JSON.stringify(again));
    measured('O1', seen);
  });

  /** What is wrong with the way in which a full server turns a write away. */
  async function wrongAt(url: string): Promise<string[]> {
    const wrong: string[] = [];
    const lines = () => t.logged.filter((line) => line.includes('creators.edit')).length;
    const counted = async () => {
      const text = (await t.visitor.get('/metrics')).text;
      return [/shed_total\{rank="write"\} (\d+)/, /operation="creators.edit",status="503"\} (\d+)/].map((re) =>
        Number(re.exec(text)?.[1] ?? 0),
      );
    };
    const body = JSON.stringify({ bio: 'x'.repeat(100) });
    const head = (length: number) =>
      `PATCH /v1/me/creator HTTP/1.1\r\nhost: x\r\nauthorization: Bearer ${creators[0]!.key}\r\ncontent-type: application/json\r\ncontent-length: ${length}\r\n\r\n`;
    const healthy = () => fetch(`${url}/healthz`).then((it) => it.text());
    const before = await counted();
    await occupied(places, async () => {
      const wire = openWire(url);
      const logged = lines();
      // The head alone: whoever reads the body first has nothing to answer yet, however often others are.
      wire.send(head(body.length));
      for (let i = 0; i < 5 && wire.heard().length === 0; i++) await healthy();
      if (wire.heard().length === 0) wrong.push('it waits for a body that it will not need');
      wire.send(body);
      const [answer] = await wire.until(1);
      if (!answer!.startsWith('HTTP/1.1 503 ') || !/retry-after: 1\r\n/i.test(answer!)) wrong.push(`it answers ${answer!.slice(0, 200)}`);
      if (!/"code":"request\.overloaded".*"requestId":"[0-9a-f-]{36}"/.test(answer!)) wrong.push('it gives no reason');
      // The same connection goes on where that request ended.
      wire.send(`${head(body.length)}${body}`);
      const again = (await wire.until(2))[1]!;
      if (!again.startsWith('HTTP/1.1 503 ')) wrong.push('the next request on the connection is not understood');
      // Before the parser or behind it: the same words.
      const words = (said: string) =>
        said.replaceAll(/[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}|^(date|connection|keep-alive):.*\r\n/gim, '');
      if (words(again) !== words(answer!)) wrong.push(`it answers ${answer!} and then ${again}`);
      if (lines() > logged) wrong.push('it writes a line for each');
      wire.end();
    });
    const after = await counted();
    if (after.some((n, i) => n !== before[i]! + 2)) wrong.push(`it counted ${before.join()} and then ${after.join()}`);
    return wrong;
  }

  test('who is turned away was not read, not looked up and not logged, but counted', async () => {
    assert.deepEqual(await wrongAt(withPorch), []);
  });

  test('a server that lets all of them in as far as the gate is caught', async () => {
    assert.deepEqual(await wrongAt(withoutPorch), ['it waits for a body that it will not need', 'it writes a line for each']);
  });

  test('a body too large to be read past ends its connection', async () => {
    await occupied(places, async () => {
      const wire = openWire(withPorch);
      wire.send('PATCH /v1/me/creator HTTP/1.1\r\nhost: x\r\ncontent-type: application/json\r\ncontent-length: 900000\r\n\r\n');
      const [answer] = await wire.until(1);
      assert.match(answer!, /^HTTP\/1\.1 503 /);
      assert.match(answer!, /connection: close\r\n/i);
      await wire.ended;
    });
  });
});

/** One connection: bytes out, whole answers in. */
function openWire(url: string) {
  const { hostname, port } = new URL(url);
  const socket = connect(Number(port), hostname);
  let said = '';
  let heardOf = () => {};
  socket.setEncoding('latin1').on('data', (part: string) => {
    said += part;
    heardOf();
  });
  const ended = new Promise<void>((ok) => socket.on('close', () => ok()).on('error', () => {}));
  const heard = () => said.split(/(?=HTTP\/1\.1 \d{3} )/).filter((one) => one.endsWith('}'));
  return {
    ended,
    heard,
    send: (text: string) => void socket.write(text),
    end: () => void socket.destroy(),
    async until(n: number): Promise<string[]> {
      while (heard().length < n) await new Promise<void>((ok) => (heardOf = ok));
      return heard();
    },
  };
}
