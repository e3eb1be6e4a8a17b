interface Operation {
  operationId?: string;
  summary?: string;
  tags?: string[];
  parameters?: { name: string; in: string; required?: boolean; schema?: object }[];
  requestBody?: { content: Record<string, { schema: object }> };
  responses: Record<string, { content?: Record<string, { schema: object }> }>;
}
interface Document {
  info: { title: string; version: string };
  paths?: Record<string, unknown>;
  components?: { schemas?: Record<string, unknown> };
}

const safe = (text: string) => text.replace(/[&<>"]/g, (c) => ({ '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' })[c]!);
const code = (value: unknown) => `<pre tabindex="0">${safe(JSON.stringify(value, null, 2))}</pre>`;

function operation(method: string, path: string, op: Operation): string {
  const body = op.requestBody?.content['application/json']?.schema;
  const said = op.responses['200']?.content ?? {};
  const answer = (said['application/json'] ?? said['text/event-stream'] ?? said['application/octet-stream'])?.schema;
  const parameters = (op.parameters ?? []).map(
    (p) => `<li><code>${safe(p.name)}</code> in ${safe(p.in)}${p.required ? ', required' : ''}</li>`,
  );
  return `<details id="${safe(op.operationId ?? path)}"><summary><b>${method.toUpperCase()}</b> <code>${safe(path)}</code> <span>${safe(op.summary ?? '')}</span></summary>
<p><code>${safe(op.operationId ?? '')}</code></p>${parameters.length > 0 ? `<ul>${parameters.join('')}</ul>` : ''}
${body ? `<h3>Body</h3>${code(body)}` : ''}${answer ? `<h3>Answer</h3>${code(answer)}` : ''}</details>`;
}

/** The API reference: one page made from the document itself, without a script. */
export function docsPage(document: Document): string {
  const rows = Object.entries(document.paths ?? {}).flatMap(([path, item]) =>
    Object.entries(item as Record<string, Operation>).map(([method, op]) => ({
      tag: op.tags?.[0] ?? '',
      html: operation(method, path, op),
    })),
  );
  const tags = [...new Set(rows.map((r) => r.tag))];
  const sections = tags.map(
    (tag) =>
      `<section><h2>${safe(tag)}</h2>${rows
        .filter((r) => r.tag === tag)
        .map((r) => r.html)
        .join('\n')}</section>`,
  );
  const schemas = Object.entries(document.components?.schemas ?? {}).map(
    ([name, s]) => `<details id="schema-${safe(name)}"><summary><code>${safe(name)}</code></summary>${code(s)}</details>`,
  );
  return `<!doctype html><html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><title>API · Greenroom</title><link rel="stylesheet" href="/docs/style.css"></head><body><main>
<h1>Greenroom API</h1><p>Send <code>Authorization: Bearer &lt;key&gt;</code>; every POST that writes takes <code>Idempotency-Key</code>. Errors are <code>application/problem+json</code> with a <code>code</code>. The same as a document: <a href="/openapi.json">/openapi.json</a>.</p>
${sections.join('\n')}<section><h2>Shapes</h2>${schemas.join('\n')}</section></main></body></html>`;
}

export const docsStyle = `:root{color-scheme:light dark;--room:#f2f5f0;--text:#12221b;--quiet:#5c6860;--line:#d4dbd4;--well:#e7ece6;--ink:#174330}
@media (prefers-color-scheme:dark){:root{--room:#0c1310;--text:#ebeee6;--quiet:#939f95;--line:#2b342f;--well:#1d2722;--ink:#bfe4c8}}
body{margin:0;background:var(--room);color:var(--text);font:15px/22px system-ui,sans-serif}main{max-width:860px;margin:auto;padding:32px 20px 80px}
h1{font-size:27px;line-height:33px}h2{font-size:17px;margin:32px 0 8px}h3{font-size:13px;margin:12px 0 4px}a{color:inherit}
details{border-top:1px solid var(--line);padding:8px 0}summary{cursor:pointer;padding:4px 0}summary b{display:inline-block;min-width:58px;color:var(--ink)}summary span{color:var(--quiet)}
pre{background:var(--well);padding:12px;border-radius:8px;overflow:auto;font-size:12.5px;line-height:18px}code{font-size:13px}`;
