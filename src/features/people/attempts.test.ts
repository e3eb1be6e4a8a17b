import assert from 'node:assert/strict';
import { test } from 'node:test';
import { openAttempts } from './attempts.ts';

test('so many in a window, then none until it ends; another address, and another server, count for themselves', async () => {
  let at = 0;
  const clock = () => new Date(at);
  const attempts = openAttempts(clock);
  const rule = { window: 60, max: 3 };
  const ask = async (key = 'a') => (await attempts.consume(key, rule)).allowed;
  assert.deepEqual([await ask(), await ask(), await ask(), await ask()], [true, true, true, false]);
  at = 40_000;
  assert.deepEqual(await attempts.consume('a', rule), { allowed: false, retryAfter: 20 });
  assert.equal(await ask('b'), true);
  assert.equal((await openAttempts(clock).consume('a', rule)).allowed, true);
  at = 60_000;
  assert.equal(await ask(), true, 'the window does not grow by being asked');
});
