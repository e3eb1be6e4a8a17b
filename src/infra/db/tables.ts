import type { Generated } from 'kysely';

declare module './open.ts' {
  interface Tables {
    audit: {
      seq: Generated<number>;
      audit_id: string;
      at: Date;
      actor_kind: string;
      person_id: string | null;
      key_id: string | null;
      act: string;
      agency_id: string | null;
      creator_id: string | null;
      subject: string;
      request_id: string;
    };
    outbox: { seq: Generated<number>; xid: Generated<string>; name: string; body: string; at: Date };
    outbox_positions: { consumer: string; xid: string; seq: number };
    idempotency: { actor: string; key: string; act: string; hash: string; answer: string | null; at: Date };
  }
}

/** The place of each table, and what a withdrawal does to rows with a creator's key (decisions: `cancel` or `keep`). */
export interface Place {
  shard: 'creator_id' | 'agency_id' | 'reference' | 'local';
  onWithdrawal?: 'cancel' | 'keep';
}
export const places = {
  audit: { shard: 'local', onWithdrawal: 'keep' },
  outbox: { shard: 'local' },
  outbox_positions: { shard: 'local' },
  outbox_parked: { shard: 'local' },
  idempotency: { shard: 'local' },
  migrations: { shard: 'local' },
} as const satisfies Record<string, Place>;
