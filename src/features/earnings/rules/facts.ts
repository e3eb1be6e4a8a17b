import type { FigureSource } from '../contract.ts';

/** A figure of a month with how far off it may be: hours are often rounded to hundredths. */
export interface Figures {
  diamonds: number | null;
  validDays: number | null;
  liveSeconds: number | null;
  /** The last day that they know. */
  on: string;
  from: FigureSource;
  /** Hours were written with two decimals. */
  rounded: boolean;
}

/** A row of a task report. Amounts in hundredths; a task that is not in `byTask` was not said. */
export interface ReportRow {
  totalMinor: number | null;
  byTask: Readonly<Record<string, number>>;
  figures: Figures;
}

/** All that is known of one creator in one month. */
export interface CreatorMonth {
  platform: string;
  joinedOn: string | null;
  /** Of the whole month before; null: not known. */
  lastDiamonds: number | null;
  /** The month as the next one's exports call it, and as its own did, to their last day. */
  closing: Figures | null;
  own: Figures | null;
  running: ReportRow | null;
  confirmed: ReportRow | null;
}
