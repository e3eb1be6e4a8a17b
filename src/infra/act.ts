import { createHash } from 'node:crypto';
import { sql } from 'kysely';
import type { z } from 'zod';
import { Refusal, refusals, type Reasons } from '#src/lib/errors.ts';
import { collected, type Actor, type Ctx, type Told } from './context.ts';
import { isVoidPlan } from './db/prepared.ts';
import { endWith, inTransaction, type Db, type Tx } from './db/open.ts';

export const reasons = {
  'request.invalid': { kind: 'invalid', detail: 'The request does not have the right shape.' },
  'people.sign_in_first': { kind: 'unauthenticated', detail: 'Sign in first, or send a valid key.' },
  'people.key_scope': { kind: 'forbidden', detail: 'This key may not do that: its scope is narrower.' },
  'idempotency.in_flight': { kind: 'conflict', detail: 'The first request with this key is still being carried out.' },
  'idempotency.reused': { kind: 'unprocessable', detail: 'This key was used with another request.' },
  'idempotency.shown_once': { kind: 'conflict', detail: 'This was done already. Its answer held a secret and is not shown again.' },
} as const satisfies Reasons;
const no = refusals(reasons);

/** Whether this actor may: undefined is yes, a refusal says no in the words of the feature. */
export type May<I> = (actor: Actor, input: I) => Refusal | undefined;

/**
 * What a door sees of the tables that are private to somebody (decision 0033). `own`: what is of whoever asks. `operators`: everything, for
 * an operator. `across`: everything, for an operator, for staff of the agency that the input names, and where it names none. `hers`: everything,
 * for a creator, where her act ends what others hold of her.
 */
export type Reach = 'own' | 'operators' | 'across' | 'hers';

interface Common<S extends z.ZodType> {
  /** One name everywhere: permission, audit row, operationId. */
  name: string;
  input: S;
  may: May<z.output<S>>;
  reach: Reach;
}
export interface Act<S extends z.ZodType = z.ZodType, O = unknown> extends Common<S> {
  sort: 'act';
  /** Withdrawal and leaving: never limited, never shed, on connections of their own. */
  urgent: boolean;
  /** The answer holds a secret: it is never stored, a repetition is 409. */
  showsSecret: boolean;
  /** A step of our own work, like a sign of life, that changes nothing of anybody's: it leaves no audit row. */
  quiet: boolean;
  run: (tx: Tx, ctx: Ctx, input: z.output<S>) => Promise<O>;
  /**
   * Hands the input to whoever commits for many requests at once, by an act of its own. Without an idempotency key it stands in place of
   * `run`: thousands of small changes a second cannot each have a transaction (decision 0018).
   */
  gather?: ((ctx: Ctx, input: z.output<S>) => Promise<O>) | undefined;
}
export interface View<S extends z.ZodType = z.ZodType, O = unknown> extends Common<S> {
  sort: 'view';
  /** Searches and reports: the first to be shed under load. */
  heavy: boolean;
  run: (db: Db, ctx: Ctx, input: z.output<S>) => Promise<O>;
}
export type Door = Act | View;

export function act<S extends z.ZodType, O>(
  name: string,
  input: S,
  may: May<z.output<S>>,
  run: Act<S, O>['run'],
  more: { urgent?: boolean; showsSecret?: boolean; quiet?: boolean; gather?: Act<S, O>['gather']; reach?: Reach } = {},
): Act<S, O> {
  return {
    sort: 'act',
    name,
    input,
    may,
    run,
    reach: more.reach ?? reachOf(may),
    urgent: more.urgent ?? false,
    showsSecret: more.showsSecret ?? false,
    quiet: more.quiet ?? false,
    ...(more.gather && { gather: more.gather }),
  };
}

/** A read: it never writes (the exposure log alone is caused by one). */
export function view<S extends z.ZodType, O>(
  name: string,
  input: S,
  may: May<z.output<S>>,
  run: View<S, O>['run'],
  more: { heavy?: boolean; reach?: Reach } = {},
): View<S, O> {
  return { sort: 'view', name, input, may, run, reach: more.reach ?? reachOf(may), heavy: more.heavy ?? false };
}

const ofOperators = new WeakSet<May<never>>();
/** A permission that operators have: what they come for is of others. */
export function forOperators<I>(may: May<I>): May<I> {
  ofOperators.add(may);
  return may;
}
const reachOf = (may: May<never>): Reach => (ofOperators.has(may) ? 'operators' : 'own');

/** By who asks, and by nothing that a permission has said: where that errs, the database still shows nobody else's rows. */
function handles(ctx: Ctx, { reach }: Door, input: unknown): Ctx['across'] {
  const { agencyId } = input as { agencyId?: string };
  const isOperator = ctx.actor.operator !== undefined;
  const hasGround = agencyId === undefined || ctx.actor.agencies.some((a) => a.agencyId === agencyId);
  const isHers = reach === 'hers' && ctx.actor.creatorId !== undefined;
  return (reach !== 'own' && isOperator) || (reach === 'across' && hasGround) || isHers ? ctx.across : ctx;
}

function checked<S extends z.ZodType>(door: Common<S>, raw: unknown): z.output<S> {
  const shape = door.input.safeParse(raw);
  if (shape.success) return shape.data;
  throw no('request.invalid', { errors: shape.error.issues.map((i) => ({ path: i.path.join('.'), message: i.message })) });
}

function permit<S extends z.ZodType>(door: Common<S> & { sort: string; heavy?: boolean }, actor: Actor, input: z.output<S>) {
  const scope = door.sort === 'act' ? 'write' : 'read';
  if (actor.key && !actor.key.scopes.includes(scope) && !actor.key.scopes.includes('write')) throw no('people.key_scope');
  const refusal = door.may(actor, input);
  if (refusal) throw refusal;
}

/** Runs a read on a snapshot of its own. */
export async function look<S extends z.ZodType, O>(ctx: Ctx, door: View<S, O>, raw: unknown): Promise<O> {
  const input = checked(door, raw);
  permit(door, ctx.actor, input);
  return door.run(handles(ctx, door as never, input).db, ctx, input);
}

export interface Done<O> {
  output: O;
  /** The answer's bytes, the same for every repetition of one key. */
  text: string;
  replayed: boolean;
}

/** Carries out a change: shape, permission, idempotency, effect, audit and events in one transaction; all or nothing. */
export async function perform<S extends z.ZodType, O>(ctx: Ctx, door: Act<S, O>, raw: unknown, key?: string): Promise<Done<O>> {
  const input = checked(door, raw);
  permit(door, ctx.actor, input);
  if (door.gather && key === undefined) {
    const output = await door.gather(ctx, input);
    return { output, text: JSON.stringify(output), replayed: false };
  }
  const { db: usual, reserve } = handles(ctx, door as never, input);
  const db = door.urgent ? reserve : usual;
  for (let attempt = 1; ; attempt++) {
    try {
      const done = await inTransaction(db, (tx) => once(tx, ctx, door, input, key));
      await ctx.journal?.append(collected.get(ctx)!.remembered);
      return done;
    } catch (error) {
      const { code } = error as { code?: string };
      const makeRoom = door.urgent && code === '53100' ? ctx.makeRoom : undefined;
      if (attempt >= 4 || !(code === '40P01' || code === '40001' || isVoidPlan(error) || makeRoom)) throw error;
      await makeRoom?.();
    }
  }
}

async function once<S extends z.ZodType, O>(
  tx: Tx,
  ctx: Ctx,
  door: Act<S, O>,
  input: z.output<S>,
  key: string | undefined,
): Promise<Done<O>> {
  const kept = collected.get(ctx)!;
  kept.told = [];
  kept.subject = {};
  kept.remembered = [];
  const who = ctx.actor.personId ?? ctx.actor.kind;
  const hash = key === undefined ? '' : createHash('sha256').update(door.name).update(JSON.stringify(input)).digest('hex');
  if (key !== undefined) {
    const earlier = await replay(tx, who, key, hash);
    if (earlier !== undefined) return { output: JSON.parse(earlier) as O, text: earlier, replayed: true };
  }
  const output = await door.run(tx, ctx, input);
  const text = JSON.stringify(output) ?? 'null';
  const trail = [
    ...(door.quiet ? [] : [sql`noted as (${audit(tx, ctx, door.name, input)})`]),
    ...(kept.told.length > 0 ? [sql`told as (${events(tx, kept.told, ctx.now)})`] : []),
    ...(key === undefined
      ? []
      : [
          sql`answered as (${tx
            .insertInto('idempotency')
            .values({ actor: who, key, act: door.name, hash, answer: door.showsSecret ? null : text, at: ctx.now })})`,
        ]),
  ];
  // One statement for what stays of a change beside its effect: each costs a way to the database and back.
  if (trail.length > 0) endWith(tx, sql`with ${sql.join(trail)} select`);
  return { output, text, replayed: false };
}

async function replay(tx: Tx, who: string, key: string, hash: string): Promise<string | undefined> {
  // Asked together: the second sees what was committed before it is carried out, after the first.
  const [{ rows }, earlier] = await Promise.all([
    sql<{ free: boolean }>`select pg_try_advisory_xact_lock(hashtextextended(${`${who}\n${key}`}, 7)) as free`.execute(tx),
    tx.selectFrom('idempotency').select(['hash', 'answer']).where('actor', '=', who).where('key', '=', key).executeTakeFirst(),
  ]);
  if (!rows[0]?.free) throw no('idempotency.in_flight');
  if (!earlier) return undefined;
  if (earlier.hash !== hash) throw no('idempotency.reused');
  if (earlier.answer === null) throw no('idempotency.shown_once');
  return earlier.answer;
}

function audit(tx: Tx, ctx: Ctx, name: string, input: unknown) {
  const { subject } = collected.get(ctx)!;
  const { actor } = ctx;
  const { agencyId, creatorId } = { ...(input as { agencyId?: string; creatorId?: string }), ...subject } as {
    agencyId?: string;
    creatorId?: string;
  };
  return tx.insertInto('audit').values({
    audit_id: ctx.newId(),
    at: ctx.now,
    actor_kind: actor.key ? 'key' : actor.kind,
    person_id: actor.personId ?? null,
    key_id: actor.key?.keyId ?? null,
    act: name,
    agency_id: agencyId ?? null,
    creator_id: creatorId ?? null,
    subject: JSON.stringify(subject),
    request_id: ctx.requestId,
  });
}

const events = (tx: Tx, told: readonly Told[], at: Date) =>
  tx.insertInto('outbox').values(told.map(({ name, body }) => ({ name, body: JSON.stringify(body), at })));
