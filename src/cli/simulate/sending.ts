import { setTimeout as sleep } from 'node:timers/promises';
import type { Connection } from '../connect.ts';
import { Refused } from '../line.ts';

export interface Patience {
  /** Events of one request. */
  atOnce?: number | undefined;
  /** How often a busy server is asked again by one who was told to stop, so that what is open gets its end. */
  triesOnceStopped?: number;
}

export interface Sent {
  /** Deliveries: what was sent twice counts twice. */
  sent: number;
  accepted: number;
  duplicate: number;
  quarantined: number;
  rejected: { code: string; detail: string }[];
}
interface Answer extends Omit<Sent, 'sent'> {}

/** Sends events in their order, one request after the other. A server that is busy is asked again when it says so; `stopped` ends that. */
export function openSender(to: Pick<Connection, 'call'>, stopped: AbortSignal, { atOnce = 500, triesOnceStopped = 3 }: Patience = {}) {
  const sum: Sent = { sent: 0, accepted: 0, duplicate: 0, quarantined: 0, rejected: [] };
  async function post(events: readonly object[]): Promise<Answer> {
    for (let told = 0; ;) {
      try {
        return await to.call<Answer>('POST', '/v1/live/events', events);
      } catch (error) {
        const isBusy = error instanceof Refused && error.retryAfterSeconds !== undefined;
        if (!isBusy || (stopped.aborted && ++told > triesOnceStopped)) throw error;
        const waiting = stopped.aborted ? {} : { signal: stopped };
        await sleep(Math.max(0.1, error.retryAfterSeconds!) * 1000, undefined, waiting).catch(() => {});
      }
    }
  }
  return {
    sum,
    async send(events: readonly object[]): Promise<void> {
      for (let i = 0; i < events.length; i += atOnce) {
        const part = events.slice(i, i + atOnce);
        const answer = await post(part);
        sum.sent += part.length;
        for (const key of ['accepted', 'duplicate', 'quarantined'] as const) sum[key] += answer[key];
        sum.rejected.push(...answer.rejected);
      }
    },
  };
}
export type Sender = ReturnType<typeof openSender>;
