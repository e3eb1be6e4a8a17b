// From the start of the process to its ready line: on an empty folder with the demo filled, and on that folder again. Beside a program that
// loads its HTTP server alone and says that it is ready.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { openFaults } from '#test/faults/process.ts';
import { machine, median, round, type Report } from './figures.ts';

const runs = 5;

export async function start(): Promise<Report> {
  const faults = openFaults();
  const [cold, warm, bare]: [number[], number[], number[]] = [[], [], []];
  try {
    for (let i = 0; i < runs; i++) {
      const dir = faults.folder(`start ${i}`);
      for (const into of [cold, warm]) {
        const server = await faults.serve(dir, { GREENROOM_DEMO: 'auto' });
        into.push(server.readyMs);
        await server.kill('SIGTERM');
      }
      bare.push(await bareStart());
    }
  } finally {
    await faults.end();
  }
  const [coldMs, warmMs, bareMs] = [median(cold), median(warm), median(bare)];
  return {
    name: 'start',
    machine: machine(),
    size: { runs, creators: 2000 },
    ours: { coldMs: round(coldMs), warmMs: round(warmMs) },
    peers: [{ name: 'bare Hono program', warmMs: round(bareMs) }],
    ratios: { warm: round(warmMs / bareMs) },
  };
}

async function bareStart(): Promise<number> {
  const began = performance.now();
  const child = spawn(process.execPath, [join(import.meta.dirname, 'bare.ts')], { stdio: ['ignore', 'pipe', 'inherit'] });
  await once(child.stdout, 'data');
  const took = performance.now() - began;
  child.kill();
  await once(child, 'close');
  return took;
}
