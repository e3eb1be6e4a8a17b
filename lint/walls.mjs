// The walls of the house as lint rules, one sentence each. Specifiers become paths from src/, so '#src/x', '../x', import() and export are one.
import { readFileSync } from 'node:fs';
import { dirname, posix, relative, resolve, sep } from 'node:path';

const root = resolve(import.meta.dirname, '../src');
const order = JSON.parse(readFileSync(resolve(root, 'features/order.json'), 'utf8'));
const place = (file) => relative(root, file).split(sep).join('/');

/** Which files each wall lets through. A trailing slash means a folder. */
const open = {
  clock: ['main.ts'],
  randomUuid: ['main.ts', 'web/api.ts'],
  env: ['config.ts'],
  fetch: ['connectors/', 'cli/', 'web/api.ts', 'web/first.js'],
  sql: ['infra/'],
  transactions: ['infra/'],
  permission: ['infra/act.ts'],
};
const isOpen = (here, places) =>
  places.some((p) => here === p || (p.endsWith('/') ? here.startsWith(p) : p.endsWith('*') && here.startsWith(p.slice(0, -1))));

/** Inside a feature: each file may import those of its list, and itself where it is a folder. A name outside the vocabulary stands beside routes. */
const may = {
  contract: [],
  tables: ['contract'],
  ports: ['contract', 'tables'],
  rules: ['contract', 'tables', 'ports'],
  queries: ['contract', 'tables', 'rules', 'ports'],
  steps: ['contract', 'tables', 'rules', 'queries', 'ports'],
  actions: ['contract', 'tables', 'rules', 'queries', 'steps', 'ports'],
  routes: ['contract', 'tables', 'rules', 'queries', 'steps', 'actions', 'ports', 'other'],
  jobs: ['contract', 'tables', 'rules', 'queries', 'steps', 'actions', 'ports', 'other'],
  other: ['contract', 'tables', 'rules', 'queries', 'steps', 'actions', 'ports', 'other'],
  index: ['contract', 'tables', 'rules', 'queries', 'steps', 'actions', 'ports', 'routes', 'jobs', 'other'],
};

/** Where a path stands: its layer, and inside a feature the feature and the word of the vocabulary. */
function stand(path) {
  const [top, feature, file] = path.split('/');
  if (top !== 'features' || file === undefined) return { layer: /\.[a-z]+$/.test(top) ? top : `${top}/`, path };
  // A folder of that name is a part like any other: the front door is a file.
  const word = file === 'index' ? 'other' : file.replace(/\.[a-z]+$/, '');
  return { layer: 'feature', path, feature, word: word === 'ui' || Object.hasOwn(may, word) ? word : 'other' };
}

function resolveSpec(file, spec) {
  if (spec.startsWith('#src/')) return posix.normalize(spec.slice(5));
  if (spec.startsWith('#test/')) return posix.join('../test', spec.slice(6));
  return spec.startsWith('.') ? place(resolve(dirname(file), spec)) : undefined;
}

const isTest = (here) => here.startsWith('..') || /\.test\.tsx?$/.test(here);
const contractPackages = /^(zod|@hono\/zod-openapi)(\/|$)/;
const serverPackages = /^(node:|pg($|\/)|pg-boss|kysely|hono($|\/)|@hono\/|better-auth(?!\/(react|client))|pino|prom-client)/;
const networkPackages = /^(node:)?(https?|http2)$|^(undici|axios|got|node-fetch)(\/|$)/;

function verdict(file, spec, { names = [], typeOnly = false } = {}) {
  const here = place(file);
  if (isTest(here)) return undefined;
  const me = stand(here);
  const to = resolveSpec(file, spec);
  if (to === undefined) return packageVerdict(me, spec, names);
  if (/\.test\.tsx?$/.test(to) || to.startsWith('../'))
    return to.startsWith('../') && to.endsWith('.json') ? undefined : 'src imports nothing outside src, and no test';
  if (to === 'features/order.json') return here === 'app.ts' ? undefined : 'app.ts alone names every feature';
  const it = stand(to);
  return me.layer === 'feature' ? featureVerdict(me, it, names, typeOnly) : layerVerdict(me, it);
}

function packageVerdict(me, spec, names) {
  const browser = me.layer === 'web/' || me.word === 'ui';
  if (me.word === 'contract' && !contractPackages.test(spec))
    return `contract.ts is browser-safe: it imports zod, @hono/zod-openapi, other contracts and lib, not ${spec}`;
  if (me.word === 'rules') return `rules.ts is pure: it imports facts and lib, not ${spec}`;
  if (browser && serverPackages.test(spec)) return `the browser's part does not import ${spec}`;
  if (networkPackages.test(spec) && (me.layer === 'feature' || me.layer === 'lib/' || me.layer === 'app.ts'))
    return 'connectors/ alone speak to the world';
  if (spec === 'kysely' && names.some((n) => n === 'sql' || n === '*') && !isOpen(me.path, open.sql) && me.word !== 'queries')
    return 'sql belongs in queries.ts';
  return undefined;
}

function layerVerdict(me, it) {
  const front = it.layer === 'feature' && it.word === 'index';
  switch (me.layer) {
    case 'lib/':
      return it.layer === 'lib/' ? undefined : 'lib imports nothing of ours';
    case 'infra/':
      if (it.layer === 'feature') return 'infra knows no feature';
      return ['lib/', 'infra/'].includes(it.layer) ? undefined : 'infra imports lib and infra only';
    case 'connectors/':
      return it.word === 'ports' || ['lib/', 'connectors/'].includes(it.layer) ? undefined : 'connectors see ports.ts and lib only';
    case 'web/':
      return it.word === 'ui' || it.word === 'contract' || ['lib/', 'web/'].includes(it.layer)
        ? undefined
        : 'web sees ui/, contract.ts and lib only';
    case 'cli/':
      return ['app.ts', 'config.ts', 'infra/', 'lib/', 'cli/'].includes(it.layer)
        ? undefined
        : 'cli imports app.ts, config.ts, infra and lib only';
    case 'config.ts':
      return it.layer === 'lib/' ? undefined : 'config.ts imports lib only';
    case 'app.ts':
      if (it.layer === 'feature') return front ? undefined : `use the front door of ${it.feature}: its index.ts`;
      return ['lib/', 'infra/', 'connectors/', 'config.ts'].includes(it.layer)
        ? undefined
        : 'app.ts imports features, connectors, infra and lib only';
    case 'main.ts':
      return ['lib/', 'infra/', 'cli/', 'app.ts', 'config.ts'].includes(it.layer)
        ? undefined
        : 'main.ts imports app.ts, config.ts, cli, infra and lib only';
    default:
      return `${me.path} has no room in the house`;
  }
}

function featureVerdict(me, it, names, typeOnly) {
  if (me.word === 'ui') return uiVerdict(me, it);
  if (me.word === 'contract') return contractVerdict(me, it);
  if (it.layer === 'lib/') return undefined;
  if (it.layer === 'infra/') {
    if (me.word === 'rules') return 'rules.ts is pure: it imports facts and lib, not infra';
    return names.includes('sql') && me.word !== 'queries' ? 'sql belongs in queries.ts' : undefined;
  }
  if (it.layer !== 'feature') return 'a feature imports earlier features, infra and lib only';
  if (it.word === 'ui') return 'the server does not import ui/';
  return it.feature === me.feature ? insideVerdict(me, it) : acrossVerdict(me, it, typeOnly);
}

function uiVerdict(me, it) {
  if (it.layer === 'web/' || (it.feature === me.feature && it.word === 'ui')) return undefined;
  if (it.word === 'contract') return later(me, it);
  return 'ui/ sees contract.ts and src/web only';
}

function contractVerdict(me, it) {
  if (it.layer === 'lib/') return undefined;
  return it.word === 'contract'
    ? later(me, it)
    : `contract.ts is browser-safe: it imports zod, @hono/zod-openapi, other contracts and lib, not ${it.path}`;
}

function insideVerdict(me, it) {
  if (it.word === 'index') return 'inside its feature a file is imported itself, not through index.ts';
  return it.word === me.word || may[me.word].includes(it.word) ? undefined : `${me.word}.ts may not import ${it.word}.ts`;
}

function acrossVerdict(me, it, typeOnly) {
  const late = later(me, it);
  if (late) return late;
  if (it.word === 'contract') return undefined; // shapes are public: the browser reads them too
  if (it.word !== 'index') return `use the front door of ${it.feature}: its index.ts`;
  return me.word === 'rules' && !typeOnly ? `rules.ts is pure: of ${it.feature} it imports types only` : undefined;
}

function later(me, it) {
  for (const feature of [me.feature, it.feature]) if (!order.includes(feature)) return `${feature} is not in features/order.json`;
  return order.indexOf(it.feature) > order.indexOf(me.feature) ? `${it.feature} comes after ${me.feature}: tell it by an event` : undefined;
}

const imports = {
  create(context) {
    const look = (node, spec, how) => {
      const message = typeof spec === 'string' ? verdict(context.filename, spec, how) : blind(context.filename);
      if (message) context.report({ node, message });
    };
    const named = (node, key) => ({
      names: (node.specifiers ?? []).map((s) => s[key]?.name ?? s[key]?.value ?? '*'),
      typeOnly:
        (node.importKind ?? node.exportKind) === 'type' ||
        (node.specifiers?.length > 0 && node.specifiers.every((s) => (s.importKind ?? s.exportKind) === 'type')),
    });
    return {
      ImportDeclaration: (n) => look(n, n.source.value, named(n, 'imported')),
      ExportNamedDeclaration: (n) => n.source && look(n, n.source.value, named(n, 'local')),
      ExportAllDeclaration: (n) => look(n, n.source.value, { names: ['*'], typeOnly: n.exportKind === 'type' }),
      ImportExpression: (n) => look(n, n.source.value ?? plainTemplate(n.source), { names: ['*'] }),
      TSImportType: (n) => look(n, n.source?.value ?? n.argument?.literal?.value, { typeOnly: true }),
    };
  },
};

const plainTemplate = (n) => (n.type === 'TemplateLiteral' && n.expressions.length === 0 ? n.quasis[0].value.cooked : undefined);

/** A computed import() could be anything: only the outermost layers may have one. */
function blind(file) {
  const here = place(file);
  return isTest(here) || ['cli/', 'main.ts'].includes(stand(here).layer) ? undefined : 'import() names its file';
}

/** A rule that watches for some nodes wherever `applies` holds. */
const wall = (applies, message, watch) => ({
  create(context) {
    const here = place(context.filename);
    return isTest(here) || !applies(stand(here)) ? {} : watch((node) => context.report({ node, message }), stand(here));
  },
});
const inBrowser = (me) => me.layer === 'web/' || me.word === 'ui';
const onServer = (me) => !inBrowser(me);

const called = (n) => (n?.type === 'MemberExpression' ? String(n.property.name ?? n.property.value) : undefined);
const isName = (n, ...names) => n?.type === 'Identifier' && names.includes(n.name);
const isGlobal = (n) => isName(n, 'globalThis', 'window', 'self', 'global');
const isThe = (n, name) => isName(n, name) || (n?.type === 'MemberExpression' && isGlobal(n.object) && called(n) === name);
const within = (n) =>
  n?.type === 'ChainExpression' || n?.type === 'TSNonNullExpression' || n?.type === 'TSAsExpression' ? within(n.expression) : n;

const clock = wall(
  (me) => !isOpen(me.path, open.clock),
  'the clock and ids come in through Ctx',
  (no, me) => {
    const uuid = isOpen(me.path, open.randomUuid) ? [] : ['randomUUID'];
    return {
      NewExpression: (n) => isThe(n.callee, 'Date') && n.arguments.length === 0 && no(n),
      CallExpression: (n) => isThe(n.callee, 'Date') && no(n),
      MemberExpression: (n) => {
        const p = called(n);
        const object = within(n.object);
        if (
          (isThe(object, 'Date') && p === 'now') ||
          (isThe(object, 'Math') && p === 'random') ||
          (isThe(object, 'Temporal') && p === 'Now') ||
          uuid.includes(p)
        )
          no(n);
      },
      VariableDeclarator: (n) => {
        if (n.id.type !== 'ObjectPattern') return;
        const keys = n.id.properties.map((p) => p.key?.name ?? p.key?.value);
        if (
          (isThe(n.init, 'Date') && keys.includes('now')) ||
          (isThe(n.init, 'Math') && keys.includes('random')) ||
          uuid.some((u) => keys.includes(u))
        )
          no(n);
      },
      ImportSpecifier: (n) => uuid.includes(n.imported.name) && no(n),
      TemplateElement: (n) =>
        me.layer === 'feature' &&
        /\b(now|clock_timestamp|statement_timestamp|gen_random_uuid|uuidv7|random)\(\)|\bcurrent_(timestamp|date|time)\b/i.test(
          n.value.raw,
        ) &&
        inSql(n) &&
        no(n),
    };
  },
);
const inSql = (n) =>
  n.parent?.type === 'TemplateLiteral' &&
  n.parent.parent?.type === 'TaggedTemplateExpression' &&
  /^sql\b/.test(n.parent.parent.tag.name ?? n.parent.parent.tag.object?.name ?? '');

const env = wall(
  (me) => !isOpen(me.path, open.env),
  'config.ts alone reads the environment',
  (no) => ({
    MemberExpression: (n) => called(n) === 'env' && isThe(within(n.object), 'process') && no(n),
    VariableDeclarator: (n) =>
      isThe(n.init, 'process') &&
      n.id.type === 'ObjectPattern' &&
      n.id.properties.some((p) => (p.key?.name ?? p.key?.value) === 'env') &&
      no(n),
    ImportDeclaration: (n) => /^(node:)?process$/.test(n.source.value) && n.specifiers.some((s) => s.imported?.name === 'env') && no(n),
  }),
);

const fetchWall = wall(
  (me) => !isOpen(me.path, open.fetch) && !(me.layer === 'web/' && /^web\/client[^/]*\.ts$/.test(me.path)),
  'connectors/ alone speak to the world',
  (no) => ({
    CallExpression: (n) => isThe(within(n.callee), 'fetch') && no(n),
    NewExpression: (n) => isThe(n.callee, 'XMLHttpRequest') && no(n),
    VariableDeclarator: (n) => isThe(within(n.init), 'fetch') && no(n),
  }),
);

const builders = ['selectFrom', 'insertInto', 'updateTable', 'deleteFrom', 'mergeInto', 'replaceInto'];
const sql = wall(
  (me) => onServer(me) && !isOpen(me.path, open.sql) && me.word !== 'queries',
  'sql belongs in queries.ts',
  (no) => ({
    CallExpression: (n) => builders.includes(called(within(n.callee))) && no(n),
  }),
);

const transactions = wall(
  (me) => onServer(me) && !isOpen(me.path, open.transactions),
  'infra begins and commits: take the tx',
  (no) => {
    const begins = (text) => typeof text === 'string' && /^\s*(begin|commit|rollback|savepoint|start\s+transaction)\b/i.test(text);
    return {
      CallExpression: (n) => {
        if (['transaction', 'startTransaction'].includes(called(within(n.callee)))) no(n);
        else if (called(within(n.callee)) === 'query' && begins(n.arguments[0]?.value ?? n.arguments[0]?.quasis?.[0]?.value.raw)) no(n);
      },
      TaggedTemplateExpression: (n) => isName(n.tag, 'sql') && begins(n.quasi.quasis[0].value.raw) && no(n),
    };
  },
);

const isStatus = (n) => n?.type === 'Literal' && typeof n.value === 'number' && n.value >= 400 && n.value <= 599;
const answers = { json: 1, text: 1, html: 1, body: 1, status: 0, newResponse: 1, HTTPException: 0 };
const hasStatusRoom = (me) => onServer(me) && !['connectors/', 'cli/'].includes(me.layer) && !me.path.startsWith('infra/http/');
const status = wall(hasStatusRoom, 'a refusal has a code: infra/http/errors.ts alone knows its status', (no) => ({
  CallExpression: (n) => isStatus(n.arguments[answers[called(within(n.callee))] ?? -1]) && no(n),
  NewExpression: (n) => isStatus(n.arguments[answers[n.callee.name] ?? -1]) && no(n),
  Property: (n) => {
    const name = n.key.name ?? n.key.value;
    if (isStatus(n.key) || (/^[45]\d\d$/.test(String(name)) && !n.computed) || (/^status(Code)?$/.test(String(name)) && isStatus(n.value)))
      no(n);
  },
  BinaryExpression: (n) =>
    [n.left, n.right].some(isStatus) && [n.left, n.right].some((s) => /^status(Code)?$/.test(called(within(s)) ?? s.name ?? '')) && no(n),
}));

const decides = ['queries', 'steps', 'actions', 'routes', 'jobs', 'index'];
const instant = (n) => {
  const it = within(n);
  const name = it?.type === 'Identifier' ? it.name : called(it);
  return name !== undefined && (name === 'now' || /[a-z](At|On)$/.test(name));
};
const time = wall(
  (me) => decides.includes(me.word),
  'what depends on the time is decided in rules.ts',
  (no) => ({
    BinaryExpression: (n) => ['<', '<=', '>', '>='].includes(n.operator) && (instant(n.left) || instant(n.right)) && no(n),
  }),
);

const role = (n) => {
  const it = within(n);
  return /^roles?$/.test(called(it) ?? '') && (called(within(it.object)) ?? within(it.object).name) === 'actor';
};
const permission = wall(
  (me) => decides.includes(me.word),
  'act() asks whether this actor may',
  (no) => ({
    BinaryExpression: (n) => (role(n.left) || role(n.right)) && no(n),
    CallExpression: (n) => called(within(n.callee)) === 'includes' && (role(within(n.callee).object) || role(n.arguments[0])) && no(n),
    SwitchStatement: (n) => role(n.discriminant) && no(n),
  }),
);

const pure = wall(
  (me) => me.word === 'rules',
  'rules.ts decides at once: it awaits nothing',
  (no) => ({
    AwaitExpression: no,
    FunctionDeclaration: (n) => n.async && no(n),
    FunctionExpression: (n) => n.async && no(n),
    ArrowFunctionExpression: (n) => n.async && no(n),
  }),
);

/** Elements whose words Lingui takes into the catalogues, and those that hold data, a key of the keyboard or code. */
const taken = ['Trans', 'Plural', 'Select', 'SelectOrdinal', 'bdi', 'kbd', 'code'];
/** Attributes that a person reads or hears. */
const read = /^(aria-(label|description|roledescription|placeholder|valuetext)|title|placeholder|alt|label|hint|prov|say|why|then)$/;
const hasWords = (text) => typeof text === 'string' && /\p{L}{2}/u.test(text) && text.trim() !== 'Greenroom';
const isTaken = (n) => {
  for (let at = n.parent; at; at = at.parent)
    if (at.type === 'JSXElement' && taken.includes(at.openingElement.name.name) && at.openingElement !== n.parent) return true;
  return false;
};
/** A string that stands in the page as it is: a child of an element, also behind a condition. */
const isShown = (n) => {
  let at = n.parent;
  while (at && ['ConditionalExpression', 'LogicalExpression'].includes(at.type)) at = at.parent;
  return at?.type === 'JSXExpressionContainer' && ['JSXElement', 'JSXFragment'].includes(at.parent?.type);
};
const words = wall(inBrowser, 'what a person reads stands in the catalogues: Trans, t, msg or plural', (no) => ({
  JSXText: (n) => hasWords(n.value) && !isTaken(n) && no(n),
  JSXAttribute: (n) => read.test(n.name.name) && n.value?.type === 'Literal' && hasWords(n.value.value) && no(n),
  Literal: (n) => hasWords(n.value) && isShown(n) && !isTaken(n) && no(n),
}));

export default {
  meta: { name: 'walls' },
  rules: { imports, clock, env, fetch: fetchWall, sql, transactions, status, time, permission, pure, words },
};
