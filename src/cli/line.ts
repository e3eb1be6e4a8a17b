import type { Given } from '#src/app.ts';
import type { Config } from '#src/config.ts';

/** What `main.ts` hands to each command. */
export type Machine = Pick<Given, 'clock' | 'newId' | 'newSecret' | 'log'>;
export interface Line {
  config: Config;
  machine: Machine;
  args: string[];
  json: boolean;
}
export type Command = (line: Line) => Promise<number>;

/** Wrong words on the command line: exit 2. */
export class Misuse extends Error {}
/** Expected: the thing asked for was refused. Exit 1. */
export class Refused extends Error {
  readonly document: unknown;
  constructor(message: string, document: unknown = { error: message }) {
    super(message);
    this.document = document;
  }
}

/** One JSON document, or words for a person. */
export function print(line: Line, document: unknown, words: string): void {
  process.stdout.write(`${line.json ? JSON.stringify(document) : words}\n`);
}
