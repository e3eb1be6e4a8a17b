// One request as planned: which operation, by whom, and how it is made wrong. A plan is data; ids are put in when it is sent.
import fc from 'fast-check';
import { naughty } from '../naughty.ts';
import { roles, type Role } from '../operations/scene.ts';
import type { Described, Parameter } from './schema.ts';
import { Pick, spoil, valid, type Spoil } from './values.ts';

export type Mode = 'valid' | 'sample' | 'near' | 'nearSample' | 'garbage';
export interface Plan {
  operation: string;
  role: Role;
  mode: Mode;
  params: Record<string, string | Pick>;
  query: [string, string | Pick][];
  body: unknown;
  spoil: Spoil;
  garbage: Garbage | undefined;
  headers: Record<string, string>;
  /** Sent together with the next one, not before it. */
  together: boolean;
}
export interface Garbage {
  raw: string | Uint8Array | undefined;
  headers: Record<string, string>;
  method: string | undefined;
  /** Put after the path as it is. */
  tail: string;
}

const deep = (n: number) => `${'{"a":'.repeat(n)}1${'}'.repeat(n)}`;
const raws: (string | Uint8Array | undefined)[] = [
  undefined,
  '',
  '{',
  '{"name":',
  '{} {}',
  '{/* */}',
  '{"name":NaN}',
  '{"limit":1e400}',
  'null',
  '[]',
  '"text"',
  '7',
  '[{}]',
  deep(19),
  deep(21),
  deep(5_000),
  `${'['.repeat(20_000)}${']'.repeat(20_000)}`,
  '{"__proto__":{"operator":"admin"}}',
  '{"constructor":{"prototype":{"a":1}}}',
  '{"name":"a\\u0000b"}',
  '{"na\\u0000me":1}',
  '{"name":"\\ud83d"}',
  '{"a":1,"a":2}',
  '\ufeff{}',
  'a=b&c=d',
  '--x\r\n\r\n--x--',
  `{"name":[${'0,'.repeat(60_000)}0]}`,
  `{"name":"${'x'.repeat(1_100_000)}"}`,
  new Uint8Array([0x7b, 0x22, 0xff, 0xfe, 0x22, 0x3a, 0x31, 0x7d]),
  new Uint8Array([0]),
];
const contentTypes = [
  'application/json',
  'text/plain',
  'application/x-www-form-urlencoded',
  'multipart/form-data; boundary=x',
  'application/jsonx',
  'application/json-patch+json',
  '',
  'application/JSON ; charset=utf-16',
];
const tails = [
  '/',
  '//',
  '/.',
  '?',
  '?limit=1&limit=2',
  '?limit[]=1',
  '?cursor=x&cursor=y',
  '?__proto__=1',
  '?%00=1',
  '?a=%ff',
  '?a=%zz',
  '?limit=1e9',
  '?limit=%D9%A1',
  '/%2e%2e/%2e%2e',
  ';a=b',
  `?a=${'x'.repeat(8000)}`,
  '#x',
];

const isByteString = (s: string) => /^[\t\x20-\x7e\x80-\xff]*$/.test(s);
const headerText = fc.oneof(
  fc.constantFrom(...naughty.filter((s) => isByteString(s) && s.length < 300)),
  fc.string({ maxLength: 40 }).filter(isByteString),
);
const oddHeaders = fc.oneof(
  fc.constant({}),
  fc.constantFrom(...contentTypes).map((type): Record<string, string> => ({ 'content-type': type })),
  fc
    .tuple(
      fc.constantFrom(
        'authorization',
        'idempotency-key',
        'accept',
        'accept-language',
        'cookie',
        'origin',
        'range',
        'if-none-match',
        'x-forwarded-for',
        'x-http-method-override',
        'x-request-id',
        'content-encoding',
        'expect',
      ),
      fc.oneof(
        headerText,
        headerText.map((s) => `Bearer ${s}`),
        headerText.map((s) => `greenroom.session_token=${s}`),
        fc.constant('x'.repeat(400)),
      ),
    )
    .map(([name, value]): Record<string, string> => ({ [name]: value })),
);
const garbage: fc.Arbitrary<Garbage> = fc.record({
  raw: fc.oneof(
    { arbitrary: fc.constantFrom(...raws), weight: 4 },
    { arbitrary: fc.json({ maxDepth: 4 }), weight: 2 },
    {
      arbitrary: fc.tuple(fc.json({ maxDepth: 3 }), fc.nat(30)).map(([json, cut]) => json.slice(0, Math.max(0, json.length - cut))),
      weight: 1,
    },
    { arbitrary: fc.uint8Array({ maxLength: 60 }).map((bytes) => Buffer.from(bytes).toString('utf16le')), weight: 1 },
    { arbitrary: fc.uint8Array({ maxLength: 40 }), weight: 1 },
  ),
  headers: oddHeaders,
  method: fc.oneof(
    { arbitrary: fc.constant(undefined), weight: 8 },
    { arbitrary: fc.constantFrom('HEAD', 'OPTIONS', 'DELETE', 'PUT', 'PATCH', 'POST', 'GET'), weight: 1 },
  ),
  tail: fc.oneof({ arbitrary: fc.constant(''), weight: 5 }, { arbitrary: fc.constantFrom(...tails), weight: 1 }),
});

/** Ids of paths: mostly of their own kind, sometimes of another, sometimes no id at all. */
function paramOf(p: Parameter): fc.Arbitrary<string | Pick> {
  if (p.schema.format !== 'uuid')
    return fc.oneof(
      { arbitrary: valid(p.schema, p.name).map((v) => (v instanceof Pick ? v : String(v))), weight: 9 },
      { arbitrary: fc.constantFrom(...naughty.filter((s) => s.isWellFormed() && s.length < 300 && !/^\s*$/.test(s))), weight: 1 },
    );
  return fc.oneof(
    { arbitrary: fc.nat(1000).map((n) => new Pick(p.name, n)), weight: 14 },
    {
      arbitrary: fc
        .tuple(fc.constantFrom('agencyId', 'creatorId', 'personId', 'inviteId', 'membershipId', 'keyId'), fc.nat(1000))
        .map(([kind, n]) => new Pick(kind, n)),
      weight: 2,
    },
    { arbitrary: fc.nat(1000).map((n) => new Pick(`upper ${p.name}`, n)), weight: 1 },
    {
      arbitrary: fc.constantFrom(
        'x',
        '0',
        '01900000-0000-7000-8000-000000000000',
        '01900000-0000-7000-8000-00000000000g',
        'null',
        '[object Object]',
        '-1',
        '%',
      ),
      weight: 1,
    },
  );
}
const oddQuery = fc.constantFrom(
  '',
  '0',
  '-1',
  '201',
  '1.5',
  '1e3',
  'x',
  'null',
  '٤',
  '99999999999999999999',
  '0000-01-01',
  '9999-12-31',
  "' or 1=1",
  '\ufffd',
  'true',
);
function queryOf(p: Parameter): fc.Arbitrary<string | Pick> {
  const fits = valid(p.schema, p.name).map((v) => (v instanceof Pick ? v : String(v)));
  return fc.oneof({ arbitrary: fits, weight: 4 }, { arbitrary: oddQuery, weight: 1 });
}

const lone: Record<Mode, number> = { valid: 4, sample: 2, near: 3, nearSample: 3, garbage: 2 };

function planOf(op: Described, allowed: readonly Role[]): fc.Arbitrary<Plan> {
  const of = (where: Parameter['in']) => op.parameters.filter((p) => p.in === where);
  const required = (p: Parameter) => p.required === true;
  const params = fc.record(Object.fromEntries(of('path').map((p) => [p.name, paramOf(p)])));
  const query = fc.record(Object.fromEntries(of('query').map((p) => [p.name, queryOf(p)])), {
    requiredKeys: of('query')
      .filter(required)
      .map((p) => p.name),
  });
  const modes = (Object.keys(lone) as Mode[]).filter((mode) => op.body !== undefined || (mode !== 'near' && mode !== 'nearSample'));
  const mode = fc.oneof(...modes.map((m) => ({ arbitrary: fc.constant(m), weight: lone[m] })));
  const who = fc.oneof(
    { arbitrary: fc.constantFrom(...roles), weight: 2 },
    ...(allowed.length > 0 ? [{ arbitrary: fc.constantFrom(...allowed), weight: 3 }] : []),
  );
  // Few keys, so that they are used again with other bodies, by others, and at once.
  const key = fc.nat(40).map((n) => ({ 'idempotency-key': `fuzz ${n}` }));
  const headers: fc.Arbitrary<Record<string, string>> =
    op.method === 'POST' ? fc.oneof({ arbitrary: fc.constant({}), weight: 4 }, { arbitrary: key, weight: 1 }) : fc.constant({});
  return fc
    .record({
      role: who,
      mode,
      params,
      query,
      body: op.body ? valid(op.body, 'body') : fc.constant(undefined),
      spoil,
      garbage,
      headers,
      together: fc.oneof({ arbitrary: fc.constant(false), weight: 6 }, { arbitrary: fc.constant(true), weight: 1 }),
    })
    .map((plan): Plan => ({
      ...plan,
      operation: op.id,
      query: Object.entries(plan.query) as Plan['query'],
      garbage: plan.mode === 'garbage' ? plan.garbage : undefined,
    }));
}

/** As it would be granted to somebody with the right to it. */
export const plainly = (operation: string, role: Role): Plan => ({
  operation,
  role,
  mode: 'sample',
  params: {},
  query: [],
  body: undefined,
  spoil: { sort: 'null', place: 0, n: 0 },
  garbage: undefined,
  headers: {},
  together: false,
});

/** A walk of up to `most` requests; every operation as often as any other. */
export function walks(operations: Described[], allowed: (id: string) => readonly Role[], most: number): fc.Arbitrary<Plan[]> {
  const any = fc.oneof(...operations.map((op) => planOf(op, allowed(op.id))));
  return fc.array(any, { minLength: 1, maxLength: most, size: 'max' });
}
