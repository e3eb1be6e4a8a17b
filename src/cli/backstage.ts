import { readFileSync, statSync } from 'node:fs';
import { basename } from 'node:path';
import { parseArgs } from 'node:util';
import { dayAfter } from '#src/lib/days.ts';
import { day, platform } from '#src/lib/shapes.ts';
import { connect, type Connection } from './connect.ts';
import { Misuse, print, progress, Refused, type Command, type Line } from './line.ts';

interface Import {
  importId: string;
  state: string;
  partBytes: number;
  parts: number;
  rows: number;
  done: number;
  refusal: { code: string; detail: string } | null;
  report: { verdicts: Record<string, number>; unknownColumns: string[]; warnings: string[] } | null;
}
interface Rows {
  items: { row: number; notes: string[] }[];
  nextCursor: string | null;
}
interface Report {
  rows: number;
  created: number;
  updated: number;
  unchanged: number;
  rejected: { row: number; reason: string }[];
  unknownColumns: string[];
  warnings: string[];
}

/** Why a row is left out, for logs and scripts; screens have words of their own. */
const reasons: Record<string, string> = {
  no_creator: 'says of nobody',
  no_period: 'has no period',
  doubled: 'stands twice: the row with more diamonds counts',
  quit_unknown: 'has quit, and nobody by this name is known',
  ambiguous: 'two creators once had this name',
};
const warned: Record<string, string> = {
  strangers: 'hardly anybody in it is known: it may be another agency’s; say --confirm strangers if it is yours',
  older: 'newer days are known already',
  own_range: 'it is of a range of its own: kept, but no days follow from it',
  gap: 'days before it are missing',
  restated: 'it says something else of days that are known',
  fell: 'totals are smaller than the day before',
  bad_cells: 'some cells could not be read',
  lossy_ids: 'ids have lost digits in a spreadsheet: creators are matched by name',
  quit_unknown: 'somebody has quit whom nobody knows',
};

async function send(to: Connection, path: string, file: string, on: string | undefined): Promise<Import> {
  const bytes = readFileSync(file);
  const begun = await to.call<Import>('POST', path, { name: basename(file), bytes: bytes.length, ...(on && { platform: on }) });
  const show = progress('Sending');
  for (let n = 0; n < begun.parts; n++) {
    const data = bytes.subarray(n * begun.partBytes, (n + 1) * begun.partBytes).toString('base64');
    await to.call('PUT', `${path}/${begun.importId}/parts/${n}`, { data });
    show(n + 1, begun.parts, 'parts');
  }
  return begun;
}

/** Until the server is through with a file: read or refused, taken or stopped. */
async function follow(to: Connection, path: string, what: string, busy: string): Promise<Import> {
  const show = progress(what);
  let told = -1;
  for (;;) {
    await to.wait();
    const one = await to.call<Import>('GET', path);
    if (one.refusal) throw new Refused(one.refusal.detail, { ...one.refusal });
    if (one.state !== busy) return one;
    // How many rows there are is known once the last one was read.
    if (one.rows > one.done) show(one.done, one.rows, 'rows');
    else if (one.rows === 0 && one.done > told) process.stderr.write(`${what}: ${(told = one.done)} rows\n`);
  }
}

async function listRejected(to: Connection, path: string): Promise<Report['rejected']> {
  const all: Report['rejected'] = [];
  for (let cursor: string | null = ''; cursor !== null;) {
    const page: Rows = await to.call<Rows>('GET', `${path}/rows?verdict=skipped&limit=200${cursor && `&cursor=${cursor}`}`);
    all.push(...page.items.map(({ row, notes }) => ({ row, reason: notes.map((n) => reasons[n] ?? n).join(', ') })));
    cursor = page.nextCursor;
  }
  return all;
}

function reportOf({ report }: Import, rejected: Report['rejected']): Report {
  const { verdicts, unknownColumns, warnings } = report!;
  const [created = 0, updated = 0, unchanged = 0] = [verdicts['new'], verdicts['changed'], verdicts['unchanged']];
  const rows = Object.values(verdicts).reduce((sum, n) => sum + n, 0);
  return { rows, created, updated, unchanged, rejected, unknownColumns, warnings };
}

const options = {
  agency: { type: 'string' },
  platform: { type: 'string' },
  map: { type: 'string', multiple: true },
  from: { type: 'string' },
  to: { type: 'string' },
  confirm: { type: 'string', multiple: true },
  'dry-run': { type: 'boolean' },
} as const;
const usage =
  'import backstage FILE --agency ID [--platform tiktok] [--map diamonds=Their Column --from 2026-07-01 --to 2026-07-31] [--confirm strangers] [--dry-run]';

function readArgs({ args }: Line) {
  const { values, positionals } = parseArgs({ args, allowPositionals: true, options });
  const [, file] = positionals;
  if (file === undefined || positionals.length !== 2 || values.agency === undefined) throw new Misuse(usage);
  if (!statSync(file, { throwIfNoEntry: false })?.isFile()) throw new Misuse(`There is no file ${file}`);
  if (values.platform !== undefined && !platform.safeParse(values.platform).success)
    throw new Misuse(`The platforms are ${platform.options.join(', ')}`);
  if ((values.from === undefined) !== (values.to === undefined)) throw new Misuse('--from and --to belong together');
  for (const one of [values.from, values.to])
    if (one !== undefined && !day.safeParse(one).success) throw new Misuse('A day is written 2026-07-31');
  const columns = Object.fromEntries((values.map ?? []).map((one) => [one.slice(0, one.indexOf('=')), one.slice(one.indexOf('=') + 1)]));
  const range = values.from === undefined ? {} : { range: { from: values.from, to: dayAfter(values.to!) } };
  const given = values.map === undefined && values.from === undefined ? undefined : { columns, ...range };
  return { ...values, file, given };
}

/** `import backstage FILE`: an agency's own export, as the Imports room takes it in. Twice is no change. */
export const importBackstage: Command = async (line) => {
  const { file, agency, platform: on, given, confirm = [], 'dry-run': dryRun = false } = readArgs(line);
  const to = await connect(line);
  try {
    const path = `/v1/agencies/${agency}/imports`;
    const { importId } = await send(to, path, file, on);
    const own = `${path}/${importId}`;
    try {
      await to.call('POST', `${own}/read`, given === undefined ? {} : { given });
      const read = await follow(to, own, 'Reading', 'reading');
      const rejected = await listRejected(to, own);
      if (!dryRun) await to.call('POST', `${own}/take`, { confirm });
      const done = dryRun ? await to.call<Import>('POST', `${own}/stop`) : await follow(to, own, 'Taking in', 'taking');
      if (!dryRun && done.state !== 'taken')
        throw new Refused('Another file was taken in meanwhile: look at this one again before it counts.');
      say(line, reportOf({ ...read, report: done.report ?? read.report }, rejected));
      return 0;
    } catch (error) {
      await to.call('POST', `${own}/stop`).catch(() => {});
      throw error;
    }
  } finally {
    await to.close();
  }
};

function say(line: Line, report: Report): void {
  const { rows, created, updated, unchanged, rejected, warnings } = report;
  const more = [
    ...warnings.map((one) => `  ${warned[one] ?? one}`),
    ...rejected.slice(0, 50).map((r) => `  row ${r.row}: ${r.reason}`),
    ...(rejected.length > 50 ? [`  and ${rejected.length - 50} rows more`] : []),
  ];
  const words = `${rows} rows: ${created} new, ${updated} changed, ${unchanged} as before, ${rejected.length} rejected.`;
  print(line, report, [words, ...more].join('\n'));
}
