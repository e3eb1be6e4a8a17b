// I4: who follows a LIVE and reads slowly, or never, holds up nobody, holds no memory, and is sent away.
import assert from 'node:assert/strict';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer, get, type IncomingMessage, type ServerResponse } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { openWatching } from '#src/features/live/index.ts';
import { bodyOf, sendOut, type Stream } from '#src/infra/http/sse.ts';
import { until } from '../faults/process.ts';
import { messagesOf, openReader } from '../followers.ts';
import { makeCreator, makeOperator } from '../make.ts';
import { measured } from '../measured.ts';
import { times } from '../promises/dice.ts';
import { openTestApp, type Caller, type TestApp } from '../server.ts';

const [silentMost, minutes] = [40, 400];
const kib = (bytes: number) => Math.round(bytes / 1024);

describe('a LIVE with slow viewers', () => {
  let t: TestApp;
  let operator: Caller;
  let her: Caller & { creatorId: string; handle: string };
  let sessionId: string;
  let events = 0;
  let folder: string;
  before(async () => {
    t = await openTestApp();
    operator = await makeOperator(t);
    her = await makeCreator(t);
    folder = mkdtempSync(join(tmpdir(), 'slow-'));
    await everyMinute();
    sessionId = (await her.get('/v1/me/live?limit=1')).body.items[0].sessionId;
  });
  after(async () => {
    await t.stop();
    rmSync(folder, { recursive: true, force: true });
  });

  /** Something in each minute of hers: the next message says all of them. */
  async function everyMinute(): Promise<void> {
    const sent = await operator.post(
      '/v1/live/events',
      times(minutes, (i) => ({
        specversion: '1.0',
        id: `s${++events}`,
        source: 'test',
        type: 'chat',
        time: new Date(t.now().getTime() - (minutes - i) * 60_000).toISOString(),
        platform: 'twitch',
        subject: her.handle,
        session: 'long',
      })),
    );
    assert.equal(sent.body.accepted, minutes, sent.text);
  }
  /** A door of its own to her LIVE, by a socket: its room in the system is small, so that it is soon full. */
  async function open(name: string, given: Parameters<typeof openWatching>[1], as: (stream: Stream) => Stream = (s) => s) {
    const watching = openWatching({ ...t.app.world, openWays: async (ways) => new Set(ways) }, { lookMs: 20, tendMs: 50, ...given });
    const outgoing = new Set<ServerResponse>();
    const server = createServer((_incoming, answer) => {
      outgoing.add(answer);
      answer.once('close', () => outgoing.delete(answer));
      void watching.watch(her.creatorId, sessionId).then((stream) => sendOut(new Response(bodyOf(as(stream), answer)), answer));
    });
    const socketPath = join(folder, name);
    server.listen(socketPath);
    await once(server, 'listening');
    const reach = () =>
      new Promise<IncomingMessage>((yes, no) => {
        get({ socketPath, path: '/', agent: false }, yes).once('error', no);
      });
    return {
      watching,
      reach,
      held: () => Math.max(0, ...[...outgoing].map((one) => one.writableLength)),
      lines: () => outgoing.size,
      stop: async () => {
        await watching.stop();
        server.closeAllConnections();
        await new Promise((done) => server.close(done));
      },
    };
  }
  type Door = Awaited<ReturnType<typeof open>>;
  /** Many who never read, and one who does while her LIVE goes on; gives the most that was held for one of them, and how long a message is. */
  async function evening(door: Door) {
    const silent = await Promise.all(times(silentMost, () => door.reach()));
    for (const answer of silent) answer.on('error', () => {}).pause();
    const reader = openReader();
    let [held, longest, slowestMs] = [0, 0, 0];
    const line = await door.reach();
    const heard = (async () => {
      for await (const told of messagesOf(line as unknown as ReadableStream<Uint8Array>)) {
        reader.hear(told);
        longest = Math.max(longest, JSON.stringify(told.data).length);
      }
    })().catch(() => {});
    for (let round = 0; round < 8; round++) {
      await everyMinute();
      const at = performance.now();
      await until('the one who reads', () => (reader.at() ?? 0) >= 2 * events);
      slowestMs = Math.max(slowestMs, performance.now() - at);
      held = Math.max(held, door.held());
    }
    const leave = async () => {
      line.destroy();
      for (const answer of silent) answer.destroy();
      await heard;
    };
    return { held, longest, slowestMs, reader, leave };
  }
  const isBounded = ({ held, longest }: { held: number; longest: number }) => held <= 1.1 * longest + 1024;

  test('forty who never read hold up nobody: at most one message is kept for each, and they are sent away', async () => {
    const door = await open('bounded', { stuckMs: 1_000 });
    const { held, longest, slowestMs, reader, leave } = await evening(door);
    assert.ok(held > 0, 'nobody fell behind: this test shows nothing');
    assert.ok(isBounded({ held, longest }), `${held} bytes were kept for one reader; a message has ${longest}`);
    await until('those who never read to be sent away', () => door.watching.readers() === 1 && door.lines() === 1);
    assert.deepEqual(reader.wrong, []);
    const { session, minutes: all } = (await her.get(`/v1/me/live/${sessionId}`)).body;
    assert.deepEqual(reader.state(), { session: { ...session, asOf: '' }, minutes: all });
    await leave();
    await until('the last one', () => door.watching.readers() === 0);
    await door.stop();
    measured(
      'I4',
      `${silentMost} who never read: at most ${kib(held)} KiB kept for each, a message has ${kib(longest)}; beside them ${Math.round(slowestMs)} ms at most; all were sent away`,
    );
  });

  test('a server that does not ask whether a reader has taken what it was sent is caught', async () => {
    const deaf = (stream: Stream): Stream => ({ open: (sink) => stream.open({ ...sink, pending: () => 0 }) });
    const door = await open('deaf', { stuckMs: 1_000 }, deaf);
    const { held, longest, leave } = await evening(door);
    assert.ok(!isBounded({ held, longest }), `${held} bytes`);
    assert.equal(door.watching.readers(), silentMost + 1);
    await leave();
    await door.stop();
  });

  test('while nobody can say whether a reader is still let in it is told nothing new, and then all of it', async () => {
    const answered = Promise.withResolvers<Set<string>>();
    const watching = openWatching(
      { ...t.app.world, openWays: () => answered.promise },
      { lookMs: 20, tendMs: 20, askMs: 20, trustMs: 200 },
    );
    const follow = async (way?: string) => {
      const reader = openReader();
      const stream = await watching.watch(her.creatorId, sessionId, { way });
      void (async () => {
        for await (const told of messagesOf(bodyOf(stream, undefined)!)) reader.hear(told);
      })();
      await until('the first message', () => reader.at() !== undefined);
      return reader;
    };
    const [known, unknown] = [await follow(), await follow('a key')];
    const began = performance.now();
    await until('the trust to end', () => performance.now() - began > 250);
    const before = unknown.at();
    await everyMinute();
    await until('the one who needs none', () => known.at()! > before!);
    assert.equal(unknown.at(), before);
    answered.resolve(new Set(['a key']));
    await until('the rest of it', () => unknown.at() === known.at());
    assert.deepEqual([unknown.wrong, unknown.state()], [[], known.state()]);
    await watching.stop();
  });

  test('when nothing happens a reader hears that we are still here, and when its time is over its answer ends whole', async () => {
    const door = await open('quiet', { beatMs: 100, longestMs: 600 });
    const line = await door.reach();
    const text = (await line.setEncoding('utf8').toArray()).join('');
    assert.ok(line.complete);
    assert.match(text, /^retry: 1000\n\nevent: reset\n/);
    assert.ok(text.split(': still here').length > 2, text.slice(-100));
    assert.equal(door.watching.readers(), 0);
    await door.stop();
  });
});
