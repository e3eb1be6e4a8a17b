import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { fromCursor, pageOf, toCursor } from './page.ts';

test('a cursor comes back as it was made', () => {
  const key = fc.oneof(
    fc.string().filter((s) => !s.includes('\0')),
    fc.integer(),
    fc.double({ noNaN: true, noDefaultInfinity: true }).map((n) => (Object.is(n, -0) ? 0 : n)),
  );
  fc.assert(
    fc.property(fc.array(key, { minLength: 1, maxLength: 4 }), (keys) => {
      const types = keys.map((k) => typeof k as 'string' | 'number');
      assert.deepEqual(fromCursor(toCursor(keys), types), keys);
    }),
  );
});

test('a text that is no cursor of ours is refused, whatever it is', () => {
  fc.assert(
    fc.property(
      fc.oneof(
        fc.string({ minLength: 1 }),
        fc.json().map((j) => Buffer.from(j).toString('base64url')),
      ),
      (text) => {
        try {
          const keys = fromCursor(text, ['string', 'number', 'string']);
          return keys === undefined ? text === '' : keys.length === 3 && typeof keys[1] === 'number';
        } catch (error) {
          return (error as { code?: string }).code === 'page.bad_cursor';
        }
      },
    ),
  );
  for (const text of ['x', toCursor(['a']), toCursor([1, 1, 'b']), toCursor(['a\0', 1, 'b']), 'e30', 'bnVsbA'])
    assert.throws(() => fromCursor(text, ['string', 'number', 'string']), { code: 'page.bad_cursor' }, text);
});

test('a page shows what was asked for, and a cursor only where more follows', () => {
  const rows = [1, 2, 3];
  assert.deepEqual(
    pageOf(
      rows,
      3,
      (r) => [r],
      (r) => `row ${r}`,
    ),
    { items: ['row 1', 'row 2', 'row 3'], nextCursor: null },
  );
  const page = pageOf(
    rows,
    2,
    (r) => [r],
    (r) => r,
  );
  assert.deepEqual(page.items, [1, 2]);
  assert.deepEqual(fromCursor(page.nextCursor!, ['number']), [2]);
  assert.deepEqual(
    pageOf(
      [],
      2,
      () => [],
      (r) => r,
    ),
    { items: [], nextCursor: null },
  );
});
