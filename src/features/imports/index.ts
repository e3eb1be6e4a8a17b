export { beat, claim, judgeAgain, makeCarryIn, makeFinish, refuse, stage, sweep as sweepImports, type OnProgress } from './actions/work.ts';
export { openImporting } from './importing.ts';
export { makeFollow } from './jobs.ts';
export { routes } from './routes.ts';
export { places } from './tables.ts';
export {
  countClosedEverywhere,
  countCreators,
  countTaken,
  countTakenEverywhere,
  listCreatorDays,
  loadCreatorDays,
  sampleCreatorDays,
  type ClosedRow,
  type CreatorDays,
} from './queries/days.ts';
export {
  listCreatorMonths,
  listExportNames,
  listReportCurrencies,
  listTaskReports,
  type CreatorMonthRow,
  type DatedContent,
  type ReportFile,
} from './queries/bonuses.ts';
export { loadExported, planForGrowth } from './queries/creators.ts';
