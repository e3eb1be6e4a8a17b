/** A CloudEvent as `docs/live-events.md` has it. */
export interface CloudEvent {
  specversion: '1.0';
  id: unknown;
  source: string;
  type: string;
  time?: string;
  platform: string;
  subject: string;
  session: unknown;
  data?: Record<string, unknown>;
}

/** What a platform's connector heard, one message a line, made into events; `ignored` says nothing that counts. */
export interface Recording {
  events: CloudEvent[];
  ignored: number;
  /** Lines that are no message at all, by their number from 1. */
  unreadable: number[];
}
/** Reads the text of a recording. */
export type ReadRecording = (text: string) => Recording;

/** What somebody's server sent us by itself: headers by their names in small letters, the body as it came. */
export interface Delivery {
  headers: Readonly<Record<string, string>>;
  body: string;
}
/** `unsigned`: what a signature needs is missing. `forged`: none of the secrets made it. `stale`: signed too long ago, or ahead of the clock. */
export type Disbelief = 'unsigned' | 'forged' | 'stale';
/** What a platform was asked to send, by its own id; of which channel, where it says so. */
export interface Subscription {
  id: string;
  type: string;
  channel: string | null;
}
/** What happened to an account at an instant, where the platform does not say in which broadcast. */
export interface Told {
  event: Omit<CloudEvent, 'session' | 'id'> & { id: string };
  /** RFC 3339. */
  at: string;
  /** A beginning says its broadcast itself. */
  begins?: string;
}
/** What a delivery turned out to be. */
export type Opened =
  | { is: 'refused'; why: Disbelief }
  /** Signed, and yet nothing that senders of this kind send. */
  | { is: 'garbled' }
  /** Events as our own intake reads them stand in the body. */
  | { is: 'body' }
  /** Undefined: it says nothing that counts. */
  | { is: 'told'; told: Told | undefined }
  /** It asks whether it may send, and wants this word back. */
  | { is: 'asked'; word: string; subscription: Subscription; at: string }
  /** It will send no more of this, and says why. */
  | { is: 'revoked'; why: string; subscription: Subscription; at: string };

/** A way in which servers of others tell us of LIVEs by signed requests. */
export interface WebhookPort {
  /** The headers that a signature lies in, in small letters. */
  headers: readonly string[];
  /** A secret as senders of this kind write it, from random text (base64url). */
  secretFrom(random: string): string;
  /** Whether a secret that the sender made can be one. */
  fits(secret: string): boolean;
  /** Any one of the secrets is enough: two are valid while one takes the place of the other. */
  open(delivery: Delivery, secrets: readonly string[], now: Date): Opened;
}

/** What became of events that a listener heard. `later`: they are to be sent again. `gone`: its source was taken back or has another secret. */
export type Handed = 'taken' | 'no_consent' | 'later' | 'gone';
export interface Listening {
  account: string;
  /** Whether she permits it now; asked before each connection. */
  isPermitted: () => Promise<boolean>;
  hand: (events: CloudEvent[]) => Promise<Handed>;
  /** Ends early when it is told to stop. */
  sleep: (ms: number, stopping: AbortSignal) => Promise<void>;
  tell: (words: string) => void;
  stopping: AbortSignal;
}
/** Overhears the LIVEs of one account, as its viewers see them, until it is told to stop or may no longer. `missing`: what it needs is not installed. */
export type Listen = (listening: Listening) => Promise<'stopped' | 'no_consent' | 'gone' | 'missing'>;
