import type { Place } from '#src/infra/db/tables.ts';

declare module '#src/infra/db/open.ts' {
  interface Tables {
    policies: {
      policy_id: string;
      kind: 'rollout' | 'consents' | 'invitations' | 'terms' | 'exits';
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
export const places = { policies: { shard: 'reference' } } as const satisfies Record<string, Place>;
