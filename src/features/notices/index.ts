export { claimMails, makeTellRules, queueReset, remind, settleMail, sweep as sweepNotices } from './actions.ts';
export { makeFollow, tellAllRules } from './jobs.ts';
export { openMailing, remindAll } from './mailing.ts';
export type { Letter, LetterBox, MailFault, Post } from './ports.ts';
export { makeRoutes } from './routes.ts';
export { eraseNotices, exportNotices } from './steps.ts';
export { places } from './tables.ts';
