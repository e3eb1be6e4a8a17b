import { useCallback, useEffect, useMemo, useRef, useState } from 'react';
import type { Standing } from '#src/web/client.gen.ts';

export interface Picking {
  /** Picked one by one: who coaches each now, for taking back. */
  picked: ReadonlyMap<string, Standing['coach']>;
  /** Everybody who fits, also those not read yet. */
  all: boolean;
  /** With `shift` everything between the last one and this. */
  pick: (index: number, on: boolean, shift: boolean) => void;
  pickShown: (on: boolean) => void;
  pickAll: () => void;
  clear: () => void;
}

/** The most creators that are picked one by one. */
export const pickMost = 2_000;

/** A selection over a list that grows while one reads; it ends when something else is asked for. */
export function usePicking(items: Standing[], asked: string): Picking {
  const [picked, setPicked] = useState<Picking['picked']>(new Map());
  const [all, setAll] = useState(false);
  const last = useRef<number | null>(null);
  const now = useRef(items);
  useEffect(() => {
    now.current = items;
  }, [items]);
  const [seen, setSeen] = useState(asked);
  if (seen !== asked) {
    setSeen(asked);
    setPicked(new Map());
    setAll(false);
  }
  const clear = useCallback(() => {
    last.current = null;
    setPicked(new Map());
    setAll(false);
  }, []);
  const pick = useCallback((index: number, on: boolean, shift: boolean) => {
    const from = shift && last.current !== null ? last.current : index;
    last.current = index;
    const some = now.current.slice(Math.min(from, index), Math.max(from, index) + 1);
    setAll(false);
    setPicked((old) => withSome(old, some, on));
  }, []);
  const pickShown = useCallback(
    (on: boolean) => {
      if (!on) return clear();
      setAll(false);
      setPicked((old) => withSome(old, now.current, true));
    },
    [clear],
  );
  const pickAll = useCallback(() => setAll(true), []);
  return useMemo(() => ({ picked, all, pick, pickShown, pickAll, clear }), [picked, all, pick, pickShown, pickAll, clear]);
}

function withSome(old: Picking['picked'], some: Standing[], on: boolean): Picking['picked'] {
  const next = new Map(old);
  for (const { exportId, coach } of some) {
    if (!on) next.delete(exportId);
    else if (next.size < pickMost) next.set(exportId, coach);
  }
  return next;
}
