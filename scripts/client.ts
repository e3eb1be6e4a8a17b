// Writes src/web/client.gen.ts from the OpenAPI document; `--check` only compares.
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { execFileSync } from 'node:child_process';
import pg from 'pg';
import { pino } from 'pino';
import { openApp } from '#src/app.ts';

interface Schema {
  $ref?: string;
  type?: string | string[];
  enum?: unknown[];
  const?: unknown;
  properties?: Record<string, Schema>;
  required?: string[];
  items?: Schema;
  anyOf?: Schema[];
  oneOf?: Schema[];
  allOf?: Schema[];
  additionalProperties?: Schema | boolean;
}

const pool = new pg.Pool({ connectionString: 'postgresql://nobody@127.0.0.1:1/none' });
const never = () => {
  throw new Error('the document needs no world');
};
const app = openApp({
  pool,
  reserve: pool,
  secret: 'x'.repeat(32),
  clock: never,
  newId: never,
  newSecret: never,
  log: pino({ level: 'silent' }),
  origin: never,
});
const document = app.document() as unknown as {
  paths: Record<string, Record<string, Operation>>;
  components: { schemas: Record<string, Schema> };
};
interface Operation {
  operationId: string;
  summary: string;
  parameters?: { name: string; in: string; required?: boolean; schema: Schema }[];
  requestBody?: { content: Record<string, { schema: Schema }> };
  responses: Record<string, { content: Record<string, { schema: Schema }> }>;
}

const key = (name: string) => (/^[A-Za-z_$][\w$]*$/.test(name) ? name : JSON.stringify(name));

function typeOf(s: Schema): string {
  if (s.$ref) return s.$ref.split('/').at(-1)!;
  if (s.const !== undefined) return JSON.stringify(s.const);
  if (s.enum) return s.enum.map((e) => JSON.stringify(e)).join(' | ');
  const union = s.anyOf ?? s.oneOf;
  if (union) return unionOf(union);
  if (s.allOf) return s.allOf.map((a) => `(${typeOf(a)})`).join(' & ');
  if (Array.isArray(s.type)) return s.type.map((t) => typeOf({ ...s, type: t })).join(' | ');
  switch (s.type) {
    case 'string':
      return 'string';
    case 'integer':
    case 'number':
      return 'number';
    case 'boolean':
      return 'boolean';
    case 'null':
      return 'null';
    case 'array':
      return `(${typeOf(s.items ?? {})})[]`;
    case 'object':
      return objectOf(s);
    case undefined:
    default:
      return 'unknown';
  }
}

/** What any text may be need not be told one by one. */
function unionOf(members: Schema[]): string {
  const types = members.map(typeOf);
  const isText = (type: string) => /^"[^"]*"( \| "[^"]*")*$/.test(type);
  return (types.includes('string') ? types.filter((type) => !isText(type)) : types).join(' | ');
}

function objectOf(s: Schema): string {
  const required = new Set(s.required);
  const fields = Object.entries(s.properties ?? {}).map(([name, f]) => `${key(name)}${required.has(name) ? '' : '?'}: ${typeOf(f)};`);
  if (fields.length > 0) return `{ ${fields.join(' ')} }`;
  return typeof s.additionalProperties === 'object' ? `Record<string, ${typeOf(s.additionalProperties)}>` : 'Record<string, unknown>';
}

const operations = Object.entries(document.paths).flatMap(([path, methods]) =>
  Object.entries(methods)
    .filter(([, op]) => op.operationId)
    .map(([method, op]) => ({ path, method: method.toUpperCase(), op })),
);
const part = (op: Operation, from: string) => {
  const list = (op.parameters ?? []).filter((p) => p.in === from);
  if (list.length === 0) return 'undefined';
  return `{ ${list.map((p) => `${key(p.name)}${p.required ? '' : '?'}: ${typeOf(p.schema)};`).join(' ')} }`;
};

const text = [
  '// Made by `npm run client` from the OpenAPI document. Not edited by hand.',
  ...Object.entries(document.components.schemas).map(([name, s]) => `export type ${name} = ${typeOf(s)};`),
  'export const operations = {',
  ...operations.map(
    ({ path, method, op }) => `${JSON.stringify(op.operationId)}: { method: ${JSON.stringify(method)}, path: ${JSON.stringify(path)} },`,
  ),
  '} as const;',
  'export type OperationId = keyof typeof operations;',
  'export interface Ops {',
  ...operations.map(({ op }) => {
    const body = op.requestBody?.content['application/json']?.schema;
    const { 'application/json': said, 'text/event-stream': streamed } = op.responses['200']!.content;
    const answer = said ? `answer: ${typeOf(said.schema)}` : streamed ? `message: ${typeOf(streamed.schema)}` : 'file: true';
    return `/** ${op.summary} */ ${JSON.stringify(op.operationId)}: { path: ${part(op, 'path')}; query: ${part(op, 'query')}; body: ${body ? typeOf(body) : 'undefined'}; ${answer} };`;
  }),
  '}',
  '',
].join('\n');

const file = 'src/web/client.gen.ts';
mkdirSync('.tmp', { recursive: true });
writeFileSync('.tmp/client.gen.ts', text);
execFileSync('node_modules/.bin/oxfmt', ['.tmp/client.gen.ts']);
const made = readFileSync('.tmp/client.gen.ts', 'utf8');
if (process.argv.includes('--check')) {
  const there = readFileSync(file, 'utf8');
  if (there !== made) {
    console.error(`${file} is out of date: npm run client`);
    process.exit(1);
  }
} else writeFileSync(file, made);
await app.stop();
process.exit(0);
