import { useQueryClient } from '@tanstack/react-query';
import { useCallback, useEffect, useRef } from 'react';

const shows = ['calls.creator', 'calls.today', 'calls.roster', 'calls.groups'];

/** After a change that figures follow a moment later: reads anew what shows them, until they have had the time to come. */
export function useFollow(): () => void {
  const client = useQueryClient();
  const timers = useRef<ReturnType<typeof setTimeout>[]>([]);
  useEffect(() => () => timers.current.forEach(clearTimeout), []);
  return useCallback(() => {
    timers.current.forEach(clearTimeout);
    const read = () => shows.forEach((name) => void client.invalidateQueries({ queryKey: [name] }));
    timers.current = [1_000, 3_000, 8_000].map((ms) => setTimeout(read, ms));
  }, [client]);
}
