import { SheetFault, type SheetInfo } from '#src/features/imports/ports.ts';
import { readCsv } from './csv.ts';
import type { RowFlow } from './flow.ts';
import type { SheetLimits } from './limits.ts';

/** What a file begins with decides, not what it is called. */
export async function readTable(bytes: Buffer, limits: SheetLimits, flow: RowFlow): Promise<SheetInfo> {
  if (begins(bytes, [0x50, 0x4b, 0x03, 0x04])) return (await import('./xlsx.ts')).readXlsx(bytes, limits, flow);
  // Excel wraps a workbook with a password in the container of its old format.
  if (begins(bytes, [0xd0, 0xcf, 0x11, 0xe0]))
    throw new SheetFault(bytes.includes(Buffer.from('EncryptedPackage', 'utf16le')) ? 'encrypted' : 'not_a_sheet');
  if (isBinary(bytes)) throw new SheetFault('not_a_sheet');
  return readCsv(bytes, flow);
}

const begins = (bytes: Buffer, mark: number[]) => mark.every((byte, at) => bytes[at] === byte);

/** By its first 4 KB: a NUL where the text is not of two bytes a character, or more than one other control character in a hundred. */
function isBinary(bytes: Buffer): boolean {
  if (begins(bytes, [0xff, 0xfe]) || begins(bytes, [0xfe, 0xff])) return false;
  const head = bytes.subarray(0, 4_096);
  const control = head.filter((byte) => byte < 0x20 && (byte < 0x09 || byte > 0x0d)).length;
  return head.includes(0) || control * 100 > head.length;
}
