export { heard } from './actions.ts';
export { forget, noteSubscription, place, sweepSources } from './placing.ts';
export { makeRoutes } from './routes.ts';
export { eraseSources } from './steps.ts';
export { places } from './tables.ts';
