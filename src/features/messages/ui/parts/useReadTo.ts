import { useEffect, useRef } from 'react';

/** Tells once for each new end of a conversation that it was read here, while the window is looked at. */
export function useReadTo(lastSeq: number | undefined, readSeq: number | undefined, tell: (seq: number) => void): void {
  const told = useRef(0);
  const last = useRef(tell);
  useEffect(() => {
    last.current = tell;
  });
  useEffect(() => {
    if (lastSeq === undefined || readSeq === undefined) return undefined;
    const look = () => {
      if (document.visibilityState !== 'visible' || lastSeq <= readSeq || told.current >= lastSeq) return;
      told.current = lastSeq;
      last.current(lastSeq);
    };
    look();
    document.addEventListener('visibilitychange', look);
    return () => document.removeEventListener('visibilitychange', look);
  }, [lastSeq, readSeq]);
}
