export { heard } from './actions.ts';
export { makeRoutes } from './routes.ts';
export { places } from './tables.ts';
