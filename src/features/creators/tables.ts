import type { Generated } from 'kysely';
import type { Place } from '#src/infra/db/tables.ts';
import type { Purpose, Surface } from './contract.ts';

declare module '#src/infra/db/open.ts' {
  interface Tables {
    creators: {
      creator_id: string;
      person_id: string | null;
      display_name: string;
      bio: string;
      languages: string[];
      country: string | null;
      categories: string[];
      tags: string[];
      zone: string;
      adult_since: string | null;
      age_attested_at: Date | null;
      claimed_at: Date | null;
      created_at: Date;
      changed_at: Date;
      /** `rolloutDraw` of the id. */
      rollout_draw: number;
      /** The end of her last membership. */
      agency_until: Generated<Date | null>;
    };
    creator_handles: {
      platform: 'tiktok' | 'twitch' | 'youtube' | 'other';
      handle: string;
      creator_id: string;
      since: Date;
      platform_id: string | null;
    };
    creator_figures: {
      creator_id: string;
      followers: number | null;
      average_viewers: number | null;
      peak_viewers: number | null;
      watch_minutes: number | null;
      stream_minutes: number | null;
      source: 'import';
      as_of: Date;
    };
    creator_live_figures: {
      creator_id: string;
      as_on: string;
      acv: number | null;
      live_minutes: number | null;
      valid_days: number | null;
      diamonds: number | null;
      gifter_conversion: number | null;
      returning_viewers: number | null;
      growth: number | null;
      hours: number[];
    };
    consent_texts: { purpose: Purpose; version: number; locale: string; title: string; body: string; hash: string; since: string };
    consents: {
      creator_id: string;
      purpose: Purpose;
      granted: boolean;
      event_id: string;
      granted_at: Date | null;
      withdrawn_at: Date | null;
      expires_at: Date | null;
      text_version: number | null;
    };
    consent_events: {
      creator_id: string;
      event_id: string;
      purpose: Purpose;
      action: 'granted' | 'withdrawn' | 'expired';
      at: Date;
      by_kind: string;
      by_person: string | null;
      text_version: number | null;
      text_hash: string | null;
      locale: string | null;
      expires_at: Date | null;
      request_id: string;
      xid: Generated<string>;
      era: Generated<number>;
    };
    exposures: {
      creator_id: string;
      exposure_id: string;
      agency_id: string;
      person_id: string;
      surface: Surface;
      numbers: 'exact' | 'ranges';
      consent_event_id: string;
      checked_at: Date;
      snapshot: string;
      era: Generated<number>;
    };
    erasures: { erased_id: string; kind: 'creator' | 'person'; at: Date };
  }
}

export const places = {
  creators: { shard: 'creator_id', wall: ['creator_id', 'person_id', 'met'], onWithdrawal: 'keep', onErasure: 'delete', onExport: 'give' },
  creator_handles: {
    shard: 'reference',
    wall: ['creator_id', 'account', 'met'],
    onWithdrawal: 'keep',
    onErasure: 'delete',
    onExport: 'give',
  },
  creator_figures: {
    shard: 'creator_id',
    wall: ['creator_id', 'account', 'met'],
    onWithdrawal: 'keep',
    onErasure: 'delete',
    onExport: 'give',
  },
  creator_live_figures: {
    shard: 'creator_id',
    wall: ['creator_id', 'account', 'met'],
    onWithdrawal: 'keep',
    onErasure: 'delete',
    onExport: 'give',
  },
  consent_texts: { shard: 'reference', wall: 'shared', onErasure: 'keep', onExport: 'give' },
  consents: { shard: 'creator_id', wall: ['creator_id', 'permitted'], onWithdrawal: 'keep', onErasure: 'delete', onExport: 'give' },
  // The proof that she was shown only while she allowed it: ids and instants, only added to.
  consent_events: { shard: 'creator_id', wall: ['creator_id'], onWithdrawal: 'keep', onErasure: 'keep', onExport: 'give' },
  exposures: { shard: 'creator_id', wall: ['creator_id'], onWithdrawal: 'keep', onErasure: 'keep', onExport: 'give' },
  erasures: { shard: 'local', wall: 'house', onWithdrawal: 'keep', onErasure: 'keep', onExport: 'leave' },
} as const satisfies Record<string, Place>;
