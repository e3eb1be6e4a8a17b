// What is refused before the parser is what the parser would have refused: whatever is sent, in whatever pieces.
import assert from 'node:assert/strict';
import { createServer, type Server } from 'node:http';
import { duplexPair } from 'node:stream';
import { after, before, describe, test } from 'node:test';
import { setImmediate as turn } from 'node:timers/promises';
import fc from 'fast-check';
import { standAt, wholeIn } from './doorstep.ts';

const body = '{"bio":"x"}';
const head = (lines: string, more = '') => `PATCH /v1/me HTTP/1.1\r\nHost: x\r\n${lines}${more}\r\n`;
const plain = `${head(`Content-Length: ${body.length}\r\n`)}${body}`;

describe('a piece that is one whole request', () => {
  const whole: Record<string, string> = {
    'with a body': plain,
    'without one': 'GET /v1/me?a=b HTTP/1.1\r\nhost: x\r\n\r\n',
    'an empty body': head('content-length: 0\r\n'),
    'the usual connection, asked for': head('Connection: keep-alive\r\nUpgrade-Insecure-Requests: 1\r\n'),
    'signs in a value': head('cookie: a="b:c"; d=\tx\r\n'),
  };
  for (const [name, sent] of Object.entries(whole))
    test(`${name}: taken`, () => {
      const [method, url] = sent.split(' ');
      assert.deepEqual(wholeIn(Buffer.from(sent)), { method, url });
    });

  const doubtful: Record<string, string> = {
    'a head without its end': 'GET /v1/me HTTP/1.1\r\nhost: x\r\n',
    'a body that is not all there': plain.slice(0, -1),
    'more than one request': plain + plain,
    'a byte too many': `${plain} `,
    'two lengths': `${head('content-length: 1\r\nContent-Length: 1\r\n')}x`,
    'a length that is no number': `${head('content-length: 1e0\r\n')}x`,
    'a length with a sign': `${head('content-length: +1\r\n')}x`,
    'a length that begins with nought': `${head('content-length: 01\r\n')}x`,
    'two lengths in one line': `${head('content-length: 1, 1\r\n')}x`,
    'a length after a space': `${head('content-length : 1\r\n')}x`,
    'a line that goes on': head('cookie: a\r\n content-length: 4\r\n'),
    'a bare line feed': head('cookie: a\ncontent-length: 4\r\n'),
    'a bare carriage return': head('cookie: a\rcontent-length: 4\r\n'),
    'in chunks': `${head('transfer-encoding: chunked\r\n')}0\r\n\r\n`,
    'a length and chunks': `${head('content-length: 5\r\ntransfer-encoding: chunked\r\n')}0\r\n\r\n`,
    'waits to be told to go on': `${head('expect: 100-continue\r\ncontent-length: 1\r\n')}x`,
    'wants the connection closed': head('connection: close\r\n'),
    'wants another protocol': head('connection: keep-alive, upgrade\r\n'),
    'names no host': 'GET /v1/me HTTP/1.1\r\n\r\n',
    'an older HTTP': 'GET /v1/me HTTP/1.0\r\nhost: x\r\n\r\n',
    'another method': 'BREW /v1/me HTTP/1.1\r\nhost: x\r\n\r\n',
    'a whole address': 'GET http://x/v1/me HTTP/1.1\r\nhost: x\r\n\r\n',
    'letters beyond ASCII': head('cookie: \xe9\r\n'),
    'a body past the bound': `${head('content-length: 70000\r\n')}${'x'.repeat(70_000)}`,
  };
  for (const [name, sent] of Object.entries(doubtful))
    test(`${name}: left to the parser`, () => assert.equal(wholeIn(Buffer.from(sent, 'latin1')), undefined));
});

describe('a doorstep', () => {
  const servers: Server[] = [];
  let byHand = 0;
  /** Turns away whatever begins with /v1/, as the porch of a full gate does. */
  const open = async (how: 'parser' | 'doorstep' | 'careless') => {
    const server = createServer((incoming, outgoing) => {
      outgoing.writeHead(incoming.url!.startsWith('/v1/') ? 503 : 200, { 'content-length': 2 });
      outgoing.end('ok');
    });
    server.on('clientError', (_error, socket) => socket.end('HTTP/1.1 400 Bad Request\r\ncontent-length: 0\r\nconnection: close\r\n\r\n'));
    const refuse = (_method: string, url: string) => {
      if (!url.startsWith('/v1/')) return undefined;
      byHand++;
      return 'HTTP/1.1 503 Service Unavailable\r\ncontent-length: 2\r\n\r\nok';
    };
    if (how === 'doorstep') standAt(server, refuse);
    // Takes every piece for a request.
    if (how === 'careless')
      server.on('connection', (socket) => {
        const [parse] = socket.listeners('data') as ((piece: Buffer) => void)[];
        socket.removeListener('data', parse!);
        socket.on('data', (piece: Buffer) => {
          const refusal = refuse('GET', piece.toString('latin1').split(' ')[1] ?? '');
          if (refusal === undefined) parse!.call(socket, piece);
          else socket.write(refusal);
        });
      });
    servers.push(server);
    await new Promise<void>((ok) => server.listen(0, '127.0.0.1', ok));
    return server;
  };
  let parser: Server;
  let doorstep: Server;
  let careless: Server;
  before(async () => {
    [parser, doorstep, careless] = await Promise.all([open('parser'), open('doorstep'), open('careless')]);
  });
  after(async () => {
    for (const server of servers) server.closeAllConnections();
    await Promise.all(servers.map((server) => new Promise((ok) => server.close(ok))));
  });

  interface Piece {
    bytes: Buffer;
    turns: number;
  }
  /** The states of all answers on one connection, to which the pieces come one by one. */
  async function talk(server: Server, pieces: readonly Piece[]): Promise<string[]> {
    const [ours, theirs] = duplexPair();
    server.emit('connection', theirs);
    // A connection may be cut off before its end, when something came that is no request: what was said until then counts.
    let said = '';
    const over = new Promise<void>((ok) =>
      ours
        .on('close', ok)
        .on('end', ok)
        .on('error', () => {}),
    );
    ours.setEncoding('latin1').on('data', (part: string) => (said += part));
    for (const { bytes, turns } of pieces) {
      if (!ours.writable) break;
      ours.write(bytes);
      for (let n = 0; n < turns; n++) await turn();
    }
    ours.end();
    await over;
    return [...said.matchAll(/HTTP\/1\.1 (\d{3}) /g)].map((it) => it[1]!);
  }

  const requests = [
    plain,
    plain,
    head('content-length: 0\r\n'),
    'GET /v1/me HTTP/1.1\r\nhost: x\r\n\r\n',
    'GET /v1/me HTTP/1.1\r\nhost: x\r\nconnection: keep-alive\r\n\r\n',
    'GET /healthz HTTP/1.1\r\nhost: x\r\n\r\n',
    `POST /other HTTP/1.1\r\nhost: x\r\ncontent-length: 3\r\n\r\nabc`,
    `${head('transfer-encoding: chunked\r\n')}3\r\nabc\r\n0\r\n\r\n`,
    `${head('X-Hidden: GET /v1/me HTTP/1.1\r\n', 'content-length: 4\r\n')}abcd`,
    // A body that looks like a request.
    `${head(`content-length: ${plain.length}\r\n`)}${plain}`,
  ];
  const last = [
    '',
    '',
    head('connection: close\r\n'),
    'GET /v1/me HTTP/1.1\r\n\r\n',
    head('content-length: 1\r\ncontent-length: 2\r\n'),
    'nonsense\r\n\r\n',
  ];
  const script = fc
    .record({
      sent: fc.array(fc.constantFrom(...requests), { minLength: 1, maxLength: 8 }),
      end: fc.constantFrom(...last),
      // Mostly as clients send: a request, then its answer.
      cuts: fc.oneof(fc.constant<number[]>([]), fc.array(fc.nat(2000), { maxLength: 4 })),
      joined: fc.array(fc.boolean(), { minLength: 8, maxLength: 8 }),
      turns: fc.array(fc.nat(6), { minLength: 16, maxLength: 16 }),
    })
    .map(({ sent, end, cuts, joined, turns }): Piece[] => {
      const all = Buffer.from(sent.join(''));
      let at = 0;
      const ends = sent.map((one) => (at += one.length)).filter((_, i) => cuts.length === 0 || !joined[i]);
      const places = [...new Set([0, ...ends, ...cuts.filter((cut) => cut < all.length), all.length])].toSorted((a, b) => a - b);
      const pieces = places.slice(1).map((to, i) => ({ bytes: all.subarray(places[i], to), turns: turns[i % turns.length]! }));
      // What ends a connection comes when all else was answered: Node drops what it has not written yet.
      pieces.at(-1)!.turns = 20;
      return end === '' ? pieces : [...pieces, { bytes: Buffer.from(end), turns: 1 }];
    });

  test('answers as the parser alone would, whatever comes in whatever pieces', async () => {
    byHand = 0;
    await fc.assert(
      fc.asyncProperty(script, async (pieces) => {
        assert.deepEqual(await talk(doorstep, pieces), await talk(parser, pieces));
      }),
      { numRuns: 600 },
    );
    assert.ok(byHand > 200, `${byHand} were refused before the parser`);
  });

  test('one that takes every piece for a request is caught', async () => {
    const seen = fc.check(
      fc.asyncProperty(script, async (pieces) => {
        assert.deepEqual(await talk(careless, pieces), await talk(parser, pieces));
      }),
      { numRuns: 200 },
    );
    assert.ok((await seen).failed);
  });
});
