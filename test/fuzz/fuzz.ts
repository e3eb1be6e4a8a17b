// The fuzzer: walks over the published document by every role, in lanes beside each other, each walk made from a seed.
// A failure is made small by fast-check and told as lines for a shell.
import fc from 'fast-check';
import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { hashPassword } from '#src/features/people/index.ts';
import { uuidv7 } from '#src/lib/ids.ts';
import { freshDb } from '../db.ts';
import { setScene, type Role } from '../operations/scene.ts';
import { dice } from '../promises/dice.ts';
import { openTestApp, type TestApp } from '../server.ts';
import { knownCodes } from './complaints.ts';
import { watchLoop } from './loop.ts';
import { plainly, walks, type Plan } from './plans.ts';
import { describedIn, type Described, type Document } from './schema.ts';
import { curl, openWalker, type Sent, type Told } from './walk.ts';

export interface Wish {
  requests: number;
  seed: number;
  lanes?: number;
  /** Only these operations. */
  only?: string[];
  /** What the fuzzer takes for the published document. */
  document?: (document: Document) => Document;
  sabotage?: (t: TestApp) => void;
  given?: Parameters<typeof openTestApp>[0];
}
export interface Found {
  seed: number;
  /** The seed of the world in which it was found. */
  scene: number;
  what: string;
  walk: Sent[];
  /** How to see it again. */
  said: string;
}
export interface Fuzzed extends Told {
  found: Found[];
  /** The longest that the event loop was held, in milliseconds. */
  heldMs: number;
  /** Of that the kernel's part. */
  kernelMs: number;
  rejections: string[];
  /** Operations that chance left out, and that were granted only when asked for as they would be. */
  plainly: string[];
  seconds: number;
}

export const heldMsMax = 200;
/** In so many requests every operation is to be granted at least once. */
export const enoughForAll = 5000;
/**
 * A world costs a second to set and to get used to: many walks go through each, and what was changed by the earlier is there for the later. One
 * in which somebody was erased is left.
 */
const walksOfPart = 320;
const lengthMax = 25;
/** Making a failure small ends after this. */
const shrinkMs = 20_000;

type Access = Record<string, Partial<Record<Role, unknown>>>;
const access = JSON.parse(readFileSync(resolve(import.meta.dirname, '../access.json'), 'utf8')) as Access;
const allowed = (id: string): Role[] =>
  Object.entries(access[id] ?? {}).flatMap(([role, cell]) => (cell === 'allow' ? [role as Role] : []));
const granted = ({ statuses }: Told, id: string) => statuses.get(id)?.has(200) ?? false;
/** A fuzzer that is always refused looks at nothing: what was asked for and never granted, though the table lets somebody in. */
export const idleIn = (told: Told): string[] => [...told.statuses.keys()].filter((id) => !granted(told, id) && allowed(id).length > 0);

const uuidOf = (bytes: Uint8Array): string =>
  Buffer.from(bytes)
    .toString('hex')
    .replace(/^(.{8})(.{4}).(.{3}).(.{3})(.{12})$/, '$1-$2-4$3-8$4-$5');

/** The same seed, the same ids and keys of the scene: a line that was printed works against a server with that scene. */
export function seeded(seed: number): Pick<NonNullable<Wish['given']>, 'newId' | 'newSecret'> {
  const roll = dice(seed);
  const bytes = (n: number) => Uint8Array.from({ length: n }, () => roll.below(256));
  let at = Date.UTC(2026, 0, 1);
  return {
    newId: () => uuidv7(at++, uuidOf(bytes(16))),
    newSecret: (n) => Buffer.from(bytes(n)).toString('base64url'),
  };
}

export async function openFuzzed(seed: number, given: Wish['given'] = {}): Promise<TestApp> {
  return openTestApp({ relay: false, db: await freshDb({ hurried: true }), ...seeded(seed), ...given });
}

export async function fuzz(wish: Wish): Promise<Fuzzed> {
  const { requests, seed, lanes = 4 } = wish;
  const codes = await knownCodes();
  const told: Told = { statuses: new Map(), sent: 0, spoilt: 0 };
  const found: Found[] = [];
  const rejections: string[] = [];
  const hear = (reason: unknown) => void rejections.push(String((reason as Error)?.stack ?? reason));
  process.on('unhandledRejection', hear);
  // A server loads what sign-in needs when it is ready; that is no turn of serving.
  await hashPassword('what sign-in needs');
  const began = performance.now();
  const loop = watchLoop();
  let leftOut: string[] = [];
  let asked: { operations: Described[]; arbitrary: fc.Arbitrary<Plan[]> } | undefined;

  /** Walks in a world of their own, which their seed alone decides. */
  async function part(own: number): Promise<void> {
    const t = await openFuzzed(own, wish.given);
    try {
      const scene = await setScene(t);
      if (!asked) {
        asked = ask(t);
        // To read the whole document is the fuzzer's own work, and no turn of serving.
        loop.taken();
      }
      wish.sabotage?.(t);
      const walker = openWalker(scene, asked.operations, codes, told);
      let failedAt = 0;
      let last: { what: string; sent: Sent[] } | undefined;
      const property = fc.asyncProperty(asked.arbitrary, async (plans) => {
        // To make up a walk is the fuzzer's own work: once enough was asked for, all that are left of a part are made up in one turn.
        loop.taken();
        const over = found.length > 0 || told.sent >= requests || walker.isBereft();
        if (failedAt === 0 ? over : performance.now() - failedAt > shrinkMs) return;
        const wrong = (await walker.walk(plans)).map((it) => `${it.sent.method} ${it.sent.path} as ${it.sent.role}: ${it.what}`);
        await t.app.relay.drain();
        // For the watch to see what the last request did.
        await new Promise((ok) => setTimeout(ok, 0));
        const held = loop.taken();
        if (held > heldMsMax) wrong.push(`the event loop was held for ${Math.round(held)} ms`);
        if (wrong.length === 0) return;
        failedAt ||= performance.now();
        last = { what: wrong[0]!, sent: walker.trail() };
        throw new Error(wrong[0]);
      });
      const details = await fc.check(property, { seed: own, numRuns: walksOfPart });
      if (!details.failed) return;
      if (!last) throw details.errorInstance;
      const lines = last.sent.map((sent) => curl(sent));
      const size = `shrunk ${details.numShrinks} times to ${lines.length} request${lines.length === 1 ? '' : 's'}`;
      const how = `GREENROOM_SEED=${seed}; ${size}; its scene: npx node test/fuzz/serve.ts ${own}`;
      found.push({ seed, scene: own, what: last.what, walk: last.sent, said: `${last.what}\n  ${how}\n  ${lines.join('\n  ')}` });
    } finally {
      await t.stop();
    }
  }
  function ask(t: TestApp) {
    const document = structuredClone(t.app.document()) as Document;
    const operations = describedIn(wish.document?.(document) ?? document).filter((op) => wish.only?.includes(op.id) ?? true);
    return { operations, arbitrary: walks(operations, allowed, lengthMax) };
  }
  /** What chance left out is asked for as it would be granted, in a world of its own. */
  async function rest(own: number): Promise<string[]> {
    const idle = idleIn(told);
    if (idle.length === 0) return idle;
    const t = await openFuzzed(own, wish.given);
    try {
      const walker = openWalker(await setScene(t), asked!.operations, codes, told);
      wish.sabotage?.(t);
      for (const [id, role] of idle.flatMap((one) => allowed(one).map((by) => [one, by] as const))) {
        if (granted(told, id)) continue;
        for (const { what, sent } of await walker.walk([plainly(id, role)])) {
          const said = `${sent.method} ${sent.path} as ${sent.role}: ${what}`;
          found.push({ seed, scene: own, what: said, walk: walker.trail(), said });
        }
      }
    } finally {
      await t.stop();
    }
    return idle;
  }
  const partOf = (k: number, n: number) => (seed * 1000 + k * 200 + n) % 2 ** 31;
  const lane = async (k: number) => {
    for (let n = 0; told.sent < requests && found.length === 0; n++) await part(partOf(k, n));
  };
  try {
    await Promise.all(Array.from({ length: lanes }, (_, k) => lane(k)));
    if (requests >= enoughForAll && found.length === 0) leftOut = await rest(partOf(lanes, 0));
    await new Promise((ok) => setImmediate(ok));
  } finally {
    loop.stop();
    process.removeListener('unhandledRejection', hear);
  }
  return {
    ...told,
    plainly: leftOut,
    found,
    heldMs: loop.longest(),
    kernelMs: loop.ofKernel(),
    rejections,
    seconds: (performance.now() - began) / 1000,
  };
}
