export { assign as assignCoach, close as closeMemberships, leave as leaveMembership } from './actions/memberships.ts';
export { seeTrials } from './actions/deciding.ts';
export { exportCases } from './queries/cases.ts';
export { exportPromises } from './queries/promises.ts';
export { exportOffers, listOffersByIds } from './queries/offers.ts';
export { followSeats } from './jobs.ts';
export {
  exportMemberships,
  listByIds as listMembershipsByIds,
  listEndingEverywhere as listMembershipsEndingEverywhere,
  listEverMembers,
  listMemberPeopleAfterEverywhere,
  listMembersEverywhere,
  listRunning,
} from './queries/rows.ts';
export { makeRoutes } from './routes.ts';
export { endOf } from './rules/memberships.ts';
export { offerStateAt } from './rules/offers.ts';
export { callMember, eraseMembership, loadPromisesKept, startMembership } from './steps.ts';
export { places } from './tables.ts';
export { checks } from './queries/checks.ts';
export { previews } from './preview.ts';
