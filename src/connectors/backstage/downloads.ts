import { addMonths, addMs, dayMs, dayOf, earlier, startOfDay } from '#src/lib/time.ts';
import { plusDays } from './agency.ts';
import { creatorData, manageCreators, taskReport, type ExportFile } from './exports.ts';
import { morningAfter } from './formats.ts';
import { simulateAgency, type AgencyOptions, type AgencyTruth } from './truth.ts';
import { toCsv, toXlsx } from './write.ts';

export interface Download {
  name: string;
  bytes: Uint8Array;
  /** When it was downloaded. */
  at: Date;
}

/** A spreadsheet has saved all but so many of the newest files as CSV, which is read in half of the time. */
const workbooks = 7;

/**
 * What a simulated agency has downloaded until an instant, in that order: "Creator data" of each of its days on the morning after, the payout
 * report that came out last, and the roster of the last day.
 */
export const simulateDownloads = (options: AgencyOptions, now: Date): Download[] => listDownloads(simulateAgency(options), now);

export function listDownloads(truth: AgencyTruth, now: Date): Download[] {
  const last = truth.days - 1;
  const daily = Array.from({ length: truth.days }, (_, n): Download => {
    const on = plusDays(truth.from, n);
    const at = earlier(morningAfter(on), now);
    const file = creatorData(truth, { on, language: 'en', pulledAt: at });
    return last - n < workbooks ? asWorkbook(file, at) : asCsv(file, at);
  });
  const { at } = daily[last]!;
  const roster = asWorkbook(manageCreators(truth, { on: plusDays(truth.from, last), pulledAt: at }), at);
  return [...daily, roster, ...payouts(truth, now)].toSorted((a, b) => a.at.getTime() - b.at.getTime());
}

const asWorkbook = ({ name, rows }: ExportFile, at: Date): Download => ({ name, bytes: toXlsx(rows), at });
const asCsv = ({ name, rows }: ExportFile, at: Date): Download => ({
  name: name.replace(/\.xlsx$/, '.csv'),
  bytes: toCsv(rows, { encoding: 'utf-8-bom', delimiter: ',', eol: '\r\n' }),
  at,
});

/** Of the last month whose report is out: it comes five days after the end. None where that was before the first file. */
function payouts(truth: AgencyTruth, now: Date): Download[] {
  const out = (month: Date) => addMs(addMonths(month, 1), 5 * dayMs - 106 * 60_000);
  const thisMonth = startOfDay(`${dayOf(now).slice(0, 7)}-01`);
  const month = [-1, -2].map((n) => addMonths(thisMonth, n)).find((one) => out(one) < now)!;
  if (dayOf(out(month)) <= truth.from) return [];
  return [asWorkbook(taskReport(truth, { month: dayOf(month).slice(0, 7), pulledAt: out(month) }), out(month))];
}
