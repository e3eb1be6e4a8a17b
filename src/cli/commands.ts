import { existsSync, readFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import pg from 'pg';
import { openStore } from '#src/infra/db/store.ts';
import type { Verdict } from '#src/infra/verify.ts';
import { connect, runningAt } from './connect.ts';
import { Misuse, print, Refused, type Command, type Line } from './line.ts';
import { files, openProgram } from './open.ts';

/** `migrate`: brings the schema up to date. A running server has done so already. */
export const migrateSchema: Command = async (line) => {
  const store = await openStore(line.config.databaseUrl, line.config.dataDir);
  const ran: string[] = [];
  try {
    const { migrate } = await import('#src/infra/db/migrate.ts');
    await migrate(store.ownerUrl, (text) => ran.push(text));
  } finally {
    await store.stop();
  }
  print(line, { ran }, ran.length === 0 ? 'The schema is up to date.' : ran.join('\n'));
  return 0;
};

/** `demo fill`, `demo logins`. */
export const demo: Command = async (line) => {
  const { values, positionals } = parseArgs({
    args: line.args,
    allowPositionals: true,
    options: { creators: { type: 'string' }, seed: { type: 'string' } },
  });
  if (positionals[0] === 'logins') return showLogins(line);
  if (positionals[0] !== 'fill') throw new Misuse('demo fill [--creators N --seed S], demo logins');
  const size = { creators: Number(values.creators ?? 2000), seed: Number(values.seed ?? 1) };
  if (!Number.isInteger(size.creators) || size.creators < 60 || size.creators > 100_000) throw new Misuse('--creators is 60 to 100000');
  if (!Number.isInteger(size.seed)) throw new Misuse('--seed is a whole number');
  const program = await openProgram(line);
  try {
    if (!(await program.isUntouched())) throw new Refused('This database is in use: a demo world is only filled into an empty one.');
    await program.fill(size);
  } finally {
    await program.stop();
  }
  print(line, size, `The demo world is filled: ${size.creators} creators, seed ${size.seed}.`);
  return 0;
};

function showLogins(line: Line): number {
  const file = files(line.config.dataDir).logins;
  if (!existsSync(file)) throw new Refused('This is not a demo: there are no demo logins.');
  const logins = JSON.parse(readFileSync(file, 'utf8')) as { room: string; name: string; email: string; password: string }[];
  print(line, logins, logins.map((l) => `${l.room.padEnd(9)} ${l.email.padEnd(48)} ${l.password}  ${l.name}`).join('\n'));
  return 0;
}

/** `creators claim-link --handle H --platform P`: a link for the person behind an imported profile. */
export const creators: Command = async (line) => {
  const { values, positionals } = parseArgs({
    args: line.args,
    allowPositionals: true,
    options: { handle: { type: 'string' }, platform: { type: 'string' } },
  });
  if (positionals[0] !== 'claim-link' || values.handle === undefined || values.platform === undefined)
    throw new Misuse('creators claim-link --handle H --platform P');
  const to = await connect(line);
  try {
    const link = await to.call<{ url: string; expiresAt: string }>('POST', '/v1/creators/claim-links', {
      handle: values.handle,
      platform: values.platform,
    });
    print(line, link, `${link.url}\nGood once, until ${link.expiresAt}. It is not shown again.`);
  } finally {
    await to.close();
  }
  return 0;
};

/** `verify`: everything that must hold of the data, and the hash of all content. Changes nothing. */
export const verify: Command = async (line) => {
  const verdict = await ((await runningAt(line)) === undefined ? verifyHere(line) : verifyThere(line));
  print(line, verdict, verdict.checks.map((c) => `${c.ok ? 'holds ' : 'BROKEN'} ${c.id}: ${c.detail}`).join('\n'));
  return verdict.ok ? 0 : 1;
};

async function verifyThere(line: Line): Promise<Verdict> {
  const to = await connect(line);
  try {
    return await to.call<Verdict>('GET', '/v1/verify');
  } finally {
    await to.close();
  }
}

async function verifyHere(line: Line): Promise<Verdict> {
  const program = await openProgram(line, { key: false });
  try {
    return await program.app.verify();
  } finally {
    await program.stop();
  }
}

/** `doctor`: what is wrong with this set-up, without changing it. */
export const doctor: Command = async (line) => {
  const { config } = line;
  const checks = [
    {
      id: 'node',
      ok: Number(process.versions.node.split('.')[0]) >= 24,
      detail: `Node ${process.versions.node}; the program needs 24, which npm run setup installs`,
    },
    { id: 'screens', ok: existsSync(new URL('../../dist/index.html', import.meta.url)), detail: 'the screens are built by npm run setup' },
    await databaseCheck(config.databaseUrl),
  ];
  print(line, { ok: checks.every((c) => c.ok), checks }, checks.map((c) => `${c.ok ? 'fine ' : 'WRONG'} ${c.id}: ${c.detail}`).join('\n'));
  return checks.every((c) => c.ok) ? 0 : 1;
};

async function databaseCheck(url: string | undefined) {
  if (url === undefined)
    return { id: 'database', ok: true, detail: 'built in, kept in the data directory; for production give DATABASE_URL' };
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 5000 });
  client.on('error', () => {});
  try {
    await client.connect();
    return { id: 'database', ok: true, detail: 'DATABASE_URL answers' };
  } catch (error) {
    return { id: 'database', ok: false, detail: `DATABASE_URL does not let us in: ${(error as Error).message}` };
  } finally {
    await client.end().catch(() => {});
  }
}
