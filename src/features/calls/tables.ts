import type { Generated } from 'kysely';
import type { Place } from '#src/infra/db/tables.ts';
import type { Platform } from '#src/lib/shapes.ts';
import type { Band, CallKind, PaceShown, ReasonKind, Standing } from './contract.ts';

/** Of each figure of a month, how much a day and a level differ from creator to creator: see `rules/project.ts`. */
type Spreads = Record<'validDays' | 'liveSeconds' | 'diamonds', { day: number; drift: number }>;

/** What a list shows beside the columns; stored as it is answered. */
export type StandingBody = Pick<Standing, 'joinedOn' | 'month' | 'pace' | 'strip' | 'spark' | 'projected' | 'reasons'> & {
  /** Every threshold; `pace` is the one that matters most. */
  paces: PaceShown[];
};

declare module '#src/infra/db/open.ts' {
  interface Tables {
    call_runs: {
      agency_id: string;
      revision: Generated<number>;
      made_of: string | null;
      going: Generated<boolean>;
      after_id: string | null;
      done: Generated<number>;
      total: Generated<number>;
      data_on: string | null;
      ended_at: Date | null;
      pool: Spreads | null;
    };
    call_standings: {
      agency_id: string;
      export_id: string;
      today: string;
      data_on: string;
      platform: Platform;
      handle: string;
      display_name: string | null;
      group_name: string | null;
      quit_on: string | null;
      band: Band | null;
      valid_days: number | null;
      live_seconds: number | null;
      diamonds: number | null;
      last_live_on: string | null;
      reasons: ReasonKind[];
      changes: boolean;
      rank: number;
      near: number;
      soon: string;
      strength: number;
      body: StandingBody;
    };
    call_creators: {
      agency_id: string;
      export_id: string;
      coach_id: string | null;
      rests_until: string | null;
      rests_for: Generated<string[]>;
      term_ends_on: string | null;
      appeal_closes_on: string | null;
    };
    call_entries: {
      agency_id: string;
      export_id: string;
      entry_id: string;
      kind: CallKind;
      at: Date;
      person_id: string | null;
      note: string;
      reasons: ReasonKind[];
      until_on: string | null;
    };
    call_goals: {
      agency_id: string;
      group_name: string;
      valid_days: number | null;
      hours: number | null;
      diamonds: number | null;
    };
    call_claims: {
      agency_id: string;
      export_id: string;
      creator_id: string | null;
      claimed_at: Date;
      ended_at: Date | null;
      ended_by: 'creator' | 'agency' | null;
    };
    call_views: { agency_id: string; person_id: string; view_id: string; name: string; query: Record<string, string> };
  }
}
// Private to one agency, about people as its own export calls them. Of its staff the references go with them.
export const places = {
  call_runs: { shard: 'agency_id', wall: ['agency_id'] },
  call_standings: { shard: 'agency_id', wall: ['agency_id'] },
  call_creators: { shard: 'agency_id', wall: ['agency_id'], onErasure: 'pseudonym', onExport: 'leave' },
  call_entries: { shard: 'agency_id', wall: ['agency_id'], onErasure: 'pseudonym', onExport: 'leave' },
  call_goals: { shard: 'agency_id', wall: ['agency_id'] },
  // The link between an export and a profile: no discovery surface. Erased, it has ended and leads to nobody.
  call_claims: { shard: 'agency_id', wall: ['agency_id', 'creator_id'], onWithdrawal: 'keep', onErasure: 'pseudonym', onExport: 'give' },
  call_views: { shard: 'agency_id', wall: ['agency_id'], onErasure: 'delete', onExport: 'leave' },
} as const satisfies Record<string, Place>;
