import type { Line } from './line.ts';

/** A signal, or the end of the npm that started us: a signal sent to npm never reaches this process. */
export function untilStopped({ config }: Pick<Line, 'config'>): Promise<void> {
  return new Promise((ok) => {
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => ok());
    const parent = process.ppid;
    if (config.underNpm) setInterval(() => process.ppid !== parent && ok(), 300).unref();
  });
}
