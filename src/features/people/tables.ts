import type { Place } from '#src/infra/db/tables.ts';
import type { Locale } from '#src/lib/locales.ts';
import type { LinkKind } from './contract.ts';

declare module '#src/infra/db/open.ts' {
  interface Tables {
    people: {
      id: string;
      name: string;
      email: string;
      email_verified: boolean;
      image: string | null;
      created_at: Date;
      updated_at: Date;
      operator_role: 'admin' | 'moderator' | 'analyst' | null;
      locale: Locale | null;
    };
    people_accounts: {
      id: string;
      account_id: string;
      provider_id: string;
      user_id: string;
      password: string | null;
      created_at: Date;
      updated_at: Date;
    };
    people_keys: {
      key_id: string;
      person_id: string;
      name: string;
      prefix: string;
      hash: string;
      scopes: ('read' | 'write')[];
      created_at: Date;
      revoked_at: Date | null;
    };
    people_links: {
      link_id: string;
      hash: string;
      kind: LinkKind;
      subject: string;
      agency_id: string | null;
      role: 'owner' | 'manager' | 'coach' | 'scout' | 'finance' | null;
      creator_id: string | null;
      export_id: string | null;
      handle: string | null;
      issued_by: string | null;
      created_at: Date;
      expires_at: Date;
      used_at: Date | null;
      used_by: string | null;
      withdrawn_at: Date | null;
    };
  }
}

export const places = {
  // Read to find out who asks, before anybody is known: no wall can stand there.
  people: { shard: 'local', wall: 'house', onErasure: 'delete', onExport: 'give' },
  people_sessions: { shard: 'local', wall: 'house', onErasure: 'delete', onExport: 'give' },
  people_accounts: { shard: 'local', wall: 'house', onErasure: 'delete', onExport: 'give' },
  people_verifications: { shard: 'local', wall: 'house', onErasure: 'delete', onExport: 'leave' },
  people_keys: { shard: 'local', wall: ['person_id'], onErasure: 'delete', onExport: 'give' },
  // A claim link leads to the profile, not into a discovery surface.
  people_links: { shard: 'local', wall: 'house', onWithdrawal: 'keep', onErasure: 'delete', onExport: 'give' },
} as const satisfies Record<string, Place>;
