// Leaving at once after a quiet time: by what was heard of her LIVEs since she joined, and never by what nobody knows.
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { dayMs } from '#src/lib/time.ts';
import { goOnAir, join, makeAgency, makeCreator, makeOperator, type MadeAgency, type MadeCreator } from './make.ts';
import { terms } from './operations/samples/making.ts';
import { times } from './promises/dice.ts';
import { openTestApp, type Caller, type TestApp } from './server.ts';

describe('leaving after a quiet time', () => {
  let t: TestApp;
  let operator: Caller;
  let agency: MadeAgency;
  before(async () => {
    t = await openTestApp();
    operator = await makeOperator(t);
    agency = await makeAgency(t, operator);
  });
  after(() => t.stop());

  const forHalfAYear = (her: MadeCreator) => join(agency, her, { terms: { ...terms, months: 6 } });
  const onAir = (her: MadeCreator, days: number, hours: number, ago: number) => goOnAir(t, operator, her, { days, hours, ago });
  const wayOut = async (her: MadeCreator) => (await her.get('/v1/me/memberships')).body.items[0].ifLeftNow.rule;

  test('few days or few hours: at once; enough of both, nothing heard, or too late: with notice', async () => {
    const [few, short, busy, before, silent, late] = await Promise.all(times(6, () => makeCreator(t, { on: true })));
    const all = [few!, short!, busy!, before!, silent!, late!];
    await onAir(before!, 3, 2, 5);
    const memberships = await Promise.all(all.map(forHalfAYear));
    t.advance(25 * dayMs);
    await onAir(few!, 3, 5, 1);
    await onAir(short!, 16, 1, 1);
    await onAir(busy!, 16, 3, 1);
    await onAir(late!, 3, 2, 1);
    const rules = await Promise.all(all.map(wayOut));
    assert.deepEqual(rules, ['low_activity', 'low_activity', 'notice', 'low_activity', 'notice', 'low_activity']);
    const left = await few!.post(`/v1/me/memberships/${memberships[0]}/leave`);
    assert.deepEqual([left.body.rule, left.body.state], ['low_activity', 'ended']);
    const roster = (await agency.owner.get(`/v1/agencies/${agency.agencyId}/roster?state=ended`)).body.items;
    assert.deepEqual(
      roster.map((one: { endedBy: string }) => one.endedBy),
      ['low_activity'],
    );
    t.advance(36 * dayMs);
    assert.equal(await wayOut(late!), 'notice');
  });

  test('where the operator has no such rule there is no such exit', async () => {
    const put = await operator.post('/v1/policies', {
      kind: 'exits',
      params: { lowActivity: null },
      source: 'a test',
      certainty: 'inferred',
    });
    assert.equal(put.status, 200, put.text);
    const her = await makeCreator(t, { on: true });
    await forHalfAYear(her);
    t.advance(20 * dayMs);
    await onAir(her, 2, 2, 1);
    assert.equal(await wayOut(her), 'notice');
  });
});
