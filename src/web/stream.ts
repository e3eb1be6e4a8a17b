import { useEffect, useEffectEvent } from 'react';
import { operations, type Ops } from './client.gen.ts';

/** Operations whose answer goes on. */
type Streaming = { [O in keyof Ops]: Ops[O] extends { message: unknown } ? O : never }[keyof Ops];
export type Message<O extends Streaming> = Ops[O] extends { message: infer M } ? M : never;
const againMs = 5_000;

/**
 * Follows an operation that goes on, while `on`. The browser comes again by itself, with the number of the last message, when the line is
 * cut; where the server turned it away it is asked again after five seconds.
 */
export function useStream<O extends Streaming>(
  operation: O,
  path: Record<string, string>,
  { on, hear }: { on: boolean; hear: (message: Message<O>, event: 'now' | 'reset') => void },
): void {
  const heard = useEffectEvent(hear);
  const address = operations[operation].path.replace(/\{(\w+)\}/gu, (_all, name: string) => encodeURIComponent(path[name] ?? ''));
  useEffect(() => {
    if (!on) return;
    let source: EventSource | undefined;
    let timer: number | undefined;
    let last: string | undefined;
    const open = () => {
      source = new EventSource(last === undefined ? address : `${address}?after=${last}`);
      for (const event of ['now', 'reset'] as const)
        source.addEventListener(event, ({ data, lastEventId }: MessageEvent<string>) => {
          last = lastEventId;
          heard(JSON.parse(data) as Message<O>, event);
        });
      source.addEventListener('error', () => {
        if (source?.readyState === EventSource.CLOSED) timer = window.setTimeout(open, againMs);
      });
    };
    open();
    return () => {
      window.clearTimeout(timer);
      source?.close();
    };
  }, [on, address]);
}
