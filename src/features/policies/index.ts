export { put as putPolicy, turn as turnPolicies } from './actions.ts';
export { standardTerms } from './rules/presets.ts';
export { routes } from './routes.ts';
export { checkTerms, isOffered, isOfferedAt, no, rolloutDraw, rolloutEdges, type RolloutFacts } from './rules/terms.ts';
export { timesOf, type Counted, type Previewed, type PreviewTimes, type Tally } from './rules/effects.ts';
export { readParams } from './rules/reading.ts';
export { loadInForce as loadPoliciesInForce } from './queries.ts';
export { countIn, policiesAt, tally, type Previews } from './steps.ts';
export { places } from './tables.ts';
