// Runs test files in this process: `node [flags of Node's runner] test/run.ts FILE...`.
//
// Node's runner follows every promise, to know which test a stray error belongs to. That takes a fifth of the processor's time of whatever
// runs in its process. It needs it only while the files say which tests there are; from then on a stray error belongs to none and fails the run.
import { createHook, type AsyncHook } from 'node:async_hooks';
import { resolve } from 'node:path';
import { pathToFileURL } from 'node:url';

const prototype = createHook({}).constructor.prototype as AsyncHook;
const { enable } = prototype;
const followers: AsyncHook[] = [];
prototype.enable = function (this: AsyncHook) {
  followers.push(this);
  return enable.call(this);
};

// Interrupted, no hook of a test is called: what must not stay is put away by those who hear of the exit (db.ts), or by the next run.
for (const name of ['SIGINT', 'SIGTERM'] as const) process.once(name, () => process.exit(130));

for (const file of process.argv.slice(2)) await import(pathToFileURL(resolve(file)).href);
prototype.enable = enable;
for (const follower of followers) follower.disable();
