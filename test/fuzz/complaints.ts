// What may be wrong with an answer, whatever was asked.
import { globSync } from 'node:fs';
import { resolve } from 'node:path';
import { reasons as gate } from '#src/infra/act.ts';
import type { Answer } from '../server.ts';
import { misfits, type Described } from './schema.ts';

export const leak =
  /node:internal|\n\s+at |\.[cm]?[jt]s:\d|node_modules|\/work\/|postgres|syntax error|relation "|violates|duplicate key|invalid input syntax|kysely|\bselect \w+ from\b/i;

/** The codes of the ways in; those of the features stand in their contracts. */
const codesOfTheWayIn = [
  'agencies.not_found',
  'agencies.role',
  'creators.not_a_creator',
  'idempotency.bad_key',
  'page.bad_cursor',
  'people.operators_only',
  'request.at_once',
  'request.bad_key',
  'request.bad_text',
  'request.foreign_origin',
  'request.no_such_path',
  'request.not_json',
  'request.overloaded',
  'request.too_deep',
  'request.too_large',
  'request.too_many_values',
  'request.took_too_long',
  'storage.away',
  'storage.full',
];

/** Every code that an answer may carry: what the contracts list, and nothing else. */
export async function knownCodes(): Promise<Set<string>> {
  const root = resolve(import.meta.dirname, '../..');
  const files = globSync('src/features/*/contract{.ts,/*.ts}', { cwd: root });
  const contracts = (await Promise.all(files.map((file) => import(resolve(root, file))))) as Record<string, unknown>[];
  const lists = contracts.flatMap((it) => Object.values(it)).filter(isReasons);
  return new Set([...Object.keys(gate), ...codesOfTheWayIn, ...lists.flatMap((it) => Object.keys(it))]);
}
const isReasons = (it: unknown): it is object =>
  typeof it === 'object' &&
  it !== null &&
  Object.keys(it).length > 0 &&
  Object.values(it).every((one) => typeof one === 'object' && one !== null && 'kind' in one && 'detail' in one);

export function complaints(answer: Answer, op: Described, method: string, codes: Set<string>): string[] {
  const { status, headers, text, body } = answer;
  const type = headers.get('content-type') ?? 'none';
  if (status >= 500) return [`answered ${status}: ${text.slice(0, 300)}`];
  if (method === 'HEAD') return [];
  if (status === 200) {
    if (method !== op.method) return [];
    // What goes on may have nothing to say yet.
    if (type.startsWith('text/event-stream') && body === undefined) return [];
    if (op.answer.format === 'binary')
      return headers.get('content-disposition')?.startsWith('attachment; ') ? [] : ['a file that is shown'];
    if (!/^(application\/json|text\/event-stream)/.test(type)) return [`an answer of type ${type}`];
    const wrong = misfits(op.answer, body, true).slice(0, 3);
    return wrong.map((it) => `the answer does not fit its document: ${it}`);
  }
  if (status < 400) return [`answered ${status}, of which the document knows nothing`];
  const wrong: string[] = [];
  if (!type.startsWith('application/problem+json')) wrong.push(`a refusal of type ${type}`);
  wrong.push(...misfits(op.problem, body).map((it) => `the refusal does not fit its document: ${it}`));
  if (!codes.has(body?.code)) wrong.push(`the code ${body?.code} is in no contract`);
  if (body?.status !== status) wrong.push(`says ${body?.status} and is ${status}`);
  if (body?.requestId !== headers.get('x-request-id')) wrong.push('has another request id than its header');
  if (leak.test(text)) wrong.push(`tells of the inside: ${text.slice(0, 300)}`);
  return wrong;
}
