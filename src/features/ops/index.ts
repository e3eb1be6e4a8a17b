export { makeRoutes } from './routes.ts';
