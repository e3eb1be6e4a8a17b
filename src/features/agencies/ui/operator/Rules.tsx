import { i18n, type MessageDescriptor } from '@lingui/core';
import { msg, plural, t } from '@lingui/core/macro';
import { Plural, Trans, useLingui } from '@lingui/react/macro';
import type { Policy, Terms } from '#src/web/client.gen.ts';
import { country, day, list, number, percent, percentBps, range } from '#src/web/format.ts';
import { useNow } from '#src/web/clock.ts';
import { DeskPage } from '#src/web/kit/Frame.tsx';
import { Facts } from '#src/web/kit/Lists.tsx';
import { Prov } from '#src/web/kit/Prov.tsx';
import { Say } from '#src/web/kit/Say.tsx';
import { Section } from '#src/web/kit/Sheet.tsx';
import { Bone, SayBone } from '#src/web/kit/States.tsx';
import { useRead } from '#src/web/queries.ts';
import { PageError } from '#src/web/shell/PageError.tsx';
import { shortTerms } from '#src/web/words/terms.ts';

const titles: Record<Policy['kind'], MessageDescriptor> = {
  rollout: msg`Who is offered Agency Center`,
  consents: msg`Permissions`,
  invitations: msg`Invitations`,
  terms: msg`Terms an agency may ask`,
  exits: msg`Leaving`,
};
const certainties: Record<Policy['certainty'], MessageDescriptor> = {
  confirmed: msg`confirmed by the source`,
  reported: msg`reported, not confirmed`,
  inferred: msg`inferred, not from a source`,
};

/** The dated rules that hold now, and those to come, each with where it comes from. Read only. */
export default function Rules() {
  const { t: tell } = useLingui();
  const now = useNow();
  const policies = useRead('policies.list', { query: {} });
  if (policies.isError) {
    return (
      <DeskPage padded>
        <PageError error={policies.error} again={() => void policies.refetch()} />
      </DeskPage>
    );
  }
  if (!policies.data) {
    return (
      <DeskPage padded>
        <SayBone label={tell`Loading the rules`} />
        <div className="mt-8 grid max-w-(--measure) gap-4" aria-hidden="true">
          {[0, 1, 2, 3].map((index) => (
            <Bone key={index} height={72} />
          ))}
        </div>
      </DeskPage>
    );
  }
  const upcoming = policies.data.items.filter(({ validFrom }) => validFrom !== null && Date.parse(validFrom) > now);
  const inForce = policies.data.items.filter((policy) => !upcoming.includes(policy));
  const own = inForce.filter(({ policyId }) => policyId !== null).length;
  return (
    <DeskPage padded>
      <Say then={<Plural value={own} _0="All as they came with Greenroom." one="# is your own." other="# are your own." />}>
        <Plural value={inForce.length} one="# rule is in force." other="# rules are in force." />
      </Say>
      <div className="grid gap-x-12 min-[1100px]:grid-cols-2">
        {inForce.map((policy) => (
          <Rule key={policy.kind} policy={policy} />
        ))}
      </div>
      {upcoming.length > 0 && (
        <Section title={<Trans>To come</Trans>}>
          <div className="grid gap-x-12 min-[1100px]:grid-cols-2">
            {upcoming.map((policy) => (
              <Rule key={policy.policyId} policy={policy} />
            ))}
          </div>
        </Section>
      )}
    </DeskPage>
  );
}

function Rule({ policy }: { policy: Policy }) {
  return (
    <Section title={i18n._(titles[policy.kind])}>
      <div className="border-t border-line">
        <Facts rows={rowsOf(policy)} />
      </div>
      <div className="mt-3">
        <Prov
          parts={[
            policy.validFrom === null
              ? t`came with Greenroom`
              : t`version ${number(policy.version)}, in force from ${day(policy.validFrom)}`,
            policy.source,
            i18n._(certainties[policy.certainty]),
          ]}
        />
      </div>
    </Section>
  );
}

const days = (count: unknown) => plural(Number(count), { one: '# day', other: '# days' });
const months = (count: unknown) => plural(Number(count), { one: '# month', other: '# months' });
const yes = (on: unknown) => (on === true ? t`allowed` : t`not allowed`);

/** The parameters of a rule in words, one line each. */
function rowsOf({ kind, params: p }: Policy): { label: string; value: string }[] {
  switch (kind) {
    case 'rollout':
      return rollout(p['cohorts']);
    case 'consents':
      return [{ label: t`A permission lasts at most`, value: months(p['monthsMax']) }];
    case 'invitations':
      return [
        { label: t`An invitation can be answered for`, value: days(p['expiryDays']) },
        { label: t`Creators at once`, value: t`at most ${number(Number(p['bulkMax']))}` },
        { label: t`A day, by one agency`, value: t`at most ${number(Number(p['agencyPerDay']))}` },
        { label: t`A day, by one person`, value: t`at most ${number(Number(p['seatPerDay']))}` },
        { label: t`A day, elite`, value: t`at most ${number(Number(p['elitePerDay']))}` },
        { label: t`Cool-down after a no`, value: days(p['coolDownDays']) },
        { label: t`Open invitations of one creator`, value: t`at most ${number(Number(p['inboxMax']))}` },
        { label: t`Length of a message`, value: t`at most ${number(Number(p['messageMax']))} characters` },
      ];
    case 'terms':
      return [
        { label: t`Share of gift income`, value: t`at most ${percentBps(Number(p['commissionBpsMax']))}` },
        { label: t`Length of a term`, value: t`at most ${months(p['monthsMax'])}` },
        { label: t`Cooling-off`, value: t`at least ${days(p['coolingOffDaysMin'])}` },
        { label: t`Notice`, value: t`at most ${days(p['noticeDaysMax'])}` },
        { label: t`Exclusive terms`, value: yes(p['exclusiveAllowed']) },
        { label: t`A trial LIVE`, value: yes(p['trialLiveAllowed']) },
        { label: t`Where an agency says nothing`, value: shortTerms(p['standard'] as Terms) },
      ];
    case 'exits':
      return exits(p['lowActivity'] as { windowDays: number; validDaysMin: number; hoursMin: number } | null);
  }
}

function exits(low: { windowDays: number; validDaysMin: number; hoursMin: number } | null) {
  if (low === null) return [{ label: t`After a quiet time`, value: t`no exit of its own` }];
  return [
    { label: t`Leave at once after a quiet time of`, value: days(low.windowDays) },
    { label: t`Quiet: fewer valid days than`, value: number(low.validDaysMin) },
    { label: t`or fewer LIVE hours than`, value: number(low.hoursMin) },
  ];
}

function rollout(given: unknown) {
  const cohorts = given as { countries: string[]; followersMin: number | null; followersMax: number | null; percentage: number }[];
  if (cohorts.length === 0) return [{ label: t`Offered to`, value: t`every adult` }];
  return cohorts.map(({ countries, followersMin, followersMax, percentage }) => ({
    label: [
      countries.length === 0 ? t`every country` : list(countries.map(country)),
      followersMin === null && followersMax === null ? '' : t`${range(followersMin, followersMax)} followers`,
    ]
      .filter(Boolean)
      .join(', '),
    value: t`${percent(percentage / 100)} of them`,
  }));
}
