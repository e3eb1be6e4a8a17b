// The socket of a private PostgreSQL: half the work of loopback for each question, and nobody comes near it who may not enter its folder.
import * as fs from 'node:fs';
import { join } from 'node:path';
import { alive, windows } from './machine.ts';

/** Longer addresses do not fit into what the system keeps of one; the name of the socket follows the folder. */
const bytesMax = 107 - '/.s.PGSQL.65535'.length;

/** The folder of the socket of a server whose files are in `db`; undefined where it can have none, and loopback serves. */
export function socketFolder(db: string): string | undefined {
  return windows || Buffer.byteLength(db) > bytesMax || db.includes('"') ? undefined : db;
}

/** As the server's setting has it: a list, in which a comma divides what is not quoted. */
export const spoken = (folder: string | undefined): string => (folder === undefined ? '' : `"${folder}"`);

/** What servers that were killed have left: each starts at a port of its own, and nobody else would take it away. */
export function clearSockets(db: string): void {
  for (const name of fs.readdirSync(db)) {
    const socket = /^(\.s\.PGSQL\.\d+)\.lock$/.exec(name)?.[1];
    if (socket === undefined) continue;
    try {
      if (alive(Number(fs.readFileSync(join(db, name), 'utf8').split('\n')[0]))) continue;
    } catch {
      continue; // another starter was quicker
    }
    for (const left of [name, socket]) fs.rmSync(join(db, left), { force: true });
  }
}
