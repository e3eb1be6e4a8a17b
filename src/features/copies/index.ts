export { begin as beginCopy, keep as keepCopy } from './actions.ts';
export { makeFollow } from './jobs.ts';
export { openMaking } from './making.ts';
export type { Printer } from './ports.ts';
export { checks } from './queries/checks.ts';
export { exportCopies } from './queries/rows.ts';
export { routes } from './routes.ts';
export { eraseAgreed, keepAgreed } from './steps.ts';
export { places } from './tables.ts';
