export { assign as assignCoach, close as closeMemberships, leave as leaveMembership } from './actions.ts';
export { followSeats } from './jobs.ts';
export { exportMemberships, listMembersEverywhere, listRunning } from './queries/rows.ts';
export { routes } from './routes.ts';
export { endOf } from './rules.ts';
export { eraseMembership, startMembership } from './steps.ts';
export { places } from './tables.ts';
export { checks } from './queries/checks.ts';
