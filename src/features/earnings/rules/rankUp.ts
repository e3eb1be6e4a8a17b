import { addDays, daysBetween } from '#src/lib/days.ts';
import type { RankUp, Why } from '../contract.ts';
import { tierOf, type RankUpRule } from './bonuses.ts';
import type { CreatorMonth, Figures } from './facts.ts';
import type { MonthFacts } from '../tables.ts';

/** Hours with two decimals are off by half of a hundredth. */
const roundedBy = 18;
/** One of the public tools rounds hours to tenths. */
const hourStep = 360;

/**
 * The figures that a month is judged by: of the whole month where any source has them, what the next month's export says first, then its own
 * files, then the report; otherwise those that know the most days. Whole as one source tells them; what it lacks comes from the next.
 */
export function figuresOf({ closing, own, confirmed, running }: CreatorMonth, { to }: MonthFacts): Figures | null {
  const last = addDays(to, -1);
  const all = [closing, own, confirmed?.figures ?? null, running?.figures ?? null].filter((one) => one !== null);
  const whole = all.filter(({ on }) => on >= last);
  const [first, ...rest] = whole.length > 0 ? whole : all.toSorted((a, b) => (a.on < b.on ? 1 : a.on > b.on ? -1 : 0));
  if (first === undefined) return null;
  const sameDay = rest.filter(({ on }) => on === first.on);
  return sameDay.reduce(filled, first);
}
function filled(a: Figures, b: Figures): Figures {
  const hours = a.liveSeconds === null ? b : a;
  return {
    ...a,
    diamonds: a.diamonds ?? b.diamonds,
    validDays: a.validDays ?? b.validDays,
    liveSeconds: hours.liveSeconds,
    rounded: hours.rounded,
  };
}

/** Diamonds of the month before; 0 for who was not in the network then (rules.md 4: tier 1), null where that is not known. */
export function startOf({ joinedOn, lastDiamonds }: CreatorMonth, { from }: MonthFacts): number | null {
  return lastDiamonds ?? (joinedOn !== null && joinedOn >= from ? 0 : null);
}

type Gate = RankUp['gate'];
const reaches = (have: number | null, full: number, least: number, off = 0): Gate =>
  have === null ? 'unknown' : have >= full + off ? 'met' : have < least - off ? 'missed' : 'unknown';

/**
 * Both or nothing. Who joined within the month may owe less, in proportion to the days in the network, and how that is rounded is not
 * published: between the smallest reading and the whole requirement it is unknown, neither met nor missed.
 */
export function gateOf(figures: Figures | null, joinedOn: string | null, { from, to }: MonthFacts, { gate }: RankUpRule): Gate {
  const part = joinedOn !== null && joinedOn > from ? Math.max(0, daysBetween(joinedOn, to)) / daysBetween(from, to) : 1;
  const leastSeconds = part === 1 ? gate.seconds : Math.floor((gate.seconds * part) / hourStep) * hourStep;
  const days = reaches(figures?.validDays ?? null, gate.validDays, part === 1 ? gate.validDays : Math.floor(gate.validDays * part));
  const hours = reaches(figures?.liveSeconds ?? null, gate.seconds, leastSeconds, figures?.rounded ? roundedBy : 0);
  if (days === 'missed' || hours === 'missed') return 'missed';
  return days === 'met' && hours === 'met' ? 'met' : 'unknown';
}

/** An amount in hundredths, or what is missing for one. */
export interface Estimate {
  minor: number | null;
  lacks: Extract<Why, 'last_month_unknown' | 'diamonds_unknown' | 'activity_unknown' | 'other_currency'> | null;
  shown: RankUp;
}

/** What the rule gives for a creator's month by the base ratio. Nothing is certain 0 as soon as one of its conditions failed. */
export function estimateRankUp(facts: CreatorMonth, month: MonthFacts, rule: RankUpRule): Estimate {
  const figures = figuresOf(facts, month);
  const lastDiamonds = startOf(facts, month);
  const diamonds = figures?.diamonds ?? null;
  const startTier = lastDiamonds === null ? null : tierOf(lastDiamonds, rule);
  const tier = diamonds === null ? null : tierOf(diamonds, rule);
  const ratioBps = startTier === null ? 0 : (rule.tiers[startTier - 1]?.ratioBps ?? 0);
  const gate = gateOf(figures, facts.joinedOn, month, rule);
  const shown: RankUp = {
    lastDiamonds,
    startTier,
    diamonds,
    tier,
    validDays: figures?.validDays ?? null,
    liveSeconds: figures?.liveSeconds ?? null,
    needDays: rule.gate.validDays,
    needSeconds: rule.gate.seconds,
    gate,
    ratioBps,
    from: figures?.from ?? null,
    figuresOn: figures?.on ?? null,
    reportDiamonds: otherDiamonds(diamonds, facts),
    paidBps: null,
  };
  return { ...amountOf(shown, month, rule), shown };
}

function amountOf({ startTier, tier, diamonds, gate, ratioBps }: RankUp, { currency, mixed }: MonthFacts, rule: RankUpRule) {
  if (mixed || (currency !== null && currency !== rule.currency)) return { minor: null, lacks: 'other_currency' as const };
  const stays = startTier !== null && tier !== null && tier <= startTier;
  if (gate === 'missed' || stays || startTier === rule.tiers.length) return { minor: 0, lacks: null };
  if (diamonds === null) return { minor: null, lacks: 'diamonds_unknown' as const };
  if (startTier === null) return { minor: null, lacks: 'last_month_unknown' as const };
  if (gate === 'unknown') return { minor: null, lacks: 'activity_unknown' as const };
  return { minor: Math.round((diamonds * ratioBps) / 10_000), lacks: null };
}

/** What the report of the whole month counts, where the figures say something else. */
function otherDiamonds(diamonds: number | null, { confirmed }: CreatorMonth): number | null {
  const counted = confirmed?.figures.diamonds ?? null;
  return counted !== null && counted !== diamonds ? counted : null;
}
