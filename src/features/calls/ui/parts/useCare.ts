import { t } from '@lingui/core/macro';
import { useQueryClient, type QueryClient, type QueryKey } from '@tanstack/react-query';
import type { Calls, Ops, Standing } from '#src/web/client.gen.ts';
import { tell, type Told } from '#src/web/kit/Toast.tsx';
import { useChange } from '#src/web/queries.ts';
import { sayProblem } from '#src/web/words/problems.ts';
import { nameOf } from '../list/Figures.tsx';
import { dayWords, today } from './words.ts';

export type Entry = Ops['calls.log']['body'];
type Show = 'due' | 'resting';
interface Kept {
  pages: Calls[];
  pageParams: unknown[];
}
interface Place {
  key: QueryKey;
  page: number;
  index: number;
}

/** Notes a call, a rest or a word. The lists follow at once; a no puts everything back; what was done can be undone. */
export function useCare(agencyId: string) {
  const client = useQueryClient();
  const { mutateAsync, isPending } = useChange('calls.log', { touches: ['calls.creator', 'calls.groups'] });
  const send = async (who: Standing, entry: Entry) => {
    const answer = await mutateAsync({ path: { agencyId, exportId: who.exportId }, body: entry });
    // Other lists are read anew when somebody looks at them; the one in sight is right as it stands.
    for (const name of ['calls.today', 'calls.roster']) void client.invalidateQueries({ queryKey: [name], refetchType: 'none' });
    return answer;
  };
  const undo = async (who: Standing, entry: Entry, places: Place[]) => {
    putBack(client, who, places);
    try {
      await send(who, entry);
    } catch (error) {
      takeOut(client, who, places[0] ? showOf(places[0].key) : null);
      tell({ title: sayProblem(error), urgent: true });
    }
  };
  const log = async (who: Standing, entry: Entry): Promise<boolean> => {
    const places = takeOut(client, who, leaves(entry));
    try {
      const { restsUntil } = await send(who, entry);
      const back = undoes(entry, who);
      const undoing = back && { label: t`Undo`, onPick: () => void undo(who, back, places) };
      tell({ ...toldOf(who, entry, restsUntil), ...(undoing ? { undo: undoing } : {}) });
      return true;
    } catch (error) {
      putBack(client, who, places);
      tell({ title: sayProblem(error), urgent: true });
      return false;
    }
  };
  return { log, busy: isPending };
}

/** Whoever was called or put off leaves those who are due; whoever is brought back, those who rest. */
const leaves = ({ kind }: Entry): Show | null => (kind === 'note' ? null : kind === 'woken' ? 'resting' : 'due');
const showOf = (key: QueryKey): Show => (key[1] as { query?: { show?: Show } } | undefined)?.query?.show ?? 'due';

/** What takes an entry back; a note stays, for it changes nothing. */
function undoes({ kind }: Entry, { restsUntil }: Standing): Entry | null {
  if (kind === 'note') return null;
  if (kind !== 'woken') return { kind: 'woken' };
  return restsUntil !== null && restsUntil > today() ? { kind: 'snoozed', until: restsUntil } : null;
}

function toldOf(who: Standing, { kind }: Entry, until: string | null): Told {
  const name = nameOf(who);
  const day = until === null ? '' : dayWords(until);
  switch (kind) {
    case 'done':
      return { title: t`${name}: the call is done.`, how: t`Rests until ${day}. A reason of another kind ends the rest sooner.` };
    case 'snoozed':
      return { title: t`${name}: put off until ${day}.`, how: t`A reason of another kind ends the rest sooner.` };
    case 'woken':
      return { title: t`${name} is among those to call again.` };
    case 'note':
      return { title: t`The note is kept.` };
  }
}

/** Out of the lists of that kind, and out of their counts; gives the places back. */
function takeOut(client: QueryClient, who: Standing, from: Show | null): Place[] {
  const places: Place[] = [];
  if (from === null) return places;
  void client.cancelQueries({ queryKey: ['calls.today'] });
  for (const [key, kept] of client.getQueriesData<Kept>({ queryKey: ['calls.today'] })) {
    if (!kept?.pages || showOf(key) !== from) continue;
    for (const [page, { items }] of kept.pages.entries()) {
      const index = items.findIndex(({ exportId }) => exportId === who.exportId);
      if (index !== -1) places.push({ key, page, index });
    }
  }
  for (const place of places) edit(client, place, who, -1);
  return places;
}

function putBack(client: QueryClient, who: Standing, places: Place[]): void {
  for (const place of places) edit(client, place, who, 1);
}

function edit(client: QueryClient, { key, page: at, index }: Place, who: Standing, by: 1 | -1): void {
  client.setQueryData<Kept>(key, (kept) => {
    if (!kept) return kept;
    const there = kept.pages.some(({ items }) => items.some(({ exportId }) => exportId === who.exportId));
    if (there === (by === 1)) return kept;
    const pages = kept.pages.map((page, n) => {
      const items = page.items.filter(({ exportId }) => exportId !== who.exportId);
      if (by === 1 && n === at) items.splice(Math.min(index, items.length), 0, who);
      return { ...page, ...counted(page, who, by), items };
    });
    return { ...kept, pages };
  });
}

function counted({ total, changing, byReason }: Calls, who: Standing, by: 1 | -1): Pick<Calls, 'total' | 'changing' | 'byReason'> {
  const counts = { ...byReason };
  for (const { kind } of who.reasons) counts[kind] = Math.max(0, (counts[kind] ?? 0) + by);
  const helps = who.reasons.some(({ changes }) => changes === true);
  return { total: Math.max(0, total + by), changing: Math.max(0, changing + (helps ? by : 0)), byReason: counts };
}
