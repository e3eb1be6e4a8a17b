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
  /** The server is busy: the same may be asked again so much later. */
  readonly retryAfterSeconds: number | undefined;
  constructor(message: string, document: unknown = { error: message }, retryAfterSeconds?: number) {
    super(message);
    this.document = document;
    this.retryAfterSeconds = retryAfterSeconds;
  }
}

/** One JSON document, or words for a person. */
export function print(line: Line, document: unknown, words: string): void {
  process.stdout.write(`${line.json ? JSON.stringify(document) : words}\n`);
}

/** A bar on a terminal, a line for each tenth elsewhere. On standard error: standard output is for answers. */
export function progress(title: string) {
  let tenth = -1;
  return (done: number, of: number, what: string) => {
    const share = of === 0 ? 1 : done / of;
    if (process.stderr.isTTY) {
      const bar = '█'.repeat(Math.round(share * 24)).padEnd(24, '·');
      process.stderr.write(`\r\u001b[K${title} ${bar} ${Math.round(share * 100)} %  ${what}${done >= of ? '\n' : ''}`);
    } else if (Math.floor(share * 10) > tenth) {
      tenth = Math.floor(share * 10);
      process.stderr.write(`${title}: ${tenth * 10} % (${what})\n`);
    }
  };
}

/** Work in several parts, each with a progress of its own; what is done within five seconds needs none. */
export function parts(words: Record<string, string>) {
  const shown = new Map<string, ReturnType<typeof progress>>();
  const began = performance.now();
  return (part: string, done: number, of: number, what: string) => {
    if (performance.now() - began < 5_000) return;
    const show = shown.get(part) ?? progress(words[part] ?? part);
    shown.set(part, show);
    show(done, of, what);
  };
}
