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
    outbox: { seq: Generated<number>; xid: Generated<string>; era: Generated<number>; name: string; body: string; at: Date };
    outbox_positions: { consumer: string; era: Generated<number>; xid: string; seq: number };
    store_eras: { era: number; instance_id: string; begun_at: Date; settled: boolean };
    idempotency: { actor: string; key: string; act: string; hash: string; answer: string | null; at: Date };
  }
}

type Key = 'agency_id' | 'creator_id' | 'person_id' | 'member' | 'actor' | 'account' | 'permitted' | 'met';
/** The place of each table, and what happens to rows with the key of a creator or a person. */
export interface Place {
  shard: 'creator_id' | 'agency_id' | 'reference' | 'local';
  /**
   * Whose rows the database shows to a call (decision 0033), as `raise_wall` in the table's migration says it: of whoever stands in one of
   * these columns; `member`: of the agencies of which its creator is, or was, a member; `actor`: of the person named there, or of visitors;
   * `permitted`: shown, and no more, to whoever has signed in while its creator permits that, or to her own agencies; `account`: of the person
   * whose profile it hangs on; `met`: shown, and no more, to whoever has signed in while her permission to be found is given, and to agencies
   * that she is or was with.
   * `book`: whoever acts adds to it, the program and its operators alone are shown it (`raise_book_wall`). Or no wall: `shared` is for every
   * caller by its nature; `house` is read by the program alone, or before it knows who asks.
   */
  wall: readonly Key[] | 'book' | 'shared' | 'house';
  /** Of rows with a creator's key, when she withdraws "be found" (decisions). */
  onWithdrawal?: 'cancel' | 'keep';
  /** When she is erased: removed; kept with every text and name gone; or kept as they are, for they hold ids and instants alone. */
  onErasure?: 'delete' | 'pseudonym' | 'keep';
  /** Whether her export gives these rows; `leave` is for copies, secrets and other people's facts. */
  onExport?: 'give' | 'leave';
}
export const places = {
  audit: { shard: 'local', wall: 'book', onWithdrawal: 'keep', onErasure: 'keep', onExport: 'give' },
  // Bodies hold ids and states alone.
  outbox: { shard: 'local', wall: 'house', onErasure: 'keep', onExport: 'leave' },
  outbox_positions: { shard: 'local', wall: 'house' },
  outbox_parked: { shard: 'local', wall: 'house', onErasure: 'pseudonym', onExport: 'leave' },
  // Hers go; another's answer that names her is forgotten.
  idempotency: { shard: 'local', wall: ['actor'], onErasure: 'delete', onExport: 'leave' },
  migrations: { shard: 'local', wall: 'house' },
  store_eras: { shard: 'local', wall: 'house' },
} as const satisfies Record<string, Place>;
