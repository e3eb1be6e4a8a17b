import type { Place } from '#src/infra/db/tables.ts';
import type { SourceKind } from './contract.ts';

declare module '#src/infra/db/open.ts' {
  interface Tables {
    live_sources: {
      source_id: string;
      kind: SourceKind;
      name: string;
      /** Sealed; null once it was taken back. */
      secret: string | null;
      secret_made_at: Date;
      old_secret: string | null;
      old_secret_until: Date | null;
      made_at: Date;
      taken_back_at: Date | null;
      heard_at: Date | null;
      refused_at: Date | null;
    };
  }
}

/** Nothing of any creator. */
export const places = { live_sources: { shard: 'reference' } } as const satisfies Record<string, Place>;
