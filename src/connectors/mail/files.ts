import { mkdir, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { createTransport } from 'nodemailer';
import type { Post } from '#src/features/notices/ports.ts';
import { composed, NotTaken } from './compose.ts';

/** Each letter a file `<time>-<id>.eml` in a folder that only its owner reads; nothing leaves the machine. */
export function openFiles(folder: string, from: string): Post {
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
  };
}
