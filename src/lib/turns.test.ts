import assert from 'node:assert/strict';
import { test } from 'node:test';
import { oneAfterAnother } from './turns.ts';

test('works begin when the ones before have ended, in the order of asking; one that fails holds up none', async () => {
  const turns = oneAfterAnother();
  const seen: string[] = [];
  const first = Promise.withResolvers<void>();
  const works = [
    turns.take(async () => {
      await first.promise;
      seen.push('first');
    }),
    turns.take(async () => {
      seen.push('second');
      throw new Error('broken');
    }),
    turns.take(async () => seen.push('third')),
  ];
  assert.deepEqual(seen, []);
  first.resolve();
  await turns.settled();
  assert.deepEqual(seen, ['first', 'second', 'third']);
  assert.deepEqual(
    (await Promise.allSettled(works)).map(({ status }) => status),
    ['fulfilled', 'rejected', 'fulfilled'],
  );
});
