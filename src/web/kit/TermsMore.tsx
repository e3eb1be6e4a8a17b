import { Trans, useLingui } from '@lingui/react/macro';
import { ChevronDown } from 'lucide-react';
import { useState, type ReactNode } from 'react';
import type { Terms } from '../client.gen.ts';
import { decimalsOf } from '../format.ts';
import { allServices, serviceOf, type Service } from '../words/services.ts';
import { Select, TextField } from './Field.tsx';
import { minorOf, shareOf, whole } from './termsNumbers.ts';

/** What terms may say beyond what every invitation says; an empty field is not part of them. */
export interface MoreDraft {
  brandShare: string;
  hoursMonthly: string;
  guarantee: string;
  currency: string;
  guaranteeMonths: string;
  services: Record<Service, string>;
}
const usual = ['EUR', 'USD', 'GBP', 'JPY', 'BRL', 'MXN', 'IDR', 'VND', 'THB', 'PHP', 'SAR', 'AED', 'EGP', 'TRY', 'CNY', 'KRW'];

export const moreOf = ({ brandBps, hoursMonthly, guarantee, services }: Terms): MoreDraft => ({
  brandShare: brandBps === undefined ? '' : String(brandBps / 100),
  hoursMonthly: hoursMonthly === undefined ? '' : String(hoursMonthly),
  guarantee: guarantee ? String(guarantee.amountMinor / 10 ** decimalsOf(guarantee.currency)) : '',
  currency: guarantee?.currency ?? usual[0]!,
  guaranteeMonths: guarantee ? String(guarantee.months) : '',
  services: Object.fromEntries(allServices.map((one) => [one, services?.[one] === undefined ? '' : String(services[one])])) as Record<
    Service,
    string
  >,
});

const empty = (text: string): boolean => text.trim() === '';
/** Undefined: empty. Null: not what can be. */
const optional = (text: string, read: (text: string) => number | null): number | null | undefined => (empty(text) ? undefined : read(text));
const brandOf = (text: string) => optional(text, (typed) => shareOf(typed) || null);
const hoursOf = (text: string) => optional(text, (typed) => whole(typed, 1, 200));
const daysOf = (text: string) => optional(text, (typed) => whole(typed, 1, 365));
const monthsOf = (text: string) => optional(text, (typed) => whole(typed, 1, 120));
function amountOf(text: string, currency: string): number | null | undefined {
  return optional(text, (typed) => {
    const minor = minorOf(typed, decimalsOf(currency));
    return minor !== null && minor >= 1 && minor <= 1_000_000_000 ? minor : null;
  });
}

/** The part of the terms that a draft stands for; null while a field is not what can be, or a guarantee is half said. */
export function readMore(draft: MoreDraft): Pick<Terms, 'brandBps' | 'hoursMonthly' | 'guarantee' | 'services'> | null {
  const brandBps = brandOf(draft.brandShare);
  const hoursMonthly = hoursOf(draft.hoursMonthly);
  const amountMinor = amountOf(draft.guarantee, draft.currency);
  const months = monthsOf(draft.guaranteeMonths);
  const services = allServices.map((one) => [one, daysOf(draft.services[one])] as const);
  if ([brandBps, hoursMonthly, amountMinor, months, ...services.map(([, within]) => within)].includes(null)) return null;
  if ((amountMinor === undefined) !== (months === undefined)) return null;
  const promised = services.filter(([, within]) => within !== undefined);
  return {
    ...(brandBps != null && { brandBps }),
    ...(hoursMonthly != null && { hoursMonthly }),
    ...(amountMinor != null && months != null && { guarantee: { amountMinor, currency: draft.currency, months } }),
    ...(promised.length > 0 && { services: Object.fromEntries(promised) as NonNullable<Terms['services']> }),
  };
}

type Field = 'brandShare' | 'hoursMonthly' | 'guaranteeMonths';
/** Brand deals, hours asked, a guarantee, promises with a day: folded away while nothing of it is said. */
export function TermsMore({
  draft,
  onChange,
  refused,
}: {
  draft: MoreDraft;
  onChange: (draft: MoreDraft, changed: Field | null) => void;
  /** What the server said of a field. */
  refused: (field: Field) => ReactNode;
}) {
  const { t } = useLingui();
  const all = [draft.brandShare, draft.hoursMonthly, draft.guarantee, draft.guaranteeMonths, ...Object.values(draft.services)];
  const [open, setOpen] = useState(() => all.some((text) => !empty(text)));
  const set = (change: Partial<MoreDraft>, changed: Field | null = null) => onChange({ ...draft, ...change }, changed);
  const wrong = (value: number | null | undefined, words: string): ReactNode => (value === null ? words : undefined);
  const half = (mine: string, other: string) => (empty(mine) && !empty(other) ? t`A guarantee needs both.` : undefined);
  return (
    <details className="border-y border-line py-1.5" open={open} onToggle={(event) => setOpen(event.currentTarget.open)}>
      <summary className="flex min-h-(--ctl) items-center justify-between gap-3 font-[560] [&::-webkit-details-marker]:hidden">
        <Trans>Brand deals, hours, a guarantee, promises</Trans>
        <ChevronDown className="text-text-3 [details[open]>summary_&]:rotate-180" size={16} strokeWidth={2} aria-hidden="true" />
      </summary>
      <p className="prov">
        <Trans>An empty field is not part of the terms.</Trans>
      </p>
      <div className="mt-3 grid items-start gap-4 min-[560px]:grid-cols-2">
        <TextField
          label={<Trans>Share of brand deals you bring, %</Trans>}
          inputMode="decimal"
          value={draft.brandShare}
          onChange={(brandShare) => set({ brandShare }, 'brandShare')}
          error={wrong(brandOf(draft.brandShare), t`More than 0, up to 100, or empty.`) ?? refused('brandShare')}
        />
        <TextField
          label={<Trans>LIVE hours asked a month</Trans>}
          inputMode="numeric"
          value={draft.hoursMonthly}
          onChange={(hoursMonthly) => set({ hoursMonthly }, 'hoursMonthly')}
          error={wrong(hoursOf(draft.hoursMonthly), t`Whole hours, from 1 to 200, or empty.`) ?? refused('hoursMonthly')}
        />
        <div className="grid grid-cols-[minmax(0,1fr)_6.5rem] items-start gap-2.5">
          <TextField
            label={<Trans>Guarantee a month</Trans>}
            inputMode="decimal"
            value={draft.guarantee}
            onChange={(guarantee) => set({ guarantee })}
            error={
              wrong(amountOf(draft.guarantee, draft.currency), t`An amount, or empty.`) ?? half(draft.guarantee, draft.guaranteeMonths)
            }
          />
          <Select
            label={<Trans>Currency</Trans>}
            value={draft.currency}
            options={[...new Set([...usual, draft.currency])].map((value) => ({ value, label: value }))}
            onChange={(currency) => set({ currency })}
          />
        </div>
        <TextField
          label={<Trans>Guarantee, first months</Trans>}
          inputMode="numeric"
          value={draft.guaranteeMonths}
          onChange={(guaranteeMonths) => set({ guaranteeMonths }, 'guaranteeMonths')}
          error={
            wrong(monthsOf(draft.guaranteeMonths), t`Whole months, from 1 to 120, or empty.`) ??
            half(draft.guaranteeMonths, draft.guarantee) ??
            refused('guaranteeMonths')
          }
        />
      </div>
      <fieldset className="mt-4 mb-3">
        <legend className="label">
          <Trans>You promise, within so many days of joining</Trans>
        </legend>
        <div className="mt-2 grid grid-cols-2 items-start gap-4 min-[560px]:grid-cols-3">
          {allServices.map((one) => (
            <TextField
              key={one}
              label={serviceOf(one)}
              inputMode="numeric"
              value={draft.services[one]}
              onChange={(text) => set({ services: { ...draft.services, [one]: text } })}
              error={wrong(daysOf(draft.services[one]), t`Whole days, up to 365, or empty.`)}
            />
          ))}
        </div>
      </fieldset>
    </details>
  );
}
