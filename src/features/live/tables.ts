import type { Generated } from 'kysely';
import type { Place } from '#src/infra/db/tables.ts';
import type { Platform } from '#src/lib/shapes.ts';

interface Counters {
  diamonds: Generated<number>;
  open_diamonds: Generated<number>;
  gifts: Generated<number>;
  follows: Generated<number>;
  shares: Generated<number>;
  chats: Generated<number>;
  subscriptions: Generated<number>;
}

declare module '#src/infra/db/open.ts' {
  interface Tables {
    live_events: {
      creator_id: string;
      key: string;
      week: string;
      session_id: string;
      type: number;
      at: Date | null;
      received_at: Date;
      viewers: number | null;
      likes: number | null;
      n: number | null;
      each: number | null;
      streak: string | null;
      closed: boolean | null;
      gifter: string | null;
    };
    live_sessions: Counters & {
      creator_id: string;
      session_id: string;
      platform: Platform;
      account: string;
      room: string;
      source: string;
      started_at: Date | null;
      ended_at: Date | null;
      first_at: Date | null;
      last_at: Date | null;
      from_at: Date;
      to_at: Date;
      events: Generated<number>;
      untimed: Generated<number>;
      samples: Generated<number>;
      viewers_max: number | null;
      viewers_total: number | null;
      viewers_returning: number | null;
      likes_total: number | null;
      guest_diamonds: Generated<number>;
      matches: Generated<number>;
      first_received_at: Date;
    };
    live_streaks: {
      creator_id: string;
      session_id: string;
      streak: string;
      closed_n: number | null;
      closed_each: number | null;
      closed_at: Date | null;
      open_n: number | null;
      open_each: number | null;
      open_at: Date | null;
    };
    live_minutes: Counters & {
      creator_id: string;
      session_id: string;
      minute: Date;
      samples: Generated<number>;
      viewers_sum: Generated<number>;
      viewers_max: number | null;
      likes_total: number | null;
    };
    live_days: Counters & {
      creator_id: string;
      platform: Platform;
      on_day: string;
      live_seconds: Generated<number>;
      viewers_max: number | null;
    };
    live_figures: {
      creator_id: string;
      as_on: string;
      lives: number;
      live_seconds: number;
      valid_days: number;
      average_viewers: number | null;
      measured_minutes: number;
      average_viewers_before: number | null;
      measured_minutes_before: number;
      diamonds: number;
      open_diamonds: number;
      gifters: number | null;
      gifters_of: number | null;
      returning_viewers: number | null;
      returning_of: number | null;
      hours: number[];
      reckoned_at: Date;
    };
    live_quarantine: { platform: Platform; account: string; key: string; event: unknown; received_at: Date };
  }
}

const hers = { shard: 'creator_id', wall: ['creator_id', 'member'], onWithdrawal: 'keep', onErasure: 'delete' } as const;
/**
 * "Be found" has nothing to do with what happened in a LIVE: it keeps everything, and so does the end of `live_data`, which is asked at
 * each reading. Raw events and the parts of streaks are what sessions and minutes are made of, kept for repetitions alone: they hold
 * hashes, and gifts of other people.
 */
export const places = {
  live_events: { ...hers, wall: ['creator_id'], onExport: 'leave' },
  live_sessions: { ...hers, onExport: 'give' },
  live_streaks: { ...hers, onExport: 'leave' },
  live_minutes: { ...hers, onExport: 'give' },
  live_days: { ...hers, onExport: 'give' },
  live_figures: { ...hers, onExport: 'give' },
  // Of nobody here; what lies under a handle of hers goes with her.
  live_quarantine: { shard: 'local', wall: 'house', onErasure: 'delete', onExport: 'leave' },
} as const satisfies Record<string, Place>;
