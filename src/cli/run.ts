import { Refusal, UnusableSetUp } from '#src/lib/errors.ts';
import { Misuse, Refused, type Command, type Line } from './line.ts';

/** Each command brings its own files: none waits for what it does not use. */
const commands: Record<string, () => Promise<Command>> = {
  serve: async () => (await import('./serve.ts')).serve,
  migrate: async () => (await import('./commands.ts')).migrateSchema,
  demo: async () => (await import('./commands.ts')).demo,
  import: async () => (await import('./import.ts')).importFile,
  listen: async () => (await import('./listen.ts')).listen,
  replay: async () => (await import('./replay.ts')).replay,
  simulate: async () => (await import('./simulate/simulate.ts')).simulate,
  creators: async () => (await import('./commands.ts')).creators,
  backup: async () => (await import('./backup.ts')).backup,
  restore: async () => (await import('./restore.ts')).restore,
  scrub: async () => (await import('./scrub.ts')).scrubFiles,
  verify: async () => (await import('./commands.ts')).verify,
  doctor: async () => (await import('./commands.ts')).doctor,
};

export const commandNames = Object.keys(commands);

/** Carries out one command: exit 0 done, 1 refused, 2 misuse or a set-up that cannot be used. */
export async function run(name: string, line: Line): Promise<number> {
  const load = Object.hasOwn(commands, name) ? commands[name] : undefined;
  try {
    if (!load) throw new Misuse(`The commands are ${commandNames.join(', ')}.`);
    return await (
      await load()
    )(line);
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
  if (error instanceof UnusableSetUp) return say(message, 2);
  if (code === 'EADDRINUSE') return say(`Something else listens at ${line.config.host}:${line.config.port}. Choose another with PORT.`, 2);
  if (code === 'ENOTFOUND' || code === 'EAI_AGAIN') return say(`HOST cannot be used: there is no address ${line.config.host}.`, 2);
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
