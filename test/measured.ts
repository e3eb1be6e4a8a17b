import { appendFileSync, mkdirSync } from 'node:fs';
import { dirname } from 'node:path';

/** Keeps a figure of this run for the table of promises: `measured('D8', 'second opener refused in 0.6 s')`. */
export function measured(id: string, text: string): void {
  const file = process.env['GREENROOM_MEASURED'] ?? '.tmp/measured.jsonl';
  mkdirSync(dirname(file), { recursive: true });
  appendFileSync(file, `${JSON.stringify({ id, text })}\n`);
}
