// Overhears a TikTok LIVE through tiktok-live-connector: unofficial, lossy, often refused. What it hears is never money.
import type { CloudEvent, Handed, Listen, Listening } from '#src/features/live/ports.ts';
import { eventOf } from './recording.ts';

/** A connection of tiktok-live-connector, as far as it is used. */
export interface Connection {
  on(name: string, hear: (message: Record<string, unknown>) => void): unknown;
  connect(): Promise<{ roomId?: unknown }>;
  disconnect(): Promise<void> | void;
}
export interface Vendor {
  WebcastPushConnection: new (account: string, options: object) => Connection;
}
/** Settles without it, where nobody has installed it. */
export const loadVendor = (): Promise<Vendor | undefined> => import('tiktok-live-connector/legacy').catch(() => undefined);

/** `social` tells of follows and shares a second time. */
const heard = ['chat', 'gift', 'like', 'roomUser', 'follow', 'share', 'subscribe', 'linkMicBattle', 'linkMicArmies', 'streamEnd'];
export type Silence = 'ended' | 'offline' | 'lost' | 'refused' | 'no_consent' | 'gone' | 'stopped';
const [second, minute] = [1_000, 60_000];
/** More than that is not kept while it cannot be handed on: the oldest are lost. */
const mostWaiting = 5_000;

/** How long to wait before the next connection: nobody is asked more than once in fifteen seconds, and less often the longer it fails. */
export function pauseMs(silence: Silence, failures: number): number {
  if (silence === 'ended' || silence === 'offline') return 2 * minute;
  return Math.min(30 * minute, 15 * second * 2 ** Math.min(failures, 10));
}

/** A refusal to connect: nobody is LIVE, or something else that may pass. */
const silenceOf = (error: unknown): Silence =>
  /offline|not.?live|isn'?t online/i.test(`${(error as Error)?.name} ${(error as Error)?.message}`) ? 'offline' : 'refused';

/** Hands on what was heard, in order, one lot at a time. */
function openHand({ hand, sleep, stopping }: Listening, over: (silence: Silence) => void) {
  let waiting: CloudEvent[] = [];
  let lost = 0;
  let ended = false;
  let turn: Promise<void> | undefined;
  async function work(): Promise<void> {
    while (waiting.length > 0) {
      const lot = waiting.slice(0, 500);
      const said: Handed = await hand(lot);
      if (said === 'taken') waiting = waiting.slice(lot.length);
      else if (said === 'later' && !stopping.aborted) await sleep(second, stopping);
      else {
        waiting = [];
        if (said !== 'later') over(said);
      }
    }
  }
  return {
    take(event: CloudEvent): void {
      if (ended) return;
      waiting.push(event);
      if (waiting.length > mostWaiting) lost += waiting.splice(0, waiting.length - mostWaiting).length;
      turn ??= work().finally(() => (turn = undefined));
    },
    /** Settles when all that was taken is handed on; what a connection says after its end is not taken. */
    end(): Promise<void> {
      ended = true;
      return turn ?? Promise.resolve();
    },
    lost: () => lost,
  };
}

/** One connection, from its beginning to its silence. Everything that was heard is handed on before it settles. */
async function once(listening: Listening, { WebcastPushConnection }: Vendor): Promise<Silence> {
  const { account, stopping } = listening;
  const connection = new WebcastPushConnection(account, { processInitialData: false, enableExtendedGiftInfo: false });
  let tellOver: (silence: Silence) => void = () => {};
  const over = new Promise<Silence>((done) => (tellOver = done));
  const hand = openHand(listening, tellOver);
  let roomId: unknown;
  for (const name of heard)
    connection.on(name, (message) => {
      const event = eventOf({ roomId, ...message, type: name, host: account });
      if (event) hand.take({ ...event, source: 'tiktok-listener' });
      if (name === 'streamEnd') tellOver('ended');
    });
  connection.on('disconnected', () => tellOver('lost'));
  // An emitter whose errors nobody hears would end the program.
  connection.on('error', () => {});
  const stop = () => tellOver('stopped');
  stopping.addEventListener('abort', stop, { once: true });
  try {
    roomId = (await connection.connect()).roomId;
    return await over;
  } catch (error) {
    return silenceOf(error);
  } finally {
    stopping.removeEventListener('abort', stop);
    await Promise.resolve(connection.disconnect()).catch(() => {});
    await hand.end();
    if (hand.lost() > 0) listening.tell(`${hand.lost()} messages were lost: they came faster than they could be handed on.`);
  }
}

const words: Partial<Record<Silence, string>> = {
  ended: 'The LIVE has ended.',
  offline: 'Nobody is LIVE there.',
  lost: 'The connection was lost; what is missed meanwhile stays missed.',
  refused: 'TikTok, or the server that signs for it, refused the connection.',
};

export const makeListen =
  (load: () => Promise<Vendor | undefined>): Listen =>
  async (listening) => {
    const { isPermitted, sleep, stopping, tell } = listening;
    const vendor = await load();
    if (!vendor) return 'missing';
    for (let failures = 0; !stopping.aborted;) {
      // Asked each time: nobody is listened to who does not permit it now.
      if (!(await isPermitted())) return 'no_consent';
      const silence = await once(listening, vendor);
      if (silence === 'no_consent' || silence === 'gone') return silence;
      if (silence === 'stopped') break;
      tell(words[silence]!);
      await sleep(pauseMs(silence, failures), stopping);
      failures = silence === 'refused' || silence === 'lost' ? failures + 1 : 0;
    }
    return 'stopped';
  };
