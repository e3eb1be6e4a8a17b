// The outside of the program: problem documents, ids, headers, sign-in by cookie, shedding, and what comes in over a real socket.
import assert from 'node:assert/strict';
import { connect } from 'node:net';
import { after, before, describe, test } from 'node:test';
import pg from 'pg';
import { openGate, type Gate } from '#src/infra/http/limits.ts';
import { makeAgency, makeCreator, makeOperator, search, type MadeAgency, type MadeCreator } from './make.ts';
import { openFaults, type Faults, type Running } from './faults/process.ts';
import { openTestApp, type Answer, type Caller, type TestApp } from './server.ts';

const uuid = /^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/;

function isProblem({ status, body, headers, text }: Answer, wanted: number, code: string): void {
  assert.deepEqual([status, body?.status, body?.code], [wanted, wanted, code], text);
  assert.equal(headers.get('content-type'), 'application/problem+json');
  assert.equal(headers.get('cache-control'), 'no-store');
  assert.match(body.requestId, uuid);
  assert.equal(body.requestId, headers.get('x-request-id'));
  assert.ok(body.type.length > 0 && body.title.length > 0 && body.detail.length > 0, text);
}

describe('the HTTP surface', () => {
  const gate: Gate = openGate(10, Infinity);
  let t: TestApp;
  let operator: Caller;
  let agency: MadeAgency;
  let creator: MadeCreator;
  before(async () => {
    t = await openTestApp({ gate });
    operator = await makeOperator(t);
    agency = await makeAgency(t, operator);
    creator = await makeCreator(t, { on: true });
  });
  after(() => t.stop());

  test('each kind of refusal is a problem document with code, sentence and request id', async () => {
    isProblem(await t.visitor.get('/v1/me'), 401, 'people.sign_in_first');
    isProblem(await t.visitor.send('GET', '/v1/me', undefined, { authorization: 'Bearer nonsense' }), 401, 'people.key_invalid');
    isProblem(await creator.get('/v1/policies'), 403, 'people.operators_only');
    isProblem(await creator.get(`/v1/agencies/${agency.agencyId}/roster`), 404, 'agencies.not_found');
    isProblem(await t.visitor.get('/v1/demo/logins'), 404, 'people.no_demo');
    isProblem(
      await creator.post('/v1/me/creator', { displayName: 'x', platform: 'twitch', handle: 'x', birthDate: '1990-01-01' }),
      409,
      'creators.already',
    );
    isProblem(await creator.post('/v1/me/creator', {}), 400, 'request.invalid');
    isProblem(await creator.post('/v1/me/creator', { handle: 'x'.repeat(1_100_000) }), 413, 'request.too_large');
    isProblem(
      await operator.post('/v1/policies', {
        kind: 'exits',
        params: { lowActivity: null },
        validFrom: '2020-01-01',
        source: 'x',
        certainty: 'inferred',
      }),
      422,
      'policies.backwards',
    );
    const refused = (await creator.post('/v1/me/creator', { displayName: 7 })).body.errors as { path: string; message: string }[];
    assert.ok(refused.some((e) => e.path === 'displayName') && refused.some((e) => e.path === 'birthDate'));
  });

  test('paths and methods that do not exist', async () => {
    for (const [method, path] of [
      ['GET', '/v1/nowhere'],
      ['GET', '/nowhere'],
      ['DELETE', '/v1/agencies'],
      ['OPTIONS', '/v1/me'],
      ['PUT', '/healthz'],
      ['GET', '/v1'],
      ['BREW', '/v1/me'],
      ['GET', '/assets/none.js'],
    ] as const)
      isProblem(await creator.send(method, path), 404, 'request.no_such_path');
    for (const path of ['/v1/me', '/v1/agencies', '/healthz']) {
      const head = await creator.send('HEAD', path);
      assert.deepEqual([head.status, head.text], [200, ''], path);
    }
  });

  test('every answer has a request id of its own and the headers that keep a browser safe', async () => {
    const answers = [
      await creator.get('/v1/me'),
      await creator.get('/docs'),
      await creator.get('/openapi.json'),
      await creator.get('/nowhere'),
      await t.visitor.post('/auth/sign-out'),
    ];
    const ids = answers.map((a) => a.headers.get('x-request-id'));
    assert.equal(new Set(ids).size, ids.length);
    for (const { headers } of answers) {
      assert.match(headers.get('x-request-id') ?? '', uuid);
      assert.match(headers.get('content-security-policy') ?? '', /default-src 'none'.*frame-ancestors 'none'/);
      assert.equal(headers.get('x-content-type-options'), 'nosniff');
      assert.equal(headers.get('referrer-policy'), 'same-origin');
      assert.ok(!headers.has('x-powered-by') && !headers.has('server'));
      assert.ok(!headers.has('access-control-allow-origin'));
    }
    assert.equal((await creator.get('/v1/me')).headers.get('cache-control'), 'no-store');
    const logged = t.logged.map((line) => JSON.parse(line) as { requestId?: string; operation?: string });
    assert.equal(logged.find((l) => l.requestId === ids[0])?.operation, 'people.me');
  });

  test('health, readiness, figures, document and reference', async () => {
    assert.deepEqual([(await t.visitor.get('/healthz')).text, (await t.visitor.get('/readyz')).text], ['ok', 'ready']);
    const metrics = (await t.visitor.get('/metrics')).text;
    assert.match(metrics, /greenroom_http_requests_total\{operation="people\.me",status="200"\} \d+/);
    assert.ok(!metrics.includes(agency.agencyId), 'no id of anybody in a label');
    const { body: document } = await t.visitor.get('/openapi.json');
    const docs = (await t.visitor.get('/docs')).text;
    const ids: string[] = [];
    for (const [path, item] of Object.entries(document.paths as Record<string, Record<string, never>>))
      for (const [method, op] of Object.entries(item) as [
        string,
        {
          operationId: string;
          parameters?: { in: string; name: string }[];
          responses: Record<string, { content: Record<string, { schema: object }> }>;
        },
      ][]) {
        ids.push(op.operationId);
        assert.match(op.operationId, /^[a-z]+\.[a-zA-Z]+$/);
        const { 'application/json': said, 'text/event-stream': streamed, 'application/octet-stream': file } = op.responses['200']!.content;
        assert.ok((said ?? streamed ?? file)?.schema, op.operationId);
        assert.ok(op.responses['default']!.content['application/problem+json']!.schema, op.operationId);
        const named = [...path.matchAll(/\{(\w+)\}/g)].map((m) => m[1]);
        assert.deepEqual(
          (op.parameters ?? []).filter((p) => p.in === 'path').map((p) => p.name),
          named,
          `${method} ${path}`,
        );
        assert.ok(docs.includes(`<code>${op.operationId}</code>`), op.operationId);
      }
    assert.equal(new Set(ids).size, ids.length);
    assert.deepEqual(ids.toSorted(), t.app.routes.map((r) => r.door.name).toSorted());
    const refs = [...JSON.stringify(document).matchAll(/"#\/components\/schemas\/([^"]+)"/g)].map((m) => m[1]!);
    for (const name of refs) assert.ok(document.components.schemas[name], name);
    assert.match(document.openapi, /^3\.1/);
  });

  test('readiness and requests while the database is away: a busy answer, no bug, nothing told', async () => {
    const away = await openTestApp({ relay: false });
    const elsewhere = new URL(away.ownerUrl);
    const name = elsewhere.pathname.slice(1);
    elsewhere.pathname = '/postgres';
    const doors = new pg.Client({ connectionString: elsewhere.href });
    await doors.connect();
    // A role may end its own connections; the owner of a database on somebody's server is no superuser.
    const same = new pg.Client({ connectionString: away.url });
    await same.connect();
    try {
      const who = await away.person('Wanda');
      await doors.query(`alter database "${name}" connection limit 0`);
      const others = 'from pg_stat_activity where datname = $1 and usename = current_user and pid <> pg_backend_pid()';
      await same.query(`select pg_terminate_backend(pid) ${others}`, [name]);
      for (const path of ['/readyz', '/v1/me', '/v1/agencies']) {
        const answer = await who.get(path);
        assert.ok(answer.status === 503, `${path}: ${answer.text}`);
        assert.equal(answer.headers.get('retry-after'), '1');
      }
      assert.equal((await who.get('/healthz')).status, 200);
      await doors.query(`alter database "${name}" connection limit -1`);
      assert.equal((await who.get('/v1/me')).status, 200);
      assert.deepEqual(
        away.logged.filter((l) => l.includes('"level":50')),
        [],
      );
    } finally {
      await doors.query(`alter database "${name}" connection limit -1`);
      await Promise.all([doors.end(), same.end()]);
      await away.stop();
    }
  });

  test('sign-up, session by cookie, sign-out, sign-in; a foreign page cannot use the cookie', async () => {
    const own = { 'content-type': 'application/json', origin: 'http://greenroom.test' };
    const account = { email: 'Cora@people.invalid', password: 'a long enough password' };
    const signUp = await t.visitor.send('POST', '/auth/sign-up/email', { ...account, name: 'Cora' }, own);
    assert.equal(signUp.status, 200, signUp.text);
    const cookieOf = (answer: Answer) =>
      answer.headers
        .getSetCookie()
        .map((c) => c.split(';')[0])
        .join('; ');
    const cookie = cookieOf(signUp);
    for (const set of signUp.headers.getSetCookie()) assert.ok(/httponly/i.test(set) && /samesite=lax/i.test(set), set);
    const me = await t.visitor.send('GET', '/v1/me', undefined, { cookie });
    assert.deepEqual([me.status, me.body.person.name, me.body.operator], [200, 'Cora', undefined]);
    const make = (headers: Record<string, string>) =>
      t.visitor.send('POST', '/v1/me/keys', { name: 'x', scopes: ['read'] }, { cookie, ...headers });
    assert.equal((await make({ origin: 'http://greenroom.test' })).status, 200);
    for (const origin of ['https://evil.example', 'null', 'http://greenroom.test.evil.example', 'http://greenroom.test:81'])
      isProblem(await make({ origin }), 403, 'request.foreign_origin');
    const evil = await t.visitor.send('POST', '/auth/sign-out', {}, { ...own, origin: 'https://evil.example', cookie });
    assert.equal(evil.status, 403, evil.text);
    assert.equal((await t.visitor.send('GET', '/v1/me', undefined, { cookie })).status, 200, 'still signed in');
    assert.equal((await t.visitor.send('POST', '/auth/sign-out', {}, { ...own, cookie })).status, 200);
    assert.equal((await t.visitor.send('GET', '/v1/me', undefined, { cookie })).status, 401);
    assert.equal((await t.visitor.send('POST', '/auth/sign-in/email', { ...account, password: 'a wrong password' }, own)).status, 401);
    const back = await t.visitor.send('POST', '/auth/sign-in/email', account, own);
    assert.equal((await t.visitor.send('GET', '/v1/me', undefined, { cookie: cookieOf(back) })).status, 200);
    const { rows } = await t.owner.query(
      `select password from people_accounts a join people p on p.id = a.user_id where p.email = lower($1)`,
      [account.email],
    );
    assert.ok(rows[0].password.length > 60 && !rows[0].password.includes(account.password));
    assert.ok(!t.logged.join('\n').includes(account.password) && !t.logged.join('\n').includes(cookie.split('=')[1]!));
  });

  test('guessing passwords is slowed down, by the peer’s own address', async () => {
    const own = { 'content-type': 'application/json', origin: 'http://greenroom.test' };
    const tries: Answer[] = [];
    for (let i = 0; i < 40; i++)
      tries.push(
        await t.visitor.send(
          'POST',
          '/auth/sign-in/email',
          { email: 'no@people.invalid', password: 'guess number twelve' },
          { ...own, 'x-forwarded-for': `10.0.0.${i}`, 'x-greenroom-peer': `10.0.1.${i}` },
        ),
      );
    const last = tries.at(-1)!;
    assert.equal(last.status, 429, last.text);
    assert.equal(last.headers.get('content-type'), 'application/problem+json');
    assert.ok(Number(last.headers.get('retry-after')) > 0);
    assert.ok(tries.filter((a) => a.status === 401).length >= 20);
  });

  test('overload sheds search first, then reads, then writes; withdrawal and health never', async () => {
    const asked = async () => ({
      search: (await search(agency)).status,
      read: (await creator.get('/v1/me')).status,
      write: (await creator.send('PATCH', '/v1/me/creator', { bio: 'x' })).status,
      withdraw: (await creator.put('/v1/me/consents/discovery', { granted: false, textVersion: 2 })).status,
      health: (await t.visitor.get('/healthz')).status,
    });
    const all = { search: 200, read: 200, write: 200, withdraw: 200, health: 200 };
    const leave: (() => void)[] = [];
    const occupy = (n: number) => {
      while (gate.serving() < n) leave.push(gate.enter('urgent'));
    };
    assert.deepEqual(await asked(), all);
    occupy(5);
    assert.deepEqual(await asked(), { ...all, search: 503 });
    occupy(8);
    assert.deepEqual(await asked(), { ...all, search: 503, read: 503 });
    occupy(10);
    assert.deepEqual(await asked(), { ...all, search: 503, read: 503, write: 503 });
    const shed = await search(agency);
    isProblem(shed, 503, 'request.overloaded');
    assert.equal(shed.headers.get('retry-after'), '1');
    for (const go of leave) go();
    assert.deepEqual(await asked(), all);
    assert.match((await t.visitor.get('/metrics')).text, /greenroom_http_shed_total\{rank="search"\} 4/);
    assert.equal(gate.serving(), 0);
  });
});

describe('over a real socket', () => {
  let faults: Faults;
  let server: Running;
  before(async () => {
    faults = openFaults();
    server = await faults.serve(faults.madeFolder('socket'));
  });
  after(() => faults.end());

  /** Raw bytes in, the whole answer out. */
  function raw(bytes: string | Buffer): Promise<string> {
    const { hostname, port } = new URL(server.url);
    return new Promise((yes, no) => {
      let said = '';
      const socket = connect(Number(port), hostname, () => socket.write(bytes));
      socket.setEncoding('latin1').on('data', (part) => (said += part));
      socket
        .on('close', () => yes(said))
        .on('error', (error: NodeJS.ErrnoException) => (said === '' && error.code !== 'EPIPE' ? no(error) : yes(said)));
      socket.setTimeout(5_000, () => socket.destroy());
    });
  }
  const head = (line: string, ...more: string[]) => `${[line, 'host: greenroom.test', 'connection: close', ...more].join('\r\n')}\r\n\r\n`;

  test('what is hardly HTTP gets a clear refusal, and the server goes on', async () => {
    const cases: [string, string | Buffer, number, RegExp][] = [
      ['huge headers', head('GET /v1/me HTTP/1.1', `x-long: ${'x'.repeat(40_000)}`), 431, /request\.headers_too_large/],
      ['no HTTP', 'hello\r\n\r\n', 400, /request\.bad_http/],
      ['a half-encoded address', head('GET /v1/agencies/%zz HTTP/1.1'), 400, /"code":"request\./],
      ['NUL in an address', head('GET /v1/agencies/%00 HTTP/1.1'), 400, /request\.bad_text/],
      ['no such method', head('BREW /v1/me HTTP/1.1'), 400, /request\.bad_http/],
      ['TRACE', head('TRACE /v1/me HTTP/1.1'), 404, /request\.no_such_path/],
      ['two lengths', head('POST /v1/links/look HTTP/1.1', 'content-length: 2', 'content-length: 3') + '{}', 400, /request\.bad_http/],
      [
        '10 MB announced',
        head('POST /v1/links/look HTTP/1.1', 'content-type: application/json', 'content-length: 10000000'),
        413,
        /request\.too_large/,
      ],
      [
        'bad UTF-8',
        Buffer.concat([
          Buffer.from(head('POST /v1/links/look HTTP/1.1', 'content-type: application/json', 'content-length: 3')),
          Buffer.from([0x22, 0xff, 0x22]),
        ]),
        400,
        /request\.bad_text/,
      ],
      ['a line break in a header', head('GET /v1/me HTTP/1.1', 'authorization: Bearer a\0b'), 400, /request\.bad_http/],
    ];
    for (const [what, bytes, status, says] of cases) {
      const said = await raw(bytes);
      assert.match(said, new RegExp(`^HTTP/1\\.1 ${status} `), `${what}: ${said.slice(0, 300)}`);
      assert.match(said, says, `${what}: ${said.slice(0, 600)}`);
      assert.match(said, /content-type: application\/problem\+json/i, what);
      assert.match(said, /"requestId":"[0-9a-f-]{36}"/, what);
    }
    assert.equal((await fetch(`${server.url}/healthz`)).status, 200);
    assert.ok(!server.err().includes('"level":50'), server.err().slice(-500));
  });

  test('10 MB in pieces without a length is cut off at the bound', async () => {
    const body = new ReadableStream({
      start(controller) {
        for (let i = 0; i < 160; i++) controller.enqueue(new Uint8Array(65_536).fill(0x20));
        controller.close();
      },
    });
    const answer = await fetch(`${server.url}/v1/links/look`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body,
      duplex: 'half',
    } as RequestInit).catch(() => undefined);
    if (answer) assert.equal(answer.status, 413, await answer.text());
    assert.equal((await fetch(`${server.url}/healthz`)).status, 200);
  });
});
