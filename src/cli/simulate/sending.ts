import { setTimeout as sleep } from 'node:timers/promises';
import type { Connection } from '../connect.ts';
import { Refused } from '../line.ts';

/** Of one request. */
const atOnce = 500;

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
export function openSender(to: Pick<Connection, 'call'>, stopped: AbortSignal) {
  const sum: Sent = { sent: 0, accepted: 0, duplicate: 0, quarantined: 0, rejected: [] };
  async function post(events: readonly object[]): Promise<Answer> {
    for (let told = 0; ;) {
      try {
        return await to.call<Answer>('POST', '/v1/live/events', events);
      } catch (error) {
        // Told to stop: what is left is tried a few times more, so that what is open gets its end.
        if (!(error instanceof Refused) || error.retryAfterSeconds === undefined || (stopped.aborted && ++told > 3)) throw error;
        await sleep(Math.max(0.1, error.retryAfterSeconds) * 1000);
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
