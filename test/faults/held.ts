// A request that the server has taken up and that its sender has not finished yet.
import { request } from 'node:http';

export interface Held {
  /** The server has said that it takes the request. */
  takenUp: Promise<void>;
  /** Sends the rest. */
  finish(): void;
  /** The status of the answer; a torn connection is no answer. */
  answer: Promise<{ status: number | undefined; body: string }>;
}

export function holdRequest(url: string, key: string, path: string, body: unknown): Held {
  const text = JSON.stringify(body);
  const headers = {
    authorization: `Bearer ${key}`,
    'content-type': 'application/json',
    'content-length': Buffer.byteLength(text),
    // The server answers this as soon as it has taken the request up.
    expect: '100-continue',
  };
  const sending = request(new URL(path, url), { method: 'POST', headers });
  const answer = new Promise<{ status: number | undefined; body: string }>((yes) => {
    sending.once('response', (got) => {
      let said = '';
      got.setEncoding('utf8').on('data', (part: string) => (said += part));
      got.once('end', () => yes({ status: got.statusCode, body: said }));
      got.once('error', () => yes({ status: undefined, body: 'the answer was cut off' }));
    });
    sending.on('error', (error) => yes({ status: undefined, body: error.message }));
  });
  const takenUp = new Promise<void>((yes, no) => {
    sending.once('continue', () => {
      sending.write(text.slice(0, 5));
      yes();
    });
    void answer.then(({ body }) => no(new Error(`it was not taken up: ${body}`)));
  });
  sending.flushHeaders();
  return { takenUp, answer, finish: () => void sending.end(text.slice(5)) };
}
