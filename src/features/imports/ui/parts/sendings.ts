import type { QueryClient } from '@tanstack/react-query';
import { useSyncExternalStore } from 'react';
import { call, Problem } from '#src/web/api.ts';
import type { Import } from '#src/web/client.gen.ts';
import { keyOf } from '#src/web/queries.ts';
import { pause, sendFile } from './sendFile.ts';

/** A file that this page sends. `held`: the agency has as many open files as it may; it goes on when one of them is done with. */
export interface Sending {
  key: number;
  agencyId: string;
  name: string;
  bytes: number;
  sent: number;
  state: 'waiting' | 'held' | 'sending' | 'failed';
  importId: string | null;
  error: unknown;
}
interface Kept extends Sending {
  file: File;
  begun: Import | undefined;
  control: AbortController;
  client: QueryClient;
}

const heldMs = 3_000;
// It outlives the screen: whoever walks on to another room goes on sending.
let all: readonly Kept[] = [];
let working = false;
let counted = 0;
const listeners = new Set<() => void>();

function set(next: readonly Kept[]): void {
  all = next;
  for (const listener of listeners) listener();
}
const change = (key: number, part: Partial<Kept>): void => set(all.map((one) => (one.key === key ? { ...one, ...part } : one)));
const drop = (key: number): void => set(all.filter((one) => one.key !== key));

/** Sends files one after the other, in the order of their names: exports carry their day there. */
export function addFiles(client: QueryClient, agencyId: string, files: readonly File[]): void {
  const inOrder = files.toSorted((a, b) => a.name.localeCompare(b.name, 'en', { numeric: true }));
  const fresh = inOrder.map((file): Kept => ({
    key: ++counted,
    agencyId,
    name: file.name,
    bytes: file.size,
    sent: 0,
    state: 'waiting',
    importId: null,
    error: null,
    file,
    begun: undefined,
    control: new AbortController(),
    client,
  }));
  set([...all, ...fresh]);
  void work();
}

/** Sends what is missing of a file that broke off. */
export function sendAgain(key: number): void {
  change(key, { state: 'waiting', error: null, control: new AbortController() });
  void work();
}

/** Ends the sending of a file; what had come of it goes too. */
export function stopSending(key: number): void {
  const one = all.find((other) => other.key === key);
  if (!one) return;
  one.control.abort(new DOMException('stopped', 'AbortError'));
  drop(key);
  if (one.importId === null) return;
  const path = { agencyId: one.agencyId, importId: one.importId };
  void call('imports.stop', { path }).then(
    (file) => learn(one, file),
    () => {},
  );
}

/** What is known of a file is said on every screen that shows it. */
function learn({ client, agencyId }: Kept, file: Import): void {
  client.setQueryData(keyOf('imports.get', { path: { agencyId, importId: file.importId } }), file);
  void client.invalidateQueries({ queryKey: ['imports.list'] });
}

async function work(): Promise<void> {
  if (working) return;
  working = true;
  addEventListener('beforeunload', warn);
  try {
    for (let next = nextOne(); next; next = nextOne()) await send(next);
  } finally {
    working = false;
    removeEventListener('beforeunload', warn);
  }
}
const nextOne = (): Kept | undefined => all.find(({ state }) => state === 'waiting' || state === 'held');

/** The browser asks before it leaves a page that is still sending. */
function warn(event: BeforeUnloadEvent): void {
  event.preventDefault();
}

async function send(one: Kept): Promise<void> {
  const { key, agencyId, file, control } = one;
  const { signal } = control;
  if (one.state === 'waiting') change(key, { state: 'sending' });
  try {
    // What has come of it is asked of the server: a part may have arrived although its answer was lost.
    const begun = one.importId === null ? undefined : await call('imports.get', { path: { agencyId, importId: one.importId }, signal });
    if (begun && begun.state !== 'sending') {
      drop(key);
      return learn(one, begun);
    }
    const read = await sendFile({
      agencyId,
      file,
      begun,
      signal,
      onBegun: (started) => {
        change(key, { state: 'sending', importId: started.importId, begun: started });
        learn(one, started);
      },
      onPart: (sent) => change(key, { sent }),
    });
    drop(key);
    learn(one, read);
  } catch (error) {
    if (signal.aborted) return;
    if (error instanceof Problem && error.code === 'imports.busy') return hold(one);
    change(key, { state: 'failed', error });
  }
}

async function hold({ key, control }: Kept): Promise<void> {
  change(key, { state: 'held' });
  await pause(heldMs, control.signal).catch(() => {});
}

const listen = (listener: () => void) => {
  listeners.add(listener);
  return () => listeners.delete(listener);
};

/** The files that this page is sending, or has still to send, for all agencies. */
export const useSendings = (): readonly Sending[] => useSyncExternalStore(listen, () => all);
