import { msg } from '@lingui/core/macro';
import { i18n, type MessageDescriptor } from '@lingui/core';
import { Plural, Trans } from '@lingui/react/macro';
import type { ReactNode } from 'react';
import type { Answer } from '#src/web/api.ts';
import { day, instant } from '#src/web/format.ts';
import { roleName } from '#src/web/words/names.ts';
import { titleOf } from '#src/web/words/policies.ts';

export type Told = Answer<'notices.list'>['items'][number];
export type Group = Told['group'];

const purposes: Record<NonNullable<Told['purpose']>, MessageDescriptor> = {
  discovery: msg`Agency invitation`,
  exact_numbers: msg`Exact numbers`,
  live_data: msg`LIVE data`,
  listening: msg`Listening to LIVEs`,
};
const groups: Record<Group, MessageDescriptor> = {
  invitations: msg`Invitations`,
  membership: msg`Membership`,
  permissions: msg`Permissions`,
  team: msg`Team`,
  calls: msg`Today’s calls`,
  searches: msg`Saved searches`,
  pipeline: msg`Reminders in the pipeline`,
  messages: msg`Messages`,
  rules: msg`Rules`,
  security: msg`Security`,
};
export const groupName = (group: Group): string => i18n._(groups[group]);

/** The sentence of a notice, by its name. */
export function Sentence({ told }: { told: Told }) {
  const agency = told.agency ? <bdi>{told.agency.name}</bdi> : <Trans>an agency</Trans>;
  const creator = told.creator ? <bdi>{told.creator.displayName}</bdi> : <Trans>A creator</Trans>;
  const purpose = told.purpose ? i18n._(purposes[told.purpose]) : '';
  const role = told.role ? roleName(told.role) : '';
  const key = told.keyName === null ? '' : <bdi>{told.keyName}</bdi>;
  const until = told.until === null ? '' : instant(told.until);
  switch (told.name) {
    case 'invites.received':
      return (
        <Trans>
          {agency} invites you. Your answer is awaited until {until}.
        </Trans>
      );
    case 'invites.expiring':
      return (
        <Trans>
          The invitation from {agency} ends on {until}.
        </Trans>
      );
    case 'invites.withdrawn':
      return <Trans>{agency} has withdrawn its invitation.</Trans>;
    case 'invites.lapsed':
      return <Trans>The invitation from {agency} has ended without an answer.</Trans>;
    case 'roster.joined':
      return <Trans>You now belong to {agency}.</Trans>;
    case 'roster.leaving':
      return (
        <Trans>
          You leave {agency}. Your membership ends on {until}.
        </Trans>
      );
    case 'roster.ending':
      return (
        <Trans>
          Your membership in {agency} ends on {until}.
        </Trans>
      );
    case 'roster.ended':
      return <Trans>Your membership in {agency} has ended.</Trans>;
    case 'roster.renewal_offered':
      return (
        <Trans>
          {agency} offers you a further term. Your answer is awaited until {until}.
        </Trans>
      );
    case 'roster.change_offered':
      return (
        <Trans>
          {agency} proposes other terms to you. Your answer is awaited until {until}.
        </Trans>
      );
    case 'roster.promise_said':
      return <Trans>{agency} says that it has kept a promise to you. Was it so?</Trans>;
    case 'roster.removed':
      return (
        <Trans>
          {agency} ends your membership on {until}. You may contest that until then.
        </Trans>
      );
    case 'roster.answered':
      return <Trans>{agency} has answered what you brought before the operator.</Trans>;
    case 'roster.decided':
      return <Trans>The operator has decided about your membership in {agency}.</Trans>;
    case 'roster.unheard':
      return <Trans>Nobody decided in time about your membership in {agency}: that counts for you.</Trans>;
    case 'roster.member_unheard':
      return (
        <Trans>
          Nobody decided in time about the membership of {creator} in {agency}: that counts for the creator.
        </Trans>
      );
    case 'roster.trial_passed':
      return <Trans>Your trial in {agency} is over: the membership goes on.</Trans>;
    case 'roster.contested':
      return (
        <Trans>
          {creator} has asked the operator to look at the membership in {agency}.
        </Trans>
      );
    case 'roster.member_decided':
      return (
        <Trans>
          The operator has decided about the membership of {creator} in {agency}.
        </Trans>
      );
    case 'roster.member_trial_passed':
      return (
        <Trans>
          The trial of {creator} in {agency} is over: the membership goes on.
        </Trans>
      );
    case 'cases.opened':
      return <Trans>A case about a membership in {agency} waits for your decision.</Trans>;
    case 'roster.promise_denied':
      return (
        <Trans>
          {creator} says that a promise of {agency} was not kept.
        </Trans>
      );
    case 'messages.received':
      return <Trans>{agency} has written to you.</Trans>;
    case 'messages.answered':
      return (
        <Trans>
          {creator} has written to {agency}.
        </Trans>
      );
    case 'permissions.expiring':
      return (
        <Trans>
          Your permission “{purpose}” runs out on {until}.
        </Trans>
      );
    case 'permissions.expired':
      return <Trans>Your permission “{purpose}” has run out.</Trans>;
    case 'invites.accepted':
      return (
        <Trans>
          {creator} has accepted the invitation of {agency}.
        </Trans>
      );
    case 'invites.declined':
      return (
        <Trans>
          {creator} has declined the invitation of {agency}.
        </Trans>
      );
    case 'invites.expired':
      return (
        <Trans>
          {creator} did not answer the invitation of {agency}.
        </Trans>
      );
    case 'roster.member_leaving':
      return (
        <Trans>
          {creator} leaves {agency}. The membership ends on {until}.
        </Trans>
      );
    case 'roster.member_ending':
      return (
        <Trans>
          The membership of {creator} in {agency} ends on {until}.
        </Trans>
      );
    case 'roster.member_ended':
      return (
        <Trans>
          The membership of {creator} in {agency} has ended.
        </Trans>
      );
    case 'roster.offer_withdrawn':
      return <Trans>{agency} has taken back what it offered you.</Trans>;
    case 'roster.offer_accepted':
      return (
        <Trans>
          {creator} has agreed to what {agency} offered.
        </Trans>
      );
    case 'roster.offer_declined':
      return (
        <Trans>
          {creator} has declined what {agency} offered.
        </Trans>
      );
    case 'team.role_changed':
      return (
        <Trans>
          Your role in {agency} is now: {role}.
        </Trans>
      );
    case 'team.seat_ended':
      return <Trans>You no longer work in {agency}.</Trans>;
    case 'calls.today':
      return <CallsToday agency={agency} told={told} />;
    case 'scouting.found':
      return <NewToSearch agency={agency} told={told} />;
    case 'scouting.due':
      return <Reminders agency={agency} count={told.count} />;
    case 'rules.in_force':
      return <RuleInForce told={told} />;
    case 'security.key_made':
      return <Trans>A new key for programs was made for your account: {key}</Trans>;
    case 'security.password_changed':
      return <Trans>The password of your account was changed.</Trans>;
  }
}

/** Which rule, from when, and what stays as it was agreed. */
function RuleInForce({ told: { rule } }: { told: Told }) {
  if (rule === null) return null;
  const [name, from] = [titleOf(rule.kind), instant(rule.from)];
  return (
    <>
      <Trans>
        The rule “{name}” has a new version. It holds since {from}.
      </Trans>{' '}
      <Keeps by={rule.keeps} />
    </>
  );
}
function Keeps({ by }: { by: NonNullable<Told['rule']>['keeps'] }) {
  if (by === 'exits')
    return (
      <Trans>
        Running memberships keep their terms. Who may leave at once after a quiet time, and how an agency may end a membership, goes by the
        new rule.
      </Trans>
    );
  if (by === 'consents') return <Trans>Permissions that were given keep their last day, and running memberships their terms.</Trans>;
  return <Trans>Running memberships keep their terms.</Trans>;
}

function NewToSearch({ agency, told: { count, search } }: { agency: ReactNode; told: Told }) {
  if (search === null) return <Trans>{agency}: a saved search that is no longer there.</Trans>;
  const { name } = search;
  if (!count)
    return (
      <Trans>
        {agency}: whoever was new to your search “{name}” can no longer be found.
      </Trans>
    );
  return (
    <Trans>
      {agency}:{' '}
      <Plural value={count} one={`# creator is new to your search “${name}”.`} other={`# creators are new to your search “${name}”.`} />
    </Trans>
  );
}

function Reminders({ agency, count }: { agency: ReactNode; count: number | null }) {
  if (!count) return <Trans>{agency}: reminders in the pipeline; that day is over, or nobody is left to think of.</Trans>;
  return (
    <Trans>
      {agency}:{' '}
      <Plural
        value={count}
        one="# creator in the pipeline is to be thought of today."
        other="# creators in the pipeline are to be thought of today."
      />
    </Trans>
  );
}

function CallsToday({ agency, told: { count, on } }: { agency: ReactNode; told: Told }) {
  if (count === null)
    return (
      <Trans>
        {agency}: the list of calls of {day(on ?? '')}.
      </Trans>
    );
  if (count === 0) return <Trans>{agency}: nobody needs a call any more today.</Trans>;
  return (
    <Trans>
      {agency}: <Plural value={count} one="# creator needs a call today." other="# creators need a call today." />
    </Trans>
  );
}
