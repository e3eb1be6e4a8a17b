import type { Service } from '#src/features/policies/contract.ts';
import type { Locale } from '#src/lib/locales.ts';
import type { CopyKind } from '../contract.ts';

/** What, then how. */
export type Term = readonly [what: string, how: string];
type Between = { creator: string; agency: string };

/** All that a copy says in one language. Names, days and amounts come ready to be put in. */
export interface Words {
  locale: Locale;
  direction: 'ltr' | 'rtl';
  /** The language's own name. */
  language: string;
  note: string;
  title: (a: Between) => string;
  say: Record<CopyKind, (a: Between) => string>;
  under: (at: string) => string;
  creator: string;
  agency: string;
  host: string;
  verified: string;
  agreedHere: string;
  termsTitle: string;
  datesTitle: string;
  promisesTitle: string;
  share: (percent: string) => string;
  paidFrom: Record<'platform' | 'creator', string>;
  brand: (percent: string) => Term;
  guarantee: (amount: string, months: number) => string;
  guaranteeHow: string;
  guaranteeWithHours: string;
  hours: (n: number) => Term;
  length: (months: number) => Term;
  coolingOff: (days: number) => Term;
  notice: (days: number) => Term;
  quiet: (a: { days: number; validDays: number; hours: number }) => Term;
  ranges: Term;
  exclusive: Term;
  open: Term;
  coaching: (hours: number) => Term;
  noCoaching: Term;
  once: string;
  /** A list as a sentence of its own. */
  sentence: (text: string) => string;
  within: (service: string, days: number) => string;
  services: Record<Service, string>;
  /** Where nothing more is known of it. */
  trial: Term;
  trialWithin: (a: { days: number; minutes: number }) => Term;
  review: (days: number) => string;
  removal: (a: { days: number; decideDays: number }) => Term;
  agreedAt: string;
  begins: string;
  ends: string;
  atOnceUntil: string;
  dueCoaching: (hours: number) => string;
  by: (day: string) => string;
  checkTitle: string;
  checkText: string;
  rules: (list: string) => string;
  ruleNames: Record<string, string>;
  rule: (name: string, version: number, day: string) => string;
  builtIn: (name: string) => string;
  fingerprint: (hash: string) => string;
  words: (version: number, language: string) => string;
}

type Forms = Partial<Record<Intl.LDMLPluralRule, string>> & { other: string };
/** The form of the words for a number; `#` stands for it. */
export function counting(locale: string): (n: number, forms: Forms) => string {
  const rules = new Intl.PluralRules(locale);
  return (n, forms) => (forms[rules.select(n)] ?? forms.other).replaceAll('#', String(n));
}
