import type { ServerResponse } from 'node:http';
import { RESPONSE_ALREADY_SENT } from '@hono/node-server/utils/response';

/** One message of a stream: `id` is where a reader that comes again goes on. */
export interface Sent {
  event: string;
  id: number;
  data: string;
}
/** What leads to one reader. */
export interface Sink {
  send(bytes: Uint8Array): void;
  /** Bytes of ours that its reader has not taken yet: nothing more is given to it until there are none. */
  pending(): number;
  /** After what was sent, or at once: then what its reader has not taken is thrown away. */
  end(now: boolean): void;
}
export interface Reader {
  /** It has taken all that was sent. Where nobody says so it is noticed all the same, later. */
  ready(): void;
  /** It has gone. */
  closed(): void;
}
/** What a reader follows; opened once the head of its answer is on its way. */
export interface Stream {
  open(sink: Sink): Reader;
}

const text = new TextEncoder();
const made = new WeakMap<Sent, Uint8Array>();
/** The bytes of a message; made once, however many are told it. */
export function bytesOf(sent: Sent): Uint8Array {
  const bytes = made.get(sent) ?? text.encode(`event: ${sent.event}\nid: ${sent.id}\ndata: ${sent.data}\n\n`);
  made.set(sent, bytes);
  return bytes;
}
/** What a reader hears when nothing happens. */
export const beat = text.encode(': still here\n\n');
/** Says when whoever was cut off comes again. */
const greeting = text.encode('retry: 1000\n\n');

const waiting = new WeakMap<ServerResponse, Stream>();
/** The stream as the body of an answer; where it is Node that answers, it is poured later, past the web's streams: they cost four times as much. */
export function bodyOf(stream: Stream, outgoing: ServerResponse | undefined): ReadableStream<Uint8Array> | null {
  if (!outgoing) return webStream(stream);
  waiting.set(outgoing, stream);
  return null;
}

/** An answer on its way out: one with a stream is begun here, with the head that everything before gave it. */
export function sendOut(answer: Response, outgoing: ServerResponse | undefined): Response {
  const stream = outgoing && waiting.get(outgoing);
  if (!stream || outgoing.destroyed) return answer;
  waiting.delete(outgoing);
  outgoing.writeHead(answer.status, Object.fromEntries(answer.headers));
  outgoing.write(greeting);
  const reader = stream.open({
    send: (bytes) => void outgoing.write(bytes),
    pending: () => outgoing.writableLength,
    end: (now) => void (now ? outgoing.destroy() : outgoing.end()),
  });
  outgoing.once('close', () => reader.closed());
  return RESPONSE_ALREADY_SENT;
}

/** For whoever asks in-process. */
function webStream(stream: Stream): ReadableStream<Uint8Array> {
  let reader: Reader;
  return new ReadableStream<Uint8Array>(
    {
      start(controller) {
        controller.enqueue(greeting);
        reader = stream.open({
          send: (bytes) => controller.enqueue(bytes),
          pending: () => -Math.min(0, controller.desiredSize ?? 0),
          end: (now) => (now ? controller.error(new Error('not read')) : controller.close()),
        });
      },
      pull: () => reader.ready(),
      cancel: () => reader.closed(),
    },
    { highWaterMark: 0 },
  );
}
