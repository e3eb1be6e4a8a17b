import type { Terms } from '#src/features/policies/contract.ts';
import type { Place } from '#src/infra/db/tables.ts';
import type { CaseKind, CaseState, CaseWhy, LeaveRule, OfferKind, OfferState, PromiseWhat } from './contract.ts';

declare module '#src/infra/db/open.ts' {
  interface Tables {
    memberships: {
      creator_id: string;
      membership_id: string;
      agency_id: string;
      invite_id: string;
      terms: Terms;
      terms_hash: string;
      terms_from: Date;
      terms_before: Terms | null;
      handle: string;
      platform: 'tiktok' | 'twitch' | 'youtube' | 'other';
      display_name: string;
      since: Date;
      term_ends_at: Date;
      ends_at: Date | null;
      ended_by: LeaveRule | null;
      leave_reason: string | null;
      left_at: Date | null;
      closed_at: Date | null;
      coach_id: string | null;
      trial_until: Date | null;
      trial_minutes: number | null;
      trial_review_days: number | null;
      free_from: Date | null;
    };
    membership_offers: {
      creator_id: string;
      offer_id: string;
      membership_id: string;
      agency_id: string;
      kind: OfferKind;
      state: OfferState;
      withdrawn_by: 'agency' | 'leaving' | 'erasure' | null;
      terms: Terms;
      message: string;
      terms_from: Date | null;
      term_ends_at: Date;
      sent_by: string | null;
      sent_at: Date;
      expires_at: Date;
      answered_at: Date | null;
    };
    membership_cases: {
      creator_id: string;
      case_id: string;
      membership_id: string;
      agency_id: string;
      kind: CaseKind;
      state: CaseState;
      why: CaseWhy | null;
      said: string;
      said_by: string | null;
      opened_at: Date;
      ends_at: Date | null;
      answer: string | null;
      answered_by: string | null;
      answered_at: Date | null;
      decide_by: Date | null;
      decision: string | null;
      decided_by: string | null;
      decided_at: Date | null;
    };
    membership_promises: {
      creator_id: string;
      promise_id: string;
      membership_id: string;
      agency_id: string;
      what: PromiseWhat;
      hours: number | null;
      due_at: Date;
      kept_at: Date | null;
      kept_by: string | null;
      answer: 'kept' | 'not_kept' | null;
      answered_at: Date | null;
      void_at: Date | null;
    };
  }
}
// Withdrawing "be found" does not end a membership (decisions). An erasure does; the agency's books keep terms and dates.
export const places = {
  memberships: { shard: 'creator_id', wall: ['agency_id', 'creator_id'], onWithdrawal: 'keep', onErasure: 'pseudonym', onExport: 'give' },
  // An offer inside a membership is no way to be found: it ends with the membership, or by its own time.
  membership_offers: {
    shard: 'creator_id',
    wall: ['agency_id', 'creator_id'],
    onWithdrawal: 'keep',
    onErasure: 'pseudonym',
    onExport: 'give',
  },
  // What is for the operator to decide has nothing to do with being found. Erased, its words go; that there was one, and how it ended, stays.
  membership_cases: {
    shard: 'creator_id',
    wall: ['agency_id', 'creator_id'],
    onWithdrawal: 'keep',
    onErasure: 'pseudonym',
    onExport: 'give',
  },
  membership_promises: {
    shard: 'creator_id',
    wall: ['agency_id', 'creator_id'],
    onWithdrawal: 'keep',
    onErasure: 'keep',
    onExport: 'give',
  },
} as const satisfies Record<string, Place>;
