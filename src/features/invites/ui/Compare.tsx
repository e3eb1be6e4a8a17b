import { Trans, useLingui } from '@lingui/react/macro';
import { useNavigate, useSearch } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { useNow } from '#src/web/clock.ts';
import { clock, day, left, percentBps, weekday } from '#src/web/format.ts';
import { Btn } from '#src/web/kit/Btn.tsx';
import { Select } from '#src/web/kit/Field.tsx';
import { Dock, PhonePage } from '#src/web/kit/Frame.tsx';
import { Say } from '#src/web/kit/Say.tsx';
import { Empty, SayBone, Skeleton } from '#src/web/kit/States.tsx';
import { CompareHeads, CompareRow, type Side } from '#src/web/kit/Terms.tsx';
import { useRead } from '#src/web/queries.ts';
import { CreatorError } from '#src/web/shell/CreatorError.tsx';
import { days, leavingRule, months, termEnd } from '#src/web/words/plain.ts';
import { stateAt, type MyInvite } from './parts/states.tsx';

/** Two invitations side by side: only what both of them say. */
export default function Compare() {
  const { t } = useLingui();
  const at = useNow();
  const navigate = useNavigate();
  const asked = useSearch({ strict: false }) as { a?: unknown; b?: unknown };
  const all = useRead('invites.mine', { query: { limit: 100 } });
  const open = (all.data?.items ?? []).filter((one) => stateAt(one, at) === 'sent');
  const a = typeof asked.a === 'string' ? asked.a : (open.find(({ inviteId }) => inviteId !== asked.b)?.inviteId ?? '');
  const b = typeof asked.b === 'string' ? asked.b : (open.find(({ inviteId }) => inviteId !== a)?.inviteId ?? '');
  const readA = useRead('invites.open', { path: { inviteId: a } }, { enabled: a !== '' });
  const readB = useRead('invites.open', { path: { inviteId: b } }, { enabled: b !== '' });
  const page = (children: ReactNode, dock?: ReactNode) => (
    <PhonePage title={t`Compare invitations`} back="/invitations" dock={dock}>
      {children}
    </PhonePage>
  );
  const error = all.data ? (readA.error ?? readB.error) : all.error;
  const again = () => void Promise.all([all.refetch(), a !== '' && readA.refetch(), b !== '' && readB.refetch()]);
  if (error) return page(<CreatorError error={error} again={again} />);
  if (all.data && (a === '' || b === '' || a === b))
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
  if (!readA.data || !readB.data)
    return page(
      <>
        <SayBone />
        <Skeleton rows={6} avatar={false} />
      </>,
    );
  const [one, two] = [readA.data, readB.data];
  const choose = (side: 'a' | 'b') => (value: string) =>
    void navigate({ to: '.', search: { a, b, [side]: value } as never, replace: true });
  const options = (not: string) =>
    open.filter(({ inviteId }) => inviteId !== not).map((each) => ({ value: each.inviteId, label: each.agency.name }));
  return page(
    <>
      <Answered one={one} two={two} />
      {open.length > 2 && (
        <div className="mt-4 grid grid-cols-2 gap-2.5">
          <Select label={<Trans>First</Trans>} value={a} options={options(b)} onChange={choose('a')} />
          <Select label={<Trans>Second</Trans>} value={b} options={options(a)} onChange={choose('b')} />
        </div>
      )}
      <div className="mt-4">
        <CompareHeads
          houses={[
            { id: one.agencyId, name: one.agency.name },
            { id: two.agencyId, name: two.agency.name },
          ]}
        />
      </div>
      <Rows one={one} two={two} at={at} />
    </>,
    <Dock>
      <Btn to={`/invitations/${one.inviteId}`}>
        <span className="wrap-anywhere">
          <Trans>
            Read <bdi>{one.agency.name}</bdi>
          </Trans>
        </span>
      </Btn>
      <Btn to={`/invitations/${two.inviteId}`}>
        <span className="wrap-anywhere">
          <Trans>
            Read <bdi>{two.agency.name}</bdi>
          </Trans>
        </span>
      </Btn>
    </Dock>,
  );
}

function Answered({ one, two }: { one: MyInvite; two: MyInvite }) {
  const [nameA, nameB] = [one.agency.name, two.agency.name];
  const [a, b] = [percentBps(one.terms.commissionBps), percentBps(two.terms.commissionBps)];
  const then = <Trans>You may leave both at any time.</Trans>;
  if (a !== b || one.terms.paidFrom !== two.terms.paidFrom)
    return (
      <Say then={then}>
        <Trans>
          <bdi>{nameA}</bdi> asks for {a}, <bdi>{nameB}</bdi> for {b}.
        </Trans>
      </Say>
    );
  const [m, n] = [months(one.terms.months), months(two.terms.months)];
  if (m !== n)
    return (
      <Say then={then}>
        <Trans>
          Both ask for {a}: <bdi>{nameA}</bdi> for {m}, <bdi>{nameB}</bdi> for {n}.
        </Trans>
      </Say>
    );
  return (
    <Say then={then}>
      <Trans>
        Both ask for {a}, for {m}.
      </Trans>
    </Say>
  );
}

/** One row for each term; the same on both sides is said once. */
function Rows({ one, two, at }: { one: MyInvite; two: MyInvite; at: number }) {
  const { t } = useLingui();
  const row = (label: string, side: (invite: MyInvite) => { figure: string; note?: string }) => {
    const [a, b] = [side(one), side(two)];
    const same = a.figure === b.figure && a.note === b.note;
    const show = ({ figure, note }: { figure: string; note?: string }): Side => (note === undefined ? { figure } : { figure, note });
    return same ? (
      <CompareRow label={label} same={t`${[a.figure, a.note].filter(Boolean).join(', ')}. The same in both.`} />
    ) : (
      <CompareRow label={label} sides={[show(a), show(b)]} />
    );
  };
  const [ruleA, ruleB] = [leavingRule(one.terms), leavingRule(two.terms)];
  return (
    <>
      {row(t`Share of gift income`, ({ terms }) => ({ figure: percentBps(terms.commissionBps) }))}
      {row(t`Who pays it`, ({ terms }) =>
        terms.paidFrom === 'platform'
          ? { figure: t`The platform`, note: t`out of its part, not yours` }
          : { figure: t`You`, note: t`taken from your part` },
      )}
      {row(t`Length, if you accept today`, ({ terms }) => {
        const end = day(termEnd(at, terms.months));
        return { figure: months(terms.months), note: t`to ${end}, then it ends by itself` };
      })}
      {ruleA === ruleB ? (
        <CompareRow label={t`Leaving`} same={ruleA} />
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
      {(one.terms.trialLive || two.terms.trialLive) &&
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
