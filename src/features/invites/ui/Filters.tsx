import { Plural, Trans, useLingui } from '@lingui/react/macro';
import { useState, type FormEvent, type ReactNode } from 'react';
import type { Answer } from '#src/web/api.ts';
import { number, percentBps } from '#src/web/format.ts';
import { Btn } from '#src/web/kit/Btn.tsx';
import { CheckLine } from '#src/web/kit/Check.tsx';
import { LanguagesField } from '#src/web/kit/Choices.tsx';
import { Failed } from '#src/web/kit/Failed.tsx';
import { Select } from '#src/web/kit/Field.tsx';
import { PhonePage } from '#src/web/kit/Frame.tsx';
import { Say } from '#src/web/kit/Say.tsx';
import { SayBone, Skeleton } from '#src/web/kit/States.tsx';
import { tell } from '#src/web/kit/Toast.tsx';
import { useChange, useRead } from '#src/web/queries.ts';
import { CreatorError } from '#src/web/shell/CreatorError.tsx';

type Mine = Answer<'invites.filters'>;

/** Her own conditions: who may invite her at all, and how many at once. */
export default function Filters() {
  const { t } = useLingui();
  const read = useRead('invites.filters');
  const page = (children: ReactNode) => (
    <PhonePage title={t`Who may invite you`} back="/agency-center">
      {children}
    </PhonePage>
  );
  if (!read.data) {
    if (read.error) return page(<CreatorError error={read.error} again={() => void read.refetch()} />);
    return page(
      <>
        <SayBone />
        <Skeleton rows={4} avatar={false} />
      </>,
    );
  }
  const { policy, ...own } = read.data;
  const set = [own.commissionBpsMax !== null, own.languages.length > 0, own.verifiedOnly, own.inboxMax !== null].filter(Boolean).length;
  return page(
    <>
      <Say
        then={
          set === 0 ? (
            <Trans>The operator’s rules are the only limit.</Trans>
          ) : (
            <Plural value={set} one="You have set one condition." other="You have set # conditions." />
          )
        }
      >
        {own.inboxMax === 0 ? (
          <Trans>No agency may invite you for now.</Trans>
        ) : set === 0 ? (
          <Trans>Any agency may invite you.</Trans>
        ) : (
          <Trans>Only agencies that fit may invite you.</Trans>
        )}
      </Say>
      <Form key={JSON.stringify(own)} mine={read.data} most={policy} />
    </>,
  );
}

const shares = [0, 300, 500, 800, 1000, 1200, 1500, 1800, 2000, 2500, 3000, 4000, 5000];
const inboxes = [0, 1, 2, 3, 5, 10, 15, 20, 30, 50, 100, 200, 500];
const upTo = (steps: number[], most: number, own: number | null) =>
  [...new Set([...steps.filter((step) => step < most), ...(own === null ? [] : [own])])].sort((a, b) => a - b);

function Form({ mine, most }: { mine: Mine; most: Mine['policy'] }) {
  const { t } = useLingui();
  const [share, setShare] = useState(mine.commissionBpsMax);
  const [languages, setLanguages] = useState(mine.languages);
  const [verifiedOnly, setVerifiedOnly] = useState(mine.verifiedOnly);
  const [inbox, setInbox] = useState(mine.inboxMax);
  const save = useChange('invites.setFilters', {
    touches: ['invites.filters'],
    onDone: () => tell({ title: t`Saved. It holds from the next invitation on.` }),
  });
  const numberOf = (value: string) => (value === '' ? null : Number(value));
  const send = (event: FormEvent) => {
    event.preventDefault();
    save.mutate({ body: { commissionBpsMax: share, languages, verifiedOnly, inboxMax: inbox } });
  };
  const highest = percentBps(most.commissionBpsMax);
  const all = number(most.inboxMax);
  return (
    <form className="mt-5 grid gap-5" onSubmit={send}>
      <Select
        label={<Trans>The share they ask for, at most</Trans>}
        value={share === null ? '' : String(share)}
        options={[
          { value: '', label: t`Whatever the rules allow, up to ${highest}` },
          ...upTo(shares, most.commissionBpsMax, share).map((bps) => ({ value: String(bps), label: percentBps(bps) })),
        ]}
        onChange={(value) => setShare(numberOf(value))}
      />
      <LanguagesField
        label={<Trans>The agency speaks one of these</Trans>}
        hint={<Trans>None chosen: any language.</Trans>}
        value={languages}
        onChange={setLanguages}
      />
      <CheckLine on={verifiedOnly} onChange={setVerifiedOnly}>
        <Trans>Only agencies that the operator has verified</Trans>
      </CheckLine>
      <Select
        label={<Trans>Open invitations at once, at most</Trans>}
        value={inbox === null ? '' : String(inbox)}
        options={[
          { value: '', label: t`As many as the rules allow: ${all}` },
          ...upTo(inboxes, most.inboxMax, inbox).map((n) => ({ value: String(n), label: n === 0 ? t`None for now` : number(n) })),
        ]}
        onChange={(value) => setInbox(numberOf(value))}
      />
      <p className="text-dense text-text-2">
        <Trans>An agency that does not fit is told which condition it was. Invitations that are open stay open.</Trans>
      </p>
      <Failed error={save.error} />
      <Btn go wide type="submit" busy={save.isPending}>
        <Trans>Save</Trans>
      </Btn>
    </form>
  );
}
