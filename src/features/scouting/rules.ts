import type { Refusal } from '#src/lib/errors.ts';
import { refusals } from '#src/lib/errors.ts';
import { reasons, type LostWhy, type Stage } from './contract.ts';

export const no = refusals(reasons);

/** Creators in the pipeline of one agency, at most: what its lists were measured with. */
export const leadsMost = 100_000;
/** Roles that look for creators, and so can own one. */
export const scoutRoles = ['owner', 'manager', 'scout'] as const;
export const scouts = (role: string | undefined): boolean => (scoutRoles as readonly (string | undefined)[]).includes(role);

/** Where somebody stands who is saved now: who has an invitation of ours, or belongs to us, is not looked at first. */
export function firstStage(standing: string | undefined): Stage {
  if (standing === 'member') return 'joined';
  return standing === 'invited' ? 'invited' : 'to_look_at';
}

type Asked = Partial<{
  stage: Stage | undefined;
  lostWhy: LostWhy | undefined;
  ownerId: string | null | undefined;
  note: string | undefined;
}>;
/** Whether a move by hand can be made; a refusal says why not. */
export function checkMove({ stage, lostWhy, ownerId, note }: Asked): Refusal | undefined {
  if (stage === undefined && ownerId === undefined) return no('scouting.nothing_asked');
  if (stage === undefined && note !== undefined) return no('scouting.note_unasked');
  if (stage === 'invited' || stage === 'joined') return no('scouting.by_invitation');
  if (stage === 'lost' && lostWhy === undefined) return no('scouting.why_missing');
  if (stage !== 'lost' && lostWhy !== undefined) return no('scouting.why_unasked');
  return undefined;
}

export interface Move {
  agencyId: string;
  creatorId: string;
  stage: Stage;
  lostWhy: LostWhy | null;
  /** Only from this stage; null: from any. */
  from: Stage | null;
  at: Date;
}
interface Happened {
  name: string;
  body: Record<string, unknown>;
  at: Date;
}

/** What became of an invitation, as a move; undefined: the pipeline does not follow it. */
export function moveOf({ name, body, at }: Happened): Move | undefined {
  const about = { agencyId: String(body['agencyId']), creatorId: String(body['creatorId']), at };
  switch (name) {
    case 'invites.sent':
      return { ...about, stage: 'invited', lostWhy: null, from: null };
    case 'invites.answered':
      return body['answer'] === 'accept'
        ? { ...about, stage: 'joined', lostWhy: null, from: null }
        : { ...about, stage: 'lost', lostWhy: 'declined', from: null };
    // She was asked, and nothing is open any more.
    case 'invites.withdrawn':
    case 'invites.expired':
      return { ...about, stage: 'contacted', lostWhy: null, from: 'invited' };
    default:
      return undefined;
  }
}

/** Several moves of one creator, in the order in which they happened, in rounds: each round names nobody twice. */
export function roundsOf(moves: readonly Move[]): Move[][] {
  const rounds: Move[][] = [];
  const nth = new Map<string, number>();
  for (const move of moves) {
    const key = `${move.agencyId} ${move.creatorId}`;
    const n = nth.get(key) ?? 0;
    nth.set(key, n + 1);
    (rounds[n] ??= []).push(move);
  }
  return rounds;
}

/** Searches that one person keeps in one agency, at most. */
export const searchesMost = 30;
/** Creators that a search with alerts finds, at most: beyond, an alert would be noise, and is not given. */
export const followedMost = 2000;
/** So many are read, and then written, at once. */
export const hitsAtOnce = 200;
const hourMs = 3_600_000;
/** When a search is asked again if nothing changes: a day on. */
export const againAt = (asked: Date): Date => new Date(asked.getTime() + 24 * hourMs);
/** The earliest that a change of somebody's profile has it asked anew: four hours after the last time, so that changes cost no more than that. */
export const restHours = 4;
/** While one process asks, no other does; longer than asking takes. */
export const heldUntil = (now: Date): Date => new Date(now.getTime() + 10 * 60_000);
