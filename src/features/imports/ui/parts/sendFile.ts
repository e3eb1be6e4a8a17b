import { call, NoAnswer, Problem } from '#src/web/api.ts';
import type { Import } from '#src/web/client.gen.ts';

const triesMore = 3;
const pauseMs = [400, 1_500, 4_000];

export interface Sent {
  agencyId: string;
  file: File;
  /** One that was begun before and broke off: only what is missing of it is sent. */
  begun?: Import | undefined;
  signal: AbortSignal;
  onBegun: (file: Import) => void;
  onPart: (bytes: number) => void;
}

/** Sends a file part by part and has it read. The browser has to stay until the last part; then the server goes on alone. */
export async function sendFile({ agencyId, file, begun, signal, onBegun, onPart }: Sent): Promise<Import> {
  const one = begun ?? (await call('imports.begin', { path: { agencyId }, body: { name: file.name, bytes: file.size }, signal }));
  const path = { agencyId, importId: one.importId };
  onBegun(one);
  for (let n = one.partsSent; n < one.parts; n++) {
    const from = n * one.partBytes;
    const data = await base64Of(file.slice(from, from + one.partBytes));
    await persist(() => call('imports.send', { path: { ...path, n: String(n) }, body: { data }, signal }), signal);
    onPart(Math.min(from + one.partBytes, file.size));
  }
  return persist(() => call('imports.read', { path, body: {}, signal }), signal);
}

/** The browser's own reader does it beside the page, however large the part is. */
function base64Of(part: Blob): Promise<string> {
  return new Promise((ok, no) => {
    const reader = new FileReader();
    reader.addEventListener('load', () => ok((reader.result as string).replace(/^[^,]*,/, '')));
    reader.addEventListener('error', () => no(reader.error ?? new Error('the file cannot be read')));
    reader.readAsDataURL(part);
  });
}

/** Whether asking once more may help: the line broke, or the server had no time. */
const mayPass = (error: unknown): boolean =>
  error instanceof NoAnswer || (error instanceof Problem && (error.status >= 500 || error.status === 429));

async function persist<T>(ask: () => Promise<T>, signal: AbortSignal): Promise<T> {
  for (let tried = 0; ; tried++) {
    try {
      return await ask();
    } catch (error) {
      if (signal.aborted || tried === triesMore || !mayPass(error)) throw error;
      await pause(pauseMs[tried]!, signal);
    }
  }
}

export function pause(ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((ok, no) => {
    const stop = () => {
      clearTimeout(timer);
      no(signal.reason as Error);
    };
    const timer = setTimeout(() => {
      signal.removeEventListener('abort', stop);
      ok();
    }, ms);
    signal.addEventListener('abort', stop, { once: true });
  });
}
