/** One message of a stream: `id` is where a reader that comes again goes on. */
export interface Sent {
  event: string;
  id: number;
  data: string;
}
/** What a reader follows. `next` gives the next message, `beat` when there was none for a while, and nothing at the end. */
export interface Stream {
  next(): Promise<Sent | 'beat' | undefined>;
  /** The reader is gone, or shall go: a `next` that waits gives nothing. */
  close(): void;
}

const text = new TextEncoder();
const encoded = (sent: Sent | 'beat') =>
  text.encode(sent === 'beat' ? ': still here\n\n' : `event: ${sent.event}\nid: ${sent.id}\ndata: ${sent.data}\n\n`);

/**
 * A stream as `text/event-stream`. A message is asked for only when the reader has taken the one before, so nothing is kept for a reader
 * that does not read: what it missed meanwhile comes as one message. `retry` says when whoever was cut off comes again.
 */
export function eventStream(stream: Stream, retryMs = 1_000): ReadableStream<Uint8Array> {
  let begun = false;
  return new ReadableStream<Uint8Array>(
    {
      async pull(controller) {
        if (!begun) {
          begun = true;
          return controller.enqueue(text.encode(`retry: ${retryMs}\n\n`));
        }
        const sent = await stream.next();
        if (sent === undefined) return controller.close();
        controller.enqueue(encoded(sent));
      },
      cancel: () => stream.close(),
    },
    { highWaterMark: 0 },
  );
}
