export { beat, claim, judgeAgain, makeCarryIn, makeFinish, refuse, stage, sweep as sweepImports, type OnProgress } from './actions/work.ts';
export { openImporting } from './importing.ts';
export { makeFollow } from './jobs.ts';
export { routes } from './routes.ts';
export { places } from './tables.ts';
