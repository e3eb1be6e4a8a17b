// Runs test files in this process: `node [flags of Node's runner] test/run.ts FILE...`.
//
// Node's runner follows every promise, to know which test a stray error belongs to. That takes a fifth of the processor's time of whatever
// runs in its process. It needs it only while the files say which tests there are (docs/decisions/0012).
import { createHook, type AsyncHook } from 'node:async_hooks';
import { createRequire } from 'node:module';
import { resolve } from 'node:path';

const prototype = createHook({}).constructor.prototype as AsyncHook;
const own = Object.getOwnPropertyDescriptor(prototype, 'enable')!;
const enable = own.value as (this: AsyncHook) => AsyncHook;
const followers: AsyncHook[] = [];
prototype.enable = function (this: AsyncHook) {
  followers.push(this);
  return enable.call(this);
};

// A stray error belongs to no test then: it is told at once, and the runner ends with 1.
const tell = (error: unknown) => console.error(`✖ no test waits for this: ${(error as Error | undefined)?.stack ?? String(error)}`);
process.prependListener('uncaughtException', tell);
process.prependListener('unhandledRejection', tell);

// Interrupted, no hook of a test is called: what must not stay is put away by those who hear of the exit (postgres.ts), or by the next run.
for (const name of ['SIGINT', 'SIGTERM'] as const) process.once(name, () => process.exit(130));

// All in one turn: the runner begins in the next one, and ends when every test that it knows of by then has ended.
const load = createRequire(import.meta.url);
for (const file of process.argv.slice(2)) load(resolve(file));
Object.defineProperty(prototype, 'enable', own);
for (const follower of followers) follower.disable();
