export { makeEraseAgain, makeWithdrawAgain, type Erasing } from './actions/erasing.ts';
export { makeExpireConsents, makeSetConsent, publishTexts, textsAreKept } from './actions/consents.ts';
export { importCreators } from './actions/importing.ts';
export { claim as claimProfile, claimLink, edit as editProfile, join as joinAsCreator } from './actions/profile.ts';
export { openExposureLog, type ExposureLog } from './exposures.ts';
export { listEndingEverywhere as listConsentsEndingEverywhere, listPermittedAfterEverywhere } from './queries/consents.ts';
export { exportProfile } from './queries/exporting.ts';
export { creatorOf, listPeopleOf, lockCreators } from './queries/profiles.ts';
export { makeRoutes } from './routes.ts';
export { isAdult } from './rules/age.ts';
export { edgesOf } from './contract.ts';
export { bandOf, type LiveFigures } from './rules/bands.ts';
export {
  eraseProfile,
  findLiveDataGrant,
  keepLiveFigures,
  loadFindable,
  loadNames,
  registerProfiles,
  settleProfile,
  type Findable,
  type WithdrawalStep,
} from './steps.ts';
export { places } from './tables.ts';
export { textOfLive } from './rules/seen.ts';
export { newestVersion, texts } from './rules/texts.ts';
export { checks } from './queries/checks.ts';
export { findUndone, findUnerased, letGo, openFollowing, type Source } from './withdrawals.ts';
export { previews } from './preview.ts';
