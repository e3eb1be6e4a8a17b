import type { Terms } from '#src/features/policies/contract.ts';
import type { Place } from '#src/infra/db/tables.ts';
import type { InviteState } from './contract.ts';

declare module '#src/infra/db/open.ts' {
  interface Tables {
    invites: {
      creator_id: string;
      invite_id: string;
      agency_id: string;
      kind: 'regular' | 'elite';
      state: InviteState;
      withdrawn_by: 'agency' | 'switch' | 'block' | null;
      terms: Terms;
      message: string;
      handle: string;
      platform: 'tiktok' | 'twitch' | 'youtube' | 'other';
      display_name: string;
      sent_by: string | null;
      sent_at: Date;
      expires_at: Date;
      answered_at: Date | null;
      ask_again_at: Date | null;
    };
    invite_filters: {
      creator_id: string;
      commission_bps_max: number | null;
      languages: string[];
      verified_only: boolean;
      inbox_max: number | null;
      changed_at: Date;
    };
    invite_counts: { agency_id: string; on_day: string; seat: string; sent: number };
  }
}
export const places = {
  // The counts of an agency are proved by its invitations: they stay, without name and message.
  invites: { shard: 'creator_id', wall: ['agency_id', 'creator_id'], onWithdrawal: 'cancel', onErasure: 'pseudonym', onExport: 'give' },
  invite_filters: { shard: 'creator_id', wall: ['creator_id'], onWithdrawal: 'keep', onErasure: 'delete', onExport: 'give' },
  invite_counts: { shard: 'agency_id', wall: ['agency_id'], onErasure: 'keep', onExport: 'leave' },
} as const satisfies Record<string, Place>;
