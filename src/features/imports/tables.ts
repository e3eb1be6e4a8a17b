import type { Generated } from 'kysely';
import type { Place } from '#src/infra/db/tables.ts';
import type { Platform } from '#src/lib/shapes.ts';
import type { AttributeKey, FigureKey, FileKind, FileLanguage, Given, ImportReport, ImportState, Verdict } from './contract.ts';

/** What a file says of one creator; stored whole, compared whole. */
export interface Content {
  figures: Partial<Record<FigureKey, number>>;
  approx: FigureKey[];
  attributes: Partial<Record<AttributeKey, string>>;
  bonuses: Record<string, number>;
  /** Of its money, where the file says so. */
  currency?: string;
  raw: Record<string, string>;
}

/** A month of a creator as the exports of the next one call it. */
export interface MonthRow {
  export_id: string;
  month: string;
  diamonds: number | null;
  live_seconds: number | null;
  valid_days: number | null;
  new_followers: number | null;
  lives: number | null;
  /** The latest day of data that said so. */
  data_on: string;
  /** The last total of the month itself was another. */
  restated: boolean;
}

declare module '#src/infra/db/open.ts' {
  interface Tables {
    import_files: {
      agency_id: string;
      import_id: string;
      name: string;
      bytes: number;
      parts: number;
      platform: Platform;
      state: ImportState;
      refusal: { code: string; [more: string]: unknown } | null;
      kind: FileKind | null;
      language: FileLanguage | null;
      range_from: string | null;
      range_to: string | null;
      data_on: string | null;
      rows: Generated<number>;
      done: Generated<number>;
      report: Generated<Partial<ImportReport>>;
      mapping: Given | null;
      confirmed: Generated<string[]>;
      made_by: string | null;
      made_at: Date;
      beat_at: Date;
      read_at: Date | null;
      taken_at: Date | null;
    };
    import_parts: { agency_id: string; import_id: string; n: number; body: Buffer };
    import_rows: {
      agency_id: string;
      import_id: string;
      n: number;
      platform_id: string | null;
      handle: string | null;
      quit: boolean;
      content: Content;
      bad: { column: string; value: string; why: string }[];
      verdict: Verdict | null;
      notes: Generated<string[]>;
    };
    import_mappings: { agency_id: string; header: string; mapping: Given; saved_at: Date };
    export_creators: {
      agency_id: string;
      export_id: string;
      platform: Platform;
      platform_id: string | null;
      handle: string;
      display_name: string | null;
      group_name: string | null;
      manager: string | null;
      joined_at: Date | null;
      quit_on: string | null;
      graduation: string | null;
      tier: string | null;
      seen_on: string;
      first_on: string;
      last_on: string;
    };
    export_handles: { agency_id: string; platform: Platform; handle: string; export_id: string; last_on: string };
    export_facts: {
      agency_id: string;
      export_id: string;
      kind: FileKind;
      scope: string;
      range_from: string;
      range_to: string;
      version: number;
      latest: boolean;
      content: Content;
      import_id: string;
    };
    export_spans: {
      agency_id: string;
      export_id: string;
      from_on: string;
      to_on: string;
      diamonds: number | null;
      live_seconds: number | null;
      valid_days: number | null;
      lives: number | null;
      new_followers: number | null;
      new_fans: number | null;
      fan_diamonds: number | null;
      matches: number | null;
      match_diamonds: number | null;
      total_fans: number | null;
      active_fans: number | null;
      flags: Generated<string[]>;
    };
    export_months: MonthRow & { agency_id: string };
  }
}
// Private to one agency, and of people as its own export calls them: no row bears a creator's key of ours.
export const places = {
  // The agency's file stays; who brought it is forgotten with her (by the reference itself).
  import_files: { shard: 'agency_id', wall: ['agency_id'], onErasure: 'pseudonym', onExport: 'leave' },
  import_parts: { shard: 'agency_id', wall: ['agency_id'] },
  import_rows: { shard: 'agency_id', wall: ['agency_id'] },
  import_mappings: { shard: 'agency_id', wall: ['agency_id'] },
  export_creators: { shard: 'agency_id', wall: ['agency_id'] },
  export_handles: { shard: 'agency_id', wall: ['agency_id'] },
  export_facts: { shard: 'agency_id', wall: ['agency_id'] },
  export_spans: { shard: 'agency_id', wall: ['agency_id'] },
  export_months: { shard: 'agency_id', wall: ['agency_id'] },
} as const satisfies Record<string, Place>;
