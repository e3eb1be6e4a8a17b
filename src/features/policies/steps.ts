import type { Db, Tx } from '#src/infra/db/open.ts';
import { params, type Params, type PolicyKind } from './contract.ts';
import { defaults } from './rules/presets.ts';
import { loadInForce } from './queries.ts';

/** The params of several kinds in force at an instant; the built-in preset where the operator has put none. */
export async function policiesAt<K extends PolicyKind>(db: Db | Tx, kinds: readonly K[], at: Date): Promise<Pick<Params, K>> {
  const rows = new Map((await loadInForce(db, kinds, at)).map((r) => [r.kind, r.params]));
  const entries = kinds.map((kind) => [kind, rows.has(kind) ? params[kind].parse(rows.get(kind)) : defaults[kind].params]);
  return Object.fromEntries(entries) as Pick<Params, K>;
}
