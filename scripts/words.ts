// `--check`: the catalogues hold every word of the screens, and no word that no screen uses. Restores the files it looked at.
import { execFileSync } from 'node:child_process';
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const folder = 'src/web/words/catalogues';
const files = readdirSync(folder).filter((name) => name.endsWith('.po'));
// Places and dates change with every edit; words and their translations count.
const wordsIn = (text: string) =>
  text
    .split('\n')
    .filter((line) => !/^#|^"POT-Creation-Date|^$/.test(line))
    .sort()
    .join('\n');

const before = new Map(files.map((name) => [name, readFileSync(join(folder, name), 'utf8')]));
const wrong: string[] = [];
try {
  execFileSync('lingui', ['extract', '--clean'], { stdio: 'pipe', shell: process.platform === 'win32' });
  for (const [name, text] of before) {
    const after = readFileSync(join(folder, name), 'utf8');
    if (wordsIn(after) !== wordsIn(text)) wrong.push(`${name} is not up to date: npm run words`);
    const missing = after.split(/\n\n/).filter((entry) => /msgid "(?!")/.test(entry) && /msgstr ""\s*$/.test(entry.trim()));
    if (missing.length > 0)
      wrong.push(`${name} lacks ${missing.length} words, such as ${missing[0]!.split('\n').find((l) => l.startsWith('msgid'))}`);
  }
} finally {
  if (process.argv.includes('--check')) for (const [name, text] of before) writeFileSync(join(folder, name), text);
}
for (const line of wrong) console.error(line);
process.exitCode = wrong.length > 0 && process.argv.includes('--check') ? 1 : 0;
