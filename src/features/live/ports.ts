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
/** What a delivery turned out to be. */
export type Opened =
  | { is: 'refused'; why: Disbelief }
  /** Events as our own intake reads them stand in the body. */
  | { is: 'body' };

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
