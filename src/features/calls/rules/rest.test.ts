import assert from 'node:assert/strict';
import { test } from 'node:test';
import { restAfter, type Rest } from './rest.ts';

const today = '2026-11-26';
const cases: [Parameters<typeof restAfter>[0], string, string | undefined, Rest][] = [
  ['done', '', undefined, { until: '2026-12-03' }],
  ['done', 'talked', '2026-11-30', { until: '2026-11-30' }],
  ['snoozed', '', '2026-11-27', { until: '2026-11-27' }],
  ['snoozed', '', '2027-02-24', { until: '2027-02-24' }],
  ['snoozed', '', '2027-02-25', { refused: 'calls.until_past' }],
  ['snoozed', '', today, { refused: 'calls.until_past' }],
  ['snoozed', 'later', undefined, { refused: 'calls.until_missing' }],
  ['note', 'kiln broken', undefined, 'keep'],
  ['note', '', undefined, { refused: 'calls.note_missing' }],
  ['woken', '', undefined, { until: null }],
];

for (const [kind, note, until, rest] of cases)
  test(`${kind} until ${until ?? 'nothing said'}: ${JSON.stringify(rest)}`, () =>
    assert.deepEqual(restAfter(kind, note, until, today), rest));
