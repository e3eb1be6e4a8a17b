import { statSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { platform } from '#src/lib/shapes.ts';
import { importBackstage } from './backstage.ts';
import { connect, type Connection } from './connect.ts';
import { readCsv } from './csv.ts';
import { Misuse, print, type Command } from './line.ts';

const fields = [
  'handle',
  'displayName',
  'language',
  'country',
  'category',
  'bio',
  'followers',
  'averageViewers',
  'peakViewers',
  'watchMinutes',
  'streamMinutes',
];
const batch = 500;
/** Well below the megabyte that a request may hold, whatever the script. */
const batchChars = 150_000;

interface Report {
  rows: number;
  created: number;
  updated: number;
  unchanged: number;
  rejected: { row: number; reason: string }[];
  unknownColumns: string[];
}
/** Which column each field comes from: its position, counted from 0. */
type Columns = Map<string, number>;

function readMap(given: string[]): Map<string, string> {
  const map = new Map<string, string>();
  for (const one of given) {
    const [field, column] = [one.slice(0, one.indexOf('=')), one.slice(one.indexOf('=') + 1)];
    if (!fields.includes(field)) throw new Misuse(`--map ${one}: the fields are ${fields.join(', ')}`);
    map.set(field, column);
  }
  return map;
}

const byPosition = (map: Map<string, string>) => map.size > 0 && [...map.values()].every((c) => /^\d+$/.test(c));
function positions(map: Map<string, string>): Columns {
  if (!map.has('handle')) throw new Misuse('Say which column holds the handle: --map handle=1');
  return new Map([...map].map(([field, column]) => [field, Number(column) - 1]));
}

/** From a header row: the columns named by `--map`, and those that are called like a field. */
function fromHeader(header: string[], map: Map<string, string>): { columns: Columns; unknown: string[] } {
  const plain = (s: string) => s.toLowerCase().replace(/[^a-z0-9]/g, '');
  const columns: Columns = new Map();
  for (const field of fields) {
    const wanted = map.get(field);
    const at = header.findIndex((h) => (wanted === undefined ? plain(h) === plain(field) : h.trim() === wanted));
    if (wanted !== undefined && at < 0)
      throw new Misuse(`--map ${field}=${wanted}: the file has no such column; it has ${header.join(', ')}`);
    if (at >= 0) columns.set(field, at);
  }
  if (!columns.has('handle'))
    throw new Misuse(
      `No column holds the handle; the file has ${header.join(', ')}. Say --map handle=Column, or --map handle=1 without a header row`,
    );
  const used = new Set(columns.values());
  return { columns, unknown: header.filter((h, i) => !used.has(i) && h.trim() !== '') };
}

/** Reads a CSV file row by row and takes it in by batches; a broken row is reported by its number and costs nothing else. */
async function take(to: Connection, file: string, map: Map<string, string>, platform: string, dryRun: boolean): Promise<Report> {
  const report: Report = { rows: 0, created: 0, updated: 0, unchanged: 0, rejected: [], unknownColumns: [] };
  const rows: { row: number; fields: Record<string, string> }[] = [];
  let chars = 0;
  const send = async () => {
    chars = 0;
    if (rows.length === 0) return;
    const part = await to.call<Report>('POST', '/v1/creators/import', { platform, dryRun, rows: rows.splice(0) });
    report.created += part.created;
    report.updated += part.updated;
    report.unchanged += part.unchanged;
    report.rejected.push(...part.rejected);
  };
  let columns: Columns | undefined = byPosition(map) ? positions(map) : undefined;
  const handles = new Map<string, number>();
  for await (const { row, cells, reason } of readCsv(file)) {
    if (!columns) {
      if (!cells) throw new Misuse(`The header row cannot be read: ${reason}`);
      const read = fromHeader(cells, map);
      columns = read.columns;
      report.unknownColumns = read.unknown;
      continue;
    }
    if (cells?.length === 1 && cells[0] === '') continue;
    report.rows++;
    const handle = cells?.[columns.get('handle')!]?.trim() ?? '';
    const twice = handles.get(handle);
    if (!cells || twice !== undefined) {
      report.rejected.push({ row, reason: reason ?? `handle: the same as in row ${twice}` });
      continue;
    }
    if (handle !== '') handles.set(handle, row);
    rows.push({ row, fields: Object.fromEntries([...columns].map(([field, at]) => [field, cells[at] ?? '']).filter(([, v]) => v !== '')) });
    chars += cells.reduce((sum, cell) => sum + cell.length, 0);
    if (rows.length === batch || chars > batchChars) await send();
  }
  await send();
  report.rejected.sort((a, b) => a.row - b.row);
  return report;
}

/** `import creators FILE`, `import backstage FILE`. */
export const importFile: Command = (line) => (line.args.includes('backstage') ? importBackstage(line) : importCreators(line));

const importCreators: Command = async (line) => {
  const { values, positionals } = parseArgs({
    args: line.args,
    allowPositionals: true,
    options: { platform: { type: 'string' }, map: { type: 'string', multiple: true }, 'dry-run': { type: 'boolean' } },
  });
  const [kind, file] = positionals;
  if (kind !== 'creators' || file === undefined || positionals.length > 2)
    throw new Misuse('import creators FILE --platform twitch [--map field=Column] [--dry-run]');
  if (!platform.safeParse(values.platform).success)
    throw new Misuse(`Say which platform the file is of: --platform ${platform.options.join(', ')}`);
  if (!statSync(file, { throwIfNoEntry: false })?.isFile()) throw new Misuse(`There is no file ${file}`);
  const map = readMap(values.map ?? []);
  const to = await connect(line);
  try {
    const report = await take(to, file, map, values.platform!, values['dry-run'] ?? false);
    const more = report.rejected.map((r) => `  row ${r.row}: ${r.reason}`).join('\n');
    const words = `${report.rows} rows: ${report.created} new, ${report.updated} changed, ${report.unchanged} as before, ${report.rejected.length} rejected.`;
    print(line, report, `${words}${more && `\n${more}`}`);
    return 0;
  } finally {
    await to.close();
  }
};
