import type { Ctx } from '#src/infra/context.ts';
import type { Db, Tx } from '#src/infra/db/open.ts';
import { params, type Params, type PolicyKind } from './contract.ts';
import { inTurns } from '#src/lib/turns.ts';
import { defaults } from './rules/presets.ts';
import { openTally, type Counting, type Previewed, type PreviewTimes, type Tally } from './rules/effects.ts';
import { listDue, loadInForce, lockTurning, saveTurns } from './queries.ts';

/** The params of several kinds in force at an instant; the built-in preset where the operator has put none. */
export async function policiesAt<K extends PolicyKind>(db: Db | Tx, kinds: readonly K[], at: Date): Promise<Pick<Params, K>> {
  const rows = new Map((await loadInForce(db, kinds, at)).map((r) => [r.kind, r.params]));
  const entries = kinds.map((kind) => [kind, rows.has(kind) ? params[kind].parse(rows.get(kind)) : defaults[kind].params]);
  return Object.fromEntries(entries) as Pick<Params, K>;
}

/**
 * What a feature can say of a rule that is drafted, by the kind of the rule: read whole from what is there, in a fixed number of queries, and
 * decided by the rules that decide in earnest. Several features may speak of one kind (decision 0034).
 */
export type Previews = {
  [K in PolicyKind]?: (db: Db, before: Params[K], after: Params[K], times: PreviewTimes) => Promise<Previewed>;
};

/** Asks the rule before and after about every item, in turns with whoever else waits for the program. */
export async function tally<T, R>({ items, ...counting }: Counting<T, R>, before: R, after: R): Promise<Tally> {
  const all = openTally(counting, before, after);
  for await (const some of inTurns(items)) all.add(some);
  return all.tell();
}
/** Of how many something holds, in turns as well. */
export async function countIn<T>(items: readonly T[], holds: (item: T) => boolean, weight: (item: T) => number = () => 1): Promise<number> {
  let n = 0;
  for await (const some of inTurns(items)) for (const item of some) if (holds(item)) n += weight(item);
  return n;
}

/**
 * Tells of every version whose day has come and that nobody was told of, once each, and of none that another has already followed: whoever was away for a
 * week learns what holds, not what held meanwhile. The rule itself holds by its date (`policiesAt`), whether or not this has run. Gives how many were told.
 */
export async function turnDue(tx: Tx, ctx: Ctx): Promise<number> {
  await lockTurning(tx);
  const due = await listDue(tx, ctx.now);
  if (due.length === 0) return 0;
  await saveTurns(
    tx,
    due.map(({ policy_id, kind, version }) => ({ policy_id, kind, version, turned_at: ctx.now })),
  );
  const holding = await loadInForce(tx, [...new Set(due.map(({ kind }) => kind))], ctx.now);
  const told = due.filter((one) => holding.some(({ policy_id }) => policy_id === one.policy_id));
  for (const { policy_id: policyId, kind, version, valid_from } of told)
    ctx.tell('policies.in_force', { policyId, kind, version, from: valid_from.toISOString() });
  return told.length;
}
