import assert from 'node:assert/strict';
import { test } from 'node:test';
import { shared } from './shared.ts';

test('who waits at the same moment shares a question; who comes while it is asked waits for the next', async () => {
  const asked: PromiseWithResolvers<number>[] = [];
  const ask = shared(() => {
    const one = Promise.withResolvers<number>();
    asked.push(one);
    return one.promise;
  });
  const first = [ask(), ask()];
  await Promise.resolve().then(() => {});
  assert.equal(asked.length, 1);
  const second = [ask(), ask(), ask()];
  asked[0]!.resolve(1);
  assert.deepEqual(await Promise.all(first), [1, 1]);
  await new Promise((ok) => setImmediate(ok));
  assert.equal(asked.length, 2);
  asked[1]!.reject(new Error('no'));
  const answers = await Promise.allSettled(second);
  assert.ok(answers.every((a) => a.status === 'rejected'));
  const third = ask();
  await new Promise((ok) => setImmediate(ok));
  asked[2]!.resolve(3);
  assert.equal(await third, 3);
});
