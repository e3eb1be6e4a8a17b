/** What reading one file may cost; each bound has its reason beside it. */
export interface SheetLimits {
  /** Of the file itself. */
  bytes: number;
  /** Sum of what a zip says its entries unpack to. */
  unpackedBytes: number;
  /** How much larger an entry of more than a megabyte may become: sheets pack 10 to 50 times, bombs 1,000 times. */
  ratio: number;
  /** Files in the zip; a workbook of Excel has some twenty. */
  entries: number;
  /** Sum of the parts of a workbook that hold its table: SheetJS keeps each text up to three times. */
  tableBytes: number;
  /** Of a part that holds no rows, such as the styles: 100 times what Excel writes. */
  partBytes: number;
  /** Between two tags: six times the longest cell of Excel with every character escaped. */
  runBytes: number;
  /** Of one sheet, empty ones with a format counted; 100,000 rows of 30 columns. */
  cells: number;
  /** Different texts of a workbook. */
  strings: number;
  rows: number;
  columns: number;
  /** Characters of a cell, Excel's own bound; the rest is cut off. */
  text: number;
  /** Of the worker's own work: what the rows' taker needs is not counted. */
  milliseconds: number;
  /**
   * Of the worker. A last resort: V8 answers an exhausted heap by ending the thread, yet now and then by ending the process, so the bounds
   * above are such that it is never reached. `--max-old-space-size` on the process overrides it.
   */
  heapMb: number;
  /** Files read side by side; others wait. */
  atOnce: number;
  /** Size of a file after which its thread may read another one: what it left in the memory is small. */
  keptBytes: number;
}

export const sheetLimits: SheetLimits = {
  bytes: 32 << 20,
  unpackedBytes: 200 << 20,
  ratio: 200,
  entries: 2_000,
  tableBytes: 128 << 20,
  partBytes: 8 << 20,
  runBytes: 1 << 20,
  cells: 3_000_000,
  strings: 1_500_000,
  rows: 100_000,
  columns: 300,
  text: 32_767,
  milliseconds: 30_000,
  heapMb: 1_024,
  atOnce: 2,
  keptBytes: 1 << 20,
};

/** A chunk ends at the first of these, so that taking it never holds up the thread that serves. */
export const chunkLimits = { rows: 500, cells: 15_000, characters: 500_000 };
