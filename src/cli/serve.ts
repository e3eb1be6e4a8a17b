import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { UnusableSetUp } from '#src/lib/errors.ts';
import type { Command, Line } from './line.ts';
import { files, openProgram, Stopped, type Program } from './open.ts';
import { untilStopped } from './signals.ts';

/** Runs until a signal: database, demo where wanted, then the door. Ready is one line on standard output. */
export const serve: Command = async (line) => {
  let address = '';
  let stopped = false;
  const stopping = untilStopped(line).then(() => void (stopped = true));
  const { config } = line;
  const program = await openProgram(line, {
    origin: () => config.url ?? (address === '' ? `http://${config.host}:${config.port}` : address),
    journal: true,
  });
  let exit = 0;
  try {
    if (config.mode === 'house' && (await program.app.countAgencies()) > 1)
      throw new UnusableSetUp(
        'This database holds several agencies: a house has one. Start it without GREENROOM_MODE=house, or give it a data directory of its own.',
      );
    if (config.mode === 'platform' && config.demo !== 'off' && program.store.kind === 'embedded' && (await program.isUntouched()))
      await program.fill({ creators: 2000, seed: 1 }, () => stopped);
    if (stopped) return 0;
    const { openDoor, startJobs } = await import('./door.ts');
    if (config.roles.includes('web')) await program.app.warm();
    const server = config.roles.includes('web') ? await openDoor(line, program) : undefined;
    address = server?.address ?? '';
    const queue = config.roles.includes('jobs') ? await startJobs(program, line) : undefined;
    if (server) await announce(line, program, server.address);
    // SQL answers until it is there: nobody waits for it.
    if (server) program.app.index?.start();
    const isShow = server && queue && config.demo === 'auto' && program.isDemo();
    const lives = isShow ? (await import('./demo/lives.ts')).openDemoLives(line, program) : undefined;
    const lost = await Promise.race([stopping, program.store.lost]);
    if (typeof lost === 'string') exit = said(lost);
    await Promise.all([lives?.stop(), server?.close(), queue?.stop(), program.app.endFirst()]);
  } catch (error) {
    if (!(error instanceof Stopped)) throw error;
  } finally {
    forget(files(config.dataDir).server);
    await program.stop();
  }
  return exit;
};

function said(sentence: string): number {
  process.stderr.write(`${sentence}\n`);
  return 1;
}

/** Ours alone: another process may have written its own meanwhile. */
function forget(file: string) {
  if (!existsSync(file)) return;
  const { pid } = JSON.parse(readFileSync(file, 'utf8')) as { pid: number };
  if (pid === process.pid) rmSync(file, { force: true });
}

async function announce(line: Line, { app, store, isDemo }: Program, address: string) {
  const at = files(line.config.dataDir);
  writeFileSync(at.server, JSON.stringify({ url: address, pid: process.pid }), { mode: 0o600 });
  process.stdout.write(`Greenroom is ready at ${address}\n`);
  if (store.kind === 'embedded')
    process.stderr.write(
      'The database is the built-in one, for this machine alone. For production give a PostgreSQL server by DATABASE_URL.\n',
    );
  if (isDemo()) {
    const logins = JSON.parse(readFileSync(at.logins, 'utf8')) as { title: string; email: string; password: string }[];
    process.stdout.write(`Demo logins:\n${logins.map((l) => `  ${l.title.padEnd(32)} ${l.email}  ${l.password}`).join('\n')}\n`);
  } else if ((await app.people.countOperators()) === 0) {
    const house = line.config.mode === 'house';
    const { url } = await app.carryOut<{ url: string }>('people.issueStartLink', { kind: house ? 'house' : 'operator' });
    const why = house
      ? 'Open this link, once, to name your agency and become its owner'
      : 'Nobody runs this Greenroom yet. Open this link, once, to become its operator';
    process.stdout.write(`${why}:\n  ${url}\n`);
  }
}
