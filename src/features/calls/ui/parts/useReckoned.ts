import { useQueryClient } from '@tanstack/react-query';
import { useEffect, useRef } from 'react';
import type { Calls } from '#src/web/client.gen.ts';
import { useRead } from '#src/web/queries.ts';

type Reckoned = Calls['reckoned'];
const isMoving = ({ going, at, dataOn }: Reckoned): boolean => going !== null || (at === null && dataOn !== null);

/** How far the figures behind a list are reckoned: asked again while that goes on, and the list is read anew when it has ended. */
export function useReckoned(agencyId: string, listed: Reckoned | undefined): Reckoned | undefined {
  const client = useQueryClient();
  const moving = listed !== undefined && isMoving(listed);
  const asked = useRead(
    'calls.today',
    { path: { agencyId }, query: { limit: 1 } },
    { enabled: moving, every: (answer) => (answer === undefined || isMoving(answer.reckoned) ? 1_500 : false) },
  );
  const now = moving ? (asked.data?.reckoned ?? listed) : listed;
  const ended = moving && now !== undefined && !isMoving(now);
  const told = useRef(false);
  useEffect(() => {
    if (!ended) {
      told.current = false;
      return;
    }
    if (told.current) return;
    told.current = true;
    for (const name of ['calls.today', 'calls.creator', 'calls.roster', 'calls.groups'])
      void client.invalidateQueries({ queryKey: [name] });
  }, [ended, client]);
  return now;
}
