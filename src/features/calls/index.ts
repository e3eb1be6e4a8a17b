export { step as reckonStep } from './actions/reckon.ts';
export { followSeats, makeFollow, makeFollowRules } from './jobs.ts';
export { openReckoning } from './reckoning.ts';
export { makeRoutes } from './routes.ts';
export { eraseClaims, exportClaims } from './steps/claims.ts';
export { countDueByCoach, countDueFor, listDueFor, type DueCreator, type DueList } from './steps/due.ts';
export { places } from './tables.ts';
export { previews } from './preview.ts';
