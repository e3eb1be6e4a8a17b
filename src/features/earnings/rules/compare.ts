import type { Why } from '../contract.ts';
import type { Item, Line, MonthFacts } from '../tables.ts';
import { isTaskOf, type RankUpRule } from './bonuses.ts';
import type { CreatorMonth } from './facts.ts';
import { estimateRankUp, type Estimate } from './rankUp.ts';

/** The platform rounds in a way that is not published. */
const centApart = 1;
const near = (a: number, b: number): boolean => Math.abs(a - b) <= centApart;
export const isDifferent = ({ difference }: Item): boolean => difference !== null && !near(difference, 0);

/** A creator's month, task by task. Null: no file tells of bonuses or figures of hers in this month. */
export function lineOf(facts: CreatorMonth, month: MonthFacts, rule: RankUpRule | undefined): Line | null {
  const rankUp =
    rule !== undefined && facts.platform === rule.platform && hasFigures(facts)
      ? { rule, estimate: estimateRankUp(facts, month, rule) }
      : null;
  const items = tasksOf(facts, rankUp?.rule).map((task) =>
    rankUp !== null && isTaskOf(task, rankUp.rule) ? rankUpItem(task, facts, month, rankUp) : otherItem(task, facts, month),
  );
  if (items.length === 0 && facts.confirmed === null && facts.running === null) return null;
  const own = items.find(({ rule: key }) => key !== null);
  const shown = rankUp === null ? null : { ...rankUp.estimate.shown, paidBps: own === undefined ? null : paidOf(own, rankUp) };
  return { items, rankUp: shown, ...totalsOf(items, facts), gap: gapOf(items) };
}

const hasFigures = ({ closing, own, running, confirmed }: CreatorMonth): boolean =>
  closing !== null || own !== null || running !== null || confirmed !== null;

/** Each task that a report or the rule speaks of, once, as the report heads it. */
function tasksOf({ confirmed, running }: CreatorMonth, rule: RankUpRule | undefined): string[] {
  const told = [...new Set([...Object.keys(confirmed?.byTask ?? {}), ...Object.keys(running?.byTask ?? {})])];
  return rule === undefined || told.some((task) => isTaskOf(task, rule)) ? told : [rule.task, ...told];
}

interface Reckoned {
  rule: RankUpRule;
  estimate: Estimate;
}

function rankUpItem(task: string, facts: CreatorMonth, month: MonthFacts, { rule, estimate }: Reckoned): Item {
  const { minor, lacks, shown } = estimate;
  if (minor === null) {
    const other = otherItem(task, facts, month);
    return { ...other, rule: rule.ruleId, why: other.estimated === null && lacks !== null ? lacks : other.why };
  }
  const item = itemOf(task, { estimated: minor, by: 'rule', on: shown.figuresOn }, facts, month);
  const why = item.why === 'other_amount' ? whyRankUp(item, facts, month, { rule, estimate }) : item.why;
  return { ...item, rule: rule.ruleId, why };
}

/** A task without a public amount: what the platform's own report said while the month ran is all that can be estimated. */
function otherItem(task: string, facts: CreatorMonth, month: MonthFacts): Item {
  const { running } = facts;
  const estimated = running?.byTask[task] ?? null;
  const known = month.mixed ? null : estimated;
  const item = itemOf(
    task,
    { estimated: known, by: known === null ? null : 'running_report', on: running?.figures.on ?? null },
    facts,
    month,
  );
  if (item.why === 'other_amount') return { ...item, why: 'later_days' };
  return month.mixed ? { ...item, why: 'other_currency' } : item;
}

/** With both amounts known `same` or `other_amount`, otherwise why they cannot be compared. */
function itemOf(task: string, given: Pick<Item, 'estimated' | 'by' | 'on'>, { confirmed: report }: CreatorMonth, month: MonthFacts): Item {
  const { estimated } = given;
  const confirmed = report?.byTask[task] ?? null;
  const on = estimated === null ? null : given.on;
  const base = { task, rule: null, ...given, on, confirmed, difference: null };
  if (estimated === null) return { ...base, why: 'no_rule' };
  if (confirmed === null) return { ...base, why: !month.closed ? 'month_runs' : report === null ? 'not_in_report' : 'not_said' };
  return { ...base, difference: confirmed - estimated, why: near(confirmed, estimated) ? 'same' : 'other_amount' };
}

/** Why the report confirms something else than the rule gives. */
function whyRankUp({ estimated, confirmed }: Item, facts: CreatorMonth, month: MonthFacts, reckoned: Reckoned): Why {
  const { shown } = reckoned.estimate;
  const byReport = estimateRankUp({ ...facts, closing: null, own: null }, month, reckoned.rule).minor;
  if (byReport !== null && near(byReport, confirmed!) && !near(byReport, estimated!)) return 'other_figures';
  if (estimated! > 0 && confirmed === 0) return 'reached_not_given';
  if (estimated === 0)
    return shown.startTier !== null && (shown.tier ?? 0) <= shown.startTier ? 'given_tier_not_reached' : 'given_gate_missed';
  return ratioOf(confirmed!, reckoned) === null ? 'other_amount' : 'other_ratio';
}

const paidOf = ({ confirmed, why }: Item, reckoned: Reckoned): number | null =>
  confirmed !== null && why === 'other_ratio' ? ratioOf(confirmed, reckoned) : null;

/** The ratio that gives an amount from these diamonds: the own tier's, moved by the network's results, else another tier's. */
function ratioOf(confirmed: number, { rule, estimate: { shown } }: Reckoned): number | null {
  const bases = [shown.ratioBps, ...rule.tiers.flatMap(({ ratioBps }) => ratioBps ?? [])];
  const all = bases.flatMap((base) => [base, base + rule.ratioStepBps, base - rule.ratioStepBps]);
  const counts = [shown.diamonds, shown.reportDiamonds].filter((n) => n !== null);
  return all.find((bps) => bps > 0 && counts.some((n) => near(Math.round((n * bps) / 10_000), confirmed))) ?? null;
}

const sum = (values: readonly (number | null)[]): number | null => {
  const known = values.filter((one) => one !== null);
  return known.length === 0 ? null : known.reduce((a, b) => a + b, 0);
};

function totalsOf(items: readonly Item[], { confirmed: report }: CreatorMonth): Omit<Line, 'items' | 'rankUp' | 'gap'> {
  const both = items.filter(({ difference }) => difference !== null);
  const said = sum(Object.values(report?.byTask ?? {}));
  const confirmed = report?.totalMinor ?? said;
  const comparedConfirmed = sum(both.map((one) => one.confirmed));
  return {
    comparedEstimated: sum(both.map(({ estimated }) => estimated)),
    comparedConfirmed,
    difference: sum(both.map(({ difference }) => difference)),
    onlyEstimated: sum(items.filter((one) => one.difference === null).map(({ estimated }) => estimated)),
    onlyConfirmed: confirmed === null ? null : confirmed - (comparedConfirmed ?? 0),
    confirmed,
    rest: report?.totalMinor == null ? null : report.totalMinor - (said ?? 0),
  };
}

const gapOf = (items: readonly Item[]): number =>
  items.filter(isDifferent).reduce((total, { difference }) => total + Math.abs(difference!), 0);
