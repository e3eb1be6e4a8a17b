import type { Cell } from '#src/features/imports/ports.ts';
import { addMonths, dayOf, startOfDay } from '#src/lib/time.ts';
import { dayIndex, daysBetween, heldOn, plusDays, totalsOf, type AgencyTruth, type CreatorTruth, type Totals } from './agency.ts';
import { openChance, seedOf } from './chance.ts';
import { bonusTasks, manageColumns, rankColumns, taskColumns, type BonusGeneration } from './columns.ts';
import { duration, instant, morningAfter, noValue, period, stamp, type Style } from './formats.ts';
import { firstOfMonth, graduationOf, isMember, isNewcomer, monthBefore, noGroup, type ExportFile } from './members.ts';
import { graduationAt, isActive, rankUpCents, tierOf, tierStatus } from './tiers.ts';

const english: Style = { language: 'en' };

export interface ManageCreatorsOptions {
  on: string;
  pulledAt?: Date;
  /** `Exported at ...` above the header. */
  titleRow?: boolean;
}

/** "Manage creators": the roster of those in the network, with figures of the last 30 days. */
export function manageCreators(
  truth: AgencyTruth,
  { on, pulledAt = morningAfter(on), titleRow = false }: ManageCreatorsOptions,
): ExportFile {
  const members = truth.creators.filter((creator) => isMember(creator, on));
  const title: Cell[][] = titleRow ? [[`Exported at ${instant(pulledAt)}`]] : [];
  const rows = members.map((creator) => rosterRow(truth, creator, on));
  return { name: `Manage_creators_${stamp(pulledAt)}_UTC0.xlsx`, rows: [...title, [...manageColumns], ...rows] };
}

function rosterRow(truth: AgencyTruth, creator: CreatorTruth, on: string): Cell[] {
  const chance = openChance(seedOf(truth.seed ^ 0x5eed, creator.index));
  const month = totalsOf(truth, creator, firstOfMonth(on), on);
  const last = monthBefore(truth, creator, on);
  const l30d = totalsOf(truth, creator, plusDays(on, -29), on);
  const followers = creator.followersBefore + totalsOf(truth, creator, truth.start, on).newFollowers;
  const fans = creator.habit.fansPerHour > 0;
  return [
    creator.platformId,
    heldOn(creator.handles, on),
    heldOn(creator.groups, on) ?? noGroup,
    creator.manager,
    graduationOf(creator, on, month.diamonds),
    tierStatus(month.diamonds, last && last.diamonds),
    last === null ? noValue : `Tier ${tierOf(last.diamonds)}`,
    'Effective',
    noValue,
    instant(creator.joinedAt),
    daysBetween(creator.joinedOn, on),
    chance.chance(0.9) ? 'Regular' : 'Elite',
    chance.pick(truth.managers),
    chance.chance(0.8) ? 'Yes' : 'No',
    lastLive(truth, creator, on),
    chance.chance(0.05) ? 'Prefers evenings;\n"call first"' : noValue,
    followers,
    chance.about(80),
    followers * chance.whole(2, 12),
    l30d.diamonds,
    l30d.valid,
    duration(l30d.liveSeconds, english),
    fans ? l30d.fanDiamonds : noValue,
    fans ? truth.figures.activeFans[creator.index * truth.span + dayIndex(truth, on)]! : noValue,
    ...terms(creator, on),
  ];
}

function lastLive(truth: AgencyTruth, creator: CreatorTruth, on: string): string {
  const base = creator.index * truth.span;
  let day = dayIndex(truth, on);
  while (day >= 0 && truth.figures.lives[base + day] === 0) day--;
  if (day < 0) return noValue;
  const minute = (creator.index * 131 + day * 17) % 1200;
  return instant(new Date(startOfDay(plusDays(truth.start, day)).getTime() + minute * 60_000));
}

/** A year from joining, and the year that runs now where that is another one. */
function terms(creator: CreatorTruth, on: string): [Cell, Cell] {
  const ends = (year: number) => dayOf(addMonths(creator.joinedAt, 12 * year));
  let year = 0;
  while (ends(year + 1) <= on) year++;
  return [period(ends(0), ends(1), english), year === 0 ? noValue : period(ends(year), ends(year + 1), english)];
}

export interface TaskReportOptions {
  /** `YYYY-MM`. */
  month: string;
  pulledAt?: Date;
  /** Which set of bonus columns; otherwise that of the month. */
  generation?: BonusGeneration;
}

/** The payout report of a whole month: estimated bonuses of those who were still in the network when it ended. */
export function taskReport(truth: AgencyTruth, options: TaskReportOptions): ExportFile {
  const { month, generation = month < '2026-03' ? 2025 : 2026 } = options;
  const last = dayOf(new Date(addMonths(startOfDay(`${month}-01`), 1).getTime() - 1));
  dayIndex(truth, dayOf(addMonths(startOfDay(`${month}-01`), -1)));
  const pulledAt = options.pulledAt ?? new Date(Date.parse(`${plusDays(last, 5)}T22:14:15Z`));
  const header = [...taskColumns, ...bonusTasks[generation].map((task) => `Estimated bonus - ${task}`)];
  const rows = truth.creators.filter((creator) => isMember(creator, last)).map((creator) => taskRow(truth, creator, last, generation));
  const seconds = String(pulledAt.getUTCSeconds()).padStart(2, '0');
  return { name: `Task_${month.replace('-', '')}_UTC+0_${stamp(pulledAt)}_${seconds}.xlsx`, rows: [header, ...rows] };
}

function taskRow(truth: AgencyTruth, creator: CreatorTruth, last: string, generation: BonusGeneration): Cell[] {
  const month = totalsOf(truth, creator, firstOfMonth(last), last);
  const group = heldOn(creator.groups, last);
  const cents = (generation === 2025 ? milestones : incentives)(truth, creator, last, month);
  const total = cents.reduce<number>((sum, one) => sum + (one ?? 0), 0);
  return [
    last.slice(0, 7).replace('-', ''),
    creator.platformId,
    creator.displayName,
    heldOn(creator.handles, last),
    creator.manager,
    group ?? noGroup,
    group === null ? noValue : truth.managers[truth.groups.indexOf(group) % truth.managers.length]!,
    creator.index % 97 === 13 ? 'Yes' : 'No',
    creator.rookie ? 'Yes' : 'No',
    month.diamonds,
    month.valid,
    Math.round(month.liveSeconds / 36) / 100,
    total / 100,
    ...cents.map((one) => (one === null ? noValue : one / 100)),
  ];
}

type Bonuses = (truth: AgencyTruth, creator: CreatorTruth, last: string, month: Totals) => (number | null)[];

/** From March 2026. Rank-up follows the published tiers; amounts that are not public are made up (off-platform, incremental) or `-`. */
const incentives: Bonuses = (truth, creator, last, month) => {
  const earlier = monthBefore(truth, creator, last);
  const offPlatform = creator.index % 41 === 7 ? 2500 : 0;
  return [rankUpCents(month, earlier && earlier.diamonds), null, null, offPlatform, offPlatform * 2, incremental(month, earlier)];
};

/** Until February 2026; every amount is made up, the order of the milestones is not. */
const milestones: Bonuses = (truth, creator, last, month) => {
  const earlier = monthBefore(truth, creator, last);
  const newcomer = isNewcomer(creator, last);
  const reached = (share: number, dollars: number) => (newcomer && month.diamonds >= graduationAt * share ? dollars * 100 : 0);
  const retained = newcomer && (earlier?.diamonds ?? 0) >= graduationAt / 2 && isActive(month.valid, month.liveSeconds) ? 6000 : 0;
  const active = isActive(month.valid, month.liveSeconds) ? Math.round(month.diamonds * 0.01) : 0;
  const offPlatform = creator.index % 41 === 7 ? 2500 : 0;
  return [reached(0.25, 40), reached(0.5, 100), retained, reached(1, 250), active, incremental(month, earlier), offPlatform];
};

/** 4 % of what was made above the month before, as at a network of 25 million diamonds. */
const incremental = (month: Totals, earlier: Totals | null): number =>
  Math.round(Math.max(0, month.diamonds - (earlier?.diamonds ?? 0)) * 0.04);

export interface ActivityRankOptions {
  on: string;
  campaign: string;
  /** First day of the event. */
  from: string;
  pulledAt?: Date;
  /** With the column of interaction days, which no daily file has. */
  scored?: boolean;
}

/** Stages of the event: valid days and minutes. */
const stages = [
  { days: 10, minutes: 600 },
  { days: 15, minutes: 900 },
  { days: 20, minutes: 1500 },
] as const;

/** "Activity host rank" of one campaign, most diamonds first. */
export function activityRank(truth: AgencyTruth, options: ActivityRankOptions): ExportFile {
  const { on, campaign, from, scored = false, pulledAt = morningAfter(on) } = options;
  const members = truth.creators
    .filter((creator) => isMember(creator, on))
    .map((creator) => ({ creator, event: totalsOf(truth, creator, from, on) }))
    .sort((a, b) => b.event.diamonds - a.event.diamonds);
  const rows = members.map(({ creator, event }): Cell[] => {
    const { stage, at } = stageOf(truth, creator, from, on);
    const interaction: Cell[] = scored ? [Math.min(event.valid, (creator.index * 7) % 23)] : [];
    const figures = [event.diamonds, duration(event.liveSeconds, english), event.valid];
    return [heldOn(creator.handles, on), creator.displayName, stage, at, ...figures, ...interaction];
  });
  const header: Cell[] = [...rankColumns, ...(scored ? ['Active interaction days'] : [])];
  return { name: `Activity_Host_Rank_-_${campaign}_${stamp(pulledAt)}_UTC0.xlsx`, rows: [header, ...rows] };
}

/** The highest stage met and when: in the evening of the day that met it. */
function stageOf({ start, span, figures }: AgencyTruth, { index }: CreatorTruth, from: string, on: string): { stage: number; at: string } {
  let [stage, at, days, seconds] = [0, noValue, 0, 0];
  const end = daysBetween(start, on);
  for (let day = Math.max(0, daysBetween(start, from)); day <= end; day++) {
    days += figures.valid[index * span + day]!;
    seconds += figures.liveSeconds[index * span + day]!;
    const next = stages[stage];
    if (next === undefined || days < next.days || seconds < next.minutes * 60) continue;
    stage++;
    at = `${plusDays(start, day)} ${String(18 + (index % 6)).padStart(2, '0')}:${String((index * 7 + day) % 60).padStart(2, '0')}:00`;
  }
  return { stage, at };
}
