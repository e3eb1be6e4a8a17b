import type { Logger } from 'pino';
import type { Locale } from '#src/lib/locales.ts';
import { seenBy, type Db } from './db/open.ts';
import type { Sees } from './db/sees.ts';
import type { Journal, Remembered } from './journal.ts';

/** Who asks. Loaded anew for each request, so that a role taken away ends with the next one. */
export interface Actor {
  kind: 'visitor' | 'person' | 'system';
  personId?: string;
  name?: string;
  email?: string;
  creatorId?: string;
  /** The language that the person chose, or else the one that the request asked for. */
  locale?: Locale;
  operator?: 'admin' | 'moderator' | 'analyst';
  agencies: { agencyId: string; role: 'owner' | 'manager' | 'coach' | 'scout' | 'finance'; name: string }[];
  /** Set when a key was sent instead of a session. */
  key?: { keyId: string; scopes: ('read' | 'write')[] };
  /** Set when a session was sent. */
  session?: { sessionId: string };
}
/** What somebody was let in by: what goes on after its answer has begun asks whether it still holds. None where no request came. */
export const wayOf = ({ key, session }: Actor): string | undefined => key?.keyId ?? session?.sessionId;
export const visitor: Actor = { kind: 'visitor', agencies: [] };
/** Jobs and the server itself. */
export const system: Actor = { kind: 'system', agencies: [] };

/** Whose rows the database shows somebody: what is of the house's own, and not of a tenant, hangs on no id. */
export const seesOf = (actor: Actor): Sees =>
  actor.kind === 'system'
    ? 'everything'
    : [...actor.agencies.map((a) => a.agencyId), actor.creatorId, actor.personId].filter((id) => id !== undefined);

/** What every process brings: made once in `main.ts`, and by the tests with a clock of their own. */
export interface World {
  /** Sees everything: for the program's own work. A call has its own, which sees what is of whoever asks. */
  db: Db;
  /** A few connections that only withdrawal and leaving use, so that no load can starve them. */
  reserve: Db;
  clock: () => Date;
  newId: () => string;
  /** Random text of `bytes` bytes, base64url. */
  newSecret: (bytes: number) => string;
  log: Logger;
  /** The address that links are made with. */
  origin: () => string;
  /** Where withdrawals, blocks and erasures are kept outside the database; none in most tests. */
  journal?: Pick<Journal, 'append'> | undefined;
  /** Makes what room there is on a full disk, for a write that may not wait. */
  makeRoom?: (() => Promise<void>) | undefined;
}

export interface Told {
  name: string;
  body: Record<string, unknown>;
}

/** One call: `now` is one instant from its beginning to its end. */
export interface Ctx extends World {
  /** The database without the second wall: for the doors that reach across it (`act.ts`). */
  across: Pick<World, 'db' | 'reserve'>;
  now: Date;
  actor: Actor;
  requestId: string;
  /** Events for later features: written with the change, or not at all. */
  tell: (name: string, body: Record<string, unknown>) => void;
  /** What the audit row says beside actor and act. */
  about: (subject: Record<string, unknown>) => void;
  /** A withdrawal, a block or an erasure: on the disk outside the database before it is answered, so that no restore undoes it. */
  remember: (entry: Remembered) => void;
}

export interface Collected {
  told: Told[];
  subject: Record<string, unknown>;
  remembered: Remembered[];
}
export const collected = new WeakMap<Ctx, Collected>();

export function openCtx(world: World, actor: Actor, requestId: string, now: Date = world.clock()): Ctx {
  const kept: Collected = { told: [], subject: {}, remembered: [] };
  const { db, reserve } = world;
  const sees = seesOf(actor);
  const ctx: Ctx = {
    ...world,
    ...(sees !== 'everything' && { db: seenBy(db, sees), reserve: seenBy(reserve, sees) }),
    across: { db, reserve },
    now,
    actor,
    requestId,
    tell: (name, body) => void kept.told.push({ name, body }),
    about: (subject) => void Object.assign(kept.subject, subject),
    remember: (entry) => void kept.remembered.push(entry),
  };
  collected.set(ctx, kept);
  return ctx;
}
