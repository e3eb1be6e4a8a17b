import type { Place } from '#src/infra/db/tables.ts';

declare module '#src/infra/db/open.ts' {
  interface Tables {
    blocks: { creator_id: string; agency_id: string; blocked_at: Date };
    blocks_lifted: { creator_id: string; agency_id: string; lifted_at: Date };
  }
}
export const places = {
  // Hers, whatever else she allows: it ends by her own hand alone.
  blocks: { shard: 'creator_id', wall: ['agency_id', 'creator_id'], onWithdrawal: 'keep', onErasure: 'delete', onExport: 'give' },
  // Since when one is taken back, so that no restore brings it again.
  blocks_lifted: { shard: 'creator_id', wall: ['creator_id'], onWithdrawal: 'keep', onErasure: 'delete', onExport: 'give' },
} as const satisfies Record<string, Place>;
