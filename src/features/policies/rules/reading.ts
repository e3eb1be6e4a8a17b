import { params, type Params, type PolicyKind } from '../contract.ts';
import { no } from './terms.ts';

/** The parameters of a kind, whole and within what they can be; refuses `policies.bad_params` with each place that is wrong. */
export function readParams<K extends PolicyKind>(kind: K, raw: unknown): Params[K] {
  const shape = params[kind].safeParse(raw);
  if (shape.success) return shape.data as Params[K];
  throw no('policies.bad_params', {
    errors: shape.error.issues.map((i) => ({ path: `params.${i.path.join('.')}`, message: i.message })),
  });
}
