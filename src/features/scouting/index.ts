export { claim as claimSearches, keepHits, settle as settleSearch } from './actions/searches.ts';
export { openAsking } from './asking.ts';
export { followChanges, followSeats, makeFollow } from './jobs.ts';
export { checks } from './queries/checks.ts';
export { exportLeads } from './queries/lists.ts';
export { countToldEverywhere, exportSearches } from './queries/searches.ts';
export { makeRoutes } from './routes.ts';
export { eraseLeads, forgetLead } from './steps.ts';
export { places } from './tables.ts';
