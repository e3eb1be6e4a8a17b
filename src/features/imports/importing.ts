import type { Actor, World } from '#src/infra/context.ts';
import { isConnectionLost } from '#src/infra/db/open.ts';
import { Refusal } from '#src/lib/errors.ts';
import { dayOf } from '#src/lib/time.ts';
import { oneAfterAnother } from '#src/lib/turns.ts';
import { headerText } from './actions/files.ts';
import type { ColumnKey } from './contract.ts';
import { SheetFault, type Cell, type SheetReader } from './ports.ts';
import { listWaiting, loadBytes, loadMapping, type FileRow } from './queries/files.ts';
import type { ReadRow } from './queries/rows.ts';
import type { Fact, Layout, SkippedRow } from './rules/facts.ts';
import { keptText } from './rules/cells.ts';
import { isToDate, openPeriod } from './rules/period.ts';
import { dayFromName, mapped, recognise } from './rules/recognise.ts';
import { readRow } from './rules/rows.ts';

export interface Importing {
  world: World;
  reader: SheetReader;
  carryOut: <O>(name: string, input: unknown, as?: Actor, at?: Date) => Promise<O>;
}

const beatMs = 2_000;

type Key = { agencyId: string; importId: string };
/** The file was stopped, or the program ends: nothing of it is kept, or it is begun anew. */
class Stopped extends Error {}
/** A file that cannot be used: the code and what else is known of it. */
class Unusable extends Error {
  readonly refusal: { code: string; [more: string]: unknown };
  constructor(code: string, more: object = {}) {
    super(code);
    this.refusal = { code: `imports.${code}`, ...more };
  }
}

/** Reads and takes in the files that people have brought: one after the other in this process, each by one process only. */
export function openImporting({ world, reader, carryOut: carryOutAt }: Importing) {
  const { db, log } = world;
  const stopping = new AbortController();
  /** When the work in hand is done; undefined: as it comes. */
  let instant: Date | undefined;
  const carryOut = <O>(name: string, input: unknown): Promise<O> => carryOutAt<O>(name, input, undefined, instant);
  /** How far the file in hand has come; told by `beat`, for its transaction shows nothing until it ends. */
  let done = 0;

  /** Works on a file while signs of life go out; a stop ends the work. */
  async function whileBeating<T>(key: Key, work: (signal: AbortSignal) => Promise<T>): Promise<T> {
    const stopped = new AbortController();
    let beating = Promise.resolve();
    const timer = setInterval(() => {
      beating = beating.then(async () => {
        const { goOn } = await carryOut<{ goOn: boolean }>('imports.beat', { ...key, done }).catch(() => ({ goOn: true }));
        if (!goOn) stopped.abort(new Stopped());
      });
    }, beatMs);
    try {
      return await work(AbortSignal.any([stopped.signal, stopping.signal]));
    } finally {
      clearInterval(timer);
      await beating;
    }
  }

  async function layoutOf(file: FileRow, first: Cell[][]): Promise<Layout> {
    const header = first.find((row) => row.filter((cell) => cell !== null && cell !== '').length > 1) ?? first[0] ?? [];
    const words = header.map((cell) => keptText(cell, 200));
    const found = recognise(first, nameOf(file));
    if ('layout' in found) return found.layout;
    const mendable = { header: words, mendable: true };
    if (found.refused === 'no_period') throw new Unusable('no_period', { ...mendable, standard: true });
    if (found.refused !== 'no_header' && found.refused !== 'no_creator_column') throw new Unusable(found.refused);
    const given = file.mapping ?? (await loadMapping(db, file.agency_id, headerText(words)));
    if (!given) throw new Unusable(found.refused, mendable);
    const layout = mapped(words, first.indexOf(header) + 1, given.columns);
    if ('refused' in layout) throw new Unusable(layout.refused, mendable);
    return layout;
  }

  async function readFile(file: FileRow): Promise<void> {
    const key = { agencyId: file.agency_id, importId: file.import_id };
    const bytes = await loadBytes(db, key);
    await whileBeating(key, async (signal) => {
      let reading: ReturnType<typeof openReading> | undefined;
      let rows = 0;
      const info = await reader.read(
        { bytes, name: file.name, of: file.agency_id },
        async (cells, first) => {
          reading ??= openReading(file, await layoutOf(file, cells), dayOf(instant ?? world.clock()));
          const read = reading.take(cells, first);
          rows += read.length;
          done = first + cells.length - 1;
          const { goOn } = await carryOut<{ goOn: boolean }>('imports.stage', { ...key, rows: read, done });
          if (!goOn) throw new Stopped();
        },
        signal,
      );
      if (!reading) throw new Unusable('empty');
      if (rows === 0 || reading.creators() === 0) throw new Unusable('no_rows');
      const period = reading.end();
      const { layout } = reading;
      await carryOut('imports.finish', {
        ...key,
        kind: layout.kind,
        language: layout.language,
        range: period.range,
        dataOn: period.dataOn,
        rows: info.rows,
        columns: {
          scope: period.scope,
          columns: [...new Set(layout.columns.filter((one): one is ColumnKey => one !== null))],
          unknownColumns: layout.unknown,
          missingColumns: layout.missing,
          duplicateColumns: layout.duplicates,
        },
      });
    });
  }

  async function takeIn(file: FileRow): Promise<void> {
    const key = { agencyId: file.agency_id, importId: file.import_id };
    await whileBeating(key, () => carryOut('imports.carryIn', key));
    for (const importId of await listWaiting(db, key.agencyId)) await carryOut('imports.judgeAgain', { ...key, importId });
  }

  async function workOn(file: FileRow): Promise<void> {
    const key = { agencyId: file.agency_id, importId: file.import_id };
    done = 0;
    try {
      await (file.state === 'reading' ? readFile(file) : takeIn(file));
    } catch (error) {
      if (error instanceof Stopped || stopping.signal.aborted) return;
      if (error instanceof Refusal && error.code === 'imports.wrong_state') return;
      const refusal = refusalOf(error);
      if (refusal === undefined && isPassing(error)) throw error;
      // Of a fault of the database its words may hold somebody's row.
      const { code, stack } = error as { code?: string; stack?: string };
      if (refusal === undefined)
        log.error({ ...key, code, stack: code === undefined ? stack : undefined }, 'a file could not be worked on');
      const failed = { code: 'imports.failed' };
      await carryOut('imports.refuse', { ...key, refusal: refusal ?? failed }).catch(() =>
        carryOut('imports.refuse', { ...key, refusal: failed }),
      );
    }
  }

  async function workDue(): Promise<number> {
    for (let n = 0; ; n++) {
      if (stopping.signal.aborted) return n;
      const { file } = await carryOut<{ file: FileRow | null }>('imports.claim', {});
      if (!file) return n;
      await workOn(file);
    }
  }

  async function workDueAt(at: Date): Promise<void> {
    instant = at;
    try {
      await workDue();
    } finally {
      instant = undefined;
    }
  }

  const turns = oneAfterAnother();
  const queue = (): Promise<number> => {
    const mine = turns.take(workDue);
    mine.catch((error: unknown) => log.error({ err: error }, 'imports'));
    return mine;
  };
  return {
    /** Called within a transaction of ours: the end of the program ends it. */
    onProgress: (_importId: string, rows: number): void => {
      done = rows;
      stopping.signal.throwIfAborted();
    },
    /** The job: files whose worker went away. */
    workDue: queue,
    /** For a demo, whose files are of days gone by: each is worked on at its own instant, and by nobody else meanwhile. */
    bringing: <T>(bring: (workDueAt: (at: Date) => Promise<void>) => Promise<T>): Promise<T> => turns.take(() => bring(workDueAt)),
    /** Somebody waits in front of the screen. */
    hurry: (): void => void queue().catch(() => {}),
    settled: turns.settled,
    stop: async (): Promise<void> => {
      stopping.abort(new Stopped());
      await turns.settled();
    },
  };
}

/** A fault of the database passes: the file is begun anew. Anything else would fail again for ever. */
const isPassing = (error: unknown): boolean =>
  isConnectionLost(error) || /^(40|53|55|57P|58|08)/.test((error as { code?: string }).code ?? '') || error instanceof Refusal;

function refusalOf(error: unknown): { code: string } | undefined {
  if (error instanceof Unusable) return error.refusal;
  if (error instanceof SheetFault) return { code: `imports.${error.code}`, ...(error.at !== undefined && { row: error.at }) };
  return undefined;
}

/** What a file is called. Where people have said its days, from the first of a month on, as if it had been named after the day of its export. */
const nameOf = ({ name, mapping }: FileRow): string =>
  mapping?.range && isToDate(mapping.range) && dayFromName(name) === null ? mapping.range.to : name;

const isSkipped = (read: Fact | SkippedRow): read is SkippedRow => 'skipped' in read;
/** Rows that say nothing of anybody stand in every export: they are not even counted. */
const isNothing = (read: SkippedRow): boolean => read.skipped === 'empty' || read.skipped === 'total';

/** Reads rows as they come, and the period off them. */
function openReading(file: FileRow, layout: Layout, today: string) {
  const period = openPeriod(layout, nameOf(file), file.mapping ?? undefined, today);
  let creators = 0;
  const stageOf = (read: Fact | SkippedRow): ReadRow => {
    if (isSkipped(read)) return { ...nobody, n: read.row, verdict: 'skipped', notes: [read.skipped] };
    creators++;
    period.see(read);
    const { figures, approx, attributes, bonuses, currency, raw } = read;
    return {
      n: read.row,
      platform_id: read.platformId,
      handle: read.handle,
      quit: read.quit,
      content: { figures, approx, attributes, bonuses, ...(currency !== undefined && { currency }), raw },
      bad: read.bad,
      verdict: null,
      notes: [
        ...(read.quit ? (['quit'] as const) : []),
        ...(read.lossyId ? (['lossy_id'] as const) : []),
        ...(read.bad.length > 0 ? (['bad_cells'] as const) : []),
      ],
    };
  };
  return {
    layout,
    creators: () => creators,
    take(cells: Cell[][], first: number): ReadRow[] {
      const below = cells.map((row, i) => ({ row, n: first + i })).filter(({ n }) => n > layout.headerRow);
      const read = below.map(({ row, n }) => readRow(layout, row, n));
      return read.filter((one) => !isSkipped(one) || !isNothing(one)).map(stageOf);
    },
    end() {
      const found = period.end();
      if ('refused' in found)
        throw new Unusable(found.refused, found.refused === 'no_period' ? { header: layout.header, mendable: true } : {});
      return found;
    },
  };
}
const nobody = {
  platform_id: null,
  handle: null,
  quit: false,
  content: { figures: {}, approx: [], attributes: {}, bonuses: {}, raw: {} },
  bad: [],
} satisfies Partial<ReadRow>;
