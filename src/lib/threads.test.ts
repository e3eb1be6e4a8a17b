import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';

test('a thread knows where compiled files lie, where they are kept, and nothing else of the environment', () => {
  const folder = mkdtempSync(join(tmpdir(), 'greenroom-threads-'));
  const said = (env: NodeJS.ProcessEnv) => {
    const script = `import { threadEnv } from '${new URL('./threads.ts', import.meta.url).href}'; console.log(JSON.stringify(threadEnv()))`;
    return JSON.parse(
      execFileSync(process.execPath, ['--input-type=module', '-e', script], { encoding: 'utf8', env }),
    ) as NodeJS.ProcessEnv;
  };
  try {
    const { NODE_COMPILE_CACHE: kept, ...more } = said({ NODE_COMPILE_CACHE: folder, SECRET: 'x' });
    assert.ok(kept?.startsWith(folder), kept);
    assert.deepEqual([more, said({ SECRET: 'x' })], [{}, {}]);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
});
