import type { DueCreator, DueList } from '#src/features/calls/index.ts';
import type { CallWords } from './words/calls.ts';
import type { Words } from './words/words.ts';

type Reason = DueCreator['reasons'][number];
type Pace = NonNullable<DueCreator['pace']>;

/** Numbers, days and times as a language writes them. */
interface Forms {
  n: (value: number) => string;
  /** "9 days" */
  days: (count: number) => string;
  /** "12 Nov" */
  day: (on: string) => string;
  /** "November" */
  month: (on: string) => string;
  /** "2 h 41 min" */
  time: (seconds: number) => string;
  percent: (share: number) => string;
}
/** Written without spaces. */
const isClose = ({ locale }: Words) => locale === 'ja' || locale === 'zh-Hans';
/** Sentences of one paragraph. */
const together = (sentences: string[], words: Words) => sentences.join(isClose(words) ? '' : ' ');

const made = new Map<string, Forms>();
function formsOf(given: Words): Forms {
  const { locale, calls: words } = given;
  const kept = made.get(locale);
  if (kept) return kept;
  // As the screens write: plain English with the day first, Arabic with Latin digits.
  const to = locale === 'en' ? 'en-GB' : locale === 'ar' ? 'ar-u-nu-latn' : locale;
  const numbers = new Intl.NumberFormat(to);
  const days = new Intl.NumberFormat(to, { style: 'unit', unit: 'day', unitDisplay: 'long' });
  const shares = new Intl.NumberFormat(to, { style: 'percent' });
  const dates = (options: Intl.DateTimeFormatOptions) => {
    const format = new Intl.DateTimeFormat(to, { ...options, timeZone: 'UTC' });
    return (on: string) => format.format(new Date(`${on}T00:00:00Z`));
  };
  const forms: Forms = {
    n: (value) => numbers.format(value),
    days: (count) => (isClose(given) ? days.format(count).replaceAll(/\s/gu, '') : days.format(count)),
    // Short months of these two end in a point, or stand in no sentence.
    day: dates({ day: 'numeric', month: locale === 'es' || locale === 'pt-BR' ? 'long' : 'short' }),
    month: dates({ month: isClose(given) ? 'numeric' : 'long' }),
    time: (seconds) => {
      const minutes = Math.round(seconds / 60);
      const [h, m] = [numbers.format(Math.floor(minutes / 60)), numbers.format(minutes % 60)];
      return minutes < 60 ? words.minutes(m) : minutes % 60 === 0 ? words.hours(h) : words.hoursMinutes(h, m);
    },
    percent: (share) => shares.format(share).replace(/(\d)%/u, '$1\u00a0%'),
  };
  made.set(locale, forms);
  return forms;
}

function sayReason(reason: Reason, { reasons, goals, ...words }: CallWords, f: Forms): string {
  switch (reason.kind) {
    case 'no_live':
      return reasons.no_live(f.days(reason.evidence.days));
    case 'newcomer':
      return reasons.newcomer(f.day(reason.evidence.joinedOn));
    case 'minutes_short': {
      // Never rounded up to the hour that was missed.
      const { days, leastSeconds, mostSeconds } = reason.evidence;
      const [from, to] = [f.n(Math.floor(leastSeconds / 60)), f.n(Math.floor(mostSeconds / 60))];
      return reasons.minutes_short(f.days(days), words.minutes(from === to ? to : words.fromTo(from, to)));
    }
    case 'fewer_live_days':
      return reasons.fewer_live_days(f.n(reason.evidence.liveDays), f.days(reason.evidence.days));
    case 'shorter':
      return reasons.shorter(f.time(Math.max(0, reason.evidence.usualSeconds - reason.evidence.seconds)));
    case 'thinner':
      return reasons.thinner(f.n(reason.evidence.fans), f.n(reason.evidence.before));
    case 'falling': {
      const { diamonds, usualDiamonds } = reason.evidence;
      return reasons.falling(usualDiamonds > 0 ? f.percent(Math.round((1 - diamonds / usualDiamonds) * 100) / 100) : null);
    }
    case 'within_reach':
      return reasons.within_reach(sayGoal(reason.evidence.threshold, reason.evidence.name, goals));
    case 'appeal_closes':
      return reasons.appeal_closes(f.day(reason.evidence.on));
    case 'term_ends':
      return reasons.term_ends(f.day(reason.evidence.on));
  }
}
const sayGoal = (kind: Pace['threshold']['kind'], name: string, goals: CallWords['goals']): string =>
  kind === 'tier' ? goals.tier(name.replaceAll(/\D/gu, '')) : goals[kind];

function sayNeed({ days, of, secondsPerDay, diamondsPerDay }: NonNullable<Pace['need']>, { need }: CallWords, f: Forms): string | null {
  const diamonds = diamondsPerDay === null ? null : f.n(diamondsPerDay);
  if (days === 0) return diamonds === null ? null : of === 1 ? need.diamondsLast(diamonds) : need.diamonds(diamonds, f.days(of));
  const time = f.time(secondsPerDay);
  const live = days < of ? need.someDays(time, f.n(days), f.days(of)) : of === 1 ? need.lastDay(time) : need.eachDay(time, f.days(of));
  return diamonds === null ? live : need.andDiamonds(live, diamonds);
}

/** What a call can still change about this month; null: nothing, or nobody knows. */
function sayChange({ reasons, pace }: DueCreator, words: CallWords, f: Forms, month: string): string | null {
  const helping = reasons.filter((r) => r.changes === true);
  if (helping.length === 0) return null;
  const until = helping
    .flatMap((r) => r.until ?? [])
    .toSorted()
    .at(-1);
  return words.change(month, until === undefined ? null : f.day(until), pace?.need ? sayNeed(pace.need, words, f) : null);
}

export interface Row {
  name: string;
  handle: string;
  /** Why to call, and what a call can still change. */
  lines: string[];
}
export interface CallLines {
  head: string;
  rows: Row[];
  /** Empty: nothing. */
  foot: string;
}

/** The morning list in words, behind its `sentence`: the first of it, how many more there are, and of which day the figures are. */
export function callLines(sentence: string, { total, changing, dataOn, first }: DueList, words: Words): CallLines {
  const { calls } = words;
  const f = formsOf(words);
  const month = dataOn === null ? '' : f.month(dataOn);
  const rows = first.map((one): Row => {
    const why = one.reasons.map((reason) => sayReason(reason, calls, f)).join(' · ');
    const change = sayChange(one, calls, f, month);
    return {
      name: one.displayName ?? `@${one.handle}`,
      handle: one.displayName === null ? '' : `@${one.handle}`,
      lines: change === null ? [why] : [why, change],
    };
  });
  const more = total - rows.length;
  return {
    head: together([sentence, ...(changing > 0 ? [calls.changing(f.n(changing), month)] : [])], words),
    rows,
    foot: together([...(more > 0 ? [calls.more(f.n(more))] : []), ...(dataOn === null ? [] : [calls.asOf(f.day(dataOn))])], words),
  };
}
/** "1,204" in the language of a letter. */
export const counted = (value: number, words: Words): string => formsOf(words).n(value);
