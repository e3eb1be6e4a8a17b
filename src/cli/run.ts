import { Refusal } from '#src/lib/errors.ts';
import { CannotEmbed, OwnerBusy } from '#src/infra/db/embedded.ts';
import { ChangedMigration } from '#src/infra/db/migrate.ts';
import { UnusableStore } from '#src/infra/db/store.ts';
import { creators, demo, doctor, migrateSchema, verify } from './commands.ts';
import { importFile } from './import.ts';
import { Misuse, Refused, type Command, type Line } from './line.ts';
import { serve } from './serve.ts';

const commands: Record<string, Command> = { serve, migrate: migrateSchema, demo, import: importFile, creators, verify, doctor };

/** Carries out one command: exit 0 done, 1 refused, 2 misuse or a set-up that cannot be used. */
export async function run(name: string, line: Line): Promise<number> {
  const command = Object.hasOwn(commands, name) ? commands[name] : undefined;
  try {
    if (!command) throw new Misuse(`The commands are ${Object.keys(commands).join(', ')}.`);
    return await command(line);
  } catch (error) {
    return failed(error, line);
  }
}

function failed(error: unknown, line: Line): number {
  const { code, message } = error as { code?: string; message: string };
  if (error instanceof Misuse || code?.startsWith('ERR_PARSE_ARGS')) return say(message, 2);
  if (error instanceof Refused) {
    if (line.json) process.stdout.write(`${JSON.stringify(error.document)}\n`);
    return say(message, 1);
  }
  if (error instanceof Refusal) return say(message, 1);
  if (error instanceof OwnerBusy || error instanceof CannotEmbed || error instanceof UnusableStore) return say(message, 2);
  if (code === 'EADDRINUSE') return say(`Something else listens at ${line.config.host}:${line.config.port}. Choose another with PORT.`, 2);
  if (code === 'ENOTFOUND' || code === 'EAI_AGAIN') return say(`HOST cannot be used: there is no address ${line.config.host}.`, 2);
  if (error instanceof ChangedMigration) return say(`${message}.`, 2);
  if (['ENOTDIR', 'EEXIST', 'EROFS'].includes(code ?? ''))
    return say(`GREENROOM_DATA_DIR cannot be used: ${line.config.dataDir} is no folder that can be written to.`, 2);
  if (code === 'EACCES' || code === 'EADDRNOTAVAIL')
    return say(`${line.config.host}:${line.config.port} or ${line.config.dataDir} cannot be used: ${message}.`, 2);
  throw error;
}

function say(sentence: string, exit: number): number {
  process.stderr.write(`${sentence}\n`);
  return exit;
}
