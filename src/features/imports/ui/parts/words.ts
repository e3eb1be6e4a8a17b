import { i18n, type MessageDescriptor } from '@lingui/core';
import { msg, t } from '@lingui/core/macro';
import type { Import, ImportRow } from '#src/web/client.gen.ts';
import { now } from '#src/web/clock.ts';
import { intlLocale, number } from '#src/web/format.ts';

export type Kind = NonNullable<Import['kind']>;
export type Report = NonNullable<Import['report']>;
export type Column = NonNullable<Import['report']>['columns'][number];
/** What people can call a column. */
export type Nameable = keyof NonNullable<Import['given']>['columns'];
export type Note = ImportRow['notes'][number];
export type Why = ImportRow['bad'][number]['why'];

const kinds: Record<Kind, MessageDescriptor> = {
  creator_data: msg`Figures of the creators`,
  manage_creators: msg`List of the creators`,
  task_report: msg`Results of tasks`,
  activity_rank: msg`Ranking of an activity`,
  table: msg`A table of your own`,
};
export const kindName = (kind: Kind): string => i18n._(kinds[kind]);

/** What is said of a row, beside the creator. */
const notes: Record<Note, MessageDescriptor> = {
  empty: msg`an empty row`,
  total: msg`a row of sums`,
  no_creator: msg`names no creator`,
  no_period: msg`says no days`,
  doubled: msg`stands here twice; the row with more diamonds holds`,
  quit_unknown: msg`has quit, and nobody was known by this username`,
  ambiguous: msg`several creators had this username`,
  new_creator: msg`new here`,
  renamed: msg`new username`,
  quit: msg`has quit`,
  lossy_id: msg`the ID has lost digits`,
  regrouped: msg`moved between groups`,
  restated: msg`differs from before`,
  fell: msg`lower than before`,
  bad_cells: msg`some cells could not be read`,
};
export const noteWords = (note: Note): string => i18n._(notes[note]);

const whys: Record<string, MessageDescriptor> = {
  not_a_number: msg`not a number`,
  not_a_duration: msg`not a length of time`,
  not_a_day: msg`not a day`,
  not_a_time: msg`not a time`,
  not_a_share: msg`not a share`,
  infinite: msg`without end`,
  negative: msg`below zero`,
  absurd: msg`cannot be true`,
  formula: msg`a formula`,
  error: msg`an error of the spreadsheet`,
};
export const whyWords = (why: Why): string => (whys[why] ? i18n._(whys[why]) : why);

const columns: Partial<Record<Column, MessageDescriptor>> = {
  handle: msg`Username`,
  platformId: msg`Creator ID`,
  displayName: msg`Name shown`,
  dataPeriod: msg`Days of the row`,
  dataMonth: msg`Month of the row`,
  diamonds: msg`Diamonds`,
  liveSeconds: msg`LIVE time`,
  validDays: msg`Valid days`,
  newFollowers: msg`New followers`,
  lives: msg`LIVEs`,
  matches: msg`Matches`,
  matchDiamonds: msg`Diamonds from matches`,
  multiGuestDiamonds: msg`Diamonds with guests`,
  multiGuestHostDiamonds: msg`Diamonds with guests, as host`,
  multiGuestGuestDiamonds: msg`Diamonds with guests, as guest`,
  newFans: msg`New fans`,
  fanDiamonds: msg`Diamonds from the fan club`,
  fanContributionBps: msg`Share of the fans`,
  totalFans: msg`Fans`,
  activeFans: msg`Active fans`,
  followers: msg`Followers`,
  videos: msg`Videos`,
  likes: msg`Likes`,
  daysSinceJoining: msg`Days since joining`,
  baseDiamonds: msg`Diamonds before joining`,
  bonus: msg`Bonus of a task`,
  bonusMinor: msg`Bonus`,
  interactionDays: msg`Days with interaction`,
  group: msg`Group`,
  groupManager: msg`Manager of the group`,
  manager: msg`Manager`,
  joinedAt: msg`Joined on`,
  newLive: msg`New to LIVE`,
  status: msg`Status`,
  graduation: msg`Graduation`,
  tier: msg`Tier`,
  relationship: msg`Relationship`,
  subscription: msg`Subscription`,
  invitationType: msg`Kind of invitation`,
  invitedBy: msg`Invited by`,
  promotePermission: msg`Permission to promote`,
  lastLiveAt: msg`Last LIVE`,
  notes: msg`Notes`,
  managementDates: msg`Dates of management`,
  renewedManagementDates: msg`Renewed dates of management`,
  violative: msg`Violations`,
  rookie: msg`Rookie`,
  completedStage: msg`Stage reached`,
  completedAt: msg`Reached on`,
};
const bare = (column: string): string => columnName((column === 'live' ? 'liveSeconds' : column) as Column);
/** What a column is, in plain words: those of other times by the word of the figure. */
export function columnName(column: Column): string {
  const known = columns[column];
  if (known) return i18n._(known);
  const [, of = '', when] = /^(.+?)(LastMonth|L30d|AchievedBps|ChangeBps)$/.exec(column) ?? [];
  if (when === 'LastMonth') return t`${bare(of)}, last month`;
  if (when === 'L30d') return t`${bare(of)}, last 30 days`;
  if (when === 'AchievedBps') return t`${bare(of)}: share of the goal`;
  return when === 'ChangeBps' ? t`${bare(of)}: against last month` : column;
}

/** What people may name a column, in groups; the keys come first. */
export const nameable = {
  who: ['handle', 'platformId', 'displayName', 'group', 'manager', 'joinedAt', 'status', 'tier', 'graduation'],
  figures: [
    'diamonds', 'liveSeconds', 'validDays', 'newFollowers', 'lives', 'matches', 'matchDiamonds', 'multiGuestDiamonds',
    'newFans', 'fanDiamonds', 'totalFans', 'activeFans', 'followers',
  ],
  days: ['dataPeriod', 'dataMonth'],
} as const satisfies Record<string, readonly Nameable[]>; // prettier-ignore

const kept = new Map<string, Intl.DateTimeFormat>();
function dates(year: boolean): Intl.DateTimeFormat {
  const key = `${intlLocale()} ${year}`;
  const made =
    kept.get(key) ??
    new Intl.DateTimeFormat(intlLocale(), { day: 'numeric', month: 'long', timeZone: 'UTC', ...(year ? { year: 'numeric' } : {}) });
  kept.set(key, made);
  return made;
}
/** The calendar moves days, no zone does. */
export const addDays = (day: string, days: number): string =>
  new Date(Date.parse(`${day}T00:00:00Z`) + days * 86_400_000).toISOString().slice(0, 10);
export const today = (): string => new Date(now()).toISOString().slice(0, 10);
const isThisYear = (on: string): boolean => on.slice(0, 4) === today().slice(0, 4);

/** "21 November"; with its year where it is not this one. */
export const dayWords = (on: string): string => dates(!isThisYear(on)).format(new Date(on));
/** "1–21 November", both days included. */
export const daysWords = (first: string, last: string): string =>
  dates(!isThisYear(first) || !isThisYear(last)).formatRange(new Date(first), new Date(last));
/** The days of a range whose end is not in it. */
export const rangeWords = ({ from, to }: { from: string; to: string }): string => daysWords(from, addDays(to, -1));

/** "3.2 MB", "14 KB": as file managers count them. */
export function sizeWords(bytes: number): string {
  const [mega, kilo] = [number(bytes / 1_000_000, 1), number(Math.ceil(bytes / 1_000))];
  return bytes >= 1_000_000 ? t`${mega} MB` : t`${kilo} KB`;
}

/** A first file: that a creator is new is then no news. */
export const isFirst = (report: Report): boolean => report.knownCreators === 0 && !report.warnings.includes('strangers');

/** The server is at it, or the browser: it will be another in a moment. */
export const isMoving = ({ state }: { state: Import['state'] }): boolean => ['sending', 'reading', 'taking'].includes(state);
