import { Trans } from '@lingui/react/macro';
import type { ReactNode } from 'react';
import type { BonusMonth } from '#src/web/client.gen.ts';
import { Fig } from '#src/web/kit/Fig.tsx';
import { Say } from '#src/web/kit/Say.tsx';
import { amount, isLess, isNothing, monthWords, size } from './words.ts';

/** The month in a sentence: what was estimated, what was confirmed, and how far they are apart. */
export function Sentence({ month }: { month: BonusMonth }) {
  return <Say then={<Second month={month} />}>{month.closed ? <Closed month={month} /> : <Running month={month} />}</Say>;
}

const Estimated = ({ minor, currency }: { minor: string; currency: string | null }) => (
  <Fig ink="estimated" {...(currency === null ? {} : { unit: ` ${currency}` })}>
    {amount(minor)}
  </Fig>
);

function Closed({ month }: { month: BonusMonth }): ReactNode {
  const { comparedEstimatedMinor: estimated, comparedConfirmedMinor: confirmed, differenceMinor: apart, currency } = month;
  const name = monthWords(month.month);
  if (estimated === null || confirmed === null || apart === null) {
    const all = month.confirmedMinor;
    if (all === null) return <Trans>{name}: the report confirms no amount.</Trans>;
    return (
      <Trans>
        {name}: {amount(all)} {currency} confirmed, nothing to compare it with.
      </Trans>
    );
  }
  const by = size(apart);
  return (
    <>
      <Trans>
        {name}: <Estimated minor={estimated} currency={currency} /> estimated, {amount(confirmed)} confirmed:
      </Trans>{' '}
      {isNothing(apart) ? <Trans>no difference.</Trans> : isLess(apart) ? <Trans>{by} less.</Trans> : <Trans>{by} more.</Trans>}
    </>
  );
}

function Running({ month }: { month: BonusMonth }): ReactNode {
  const name = monthWords(month.month);
  if (month.onlyEstimatedMinor === null) return <Trans>{name} so far: nothing could be estimated.</Trans>;
  return (
    <Trans>
      {name} so far: <Estimated minor={month.onlyEstimatedMinor} currency={month.currency} /> estimated.
    </Trans>
  );
}

function Second({ month }: { month: BonusMonth }): ReactNode {
  if (!month.closed) return <Trans>The report made after the month’s end confirms it.</Trans>;
  if (month.comparedConfirmedMinor === null || isNothing(month.onlyConfirmedMinor)) return undefined;
  const rest = amount(month.onlyConfirmedMinor!);
  return <Trans>Besides, {rest} is confirmed that nothing estimates.</Trans>;
}
