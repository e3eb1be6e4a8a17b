export { reckon as reckonBonus } from './actions.ts';
export { makeFollow } from './jobs.ts';
export { openReckoning } from './reckoning.ts';
export { routes } from './routes.ts';
export { places } from './tables.ts';
