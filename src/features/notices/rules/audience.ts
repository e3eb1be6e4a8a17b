import type { PolicyKind } from '#src/features/policies/contract.ts';
import type { Keeps } from '../contract.ts';

/** Owners and managers; creators whose membership runs; creators who have given a permission. */
export type Concerned = 'leads' | 'members' | 'permitted';
/** Whom a kind of rule concerns beside the operators, who are told of each. */
export const concerned: Record<PolicyKind, readonly Concerned[]> = {
  rollout: [],
  consents: ['permitted'],
  invitations: ['leads'],
  terms: ['leads', 'members'],
  renewals: ['leads', 'members'],
  messages: ['leads'],
  exits: ['leads', 'members'],
  thresholds: ['leads', 'members'],
};

/** What is said to stay when a rule of a kind takes force. */
export const keptBy = (kind: PolicyKind): Keeps => (kind === 'exits' || kind === 'consents' ? kind : 'memberships');

/** So many people are told in one transaction. */
export const toldAtOnce = 500;

/**
 * The next page of several lists, each in the order of its ids and with at least `most` of them unless it ends before: everybody once. `last`: undefined
 * when nobody is left behind this page.
 */
export function nextPage(lists: readonly (readonly string[])[], most: number): { page: string[]; last: string | undefined } {
  const all = [...new Set(lists.flat())].sort();
  const page = all.slice(0, most);
  return { page, last: page.length < most ? undefined : page.at(-1) };
}
