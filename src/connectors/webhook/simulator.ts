import { openChance } from '#src/connectors/backstage/chance.ts';
import { sign } from './sign.ts';

/** What goes wrong on the way of a webhook, by the network or by somebody who wants to. Only `twice` may be answered with yes. */
export const faults = ['twice', 'replayed', 'ahead', 'forged', 'altered', 'cut', 'unsigned'] as const;
export type Fault = (typeof faults)[number];
export interface Sent {
  headers: Record<string, string>;
  body: string;
  /** Undefined: as it should be. */
  fault: Fault | undefined;
}

export interface Wanted {
  events: readonly object[];
  secret: string;
  now: Date;
  seed: number;
  /** So many events in a delivery at the most. */
  most: number;
  /** The share of deliveries that something goes wrong with, beside the right one. */
  faulty: number;
}

const minute = 60;
/** A delivery again, as a fault makes it. What was altered would count more if it were believed. */
function spoil(fault: Fault, right: Sent, secret: string, at: number): Sent {
  const id = right.headers['webhook-id']!;
  const with_ = (headers: Record<string, string>, body = right.body): Sent => ({ headers, body, fault });
  if (fault === 'twice') return with_(right.headers);
  if (fault === 'replayed') return with_(sign(secret, id, at - 6 * minute, right.body));
  if (fault === 'ahead') return with_(sign(secret, id, at + 6 * minute, right.body));
  if (fault === 'forged') return with_(sign(`whsec_${Buffer.alloc(32, 7).toString('base64')}`, id, at, right.body));
  if (fault === 'altered') return with_(right.headers, right.body.replaceAll('"id":"', '"id":"more '));
  if (fault === 'cut') return with_(right.headers, right.body.slice(0, right.body.length >> 1));
  return with_({ 'webhook-id': id, 'webhook-timestamp': String(at) });
}

/** A sender of Standard Webhooks with its faults: every event in one right delivery, faulty ones among them, in any order. */
export function simulateSender({ events, secret, now, seed, most, faulty }: Wanted): Sent[] {
  const chance = openChance(seed);
  const at = Math.floor(now.getTime() / 1000);
  const sent: Sent[] = [];
  for (let i = 0, n = 0; i < events.length; n++) {
    const part = events.slice(i, (i += chance.whole(1, most)));
    const body = JSON.stringify(part.length === 1 && chance.chance(0.5) ? part[0] : part);
    const right: Sent = { headers: sign(secret, `msg_${seed}_${n}`, at, body), body, fault: undefined };
    sent.push(right);
    if (chance.chance(faulty)) sent.push(spoil(chance.pick(faults), right, secret, at));
  }
  return chance.shuffled(sent);
}
