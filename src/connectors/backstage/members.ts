import type { Cell } from '#src/features/imports/ports.ts';
import { plusDays, totalsOf, type AgencyTruth, type CreatorTruth, type Totals } from './agency.ts';
import { graduationAt } from './tiers.ts';

/** A file as Backstage would have let the agency download it, before it is written as bytes. */
export interface ExportFile {
  name: string;
  rows: Cell[][];
}

/** What stands in place of the id of a creator who has quit, the same for all of them. */
export const quitId = 'The creator has quit the network';
/** Of a creator without a group. */
export const noGroup = 'Not in a group';

/** In the network on the whole of a day. */
export const isMember = (creator: CreatorTruth, on: string): boolean =>
  creator.joinedOn <= on && (creator.quitOn === null || on < creator.quitOn);
/** A creator who quits stays in the files to the end of that month. */
export const isListed = (creator: CreatorTruth, on: string): boolean =>
  creator.joinedOn <= on && (creator.quitOn === null || on.slice(0, 7) <= creator.quitOn.slice(0, 7));

export const firstOfMonth = (on: string): string => `${on.slice(0, 7)}-01`;
/** The whole month before; null of one who joined later. */
export function monthBefore(truth: AgencyTruth, creator: CreatorTruth, on: string): Totals | null {
  const last = plusDays(firstOfMonth(on), -1);
  return creator.joinedOn <= last ? totalsOf(truth, creator, firstOfMonth(last), last) : null;
}

/** New to LIVE, and joined in this calendar month or the two before. */
export function isNewcomer(creator: CreatorTruth, on: string): boolean {
  const months = (day: string) => Number(day.slice(0, 4)) * 12 + Number(day.slice(5, 7));
  return creator.rookie && months(on) - months(creator.joinedOn) <= 2;
}
/** Only `Non-new creator` was seen; the words for newcomers are made up, as raw text. */
export const graduationOf = (creator: CreatorTruth, on: string, diamonds: number): string =>
  !isNewcomer(creator, on) ? 'Non-new creator' : diamonds >= graduationAt ? 'Graduated' : 'Not graduated';
