export { openDiscovery } from './actions.ts';
export { follow } from './jobs.ts';
export type { SearchEngine } from './ports.ts';
export { exportEntry } from './queries/entries.ts';
export { sqlEngine } from './queries/search.ts';
export { makeRoutes } from './routes.ts';
export { eraseEntry, forgetCreator, refreshEntries } from './steps.ts';
export { places } from './tables.ts';
export { checks } from './queries/checks.ts';
