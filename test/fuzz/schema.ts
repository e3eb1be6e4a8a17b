// Reads the published document as a stranger would: a small validator of its own for the part of JSON Schema that the document uses.
// A keyword that it does not know is an error: what is not checked must not look checked.
export interface Schema {
  type?: string | string[];
  enum?: unknown[];
  const?: unknown;
  format?: string;
  pattern?: string;
  minLength?: number;
  maxLength?: number;
  minimum?: number;
  maximum?: number;
  exclusiveMinimum?: number;
  exclusiveMaximum?: number;
  multipleOf?: number;
  items?: Schema;
  minItems?: number;
  maxItems?: number;
  uniqueItems?: boolean;
  properties?: Record<string, Schema>;
  required?: string[];
  additionalProperties?: Schema | boolean;
  propertyNames?: Schema;
  anyOf?: Schema[];
  oneOf?: Schema[];
  allOf?: Schema[];
}
export interface Parameter {
  name: string;
  in: 'path' | 'query' | 'header';
  required?: boolean;
  schema: Schema;
}
export interface Described {
  id: string;
  method: string;
  path: string;
  parameters: Parameter[];
  body: Schema | undefined;
  /** No body at all is refused. */
  bodyRequired: boolean;
  answer: Schema;
  problem: Schema;
}
export interface Document {
  paths?: Record<string, unknown>;
  components?: { schemas?: Record<string, unknown> };
}

const known = new Set(
  'type enum const format pattern minLength maxLength minimum maximum exclusiveMinimum exclusiveMaximum multipleOf items minItems maxItems uniqueItems properties required additionalProperties propertyNames anyOf oneOf allOf default description title examples'.split(
    ' ',
  ),
);

/** Every operation with its shapes, references replaced by what they refer to. */
export function describedIn(document: Document): Described[] {
  const schemas = document.components?.schemas ?? {};
  const whole = (node: unknown): unknown => {
    if (Array.isArray(node)) return node.map(whole);
    if (typeof node !== 'object' || node === null) return node;
    const ref = (node as { $ref?: string }).$ref;
    if (ref !== undefined) return whole(schemas[ref.split('/').at(-1)!]);
    return Object.fromEntries(Object.entries(node).map(([key, value]) => [key, whole(value)]));
  };
  type Content = { required?: boolean; content?: Record<string, { schema: Schema }> };
  type Raw = { operationId: string; parameters?: Parameter[]; requestBody?: Content; responses: Record<string, Content> };
  return Object.entries(document.paths ?? {}).flatMap(([path, item]) =>
    Object.entries(whole(item) as Record<string, Raw>).map(([method, op]) => ({
      id: op.operationId,
      method: method.toUpperCase(),
      path,
      parameters: op.parameters ?? [],
      body: op.requestBody?.content?.['application/json']?.schema,
      bodyRequired: op.requestBody?.required === true,
      answer: answerOf(op.responses['200']!.content!),
      problem: op.responses['default']!.content!['application/problem+json']!.schema,
    })),
  );
}

/** Of an operation that gives a file nothing is told of what is in it. */
const answerOf = (content: Record<string, { schema: Schema }>): Schema =>
  (content['application/json'] ?? content['text/event-stream'] ?? content['application/octet-stream']!).schema;

export const typesOf = (schema: Schema): string[] => (schema.type === undefined ? [] : [schema.type].flat());

const formats: Record<string, RegExp> = {
  uuid: /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i,
  'date-time': /^\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d(\.\d+)?)?Z$/,
  date: /^\d{4}-\d\d-\d\d$/,
  email: /^[^\s@]+@[^\s@]+\.[^\s@]+$/,
  uri: /^[a-z][a-z0-9+.-]*:/i,
};
const patterns = new Map<string, RegExp>();
function patternOf(text: string): RegExp {
  let made = patterns.get(text);
  if (!made) patterns.set(text, (made = new RegExp(text, 'u')));
  return made;
}

/** What of a value does not fit; `closed` also counts properties that the schema does not name, as an answer may have none. */
export function misfits(schema: Schema, value: unknown, closed = false, at = ''): string[] {
  for (const key of Object.keys(schema))
    if (!known.has(key)) throw new Error(`${at}: the schema says ${key}, which is not understood here`);
  const here = at === '' ? 'the whole' : at;
  if (schema.allOf) return schema.allOf.flatMap((one) => misfits(one, value, false, at));
  const union = schema.anyOf ?? schema.oneOf;
  if (union) {
    const each = union.map((one) => misfits(one, value, closed, at));
    return each.some((wrong) => wrong.length === 0) ? [] : [`${here} fits none: ${each.map((wrong) => wrong[0]).join(' | ')}`];
  }
  if (schema.const !== undefined && value !== schema.const) return [`${here} is not ${JSON.stringify(schema.const)}`];
  if (schema.enum && !schema.enum.includes(value)) return [`${here} is none of ${JSON.stringify(schema.enum)}`];
  const types = typesOf(schema);
  if (types.length > 0 && !types.some((type) => isOf(type, value))) return [`${here} is no ${types.join(' or ')}`];
  if (typeof value === 'string') return ofString(schema, value).map((said) => `${here} ${said}`);
  if (typeof value === 'number') return ofNumber(schema, value).map((said) => `${here} ${said}`);
  if (Array.isArray(value)) {
    const size = [
      ...(value.length < (schema.minItems ?? 0) ? [`${here} has too few`] : []),
      ...(value.length > (schema.maxItems ?? Infinity) ? [`${here} has too many`] : []),
      ...(schema.uniqueItems && new Set(value).size < value.length ? [`${here} has one twice`] : []),
    ];
    return [...size, ...value.flatMap((item, i) => (schema.items ? misfits(schema.items, item, closed, `${at}[${i}]`) : []))];
  }
  return typeof value === 'object' && value !== null ? ofObject(schema, value as Record<string, unknown>, closed, at) : [];
}

function isOf(type: string, value: unknown): boolean {
  if (type === 'null') return value === null;
  if (type === 'array') return Array.isArray(value);
  if (type === 'object') return typeof value === 'object' && value !== null && !Array.isArray(value);
  if (type === 'integer') return Number.isInteger(value);
  return typeof value === type;
}

function ofString(schema: Schema, value: string): string[] {
  const wrong: string[] = [];
  if (value.length < (schema.minLength ?? 0)) wrong.push('is too short');
  if (value.length > (schema.maxLength ?? Infinity)) wrong.push('is too long');
  if (schema.pattern !== undefined && !patternOf(schema.pattern).test(value)) wrong.push(`does not match ${schema.pattern}`);
  if (schema.format !== undefined) {
    const format = formats[schema.format];
    if (!format) throw new Error(`the format ${schema.format} is not understood here`);
    if (!format.test(value)) wrong.push(`is no ${schema.format}`);
  }
  return wrong;
}

function ofNumber(schema: Schema, value: number): string[] {
  const wrong: string[] = [];
  if (value < (schema.minimum ?? -Infinity) || value <= (schema.exclusiveMinimum ?? -Infinity)) wrong.push('is too small');
  if (value > (schema.maximum ?? Infinity) || value >= (schema.exclusiveMaximum ?? Infinity)) wrong.push('is too large');
  if (schema.multipleOf !== undefined && value % schema.multipleOf !== 0) wrong.push(`is no multiple of ${schema.multipleOf}`);
  return wrong;
}

function ofObject(schema: Schema, value: Record<string, unknown>, closed: boolean, at: string): string[] {
  const inner = (key: string) => (at === '' ? key : `${at}.${key}`);
  const wrong = (schema.required ?? []).filter((key) => !Object.hasOwn(value, key)).map((key) => `${inner(key)} is missing`);
  const { properties = {}, additionalProperties: more } = schema;
  const open = more === true || (more === undefined && !(closed && schema.properties));
  for (const [key, item] of Object.entries(value)) {
    const own = Object.hasOwn(properties, key) ? properties[key] : undefined;
    if (own) wrong.push(...misfits(own, item, closed, inner(key)));
    else if (typeof more === 'object') wrong.push(...misfits(more, item, closed, inner(key)));
    else if (!open) wrong.push(`${inner(key)} is not in the schema`);
    if (schema.propertyNames) wrong.push(...misfits(schema.propertyNames, key, closed, `the name ${inner(key)}`));
  }
  return wrong;
}
