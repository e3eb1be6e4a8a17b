import type { Generated } from 'kysely';
import type { Place } from '#src/infra/db/tables.ts';
import type { LostWhy, Question, Stage } from './contract.ts';

declare module '#src/infra/db/open.ts' {
  interface Tables {
    leads: {
      agency_id: string;
      creator_id: string;
      stage: Stage;
      owner_id: string | null;
      remind_on: string | null;
      /** The reminder that its owner was told of. */
      reminded_on: Generated<string | null>;
      lost_why: LostWhy | null;
      saved_at: Date;
      moved_at: Date;
    };
    lead_entries: {
      agency_id: string;
      creator_id: string;
      entry_id: string;
      kind: 'saved' | 'moved' | 'noted';
      stage: Stage | null;
      lost_why: LostWhy | null;
      note: string;
      person_id: string | null;
      at: Date;
    };
    saved_searches: {
      agency_id: string;
      search_id: string;
      person_id: string;
      name: string;
      question: Question;
      alerts: boolean;
      made_at: Date;
      asked_at: Date | null;
      due_at: Date;
      held_until: Date | null;
      found: number | null;
      too_wide: Generated<boolean>;
    };
    saved_search_hits: { agency_id: string; search_id: string; creator_id: string; found_at: Date; told: boolean };
  }
}
export const places = {
  leads: { shard: 'agency_id', wall: ['agency_id'], onWithdrawal: 'cancel', onErasure: 'delete', onExport: 'give' },
  // What the staff noted is the agency's own, as of its calls.
  lead_entries: { shard: 'agency_id', wall: ['agency_id'], onWithdrawal: 'cancel', onErasure: 'delete', onExport: 'leave' },
  // Of whoever of the staff keeps it: it goes with her account.
  saved_searches: { shard: 'agency_id', wall: ['agency_id'], onErasure: 'delete', onExport: 'give' },
  // Who was found by it: the search log gives who was shown to whom.
  saved_search_hits: { shard: 'agency_id', wall: ['agency_id'], onWithdrawal: 'cancel', onErasure: 'delete', onExport: 'leave' },
} as const satisfies Record<string, Place>;
