import type { Place } from '#src/infra/db/tables.ts';
import type { SeenCreator } from '#src/features/creators/contract.ts';

type Bounds<N extends string> = { [K in `${N}_low` | `${N}_high`]: number | null };
declare module '#src/infra/db/open.ts' {
  interface Tables {
    discovery_entries: {
      creator_id: string;
      card: SeenCreator;
      consent_event_id: string;
      findable_until: Date;
      exact: boolean;
      languages: string[];
      country: string | null;
      categories: string[];
      platforms: string[];
      found_since: Date;
    } & Bounds<'followers'> &
      Bounds<'average_viewers'> &
      Bounds<'peak_viewers'> &
      Bounds<'watch_minutes'> &
      Bounds<'stream_minutes'>;
    discovery_words: { creator_id: string; word: string; field: 'handle' | 'name' | 'tags' | 'bio' | 'profile' };
  }
}
export const places = {
  discovery_entries: { shard: 'creator_id', onWithdrawal: 'cancel', onErasure: 'delete', onExport: 'give' },
  // Made from the card above.
  discovery_words: { shard: 'creator_id', onWithdrawal: 'cancel', onErasure: 'delete', onExport: 'leave' },
} as const satisfies Record<string, Place>;
