// Standard Webhooks 1.0 (https://www.standardwebhooks.com): HMAC-SHA256 over id, time and body, several signatures side by side.
import { createHmac, timingSafeEqual } from 'node:crypto';
import type { WebhookPort } from '#src/features/live/ports.ts';

/** A signature serves so long, either side of our clock. */
export const toleranceMs = 5 * 60_000;
const form = /^whsec_((?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?)$/;
const bytesOf = (secret: string): Buffer => Buffer.from(form.exec(secret)?.[1] ?? '', 'base64');

const macOf = (secret: string, text: string): Buffer => createHmac('sha256', bytesOf(secret)).update(text).digest();

export const standard: WebhookPort = {
  headers: ['webhook-id', 'webhook-timestamp', 'webhook-signature'],
  secretFrom: (random) => `whsec_${Buffer.from(random, 'base64url').toString('base64')}`,
  fits: (secret) => form.test(secret) && bytesOf(secret).length >= 24 && bytesOf(secret).length <= 64,
  open({ headers, body }, secrets, now) {
    const { 'webhook-id': id = '', 'webhook-timestamp': at = '', 'webhook-signature': signatures = '' } = headers;
    if (id === '' || !/^\d{1,12}$/.test(at) || signatures === '') return { is: 'refused', why: 'unsigned' };
    const given = signatures
      .split(' ')
      .filter((one) => one.startsWith('v1,'))
      .map((one) => Buffer.from(one.slice(3), 'base64'));
    const right = secrets.map((secret) => macOf(secret, `${id}.${at}.${body}`));
    if (!given.some((one) => right.some((mac) => one.length === mac.length && timingSafeEqual(one, mac))))
      return { is: 'refused', why: 'forged' };
    return Math.abs(now.getTime() - Number(at) * 1000) > toleranceMs ? { is: 'refused', why: 'stale' } : { is: 'body' };
  },
};
