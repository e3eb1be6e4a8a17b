// Readers of a LIVE that goes on: what they were told, and what is wrong with it.
import type { LiveMinute, LiveNow, LiveSession } from '#src/web/client.gen.ts';

export interface Told {
  event: string;
  id: number;
  data: LiveNow;
}

/** Messages of a stream, one after the other, until it ends. */
export async function* messagesOf(body: ReadableStream<Uint8Array>): AsyncGenerator<Told, void, undefined> {
  let rest = '';
  const decoder = new TextDecoder();
  for await (const piece of body) {
    const parts = (rest + decoder.decode(piece, { stream: true })).split('\n\n');
    rest = parts.pop()!;
    for (const part of parts) {
      const field = (name: string) => new RegExp(`^${name}: (.*)$`, 'm').exec(part)?.[1];
      const data = field('data');
      if (data !== undefined) yield { event: field('event')!, id: Number(field('id')), data: JSON.parse(data) as LiveNow };
    }
  }
}

/** A reader that keeps what it was told, and notes every gap, repetition and step back. */
export function openReader() {
  let at: number | undefined;
  let session: LiveSession | undefined;
  const minutes = new Map<string, LiveMinute>();
  const wrong: string[] = [];
  let resets = 0;
  return {
    at: () => at,
    resets: () => resets,
    wrong,
    state: () => ({
      session: session && { ...session, asOf: '' },
      minutes: [...minutes.values()].toSorted((a, b) => (a.minute < b.minute ? -1 : 1)),
    }),
    hear({ event, id, data }: Told): void {
      if (at !== undefined && id <= at && event === 'now') wrong.push(`${id} after ${at}: told twice`);
      if (event === 'reset') {
        minutes.clear();
        resets++;
      } else if (data.from !== at) wrong.push(`${id} goes on from ${data.from}, and ${at} was the last: something was missed`);
      at = id;
      session = data.session;
      for (const one of data.minutes) minutes.set(one.minute, one);
    },
  };
}
export type Reader = ReturnType<typeof openReader>;
