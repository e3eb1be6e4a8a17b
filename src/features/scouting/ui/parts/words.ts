import { i18n, type MessageDescriptor } from '@lingui/core';
import { msg } from '@lingui/core/macro';
import type { Lead } from '#src/web/client.gen.ts';

export type Stage = Lead['stage'];
export type LostWhy = NonNullable<Lead['lostWhy']>;

export const stages = ['to_look_at', 'contacted', 'talking', 'invited', 'joined', 'lost'] as const satisfies Stage[];
/** Where somebody is moved to by hand: the other two follow from an invitation. */
export const byHand = ['to_look_at', 'contacted', 'talking', 'lost'] as const satisfies Stage[];
export const whys = ['no_answer', 'not_interested', 'other_agency', 'terms', 'declined', 'no_fit'] as const satisfies LostWhy[];

const stageWords: Record<Stage, MessageDescriptor> = {
  to_look_at: msg`To look at`,
  contacted: msg`Contacted`,
  talking: msg`In talks`,
  invited: msg`Invited`,
  joined: msg`Joined`,
  lost: msg`Lost`,
};
const whyWords: Record<LostWhy, MessageDescriptor> = {
  no_answer: msg`No answer`,
  not_interested: msg`Not interested`,
  other_agency: msg`Went to another agency`,
  terms: msg`Did not like the terms`,
  declined: msg`Declined the invitation`,
  no_fit: msg`Does not fit us`,
};
export const stageName = (stage: Stage): string => i18n._(stageWords[stage]);
export const whyName = (why: LostWhy): string => i18n._(whyWords[why]);

/** A day so many days on, as the server counts them: UTC. */
export const dayAhead = (days: number, from: number): string => new Date(from + days * 86_400_000).toISOString().slice(0, 10);
