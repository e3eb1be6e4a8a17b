import type { Generated } from 'kysely';
import type { Place } from '#src/infra/db/tables.ts';
import type { Agreed, CopyKind } from './contract.ts';

declare module '#src/infra/db/open.ts' {
  interface Tables {
    agreement_copies: {
      creator_id: string;
      copy_id: string;
      membership_id: string;
      agency_id: string;
      offer_id: string | null;
      kind: CopyKind;
      agreed_at: Date;
      code: string;
      locale: string;
      agreed: Agreed | null;
      tries: Generated<number>;
      made_at: Date | null;
      sha256: string | null;
      bytes: number | null;
      content: Buffer | null;
    };
  }
}
// A withdrawal ends no agreement. An erasure takes what names her, the file with it; code, hash and instants stay, for whoever keeps a file.
export const places = {
  agreement_copies: {
    shard: 'creator_id',
    wall: ['agency_id', 'creator_id'],
    onWithdrawal: 'keep',
    onErasure: 'pseudonym',
    onExport: 'give',
  },
} as const satisfies Record<string, Place>;
