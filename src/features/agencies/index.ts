export { create as createAgency, seat as seatPerson, setTerms as setAgencyTerms, verify as verifyAgency } from './actions.ts';
export {
  countAgencies,
  exportSeats,
  listLeadsAfterEverywhere,
  listOwnedAlone,
  listStaffOf,
  loadAgencies,
  loadAgency,
  seatsOf,
} from './queries.ts';
export { routes } from './routes.ts';
export { eraseSeats, showCard } from './steps.ts';
export { places } from './tables.ts';
export { previews } from './preview.ts';
