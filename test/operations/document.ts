// The operations that the OpenAPI document tells of.
type Schema = Record<string, unknown>;
export interface Operation {
  id: string;
  method: string;
  path: string;
  /** The body's schema with every reference replaced by what it refers to. */
  body?: Schema;
  query: string[];
}

interface Document {
  paths?: Record<string, unknown>;
  components?: { schemas?: Record<string, unknown> };
}
type Described = {
  operationId?: string;
  parameters?: { in: string; name: string }[];
  requestBody?: { content: Record<string, { schema: Schema }> };
};

export function operationsOf(document: Document): Operation[] {
  const schemas = document.components?.schemas ?? {};
  const whole = (node: unknown): unknown => {
    if (Array.isArray(node)) return node.map(whole);
    if (typeof node !== 'object' || node === null) return node;
    const ref = (node as { $ref?: string }).$ref;
    if (ref !== undefined) return whole(schemas[ref.split('/').at(-1)!]);
    return Object.fromEntries(Object.entries(node).map(([key, value]) => [key, whole(value)]));
  };
  return Object.entries(document.paths ?? {}).flatMap(([path, item]) =>
    Object.entries(item as Record<string, Described>).map(([method, op]) => {
      const body = op.requestBody?.content['application/json']?.schema;
      return {
        id: op.operationId ?? `${method} ${path}`,
        method: method.toUpperCase(),
        path,
        query: (op.parameters ?? []).filter((p) => p.in === 'query').map((p) => p.name),
        ...(body && { body: whole(body) as Schema }),
      };
    }),
  );
}
