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
    policy_drafts: {
      draft_id: string;
      kind: PolicyKind;
      params: string;
      valid_from: string | null;
      source: string;
      certainty: 'confirmed' | 'reported' | 'inferred';
      revision: number;
      changed_by: string | null;
      changed_at: Date;
    };
    policy_turns: { policy_id: string; kind: PolicyKind; version: number; turned_at: Date };
  }
}
// A rule belongs to the house: who made it is an id, and her acts stand in the audit log.
export const places = {
  policies: { shard: 'reference', wall: 'shared', onErasure: 'keep', onExport: 'leave' },
  policy_drafts: { shard: 'reference', wall: 'house', onErasure: 'keep', onExport: 'leave' },
  policy_turns: { shard: 'reference', wall: 'house' },
} as const satisfies Record<string, Place>;
