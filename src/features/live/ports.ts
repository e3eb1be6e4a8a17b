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
