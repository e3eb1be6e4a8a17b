// Each wall is seen to stand: a planted violation is named with its sentence, and a clean twin passes.
import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { test } from 'node:test';

const root = resolve(import.meta.dirname, '..');

/** [wall, sentence, file, planted line, clean twin]. The twin takes the planted line's place in the same file. */
type Case = readonly [wall: string, sentence: string | RegExp, file: string, planted: string, clean: string];

const cases: Case[] = [
  // lib <- infra <- features (earlier <- later) <- app.ts <- main.ts
  ['imports', 'lib imports nothing of ours', 'lib/money.ts', `import '#src/infra/act.ts';`, `import './ids.ts';`],
  ['imports', 'infra knows no feature', 'infra/audit/write.ts', `import '../../features/invites/index.ts';`, `import '#src/lib/ids.ts';`],
  ['imports', 'infra imports lib and infra only', 'infra/files/put.ts', `import '#src/config.ts';`, `import '../act.ts';`],
  [
    'imports',
    'discovery comes after invites: tell it by an event',
    'features/invites/steps.ts',
    `import '#src/features/discovery/index.ts';`,
    `import '#src/features/roster/index.ts';`,
  ],
  [
    'imports',
    'ops comes after webhooks: tell it by an event',
    'features/webhooks/actions.ts',
    `export * from '../ops/index.ts';`,
    `export * from '../overlays/index.ts';`,
  ],
  [
    'imports',
    'use the front door of people: its index.ts',
    'features/invites/actions/one.ts',
    `import { x } from '#src/features/people/actions.ts';\nx();`,
    `import { x } from '#src/features/people/index.ts';\nx();`,
  ],
  // A folder called index is a part like any other, not the front door.
  [
    'imports',
    'use the front door of people: its index.ts',
    'features/discovery/index/scan.ts',
    `import '#src/features/people/queries.ts';`,
    `import './door.ts';\nimport '../rules.ts';`,
  ],
  [
    'imports',
    'use the front door of people: its index.ts',
    'features/invites/actions/two.ts',
    `void import('../../people/queries.ts');`,
    `void import('../../people/index.ts');`,
  ],
  [
    'imports',
    'use the front door of people: its index.ts',
    'features/invites/actions/three.ts',
    `export type X = import('#src/features/people/tables.ts').X;`,
    `export type X = import('#src/features/people/index.ts').X;`,
  ],
  [
    'imports',
    'surprises is not in features/order.json',
    'features/surprises/actions.ts',
    `import '#src/features/people/index.ts';`,
    `import './rules.ts';`,
  ],
  [
    'imports',
    'a feature imports earlier features, infra and lib only',
    'features/shop/actions.ts',
    `import '#src/app.ts';`,
    `import '#src/infra/act.ts';`,
  ],
  [
    'imports',
    'a feature imports earlier features, infra and lib only',
    'features/shop/jobs.ts',
    `import '#src/connectors/mail/smtp.ts';`,
    `import './ports.ts';`,
  ],
  [
    'imports',
    'app.ts alone names every feature',
    'features/ops/actions.ts',
    `import order from '#src/features/order.json' with { type: 'json' };\nvoid order;`,
    `import './rules.ts';`,
  ],
  [
    'imports',
    'use the front door of invites: its index.ts',
    'app.ts',
    `import '#src/features/invites/routes.ts';`,
    `import '#src/features/invites/index.ts';`,
  ],
  [
    'imports',
    'app.ts imports features, connectors, infra and lib only',
    'app.ts',
    `import '#src/main.ts';`,
    `import './connectors/mail/smtp.ts';`,
  ],
  [
    'imports',
    'main.ts imports app.ts, config.ts, cli, infra and lib only',
    'main.ts',
    `import '#src/features/people/index.ts';`,
    `import './app.ts';`,
  ],
  ['imports', 'config.ts imports lib only', 'config.ts', `import '#src/infra/act.ts';`, `import '#src/lib/ids.ts';`],
  ['imports', 'stray.ts has no room in the house', 'stray.ts', `import '#src/lib/ids.ts';`, `export const nothing = 1;`],
  ['imports', 'src imports nothing outside src, and no test', 'infra/mail/send.ts', `import '#test/db.ts';`, `import '#src/lib/ids.ts';`],
  [
    'imports',
    'import() names its file',
    'infra/mail/load.ts',
    `export const load = (x: string) => import(x);`,
    `export const load = () => import('../act.ts');`,
  ],
  // ui, web, connectors, cli
  ['imports', 'ui/ sees contract.ts and src/web only', 'features/invites/ui/List.tsx', `import '../rules.ts';`, `import '../contract.ts';`],
  [
    'imports',
    'ui/ sees contract.ts and src/web only',
    'features/invites/ui/Row.tsx',
    `import '#src/features/people/ui/Me.tsx';`,
    `import '#src/web/kit/Btn.tsx';`,
  ],
  [
    'imports',
    'discovery comes after invites: tell it by an event',
    'features/invites/ui/Find.tsx',
    `import '#src/features/discovery/contract.ts';`,
    `import '#src/features/people/contract.ts';`,
  ],
  ['imports', `the browser's part does not import node:fs`, 'features/invites/ui/Save.tsx', `import 'node:fs';`, `import 'react';`],
  ['imports', 'the server does not import ui/', 'features/invites/index.ts', `import './ui/List.tsx';`, `import './routes.ts';`],
  [
    'imports',
    'web sees ui/, contract.ts and lib only',
    'web/router.tsx',
    `import '#src/features/invites/actions.ts';`,
    `void import('#src/features/invites/ui/List.tsx');`,
  ],
  ['imports', `the browser's part does not import pg`, 'web/format.ts', `import 'pg';`, `import '#src/lib/money.ts';`],
  [
    'imports',
    'connectors see ports.ts and lib only',
    'connectors/payout/bank.ts',
    `import '#src/features/earnings/index.ts';`,
    `import '#src/features/earnings/ports.ts';`,
  ],
  [
    'imports',
    'cli imports app.ts, config.ts, infra and lib only',
    'cli/claim.ts',
    `import '#src/features/creators/index.ts';`,
    `import '#src/app.ts';`,
  ],
  // inside a feature: contract, tables <- rules, queries <- steps <- actions <- routes, jobs
  [
    'imports',
    /^contract\.ts is browser-safe: .* not features\/people\/tables\.ts$/,
    'features/people/contract.ts',
    `import './tables.ts';`,
    `import { z } from 'zod';\nvoid z;`,
  ],
  [
    'imports',
    /^contract\.ts is browser-safe: .* not kysely$/,
    'features/roster/contract.ts',
    `import 'kysely';`,
    `import '#src/features/people/contract.ts';`,
  ],
  ['imports', 'tables.ts may not import rules.ts', 'features/people/tables.ts', `import './rules.ts';`, `import './contract.ts';`],
  ['imports', 'ports.ts may not import actions.ts', 'features/earnings/ports.ts', `import './actions.ts';`, `import './tables.ts';`],
  ['imports', 'rules.ts may not import queries.ts', 'features/people/rules.ts', `import './queries.ts';`, `import './tables.ts';`],
  ['imports', 'rules.ts may not import queries.ts', 'features/creators/rules/age.ts', `import '../queries.ts';`, `import './days.ts';`],
  [
    'imports',
    'rules.ts is pure: it imports facts and lib, not infra',
    'features/creators/rules/one.ts',
    `import '#src/infra/act.ts';`,
    `import '#src/lib/ids.ts';`,
  ],
  [
    'imports',
    'rules.ts is pure: it imports facts and lib, not node:crypto',
    'features/creators/rules/two.ts',
    `import 'node:crypto';`,
    `import '../contract.ts';`,
  ],
  [
    'imports',
    'rules.ts is pure: of people it imports types only',
    'features/creators/rules/three.ts',
    `import { x } from '#src/features/people/index.ts';\nx();`,
    `import type { X } from '#src/features/people/index.ts';\nexport type Y = X;`,
  ],
  ['imports', 'queries.ts may not import steps.ts', 'features/people/queries.ts', `import './steps.ts';`, `import './tables.ts';`],
  ['imports', 'steps.ts may not import actions.ts', 'features/people/steps.ts', `import './actions.ts';`, `import './queries.ts';`],
  ['imports', 'actions.ts may not import routes.ts', 'features/people/actions.ts', `import './routes.ts';`, `import './steps.ts';`],
  ['imports', 'routes.ts may not import jobs.ts', 'features/people/routes.ts', `import './jobs.ts';`, `import './actions.ts';`],
  ['imports', 'jobs.ts may not import routes.ts', 'features/people/jobs.ts', `import './routes.ts';`, `import './actions.ts';`],
  [
    'imports',
    'inside its feature a file is imported itself, not through index.ts',
    'features/people/auth.ts',
    `import './index.ts';`,
    `import './actions.ts';`,
  ],
  // sql
  [
    'imports',
    'sql belongs in queries.ts',
    'features/live/actions.ts',
    `import { sql } from 'kysely';\nvoid sql;`,
    `import type { Kysely } from 'kysely';\nexport type K = Kysely<object>;`,
  ],
  [
    'imports',
    'sql belongs in queries.ts',
    'features/live/steps.ts',
    `import { sql } from '#src/infra/db/open.ts';\nvoid sql;`,
    `import { db } from '#src/infra/db/open.ts';\nvoid db;`,
  ],
  [
    'sql',
    'sql belongs in queries.ts',
    'features/live/jobs.ts',
    `export const all = (tx: any) => tx.selectFrom('lives').selectAll();`,
    `export const all = (tx: any) => tx.listLives();`,
  ],
  [
    'sql',
    'sql belongs in queries.ts',
    'app.ts',
    `export const all = (tx: any) => tx.updateTable('lives');`,
    `export const all = (tx: any) => tx.lives;`,
  ],
  // clock and ids
  ...[
    `new Date()`,
    `Date.now()`,
    `Date()`,
    `globalThis.Date.now()`,
    `Math.random()`,
    `crypto.randomUUID()`,
    `((f = Date.now) => f())()`,
  ].map((line, i): Case => [
    'clock',
    'the clock and ids come in through Ctx',
    `features/academy/actions/c${i}.ts`,
    `export const x = ${line};`,
    `export const x = new Date(0).getTime() + Math.max(1, 2);`,
  ]),
  [
    'clock',
    'the clock and ids come in through Ctx',
    'lib/ids.ts',
    `import { randomUUID } from 'node:crypto';\nvoid randomUUID;`,
    `import { createHash } from 'node:crypto';\nvoid createHash;`,
  ],
  [
    'clock',
    'the clock and ids come in through Ctx',
    'infra/jobs/tick.ts',
    `const { now } = Date;\nvoid now;`,
    `export const now = performance.now();`,
  ],
  [
    'clock',
    'the clock and ids come in through Ctx',
    'features/academy/queries.ts',
    'export const late = (sql: any) => sql`select 1 where ends_at < now()`;',
    'export const late = (sql: any, now: Date) => sql`select 1 where ends_at < ${now}`;',
  ],
  // environment
  ...[`process.env['X']`, `globalThis.process.env`, `process?.env`, `(({ x } = process['env']) => x)()`].map((line, i): Case => [
    'env',
    'config.ts alone reads the environment',
    `infra/http/e${i}.ts`,
    `export const x = ${line};`,
    `export const x = process.platform;`,
  ]),
  ['env', 'config.ts alone reads the environment', 'main.ts', `const { env } = process;\nvoid env;`, `const { pid } = process;\nvoid pid;`],
  [
    'env',
    'config.ts alone reads the environment',
    'cli/env.ts',
    `import { env } from 'node:process';\nvoid env;`,
    `import { pid } from 'node:process';\nvoid pid;`,
  ],
  // the world
  ...[`fetch('x')`, `globalThis.fetch('x')`, `new XMLHttpRequest()`].map((line, i): Case => [
    'fetch',
    'connectors/ alone speak to the world',
    `features/trust/actions/f${i}.ts`,
    `void ${line};`,
    `export const x = (app: any) => app.fetch('x');`,
  ]),
  ['fetch', 'connectors/ alone speak to the world', 'web/kit/Fig.tsx', `void fetch('/v1/me');`, `void globalThis.location;`],
  ['imports', 'connectors/ alone speak to the world', 'features/trust/steps.ts', `import 'node:https';`, `import 'node:path';`],
  // transactions
  ...[`tx.transaction().execute()`, `tx.startTransaction()`, `tx.query('begin')`, `tx.query(\`COMMIT\`)`].map((line, i): Case => [
    'transactions',
    'infra begins and commits: take the tx',
    `features/brands/queries/t${i}.ts`,
    `export const x = (tx: any) => ${line};`,
    `export const x = (tx: any) => tx.query('select 1');`,
  ]),
  [
    'transactions',
    'infra begins and commits: take the tx',
    'app.ts',
    `export const x = (db: any) => db.transaction();`,
    `export const x = (db: any) => db.act();`,
  ],
  // HTTP words
  ...[
    `c.json({}, 409)`,
    `c.status(404)`,
    `({ status: 422 })`,
    `({ 409: 'busy' })`,
    `c.status === 500`,
    `new Response('', { status: 403 })`,
  ].map((line, i): Case => [
    'status',
    /^a refusal has a code/,
    `features/community/routes/s${i}.ts`,
    `export const x = (c: any) => ${line};\nvoid x;`,
    `export const x = (c: any) => c.json({ limit: 500 }, 200);\nvoid x;`,
  ]),
  [
    'status',
    /^a refusal has a code/,
    'features/community/actions.ts',
    `export const x = { status: 409 };`,
    `export const x = { code: 'invites.lapsed', feeBps: 500 };`,
  ],
  [
    'status',
    /^a refusal has a code/,
    'infra/act.ts',
    `export const x = (c: any) => c.body(null, 500);`,
    `export const x = (c: any) => c.body(null, 204);`,
  ],
  // decisions
  [
    'time',
    'what depends on the time is decided in rules.ts',
    'features/coaching/actions.ts',
    `export const x = (invite: any, ctx: any) => ctx.now >= invite.expiresAt;`,
    `export const x = (row: any) => row.count >= 3;`,
  ],
  [
    'time',
    'what depends on the time is decided in rules.ts',
    'features/coaching/jobs.ts',
    `export const x = (row: any, day: number) => row.startsOn < day;`,
    `export const x = (row: any) => row.rate < 3;`,
  ],
  [
    'permission',
    'act() asks whether this actor may',
    'features/coaching/steps.ts',
    `export const x = (ctx: any) => ctx.actor.role === 'owner';`,
    `export const x = (staff: any) => staff.role === 'owner';`,
  ],
  [
    'permission',
    'act() asks whether this actor may',
    'features/coaching/routes.ts',
    `export const x = (actor: any) => actor.roles.includes('owner');`,
    `export const x = (row: any) => row.tags.includes('owner');`,
  ],
  [
    'pure',
    'rules.ts decides at once: it awaits nothing',
    'features/coaching/rules.ts',
    `export const x = async () => 1;`,
    `export const x = () => 1;`,
  ],
  // what a person reads stands in the catalogues
  [
    'words',
    'what a person reads stands in the catalogues: Trans, t, msg or plural',
    'features/invites/ui/One.tsx',
    `export const a = <p>Hello there</p>;`,
    `export const a = <p><Trans>Hello there</Trans></p>;`,
  ],
  [
    'words',
    'what a person reads stands in the catalogues: Trans, t, msg or plural',
    'features/invites/ui/Two.tsx',
    `export const b = <input aria-label="Your name" />;`,
    `export const b = <input aria-label={name} />;`,
  ],
  [
    'words',
    'what a person reads stands in the catalogues: Trans, t, msg or plural',
    'web/kit/Three.tsx',
    `export const c = <b>{x ? 'on' : 1}</b>;`,
    `export const c = <b className={x ? 'on' : 'off'}>{1}</b>;`,
  ],
];

/** Files that each wall lets through, though their lines break it elsewhere. */
const allowed: [file: string, line: string][] = [
  ['main.ts', `export const now = () => new Date();\nexport const id = () => crypto.randomUUID();`],
  ['config.ts', `export const all = process.env;`],
  ['web/api.ts', `export const call = () => fetch('/v1/me', { headers: { 'idempotency-key': crypto.randomUUID() } });`],
  ['cli/client.ts', `export const call = () => fetch('/v1/me').then((r) => r.status === 404);`],
  [
    'connectors/mail/smtp.ts',
    `import '#src/features/people/ports.ts';\nexport const send = () => fetch('https://mail').then((r) => r.status === 503);`,
  ],
  ['infra/db/open.ts', `import { sql } from 'kysely';\nexport const open = (db: any) => db.transaction().execute(sql\`begin\`);`],
  ['infra/http/errors.ts', `export const status = { lapsed: 409 };`],
  [
    'features/people/queries/list.ts',
    `import { sql } from 'kysely';\nexport const list = (db: any) => db.selectFrom('people').where(sql\`true\`);`,
  ],
  ['features/people/rules/late.ts', `export const late = (endsAt: Date, now: Date) => now >= endsAt;`],
  [
    'features/people/all.test.ts',
    `import '../discovery/queries.ts';\nexport const x = [new Date(), Math.random(), process.env, fetch('x'), 404];`,
  ],
];

type Found = { file: string; rule: string; message: string };

/** Lints files in a tree of their own, with our plugin and our order of features and nothing else. */
async function lint(files: [file: string, text: string][]): Promise<Found[]> {
  const dir = mkdtempSync(join(tmpdir(), 'greenroom-walls-'));
  try {
    cpSync(join(root, 'lint'), join(dir, 'lint'), { recursive: true });
    const own = JSON.parse(readFileSync(join(root, '.oxlintrc.json'), 'utf8')) as { rules: Record<string, unknown> };
    const rules = Object.fromEntries(Object.entries(own.rules).filter(([name]) => name.startsWith('walls/')));
    write(
      dir,
      '.oxlintrc.json',
      JSON.stringify({ plugins: [], jsPlugins: ['./lint/walls.mjs'], categories: { correctness: 'off' }, rules }),
    );
    write(dir, 'src/features/order.json', readFileSync(join(root, 'src/features/order.json'), 'utf8'));
    for (const [file, text] of files) write(dir, `src/${file}`, `${text}\n`);
    const out = await oxlint(dir);
    const { diagnostics } = JSON.parse(out) as { diagnostics: { message: string; code: string; filename: string }[] };
    return diagnostics.map((d) => ({ file: d.filename.replaceAll('\\', '/').replace(/^.*?src\//, ''), rule: d.code, message: d.message }));
  } finally {
    rmSync(dir, { recursive: true, force: true });
  }
}

function write(dir: string, file: string, text: string): void {
  mkdirSync(dirname(join(dir, file)), { recursive: true });
  writeFileSync(join(dir, file), text);
}

function oxlint(dir: string): Promise<string> {
  const bin = join(root, 'node_modules', 'oxlint', 'bin', 'oxlint');
  return new Promise((done, fail) => {
    execFile(process.execPath, [bin, '--format', 'json', 'src'], { cwd: dir, maxBuffer: 1 << 26 }, (error, stdout, stderr) => {
      if (stdout.startsWith('{')) done(stdout);
      else fail(new Error(stderr || stdout || error?.message));
    });
  });
}

/** Several cases share a file: one tree for the first of each, one for the second, and so on. */
function trees(): Case[][] {
  const all: Case[][] = [];
  for (const it of cases) {
    const tree = all.find((t) => t.every((other) => other[2] !== it[2]));
    if (tree) tree.push(it);
    else all.push([it]);
  }
  return all;
}

test('each planted violation is named with its sentence, and nothing else is said', async () => {
  for (const tree of trees()) {
    const found = await lint(tree.map(([, , file, planted]) => [file, planted]));
    for (const [wall, sentence, file] of tree) {
      const said = found.filter((f) => f.file === file);
      assert.deepEqual(
        said.map((f) => f.rule),
        [`walls(${wall})`],
        `${file}: ${JSON.stringify(said)}`,
      );
      if (typeof sentence === 'string') assert.equal(said[0]?.message, sentence, file);
      else assert.match(said[0]?.message ?? '', sentence, file);
    }
  }
});

test('the clean twin of each violation passes', async () => {
  for (const tree of trees()) assert.deepEqual(await lint(tree.map(([, , file, , clean]) => [file, clean])), []);
});

test('the files that a wall lets through pass', async () => {
  assert.deepEqual(await lint(allowed), []);
});

test('every wall is switched on and has its violation', async () => {
  const { default: plugin } = (await import(join(root, 'lint/walls.mjs'))) as { default: { rules: Record<string, unknown> } };
  const own = JSON.parse(readFileSync(join(root, '.oxlintrc.json'), 'utf8')) as { rules: Record<string, unknown> };
  for (const name of Object.keys(plugin.rules)) {
    assert.equal(own.rules[`walls/${name}`], 'error', name);
    assert.ok(
      cases.some(([wall]) => wall === name),
      name,
    );
  }
});
