import { z } from 'zod';
import type { Reasons } from '#src/lib/errors.ts';
import { count, day, id, instant, line, page, platform } from '#src/lib/shapes.ts';

/** What a file is. `table`: any other one, its columns named by people. */
export const fileKind = z.enum(['creator_data', 'manage_creators', 'task_report', 'activity_rank', 'table']);
export type FileKind = z.infer<typeof fileKind>;

/** The language of a file's header; `any` where a file has no words of its own. */
export const fileLanguage = z.enum(['en', 'es', 'ja', 'zh', 'de', 'any']);
export type FileLanguage = z.infer<typeof fileLanguage>;

/**
 * Figures of a file, each an integer: durations in seconds, shares in parts per ten thousand, money in hundredths. Those without a suffix are
 * counters of the file's range; `…LastMonth` of the whole month before; `…L30d` of the last 30 days; the others levels on the day of the data.
 */
export const figureKeys = [
  'diamonds', 'liveSeconds', 'validDays', 'newFollowers', 'lives',
  'matches', 'matchDiamonds', 'multiGuestDiamonds', 'multiGuestHostDiamonds', 'multiGuestGuestDiamonds', 'newFans', 'fanDiamonds',
  'diamondsLastMonth', 'liveSecondsLastMonth', 'validDaysLastMonth', 'newFollowersLastMonth', 'livesLastMonth',
  'diamondsAchievedBps', 'liveAchievedBps', 'validDaysAchievedBps', 'newFollowersAchievedBps', 'livesAchievedBps',
  'diamondsChangeBps', 'liveChangeBps', 'validDaysChangeBps', 'newFollowersChangeBps', 'livesChangeBps',
  'daysSinceJoining', 'baseDiamonds', 'fanContributionBps', 'totalFans', 'activeFans', 'followers', 'videos', 'likes',
  'diamondsL30d', 'liveSecondsL30d', 'validDaysL30d', 'fanDiamondsL30d', 'activeFansL30d',
  'bonusMinor', 'interactionDays',
] as const; // prettier-ignore
export const figureKey = z.enum(figureKeys);
export type FigureKey = z.infer<typeof figureKey>;

/** Words of a file about a creator. */
export const attributeKeys = [
  'displayName', 'group', 'groupManager', 'manager', 'joinedAt', 'newLive', 'status', 'graduation', 'tier', 'tierLastMonth', 'relationship',
  'subscription', 'invitationType', 'invitedBy', 'promotePermission', 'lastLiveAt', 'notes', 'managementDates', 'renewedManagementDates',
  'violative', 'rookie', 'completedStage', 'completedAt',
] as const; // prettier-ignore
export const attributeKey = z.enum(attributeKeys);
export type AttributeKey = z.infer<typeof attributeKey>;

/** What a column can be. `dataPeriod`, `dataMonth`, `platformId` and `handle` are the keys; `bonus` a bonus of one task, by its name. */
export const columnKey = z.enum(['dataPeriod', 'dataMonth', 'platformId', 'handle', 'bonus', ...figureKeys, ...attributeKeys]);
export type ColumnKey = z.infer<typeof columnKey>;

export const importState = z.enum(['sending', 'reading', 'read', 'taking', 'taken', 'stopped', 'refused']);
export type ImportState = z.infer<typeof importState>;
export const verdict = z.enum(['new', 'changed', 'unchanged', 'skipped']);
export type Verdict = z.infer<typeof verdict>;

/** What is said of a row beside its figures. Those of a skipped row say why. */
export const rowNote = z.enum([
  'empty', 'no_creator', 'no_period', 'total', 'doubled', 'quit_unknown', 'ambiguous',
  'new_creator', 'renamed', 'quit', 'lossy_id', 'regrouped', 'restated', 'fell', 'bad_cells',
]); // prettier-ignore
export type RowNote = z.infer<typeof rowNote>;
/** What should be looked at before a file is taken in; `strangers` must be confirmed. */
export const importWarning = z.enum([
  'strangers',
  'older',
  'own_range',
  'gap',
  'restated',
  'fell',
  'bad_cells',
  'lossy_ids',
  'quit_unknown',
]);
export type ImportWarning = z.infer<typeof importWarning>;

/** Bytes of one part of a file, before they are written as base64. */
export const partBytes = 65_536;
export const fileBytesMax = 33_554_432;
export const rowsMax = 100_000;

const range = { from: day, to: day };
/** What people can call a column of a file that is nobody's standard. */
export const nameableKeys = [
  'handle', 'platformId', 'displayName', 'group', 'manager', 'joinedAt', 'status', 'tier', 'graduation',
  'diamonds', 'liveSeconds', 'validDays', 'newFollowers', 'lives', 'matches', 'matchDiamonds', 'multiGuestDiamonds',
  'newFans', 'fanDiamonds', 'totalFans', 'activeFans', 'followers', 'dataPeriod', 'dataMonth',
] as const satisfies ColumnKey[]; // prettier-ignore
type NameableKey = (typeof nameableKeys)[number];
const named = Object.fromEntries(nameableKeys.map((key) => [key, line(200).optional()])) as Record<NameableKey, z.ZodOptional<z.ZodString>>;

/** What people say about a file that is nobody's standard: which column is which, and of which days it is. */
export const Given = z.strictObject({
  columns: z.strictObject(named),
  range: z.strictObject(range).optional(),
});
export type Given = z.infer<typeof Given>;

export const Begin = z.strictObject({
  name: line(200),
  bytes: z.int().min(0).max(fileBytesMax),
  platform: platform.default('tiktok'),
});
/** In a form that a document can tell. */
const base64 = /^[A-Za-z0-9+/]*={0,2}$/;
export const Part = z.strictObject({
  data: z
    .string()
    .max(Math.ceil(partBytes / 3) * 4)
    .regex(base64, 'is not base64'),
});
export const Read = z.strictObject({ given: Given.optional() });
export const Take = z.strictObject({ confirm: z.array(importWarning).max(10).default([]) });

const counts = z.record(z.string(), count);
export const ImportReport = z.object({
  /** Rows by what taking the file in does, or did. */
  verdicts: counts,
  notes: counts,
  warnings: z.array(importWarning),
  newCreators: count,
  knownCreators: count,
  /** Of the creators known before, how many are missing here. */
  missingCreators: count,
  /** Days of the same month before the file that no file has told of. */
  gapDays: z.array(day),
  /** The campaign of a ranking. */
  scope: z.string(),
  /** What the file has a column of. */
  columns: z.array(columnKey),
  unknownColumns: z.array(z.string()),
  missingColumns: z.array(columnKey),
  duplicateColumns: z.array(z.string()),
  /** The first cells that could not be read, and how many there are. */
  badCells: z.array(z.object({ row: count, column: z.string(), value: z.string(), why: z.string() })),
  badCellCount: count,
});
export type ImportReport = z.infer<typeof ImportReport>;

export const Import = z
  .object({
    importId: id,
    name: z.string(),
    bytes: count,
    platform,
    state: importState,
    partBytes: count,
    parts: count,
    partsSent: count,
    /** Why the file cannot be used. */
    refusal: z.looseObject({ code: z.string(), detail: z.string() }).nullable(),
    kind: fileKind.nullable(),
    language: fileLanguage.nullable(),
    range: z.object(range).nullable(),
    dataOn: day.nullable(),
    rows: count,
    done: count,
    report: ImportReport.nullable(),
    /** The header of a file whose columns people must name, and what they said last time. */
    header: z.array(z.string()).nullable(),
    given: Given.nullable(),
    madeBy: z.object({ personId: id, name: z.string() }).nullable(),
    madeAt: instant,
    takenAt: instant.nullable(),
  })
  .meta({ id: 'Import' });
export const Imports = page(Import).meta({ id: 'Imports' });

export const ImportRow = z
  .object({
    row: count,
    handle: z.string().nullable(),
    platformId: z.string().nullable(),
    verdict: verdict.nullable(),
    notes: z.array(rowNote),
    diamonds: count.nullable(),
    liveSeconds: count.nullable(),
    validDays: count.nullable(),
    bad: z.array(z.object({ column: z.string(), value: z.string(), why: z.string() })),
  })
  .meta({ id: 'ImportRow' });
export const ImportRows = page(ImportRow).meta({ id: 'ImportRows' });

export const reasons = {
  'imports.not_found': { kind: 'not_found', detail: 'There is no such import.' },
  'imports.part_unknown': { kind: 'unprocessable', detail: 'This file has no such part, or the part has not the size that it must have.' },
  'imports.not_whole': { kind: 'conflict', detail: 'The file has not been sent to its end yet.' },
  'imports.wrong_state': { kind: 'conflict', detail: 'This import has gone on meanwhile: look at it again.' },
  'imports.confirm': { kind: 'conflict', detail: 'Something about this file must be confirmed first.' },
  'imports.bad_range': { kind: 'unprocessable', detail: 'The days end before they begin.' },
  'imports.busy': { kind: 'too_many', detail: 'Five files of this agency wait already: take them in or stop them first.' },
  'imports.empty': { kind: 'unprocessable', detail: 'The file is empty.' },
  'imports.not_a_sheet': { kind: 'unprocessable', detail: 'This is neither an Excel file nor a CSV file.' },
  'imports.broken': { kind: 'unprocessable', detail: 'The file is damaged, or only a part of it: export it again.' },
  'imports.too_large': { kind: 'unprocessable', detail: 'The file holds more than can be read safely.' },
  'imports.too_many_rows': { kind: 'unprocessable', detail: 'The file has more than 100,000 rows.' },
  'imports.too_many_columns': { kind: 'unprocessable', detail: 'The file has more columns than any export.' },
  'imports.encrypted': { kind: 'unprocessable', detail: 'The file is protected by a password: save it without one.' },
  'imports.took_too_long': { kind: 'unprocessable', detail: 'Reading the file took too long; it was given up.' },
  'imports.failed': { kind: 'unprocessable', detail: 'Something of ours went wrong with this file; it was logged, and nothing of the file is kept.' },
  'imports.no_header': { kind: 'unprocessable', detail: 'No row of the file is a header that we know: say which column is which.' },
  'imports.no_creator_column': { kind: 'unprocessable', detail: 'No column says which creator a row is of.' },
  'imports.no_period': { kind: 'unprocessable', detail: 'Nothing says of which days the figures are: neither a column nor the name of the file.' },
  'imports.two_kinds': { kind: 'unprocessable', detail: 'The columns of two different exports stand in one file.' },
  'imports.shop_orders': { kind: 'unprocessable', detail: 'This is a file of shop orders, not of creators.' },
  'imports.two_periods': { kind: 'unprocessable', detail: 'The rows are of different months or days: one file is of one period.' },
  'imports.no_rows': { kind: 'unprocessable', detail: 'The file has a header and no creator below it.' },
  'imports.future': { kind: 'unprocessable', detail: 'The file is of days that have not been yet.' },
} as const satisfies Reasons; // prettier-ignore
