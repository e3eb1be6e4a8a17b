import type { Place } from '#src/infra/db/tables.ts';
import type { Terms } from '#src/features/policies/contract.ts';

declare module '#src/infra/db/open.ts' {
  interface Tables {
    agencies: {
      agency_id: string;
      name: string;
      city: string | null;
      country: string | null;
      languages: string[];
      about: string;
      verified_at: Date | null;
      standard_terms: Terms | null;
      created_at: Date;
    };
    agency_seats: {
      agency_id: string;
      person_id: string;
      role: 'owner' | 'manager' | 'coach' | 'scout' | 'finance';
      since: Date;
    };
  }
}
export const places = {
  agencies: { shard: 'reference', wall: 'shared' },
  agency_seats: { shard: 'agency_id', wall: ['agency_id', 'person_id'], onErasure: 'delete', onExport: 'give' },
} as const satisfies Record<string, Place>;
