import type { PolicyKind } from './contract.ts';
import type { Place } from '#src/infra/db/tables.ts';

declare module '#src/infra/db/open.ts' {
  interface Tables {
    policies: {
      policy_id: string;
      kind: PolicyKind;
      version: number;
      valid_from: Date;
      params: string;
      source: string;
      certainty: 'confirmed' | 'reported' | 'inferred';
      made_by: string | null;
      made_at: Date;
    };
  }
}
// A rule belongs to the house: who made it is an id, and her acts stand in the audit log.
export const places = { policies: { shard: 'reference', onErasure: 'keep', onExport: 'leave' } } as const satisfies Record<string, Place>;
