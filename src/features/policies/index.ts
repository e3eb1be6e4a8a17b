export { put as putPolicy } from './actions.ts';
export { standardTerms } from './rules/presets.ts';
export { routes } from './routes.ts';
export { checkTerms, isOffered, isOfferedAt, rolloutDraw, rolloutEdges, type RolloutFacts } from './rules/terms.ts';
export { policiesAt } from './steps.ts';
export { places } from './tables.ts';
