// `npx node test/fuzz/serve.ts SCENE`: the scene in which the fuzzer found something, at http://127.0.0.1:4000, for the lines that it printed.
import { serve } from '@hono/node-server';
import { setScene } from '../operations/scene.ts';
import { openFuzzed } from './fuzz.ts';

const scene = Number(process.argv[2]);
if (!Number.isInteger(scene)) throw new Error('say the number of the scene');
const t = await openFuzzed(scene);
await setScene(t);
const server = serve({ fetch: t.app.fetch, hostname: '127.0.0.1', port: Number(process.env['PORT'] ?? 4000) }, ({ port }) =>
  console.log(`The scene ${scene} is at http://127.0.0.1:${port}`),
);
await new Promise((ok) => process.once('SIGINT', ok).once('SIGTERM', ok));
server.close();
await t.stop();
process.exit(0);
