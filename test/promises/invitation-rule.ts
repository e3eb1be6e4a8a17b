import assert from 'node:assert/strict';
import type { Caller } from '../server.ts';

/** Caps of invitations so wide that a test meets none which it does not name. */
const policy = {
  expiryDays: 7,
  bulkMax: 30,
  agencyPerDay: 10_000,
  seatPerDay: 10_000,
  elitePerDay: 10_000,
  coolDownDays: 10,
  inboxMax: 500,
  messageMax: 1000,
};
export async function putPolicy(operator: Caller, caps: Partial<typeof policy>): Promise<void> {
  const done = await operator.post('/v1/policies', {
    kind: 'invitations',
    params: { ...policy, ...caps },
    source: 'a test',
    certainty: 'inferred',
  });
  assert.equal(done.status, 200, done.text);
}
