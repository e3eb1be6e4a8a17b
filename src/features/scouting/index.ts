export { followSeats, makeFollow } from './jobs.ts';
export { checks } from './queries/checks.ts';
export { exportLeads } from './queries/lists.ts';
export { makeRoutes } from './routes.ts';
export { eraseLeads, forgetLead } from './steps.ts';
export { places } from './tables.ts';
