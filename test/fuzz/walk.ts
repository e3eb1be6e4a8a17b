// Sends planned requests, feeds what is answered into later ones, and looks at every answer.
import type { Answer, Caller } from '../server.ts';
import { requests } from '../operations/requests.ts';
import type { Wanted } from '../operations/samples/making.ts';
import { roles, type Role, type Scene } from '../operations/scene.ts';
import { complaints } from './complaints.ts';
import type { Plan } from './plans.ts';
import { misfits, type Described } from './schema.ts';
import { Pick, spoilt, structuredCopy } from './values.ts';

/** A request as it goes out. */
export interface Sent {
  operation: string;
  role: Role;
  method: string;
  path: string;
  headers: Record<string, string>;
  body: string | Uint8Array | undefined;
}

export interface Told {
  /** Answers by operation and status. */
  statuses: Map<string, Map<number, number>>;
  sent: number;
  spoilt: number;
}

const nobody = '01900000-0000-7000-8000-000000000000';
const most = 60;

/** Ids, tokens, cursors, addresses and handles as they were seen, by their kind. */
export class Pool {
  #seen = new Map<string, string[]>();
  /** The address of each role, once it was read: some things are confirmed by one's own. */
  readonly own = new Map<Role, string>();
  constructor(scene: Scene) {
    this.add('agencyId', scene.agency.agencyId, scene.other.agencyId);
    for (const { creatorId, handle } of [scene.creator, scene.otherCreator, scene.target]) {
      this.add('creatorId', creatorId);
      this.add('handle', handle);
    }
    this.add('membershipId', scene.membershipId);
    for (const role of roles) if (scene.as[role].key !== undefined) this.add('personId', scene.as[role].personId);
  }
  add(kind: string, ...values: string[]): void {
    let list = this.#seen.get(kind);
    if (!list) this.#seen.set(kind, (list = []));
    for (const value of values) {
      if (list.includes(value)) continue;
      list.push(value);
      // The ids of the scene stay, the oldest of the others go.
      if (list.length > most) list.splice(20, 1);
    }
  }
  take({ kind, n }: Pick, by?: Role): string {
    const own = by === undefined || kind !== 'email' || n % 2 === 1 ? undefined : this.own.get(by);
    if (own !== undefined) return own;
    if (kind.startsWith('upper ')) return this.take(new Pick(kind.slice(6), n)).toUpperCase();
    const list = this.#seen.get(kind) ?? [];
    return list.length > 0 ? list[n % list.length]! : kind === 'token' ? 'A'.repeat(43) : nobody;
  }
  read(node: unknown, key = ''): void {
    if (typeof node === 'string') {
      if (/^[a-z]+[A-Za-z]*Id$/.test(key) && key !== 'requestId') this.add(key, node);
      else if (key === 'url') this.add('token', node.split('/').at(-1)!);
      else if (key === 'nextCursor') this.add('cursor', node);
      else if (key === 'email') this.add('email', node);
    } else if (Array.isArray(node)) for (const item of node.slice(0, 8)) this.read(item, key);
    else if (typeof node === 'object' && node !== null) for (const [name, item] of Object.entries(node)) this.read(item, name);
  }
}

export interface Walker {
  /** The complaints of a walk, each with the request that was answered so. */
  walk(plans: Plan[]): Promise<{ what: string; sent: Sent }[]>;
  /** The requests of the last walk, as they went out. */
  trail(): Sent[];
  /** Somebody of the scene is gone for good: whatever is asked as them is refused from here on. */
  isBereft(): boolean;
  told: Told;
}

export function openWalker(scene: Scene, operations: Described[], codes: Set<string>, told: Told): Walker {
  const described = new Map(operations.map((op) => [op.id, op]));
  const pool = new Pool(scene);
  const samples = new Map<string, Wanted>();
  let trail: Sent[] = [];
  let bereft = false;

  /** A request that would be granted, made anew once one was used. */
  async function sample(op: Described, role: Role): Promise<Wanted | undefined> {
    const at = `${op.id} ${role}`;
    const kept = samples.get(at) ?? (await requests[op.id]?.(scene, scene.as[role]));
    if (kept) samples.set(at, kept);
    return kept;
  }

  let speaker: Role | undefined;
  const resolved = (node: unknown): unknown => {
    if (node instanceof Pick) return pool.take(node, speaker);
    if (Array.isArray(node)) return node.map(resolved);
    if (typeof node !== 'object' || node === null) return node;
    return Object.fromEntries(Object.entries(node).map(([key, item]) => [key, resolved(item)]));
  };

  async function made(plan: Plan, op: Described): Promise<{ sent: Sent; body: unknown; wanted: Wanted | undefined }> {
    speaker = plan.role;
    const base = { operation: op.id, role: plan.role, method: op.method, headers: { ...plan.headers } };
    const fromSample = plan.mode === 'sample' || plan.mode === 'nearSample';
    const wanted = fromSample ? await sample(op, plan.role).catch(() => undefined) : undefined;
    const query = plan.query.map(([name, value]) => `${name}=${encodeURIComponent(String(resolved(value)))}`).join('&');
    const filled = op.path.replaceAll(/\{(\w+)\}/g, (_, name: string) => encodeURIComponent(String(resolved(plan.params[name]))));
    const home = wanted?.path ?? filled;
    const path = query === '' ? home : `${home}${home.includes('?') ? '&' : '?'}${query}`;
    let body = wanted && op.body ? wanted.body : resolved(plan.body);
    if (op.body && (plan.mode === 'near' || plan.mode === 'nearSample')) {
      const planned = wanted ? (wanted.body as unknown) : plan.body;
      body = resolved(spoilt(op.body, structuredCopy(planned), plan.spoil));
      told.spoilt++;
    }
    const sent: Sent = { ...base, path, body: body === undefined ? undefined : JSON.stringify(body) };
    const { garbage } = plan;
    if (garbage) {
      sent.method = garbage.method ?? op.method;
      sent.path = `${filled}${garbage.tail}`;
      sent.body = garbage.raw;
      Object.assign(sent.headers, garbage.headers);
    }
    if (sent.method === 'GET' || sent.method === 'HEAD') sent.body = undefined;
    return { sent, body, wanted };
  }

  async function step(plan: Plan): Promise<{ what: string; sent: Sent }[]> {
    const op = described.get(plan.operation)!;
    const { sent, body, wanted } = await made(plan, op);
    const caller = scene.as[plan.role];
    trail.push({ ...sent, headers: { ...(caller.key && { authorization: `Bearer ${caller.key}` }), ...sent.headers } });
    const answer = await send(caller, sent);
    told.sent++;
    const seen = told.statuses.get(op.id) ?? new Map<number, number>();
    told.statuses.set(op.id, seen.set(answer.status, (seen.get(answer.status) ?? 0) + 1));
    const wrong = complaints(answer, op, sent.method, codes);
    if (!plan.garbage && op.body && plan.mode !== 'sample') wrong.push(...strictness(op, plan, body, answer));
    if (answer.status === 200) {
      pool.read(answer.body);
      // A HEAD says nothing.
      const address = op.id === 'people.me' ? (answer.body as { person?: { email: string } } | undefined)?.person?.email : undefined;
      if (address !== undefined) pool.own.set(plan.role, address);
      if (wanted) {
        samples.delete(`${op.id} ${plan.role}`);
        await wanted.after?.().catch(() => {});
      }
    }
    if (sent.headers['authorization'] === undefined) await restore(plan.role, answer);
    return wrong.map((what) => ({ what, sent }));
  }

  /** Whoever was signed out by a request of the walk gets a key anew. */
  async function restore(role: Role, answer: Answer): Promise<void> {
    if (answer.status !== 401 || role === 'visitor' || answer.body?.code !== 'people.key_invalid') return;
    const { personId } = scene.as[role];
    const scopes = role === 'readKey' ? (['read'] as const) : (['read', 'write'] as const);
    const fresh = await scene.t.callerOf(personId, [...scopes]).catch(() => undefined);
    if (fresh) scene.as[role] = fresh;
    else bereft = true;
  }

  return {
    told,
    trail: () => trail,
    isBereft: () => bereft,
    async walk(plans) {
      trail = [];
      const found: { what: string; sent: Sent }[] = [];
      for (let i = 0; i < plans.length && found.length === 0; i++) {
        const at = [plans[i]!];
        while (plans[i]!.together && i + 1 < plans.length) at.push(plans[++i]!);
        found.push(...(await Promise.all(at.map(step))).flat());
      }
      return found;
    },
  };
}

/** Rules between two fields, which no schema can say. */
const beyondSchemas = /is above max/;

/** What does not fit the published body is never granted, and what fits it is never refused for its shape. */
function strictness(op: Described, plan: Plan, body: unknown, answer: Answer): string[] {
  const none = op.bodyRequired ? null : {};
  const asRead = body === undefined ? none : (JSON.parse(JSON.stringify(body)) as unknown);
  const wrong = misfits(op.body!, trimmed(asRead));
  if (answer.status === 200 && wrong.length > 0) return [`granted, though ${wrong[0]}`];
  const shape = answer.body?.code === 'request.invalid' && plan.mode === 'valid' && plan.query.length === 0;
  const errors = (answer.body?.errors ?? []) as { path: string; message: string }[];
  const places = errors.filter((it) => !Object.hasOwn(plan.params, it.path) && !beyondSchemas.test(it.message));
  if (shape && wrong.length === 0 && places.length > 0)
    return [`refused for its shape, though it fits the document: ${answer.text.slice(0, 300)}`];
  return [];
}
/** Texts are read without the spaces at their ends. */
function trimmed(node: unknown): unknown {
  if (typeof node === 'string') return node.trim();
  if (Array.isArray(node)) return node.map(trimmed);
  if (typeof node !== 'object' || node === null) return node;
  return Object.fromEntries(Object.entries(node).map(([key, item]) => [key, trimmed(item)]));
}

export const send = (caller: Caller, { method, path, headers, body }: Sent): Promise<Answer> => caller.send(method, path, body, headers);

/** A line for a shell that sends the same request again. */
export function curl({ method, path, headers, body }: Sent, address = 'http://127.0.0.1:4000'): string {
  const all = { ...(body !== undefined && { 'content-type': 'application/json' }), ...headers };
  const parts = Object.entries(all).map(([name, value]) => `-H ${quoted(`${name}: ${value}`, 'latin1')}`);
  const data = body === undefined ? [] : [`--data-binary ${quoted(body, 'utf8')}`];
  const shown = method === 'HEAD' ? '-I' : `-X ${method}`;
  return ['curl -i --path-as-is -g', shown, quoted(`${address}${path}`, 'utf8'), ...parts, ...data].join(' ');
}
function quoted(text: string | Uint8Array, encoding: 'utf8' | 'latin1'): string {
  const bytes = typeof text === 'string' ? Buffer.from(text, encoding) : Buffer.from(text);
  if (bytes.every((b) => b >= 0x20 && b < 0x7f)) return `'${bytes.toString('latin1').replaceAll("'", `'\\''`)}'`;
  const each = Array.from(bytes, (b) =>
    b >= 0x20 && b < 0x7f && b !== 0x27 && b !== 0x5c ? String.fromCharCode(b) : `\\x${b.toString(16).padStart(2, '0')}`,
  );
  return `$'${each.join('')}'`;
}
