import { randomBytes, randomUUID } from 'node:crypto';
import { enableCompileCache } from 'node:module';
import { join } from 'node:path';
import { pino } from 'pino';
import { BadConfig, readConfig, type Config } from '#src/config.ts';
import { uuidv7 } from '#src/lib/ids.ts';

// The one place where time and chance come from; everything else is handed them.
const clock = () => new Date();
const newId = () => uuidv7(Date.now(), randomUUID());
const newSecret = (bytes: number) => randomBytes(bytes).toString('base64url');
// On a terminal only what needs somebody; elsewhere every request.
const log = pino({ level: process.stderr.isTTY ? 'warn' : 'info' }, pino.destination({ dest: 2, sync: false }));

function config(): Config {
  try {
    return readConfig();
  } catch (error) {
    if (!(error instanceof BadConfig)) throw error;
    process.stderr.write(`${error.message}\n`);
    process.exit(2);
  }
}

// From the second start on the program's files are there compiled. Where they cannot be kept it starts as ever.
enableCompileCache(join(import.meta.dirname, '../node_modules/.cache/greenroom'));
const { run } = await import('#src/cli/run.ts');

const [command = 'serve', ...rest] = process.argv.slice(2);
const args = rest.filter((a) => a !== '--json');
const exit = await run(command, { config: config(), machine: { clock, newId, newSecret, log }, args, json: args.length < rest.length });
log.flush();
process.exit(exit);
