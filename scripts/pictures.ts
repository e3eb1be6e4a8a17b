// `npm run pictures`: every room at 390 and 1,440 px, light and dark, English and Arabic, full and empty, into docs/pictures/rooms.
import { spawnSync } from 'node:child_process';
import { rmSync } from 'node:fs';
import { resolve } from 'node:path';

const folder = resolve(import.meta.dirname, '../docs/pictures/rooms');
rmSync(folder, { recursive: true, force: true });
const { status } = spawnSync(
  process.execPath,
  [resolve(import.meta.dirname, 'test.ts'), '--test-name-pattern=every room', 'test/journeys/rooms.test.ts'],
  { stdio: 'inherit', env: { ...process.env, GREENROOM_PICTURES: folder } },
);
process.exitCode = status ?? 1;
