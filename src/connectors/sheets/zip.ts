// Just enough of zip to know what a file will unpack to before anything trusts it: the central directory, one entry, a plain zip anew.
import { crc32, inflateRawSync } from 'node:zlib';
import { SheetFault } from '#src/features/imports/ports.ts';
import type { SheetLimits } from './limits.ts';

/** An entry as the central directory tells of it. */
export interface ZipEntry {
  name: string;
  method: number;
  packed: number;
  unpacked: number;
  crc: number;
  /** Where its local header stands. */
  at: number;
}

const sign = { end: 0x06054b50, central: 0x02014b50, local: 0x04034b50 };
const size = { end: 22, central: 46, local: 30, comment: 0xffff };
const saturated = 0xffffffff;
const large = 1 << 20;

/** The entries of a zip, once what they claim is within the limits. */
export function entriesOf(zip: Buffer, limits: SheetLimits): ZipEntry[] {
  const entries = directoryOf(zip, limits);
  const names = new Set(entries.map(({ name }) => name.toLowerCase()));
  if (names.size !== entries.length) throw new SheetFault('broken');
  if (entries.reduce((sum, { unpacked }) => sum + unpacked, 0) > limits.unpackedBytes) throw new SheetFault('too_large');
  if (entries.some(({ packed, unpacked }) => unpacked > large && unpacked > packed * limits.ratio)) throw new SheetFault('too_large');
  return entries;
}

function directoryOf(zip: Buffer, limits: SheetLimits): ZipEntry[] {
  const end = endOf(zip);
  const count = zip.readUInt16LE(end + 10);
  const start = zip.readUInt32LE(end + 16);
  // More than a plain zip can say: within our bounds on bytes no honest file needs it.
  if (count > limits.entries || start === saturated) throw new SheetFault('too_large');
  const entries: ZipEntry[] = [];
  for (let at = start; entries.length < count;) {
    if (at + size.central > end || zip.readUInt32LE(at) !== sign.central) throw new SheetFault('broken');
    const next = at + size.central + zip.readUInt16LE(at + 28) + zip.readUInt16LE(at + 30) + zip.readUInt16LE(at + 32);
    if (next > end) throw new SheetFault('broken');
    entries.push(entryAt(zip, at));
    at = next;
  }
  return entries;
}

function endOf(zip: Buffer): number {
  const least = Math.max(0, zip.length - size.end - size.comment);
  for (let at = zip.length - size.end; at >= least; at -= 1) if (zip.readUInt32LE(at) === sign.end) return at;
  throw new SheetFault('broken');
}

function entryAt(zip: Buffer, at: number): ZipEntry {
  if (zip.readUInt16LE(at + 8) & 1) throw new SheetFault('encrypted');
  const nameEnd = at + size.central + zip.readUInt16LE(at + 28);
  const wide = wideSizes(zip.subarray(nameEnd, nameEnd + zip.readUInt16LE(at + 30)));
  const sized = (where: number) => (zip.readUInt32LE(where) === saturated ? wide() : zip.readUInt32LE(where));
  // In the order in which the extra field holds them.
  const unpacked = sized(at + 24);
  const packed = sized(at + 20);
  const name = zip
    .toString('utf8', at + size.central, nameEnd)
    .replaceAll('\\', '/')
    .replace(/^\/+/, '');
  return { name, method: zip.readUInt16LE(at + 10), crc: zip.readUInt32LE(at + 16), packed, unpacked, at: sized(at + 42) };
}

/** Programs that write as they go (Apache POI) put even small sizes into the zip64 extra field: read, not refused. */
function wideSizes(extra: Buffer): () => number {
  let at = 0;
  while (at + 4 <= extra.length && extra.readUInt16LE(at) !== 1) at += 4 + extra.readUInt16LE(at + 2);
  at += 4;
  return () => {
    if (at + 8 > extra.length) throw new SheetFault('broken');
    at += 8;
    return Number(extra.readBigUInt64LE(at - 8));
  };
}

/** What an entry holds, never more than it said: a lie about its size is a bomb, any other fault a broken file. */
export function unpack(zip: Buffer, { at, method, packed, unpacked, crc }: ZipEntry): Buffer {
  if (at + size.local > zip.length || zip.readUInt32LE(at) !== sign.local) throw new SheetFault('broken');
  const start = at + size.local + zip.readUInt16LE(at + 26) + zip.readUInt16LE(at + 28);
  if (start + packed > zip.length) throw new SheetFault('broken');
  const data = zip.subarray(start, start + packed);
  const out = method === 8 ? inflated(data, unpacked) : data;
  if ((method !== 8 && method !== 0) || out.length !== unpacked || crc32(out) !== crc) throw new SheetFault('broken');
  return out;
}

function inflated(data: Buffer, most: number): Buffer {
  try {
    return inflateRawSync(data, { maxOutputLength: Math.max(1, most), chunkSize: Math.min(Math.max(most, 64), large) });
  } catch (error) {
    throw new SheetFault((error as NodeJS.ErrnoException).code === 'ERR_BUFFER_TOO_LARGE' ? 'too_large' : 'broken');
  }
}

/** A zip of these parts, nothing packed. */
export function plainZip(parts: readonly { name: string; data: Buffer }[]): Buffer {
  const local: Buffer[] = [];
  const central: Buffer[] = [];
  let at = 0;
  for (const { name, data } of parts) {
    const title = Buffer.from(name);
    const facts = Buffer.alloc(26);
    facts.writeUInt16LE(20, 0);
    facts.writeUInt32LE(crc32(data), 10);
    facts.writeUInt32LE(data.length, 14);
    facts.writeUInt32LE(data.length, 18);
    facts.writeUInt16LE(title.length, 22);
    local.push(word(sign.local), facts, title, data);
    const where = Buffer.alloc(14);
    where.writeUInt32LE(at, 10);
    central.push(word(sign.central), Buffer.from([20, 0]), facts, where, title);
    at += size.local + title.length + data.length;
  }
  const end = Buffer.alloc(size.end - 4);
  end.writeUInt16LE(parts.length, 4);
  end.writeUInt16LE(parts.length, 6);
  end.writeUInt32LE(
    central.reduce((sum, piece) => sum + piece.length, 0),
    8,
  );
  end.writeUInt32LE(at, 12);
  return Buffer.concat([...local, ...central, word(sign.end), end]);
}

function word(value: number): Buffer {
  const four = Buffer.alloc(4);
  four.writeUInt32LE(value);
  return four;
}
