import type { Place } from '#src/infra/db/tables.ts';
import type { LostWhy, Stage } from './contract.ts';

declare module '#src/infra/db/open.ts' {
  interface Tables {
    leads: {
      agency_id: string;
      creator_id: string;
      stage: Stage;
      owner_id: string | null;
      remind_on: string | null;
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
  }
}
export const places = {
  leads: { shard: 'agency_id', onWithdrawal: 'cancel', onErasure: 'delete', onExport: 'give' },
  // What the staff noted is the agency's own, as of its calls.
  lead_entries: { shard: 'agency_id', onWithdrawal: 'cancel', onErasure: 'delete', onExport: 'leave' },
} as const satisfies Record<string, Place>;
