export { blockAgain, sweep as sweepMessages } from './actions/blocks.ts';
export { forgetWaiting, makeFollowEnds } from './jobs.ts';
export { checks } from './queries/checks.ts';
export { exportThreads, listSeen as listThreadsSeen, listUnreadOfCreator } from './queries/threads.ts';
export { routes } from './routes.ts';
export { eraseMessages, hideMessages } from './steps/between.ts';
export { places } from './tables.ts';
export { previews } from './preview.ts';
