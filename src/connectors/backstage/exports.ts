import type { Cell } from '#src/features/imports/ports.ts';
import { dayIndex, daysBetween, heldOn, plusDays, totalsOf, type AgencyTruth, type CreatorTruth, type Totals } from './agency.ts';
import { openChance, seedOf } from './chance.ts';
import { aliasOf, creatorDataColumns, type ColumnKey, type Compared, type Language } from './columns.ts';
import { count, days, duration, hours, instant, morningAfter, noValue, percent, period, stamp, type Style } from './formats.ts';
import { firstOfMonth, graduationOf, isListed, isMember, isNewcomer, monthBefore, noGroup, quitId, type ExportFile } from './members.ts';
import { tierStatus } from './tiers.ts';

export interface CreatorDataOptions {
  /** The data day: figures run from the first of its month to its end, UTC. */
  on: string;
  language: Language;
  /** Which of the vendor's ways of writing; 0, the usual one, is as published, and every fifth way is of one kind. */
  variant?: number;
  /** When the file was asked for: in its name. Otherwise the morning after. */
  pulledAt?: Date;
  /** Ids as numbers: the last digits are lost. */
  lossyIds?: boolean;
  /** Whoever moved between groups in this month stands there twice, the old group's row with what was made until then. */
  doubled?: boolean;
  /** Diamonds of one creator differ in this file. */
  restated?: { creatorIndex: number; factor: number };
  /** `2.98M`, `88.46K`. */
  shortForms?: boolean;
  /** A row above the header. */
  titleRow?: boolean;
}

/** "Creator data": a row per creator with counters of the month to date. */
export function creatorData(truth: AgencyTruth, options: CreatorDataOptions): ExportFile {
  const { on, language, variant = 0 } = options;
  if (on < truth.from) throw new RangeError(`files are known from ${truth.from} on, not of ${on}`);
  const style = styleOf(options);
  const columns = columnsOf(language, variant);
  const listed = truth.creators.filter((creator) => isListed(creator, on)).flatMap((creator) => factsOf(truth, creator, options));
  if (variant % 5 >= 2) listed.sort((a, b) => b.month.diamonds - a.month.diamonds);
  const rows = listed.map((facts) => columns.map(({ key }) => values[key](facts, style)));
  const pulledAt = options.pulledAt ?? morningAfter(on);
  const title: Cell[][] = options.titleRow ? [[`Exported at ${instant(pulledAt)}`]] : [];
  const name = variant % 5 === 1 ? `Creator data ${spaced(stamp(pulledAt))} UTC+0 (1).xlsx` : `Creator_data_${stamp(pulledAt)}_UTC0.xlsx`;
  return { name, rows: [...title, columns.map((column) => column.name), ...rows] };
}

/** `2026_06_02 14_59` of `2026_06_02_14_59`. */
const spaced = (at: string): string => `${at.slice(0, 10)} ${at.slice(11)}`;

interface Facts {
  creator: CreatorTruth;
  on: string;
  quit: boolean;
  group: string | null;
  month: Totals;
  last: Totals | null;
  fans: { total: number; active: number; share: number } | null;
}

function factsOf(truth: AgencyTruth, creator: CreatorTruth, { on, doubled, restated }: CreatorDataOptions): Facts[] {
  const first = firstOfMonth(on);
  const quit = !isMember(creator, on);
  const until = quit ? creator.quitOn! : on;
  const month = totalsOf(truth, creator, first, on);
  const facts: Facts = {
    creator,
    on,
    quit,
    group: heldOn(creator.groups, until),
    month: restated?.creatorIndex === creator.index ? scaled(month, restated.factor) : month,
    last: monthBefore(truth, creator, on),
    fans: fansOn(truth, creator, until),
  };
  const move = creator.groups.find(({ since }) => since > first && since > creator.joinedOn && since <= until);
  if (!doubled || quit || move === undefined) return [facts];
  const eve = plusDays(move.since, -1);
  const untilThen = totalsOf(truth, creator, first, eve);
  if (untilThen.diamonds >= month.diamonds) return [facts];
  return [{ ...facts, group: heldOn(creator.groups, eve), month: untilThen }, facts];
}

function scaled(month: Totals, factor: number): Totals {
  const scaledOf = (counter: keyof Totals) => Math.round(month[counter] * factor);
  return {
    ...month,
    diamonds: scaledOf('diamonds'),
    matchDiamonds: scaledOf('matchDiamonds'),
    hostDiamonds: scaledOf('hostDiamonds'),
    guestDiamonds: scaledOf('guestDiamonds'),
    fanDiamonds: scaledOf('fanDiamonds'),
  };
}

function fansOn({ figures, ...truth }: AgencyTruth, { index, habit }: CreatorTruth, on: string): Facts['fans'] {
  if (habit.fansPerHour === 0) return null;
  const at = index * truth.span + dayIndex(truth, on);
  return { total: figures.totalFans[at]!, active: figures.activeFans[at]!, share: figures.fanContribution[at]! / 10_000 };
}

const compared: Record<Compared, keyof Totals> = {
  diamonds: 'diamonds',
  liveDuration: 'liveSeconds',
  validLiveDays: 'valid',
  newFollowers: 'newFollowers',
  liveStreams: 'lives',
};

/** This month of last month; infinite against nothing, unknown where there was no last month. */
function shareOf({ month, last }: Facts, key: Compared): number | null {
  if (last === null) return null;
  const [now, before] = [month[compared[key]], last[compared[key]]];
  if (before === 0) return now === 0 ? null : Infinity;
  return now / before;
}
function changeOf(facts: Facts, key: Compared): number | null {
  const share = shareOf(facts, key);
  return share === null ? null : share - 1;
}

type Value = (facts: Facts, style: Style) => Cell;
const monthly =
  (counter: keyof Totals): Value =>
  ({ month }, style) =>
    count(month[counter], style);
const before =
  (counter: keyof Totals): Value =>
  ({ last }, style) =>
    count(last && last[counter], style);
const ofFans =
  (read: (facts: Facts & { fans: NonNullable<Facts['fans']> }, style: Style) => Cell): Value =>
  ({ fans, ...facts }, style) =>
    fans === null ? noValue : read({ ...facts, fans }, style);
const achieved =
  (key: Compared): Value =>
  (facts, style) =>
    percent(shareOf(facts, key), style);
const versus =
  (key: Compared): Value =>
  (facts, style) =>
    percent(changeOf(facts, key), style);
const yes: Record<Language, string> = { en: 'Yes', es: 'Sí', ja: 'はい' };

const values: Record<ColumnKey, Value> = {
  dataPeriod: ({ on }, style) => period(firstOfMonth(on), on, style),
  creatorId: ({ creator, quit }, style) =>
    quit ? quitId : (style as FileStyle).lossyIds ? Number(creator.platformId) : creator.platformId,
  username: ({ creator, quit, on }) => heldOn(creator.handles, quit ? creator.quitOn! : on),
  group: ({ group }) => group ?? noGroup,
  manager: ({ creator }) => creator.manager,
  joinTime: ({ creator, quit }) => (quit ? null : instant(creator.joinedAt)),
  daysSinceJoining: ({ creator, quit, on }, style) => (quit ? noValue : days(daysBetween(creator.joinedOn, on), style)),
  diamonds: monthly('diamonds'),
  liveDuration: ({ month }, style) => duration(month.liveSeconds, style),
  validLiveDays: ({ month }, style) => days(month.valid, style),
  newFollowers: monthly('newFollowers'),
  liveStreams: monthly('lives'),
  diamondsLastMonth: before('diamonds'),
  liveDurationLastMonth: ({ last }) => hours(last && last.liveSeconds),
  validLiveDaysLastMonth: ({ last }, style) => days(last && last.valid, style),
  newFollowersLastMonth: before('newFollowers'),
  liveStreamsLastMonth: before('lives'),
  diamondsAchieved: achieved('diamonds'),
  liveDurationAchieved: achieved('liveDuration'),
  validLiveDaysAchieved: achieved('validLiveDays'),
  newFollowersAchieved: achieved('newFollowers'),
  liveStreamsAchieved: achieved('liveStreams'),
  diamondsVsLastMonth: versus('diamonds'),
  liveDurationVsLastMonth: versus('liveDuration'),
  validLiveDaysVsLastMonth: versus('validLiveDays'),
  newFollowersVsLastMonth: versus('newFollowers'),
  liveStreamsVsLastMonth: versus('liveStreams'),
  matches: monthly('matches'),
  diamondsFromMatches: monthly('matchDiamonds'),
  newLiveCreator: ({ creator, on }, { language }) => (isNewcomer(creator, on) ? yes[language] : 'No'),
  diamondsFromMultiGuest: ({ month }, style) => count(month.hostDiamonds + month.guestDiamonds, style),
  diamondsAsHost: monthly('hostDiamonds'),
  diamondsAsGuest: monthly('guestDiamonds'),
  diamondBaseBeforeJoining: ({ creator }, style) => count(creator.diamondsBeforeJoining, style),
  graduationStatus: ({ creator, on, month }) => graduationOf(creator, on, month.diamonds),
  tierStatus: ({ month, last }) => tierStatus(month.diamonds, last && last.diamonds),
  newFans: ofFans(({ month }, style) => count(month.newFans, style)),
  fanClubTotalDiamonds: ofFans(({ month }, style) => count(month.fanDiamonds, style)),
  fanContributionPct: ofFans(({ fans }, style) => percent(fans.share, style)),
  totalFans: ofFans(({ fans }, style) => count(fans.total, style)),
  activeFansFromFanClub: ofFans(({ fans }, style) => count(fans.active, style)),
  status: ({ quit }) => (quit ? 'Quit' : 'Active'),
};

type FileStyle = Style & { lossyIds?: boolean };

/**
 * 0 as published · 1 other names, thousands, tight period · 2 shuffled, `21d`, bare shares · 3 other names, shuffled, decimal hours,
 * thousands · 4 names with stray blanks, colons, capitals, wide letters and the other apostrophe.
 */
function styleOf({ language, variant = 0, shortForms = false, lossyIds = false }: CreatorDataOptions): FileStyle {
  const kind = variant % 5;
  return {
    language,
    shortForms,
    lossyIds,
    thousands: kind === 1 || kind === 3,
    tightPeriod: kind === 1,
    daysLetter: kind === 2,
    bareShares: kind === 2,
    decimalHours: kind === 3,
  };
}

function columnsOf(language: Language, variant: number): { key: ColumnKey; name: string }[] {
  const kind = variant % 5;
  const renamed = kind === 1 || kind === 3;
  const columns = creatorDataColumns[language].map(([key, name]) => ({ key, name: (renamed && aliasOf(language, key, variant)) || name }));
  // Spanish files were seen with a tier beside their 35 columns.
  if (renamed && language === 'es') columns.push({ key: 'tierStatus', name: aliasOf('es', 'tierStatus', variant)! });
  if (kind === 4) return columns.map(({ key, name }, i) => ({ key, name: untidy[i % untidy.length]!(name) }));
  return kind >= 2 ? openChance(seedOf(variant, 1)).shuffled(columns) : columns;
}

/** One name however it is written: what a reader of headers has to see through. */
const untidy: readonly ((name: string) => string)[] = [
  (name) => `${name} `,
  (name) => name.toUpperCase(),
  (name) => name.replaceAll("'", '’'),
  (name) => name.replaceAll(' ', '\u00a0'),
  (name) => `${name}:`,
  (name) => name.replace(/[A-Za-z]/gu, (letter) => String.fromCodePoint(letter.codePointAt(0)! + 0xfee0)),
];

export { noGroup, quitId, type ExportFile } from './members.ts';
export { activityRank, manageCreators, taskReport } from './reports.ts';
