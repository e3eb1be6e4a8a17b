// Values from a schema: such as fit it, and such as nearly do.
import fc from 'fast-check';
import { naughty } from '../naughty.ts';
import { typesOf, type Schema } from './schema.ts';

/** Stands in a generated request for an id, a token or a cursor that only the moment of sending knows. */
export class Pick {
  readonly kind: string;
  readonly n: number;
  constructor(kind: string, n: number) {
    this.kind = kind;
    this.n = n;
  }
  toString(): string {
    return `<${this.kind} ${this.n}>`;
  }
}
const pick = (kind: string) => fc.nat(1000).map((n) => new Pick(kind, n));

const alphabets = [
  'abcdefgh xyz',
  'ABCXYZ 0189',
  'äöüßéñ',
  'дружба',
  '陶芸配信者',
  'ライブ',
  'مرحبا',
  'हिन्दी',
  '👩🏽‍👩‍👧‍👦🏳️‍🌈',
  '\'"\\%_;-<>&{}[]()$',
];
/** Text that fits every line of text: no control or direction characters, no space at its ends. */
function text(min: number, max: number): fc.Arbitrary<string> {
  const unit = fc.constantFrom(...alphabets.flatMap((letters) => Array.from(letters)));
  const short = fc.string({ unit, minLength: min, maxLength: Math.max(min, Math.min(max, 24)) });
  const edge = max <= 6000 ? [fc.constant('x'.repeat(max))] : [];
  const fits = (s: string) => s.trim() === s && s.length >= min && s.length <= max;
  return fc.oneof({ arbitrary: short.filter(fits), weight: 8 }, ...edge.map((arbitrary) => ({ arbitrary, weight: 1 })));
}

const samples: Record<string, readonly string[]> = {
  '^[A-Z]{2}$': ['US', 'DE', 'NO', 'JP', 'BR', 'AE'],
  '^[a-z]{2,3}$': ['en', 'de', 'ja', 'pt', 'ar', 'fil'],
  '^[A-Za-z0-9+/]*={0,2}$': ['', 'a', 'YWJj', 'YQ==', 'YWI=', 'AAAA'.repeat(2_000)],
};
const days = ['1990-01-31', '2000-02-29', '1950-12-31', '2006-01-01', '2012-06-15', '2026-01-01'];

function strings(schema: Schema, name: string): fc.Arbitrary<unknown> {
  const { minLength: min = 0, maxLength: max = 300, pattern, format } = schema;
  if (format === 'uuid') return pick(name.replace(/Ids$/, 'Id'));
  if (name === 'token') return pick('token');
  // An erasure is confirmed by one's own address, which is one of those that were read.
  if (name === 'confirm') return pick('email');
  if (name === 'cursor') return fc.oneof(pick('cursor'), fc.constant(''));
  if (format === 'date-time') return fc.constantFrom(...days).map((day) => `${day}T00:00:00Z`);
  if (format === 'date') return fc.constantFrom(...days);
  if (name === 'handle') return fc.oneof(pick('handle'), text(Math.max(1, min), max));
  if (pattern !== undefined && samples[pattern]) return fc.constantFrom(...samples[pattern]);
  // The shapes of a line and of several lines of text exclude control and direction characters, and so does every alphabet above; a text
  // that is not blank (`\S`) is any of these.
  if (pattern === undefined || pattern === '\\S' || pattern.includes('\\p{Cc}')) return text(min, max);
  return fc.stringMatching(new RegExp(pattern));
}

function numbers(schema: Schema, name: string): fc.Arbitrary<unknown> {
  const { minimum: min = -1000, maximum: max = 1_000_000 } = schema;
  if (name === 'textVersion')
    return fc.oneof({ arbitrary: fc.constant(1), weight: 5 }, { arbitrary: fc.nat(3).map((n) => n + 1), weight: 1 });
  const inside = fc.integer({ min: Math.ceil(min), max: Math.floor(Math.min(max, min + 1_000_000)) });
  const edges = fc.constantFrom(min, max);
  const some = typesOf(schema).includes('integer') ? inside : fc.double({ min, max, noNaN: true });
  return fc.oneof({ arbitrary: some, weight: 3 }, { arbitrary: edges, weight: 1 });
}

/** A value that fits the schema; `name` is what it is called, for ids are told apart by their names. */
export function valid(schema: Schema, name: string, depth = 0): fc.Arbitrary<unknown> {
  if (schema.const !== undefined) return fc.constant(schema.const);
  if (schema.enum) return fc.constantFrom(...schema.enum);
  const union = schema.anyOf ?? schema.oneOf;
  if (union) return fc.oneof(...union.map((one) => valid(one, name, depth)));
  const types = typesOf(schema);
  if (types.length > 1) return fc.oneof(...types.map((type) => valid({ ...schema, type }, name, depth)));
  switch (types[0] ?? 'anything') {
    case 'string':
      return strings(schema, name);
    case 'integer':
    case 'number':
      return numbers(schema, name);
    case 'boolean':
      return fc.boolean();
    case 'null':
      return fc.constant(null);
    case 'array': {
      const { minItems: minLength = 0, maxItems = 5 } = schema;
      const bounds = { minLength, maxLength: Math.max(minLength, Math.min(maxItems, 4)) };
      const item = valid(schema.items ?? {}, name.replace(/s$/, ''), depth + 1);
      return schema.uniqueItems ? fc.uniqueArray(item, bounds) : fc.array(item, bounds);
    }
    case 'object': {
      const { properties = {}, additionalProperties: more } = schema;
      const own = fc.record(Object.fromEntries(Object.entries(properties).map(([key, inner]) => [key, valid(inner, key, depth + 1)])), {
        requiredKeys: (schema.required ?? []).filter((key) => Object.hasOwn(properties, key)) as never,
      });
      if (typeof more !== 'object') return own;
      const keys = fc.constantFrom('handle', 'displayName', 'followers', 'language', 'country', 'bio', 'category', 'anything');
      return fc.dictionary(keys, valid(more, name, depth + 1), { maxKeys: 5 });
    }
    default:
      return fc.oneof(fc.string(), fc.integer(), fc.boolean(), fc.constant(null));
  }
}

type Path = (string | number)[];
interface Place {
  path: Path;
  schema: Schema | undefined;
}

/** Every place in a value with the schema that rules it, the value itself first. */
function placesOf(schema: Schema | undefined, value: unknown, path: Path = []): Place[] {
  const here = { path, schema };
  if (typeof value !== 'object' || value === null || value instanceof Pick) return [here];
  const inner = (key: string | number): Schema | undefined => {
    if (typeof key === 'number') return schema?.items;
    const more = schema?.additionalProperties;
    return schema?.properties?.[key] ?? (typeof more === 'object' ? more : undefined);
  };
  const keys = Array.isArray(value) ? value.map((_, i) => i) : Object.keys(value);
  return [here, ...keys.flatMap((key) => placesOf(inner(key), (value as Record<string | number, unknown>)[key], [...path, key]))];
}

/** One change that makes a fitting value a nearly fitting one. */
export interface Spoil {
  sort: (typeof spoils)[number];
  place: number;
  n: number;
}
export const spoils = [
  'null',
  'type',
  'missing',
  'extra',
  'low',
  'high',
  'long',
  'short',
  'case',
  'naughty',
  'script',
  'foreign',
  'many',
  'nested',
  'date',
] as const;
export const spoil: fc.Arbitrary<Spoil> = fc.record({ sort: fc.constantFrom(...spoils), place: fc.nat(60), n: fc.nat(1000) });

const types: unknown[] = [true, 0, -1, 1.5, 2 ** 53, -(2 ** 63), 1e308, '', 'x', [], {}, [[]], [null], { $ne: 1 }, ['x', 'y'], '1', 'true'];
const scripts = ['ＵＳ', '٤٢', '１２', 'ｅｎ', 'ı', '१', 'US\u200b', 'ⅷ', 'аdmin'];
const dates = ['2023-02-30', '0000-01-01', '9999-12-31', '1-1-1', '2026-01-01T24:00:00Z', '2026-13-01', '+010000-01-01', '1e3'];
const extras = [
  'surprise',
  'role',
  'operator',
  'operator_role',
  'agencyId',
  'creatorId',
  'personId',
  'id',
  'state',
  'toString',
  'createdAt',
];

/** The value with one thing wrong; which depends on what stands there. */
export function spoilt(schema: Schema, value: unknown, { sort, place, n }: Spoil): unknown {
  const copy = structuredCopy(value);
  const places = placesOf(schema, copy);
  const { path, schema: rule } = places[place % places.length]!;
  const old = path.reduce<unknown>((node, key) => (node as Record<string | number, unknown>)[key], copy);
  const put = (fresh: unknown): unknown => {
    if (path.length === 0) return fresh;
    const parent = path.slice(0, -1).reduce<unknown>((node, key) => (node as Record<string | number, unknown>)[key], copy);
    (parent as Record<string | number, unknown>)[path.at(-1)!] = fresh;
    return copy;
  };
  switch (sort) {
    case 'null':
      return put(null);
    case 'type':
      return put(types[n % types.length]);
    case 'missing': {
      const key = path.at(-1);
      if (typeof key !== 'string') return put(undefined);
      const parent = path.slice(0, -1).reduce<unknown>((node, k) => (node as Record<string | number, unknown>)[k], copy);
      delete (parent as Record<string, unknown>)[key];
      return copy;
    }
    case 'extra': {
      const home = typeof old === 'object' && old !== null && !Array.isArray(old) && !(old instanceof Pick) ? old : copy;
      if (typeof home === 'object' && home !== null) (home as Record<string, unknown>)[extras[n % extras.length]!] = n % 2 ? 'x' : n;
      return copy;
    }
    case 'low':
      return put(rule?.minimum === undefined ? -1 : rule.minimum - 1);
    case 'high':
      return put(rule?.maximum === undefined ? 2 ** 53 : rule.maximum + 1);
    case 'long':
      return put('x'.repeat((rule?.maxLength ?? 3000) + 1));
    case 'short':
      return put('x'.repeat(Math.max(0, (rule?.minLength ?? 1) - 1)));
    case 'case':
      if (old instanceof Pick) return put(new Pick(`upper ${old.kind}`, old.n));
      return put(typeof old === 'string' ? (old === old.toUpperCase() ? old.toLowerCase() : old.toUpperCase()) : `${JSON.stringify(old)} `);
    case 'naughty':
      return put(naughty[n % naughty.length]);
    case 'script':
      return put(scripts[n % scripts.length]);
    case 'foreign':
      return put(new Pick(['agencyId', 'creatorId', 'personId', 'inviteId', 'membershipId', 'keyId'][n % 6]!, n));
    case 'many':
      return put(Array.from({ length: (rule?.maxItems ?? 40) + 1 }, () => (Array.isArray(old) ? old[0] : old)));
    case 'nested':
      return put([old]);
    case 'date':
      return put(dates[n % dates.length]);
  }
}

/** A copy that shares nothing but the picks. */
export function structuredCopy(value: unknown): unknown {
  if (value instanceof Pick || typeof value !== 'object' || value === null) return value;
  if (Array.isArray(value)) return value.map(structuredCopy);
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, structuredCopy(item)]));
}
