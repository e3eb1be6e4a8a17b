// A second process on the same database that searches until its standard input ends: `node searcher.ts '{"url": ..., ...}'`.
// Each answer is one line of JSON: surface, begun, ended, and the numbers of the creators in it.
import { randomBytes, randomUUID } from 'node:crypto';
import { pino } from 'pino';
import { openApp } from '#src/app.ts';
import { openPool } from '#src/infra/db/open.ts';
import { uuidv7 } from '#src/lib/ids.ts';
import { dice, times } from '../promises/dice.ts';
import { openSearching, type Searched } from './searching.ts';

type Wish = Searched & { url: string; lanes: number; seed: number; pauseMs: number; engine?: 'sql' };
const { url, lanes, seed, pauseMs, engine, ...searched } = JSON.parse(process.argv[2]!) as Wish;
const pool = openPool(url, { max: lanes + 2 });
const reserve = openPool(url, { max: 1 });
const app = openApp({
  pool,
  reserve,
  clock: () => new Date(),
  newId: () => uuidv7(Date.now(), randomUUID()),
  newSecret: (bytes) => randomBytes(bytes).toString('base64url'),
  log: pino({ level: 'silent' }),
  secret: 's'.repeat(43),
  origin: () => 'http://greenroom.test',
  ...(engine !== 'sql' && { index: {} }),
});
let going = true;
process.stdin.resume().once('end', () => {
  going = false;
  // Where the test was killed its database has gone too, and nothing more comes to an end.
  setTimeout(() => process.exit(1), 60_000).unref();
});
await app.relay.start();
// It searches from the beginning, while the index is not there yet.
app.index?.start();
const say = (line: unknown) => process.stdout.write(`${JSON.stringify(line)}\n`);
try {
  say({ ready: true });
  await Promise.all(
    times(lanes, async (lane) => {
      const step = openSearching(app.fetch, searched, dice(seed + lane), pauseMs);
      while (going) for (const { surface, begun, ended, who } of await step()) say([surface, begun, ended, who]);
    }),
  );
  await app.stop();
  say({ done: app.index?.answers.index ?? 0 });
} catch (error) {
  say({ failed: (error as Error).stack });
}
await Promise.all([pool.end(), reserve.end()]);
