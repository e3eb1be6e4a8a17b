// A4: every private text that a test writes carries a token of who may read it; every answer of every test is searched for the others'.
import { after } from 'node:test';
import { appendFileSync } from 'node:fs';

const readers = new Map<string, Set<string>>();
const leaks: string[] = [];
let n = 0;
let scanned = 0;

export const canaries = {
  /** A token to hide in a private text; only these people may ever be sent it. */
  plant(...personIds: string[]): string {
    const token = `kanarie${(++n).toString(36)}q${Math.floor(performance.now() * 1000).toString(36)}z`;
    readers.set(token, new Set(personIds));
    return token;
  },
  allow(token: string, ...personIds: string[]): void {
    for (const id of personIds) readers.get(token)?.add(id);
  },
  scan(personId: string, where: string, text: string): void {
    scanned++;
    for (const [token] of text.matchAll(/kanarie[0-9a-z]+z/g)) {
      const may = readers.get(token);
      if (may && !may.has(personId)) leaks.push(`${where}: ${token} reached ${personId}`);
    }
  },
  /** Every token that was planted, in their order. */
  planted: (): string[] => [...readers.keys()],
  /** What leaked so far; empties the list. */
  taken(): string[] {
    return leaks.splice(0);
  },
};

// At the end of each process of tests: how many answers were searched, and what nobody has looked at yet, for the table of promises.
after(() => {
  const file = process.env['GREENROOM_MEASURED'];
  if (file === undefined) return;
  const lines = [{ scanned }, ...leaks.map((leak) => ({ leak }))];
  appendFileSync(file, lines.map((line) => `${JSON.stringify(line)}\n`).join(''));
});
