// A thread that takes its time to load, as the printer's own does, and says when it was asked to end and not cut off.
import { BroadcastChannel, parentPort } from 'node:worker_threads';
import { setTimeout } from 'node:timers/promises';

await setTimeout(300);
parentPort!.on('message', (said: unknown) => {
  if (said !== 'end') return;
  new BroadcastChannel('a thread ended').postMessage('by itself');
  // What was said is on its way before the thread is gone.
  setImmediate(() => process.exit());
});
