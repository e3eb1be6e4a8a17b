// An agency's own exports become a list of whom to call, and a roster: reckoned after each import and each day. That the days are true is
// shown by exports.test.ts, that the rules are right by their own tables.
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { plusDays } from '#src/connectors/backstage/agency.ts';
import { creatorData } from '#src/connectors/backstage/exports.ts';
import { simulateAgency } from '#src/connectors/backstage/truth.ts';
import { toCsv } from '#src/connectors/backstage/write.ts';
import { dayMs } from '#src/lib/time.ts';
import { bringAndTake } from './bring.ts';
import { makeAgency, makeOperator, type MadeAgency } from './make.ts';
import { openTestApp, type Answer, type Caller, type TestApp } from './server.ts';

const days = 62;
const truth = simulateAgency({ seed: 5, creators: 40, from: '2026-08-20', days, shares: { joining: 0.1, quitting: 0.1 } });
const fileOf = (day: number) => {
  const { name, rows } = creatorData(truth, { on: plusDays(truth.from, day), language: 'en' });
  return { name, bytes: toCsv(rows, { encoding: 'utf-8-bom', delimiter: ',', eol: '\r\n' }) };
};

interface Item {
  exportId: string;
  handle: string;
  group: string | null;
  coach: { personId: string } | null;
  reasons: { kind: string }[];
  pace: { threshold: { kind: string }; band: string | null } | null;
  restsUntil: string | null;
  dataOn: string;
}

describe('whom to call', () => {
  let t: TestApp;
  let operator: Caller;
  let agency: MadeAgency;
  let path: string;
  const reckon = () => t.app.reckoning.workDue();
  const read = async (rest: string, by: Caller = agency.owner): Promise<Answer['body']> => {
    const answer = await by.get(`${path}${rest}`);
    assert.equal(answer.status, 200, answer.text);
    return answer.body;
  };
  const all = async (rest: string, by: Caller = agency.owner): Promise<Item[]> => {
    const items: Item[] = [];
    for (let cursor = ''; ;) {
      const page = await read(`${rest}${rest.includes('?') ? '&' : '?'}limit=7${cursor === '' ? '' : `&cursor=${cursor}`}`, by);
      items.push(...page.items);
      if (page.nextCursor === null) return items;
      cursor = page.nextCursor;
    }
  };
  const due = async (by: Caller = agency.owner): Promise<string[]> => (await all('/calls', by)).map((c) => c.exportId);
  const log = (exportId: string, body: object, by: Caller = agency.owner) => by.post(`${path}/standings/${exportId}/calls`, body);

  before(async () => {
    t = await openTestApp();
    t.advance(Date.parse('2026-10-21T08:00:00Z') - t.now().getTime());
    operator = await makeOperator(t);
    agency = await makeAgency(t, operator);
    path = `/v1/agencies/${agency.agencyId}`;
    // The habit of a month by some files, the last days by daily ones.
    for (let day = 14; day < days; day += day < 53 ? 3 : 1) await bringAndTake(t, agency.owner, agency.agencyId, fileOf(day));
    await reckon();
  });
  after(() => t?.stop());

  test('nothing is said before a file was taken in', async () => {
    const other = await makeAgency(t, operator);
    const { body } = await other.owner.get(`/v1/agencies/${other.agencyId}/calls`);
    assert.deepEqual([body.total, body.items, body.reckoned], [0, [], { at: null, dataOn: null, going: null }]);
    assert.equal((await other.owner.get(`/v1/agencies/${other.agencyId}/standings`)).body.total, 0);
    assert.equal((await other.owner.get(`${path}/standings`)).status, 404);
    const { exportId } = (await all('/standings'))[0]!;
    const stolen = await other.owner.get(`/v1/agencies/${other.agencyId}/standings/${exportId}`);
    assert.deepEqual([stolen.status, stolen.body.code], [404, 'calls.not_found']);
  });

  test('a taken file is reckoned by its event, without anybody asking', async () => {
    const other = await makeAgency(t, operator);
    await bringAndTake(t, other.owner, other.agencyId, fileOf(61));
    await t.app.relay.drain();
    await t.app.reckoning.settled();
    const { body } = await other.owner.get(`/v1/agencies/${other.agencyId}/standings?limit=1`);
    assert.equal(body.total, truth.creators.filter((c) => c.quitOn === null).length);
    assert.equal(body.reckoned.dataOn, plusDays(truth.from, 61));
  });

  test('each sort and filter pages through everybody once, in its order', async () => {
    const everybody = new Set((await all('/standings')).map((c) => c.exportId));
    const listed = (await read('/standings')).total;
    assert.equal(everybody.size, listed);
    for (const sort of ['need', 'name', 'valid_days', 'hours', 'diamonds', 'last_live'])
      assert.deepEqual(new Set((await all(`/standings?sort=${sort}`)).map((c) => c.exportId)), everybody, sort);
    const names = (await all('/standings?sort=name')).map((c) => c.handle.toLowerCase());
    assert.deepEqual(
      names,
      names.toSorted((a, b) => (a < b ? -1 : 1)),
    );
    const { counts } = await read('/standings');
    let sum = 0;
    for (const band of Object.keys(counts)) {
      const some = await all(`/standings?band=${band}`);
      assert.ok(some.every((c) => (c.pace?.band ?? 'unknown') === band));
      assert.equal(some.length, counts[band]);
      sum += some.length;
    }
    assert.equal(sum, listed);
    const one = (await all('/standings'))[3]!;
    assert.ok((await all(`/standings?q=${one.handle.slice(1, 6)}`)).some((c) => c.exportId === one.exportId));
    assert.deepEqual(await all('/standings?q=%25'), []);
    const quit = await all('/standings?quit=only');
    assert.ok(quit.length > 0 && quit.every((c) => c.reasons.length === 0 && !everybody.has(c.exportId)));
    assert.equal((await agency.owner.get(`${path}/standings?sort=name&cursor=${'e30'}`)).body.code, 'page.bad_cursor');
  });

  test('the list counts what it holds, and every creator in it has a reason', async () => {
    const { total, changing, byReason } = await read('/calls');
    const items = await all('/calls');
    assert.ok(total > 3 && changing > 0, `${total} due`);
    assert.equal(items.length, total);
    assert.ok(items.every((c) => c.reasons.length > 0));
    for (const [kind, n] of Object.entries(byReason)) {
      const some = await all(`/calls?reason=${kind}`);
      assert.equal(some.length, n);
      assert.ok(some.every((c) => c.reasons.some((r) => r.kind === kind)));
    }
  });

  test('a call that was done rests a week for its reasons; a note changes nothing; undone, it is back', async () => {
    const exportId = (await due())[0]!;
    assert.equal((await log(exportId, { kind: 'note', note: 'Kiln broken' })).body.restsUntil, null);
    assert.ok((await due()).includes(exportId));
    assert.equal((await log(exportId, { kind: 'done', note: 'Talked' })).body.restsUntil, '2026-10-28');
    assert.ok(!(await due()).includes(exportId));
    assert.ok((await all('/calls?show=resting')).some((c) => c.exportId === exportId && c.restsUntil === '2026-10-28'));
    const { history } = await read(`/standings/${exportId}`);
    assert.deepEqual(
      history.map((e: { kind: string; note: string; by: { name: string } }) => [e.kind, e.note, e.by.name]),
      [
        ['done', 'Talked', `Owner of ${agency.name}`],
        ['note', 'Kiln broken', `Owner of ${agency.name}`],
      ],
    );
    await log(exportId, { kind: 'woken' });
    assert.ok((await due()).includes(exportId));
  });

  test('a call that was put off comes back on its day, and at once with a reason of a new kind', async () => {
    const [one, other] = await due();
    assert.equal((await log(one!, { kind: 'snoozed' })).body.code, 'calls.until_missing');
    assert.equal((await log(one!, { kind: 'snoozed', until: '2026-10-21' })).body.code, 'calls.until_past');
    assert.equal((await log(one!, { kind: 'note', note: ' ' })).body.code, 'calls.note_missing');
    for (const exportId of [one!, other!]) assert.equal((await log(exportId, { kind: 'snoozed', until: '2026-10-23' })).status, 200);
    const set = await agency.owner.put(`${path}/standings/${other}/dates`, { termEndsOn: '2026-11-01', appealClosesOn: '2026-10-25' });
    assert.equal(set.status, 200, set.text);
    await reckon();
    const now = await due();
    assert.deepEqual([now.includes(one!), now.includes(other!)], [false, true]);
    const { reasons, dates } = await read(`/standings/${other}`);
    const kinds = reasons.map((r: { kind: string }) => r.kind);
    assert.ok(kinds.includes('term_ends') && kinds.includes('appeal_closes'), kinds.join());
    assert.deepEqual(dates, { termEndsOn: '2026-11-01', appealClosesOn: '2026-10-25' });
    t.advance(2 * dayMs);
    await reckon();
    assert.ok((await due()).includes(one!));
    t.advance(-2 * dayMs);
    await reckon();
    for (const exportId of [one!, other!]) await log(exportId, { kind: 'woken' });
  });

  test('a coach sees and changes her own creators alone, and none once her seat has ended', async () => {
    const coach = await agency.seat('coach');
    assert.deepEqual([await due(coach), (await read('/standings', coach)).total], [[], 0]);
    const [mine, theirs] = await due();
    const assign = (personId: string | null, who: object, by: Caller = agency.owner) =>
      by.post(`${path}/standings/assign`, { personId, who });
    assert.equal((await assign(coach.personId, { exportIds: [mine] })).body.changed, 1);
    assert.equal((await assign(coach.personId, { exportIds: [mine] })).body.changed, 0);
    assert.deepEqual(await due(coach), [mine]);
    assert.equal((await log(mine!, { kind: 'note', note: 'Mine' }, coach)).status, 200);
    assert.equal((await log(theirs!, { kind: 'note', note: 'Not mine' }, coach)).status, 404);
    assert.equal((await coach.get(`${path}/standings/${theirs}`)).status, 404);
    assert.equal((await assign(coach.personId, { exportIds: [theirs] }, coach)).status, 403);
    assert.equal((await assign(operator.personId, { exportIds: [mine] })).body.code, 'calls.coach_unknown');
    const groups = await read('/groups', coach);
    assert.equal(
      groups.items.reduce((sum: number, g: { creators: number }) => sum + g.creators, 0),
      1,
    );
    await agency.owner.send('DELETE', `${path}/staff/${coach.personId}`);
    assert.equal((await coach.get(`${path}/calls`)).status, 404);
    await t.app.relay.drain();
    assert.equal((await read(`/standings/${mine}`)).coach, null);
  });

  test('everybody who fits a filter is given to a coach at once', async () => {
    const coach = await agency.seat('coach');
    const group = (await all('/standings')).find((c) => c.group !== null)!.group!;
    const fitting = await all(`/standings?group=${encodeURIComponent(group)}`);
    const { body } = await agency.owner.post(`${path}/standings/assign`, { personId: coach.personId, who: { filter: { group } } });
    assert.equal(body.changed, fitting.length);
    assert.equal((await read('/standings', coach)).total, fitting.length);
    assert.equal((await all('/standings?coach=none')).filter((c) => c.group === group).length, 0);
    await agency.owner.post(`${path}/standings/assign`, { personId: null, who: { filter: { coach: coach.personId } } });
    assert.equal((await read('/standings', coach)).total, 0);
  });

  test('goals of a group are asked of its creators, those of everybody of the others', async () => {
    const { items } = await read('/groups');
    const group = items.find((g: { name: string | null }) => g.name !== null).name as string;
    const put = (body: object) => agency.owner.put(`${path}/goals`, body);
    assert.equal((await put({ group, validDays: 20, hours: 40, diamonds: null })).status, 200);
    assert.equal((await put({ group: null, validDays: 5, hours: null, diamonds: 1000 })).status, 200);
    await reckon();
    const asked = async (name: string) => {
      const some = await all(name === '' ? '/standings' : `/standings?group=${encodeURIComponent(name)}`);
      const { paces, goals } = await read(`/standings/${some.find((c) => (name === '' ? c.group !== group : true))!.exportId}`);
      const own = paces.find((p: { threshold: { kind: string } }) => p.threshold.kind === 'own');
      return [goals, own.signals.validDays.goal, own.signals.liveSeconds.goal, own.signals.diamonds.goal];
    };
    assert.deepEqual(await asked(group), [{ validDays: 20, hours: 40, diamonds: null }, 20, 144_000, null]);
    assert.deepEqual(await asked(''), [{ validDays: 5, hours: null, diamonds: 1000 }, 5, null, 1000]);
    await put({ group, validDays: null, hours: null, diamonds: null });
    await put({ group: null, validDays: null, hours: null, diamonds: null });
    await reckon();
    assert.ok((await all('/standings')).every((c) => c.pace?.threshold.kind !== 'own'));
  });

  test('the operator’s rule of the day is what is asked', async () => {
    const before_ = await all('/standings?band=DONE');
    const put = await operator.post('/v1/policies', {
      kind: 'thresholds',
      params: { gate: { hours: 500, validDays: 31, prorate: false }, tiers: [], graduation: null },
      source: 'a test',
      certainty: 'inferred',
    });
    assert.equal(put.status, 200, put.text);
    t.advance(1000);
    await reckon();
    const after_ = await read('/standings');
    assert.ok(before_.length > 0);
    assert.equal(after_.counts.DONE, 0);
    assert.equal(after_.counts.GONE, after_.total);
  });

  test('views are one’s own, thirty at most', async () => {
    const manager = await agency.seat('manager');
    const keep = (by: Caller, name: string) => by.post(`${path}/views`, { name, query: { band: 'URGENT', sort: 'diamonds' } });
    const { viewId } = (await keep(manager, 'Urgent')).body;
    assert.deepEqual((await read('/views', manager)).items, [{ viewId, name: 'Urgent', query: { band: 'URGENT', sort: 'diamonds' } }]);
    assert.deepEqual((await read('/views')).items, []);
    assert.equal((await agency.owner.send('DELETE', `${path}/views/${viewId}`)).body.code, 'calls.view_unknown');
    for (let n = 2; n <= 30; n++) assert.equal((await keep(manager, `View ${n}`)).status, 200);
    assert.equal((await keep(manager, 'One more')).body.code, 'calls.views_full');
    assert.equal((await manager.send('DELETE', `${path}/views/${viewId}`)).status, 200);
  });
});

describe('the reckoning', () => {
  let t: TestApp;
  let agency: MadeAgency;
  let listed: number;
  before(async () => {
    t = await openTestApp({ relay: false });
    t.advance(Date.parse('2026-10-21T08:00:00Z') - t.now().getTime());
    agency = await makeAgency(t, await makeOperator(t));
    const many = simulateAgency({ seed: 8, creators: 450, shares: {}, from: '2026-10-15', days: 6 });
    const { name, rows } = creatorData(many, { on: '2026-10-20', language: 'en' });
    await bringAndTake(t, agency.owner, agency.agencyId, { name, bytes: toCsv(rows, { encoding: 'utf-8', delimiter: ',', eol: '\n' }) });
    const { rows: known } = await t.owner.query<{ n: number }>('select count(*)::int as n from export_creators');
    listed = known[0]!.n;
    assert.ok(listed > 400);
  });
  after(() => t?.stop());
  const step = () => t.app.carryOut<{ goOn: boolean }>('calls.reckon', { agencyId: agency.agencyId });
  const count = async () => (await t.owner.query<{ n: number }>('select count(*)::int as n from call_standings')).rows[0]!.n;

  test('goes on where another process left it, whoever takes the next step, and shows how far it is', async () => {
    assert.equal((await step()).goOn, true);
    assert.equal((await step()).goOn, true);
    assert.equal(await count(), 200);
    const { body } = await agency.owner.get(`/v1/agencies/${agency.agencyId}/standings?limit=1`);
    assert.deepEqual(body.reckoned.going, { done: 200, of: listed });
    // Two at once: one takes the step, the other leaves it alone or takes the next one.
    await Promise.all([step(), step(), step()]);
    await t.app.reckoning.workDue();
    assert.equal(await count(), listed);
    const { rows } = await t.owner.query('select going, done, total, after_id from call_runs');
    assert.deepEqual(rows, [{ going: false, done: listed, total: listed, after_id: null }]);
  });

  test('is done once for the same files, day, goals and rule, and anew on the next day', async () => {
    assert.equal(await t.app.reckoning.workDue(), 0);
    assert.equal((await step()).goOn, false);
    t.advance(dayMs);
    assert.equal(await t.app.reckoning.workDue(), 1);
    const { rows } = await t.owner.query<{ today: string }>('select distinct today from call_standings');
    assert.deepEqual(rows, [{ today: '2026-10-22' }]);
  });
});
