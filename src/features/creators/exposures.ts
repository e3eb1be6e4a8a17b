import type { World } from '#src/infra/context.ts';
import type { Metrics } from '#src/infra/metrics.ts';
import { saveExposures, type ExposureRow } from './queries/exposures.ts';

export type Shown = Omit<ExposureRow, 'exposure_id'>;
const mostPerBatch = 2000;

/**
 * The exposure log: each page of profiles shown, buffered at most a second and written by batch. It is the one write that a read
 * causes. A batch that cannot be written is kept and tried again, up to a bound.
 */
export function openExposureLog(world: World, metrics: Metrics, everyMs = 1000) {
  let waiting: ExposureRow[] = [];
  let turn = Promise.resolve();
  const timer = setInterval(() => void flush(), everyMs);
  timer.unref();

  async function write() {
    while (waiting.length > 0) {
      const batch = waiting.slice(0, mostPerBatch);
      try {
        await saveExposures(world.db, batch);
      } catch (error) {
        world.log.warn({ err: error, waiting: waiting.length }, 'exposures');
        if (waiting.length > 200_000) waiting = waiting.slice(-200_000);
        return;
      }
      waiting = waiting.slice(batch.length);
      metrics.exposures.inc(batch.length);
    }
  }
  function flush() {
    turn = turn.then(write);
    return turn;
  }
  return {
    note(rows: Shown[]) {
      for (const row of rows) waiting.push({ ...row, exposure_id: world.newId() });
    },
    flush,
    async stop() {
      clearInterval(timer);
      await flush();
    },
  };
}
export type ExposureLog = ReturnType<typeof openExposureLog>;
