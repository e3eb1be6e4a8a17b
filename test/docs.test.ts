// The documentation keeps step with the program: promises and their pages, links, commands, variables.
import assert from 'node:assert/strict';
import { cpSync, existsSync, globSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { test } from 'node:test';
import { commandNames } from '#src/cli/run.ts';
import { publish, type Promised, type Row } from '../scripts/promises.ts';

const root = resolve(import.meta.dirname, '..');
const read = (file: string) => readFileSync(join(root, file), 'utf8');
const promises = JSON.parse(read('test/promises.json')) as Promised[];
const pages = [
  'README.md',
  'ARCHITECTURE.md',
  'CONTRIBUTING.md',
  ...globSync('docs/**/*.md', { cwd: root }).map((file) => file.replaceAll('\\', '/')),
];
const fileOf = (at: string) => at.slice(0, at.indexOf('#'));

/** What a set of pages owes to a list of promises. */
function owed(listed: Promised[], ids: string[], textOf: (id: string) => string): string[] {
  const wrong = [
    ...listed.filter((one) => !ids.includes(one.id)).map((one) => `${one.id} has no page`),
    ...ids.filter((id) => !listed.some((one) => one.id === id)).map((id) => `${id}.md belongs to no promise`),
  ];
  for (const { id, promise, test: at, long } of listed.filter((one) => ids.includes(one.id))) {
    const text = textOf(id);
    if (!text.startsWith(`# ${id}: `) || !text.includes(`*${promise}.*`)) wrong.push(`${id}.md begins with other words than the promise`);
    if (text.split('\n').length > 41) wrong.push(`${id}.md is longer than 40 lines`);
    for (const mark of ['begin', 'end']) if (!text.includes(`<!-- measured: ${mark} -->`)) wrong.push(`${id}.md lacks the mark ${mark}`);
    for (const part of [
      'What it means for you',
      'How it is checked',
      'The negative control',
      'What it does not cover',
      'Run it yourself',
      'Measured',
    ])
      if (!text.includes(`\n## ${part}\n`)) wrong.push(`${id}.md does not say: ${part}`);
    for (const one of [at, long])
      if (one !== undefined && !text.includes(fileOf(one))) wrong.push(`${id}.md does not say how to run ${fileOf(one)}`);
  }
  return wrong;
}

test('each promise has a page, and each page a promise', () => {
  const ids = readdirSync(join(root, 'docs/promises')).map((name) => name.replace(/\.md$/, ''));
  const textOf = (id: string) => read(`docs/promises/${id}.md`);
  assert.deepEqual(owed(promises, ids, textOf), []);
  const list = read('docs/promises.md');
  assert.deepEqual(
    ids.filter((id) => !list.includes(`(promises/${id}.md)`)),
    [],
    'docs/promises.md links to every page',
  );
  const [first, ...rest] = promises;
  assert.deepEqual(owed(rest, ids, textOf), [`${first!.id}.md belongs to no promise`]);
  assert.deepEqual(owed([...promises, { ...first!, id: 'Z9' }], ids, textOf), ['Z9 has no page']);
});

/** Links of a page to files of this repository; code is not read. */
const linksOf = (text: string) =>
  [
    ...text
      .replaceAll(/^```[\s\S]*?^```/gm, '')
      .replaceAll(/`[^`\n]*`/g, '')
      .matchAll(/\]\(([^)\s]+)\)/g),
  ]
    .map((m) => m[1]!)
    .filter((to) => !/^[a-z]+:/.test(to));
/** The address of a heading, as a forge makes it. */
const anchorOf = (heading: string) =>
  heading
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{N}\s-]/gu, '')
    .trim()
    .replaceAll(/\s/g, '-');
function deadIn(page: string, text: string): string[] {
  return linksOf(text).flatMap((to) => {
    const [path, anchor] = to.split('#') as [string, string | undefined];
    const file = path === '' ? join(root, page) : join(root, dirname(page), path);
    if (!existsSync(file)) return [`${page}: ${to}`];
    if (anchor === undefined) return [];
    const headings = [...readFileSync(file, 'utf8').matchAll(/^#+ (.+)$/gm)].map((m) => anchorOf(m[1]!));
    return headings.includes(anchor) ? [] : [`${page}: ${to}`];
  });
}

test('every link between the pages leads somewhere', () => {
  assert.deepEqual(
    pages.flatMap((page) => deadIn(page, read(page))),
    [],
  );
  const spoilt =
    '[a](nowhere.md) [b](promises.md#no-such-heading) ![c](pictures/none.png) [d](promises.md) [e](https://example.org) `[f](x)`';
  assert.equal(deadIn('docs/x.md', spoilt).length, 3);
});

const sources = globSync('src/cli/**/*.ts', { cwd: root }).map(read).join('\n');
/** Commands, their second words and flags that a page names and the program does not have. */
function unknownCommands(text: string): string[] {
  const lines = [...text.matchAll(/(?:npm run (?:-s )?greenroom --|src\/main\.ts) ([a-z][^\n`|>]*)/g)].map((m) => m[1]!);
  return lines.flatMap((line) => {
    const [name = '', second = ''] = line.trim().split(/\s+/);
    const flags = [...line.matchAll(/(?<=^|\s)--([a-z][a-z-]*)/g)].map((m) => m[1]!);
    return [
      ...(commandNames.includes(name) ? [] : [name]),
      ...(/^[a-z]+(-[a-z]+)*$/.test(second) && !sources.includes(`'${second}'`) ? [`${name} ${second}`] : []),
      ...flags
        .filter((flag) => !new RegExp(`'--${flag}'|--${flag}\\b|'${flag}': \\{ type`).test(sources))
        .map((flag) => `${name} --${flag}`),
    ];
  });
}

test('every command that a page names is one, and every command is named', () => {
  const all = pages.map(read).join('\n');
  assert.deepEqual(unknownCommands(all), []);
  assert.deepEqual(unknownCommands('npm run greenroom -- vanish\nnpm run -s greenroom -- demo evaporate --quickly'), [
    'vanish',
    'demo evaporate',
    'demo --quickly',
  ]);
  const readme = read('README.md');
  assert.deepEqual(
    commandNames.filter((name) => !new RegExp(`\`${name}[ \`]`).test(readme)),
    [],
    'README lists every command',
  );
});

test('every variable that a page names is read somewhere, and README has a line for each of the program', () => {
  const variables = [...read('src/config.ts').matchAll(/^ {2}([A-Z][A-Z_]+): /gm)].map((m) => m[1]!);
  assert.ok(variables.length > 8, 'config.ts was read');
  const elsewhere = globSync('{test,scripts}/**/*.{ts,mjs}', { cwd: root }).map(read).join('\n');
  const named = pages.flatMap((page) => [...read(page).matchAll(/\b(?:GREENROOM_[A-Z_]+|DATABASE_URL)\b/g)].map((m) => m[0]));
  const known = (name: string) => variables.includes(name) || elsewhere.includes(`env['${name}']`);
  assert.deepEqual(
    [...new Set(named)].filter((name) => !known(name)),
    [],
  );
  assert.equal(known('GREENROOM_DREAMS'), false);
  const rows = read('README.md')
    .split('\n')
    .filter((line) => line.startsWith('| `'))
    .map((line) => line.split('|')[1]!)
    .join();
  assert.deepEqual(
    variables.filter((name) => !rows.includes(`\`${name}\``)),
    [],
  );
});

test('figures are written into the table and into the page of each promise, and stay until they are measured again', () => {
  const folder = mkdtempSync(join(tmpdir(), 'greenroom-docs-'));
  try {
    cpSync(join(root, 'docs/promises.md'), join(folder, 'promises.md'));
    cpSync(join(root, 'docs/promises'), join(folder, 'promises'), { recursive: true });
    const first = promises[0]!;
    const row = (figures: string, tested: Row['tested'] = 'passed'): Row => ({ ...first, figures, tested, controlled: 'passed' });
    publish([row('1 | 2')], false, folder);
    publish([row('3')], true, folder);
    publish([row('4', 'failed')], false, folder);
    const now = (file: string) => readFileSync(join(folder, file), 'utf8').split('\n');
    const page = now(`promises/${first.id}.md`);
    assert.equal(page.filter((line) => line.startsWith('| every run (P) | 1 \\| 2 | ')).length, 1);
    assert.equal(page.filter((line) => line.startsWith('| long run (C) | 3 | ')).length, 1);
    assert.ok(!page.some((line) => line.includes('No figure')));
    assert.equal(now('promises.md').filter((line) => line.startsWith(`| [${first.id}](promises/${first.id}.md) | `)).length, 2);
    publish([row('5')], false, folder);
    assert.equal(now(`promises/${first.id}.md`).filter((line) => line.startsWith('| every run (P) | 5 | ')).length, 1);
    assert.equal(now(`promises/${first.id}.md`).filter((line) => line.startsWith('| long run (C) | 3 | ')).length, 1);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
});

/** Doors that reach across the second wall (`reach`), and doors or files of a query that does (`ctx.across`), as the code has them. */
function reachAcross(files: Record<string, string>): { doors: string[]; queries: string[] } {
  const found = { doors: new Set<string>(), queries: new Set<string>() };
  for (const [file, text] of Object.entries(files)) {
    const named = [...text.matchAll(/\b(?:act|view)\(\s*'([a-z]+\.\w+)'/g)];
    for (const { index, 1: reach } of text.matchAll(/reach: '(across|hers)'|ctx\.across\b/g)) {
      const door = named.findLast((one) => one.index < index)?.[1] ?? file;
      found[reach ? 'doors' : 'queries'].add(door);
    }
  }
  return { doors: [...found.doors].toSorted(), queries: [...found.queries].toSorted() };
}

test('the decision on the second wall names every door and every query that reaches across it', () => {
  const files = globSync('**/*.ts', { cwd: join(root, 'src/features') }).map((file) => file.replaceAll('\\', '/'));
  const code = reachAcross(Object.fromEntries(files.map((file) => [file, read(join('src/features', file))])));
  const paragraphs = read('docs/decisions/0033-the-second-wall.md').split('\n\n');
  const said = (start: string) => {
    const text = paragraphs.find((one) => one.startsWith(start))!;
    return [...new Set([...text.matchAll(/`([a-z]+\.\w+|[a-z]+\/\w+\.ts)`/g)].map((m) => m[1]!))]
      .filter((name) => name !== 'ctx.across')
      .toSorted();
  };
  assert.ok(code.doors.length > 10 && code.queries.length > 2, 'the code was read');
  assert.deepEqual(said('**Doors that reach across**'), code.doors);
  assert.deepEqual(said('**Queries that reach across**'), code.queries);
  const planted = reachAcross({
    'a/b.ts': "act('a.one', {}, { reach: 'hers' });\nview('a.two', (db, ctx) => look(ctx.across.db));",
    'c.ts': 'ctx.across.db',
  });
  assert.deepEqual(planted, { doors: ['a.one'], queries: ['a.two', 'c.ts'] });
});
