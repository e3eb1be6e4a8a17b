// Lighthouse's mobile run on a browser of its own: the slow phone on the slow line, five times, and the median of each score.
import { spawn, type ChildProcess } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import lighthouse from 'lighthouse';
import { browserProgram } from '../journeys/browser.ts';

export const categories = ['performance', 'accessibility', 'best-practices', 'seo'] as const;
export interface Scores {
  scores: Record<(typeof categories)[number], number>;
  /** When the largest thing of the page stood there, on the simulated slow phone. */
  lcpMs: number;
  /** Audits that took points away, for the eye. */
  faults: string[];
}

export interface Gauge {
  run(url: string, headers?: Record<string, string>): Promise<Scores>;
  stop(): Promise<void>;
}

/** Starts a browser that Lighthouse talks to by its port. */
export async function openGauge(): Promise<Gauge> {
  const { executablePath } = await browserProgram();
  const profile = mkdtempSync(join(tmpdir(), 'greenroom-gauge-'));
  const args = ['--headless', '--no-sandbox', '--no-zygote', '--disable-gpu', '--no-first-run', '--disable-background-networking'];
  const own = ['--disable-component-update', '--disable-sync', '--remote-debugging-port=0', `--user-data-dir=${profile}`, 'about:blank'];
  const child = spawn(executablePath, [...args, ...own], { stdio: ['ignore', 'ignore', 'pipe'] });
  // A run that is interrupted comes to no stop().
  const end = () => void child.kill();
  process.once('exit', end);
  const port = await portOf(child);
  return {
    run: async (url, extraHeaders = {}) => {
      const flags = { port, output: 'json' as const, logLevel: 'silent' as const, onlyCategories: [...categories], extraHeaders };
      const ran = await lighthouse(url, flags);
      if (!ran) throw new Error('Lighthouse gave no result');
      const { lhr } = ran;
      if (lhr.runtimeError) throw new Error(`Lighthouse on ${url}: ${lhr.runtimeError.message}`);
      const scores = Object.fromEntries(categories.map((id) => [id, Math.round((lhr.categories[id]?.score ?? 0) * 100)]));
      const faults = categories.flatMap((id) =>
        (lhr.categories[id]?.auditRefs ?? [])
          .filter(({ weight }) => weight > 0)
          .map((ref) => lhr.audits[ref.id]!)
          .filter(({ score }) => score !== null && score < 0.9)
          .map((audit) => `${id}: ${audit.id} ${audit.displayValue ?? ''}`.trim()),
      );
      return { scores: scores as Scores['scores'], lcpMs: lhr.audits['largest-contentful-paint']?.numericValue ?? Infinity, faults };
    },
    stop: async () => {
      const gone = new Promise((ok) => child.once('exit', ok));
      process.off('exit', end);
      child.kill();
      await gone;
      rmSync(profile, { recursive: true, force: true, maxRetries: 5 });
    },
  };
}

async function portOf(child: ChildProcess): Promise<number> {
  for await (const line of createInterface({ input: child.stderr! })) {
    const port = /DevTools listening on ws:\/\/[^:]+:(\d+)/.exec(line)?.[1];
    if (port !== undefined) {
      child.stderr!.resume();
      return Number(port);
    }
  }
  throw new Error('the browser ended before it listened');
}

/** The middle of an odd number of runs, figure by figure. */
export function medianOf(runs: Scores[]): Scores {
  const middle = (of: (one: Scores) => number) => runs.map(of).toSorted((a, b) => a - b)[Math.floor(runs.length / 2)]!;
  return {
    scores: Object.fromEntries(categories.map((id) => [id, middle((one) => one.scores[id])])) as Scores['scores'],
    lcpMs: middle((one) => one.lcpMs),
    faults: [...new Set(runs.flatMap((one) => one.faults))],
  };
}
