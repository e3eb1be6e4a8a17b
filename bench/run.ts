// `npm run bench -- discovery|http|ingest|search|start [--seconds N] [--json]`: figures of this machine, beside peers measured in the same run.
// For discovery and search also `--creators N`; for discovery `--queries N`, `--rounds N`, `--curve N` (one size more), `--publish`.
import { parseArgs } from 'node:util';
import { discovery } from './discovery.ts';
import { http } from './http.ts';
import { ingest } from './ingest.ts';
import { search } from './search.ts';
import { start } from './start.ts';
import type { Call, Options, Report } from './figures.ts';
import { publish } from './publish.ts';

const benches: Record<string, (options: Options) => Promise<Report>> = {
  discovery,
  http: ({ seconds }) => http(seconds),
  ingest: ({ seconds }) => ingest(seconds),
  search,
  start,
};
const number = { type: 'string' } as const;
const flag = { type: 'boolean' } as const;

function read(): { bench: (options: Options) => Promise<Report>; options: Options; json: boolean; publishes: boolean } | undefined {
  try {
    const { values, positionals } = parseArgs({
      allowPositionals: true,
      options: { seconds: number, creators: number, queries: number, rounds: number, curve: number, json: flag, publish: flag },
    });
    const { json = false, publish: publishes = false, ...given } = values;
    const options = Object.fromEntries(Object.entries({ seconds: '30', ...given }).map(([name, n]) => [name, Number(n)]));
    const bench = benches[positionals[0] ?? ''];
    if (!bench || positionals.length > 1 || Object.values(options).some((n) => !(n > 0))) return undefined;
    return { bench, options: options as unknown as Options, json, publishes };
  } catch {
    return undefined;
  }
}

const asked = read();
if (!asked) {
  process.stderr.write(`Usage: npm run bench -- ${Object.keys(benches).join('|')} [--seconds N] [--creators N] [--json]\n`);
  process.exit(2);
}
const report = await asked.bench(asked.options);
if (asked.json) console.log(JSON.stringify(report));
else show(report);
if (asked.publishes) publish(report);
process.exit(0);

function show({ name: title, machine, size, ours, peers, ratios, leftOut }: Report): void {
  console.log(`${title} on ${machine}\n${JSON.stringify(size)}`);
  const groups: [string, Record<string, unknown>][] = [
    ['Greenroom', ours],
    ...peers.map((it): [string, Record<string, unknown>] => [it.name, it]),
  ];
  for (const [who, figures] of groups) {
    const { calls, ms, byKind, alone, name: _name, ...rest } = figures as { calls?: Call[]; name?: string } & Record<string, object>;
    console.log(`\n${who}${Object.keys(rest).length > 0 ? ` ${JSON.stringify(rest)}` : ''}`);
    for (const table of [calls, ms, byKind, alone]) if (table) console.table(table);
  }
  if (leftOut !== undefined) console.log(`\n${leftOut}`);
  console.log(`\nRatios, ours to theirs: ${JSON.stringify(ratios, null, 1)}`);
}
