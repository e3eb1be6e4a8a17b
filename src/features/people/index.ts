export { createKey, enrol, issueStartLink, notePassword, sweepOld } from './actions.ts';
export { hashPassword, openAuth, type Auth, type AuthHooks, type Passwords } from './auth.ts';
export { actorOf, identify } from './identify.ts';
export {
  countOperators,
  exportPeople,
  findPeople,
  findPersonByEmail,
  listAdmins,
  listDeciders,
  listKeyNames,
  listKnownEmails,
  listOpenStaffLinks,
  listOpenWaysEverywhere,
  listOperatorsAfter,
  listPeopleNames,
  loadFiguresLink,
  loadPerson,
  saveLinkCreator,
  withdrawFiguresLink,
  withdrawLinksBy,
  withdrawStaffLink,
  type RolesOf,
} from './queries/rows.ts';
export { makeRoutes } from './routes.ts';
export { erasePeople, issueLink, makeOperator, redeemLink } from './steps.ts';
export { places } from './tables.ts';
