import type { Place } from '#src/infra/db/tables.ts';
import type { PolicyKind } from '#src/features/policies/contract.ts';
import type { NoticeName } from './contract.ts';

/** What a notice is about: ids and dates, never a name, a text or a figure. */
export interface Params {
  agencyId?: string;
  creatorId?: string;
  inviteId?: string;
  membershipId?: string;
  offerId?: string;
  keyId?: string;
  purpose?: 'discovery' | 'exact_numbers' | 'live_data' | 'listening';
  role?: 'owner' | 'manager' | 'coach' | 'scout' | 'finance';
  until?: string;
  days?: number;
  searchId?: string;
  /** When a saved search was asked that found somebody new. */
  foundAt?: string;
  /** A calendar day, UTC. */
  on?: string;
  /** A rule that took force, which version of it, and from when on it holds. */
  rule?: PolicyKind;
  version?: number;
  from?: string;
}

declare module '#src/infra/db/open.ts' {
  interface Tables {
    notices: {
      person_id: string;
      notice_id: string;
      name: NoticeName;
      cause: string;
      params: Params;
      /** The creator whom it is about, as in `params`: an erasure finds it by this. */
      about: string | null;
      at: Date;
      read_at: Date | null;
      in_app: boolean;
    };
    notice_settings: {
      person_id: string;
      app_off: string[];
      mail_off: string[];
      quiet_from: number | null;
      quiet_to: number | null;
      zone: string;
      daily: boolean;
      changed_at: Date;
    };
    notice_rounds: { name: string; reached: Date };
    rule_rounds: {
      policy_id: string;
      kind: PolicyKind;
      version: number;
      valid_from: Date;
      told_at: Date;
      reached: string | null;
      done_at: Date | null;
    };
    mails: {
      mail_id: string;
      person_id: string;
      cause: string;
      kind: 'notice' | 'digest' | 'reset';
      notice_ids: string[];
      secret: string | null;
      state: 'waiting' | 'sent' | 'moot' | 'dead';
      due_at: Date;
      attempts: number;
      made_at: Date;
      ended_at: Date | null;
      fault: string | null;
    };
  }
}

// Keyed by the person who is told, not by a creator: a withdrawal finds nothing of hers in them, for they hold ids and no more.
export const places = {
  notices: { shard: 'local', wall: ['person_id'], onErasure: 'delete', onExport: 'give' },
  notice_settings: { shard: 'local', wall: ['person_id'], onErasure: 'delete', onExport: 'give' },
  notice_rounds: { shard: 'local', wall: 'house' },
  rule_rounds: { shard: 'local', wall: 'house' },
  mails: { shard: 'local', wall: ['person_id'], onErasure: 'delete', onExport: 'give' },
} as const satisfies Record<string, Place>;
