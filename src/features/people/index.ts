export { createKey, enrol, issueStartLink, sweepOld } from './actions.ts';
export { hashPassword, openAuth, type Auth } from './auth.ts';
export { identify } from './identify.ts';
export {
  countOperators,
  exportPeople,
  findPeople,
  findPersonByEmail,
  listAdmins,
  listOpenStaffLinks,
  listPeopleNames,
  loadPerson,
  withdrawStaffLink,
  withdrawStaffLinksBy,
} from './queries/rows.ts';
export { makeRoutes } from './routes.ts';
export { erasePeople, issueLink, redeemLink } from './steps.ts';
export { places } from './tables.ts';
