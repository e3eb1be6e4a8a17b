import { t } from '@lingui/core/macro';
import type { Terms } from '#src/web/client.gen.ts';
import { number } from '#src/web/format.ts';
import { draftOf as draftOfTerms, termsOf, type Draft as TermsDraft } from '#src/web/kit/TermsForm.tsx';
import { said, type Kind } from '#src/web/words/policies.ts';
import { readAscending, readWhole } from './numbers.ts';

/** A rule while it is typed: numbers as text, so that a field can be empty for a moment. */
export interface RuleDraft {
  numbers: Record<string, string>;
  flags: Record<string, boolean>;
  /** Diamonds of each tier, in one line. */
  tiers: string;
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
type Bounds = Record<string, [min: number, max: number]>;
/** A part of a rule that may be left out: then it is null. `usual` stands in its fields when it is switched on. */
interface Part {
  bounds: Bounds;
  usual: Record<string, number>;
  flags?: Record<string, boolean>;
}

export const diamondsMax = 1_000_000_000;
export const tiersMax = 20;
const bounds: Partial<Record<Kind, Bounds>> = {
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
  terms: {
    commissionBpsMax: [0, 100],
    monthsMax: [1, 120],
    coolingOffDaysMin: [0, 365],
    noticeDaysMax: [0, 365],
    brandBpsMax: [0, 100],
    hoursMonthlyMax: [0, 200],
    trialDays: [1, 60],
    trialMinutesMin: [1, 240],
  },
  exits: { removalNoticeDaysMin: [1, 90], decideDays: [1, 60] },
  messages: { beforeReplyMax: [0, 50], textMax: [200, 8000], waitingMegabytesMax: [4, 10_000] },
  renewals: { offerDays: [1, 60], renewalFromDays: [1, 120], renewalAsksMax: [1, 5], changeCoolDownDays: [1, 365] },
};
const parts: Partial<Record<Kind, Record<string, Part>>> = {
  terms: { review: { bounds: { reviewDays: [1, 60] }, usual: { reviewDays: 7 } } },
  exits: {
    lowActivity: {
      bounds: { windowDays: [1, 365], validDaysMin: [0, 365], hoursMin: [0, 10_000] },
      usual: { windowDays: 60, validDaysMin: 14, hoursMin: 45 },
    },
  },
  thresholds: {
    gate: { bounds: { hours: [0, 744], validDays: [0, 31] }, usual: { hours: 15, validDays: 8 }, flags: { prorate: true } },
    graduation: { bounds: { diamonds: [1, diamondsMax], attempts: [1, 24] }, usual: { diamonds: 200_000, attempts: 3 } },
  },
};

export const partsOf = (kind: Kind): string[] => Object.keys(parts[kind] ?? {});
const partOf = (kind: Kind, name: string): Part => parts[kind]![name]!;

/** The parameters with every part there, so that each field has its words. */
const wholeOf = (kind: Kind, params: Params): Params => ({
  ...params,
  ...Object.fromEntries(
    partsOf(kind).map((name) => {
      const { usual, flags } = partOf(kind, name);
      return [name, params[name] ?? { ...usual, ...flags }];
    }),
  ),
});

/** The fields of a kind that are numbers, or those of one of its parts, under the words that the rule is told in. */
export function fieldsOf(kind: Kind, params: Params, part?: string): NumberField[] {
  const spoken = said(kind, wholeOf(kind, params));
  const own = part === undefined ? (bounds[kind] ?? {}) : partOf(kind, part).bounds;
  return Object.entries(own).map(([name, [min, max]]) => ({
    name,
    label: spoken.find((one) => one.name === name)?.label ?? name,
    unit: unitOf(name),
    min,
    max,
    ...(isShare(name) ? { percent: true } : {}),
  }));
}
const isShare = (name: string): boolean => name.endsWith('BpsMax');
function unitOf(name: string): string {
  if (isShare(name)) return '%';
  if (name.startsWith('months') || name === 'attempts') return t`months`;
  if (/Days(Min|Max)?$/.test(name)) return t`days`;
  if (name === 'hours' || name === 'hoursMonthlyMax') return t`hours a month`;
  if (name === 'diamonds') return t`diamonds`;
  if (name === 'trialMinutesMin') return t`minutes`;
  return name === 'messageMax' ? t`characters` : t`a whole number`;
}

const typed = ({ name, percent }: NumberField, from: Params): [string, string] => {
  const value = Number(from[name]);
  return [name, percent ? String(value / 100) : number(value)];
};

export function draftOfRule(kind: Kind, params: Params): RuleDraft {
  const whole = wholeOf(kind, params);
  const ofParts = partsOf(kind).map((part) => ({ part, inside: whole[part] as Params }));
  return {
    numbers: Object.fromEntries([
      ...fieldsOf(kind, params).map((field) => typed(field, params)),
      ...ofParts.flatMap(({ part, inside }) => fieldsOf(kind, params, part).map((field) => typed(field, inside))),
    ]),
    flags: {
      ...Object.fromEntries(ofParts.map(({ part }) => [part, (params[part] ?? null) !== null])),
      ...Object.fromEntries(
        ofParts.flatMap(({ part, inside }) => Object.keys(partOf(kind, part).flags ?? {}).map((name) => [name, inside[name] === true])),
      ),
      ...(kind === 'terms' && {
        exclusiveAllowed: params['exclusiveAllowed'] === true,
        trialLiveAllowed: params['trialLiveAllowed'] === true,
      }),
    },
    tiers: kind === 'thresholds' ? (params['tiers'] as number[]).map((from) => number(from)).join(', ') : '',
    standard: kind === 'terms' ? draftOfTerms(params['standard'] as Terms) : null,
  };
}

/** A number that can be; null otherwise. */
export function numberOf({ min, max, percent }: NumberField, text: string): number | null {
  const value = percent ? shareOf(text) : readWhole(text);
  return value === null || value < min || value > max ? null : percent ? Math.round(value * 100) : value;
}
function shareOf(text: string): number | null {
  const value = Number(text.trim().replace(',', '.'));
  return text.trim() === '' || !Number.isFinite(value) ? null : value;
}

/** The tiers that a line stands for, or what is wrong with it. */
export function tiersOf(line: string): { tiers: number[] } | { wrong: string } {
  const read = readAscending(line);
  if ('wrong' in read) {
    const { wrong } = read;
    if (wrong.is === 'word') return { wrong: t`Only numbers, with commas between: “${wrong.text}” is none.` };
    return { wrong: t`Each tier begins higher than the one before: ${number(wrong.after)} stands after ${number(wrong.before)}.` };
  }
  const { values } = read;
  if (values.length > tiersMax) return { wrong: t`At most ${number(tiersMax)} tiers.` };
  if ((values.at(-1) ?? 0) > diamondsMax) return { wrong: t`A tier begins at ${number(diamondsMax)} diamonds at most.` };
  return { tiers: values };
}

/** The numbers of some fields; null while one is not what can be. */
function numbersOf(fields: NumberField[], draft: RuleDraft): Record<string, number> | null {
  const all = fields.map((field) => [field.name, numberOf(field, draft.numbers[field.name] ?? '')] as const);
  return all.some(([, value]) => value === null) ? null : (Object.fromEntries(all) as Record<string, number>);
}

/** A part as it is put: null where it is switched off, undefined while it cannot be. */
function putPart(kind: Kind, params: Params, part: string, draft: RuleDraft): Params | null | undefined {
  if (!draft.flags[part]) return null;
  const numbers = numbersOf(fieldsOf(kind, params, part), draft);
  const flags = Object.keys(partOf(kind, part).flags ?? {}).map((name) => [name, draft.flags[name] ?? false]);
  return numbers ? { ...numbers, ...Object.fromEntries(flags) } : undefined;
}

/** The parameters that a draft stands for; null while a field is not what can be. */
export function paramsOf(kind: Kind, params: Params, draft: RuleDraft): Params | null {
  const numbers = numbersOf(fieldsOf(kind, params), draft);
  const inside = partsOf(kind).map((part) => [part, putPart(kind, params, part, draft)] as const);
  if (!numbers || inside.some(([, put]) => put === undefined)) return null;
  const whole: Params = { ...numbers, ...Object.fromEntries(inside) };
  if (kind === 'thresholds') {
    const read = tiersOf(draft.tiers);
    return 'tiers' in read ? { ...whole, tiers: read.tiers } : null;
  }
  if (kind !== 'terms') return whole;
  const standard = draft.standard && termsOf(draft.standard);
  const { exclusiveAllowed, trialLiveAllowed } = draft.flags;
  return standard && { ...whole, exclusiveAllowed, trialLiveAllowed, standard };
}
