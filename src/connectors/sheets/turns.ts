/** Lets so many in at once; others wait in order. */
export interface Turns {
  /** Ends when it is one's turn; what it gives back ends the turn. Fails with the signal's reason. */
  take(signal: AbortSignal): Promise<() => void>;
}

/** A door for `atOnce`. */
export function openTurns(atOnce: number): Turns {
  let free = atOnce;
  const waiting = new Set<() => void>();
  const leave = () => {
    const [next] = waiting;
    if (next) next();
    else free += 1;
  };
  return {
    take: async (signal) => {
      signal.throwIfAborted();
      if (free > 0) free -= 1;
      else await inLine(waiting, signal);
      return leave;
    },
  };
}

function inLine(waiting: Set<() => void>, signal: AbortSignal): Promise<void> {
  const { promise, resolve, reject } = Promise.withResolvers<void>();
  const out = () => {
    waiting.delete(enter);
    signal.removeEventListener('abort', giveUp);
  };
  const enter = () => {
    out();
    resolve();
  };
  const giveUp = () => {
    out();
    reject(signal.reason as Error);
  };
  waiting.add(enter);
  signal.addEventListener('abort', giveUp, { once: true });
  return promise;
}
