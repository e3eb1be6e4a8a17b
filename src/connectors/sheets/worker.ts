// One file in a thread of its own, so that nothing in it can hold up the server or take its memory.
import { parentPort, workerData } from 'node:worker_threads';
import { SheetFault, type Cell, type SheetFaultCode, type SheetInfo } from '#src/features/imports/ports.ts';
import { readCsv } from './csv.ts';
import { rowFlow, type RowFlow } from './flow.ts';
import type { SheetLimits } from './limits.ts';

/** What the thread is given. */
export interface Task {
  bytes: Uint8Array;
  limits: SheetLimits;
}

/** What it says: rows, after which it waits to hear `more`, then how it ended. */
export type Said = { rows: Cell[][]; first: number } | { info: SheetInfo } | { fault: SheetFaultCode; at: number | undefined };

async function work(port: NonNullable<typeof parentPort>, { bytes, limits }: Task): Promise<void> {
  const say = (said: Said) => port.postMessage(said);
  // SheetJS tells of odd files on the console; ours is for the server's own words.
  console.error = () => undefined;
  const flow = rowFlow(limits, (rows, first) => {
    say({ rows, first });
    return new Promise((more) => port.once('message', () => more()));
  });
  try {
    say({ info: await readTable(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength), limits, flow) });
  } catch (error) {
    if (!(error instanceof SheetFault)) throw error;
    say({ fault: error.code, at: error.at });
  }
}

/** What a file begins with decides, not what it is called. */
async function readTable(bytes: Buffer, limits: SheetLimits, flow: RowFlow): Promise<SheetInfo> {
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

// Last, when all that it needs is there.
if (parentPort) await work(parentPort, workerData as Task);
