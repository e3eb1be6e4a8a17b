import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { makeAgency, makeCreator, makeOperator, search, type MadeAgency } from './make.ts';
import { openTestApp, type TestApp } from './server.ts';

describe('handles', () => {
  let t: TestApp;
  let agency: MadeAgency;
  before(async () => {
    t = await openTestApp();
    agency = await makeAgency(t, await makeOperator(t));
  });
  after(() => t.stop());

  test('one for each platform: added, changed, found by, taken off, and never the last', async () => {
    const mina = await makeCreator(t, { handle: 'minami_kiln', on: true });
    assert.equal((await mina.put('/v1/me/creator/handles/youtube', { handle: 'minami.pottery' })).status, 200);
    await t.app.relay.drain();
    assert.equal((await search(agency, { text: 'minami.pottery' })).body.total, 1);
    assert.equal((await mina.put('/v1/me/creator/handles/youtube', { handle: 'minami)' })).status, 200);
    assert.deepEqual(
      (await mina.get('/v1/me/creator')).body.handles.map((h: { handle: string }) => h.handle),
      ['minami_kiln', 'minami)'],
    );
    await t.app.relay.drain();
    assert.equal((await search(agency, { text: 'pottery' })).body.total, 0, 'the old one is let go');
    assert.equal((await mina.send('DELETE', '/v1/me/creator/handles/twitch')).status, 200);
    const last = await mina.send('DELETE', '/v1/me/creator/handles/youtube');
    assert.equal(last.body.code, 'creators.last_handle');
  });

  test('a handle belongs to one profile, also when several take it at once', async () => {
    const all = await Promise.all(Array.from({ length: 6 }, () => makeCreator(t)));
    const tried = await Promise.all(all.map((c) => c.put('/v1/me/creator/handles/tiktok', { handle: 'wanted' })));
    assert.equal(tried.filter((a) => a.status === 200).length, 1);
    for (const a of tried.filter((x) => x.status !== 200)) assert.equal(a.body.code, 'creators.handle_taken');
  });
});
