import type { Generated } from 'kysely';
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
      hours: string[];
      agency: string | null;
      found_since: Date;
    } & Bounds<'followers'> &
      Bounds<'average_viewers'> &
      Bounds<'peak_viewers'> &
      Bounds<'watch_minutes'> &
      Bounds<'stream_minutes'> &
      Bounds<'acv'> &
      Bounds<'live_minutes'> &
      Bounds<'valid_days'> &
      Bounds<'diamonds'> &
      Bounds<'gifter_conversion'> &
      Bounds<'returning_viewers'> &
      Bounds<'growth'>;
    discovery_changes: { xid: Generated<string>; creator_id: string; urgent: boolean; at: Generated<Date> };
    discovery_feed: { one: Generated<boolean>; forgotten_below: string };
    discovery_snapshots: { token: string; at: Generated<Date> };
    discovery_budgets: {
      agency_id: string;
      person_id: string;
      on_day: string;
      sort: 'listed' | 'opened';
      used: number;
      most: number;
      met_at: Date | null;
    };
    discovery_shown: { agency_id: string; person_id: string; on_day: string; sort: 'listed' | 'opened'; creator_id: string };
    discovery_words: { creator_id: string; word: string; field: 'handle' | 'name' | 'tags' | 'bio' | 'profile' };
  }
}
export const places = {
  discovery_entries: { shard: 'creator_id', wall: 'shared', onWithdrawal: 'cancel', onErasure: 'delete', onExport: 'give' },
  // Made from the card above.
  discovery_words: { shard: 'creator_id', wall: 'shared', onWithdrawal: 'cancel', onErasure: 'delete', onExport: 'leave' },
  // Ids alone, for a week.
  discovery_changes: { shard: 'local', wall: 'house', onWithdrawal: 'keep', onErasure: 'keep', onExport: 'leave' },
  discovery_feed: { shard: 'local', wall: 'house' },
  // Ids and counts, for two days; what is hers of it stands in the exposure log.
  discovery_budgets: { shard: 'agency_id', wall: ['agency_id'], onErasure: 'keep', onExport: 'leave' },
  discovery_shown: { shard: 'agency_id', wall: ['agency_id'], onWithdrawal: 'keep', onErasure: 'keep', onExport: 'leave' },
  discovery_snapshots: { shard: 'local', wall: 'house' },
} as const satisfies Record<string, Place>;
