// The file of a backup: a first line, chunks each with its length and SHA-256, and the SHA-256 of everything at the end.
import { createHash } from 'node:crypto';
import { open, rename, rm, type FileHandle } from 'node:fs/promises';
import { dirname } from 'node:path';
import { promisify } from 'node:util';
import { gunzip, gzip } from 'node:zlib';

const mark = Buffer.from('greenroom backup 1\n');
const chunkBytesMax = 64 * 1024 * 1024;
const pack = promisify<Buffer, { level: number }, Buffer>(gzip);
const unpack = promisify<Buffer, { maxOutputLength: number }, Buffer>(gunzip);
const sha = (bytes: Buffer) => createHash('sha256').update(bytes).digest();

/** The file is not what was written. The message is one sentence for a person. */
export class BadBackup extends Error {}
const damaged = (file: string) =>
  new BadBackup(`The backup ${file} is damaged: its bytes are not those that were written. Nothing was changed.`);
const short = (file: string) => new BadBackup(`The backup ${file} is cut short: its end is missing. Nothing was changed.`);

export interface Writing {
  /** One chunk of lines; the first holds the header. */
  add(text: string): Promise<void>;
  /** Puts the file in its place, on the disk; until then an older one of the same name stays. Gives its size. */
  finish(): Promise<number>;
  /** Takes away what was begun. */
  abandon(): Promise<void>;
}

export async function writeBackup(file: string): Promise<Writing> {
  const part = `${file}.part`;
  const to = await open(part, 'w', 0o600);
  const whole = createHash('sha256');
  let bytes = 0;
  const put = async (piece: Buffer) => {
    whole.update(piece);
    bytes += piece.length;
    await to.writeFile(piece);
  };
  await put(mark);
  return {
    async add(text) {
      const packed = await pack(Buffer.from(text), { level: 4 });
      const size = Buffer.alloc(4);
      size.writeUInt32BE(packed.length);
      await put(Buffer.concat([size, sha(packed), packed]));
    },
    async finish() {
      await put(Buffer.alloc(4));
      const end = whole.digest();
      await to.writeFile(end);
      await to.sync();
      await to.close();
      await rename(part, file);
      await syncFolder(dirname(file));
      return bytes + end.length;
    },
    async abandon() {
      await to.close().catch(() => {});
      await rm(part, { force: true });
    },
  };
}

/** A name is on the disk once its folder is. */
export async function syncFolder(dir: string): Promise<void> {
  if (process.platform === 'win32') return;
  const folder = await open(dir, 'r');
  try {
    await folder.sync();
  } finally {
    await folder.close();
  }
}

/** The chunks in order, each checked before it is handed out, and the whole at the end. Holds one chunk in memory. */
export async function* readBackup(file: string): AsyncGenerator<string> {
  let from: FileHandle;
  try {
    from = await open(file, 'r');
  } catch (error) {
    throw new BadBackup(`The backup ${file} cannot be read: ${(error as Error).message}.`);
  }
  try {
    const whole = createHash('sha256');
    const take = async (bytes: number): Promise<Buffer> => {
      const piece = Buffer.alloc(bytes);
      for (let got = 0; got < bytes;) {
        const { bytesRead } = await from.read(piece, got, bytes - got, null);
        if (bytesRead === 0) throw short(file);
        got += bytesRead;
      }
      return piece;
    };
    const { size } = await from.stat();
    const first = size < mark.length ? Buffer.alloc(0) : await take(mark.length);
    if (!first.equals(mark)) throw new BadBackup(`${file} is no backup of this version of Greenroom. Nothing was changed.`);
    whole.update(first);
    for (;;) {
      const head = await take(4);
      whole.update(head);
      const length = head.readUInt32BE();
      if (length === 0) break;
      if (length > chunkBytesMax) throw damaged(file);
      const [sum, packed] = [await take(32), await take(length)];
      if (!sha(packed).equals(sum)) throw damaged(file);
      whole.update(sum).update(packed);
      yield (await unpack(packed, { maxOutputLength: 1024 * 1024 * 1024 })).toString();
    }
    if (!(await take(32)).equals(whole.digest())) throw damaged(file);
    if ((await from.read(Buffer.alloc(1), 0, 1, null)).bytesRead > 0) throw damaged(file);
  } finally {
    await from.close();
  }
}
