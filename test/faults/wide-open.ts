// The program behind a gate that lets everybody in, for the negative control of O1: `node wide-open.ts`, its folder as the real one's.
import { randomBytes, randomUUID } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pino } from 'pino';
import { openApp } from '#src/app.ts';
import { openDoor } from '#src/cli/door.ts';
import type { Program } from '#src/cli/open.ts';
import { readConfig } from '#src/config.ts';
import { migrate } from '#src/infra/db/migrate.ts';
import { openPool } from '#src/infra/db/open.ts';
import { openStore } from '#src/infra/db/store.ts';
import { openGate } from '#src/infra/http/limits.ts';
import { uuidv7 } from '#src/lib/ids.ts';

const config = readConfig();
const machine = {
  clock: () => new Date(),
  newId: () => uuidv7(Date.now(), randomUUID()),
  newSecret: (bytes: number) => randomBytes(bytes).toString('base64url'),
  log: pino({ level: 'silent' }),
};
const store = await openStore(undefined, config.dataDir);
await migrate(store.ownerUrl);
const [pool, reserve] = [openPool(store.url, { max: 12 }), openPool(store.url, { max: 4 })];
const gate = openGate(Number.MAX_SAFE_INTEGER, Infinity);
const app = openApp({ ...machine, pool, reserve, gate, secret: 's'.repeat(43), origin: () => 'http://greenroom.test' });
await app.publishTexts();
const { personId } = await app.carryOut<{ personId: string }>('people.enrol', {
  name: 'Greenroom',
  email: 'server@greenroom.invalid',
  operator: 'admin',
  passwordHash: null,
});
const made = { name: 'operator.key', scopes: ['read', 'write'] };
const { key } = await app.carryOut<{ key: string }>('people.createKey', made, await app.actorOf(personId));
writeFileSync(join(config.dataDir, 'operator.key'), key, { mode: 0o600 });
const door = await openDoor({ config, machine, args: [], json: false }, { app } as Program);
console.log(`Greenroom is ready at ${door.address}`);
