import type { Place } from '#src/infra/db/tables.ts';
import type { Platform } from '#src/lib/shapes.ts';
import type { Generated } from 'kysely';
import type { FileKind, Side } from './contract.ts';

declare module '#src/infra/db/open.ts' {
  interface Tables {
    threads: {
      creator_id: string;
      agency_id: string;
      handle: string;
      platform: Platform;
      display_name: string;
      started_at: Date;
      last_at: Date;
      last_seq: number;
      creator_read: Generated<number>;
      agency_read: Generated<number>;
      hidden_upto: Generated<number>;
    };
    messages: {
      creator_id: string;
      agency_id: string;
      seq: number;
      message_id: string;
      side: Side;
      text: string;
      sent_by: string | null;
      sent_at: Date;
    };
    message_files: {
      creator_id: string;
      file_id: string;
      agency_id: string;
      message_seq: number | null;
      side: Side;
      kind: FileKind | null;
      name: string;
      bytes: number;
      parts: number;
      content: Buffer | null;
      made_by: string | null;
      made_at: Date;
    };
    message_parts: { creator_id: string; file_id: string; agency_id: string; n: number; body: Buffer };
  }
}
export const places = {
  // A withdrawal hides what she wrote from the agency (`hidden_upto`); to her all of it stays.
  threads: { shard: 'creator_id', wall: ['agency_id', 'creator_id'], onWithdrawal: 'keep', onErasure: 'delete', onExport: 'give' },
  messages: { shard: 'creator_id', wall: ['agency_id', 'creator_id'], onWithdrawal: 'keep', onErasure: 'delete', onExport: 'give' },
  message_files: { shard: 'creator_id', wall: ['agency_id', 'creator_id'], onWithdrawal: 'keep', onErasure: 'delete', onExport: 'give' },
  // Parts on their way: the whole is in the file.
  message_parts: { shard: 'creator_id', wall: ['agency_id', 'creator_id'], onWithdrawal: 'keep', onErasure: 'delete', onExport: 'leave' },
} as const satisfies Record<string, Place>;
