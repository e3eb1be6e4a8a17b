/** A cell as a file holds it. A number is a cell that the program behind the file stored as one: an id of 19 digits has lost some of them. */
export type Cell = string | number | boolean | Date | null;

/** What a file turned out to be, beside its rows. */
export interface SheetInfo {
  format: 'xlsx' | 'csv';
  /** `utf-8`, `gb18030`, `windows-1252`; of an xlsx none. */
  encoding?: string;
  /** `,`, `;` or a tab; of an xlsx none. */
  delimiter?: string;
  /** Rows of the first sheet that has any, empty ones at the end left out. */
  rows: number;
}

export const sheetFaults = [
  'empty',
  'not_a_sheet',
  'broken',
  'too_large',
  'too_many_rows',
  'too_many_columns',
  'encrypted',
  'took_too_long',
] as const;
export type SheetFaultCode = (typeof sheetFaults)[number];

/** A file that cannot be read as a table; the code says why, `at` where (a row, counted from 1). */
export class SheetFault extends Error {
  readonly code: SheetFaultCode;
  readonly at: number | undefined;
  constructor(code: SheetFaultCode, at?: number) {
    super(`sheet: ${code}`);
    this.code = code;
    this.at = at;
  }
}

/** Reads tables out of files, apart from the thread that serves. */
export interface SheetReader {
  /**
   * Hands on the rows by chunks of at most 500, in order; the next chunk waits until `onRows` has ended. `first` is the number of the
   * chunk's first row in the file, counted from 1. Fails with a `SheetFault`; `signal` ends it, then it fails with the signal's reason.
   * `of`: whose file it is. Nothing that a file leaves behind is met by another owner's; those of one owner may share what is dear to make.
   */
  read(
    file: { bytes: Uint8Array; name: string; of?: string | undefined },
    onRows: (rows: Cell[][], first: number) => Promise<void> | void,
    signal?: AbortSignal,
  ): Promise<SheetInfo>;
}
