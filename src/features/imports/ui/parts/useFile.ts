import { useQueryClient } from '@tanstack/react-query';
import { useEffect } from 'react';
import type { Import } from '#src/web/client.gen.ts';
import { useRead } from '#src/web/queries.ts';
import { useSendings, type Sending } from './sendings.ts';
import { isMoving } from './words.ts';

export const movingMs = 700;
/** Sent by somebody else, or by nobody any more: worth a look now and then. */
const elsewhereMs = 3_000;

/** A file of the list; while it moves it is asked for by itself, and when it comes to rest the list is read anew. */
export function useListed(agencyId: string, listed: Import): { file: Import; sending: Sending | undefined } {
  const client = useQueryClient();
  const sending = useSendings().find(({ importId }) => importId === listed.importId);
  const moves = isMoving(listed);
  const { data } = useRead(
    'imports.get',
    { path: { agencyId, importId: listed.importId } },
    { enabled: moves && !sending, every: listed.state === 'sending' ? elsewhereMs : movingMs },
  );
  const file = moves && data ? data : listed;
  const rests = moves && !isMoving(file);
  useEffect(() => {
    if (rests) void client.invalidateQueries({ queryKey: ['imports.list'] });
  }, [rests, client]);
  return { file, sending };
}

/** One file on its own screen. */
export function useFile(agencyId: string, importId: string) {
  const sending = useSendings().find((one) => one.importId === importId);
  const read = useRead(
    'imports.get',
    { path: { agencyId, importId } },
    { every: (file) => (!file || !isMoving(file) ? false : file.state === 'sending' ? elsewhereMs : movingMs) },
  );
  return { ...read, sending };
}
