// Before the parser (decision 0040): under overload most of what a refusal costs is to parse its request and to keep an object for each side.
import type { Server } from 'node:http';
import type { Socket } from 'node:net';

/** Headers that say where a body ends, or that this is no plain request: with one of these the parser decides. Browsers ask for what is usual. */
const another = /\r\n(?:transfer-encoding|expect|upgrade|trailer|connection(?!: ?keep-alive\r\n))[ \t]*:/i;
const first = /^(GET|POST|PUT|PATCH|DELETE) (\/[!-~]*) HTTP\/1\.1\r\n/;
/** A name, a colon, and a value of printable signs: nothing that another reader could take for another end of line. */
const plainHeaders = /^(?:[!#$%&'*+.^_`|~\w-]+:[\t\x20-\x7e]*\r\n)+$/;
const lengths = /^content-length:[ \t]*(.*?)[ \t]*$/gim;
const host = /\r\nhost:/i;
const headMax = 8_192;
const bodyMax = 65_536;

/**
 * The one request that these bytes are, whole and nothing else; undefined where there is any doubt. A request without a length has no body, as
 * the parser has it.
 */
export function wholeIn(piece: Buffer): { method: string; url: string } | undefined {
  const end = piece.indexOf('\r\n\r\n');
  if (end < 0 || end > headMax) return undefined;
  const head = piece.toString('latin1', 0, end + 2);
  const line = first.exec(head);
  if (!line || !host.test(head) || another.test(head) || !plainHeaders.test(head.slice(line[0].length))) return undefined;
  const said = [...head.matchAll(lengths)].map((it) => it[1]!);
  if (said.length > 1 || (said.length === 1 && !/^(0|[1-9]\d{0,4})$/.test(said[0]!))) return undefined;
  const length = Number(said[0] ?? 0);
  if (length > bodyMax || piece.length !== end + 4 + length) return undefined;
  return { method: line[1]!, url: line[2]! };
}

/**
 * Of a connection this is known for as long as every piece was one whole request, answered before the next: it lies between two requests, and
 * a refusal may be written by hand. After the first piece that is anything else the parser alone has it, for good. The first request of a
 * connection goes to the parser in any case, whose clocks begin with it.
 */
interface Known {
  sure: boolean;
  between: boolean;
}

/** `refuse`: the bytes of a refusal, or undefined for whoever is let in. */
export function standAt(server: Server, refuse: (method: string, url: string) => string | undefined): void {
  const states = new WeakMap<Socket, Known>();
  server.on('connection', (socket: Socket) => {
    const [parse, ...others] = socket.listeners('data') as ((piece: Buffer) => void)[];
    // Node hands the bytes on in another way than we know: the porch turns away, at its price.
    if (!parse || others.length > 0) return;
    const state: Known = { sure: true, between: false };
    let isFirst = true;
    states.set(socket, state);
    socket.removeListener('data', parse);
    socket.on('data', (piece: Buffer) => {
      const whole = state.sure && (isFirst || state.between) ? wholeIn(piece) : undefined;
      state.sure = whole !== undefined;
      if (whole && state.between && server.listening && socket.writable && socket.writableLength === 0) {
        const refusal = refuse(whole.method, whole.url);
        if (refusal !== undefined) return void socket.write(refusal, 'latin1');
      }
      isFirst = state.between = false;
      parse.call(socket, piece);
    });
  });
  server.on('request', ({ socket }, answer) => {
    answer.once('close', () => {
      const state = states.get(socket);
      if (state) state.between = true;
    });
  });
}
