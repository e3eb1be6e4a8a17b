import { mkdir, readdir, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { createTransport } from 'nodemailer';
import type { LetterBox, Post } from '#src/features/notices/ports.ts';
import { composed, NotTaken } from './compose.ts';

/** How our files are called, also one that a crash left half written; any other file in the folder is not ours. */
const ours = /^\d{8}T\d{6}Z-([0-9a-f-]{36})\.eml(\.part)?$/;
const askedAtOnce = 1000;

/** Each letter a file `<time>-<id>.eml` in a folder that only its owner reads; nothing leaves the machine. */
export function openFiles(folder: string, from: string): Post & LetterBox {
  const transport = createTransport({ streamTransport: true, buffer: true, newline: 'windows' });
  return {
    kind: 'files',
    send: async (letter) => {
      const { message } = await transport.sendMail(composed(letter, from));
      const id = /^<([\w-]+)@/.exec(letter.messageId)?.[1] ?? 'mail';
      try {
        await mkdir(folder, { recursive: true, mode: 0o700 });
        const file = join(folder, `${letter.at.toISOString().replace(/[-:]|\.\d+/g, '')}-${id}.eml`);
        await writeFile(`${file}.part`, message as Buffer, { mode: 0o600 });
        await rename(`${file}.part`, file);
      } catch (error) {
        throw new NotTaken(((error as NodeJS.ErrnoException).code ?? 'unknown').toLowerCase(), false);
      }
    },
    keepOnly: async (kept) => {
      const names = await readdir(folder).catch((error: NodeJS.ErrnoException) => {
        if (error.code === 'ENOENT') return [];
        throw error;
      });
      const found = names
        .map((name) => ({ name, id: ours.exec(name)?.[1] }))
        .filter((f): f is { name: string; id: string } => f.id !== undefined);
      let removed = 0;
      for (let n = 0; n < found.length; n += askedAtOnce) {
        const some = found.slice(n, n + askedAtOnce);
        const keep = await kept(some.map((f) => f.id));
        for (const { name } of some.filter((f) => !keep.has(f.id))) {
          await rm(join(folder, name), { force: true });
          removed++;
        }
      }
      return removed;
    },
  };
}
