// The index on disk: one file, whole or refused. Magic, length of the head, head, pieces, SHA-256 of all before.
import { createHash, type Hash } from 'node:crypto';
import { closeSync, fstatSync, fsyncSync, mkdirSync, openSync, readdirSync, readSync, renameSync, rmSync, writeSync } from 'node:fs';
import { join } from 'node:path';

const magic = Buffer.from('GRINDEX1');
const sumBytes = 32;
/** What a head may take; more is damage. */
const headMax = 1 << 20;
const name = 'discovery.index';

/** Of the shape of the pieces and the reading of words: another one is not loaded. */
export const format = `1 ${process.versions['unicode']}`;
export interface Head {
  format: string;
  /** Which database, and the row that it must know. */
  database: string;
  token: string;
  /** The snapshot that the index had reached. */
  at: string;
  pieces: number[];
}

/** Writes all of it; a system call, and a hash, take less than a large piece at once. */
function writeAll(fd: number, bytes: Uint8Array, hash?: Hash): void {
  for (let at = 0; at < bytes.byteLength;) {
    const n = writeSync(fd, bytes, at, Math.min(bytes.byteLength - at, 1 << 26));
    hash?.update(bytes.subarray(at, at + n));
    at += n;
  }
}

function writeHalf(file: string, head: Omit<Head, 'format' | 'pieces'>, pieces: readonly Uint8Array[]): void {
  const fd = openSync(file, 'wx', 0o600);
  try {
    const hash = createHash('sha256');
    const text = Buffer.from(JSON.stringify({ ...head, format, pieces: pieces.map((p) => p.byteLength) }));
    const length = Buffer.alloc(4);
    length.writeUInt32LE(text.byteLength);
    for (const part of [magic, length, text, ...pieces]) writeAll(fd, part, hash);
    writeAll(fd, hash.digest());
    fsyncSync(fd);
  } finally {
    closeSync(fd);
  }
}

/** A file of its own until it is whole and on the disk, then in place of the old one in one step. */
export function writeIndexFile(folder: string, head: Omit<Head, 'format' | 'pieces'>, pieces: readonly Uint8Array[]): void {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const half = join(folder, `${name}.${process.pid}.${head.token}.half`);
  try {
    writeHalf(half, head, pieces);
    renameSync(half, join(folder, name));
  } catch (error) {
    rmSync(half, { force: true });
    throw error;
  }
  const dir = openSync(folder, 'r');
  try {
    fsyncSync(dir);
  } finally {
    closeSync(dir);
  }
}

export type ReadFile = { head: Head; pieces: Uint8Array[] } | { refused: string };
/** Undefined: there is none. Each piece begins at the start of its own memory. */
export function readIndexFile(folder: string): ReadFile | undefined {
  let fd: number;
  try {
    fd = openSync(join(folder, name), 'r');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    return { refused: (error as Error).message };
  }
  try {
    return readWhole(fd);
  } catch (error) {
    return { refused: (error as Error).message };
  } finally {
    closeSync(fd);
  }
}

function readWhole(fd: number): ReadFile {
  const size = fstatSync(fd).size;
  const hash = createHash('sha256');
  let at = 0;
  const take = (bytes: number, into?: Hash): Buffer<ArrayBuffer> => {
    if (bytes < 0 || at + bytes > size) throw new Error('it is cut short');
    const piece = Buffer.from(new ArrayBuffer(bytes));
    for (let got = 0; got < bytes;) {
      const n = readSync(fd, piece, got, Math.min(bytes - got, 1 << 26), null);
      if (n === 0) throw new Error('it is cut short');
      into?.update(piece.subarray(got, got + n));
      got += n;
    }
    at += bytes;
    return piece;
  };
  const hashed = (bytes: number) => take(bytes, hash);
  if (!hashed(magic.byteLength).equals(magic)) return { refused: 'it is no index' };
  const length = hashed(4).readUInt32LE();
  if (length > headMax) return { refused: 'it is damaged' };
  const text = hashed(length).toString();
  const head = parsed(text);
  if (!head) return { refused: 'it is damaged' };
  if (head.format !== format) return { refused: 'another version wrote it' };
  const pieces = head.pieces.map((bytes) => new Uint8Array(hashed(bytes).buffer));
  if (!take(sumBytes).equals(hash.digest()) || at !== size) return { refused: 'it is damaged' };
  return { head, pieces };
}
function parsed(text: string): Head | undefined {
  try {
    const head = JSON.parse(text) as Head;
    return Array.isArray(head.pieces) && head.pieces.every((n) => Number.isSafeInteger(n) && n >= 0) ? head : undefined;
  } catch {
    return undefined;
  }
}

/** The file goes, for somebody in it was erased. */
export const removeIndexFile = (folder: string): void => rmSync(join(folder, name), { force: true });

/** Halves that somebody left who was killed while writing, before this process writes its first. Another one that lives keeps its own. */
export function removeHalves(folder: string): void {
  for (const file of list(folder)) {
    const pid = new RegExp(`^${name}\\.(\\d+)\\..*\\.half$`).exec(file)?.[1];
    if (pid !== undefined && (Number(pid) === process.pid || !isAlive(Number(pid)))) rmSync(join(folder, file), { force: true });
  }
}
function list(folder: string): string[] {
  try {
    return readdirSync(folder);
  } catch {
    return [];
  }
}
function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}
