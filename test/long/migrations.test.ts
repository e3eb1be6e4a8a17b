// bound: 30 min
// D7: a migration is killed after each of its statements, and run again.
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import pg from 'pg';
import { startPostgres, type Embedded } from '#src/infra/db/embedded.ts';
import { migrate } from '#src/infra/db/migrate.ts';
import { openFaults, type Faults } from '../faults/process.ts';
import { sized } from '../faults/scene.ts';
import { shapeOf } from '../faults/shape.ts';
import { statementsIn } from '../faults/statements.ts';
import { measured } from '../measured.ts';
import { inLanes, times } from '../promises/dice.ts';

const child = join(import.meta.dirname, '../faults/migrating.ts');

describe('D7: a migration that is killed', () => {
  let faults: Faults;
  let server: Embedded;
  let wanted: string[];
  let statements: number;
  before(async () => {
    faults = openFaults();
    server = await startPostgres(faults.folder('migrated'));
    const whole = await newDatabase('whole');
    const ran = await run(whole, []);
    assert.equal(ran.signal, null, ran.err);
    statements = (JSON.parse(ran.out) as { sent: number }).sent;
    wanted = await shape(whole);
  });
  after(async () => {
    await server.stop();
    await faults.end();
  });

  /** A database and a role that owns it, of its own: the roles of a migration belong to the whole server. */
  async function newDatabase(name: string): Promise<string> {
    await server.owner.query(`create role owner_${name} superuser login password 'owner'`);
    await server.owner.query(`create database ${name} owner owner_${name}`);
    const url = new URL(server.url(name));
    url.username = `owner_${name}`;
    url.password = 'owner';
    return url.href;
  }
  async function run(url: string, args: string[]): Promise<{ signal: string | null; out: string; err: string }> {
    const it = spawn(process.execPath, [child, url, ...args], { stdio: ['ignore', 'pipe', 'pipe'] });
    const said = { out: '', err: '' };
    it.stdout.setEncoding('utf8').on('data', (text: string) => (said.out += text));
    it.stderr.setEncoding('utf8').on('data', (text: string) => (said.err += text));
    const [, signal] = (await once(it, 'close')) as [number | null, string | null];
    return { signal, ...said };
  }
  async function shape(url: string): Promise<string[]> {
    const client = new pg.Client({ connectionString: url });
    await client.connect();
    try {
      return (await shapeOf(client)).lines;
    } finally {
      await client.end();
    }
  }

  /** Killed after the nth statement and run again: what is wrong at the end, nothing when it is as if nothing had happened. */
  async function killedAt(n: number, loose = false): Promise<string | undefined> {
    const name = `at_${n}${loose ? '_loose' : ''}`;
    const url = await newDatabase(name);
    const { signal, err } = await run(url, [String(n), ...(loose ? ['loose'] : [])]);
    if (signal !== 'SIGKILL') return `statement ${n}: it was not killed: ${err}`;
    try {
      await migrate(url);
    } catch (error) {
      return `statement ${n}: the second run failed: ${(error as Error).message}`;
    }
    const lines = await shape(url);
    const other = [...lines.filter((line) => !wanted.includes(line)), ...wanted.filter((line) => !lines.includes(line))];
    await server.owner.query(`drop database ${name} with (force)`);
    return other.length === 0 ? undefined : `statement ${n}: another schema: ${other.slice(0, 3).join(' | ')}`;
  }

  test('killed after each statement, run again: the same schema each time', async () => {
    assert.ok(statements > 150, `${statements} statements`);
    const kills = sized(statements - 1);
    const step = (statements - 1) / kills;
    const found = await inLanes(
      2,
      times(kills, (i) => 1 + Math.floor(i * step)),
      (n) => killedAt(n),
    );
    assert.deepEqual(
      found.filter((it) => it !== undefined),
      [],
    );
    measured('D7', `killed after ${found.length} of ${statements} statements: each time the second run ended with the same schema`);
  });

  test('a migration that commits each statement by itself is caught, and so is a schema with an index more', async () => {
    const found: string[] = [];
    for (let n = 10; n < 40 && found.length === 0; n += 5) found.push(...[await killedAt(n, true)].filter((it) => it !== undefined));
    assert.match(found.join(), /the second run failed|another schema/);

    const url = await newDatabase('indexed');
    await migrate(url);
    assert.deepEqual(await shape(url), wanted);
    const client = new pg.Client({ connectionString: url });
    await client.connect();
    await client.query('create index one_more on audit (at)');
    await client.end();
    assert.notDeepEqual(await shape(url), wanted);
  });

  test('statements are cut where PostgreSQL cuts them', () => {
    assert.deepEqual(
      statementsIn(`a ';' b; -- c; d\n"x;y" $f$ begin; end; $f$ /* ; */; `).map((it) => it.trim()),
      [`a ';' b`, `-- c; d\n"x;y" $f$ begin; end; $f$ /* ; */`],
    );
  });
});
