import { i18n, type MessageDescriptor } from '@lingui/core';
import { msg } from '@lingui/core/macro';
import { Trans } from '@lingui/react/macro';
import { Gavel } from 'lucide-react';
import type { ReactNode } from 'react';
import type { MembershipCase } from '#src/web/client.gen.ts';
import { useNow } from '#src/web/clock.ts';
import { day } from '#src/web/format.ts';
import { Mark } from '#src/web/kit/Mark.tsx';

type Why = NonNullable<MembershipCase['why']>;
/** Who reads: the words name the other side. */
export type Reader = 'creator' | 'agency' | 'operator';

const whys: Record<Why, MessageDescriptor> = {
  inactive: msg`Too few LIVEs`,
  terms: msg`The terms were not kept`,
  conduct: msg`Conduct`,
  closing: msg`The agency stops this work`,
  promise: msg`A promise was not kept`,
  money: msg`Money`,
  pressure: msg`Pressure`,
  false_terms: msg`What was said was not true`,
  other: msg`Something else`,
};
export const whyName = (why: Why): string => i18n._(whys[why]);
export const removalWhys = ['inactive', 'terms', 'conduct', 'closing', 'other'] as const satisfies Why[];
export const complaintWhys = ['promise', 'money', 'pressure', 'false_terms', 'other'] as const satisfies Why[];

/** What it is about, in a few words. */
export function CaseName({ one }: { one: Pick<MembershipCase, 'kind'> }) {
  switch (one.kind) {
    case 'removal':
      return <Trans>The agency ends the membership</Trans>;
    case 'complaint':
      return <Trans>A complaint about the agency</Trans>;
    case 'review':
      return <Trans>The look at a trial LIVE</Trans>;
    case 'order':
      return <Trans>Ended by the operator</Trans>;
  }
}

/** What has become of it, in one sentence. `over`: the membership has ended. */
export function Became({ one, to, over = false }: { one: MembershipCase; to: Reader; over?: boolean }): ReactNode {
  const { kind, state, endsAt, decideBy } = one;
  const at = useNow();
  const by = decideBy === null ? '' : day(decideBy);
  if (kind === 'order') return <Trans>The membership ended at once.</Trans>;
  switch (state) {
    case 'told':
      if (over || Date.parse(endsAt!) <= at) return <Trans>It was not contested.</Trans>;
      return to === 'creator' ? (
        <Trans>It ends on {day(endsAt!)}. You may contest that until then.</Trans>
      ) : (
        <Trans>It ends on {day(endsAt!)}, unless the creator contests it.</Trans>
      );
    case 'open':
      if (kind === 'removal')
        return <Trans>Contested. The membership goes on; the operator decides by {by}, and silence means that it stays.</Trans>;
      if (kind === 'review') return <Trans>The operator may say no until {by}. Silence is a yes.</Trans>;
      return to === 'creator' ? (
        <Trans>The operator decides by {by}. If nobody does, you may leave at once.</Trans>
      ) : (
        <Trans>The operator decides by {by}. If nobody does, the creator may leave at once.</Trans>
      );
    case 'granted':
      if (kind === 'removal') return <Trans>The operator has decided: the membership goes on.</Trans>;
      if (kind === 'review') return <Trans>The operator has said yes: the membership goes on.</Trans>;
      return <Trans>The operator found that the agency broke the terms.</Trans>;
    case 'refused':
      if (kind === 'removal') return <Trans>The operator has decided: the membership ends, as the agency said.</Trans>;
      if (kind === 'review') return <Trans>The operator has said no: the membership ended.</Trans>;
      return <Trans>The operator found no breach of the terms.</Trans>;
    case 'unheard':
      if (over) return <Trans>Nobody decided in time.</Trans>;
      if (kind === 'complaint')
        return to === 'creator' ? (
          <Trans>Nobody decided in time. You may leave at once.</Trans>
        ) : (
          <Trans>Nobody decided in time. The creator may leave at once.</Trans>
        );
      return <Trans>Nobody decided in time: the membership goes on.</Trans>;
    case 'withdrawn':
      return <Trans>It came to nothing: the membership was left, or ended otherwise.</Trans>;
  }
}

/** One case with everything that was said in it; `act`: what the reader may do. */
export function Case({ one, to, over, act }: { one: MembershipCase; to: Reader; over: boolean; act?: ReactNode }) {
  return (
    <li className="py-3">
      <p className="flex flex-wrap items-baseline gap-x-2 font-[560]">
        <CaseName one={one} />
        {one.state === 'open' && (
          <Mark icon={Gavel} tone="warn">
            <Trans>open</Trans>
          </Mark>
        )}
      </p>
      <p className="mt-0.5 text-dense text-text-2">
        <Became one={one} to={to} over={over} />
      </p>
      <Said one={one} to={to} />
      {act && <div className="mt-2.5">{act}</div>}
    </li>
  );
}

/** Each side's words, with whose they are. */
export function Said({ one, to }: { one: MembershipCase; to: Reader }) {
  const { kind, why, said, answer, decision, openedAt, answeredAt, decidedAt } = one;
  const agency = kind === 'removal' ? said : answer;
  const hers = kind === 'removal' ? answer : said;
  const agencyAt = kind === 'removal' ? openedAt : answeredAt;
  const hersAt = kind === 'removal' ? answeredAt : openedAt;
  const ofAgency = agency ? (
    <Words key="agency" who={to === 'agency' ? <Trans>You</Trans> : <Trans>The agency</Trans>} at={agencyAt}>
      {kind === 'removal' && why ? `${whyName(why)}. ` : ''}
      {agency}
    </Words>
  ) : null;
  const ofHer = hers ? (
    <Words key="hers" who={to === 'creator' ? <Trans>You</Trans> : <Trans>The creator</Trans>} at={hersAt}>
      {kind === 'complaint' && why ? `${whyName(why)}. ` : ''}
      {hers}
    </Words>
  ) : null;
  const inOrder = kind === 'removal' ? [ofAgency, ofHer] : [ofHer, ofAgency];
  return (
    <dl className="mt-2 grid gap-2 border-s-2 border-line ps-3 empty:hidden">
      {inOrder}
      {decision && (
        <Words who={to === 'operator' ? <Trans>The decision</Trans> : <Trans>The operator</Trans>} at={decidedAt}>
          {decision}
        </Words>
      )}
    </dl>
  );
}

function Words({ who, at, children }: { who: ReactNode; at: string | null; children: ReactNode }) {
  return (
    <div>
      <dt className="prov">
        {who}
        {at !== null && <>, {day(at)}</>}
      </dt>
      <dd className="whitespace-pre-wrap wrap-anywhere">
        <bdi>{children}</bdi>
      </dd>
    </div>
  );
}
