// Withdrawals, blocks and erasures, kept in a file beside the data: a restored backup is older than they are, and must not undo them.
import { createReadStream } from 'node:fs';
import { access, open, rename, type FileHandle } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { createInterface } from 'node:readline';
import type { Logger } from 'pino';
import { z } from 'zod';
import { syncFolder } from './db/backup/file.ts';

/** One permission withdrawn by a creator, one agency blocked by her, or one profile or account erased. Ids and an instant alone. */
export const Remembered = z.object({
  kind: z.enum(['withdrawn', 'blocked', 'erased']),
  /** The creator's id, or a person's. */
  subject: z.uuid(),
  /** Which permission; the id of the agency; or what was erased, `creator` or `person`. */
  what: z.string(),
  at: z.iso.datetime(),
});
export type Remembered = z.infer<typeof Remembered>;
/** The same, as a database knows it. */
export type LetGo = Omit<Remembered, 'at'> & { at: Date };

const Mark = z.object({ kind: z.literal('restored'), era: z.int(), at: z.iso.datetime() });
const First = z.object({ journal: z.literal('greenroom withdrawals 1'), instanceId: z.uuid() });

export interface Journal {
  /** On the disk when it resolves. Where the disk is full it is tried again, and resolves all the same: the withdrawal holds. */
  append(entries: readonly Remembered[]): Promise<void>;
  /** A restore to this era was begun here with all that this journal holds. */
  markRestore(era: number, at: Date): Promise<void>;
  stop(): Promise<void>;
}

export const journalFile = (dir: string): string => join(dir, 'withdrawals.jsonl');
const isThere = (file: string): Promise<boolean> =>
  access(file).then(
    () => true,
    () => false,
  );
const asideFile = (dir: string, instanceId: string) => join(dir, `withdrawals-${instanceId}.jsonl`);

/** Whose journal a file is; undefined when there is none, or it is no journal. */
export async function instanceOf(file: string): Promise<string | undefined> {
  if (!(await isThere(file))) return undefined;
  for await (const line of lines(file)) if (line !== '') return First.safeParse(parsed(line)).data?.instanceId;
  return undefined;
}

async function* lines(file: string): AsyncGenerator<string> {
  for await (const line of createInterface({ input: createReadStream(file, 'utf8'), crlfDelay: Infinity })) yield line;
}
function parsed(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch {
    return undefined;
  }
}

/** The entries a thousand at a time. A line that a crash cut off was never acknowledged, and is passed over. */
export async function* readJournal(file: string): AsyncGenerator<Remembered[]> {
  let batch: Remembered[] = [];
  if (!(await isThere(file))) return;
  for await (const line of lines(file)) {
    const entry = Remembered.safeParse(parsed(line));
    if (entry.success) batch.push(entry.data);
    if (batch.length >= 1000) {
      yield batch;
      batch = [];
    }
  }
  if (batch.length > 0) yield batch;
}

/** Whether a restore to this era was begun in this folder. */
export async function knowsRestore(file: string, era: number): Promise<boolean> {
  if (!(await isThere(file))) return false;
  for await (const line of lines(file)) if (Mark.safeParse(parsed(line)).data?.era === era) return true;
  return false;
}

/** Opens the journal of this Greenroom in the folder; that of another one is put aside under its own name, and found again. */
export async function openJournal(dir: string, instanceId: string, log: Logger): Promise<Journal> {
  const file = journalFile(dir);
  const there = await instanceOf(file);
  if ((await isThere(file)) && there !== instanceId) await rename(file, asideFile(dir, there ?? 'unreadable'));
  if (!(await isThere(file)) && (await isThere(asideFile(dir, instanceId)))) await rename(asideFile(dir, instanceId), file);
  const fresh = !(await isThere(file));
  const to = await open(file, 'a', 0o600);
  const appender = openAppender(to, log);
  if (fresh) await appender.add(JSON.stringify({ journal: 'greenroom withdrawals 1', instanceId }));
  // What a crash cut off stays a line of its own.
  else await appender.add('');
  await syncFolder(dirname(file));
  return {
    append: (entries) => (entries.length === 0 ? Promise.resolve() : appender.add(entries.map((e) => JSON.stringify(e)).join('\n'))),
    markRestore: (era, at) => appender.add(JSON.stringify({ kind: 'restored', era, at: at.toISOString() })),
    stop: async () => {
      await appender.end();
      await to.close();
    },
  };
}

/** Those who come while the disk is busy share the next write. */
function openAppender(to: FileHandle, log: Logger) {
  let waiting = '';
  let turn: Promise<void> = Promise.resolve();
  let retry: NodeJS.Timeout | undefined;

  async function flush(): Promise<void> {
    if (waiting === '') return;
    const text = waiting;
    waiting = '';
    try {
      await to.appendFile(text);
      await to.datasync();
    } catch (error) {
      log.warn({ err: error }, 'the journal of withdrawals cannot be written at the moment');
      // Perhaps half of it is there: it begins on a line of its own.
      waiting = `\n${text}${waiting}`;
      clearTimeout(retry);
      retry = setTimeout(() => void next(), 1_000);
      retry.unref();
    }
  }
  const next = () => (turn = turn.then(flush));
  return {
    add(line: string): Promise<void> {
      waiting += `${line}\n`;
      return next();
    },
    async end(): Promise<void> {
      clearTimeout(retry);
      await next();
    },
  };
}
