import { useEffect, useState } from 'react';

// The server's clock, not the device's: a wrong wristwatch must not lengthen a cooling-off.
let offset = 0;

/** Called with the Date header of every answer. */
export function hearClock(date: string | null): void {
  const heard = date === null ? Number.NaN : Date.parse(date);
  if (Number.isFinite(heard)) offset = heard - performance.timeOrigin - performance.now();
}

/** Milliseconds since 1970 by the server's clock. */
export function now(): number {
  return performance.timeOrigin + performance.now() + offset;
}

/** A clock for countdowns; ticks every half minute. */
export function useNow(): number {
  const [at, setAt] = useState(now);
  useEffect(() => {
    const timer = setInterval(() => setAt(now()), 30_000);
    return () => clearInterval(timer);
  }, []);
  return at;
}
