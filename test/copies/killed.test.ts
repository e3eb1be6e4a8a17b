import assert from 'node:assert/strict';
import { after, describe, test } from 'node:test';
import { newestVersion } from '#src/features/creators/index.ts';
import { ok, remote, signUp, type Remote } from '../faults/people.ts';
import { openFaults, operatorKey, until } from '../faults/process.ts';
import { tokenOf } from '../make.ts';

describe('a program that is killed', () => {
  const faults = openFaults();
  after(() => faults.end());

  test('between the yes and the making, and while it makes: the next start makes every copy, each once', async () => {
    const dir = faults.madeFolder('copies');
    // Without jobs nobody makes one; with them the kill comes as early as it can.
    let server = await faults.serve(dir, { GREENROOM_ROLES: 'web' });
    const url = () => server.url;
    const operator = remote('operator', operatorKey(dir), url);
    const made = ok(await operator.send('POST', '/v1/agencies', { name: 'Northlight' })).body;
    const owner = await signUp('Owner', url);
    ok(await owner.send('POST', '/v1/agencies/join', { token: tokenOf(made.ownerLink.url) }));
    const members: { her: Remote; membershipId: string }[] = [];
    for (let n = 0; n < 3; n++) {
      const her = await signUp(`Creator ${n}`, url);
      const profile = {
        displayName: `Creator ${n}`,
        handle: `creator${n}`,
        platform: 'twitch',
        languages: ['en'],
        birthDate: '1995-05-05',
      };
      const { creatorId } = ok(await her.send('POST', '/v1/me/creator', { ...profile, country: 'US' })).body;
      ok(await her.send('PUT', '/v1/me/consents/discovery', { granted: true, textVersion: newestVersion('discovery') }));
      const sent = ok(
        await owner.send('POST', `/v1/agencies/${made.agencyId}/invites`, { creatorIds: [creatorId], message: 'Hello' }),
      ).body;
      const { inviteId } = sent.items[0].invite;
      const { membershipId } = ok(await her.send('POST', `/v1/me/invites/${inviteId}/answer`, { answer: 'accept' })).body;
      await server.kill('SIGKILL');
      members.push({ her, membershipId });
      server = await faults.serve(dir, {});
    }
    const copies = async ({ her, membershipId }: (typeof members)[number]) =>
      ok(await her.send('GET', `/v1/me/memberships/${membershipId}/copies`)).body.items as { state: string }[];
    for (const member of members) {
      await until('her copy', async () => (await copies(member))[0]?.state === 'ready', 90_000);
      assert.equal((await copies(member)).length, 1);
    }
    const { ok: whole, checks } = ok(await operator.send('GET', '/v1/verify')).body;
    assert.ok(whole, JSON.stringify(checks));
    await server.kill('SIGTERM');
  });
});
