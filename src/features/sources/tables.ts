import type { Place } from '#src/infra/db/tables.ts';
import type { Platform } from '#src/lib/shapes.ts';
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
    live_subscriptions: { source_id: string; subscription_id: string; type: string; channel: string | null; status: string; at: Date };
    live_streams: { source_id: string; platform: Platform; account: string; stream: string; started_at: Date; ended_at: Date | null };
    live_unplaced: {
      source_id: string;
      platform: Platform;
      account: string;
      event_id: string;
      at: Date;
      event: unknown;
      received_at: Date;
    };
  }
}

export const places = {
  // Nothing of any creator.
  live_sources: { shard: 'reference', wall: 'house' },
  live_subscriptions: { shard: 'reference', wall: 'house' },
  // Days at the most; what lies under a handle of hers goes with her.
  live_streams: { shard: 'local', wall: 'house', onErasure: 'delete', onExport: 'leave' },
  live_unplaced: { shard: 'local', wall: 'house', onErasure: 'delete', onExport: 'leave' },
} as const satisfies Record<string, Place>;
