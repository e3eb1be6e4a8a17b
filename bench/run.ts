// `npm run bench -- http|ingest|start [--seconds N] [--json]`: figures of this machine, beside peers measured in the same run.
import { http } from './http.ts';
import { ingest } from './ingest.ts';
import { start } from './start.ts';
import type { Call, Report } from './figures.ts';

const benches: Record<string, (seconds: number) => Promise<Report>> = { http, ingest, start };
const args = process.argv.slice(2);
const at = args.indexOf('--seconds');
const seconds = at < 0 ? 30 : Number(args[at + 1]);
const name = args.find((arg, i) => !arg.startsWith('-') && (at < 0 || i !== at + 1));
const bench = benches[name ?? ''];
if (!bench || !(seconds > 0)) {
  process.stderr.write(`Usage: npm run bench -- ${Object.keys(benches).join('|')} [--seconds N] [--json]\n`);
  process.exit(2);
}
const report = await bench(seconds);
if (args.includes('--json')) console.log(JSON.stringify(report));
else show(report);
process.exit(0);

function show({ name: title, machine, size, ours, peers, ratios }: Report): void {
  console.log(`${title} on ${machine}\n${JSON.stringify(size)}`);
  const groups: [string, Record<string, unknown>][] = [
    ['Greenroom', ours],
    ...peers.map((it): [string, Record<string, unknown>] => [it.name, it]),
  ];
  for (const [who, figures] of groups) {
    const { calls, name: _name, ...rest } = figures as { calls?: Call[]; name?: string };
    console.log(`\n${who}${Object.keys(rest).length > 0 ? ` ${JSON.stringify(rest)}` : ''}`);
    if (calls) console.table(calls);
  }
  console.log(`\nRatios, ours to theirs: ${JSON.stringify(ratios, null, 1)}`);
}
