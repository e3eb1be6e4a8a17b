export { answer as answerInvite, expire as expireInvites, send as sendInvites, withdraw as withdrawInvite } from './actions.ts';
export { followDeclines } from './jobs.ts';
export { exportInvites } from './queries/rows.ts';
export { routes } from './routes.ts';
export { eraseInvitations, leftOutOf, standingsOf, voidInvites, voidInvitesOf, type BetweenUs, type Standing } from './steps.ts';
export { places } from './tables.ts';
export { checks } from './queries/checks.ts';
export { listByIds as listInvitesByIds, listEndingEverywhere as listInvitesEndingEverywhere } from './queries/rows.ts';
export { stateAt as inviteStateAt } from './rules.ts';
