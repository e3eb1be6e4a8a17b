import type { AttributeKey, ColumnKey, FigureKey, FileKind, FileLanguage } from '../contract.ts';

/** Days from the first to the one before `to`, as `2026-07-01`. */
export interface Range {
  from: string;
  to: string;
}

/** How a file is read, found from its first rows. */
export interface Layout {
  kind: FileKind;
  language: FileLanguage;
  /** The row of the header, counted from 1; what stands above it are titles. */
  headerRow: number;
  titles: string[];
  /** Per column: what it is, or null for one that we do not know and keep as it is. */
  columns: (ColumnKey | null)[];
  header: string[];
  /** Names of columns not known, and those that a file of this kind has and this one lacks. */
  unknown: string[];
  missing: ColumnKey[];
  /** Columns that say the same thing twice: the first is read. */
  duplicates: string[];
  /** Tasks of bonus columns, by their position. */
  tasks: Record<number, string>;
}

/** A cell that could not be read, or whose value cannot be true. */
export interface BadCell {
  column: string;
  value: string;
  why:
    | 'not_a_number'
    | 'not_a_duration'
    | 'not_a_day'
    | 'not_a_time'
    | 'not_a_share'
    | 'infinite'
    | 'negative'
    | 'absurd'
    | 'formula'
    | 'error';
}

/** One row of an export, read. */
export interface Fact {
  row: number;
  /** The platform's id; null where the file has none, it was lost in a spreadsheet, or the creator has quit. */
  platformId: string | null;
  /** The id was a number and has lost digits. */
  lossyId: boolean;
  /** As written, without the @ before it. */
  handle: string | null;
  /** The row of somebody who has quit: its id is a sentence. */
  quit: boolean;
  /** Of the row itself, where the file gives one. */
  range: Range | null;
  figures: Partial<Record<FigureKey, number>>;
  /** Figures that were written short, like 2.98M. */
  approx: FigureKey[];
  attributes: Partial<Record<AttributeKey, string>>;
  /** Bonus by task, in hundredths. */
  bonuses: Record<string, number>;
  /** Of its money, ISO 4217, where a cell says so; several of them in one row are told with commas. */
  currency?: string;
  bad: BadCell[];
  /** Columns that we do not know, as they were. */
  raw: Record<string, string>;
}

/** A row that says nothing of anybody. */
export interface SkippedRow {
  row: number;
  skipped: 'empty' | 'no_creator' | 'no_period' | 'total';
}
