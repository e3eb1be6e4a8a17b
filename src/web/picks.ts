import { t } from '@lingui/core/macro';
import { useCallback, useState } from 'react';
import { number } from './format.ts';
import { tell } from './kit/Toast.tsx';

/** Creators picked on a screen, `most` at once; more is said and not taken. */
export function usePicks<T extends { creatorId: string }>(most: number) {
  const [picked, setPicked] = useState<ReadonlyMap<string, T>>(new Map());
  const clear = useCallback(() => setPicked(new Map()), []);
  const tooMany = () => tell({ title: t`${number(most)} at once is the most.` });
  return {
    picked,
    clear,
    pick: (one: T, on: boolean): void => {
      const next = new Map(picked);
      if (!on) next.delete(one.creatorId);
      else if (next.size < most) next.set(one.creatorId, one);
      else tooMany();
      setPicked(next);
    },
    /** As many of these as still fit. */
    pickMore: (more: readonly T[]): void => {
      const room = Math.max(0, most - picked.size);
      setPicked(new Map([...picked, ...more.slice(0, room).map((one) => [one.creatorId, one] as const)]));
      if (more.length > room) tooMany();
    },
    leave: (creatorIds: readonly string[]): void => setPicked((now) => new Map([...now].filter(([id]) => !creatorIds.includes(id)))),
  };
}
