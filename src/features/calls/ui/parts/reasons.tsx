import { i18n, type MessageDescriptor } from '@lingui/core';
import { msg, plural, t } from '@lingui/core/macro';
import type { CallReason } from '#src/web/client.gen.ts';
import { duration, list, number, percent } from '#src/web/format.ts';
import { dayWords, daysLong, needWords, shortOfHour, thresholdName, type ReasonKind } from './words.ts';

const titles: Record<ReasonKind, MessageDescriptor> = {
  no_live: msg`No LIVE`,
  newcomer: msg`New, no LIVE yet`,
  minutes_short: msg`Minutes short`,
  fewer_live_days: msg`Fewer LIVE days`,
  shorter: msg`Shorter LIVEs`,
  thinner: msg`Fan club shrinks`,
  falling: msg`Diamonds fall`,
  within_reach: msg`Within reach`,
  appeal_closes: msg`Appeal closes`,
  term_ends: msg`Term ends`,
};
/** In the order in which they are told. */
export const allReasons = Object.keys(titles) as ReasonKind[];

/** "No LIVE": a reason without its evidence. */
export const reasonWord = (kind: ReasonKind): string => i18n._(titles[kind]);

/** A reason in words: `short` is a line, `whole` is the evidence behind it, `more` what there is room for where one creator is looked at. */
export interface Said {
  short: string;
  whole: string;
  more?: string | undefined;
}

export function sayReason(reason: CallReason): Said {
  switch (reason.kind) {
    case 'no_live':
      return sayNoLive(reason.evidence);
    case 'newcomer':
      return {
        short: t`Joined ${dayWords(reason.evidence.joinedOn)}, no LIVE yet`,
        whole: plural(reason.evidence.days, {
          one: '# day in the network, without a LIVE.',
          other: '# days in the network, all without a LIVE.',
        }),
      };
    case 'minutes_short':
      return sayMinutesShort(reason.evidence);
    case 'fewer_live_days':
      return sayFewer(reason.evidence);
    case 'shorter':
      return sayShorter(reason.evidence);
    case 'thinner':
      return sayThinner(reason.evidence);
    case 'falling':
      return sayFalling(reason.evidence);
    case 'within_reach':
      return sayReach(reason.evidence);
    case 'appeal_closes':
      return { short: t`Appeal closes on ${dayWords(reason.evidence.on)}`, whole: ahead(reason.evidence.days) };
    case 'term_ends':
      return { short: t`Term ends on ${dayWords(reason.evidence.on)}`, whole: ahead(reason.evidence.days) };
  }
}

type Of<K extends ReasonKind> = Extract<CallReason, { kind: K }>['evidence'];

const ahead = (days: number): string =>
  days === 0 ? t`That is today.` : days === 1 ? t`That is tomorrow.` : plural(days, { one: '# day left.', other: '# days left.' });

function sayNoLive({ days, lastOn, usualGap, chance }: Of<'no_live'>): Said {
  const gap = Math.round(usualGap * 10) / 10;
  return {
    short: plural(days, { one: 'No LIVE for # day', other: 'No LIVE for # days' }),
    whole:
      gap <= 1
        ? t`Last LIVE on ${dayWords(lastOn)}; usually one every day.`
        : t`Last LIVE on ${dayWords(lastOn)}; usually one every ${daysLong(gap)}.`,
    more: oddsWords(chance),
  };
}

/** How seldom so long a gap is by the own habit. */
function oddsWords(chance: number): string | undefined {
  const odds = chance > 0 ? Math.round(1 / chance) : Infinity;
  if (odds < 2) return undefined;
  return odds > 1000 ? t`By that habit, hardly one gap in 1,000 is as long.` : t`By that habit, one gap in ${number(odds)} is as long.`;
}

function sayMinutesShort({ days, on, leastSeconds, mostSeconds }: Of<'minutes_short'>): Said {
  const minutes = shortOfHour(leastSeconds, mostSeconds);
  return {
    short: plural(days, { one: `One day of ${minutes}, just short`, other: `# days of ${minutes}, just short` }),
    whole: t`A valid day takes a full hour. Short on ${list(on.map(dayWords))}.`,
  };
}

function sayFewer({ days, liveDays, usualLiveDays, since }: Of<'fewer_live_days'>): Said {
  const usual = number(usualLiveDays, 1);
  return {
    short: plural(days, { one: `LIVE on ${number(liveDays)} of # day`, other: `LIVE on ${number(liveDays)} of # days` }),
    whole: t`Since ${dayWords(since)}; usually on ${usual} of them.`,
  };
}

function sayShorter({ lives, seconds, usualSeconds, since }: Of<'shorter'>): Said {
  const less = usualSeconds - seconds;
  return {
    short: lives > 0 && less >= 60 ? t`LIVEs ${duration(less)} shorter` : reasonWord('shorter'),
    whole: plural(lives, {
      one: `# LIVE since ${dayWords(since)}: ${duration(seconds)}, usually ${duration(usualSeconds)}.`,
      other: `# LIVEs since ${dayWords(since)}: ${duration(seconds)} on average, usually ${duration(usualSeconds)}.`,
    }),
  };
}

function sayThinner({ fans, before, usualChange, since }: Of<'thinner'>): Said {
  const usual = signed(usualChange);
  return {
    short: t`Fan club ${number(fans)}, was ${number(before)}`,
    whole: t`${signed(fans - before)} since ${dayWords(since)}; in as many days it is usually ${usual}.`,
  };
}
const signed = (value: number): string => (value < 0 ? `−${number(-value, 1)}` : value > 0 ? `+${number(value, 1)}` : '±0');

function sayFalling({ diamonds, usualDiamonds, days, since }: Of<'falling'>): Said {
  const less = usualDiamonds > 0 ? percent(Math.round((1 - diamonds / usualDiamonds) * 100) / 100) : '';
  return {
    short: less === '' ? t`Diamonds below the usual` : t`Diamonds ${less} below the usual`,
    whole: plural(days, {
      one: `${number(diamonds)} diamonds in # day since ${dayWords(since)}; usually ${number(usualDiamonds)}.`,
      other: `${number(diamonds)} diamonds in # days since ${dayWords(since)}; usually ${number(usualDiamonds)}.`,
    }),
  };
}

function sayReach({ threshold, name, usualLiveDays, ...need }: Of<'within_reach'>): Said {
  const goal = thresholdName(threshold, name);
  const plan = t`It takes ${needWords(need)}.`;
  const of = number(need.of);
  const usual = usualLiveDays === null ? '' : ` ${t`Usually LIVE on ${number(usualLiveDays, 1)} of ${of}.`}`;
  return { short: t`${goal} is still within reach`, whole: plan + usual };
}
