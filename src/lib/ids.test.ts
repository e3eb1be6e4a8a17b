import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { drawOf, uuidv7 } from './ids.ts';

const random = fc.uuid({ version: 4 });
const ms = fc.integer({ min: 0, max: 2 ** 48 - 1 });

test('a UUIDv7 has its form, keeps its time and sorts by it', () => {
  fc.assert(
    fc.property(ms, ms, random, random, (a, b, r, s) => {
      const [x, y] = [uuidv7(a, r), uuidv7(b, s)];
      assert.match(x, /^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
      assert.equal(parseInt(x.replaceAll('-', '').slice(0, 12), 16), a);
      if (a !== b) assert.equal(x < y, a < b);
    }),
  );
});

test('of a random UUID an id keeps all that comes after its version, and nothing before', () => {
  fc.assert(
    fc.property(ms, random, random, (at, r, s) => {
      assert.equal(uuidv7(at, r).slice(15), r.slice(15));
      assert.equal(uuidv7(at, r) === uuidv7(at, s), r.slice(15) === s.slice(15));
    }),
  );
});

test('a draw lies in [0, 1), stays the same for a text, and is even', () => {
  fc.assert(fc.property(fc.string(), (text) => drawOf(text) >= 0 && drawOf(text) < 1 && drawOf(text) === drawOf(text)));
  const tenths = Array.from({ length: 10 }, () => 0);
  for (let i = 0; i < 10_000; i++) tenths[Math.floor(drawOf(`text ${i}`) * 10)]!++;
  assert.ok(
    tenths.every((n) => n > 850 && n < 1150),
    tenths.join(),
  );
});
