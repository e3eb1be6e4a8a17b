import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { isConnectionLost, openPool } from './open.ts';

test('a server that has gone is known as lost, by its port and by the socket that it took along', async (t) => {
  const folder = mkdtempSync(join(tmpdir(), 'greenroom-no-server-'));
  t.after(() => rmSync(folder, { recursive: true, force: true }));
  const addresses = [
    'postgresql://nobody:x@127.0.0.1:1/none',
    `postgresql://nobody:x@127.0.0.1:5432/none?host=${encodeURIComponent(folder)}`,
  ];
  for (const address of addresses) {
    const pool = openPool(address, { max: 1 });
    const error = await pool.query('select 1').then(
      () => undefined,
      (failed: unknown) => failed,
    );
    await pool.end();
    assert.ok(error !== undefined && isConnectionLost(error), `${address}: ${String(error)}`);
  }
  assert.equal(isConnectionLost(Object.assign(new Error('no such file'), { code: 'ENOENT', syscall: 'open' })), false);
});
