import { t } from '@lingui/core/macro';
import type { Terms } from '#src/web/client.gen.ts';
import { draftOf as draftOfTerms, termsOf, type Draft as TermsDraft } from '#src/web/kit/TermsForm.tsx';
import { said, type Kind } from '#src/web/words/policies.ts';

/** A rule while it is typed: numbers as text, so that a field can be empty for a moment. */
export interface RuleDraft {
  numbers: Record<string, string>;
  flags: Record<string, boolean>;
  standard: TermsDraft | null;
}
interface NumberField {
  name: string;
  label: string;
  unit: string;
  min: number;
  max: number;
  /** What is typed is a hundredth of what is kept. */
  percent?: boolean;
}
type Params = Record<string, unknown>;

const bounds: Partial<Record<Kind, Record<string, [number, number]>>> = {
  consents: { monthsMax: [1, 120] },
  invitations: {
    expiryDays: [1, 60],
    bulkMax: [1, 30],
    agencyPerDay: [0, 10_000],
    seatPerDay: [0, 10_000],
    elitePerDay: [0, 10_000],
    coolDownDays: [0, 365],
    inboxMax: [1, 500],
    messageMax: [0, 5000],
  },
  terms: { commissionBpsMax: [0, 100], monthsMax: [1, 120], coolingOffDaysMin: [0, 365], noticeDaysMax: [0, 365] },
  exits: { windowDays: [1, 365], validDaysMin: [0, 365], hoursMin: [0, 10_000] },
};
const quiet = { windowDays: 60, validDaysMin: 14, hoursMin: 45 };

/** The fields of a kind that are numbers, under the words that the rule is told in. */
export function fieldsOf(kind: Kind, params: Params): NumberField[] {
  const spoken = said(kind, kind === 'exits' ? { lowActivity: params['lowActivity'] ?? quiet } : params);
  return Object.entries(bounds[kind] ?? {}).map(([name, [min, max]]) => ({
    name,
    label: spoken.find((one) => one.name === name)?.label ?? name,
    unit: unitOf(name),
    min,
    max,
    ...(name === 'commissionBpsMax' ? { percent: true } : {}),
  }));
}
function unitOf(name: string): string {
  if (name === 'commissionBpsMax') return '%';
  if (name.startsWith('months')) return t`months`;
  if (/Days(Min|Max)?$/.test(name)) return t`days`;
  return name === 'messageMax' ? t`characters` : t`a whole number`;
}

export function draftOfRule(kind: Kind, params: Params): RuleDraft {
  const low = params['lowActivity'] as Record<string, number> | null | undefined;
  const from: Record<string, unknown> = kind === 'exits' ? (low ?? quiet) : params;
  const text = ({ name, percent }: NumberField): [string, string] => [name, String(Number(from[name]) / (percent ? 100 : 1))];
  return {
    numbers: Object.fromEntries(fieldsOf(kind, params).map(text)),
    flags:
      kind === 'exits'
        ? { lowActivity: low !== null && low !== undefined }
        : kind === 'terms'
          ? { exclusiveAllowed: params['exclusiveAllowed'] === true, trialLiveAllowed: params['trialLiveAllowed'] === true }
          : {},
    standard: kind === 'terms' ? draftOfTerms(params['standard'] as Terms) : null,
  };
}

/** A number that can be; null otherwise. */
export function numberOf({ min, max, percent }: NumberField, text: string): number | null {
  const value = Number(text.trim().replace(',', '.'));
  if (text.trim() === '' || !Number.isFinite(value) || value < min || value > max) return null;
  if (percent) return Math.round(value * 100);
  return Number.isInteger(value) ? value : null;
}

/** The parameters that a draft stands for; null while a field is not what can be. */
export function paramsOf(kind: Kind, params: Params, draft: RuleDraft): Params | null {
  const numbers: Record<string, number> = {};
  for (const field of fieldsOf(kind, params)) {
    const value = numberOf(field, draft.numbers[field.name] ?? '');
    if (value === null && (kind !== 'exits' || draft.flags['lowActivity'])) return null;
    numbers[field.name] = value ?? 0;
  }
  if (kind === 'exits') return { lowActivity: draft.flags['lowActivity'] ? numbers : null };
  if (kind !== 'terms') return numbers;
  const standard = draft.standard && termsOf(draft.standard);
  return standard && { ...numbers, ...draft.flags, standard };
}
