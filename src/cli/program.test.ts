import assert from 'node:assert/strict';
import { test } from 'node:test';
import { openTestApp } from '#test/server.ts';
import { isUntouched } from './program.ts';

test('a database with profiles that nobody has taken over yet is in use', async () => {
  const t = await openTestApp();
  try {
    assert.equal(await isUntouched(t), true);
    await t.owner.query(`insert into creators (creator_id, display_name, created_at, changed_at, rollout_draw)
      values (gen_random_uuid(), 'Imported', now(), now(), 0.5)`);
    assert.equal(await isUntouched(t), false);
  } finally {
    await t.stop();
  }
});
