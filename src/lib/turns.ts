import { setImmediate } from 'node:timers/promises';

/** Works of one process, one after the other in the order in which they were asked for; one that fails holds up none. */
export function oneAfterAnother() {
  let turn: Promise<unknown> = Promise.resolve();
  return {
    take<T>(work: () => Promise<T>): Promise<T> {
      const mine = turn.then(work);
      turn = mine.catch(() => {});
      return mine;
    },
    /** When what was asked for until now has ended. */
    settled: (): Promise<unknown> => turn,
  };
}

/** A long list in pieces; between two of them whoever else waits for the program has a turn. */
export async function* inTurns<T>(items: readonly T[], size = 1000): AsyncGenerator<readonly T[]> {
  for (let i = 0; i < items.length; i += size) {
    if (i > 0) await setImmediate();
    yield items.slice(i, i + size);
  }
}
