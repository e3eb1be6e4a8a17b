import type { Terms } from '#src/features/policies/contract.ts';
import type { Agreed } from './contract.ts';
import type { Row, Sheet } from './ports.ts';
import { shownCode } from './rules.ts';
import { ar } from './words/ar.ts';
import { en } from './words/en.ts';
import { es } from './words/es.ts';
import { ja } from './words/ja.ts';
import { ptBR } from './words/pt-BR.ts';
import type { Term, Words } from './words/words.ts';
import { zhHans } from './words/zh-Hans.ts';

export const allWords: readonly Words[] = [en, zhHans, es, ptBR, ar, ja];
/** The words of a language; plain English where there are none. */
export const wordsFor = (locale: string | null): Words => allWords.find((w) => w.locale === locale) ?? en;
/** Printed on each copy: a change of what the words say is another version. */
export const wordsVersion = 1;

/** A name keeps its own direction in whatever sentence it stands: FIRST STRONG ISOLATE ... POP DIRECTIONAL ISOLATE. */
const apart = (text: string): string => `\u2068${text}\u2069`;
const latin = (text: string): string => `\u2066${text}\u2069`;

/** Numbers, days and amounts as a reader of the language writes them; instants in UTC, and saying so. */
function formats({ locale }: Words) {
  const intl = locale === 'en' ? 'en-GB' : locale === 'ar' ? 'ar-u-nu-latn' : locale;
  const date = { timeZone: 'UTC', day: 'numeric', month: 'long', year: 'numeric' } as const;
  const day = new Intl.DateTimeFormat(intl, date);
  const instant = new Intl.DateTimeFormat(intl, { ...date, hour: '2-digit', minute: '2-digit', second: '2-digit', hourCycle: 'h23' });
  const percent = new Intl.NumberFormat(intl, { style: 'percent', maximumFractionDigits: 2 });
  const list = new Intl.ListFormat(intl, { type: 'conjunction' });
  return {
    day: (at: string) => apart(day.format(new Date(at))),
    instant: (at: string) => apart(`${instant.format(new Date(at))} UTC`),
    percent: (bps: number) => percent.format(bps / 10_000),
    list: (all: string[]) => list.format(all),
    money(amountMinor: number, currency: string): string {
      const format = new Intl.NumberFormat(intl, { style: 'currency', currency });
      return apart(format.format(amountMinor / 10 ** (format.resolvedOptions().maximumFractionDigits ?? 2)));
    },
  };
}
type Formats = ReturnType<typeof formats>;

const row = ([what, how]: Term): Row => ({ what, how });
const capital = (text: string, locale: string): string => text.charAt(0).toLocaleUpperCase(locale) + text.slice(1);

/** Every part of the terms, in the order in which the screens tell them. */
function termRows(a: Agreed, w: Words, f: Formats): Row[] {
  const { terms, lowActivity, removal } = a;
  const { coachingHoursMonthly: coaching } = terms;
  return [
    { what: w.share(f.percent(terms.commissionBps)), how: w.paidFrom[terms.paidFrom] },
    ...(terms.brandBps === undefined ? [] : [row(w.brand(f.percent(terms.brandBps)))]),
    ...guaranteeRow(terms, w, f),
    ...(terms.hoursMonthly === undefined ? [] : [row(w.hours(terms.hoursMonthly))]),
    row(w.length(terms.months)),
    row(w.coolingOff(terms.coolingOffDays)),
    row(w.notice(terms.noticeDays)),
    ...(lowActivity
      ? [row(w.quiet({ days: lowActivity.windowDays, validDays: lowActivity.validDaysMin, hours: lowActivity.hoursMin }))]
      : []),
    row(w.removal({ days: Math.max(terms.noticeDays, removal.noticeDaysMin), decideDays: removal.decideDays })),
    row(w.ranges),
    row(terms.exclusive ? w.exclusive : w.open),
    row(coaching === 0 ? w.noCoaching : w.coaching(coaching)),
    ...serviceRow(terms, w, f),
    ...trialRow(a, w),
  ];
}
function trialRow({ terms, trial }: Agreed, w: Words): Row[] {
  if (!terms.trialLive) return [];
  if (!trial) return [row(w.trial)];
  const { what, how } = row(w.trialWithin(trial));
  return [{ what, how: trial.reviewDays === null ? how : `${how} ${w.review(trial.reviewDays)}` }];
}
function guaranteeRow({ guarantee, hoursMonthly }: Terms, w: Words, f: Formats): Row[] {
  if (!guarantee) return [];
  const what = w.guarantee(f.money(guarantee.amountMinor, guarantee.currency), guarantee.months);
  return [{ what, how: hoursMonthly === undefined ? w.guaranteeHow : w.guaranteeWithHours }];
}
const order = ['training', 'plan', 'mentor', 'equipment', 'studio', 'promotion'] as const;
function serviceRow({ services }: Terms, w: Words, f: Formats): Row[] {
  const said = order.flatMap((one) => (services?.[one] === undefined ? [] : [w.within(w.services[one], services[one])]));
  return said.length === 0 ? [] : [{ what: w.once, how: w.sentence(capital(f.list(said), w.locale)) }];
}

/** Coaching in one row with the end of each month, what is promised once each in its own. */
function promiseRows({ promises }: Agreed, w: Words, f: Formats): Row[] {
  const coaching = Map.groupBy(
    promises.filter(({ what }) => what === 'coaching'),
    ({ hours }) => hours ?? 0,
  );
  const once = promises.flatMap(({ what, dueAt }) =>
    what === 'coaching' ? [] : [{ what: capital(w.services[what], w.locale), how: w.by(f.day(dueAt)) }],
  );
  const months = [...coaching].map(([hours, all]) => ({
    what: w.dueCoaching(hours),
    how: f.list(all.map(({ dueAt }) => f.day(dueAt))),
  }));
  return [...months, ...once];
}

const notesOf = (a: Agreed, w: Words, f: Formats): string[] => {
  const rules = a.rules.map(({ kind, version, from }) => {
    const name = w.ruleNames[kind] ?? kind;
    return version === null || from === null ? w.builtIn(name) : w.rule(name, version, f.day(from));
  });
  return [w.rules(f.list(rules)), w.fingerprint(latin(a.termsHash)), w.words(wordsVersion, w.language)];
};

const platforms: Record<Agreed['creator']['platform'], string> = { tiktok: 'TikTok', twitch: 'Twitch', youtube: 'YouTube', other: '' };

/** What stands on the copy of an agreement, in a language. Told from what was kept in the instant of her yes, and from nothing else. */
export function sheetOf(a: Agreed, { locale, code }: { locale: string; code: string }): Sheet {
  const w = wordsFor(locale);
  const f = formats(w);
  const between = { creator: apart(a.creator.displayName), agency: apart(a.agency.name) };
  const host = new URL(a.origin).host;
  const promised = promiseRows(a, w, f);
  const address = `${a.origin}/check`;
  return {
    locale: w.locale,
    direction: w.direction,
    title: w.title({ creator: a.creator.displayName, agency: a.agency.name }),
    at: new Date(a.agreedAt),
    head: { brand: 'Greenroom', note: w.note },
    say: w.say[a.kind](between),
    under: w.under(f.instant(a.agreedAt)),
    parties: [
      {
        label: w.creator,
        name: apart(a.creator.displayName),
        lines: [[apart(`@${a.creator.handle}`), platforms[a.creator.platform]].filter(Boolean).join(' · ')],
      },
      { label: w.agency, name: apart(a.agency.name), lines: a.agency.verified ? [w.verified] : [] },
      { label: w.host, name: latin(host), lines: [w.agreedHere] },
    ],
    sections: [
      { title: w.termsTitle, rows: termRows(a, w, f) },
      {
        title: w.datesTitle,
        rows: [
          ...(a.from === a.agreedAt ? [] : [{ what: w.agreedAt, how: f.instant(a.agreedAt) }]),
          { what: w.begins, how: f.instant(a.from) },
          { what: w.ends, how: f.instant(a.to) },
          ...(a.coolingOffUntil > a.agreedAt ? [{ what: w.atOnceUntil, how: f.instant(a.coolingOffUntil) }] : []),
        ],
      },
      ...(promised.length === 0 ? [] : [{ title: w.promisesTitle, rows: promised }]),
    ],
    check: {
      title: w.checkTitle,
      text: w.checkText,
      code: latin(shownCode(code)),
      address: latin(address.replace(/^https?:\/\//, '')),
      url: `${address}?code=${shownCode(code)}`,
    },
    notes: notesOf(a, w, f),
    foot: `${latin(host)} · ${latin(shownCode(code))}`,
  };
}
