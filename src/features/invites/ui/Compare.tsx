import { Plural, Trans, useLingui } from '@lingui/react/macro';
import { useNavigate, useSearch } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import type { LiveMonth } from '#src/web/client.gen.ts';
import { useNow } from '#src/web/clock.ts';
import { clock, day, left, number, percentBps, weekday } from '#src/web/format.ts';
import { Btn } from '#src/web/kit/Btn.tsx';
import { Select } from '#src/web/kit/Field.tsx';
import { Dock, PhonePage } from '#src/web/kit/Frame.tsx';
import { HouseMark } from '#src/web/kit/HouseMark.tsx';
import { Interval } from '#src/web/kit/Interval.tsx';
import { Say } from '#src/web/kit/Say.tsx';
import { Section } from '#src/web/kit/Sheet.tsx';
import { Empty, SayBone, Skeleton } from '#src/web/kit/States.tsx';
import { CompareHeads, CompareRow } from '#src/web/kit/Terms.tsx';
import { useRead } from '#src/web/queries.ts';
import { CreatorError } from '#src/web/shell/CreatorError.tsx';
import { days, leavingRule, months, termEnd } from '#src/web/words/plain.ts';
import { capital, guaranteed, promised } from '#src/web/words/services.ts';
import { appliedTo } from './parts/inHerNumbers.ts';
import { stateAt, type MyInvite } from './parts/states.tsx';

/** So many stand side by side at most: more would be too narrow to read on a phone. */
const most = 3;
const places = ['a', 'b', 'c'] as const;
type Place = (typeof places)[number];

/** The invitations that stand side by side: those the address names, filled up with others that are open. */
function chosenOf(asked: Partial<Record<Place, unknown>>, open: MyInvite[]): string[] {
  const named = places.flatMap((place) => (typeof asked[place] === 'string' ? [asked[place]] : []));
  const others = open.map(({ inviteId }) => inviteId).filter((one) => !named.includes(one));
  return [...new Set([...named, ...others])].slice(0, Math.max(2, Math.min(most, named.length || most)));
}

/** Two or three invitations side by side: only what all of them say, and what each would have left her of her own months. */
export default function Compare() {
  const { t } = useLingui();
  const at = useNow();
  const navigate = useNavigate();
  const asked = useSearch({ strict: false }) as Partial<Record<Place, unknown>>;
  const all = useRead('invites.mine', { query: { limit: 100 } });
  const hers = useRead('live.months');
  const open = (all.data?.items ?? []).filter((one) => stateAt(one, at) === 'sent');
  const chosen = chosenOf(asked, open);
  const reads = [useChosen(chosen[0]), useChosen(chosen[1]), useChosen(chosen[2])].slice(0, chosen.length);
  const page = (children: ReactNode, dock?: ReactNode) => (
    <PhonePage title={t`Compare invitations`} back="/invitations" dock={dock}>
      {children}
    </PhonePage>
  );
  const error = all.data ? (reads.find((read) => read.error)?.error ?? null) : all.error;
  if (error)
    return page(<CreatorError error={error} again={() => void Promise.all([all.refetch(), ...reads.map((read) => read.refetch())])} />);
  if (all.data && chosen.length < 2)
    return page(
      <Empty
        say={<Trans>There are no two invitations to compare.</Trans>}
        act={
          <Btn go to="/invitations">
            <Trans>To my invitations</Trans>
          </Btn>
        }
      >
        <Trans>When two are open at the same time, their terms stand here side by side.</Trans>
      </Empty>,
    );
  const invites = reads.flatMap(({ data }) => data ?? []);
  if (!all.data || invites.length < chosen.length || hers.isPending)
    return page(
      <>
        <SayBone />
        <Skeleton rows={6} avatar={false} />
      </>,
    );
  const choose = (place: number) => (value: string) => {
    const ids = chosen.map((one, n) => (n === place ? value : one));
    void navigate({ to: '.', search: Object.fromEntries(ids.map((one, n) => [places[n]!, one])) as never, replace: true });
  };
  const labels = [t`First`, t`Second`, t`Third`];
  return page(
    <>
      <Answered invites={invites} />
      {open.length > chosen.length && (
        <div className="mt-4 grid grid-flow-col gap-2.5">
          {chosen.map((id, n) => (
            <Select
              key={labels[n]}
              label={labels[n]}
              value={id}
              options={open
                .filter(({ inviteId }) => inviteId === id || !chosen.includes(inviteId))
                .map((each) => ({ value: each.inviteId, label: each.agency.name }))}
              onChange={choose(n)}
            />
          ))}
        </div>
      )}
      <div className="mt-4">
        <CompareHeads houses={invites.map(({ agencyId, agency }) => ({ id: agencyId, name: agency.name }))} />
      </div>
      <InHerNumbers invites={invites} months={hers.data?.items ?? []} />
      <Rows invites={invites} months={hers.data?.items ?? []} at={at} />
    </>,
    <Dock>
      {invites.map(({ inviteId, agency }) => (
        <Btn key={inviteId} to={`/invitations/${inviteId}`}>
          <span className="wrap-anywhere">
            <Trans>
              Read <bdi>{agency.name}</bdi>
            </Trans>
          </span>
        </Btn>
      ))}
    </Dock>,
  );
}

const useChosen = (inviteId: string | undefined) =>
  useRead('invites.open', { path: { inviteId: inviteId ?? '' } }, { enabled: inviteId !== undefined });

/** What they differ in most, in a sentence. */
function Answered({ invites }: { invites: MyInvite[] }) {
  const [one, two, three] = invites;
  if (!one || !two) return null;
  const name = ({ agency }: MyInvite) => <bdi>{agency.name}</bdi>;
  const share = ({ terms }: MyInvite) => percentBps(terms.commissionBps);
  const then = three ? <Trans>You may leave all of them at any time.</Trans> : <Trans>You may leave both at any time.</Trans>;
  const alike = (of: (invite: MyInvite) => unknown) => invites.every((each) => of(each) === of(one));
  if (!alike(share) || !alike(({ terms }) => terms.paidFrom))
    return (
      <Say then={then}>
        {three ? (
          <Trans>
            {name(one)} asks for {share(one)}, {name(two)} for {share(two)}, {name(three)} for {share(three)}.
          </Trans>
        ) : (
          <Trans>
            {name(one)} asks for {share(one)}, {name(two)} for {share(two)}.
          </Trans>
        )}
      </Say>
    );
  const length = ({ terms }: MyInvite) => months(terms.months);
  if (!alike(length))
    return (
      <Say then={then}>
        {three ? (
          <Trans>
            All ask for {share(one)}: {name(one)} for {length(one)}, {name(two)} for {length(two)}, {name(three)} for {length(three)}.
          </Trans>
        ) : (
          <Trans>
            Both ask for {share(one)}: {name(one)} for {length(one)}, {name(two)} for {length(two)}.
          </Trans>
        )}
      </Say>
    );
  return (
    <Say then={then}>
      {three ? (
        <Trans>
          All ask for {share(one)}, for {length(one)}.
        </Trans>
      ) : (
        <Trans>
          Both ask for {share(one)}, for {length(one)}.
        </Trans>
      )}
    </Say>
  );
}

/** What each set of terms would have left her of her own months, in diamonds. */
function InHerNumbers({ invites, months: hers }: { invites: MyInvite[]; months: LiveMonth[] }) {
  const { t } = useLingui();
  const all = invites.flatMap((invite) => {
    const applied = appliedTo(hers, invite.terms);
    return applied ? [{ invite, applied }] : [];
  });
  const first = all[0]?.applied;
  if (!first) return null;
  const low = Math.min(...all.map(({ applied }) => applied.possible[0]));
  const high = Math.max(...all.map(({ applied }) => applied.possible[1]));
  const scale: [number, number] = [low, Math.max(high, low + 1)];
  const until = day(monthEnd(hers[0]!.month));
  return (
    <Section title={<Trans>What you would keep each month</Trans>} prov={<Trans>estimated, in diamonds</Trans>}>
      <div className="grid gap-1.5">
        {all.map(({ invite, applied }, n) => {
          const { median, likely, possible } = applied;
          const [from, to] = likely ?? possible;
          return (
            <div key={invite.inviteId} className="grid grid-cols-[34px_minmax(0,1fr)] items-center gap-2.5">
              <HouseMark id={invite.agencyId} size={34} />
              <Interval
                best={median}
                {...(likely && { likely })}
                possible={possible}
                scale={scale}
                tooFew={likely === null}
                {...(n === all.length - 1 && { words: { start: number(low), end: number(high) } })}
                label={t`${invite.agency.name}: ${number(median)} diamonds in the middle month, between ${number(from)} and ${number(to)}.`}
              />
            </div>
          );
        })}
      </div>
      <p className="prov mt-2 border-b border-line pb-3">
        <Plural
          value={first.months}
          one={`Your own # month to ${until} with a LIVE, with each set of terms applied.`}
          other={`Your own # months to ${until} with a LIVE, with each set of terms applied.`}
        />{' '}
        {first.likely ? (
          <Trans>Dot: the middle month. Bar: 8 of 10 months. Line: best and worst. What an agency changes is not in it.</Trans>
        ) : (
          <Trans>Dot: the middle month. Line: best and worst; too few months to say more. What an agency changes is not in it.</Trans>
        )}
      </p>
    </Section>
  );
}
/** The last day of the month that begins on a day. */
const monthEnd = (first: string): string => {
  const at = new Date(`${first}T00:00:00Z`);
  return new Date(Date.UTC(at.getUTCFullYear(), at.getUTCMonth() + 1, 0)).toISOString().slice(0, 10);
};

/** One row for each term; the same on both sides is said once. */
function Rows({ invites, months: hers, at }: { invites: MyInvite[]; months: LiveMonth[]; at: number }) {
  const { t } = useLingui();
  const row = (label: string, side: (invite: MyInvite) => { figure: string; note?: string }) => {
    const sides = invites.map(side);
    const [first] = sides;
    const same = sides.every(({ figure, note }) => figure === first?.figure && note === first.note);
    const words = [first?.figure, first?.note].filter(Boolean).join(', ');
    if (!same) return <CompareRow label={label} sides={sides} />;
    return <CompareRow label={label} same={invites.length > 2 ? t`${words}. The same in all.` : t`${words}. The same in both.`} />;
  };
  const rules = new Set(invites.map(({ terms }) => leavingRule(terms)));
  return (
    <>
      {row(t`Share of gift income`, ({ terms }) => {
        const applied = terms.paidFrom === 'creator' ? appliedTo(hers, terms) : null;
        const figure = percentBps(terms.commissionBps);
        return applied ? { figure, note: t`about ${number(applied.share)} diamonds a month` } : { figure };
      })}
      {row(t`Who pays it`, ({ terms }) =>
        terms.paidFrom === 'platform'
          ? { figure: t`The platform`, note: t`out of its part, not yours` }
          : { figure: t`You`, note: t`taken from your part` },
      )}
      {row(t`Length, if you accept today`, ({ terms }) => {
        const end = day(termEnd(at, terms.months));
        return { figure: months(terms.months), note: t`to ${end}, then it ends by itself` };
      })}
      {rules.size === 1 ? (
        <CompareRow label={t`Leaving`} same={[...rules][0]} />
      ) : (
        <>
          {row(t`Leave at once`, ({ terms }) => {
            const first = days(terms.coolingOffDays);
            return terms.noticeDays === 0
              ? { figure: t`Always` }
              : terms.coolingOffDays === 0
                ? { figure: t`With notice only` }
                : { figure: t`First ${first}` };
          })}
          {row(t`Notice later`, ({ terms }) => (terms.noticeDays === 0 ? { figure: t`None` } : { figure: days(terms.noticeDays) }))}
        </>
      )}
      {row(t`Other agencies`, ({ terms }) =>
        terms.exclusive ? { figure: t`Not allowed`, note: t`only this agency` } : { figure: t`Stay possible` },
      )}
      {row(t`Coaching promised`, ({ terms }) =>
        terms.coachingHoursMonthly === 0 ? { figure: t`None` } : { figure: t`${terms.coachingHoursMonthly} h a month` },
      )}
      {invites.some(({ terms }) => terms.services) &&
        row(t`Promised with a day`, ({ terms }) => ({ figure: capital(promised(terms)) || t`Nothing` }))}
      {invites.some(({ terms }) => terms.guarantee) &&
        row(t`Guarantee a month`, ({ terms: { guarantee } }) =>
          guarantee ? { figure: guaranteed(guarantee), note: t`for ${months(guarantee.months)}` } : { figure: t`None` },
        )}
      {invites.some(({ terms }) => terms.hoursMonthly !== undefined) &&
        row(t`LIVE hours asked a month`, ({ terms }) => ({
          figure: terms.hoursMonthly === undefined ? t`None` : number(terms.hoursMonthly),
        }))}
      {invites.some(({ terms }) => terms.brandBps !== undefined) &&
        row(t`Share of brand deals`, ({ terms }) => ({ figure: percentBps(terms.brandBps ?? 0), note: t`of those they bring` }))}
      {invites.some(({ terms }) => terms.trialLive) &&
        row(t`Trial LIVE`, ({ terms }) => (terms.trialLive ? { figure: t`One asked for` } : { figure: t`None` }))}
      {row(t`Verified by the operator`, ({ agency }) => {
        const on = agency.verifiedAt === null ? '' : day(agency.verifiedAt);
        return on === '' ? { figure: t`No` } : { figure: t`Yes`, note: t`on ${on}` };
      })}
      {row(t`Answer by`, (invite) =>
        stateAt(invite, at) === 'sent'
          ? { figure: `${weekday(invite.expiresAt)}, ${clock(invite.expiresAt)}`, note: left(invite.expiresAt, at) }
          : { figure: t`No longer open` },
      )}
      <CompareRow
        label={t`Fees and renewal`}
        same={t`The same by rule: no exit fee, no share after the end, no renewal without a new yes.`}
      />
      <CompareRow label={t`What they see`} same={t`The same by rule: ranges, until you share exact numbers.`} />
    </>
  );
}
