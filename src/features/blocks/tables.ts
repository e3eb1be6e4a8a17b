import type { Place } from '#src/infra/db/tables.ts';

declare module '#src/infra/db/open.ts' {
  interface Tables {
    blocks: { creator_id: string; agency_id: string; blocked_at: Date };
  }
}
export const places = {
  // Hers, whatever else she allows: it ends by her own hand alone.
  blocks: { shard: 'creator_id', wall: ['agency_id', 'creator_id'], onWithdrawal: 'keep', onErasure: 'delete', onExport: 'give' },
} as const satisfies Record<string, Place>;
