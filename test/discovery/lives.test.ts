// What LIVEs came to is shown under the text that says so, and under no older one.
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { keepLiveFigures } from '#src/features/creators/index.ts';
import { inTransaction } from '#src/infra/db/open.ts';
import { makeAgency, makeCreator, makeOperator, setConsent, type MadeAgency, type MadeCreator } from '../make.ts';
import { openTestApp, type Caller, type TestApp } from '../server.ts';

describe('found by LIVEs', () => {
  let t: TestApp;
  let operator: Caller;
  let agency: MadeAgency;
  let her: MadeCreator;
  before(async () => {
    t = await openTestApp();
    operator = await makeOperator(t);
    agency = await makeAgency(t, operator);
    her = await makeCreator(t, { handle: 'mina_clay' });
    const counts = { acv: 212, liveMinutes: 900, validDays: 9, diamonds: 500, gifterConversion: 150, returningViewers: null, growth: 2000 };
    const figures = { ...counts, asOn: '2026-01-01', hours: [19, 20] };
    await inTransaction(t.app.world.db, (tx) => keepLiveFigures(tx, [{ creatorId: her.creatorId, figures }]));
    await setConsent(her, 'discovery', true);
    await t.app.relay.drain();
  });
  after(() => t.stop());

  const found = async (filters: object = {}) =>
    (await agency.owner.post(`/v1/agencies/${agency.agencyId}/creators/search`, { filters })).body as {
      total: number;
      items: { figures: Record<string, unknown>; hours: number[]; liveAsOn: string | null; withAgency: boolean | null }[];
    };
  const failed = async () => {
    const { checks } = (await operator.get('/v1/verify')).body as { checks: { id: string; ok: boolean }[] };
    return checks.filter((c) => !c.ok).map((c) => c.id);
  };
  let said = 0;
  /** As it is of whoever said yes before there was a second text. */
  async function agreedLongAgo() {
    await t.owner.query(`update consents set text_version = 1 where creator_id = $1 and purpose = 'discovery'`, [her.creatorId]);
    await her.send('PATCH', '/v1/me/creator', { bio: `said ${++said}` });
    await t.app.relay.drain();
  }

  test('an older yes shows none of it and is found by none of it; a yes to the newer text shows it', async () => {
    const now = await found({ hours: [19], growthTop: 10, agency: ['independent'] });
    assert.deepEqual([now.total, now.items[0]!.figures['acv'], now.items[0]!.hours], [1, { ink: 'range', from: 200, to: 250 }, [19, 20]]);
    await agreedLongAgo();
    const [item] = (await found()).items;
    assert.deepEqual([item!.figures['acv'], item!.hours, item!.liveAsOn, item!.withAgency], [null, [], null, null]);
    for (const filters of [{ hours: [19] }, { growthTop: 100 }, { agency: ['independent'] }, { acv: { min: 0 } }])
      assert.equal((await found(filters)).total, 0, JSON.stringify(filters));
    assert.deepEqual(await failed(), []);
    await setConsent(her, 'discovery', true);
    await t.app.relay.drain();
    assert.equal((await found({ hours: [19] })).total, 1);
  });

  test('seen to fail: what an older yes would show is reported by verify', async () => {
    await agreedLongAgo();
    await t.owner.query(`update discovery_entries set hours = '{19}' where creator_id = $1`, [her.creatorId]);
    assert.deepEqual(await failed(), ['discovery.lives']);
  });
});
