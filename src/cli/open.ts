import { join } from 'node:path';
import type { App } from '#src/app.ts';
import type { openPool } from '#src/infra/db/open.ts';
import { openStore, type Store } from '#src/infra/db/store.ts';
import type { Remembered } from '#src/infra/journal.ts';
import type { Line } from './line.ts';

export const files = (dataDir: string) => ({
  key: join(dataDir, 'operator.key'),
  logins: join(dataDir, 'demo-logins.json'),
  filling: join(dataDir, 'demo.filling'),
  server: join(dataDir, 'server.json'),
  index: join(dataDir, 'index'),
});

/** Told to end while something long was under way. */
export class Stopped extends Error {}

export interface Program {
  app: App;
  store: Store;
  pools: { main: ReturnType<typeof openPool>; reserve: ReturnType<typeof openPool> };
  /** Whether the demo logins beside the data belong to this database. */
  isDemo: () => boolean;
  /** Nobody but the server's own person: a database that nobody has used yet. */
  isUntouched(): Promise<boolean>;
  /** Fills the demo world with a progress line, and writes its logins beside the data. */
  fill(size: { creators: number; seed: number }, stopped?: () => boolean): Promise<void>;
  /** What was withdrawn, blocked or erased again at the opening, for this database had not known. */
  again: Record<Remembered['kind'], number>;
  /** Removes what lies beside the database of somebody who was erased: files of mails, a login of a demo. */
  tidy(): Promise<void>;
  stop(): Promise<void>;
}

export interface Opening {
  /** Where people reach the program. */
  origin?: () => string;
  /** False: nothing is written, not even the key that commands use. */
  key?: boolean;
  /** True: the journal of withdrawals is brought in line with the database, and the other way round. */
  journal?: boolean;
}

/**
 * Database, schema and program, ready to be used in this process; nothing listens yet. The folder comes first and the program's own
 * files after it: whoever finds it taken is told so before a second and a half of loading.
 */
export async function openProgram(line: Line, opening: Opening = {}): Promise<Program> {
  const store = await openStore(line.config.databaseUrl, line.config.dataDir, (sentence) => line.machine.log.warn(sentence));
  try {
    const { programOn } = await import('./program.ts');
    return await programOn(line, store, opening);
  } catch (error) {
    await store.stop();
    throw error;
  }
}
