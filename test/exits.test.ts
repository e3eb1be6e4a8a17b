// The ways out of a membership beside leaving by notice: a trial, a removal by the agency, a complaint, an order.
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { dayMs } from '#src/lib/time.ts';
import { goOnAir, join, makeAgency, makeCreator, makeOperator, type MadeAgency, type MadeCreator } from './make.ts';
import { terms } from './operations/samples/making.ts';
import { times } from './promises/dice.ts';
import { openTestApp, type Answer, type Caller, type TestApp } from './server.ts';

describe('ways out of a membership', () => {
  let t: TestApp;
  let operator: Caller;
  let agency: MadeAgency;
  let other: MadeAgency;
  before(async () => {
    t = await openTestApp();
    operator = await makeOperator(t);
    agency = await makeAgency(t, operator);
    other = await makeAgency(t, operator);
  });
  after(() => t.stop());

  interface Member {
    her: MadeCreator;
    membershipId: string;
    at: string;
    mine: string;
  }
  const begin = async (over = {}, by = agency, who?: MadeCreator): Promise<Member> => {
    const her = who ?? (await makeCreator(t, { on: true }));
    const membershipId = await join(by, her, { terms: { ...terms, ...over } });
    return {
      her,
      membershipId,
      at: `/v1/agencies/${by.agencyId}/roster/${membershipId}`,
      mine: `/v1/me/memberships/${membershipId}`,
    };
  };
  const remove = (m: Member, by = agency.owner) => by.post(`${m.at}/remove`, { why: 'inactive', said: 'No LIVE in two months.' });
  const shown = async (m: Member) =>
    (await m.her.get('/v1/me/memberships')).body.items.find((one: { membershipId: string }) => one.membershipId === m.membershipId);
  const cases = async (m: Member) => (await m.her.get(`${m.mine}/cases`)).body.items;
  const appeal = (m: Member, caseId: string, answer = 'I was ill.') => m.her.post(`${m.mine}/cases/${caseId}/appeal`, { answer });
  const complain = (m: Member) => m.her.post(`${m.mine}/complain`, { why: 'promise', said: 'No coach has called.' });
  const decide = (caseId: string, decision: 'grant' | 'refuse', by = operator) =>
    by.post(`/v1/operator/cases/${caseId}/decide`, { decision, reasons: 'As the records say.' });
  const done = (answers: Answer[]) => answers.filter((r) => r.status === 200).length;
  const rushToDecide = async (n: number) => {
    const { caseId } = (await complain(await begin())).body;
    return Promise.all(times(n, (i) => decide(caseId, i % 2 === 0 ? 'grant' : 'refuse')));
  };
  const told = async (who: Caller, names: readonly string[]): Promise<string[]> => {
    await t.app.relay.drain();
    const { items } = (await who.get('/v1/me/notices?limit=200')).body as { items: { name: string }[] };
    return items.map(({ name }) => name).filter((name) => names.includes(name));
  };
  const ended = async (m: Member) => {
    const { state, endedBy } = await shown(m);
    return [state, endedBy];
  };
  const verified = async () => {
    const report = await t.app.verify();
    assert.ok(report.ok, JSON.stringify(report));
  };
  const findable = async (m: Member) => {
    await t.app.relay.drain();
    const row = await t.owner.query('select agency_until from creators where creator_id = $1', [m.her.creatorId]);
    return row.rows[0].agency_until as Date | null;
  };

  test('an agency ends a membership with a reason and a notice, and not contested it ends on its day', async () => {
    const m = await begin({ noticeDays: 7 });
    const before = (await agency.owner.get(`${m.at}/cases`)).body.remove;
    assert.equal(before.refused, null);
    assert.equal((await agency.owner.post(`${m.at}/remove`, { why: 'conduct', said: ' ' })).body.code, 'roster.words_missing');
    const removed = await remove(m);
    assert.equal(removed.status, 200, removed.text);
    assert.deepEqual(Object.keys(removed.body).toSorted(), ['caseId', 'creatorId', 'kind', 'membershipId', 'state']);
    const hers = await shown(m);
    assert.deepEqual([hers.state, hers.endedBy], ['leaving', 'removal']);
    const [c] = await cases(m);
    assert.equal(Date.parse(hers.endsAt), Date.parse(c.openedAt) + 14 * dayMs, 'no sooner than the rule says');
    assert.deepEqual([c.kind, c.state, c.why, c.said, c.endsAt], ['removal', 'told', 'inactive', 'No LIVE in two months.', hers.endsAt]);
    assert.deepEqual(await told(m.her, ['roster.removed']), ['roster.removed']);
    assert.equal((await remove(m)).body.code, 'roster.leaving');
    t.advance(14 * dayMs);
    assert.deepEqual(await ended(m), ['ended', 'removal']);
    assert.equal((await appeal(m, c.caseId)).body.code, 'roster.appeal_late');
    await t.app.carryOut('roster.close', {});
    assert.deepEqual(await told(m.her, ['roster.ended']), ['roster.ended']);
    await verified();
  });

  test('whoever has switched news of memberships off is shown all the same that one is ended, and nothing else', async () => {
    const m = await begin({}, other);
    const at = '/v1/me/notices/settings';
    const { email: _email, by: _by, ...wish } = (await m.her.get(at)).body;
    const off = { ...wish, groups: { ...wish.groups, membership: { app: false, mail: false } } };
    assert.equal((await m.her.put(at, off)).status, 200);
    const { caseId } = (await remove(m, other.owner)).body;
    assert.equal((await appeal(m, caseId)).status, 200);
    assert.equal((await decide(caseId, 'grant')).status, 200);
    assert.deepEqual(await told(m.her, ['roster.removed', 'roster.decided']), ['roster.removed']);
    const usual = await begin({}, other);
    assert.equal((await remove(usual, other.owner)).status, 200);
    await t.app.relay.drain();
    const mails = await t.owner.query(
      `select m.person_id, n.name from mails m join notices n on n.notice_id = any (m.notice_ids)
       where m.person_id in ($1, $2) and n.name in ('roster.removed', 'roster.decided')`,
      [m.her.personId, usual.her.personId],
    );
    assert.deepEqual(mails.rows, [{ person_id: usual.her.personId, name: 'roster.removed' }], 'no mail against her wish');
  });

  test('contested, it goes on: granted she stays, refused it ends no sooner than it said, undecided she stays', async () => {
    const [stays, goes, unheard] = [await begin(), await begin(), await begin()];
    const ids: string[] = [];
    for (const m of [stays, goes, unheard]) {
      const { caseId } = (await remove(m)).body;
      ids.push(caseId);
      assert.equal((await appeal(m, caseId, ' ')).body.code, 'roster.words_missing');
      assert.equal((await appeal(m, caseId)).body.state, 'open');
      assert.equal((await shown(m)).state, 'active');
      assert.equal((await appeal(m, caseId)).body.code, 'roster.case_answered');
      assert.equal((await remove(m)).body.code, 'roster.case_open');
    }
    assert.equal((await decide(ids[0]!, 'grant', agency.owner)).status, 403);
    const open = (await operator.get('/v1/operator/cases')).body;
    assert.deepEqual([open.items.length, open.open], [3, 3]);
    assert.deepEqual(open.items[0].promises, { due: 0, kept: 0, notKept: 0, saidAlone: 0 });
    assert.equal(open.items[0].lives, null);
    assert.equal((await decide(ids[0]!, 'grant')).body.state, 'granted');
    assert.equal((await decide(ids[0]!, 'refuse')).body.code, 'roster.case_over');
    assert.equal((await decide(ids[1]!, 'refuse')).body.state, 'refused');
    assert.equal((await shown(stays)).state, 'active');
    assert.equal((await remove(stays)).body.code, 'roster.removed_lately');
    assert.ok((await shown(goes)).endsAt > t.now().toISOString());
    assert.deepEqual((await told(agency.owner, ['roster.contested'])).length, 3);
    t.advance(14 * dayMs);
    assert.deepEqual(await ended(goes), ['ended', 'removal']);
    assert.equal((await decide(ids[2]!, 'refuse')).body.code, 'roster.case_unheard');
    await t.app.carryOut('roster.close', {});
    const [c] = await cases(unheard);
    assert.equal(c.state, 'unheard');
    assert.equal((await shown(unheard)).state, 'active');
    assert.deepEqual(await told(unheard.her, ['roster.decided', 'roster.unheard']), ['roster.unheard']);
    assert.equal((await operator.get('/v1/operator/cases?over=yes&limit=2')).body.items.length, 2);
    await verified();
  });

  test('the operator reads in a case what was heard of her LIVEs since she joined', async () => {
    const m = await begin();
    t.advance(5 * dayMs);
    await goOnAir(t, operator, m.her, { days: 2, hours: 2, ago: 0 });
    await t.app.relay.drain();
    const { caseId } = (await remove(m)).body;
    assert.equal((await appeal(m, caseId)).status, 200);
    const { items } = (await operator.get('/v1/operator/cases?limit=200')).body;
    const { lives } = items.find((one: { caseId: string }) => one.caseId === caseId);
    assert.equal(lives.hours, 4);
    assert.ok(lives.validDays >= 2, `${lives.validDays}`);
    assert.equal((await decide(caseId, 'grant')).status, 200);
  });

  test('she leaves while she is removed, or while it is looked at: at once where she may, and nothing is left open', async () => {
    const m = await begin();
    const { caseId } = (await remove(m)).body;
    assert.equal((await m.her.post(`${m.mine}/leave`)).body.rule, 'cooling_off');
    assert.equal((await appeal(m, caseId)).body.code, 'roster.case_answered');
    assert.equal((await cases(m))[0].state, 'withdrawn');
    const second = await begin();
    const again = (await remove(second)).body.caseId;
    await appeal(second, again);
    assert.equal((await second.her.post(`${second.mine}/leave`)).body.state, 'ended');
    assert.equal((await decide(again, 'grant')).body.code, 'roster.case_over');
    assert.equal(await findable(second).then((until) => until !== null && until > t.now()), false);
  });

  test('a complaint: the agency answers once, a breach ends it at once, none leaves it as it was, silence lets her go', async () => {
    const [breach, none, silent] = [await begin(), await begin(), await begin()];
    t.advance(20 * dayMs);
    const asked = (await complain(breach)).body.caseId;
    assert.equal((await complain(breach)).body.code, 'roster.case_open');
    const answer = (by: MadeAgency, said = 'She was called twice.') =>
      by.owner.post(`/v1/agencies/${by.agencyId}/roster/${breach.membershipId}/cases/${asked}/answer`, { answer: said });
    assert.equal((await answer(other)).status, 404);
    assert.equal((await answer(agency)).status, 200);
    assert.equal((await answer(agency, 'And once more')).body.code, 'roster.case_answered');
    assert.deepEqual(await told(breach.her, ['roster.answered']), ['roster.answered']);
    assert.equal((await shown(breach)).state, 'active');
    assert.equal((await decide(asked, 'grant')).body.state, 'granted');
    assert.deepEqual(await ended(breach), ['ended', 'breach']);
    assert.deepEqual((await told(breach.her, ['roster.decided', 'roster.ended'])).toSorted(), ['roster.decided', 'roster.ended']);

    const refused = (await complain(none)).body.caseId;
    assert.equal((await decide(refused, 'refuse')).body.state, 'refused');
    assert.equal((await shown(none)).ifLeftNow.rule, 'notice');

    await complain(silent);
    assert.equal((await shown(silent)).ifLeftNow.rule, 'notice');
    t.advance(14 * dayMs);
    assert.equal((await shown(silent)).ifLeftNow.rule, 'unheard');
    assert.equal((await shown(none)).ifLeftNow.rule, 'notice');
    // A further complaint takes nothing of that away.
    const later = (await complain(silent)).body.caseId;
    assert.equal((await decide(later, 'refuse')).body.state, 'refused');
    assert.equal((await silent.her.post(`${silent.mine}/leave`)).body.rule, 'unheard');
    assert.deepEqual(await ended(silent), ['ended', 'unheard']);
    await verified();
  });

  test('the operator ends a membership by order, and both read why', async () => {
    const m = await begin();
    const path = `/v1/operator/creators/${m.her.creatorId}/memberships`;
    const { items } = (await operator.get(path)).body;
    assert.deepEqual([items.length, items[0].membershipId, items[0].agency.agencyId], [1, m.membershipId, agency.agencyId]);
    assert.equal((await operator.post(`${path}/${m.membershipId}/end`, { reasons: '' })).body.code, 'roster.words_missing');
    const done = await operator.post(`${path}/${m.membershipId}/end`, { reasons: 'The agency is closed.' });
    assert.equal(done.status, 200, done.text);
    assert.deepEqual(await ended(m), ['ended', 'order']);
    assert.equal((await cases(m))[0].decision, 'The agency is closed.');
    assert.equal((await agency.owner.get(`${m.at}/cases`)).body.items[0].decision, 'The agency is closed.');
    assert.equal((await operator.post(`${path}/${m.membershipId}/end`, { reasons: 'Again' })).body.code, 'roster.ended');
    assert.deepEqual((await operator.get(path)).body.items, []);
  });

  test('a trial: a LIVE long enough makes it go on, a short one does not, without one it ends; she leaves at once', async () => {
    const [heard, short, none, leaves, seen] = await Promise.all(times(5, () => begin({ trialLive: true, coolingOffDays: 14 })));
    for (const m of [heard!, short!, none!, leaves!, seen!]) {
      const one = await shown(m);
      assert.deepEqual([one.state, one.trial.state, one.trial.minutes], ['trial', 'awaited', 10]);
      assert.equal(one.ifLeftNow.rule, 'trial');
    }
    const roster = (await agency.owner.get(`/v1/agencies/${agency.agencyId}/roster?state=trial`)).body;
    assert.equal(roster.total, 5);
    assert.equal((await remove(none!)).body.code, 'roster.on_trial');
    const change = { kind: 'change', terms: { ...terms, trialLive: true, commissionBps: 700 }, message: '' };
    assert.equal((await agency.owner.post(`${none!.at}/offers`, change)).body.code, 'roster.on_trial');
    assert.equal((await leaves!.her.post(`${leaves!.mine}/leave`)).body.rule, 'trial');
    assert.equal((await agency.owner.post(`${seen!.at}/trial`)).status, 200);
    assert.equal((await agency.owner.post(`${seen!.at}/trial`)).body.code, 'roster.no_trial');
    assert.equal((await shown(seen!)).state, 'active');
    t.advance(3 * dayMs);
    await goOnAir(t, operator, heard!.her, { days: 1, hours: 1, ago: 1 });
    await goOnAir(t, operator, short!.her, { days: 1, hours: 0.1, ago: 1 });
    await t.app.live.workDue();
    const { passed } = await t.app.carryOut<{ passed: number }>('roster.seeTrials', {});
    assert.equal(passed, 1);
    assert.equal((await shown(heard!)).state, 'active');
    assert.deepEqual(await told(heard!.her, ['roster.trial_passed']), ['roster.trial_passed']);
    t.advance(11 * dayMs);
    for (const m of [short!, none!]) assert.deepEqual(await ended(m), ['ended', 'trial']);
    assert.equal((await shown(heard!)).state, 'active');
    await t.app.carryOut('roster.close', {});
    await verified();
  });

  test('where the rule asks for it the operator looks at a trial LIVE: no ends it, yes and silence let it go on', async () => {
    const { params } = (await operator.get('/v1/policies')).body.items.find((one: { kind: string }) => one.kind === 'terms');
    const put = (review: object | null) =>
      operator.post('/v1/policies', { kind: 'terms', params: { ...params, review }, source: 'a test', certainty: 'inferred' });
    assert.equal((await put({ reviewDays: 7 })).status, 200);
    const [no, yes, silent] = await Promise.all(times(3, () => begin({ trialLive: true })));
    assert.equal((await put(null)).status, 200);
    for (const m of [no!, yes!, silent!]) assert.equal((await agency.owner.post(`${m.at}/trial`)).status, 200);
    const looked = await shown(silent!);
    assert.deepEqual([looked.state, looked.trial.state, looked.ifLeftNow.rule], ['active', 'review', 'trial']);
    assert.equal((await decide((await cases(no!))[0].caseId, 'refuse')).status, 200);
    assert.equal((await decide((await cases(yes!))[0].caseId, 'grant')).status, 200);
    assert.deepEqual(await ended(no!), ['ended', 'review']);
    t.advance(7 * dayMs);
    for (const m of [yes!, silent!]) {
      const one = await shown(m);
      assert.deepEqual([one.state, one.trial, one.ifLeftNow.rule], ['active', null, 'trial'], 'at once as long as she was told');
    }
    await t.app.carryOut('roster.close', {});
    await verified();
  });

  test('with another agency beside, a removal and a trial leave in her profile until when she is with any', async () => {
    const her = await makeCreator(t, { on: true });
    const long = await begin({ months: 12 }, other, her);
    const until = Date.parse((await shown(long)).termEndsAt);
    const short = await begin({ months: 6, trialLive: true }, agency, her);
    assert.equal((await agency.owner.post(`${short.at}/trial`)).status, 200);
    assert.equal((await findable(short))!.getTime(), until);
    assert.equal((await remove(short)).status, 200);
    assert.equal((await findable(short))!.getTime(), until);
    await verified();
  });

  test('a trial LIVE noted at the instant in which she leaves does not bring her back', async () => {
    const m = await begin({ trialLive: true });
    const before = t.now();
    t.advance(dayMs);
    assert.equal((await m.her.post(`${m.mine}/leave`)).body.state, 'ended');
    const noted = t.app.carryOut(
      'roster.confirmTrial',
      { agencyId: agency.agencyId, membershipId: m.membershipId },
      await t.app.actorOf(agency.owner.personId),
      before,
    );
    await assert.rejects(noted, { code: 'roster.no_trial' });
    assert.deepEqual(await ended(m), ['ended', 'trial']);
  });

  test('nobody decides about an agency that they work in', async () => {
    const judge = await t.person('Judge', 'moderator');
    await t.app.carryOut('agencies.seat', { agencyId: agency.agencyId, personId: judge.personId, role: 'manager' });
    const m = await begin();
    const { caseId } = (await complain(m)).body;
    assert.equal((await decide(caseId, 'refuse', judge)).body.code, 'roster.own_case');
    const path = `/v1/operator/creators/${m.her.creatorId}/memberships/${m.membershipId}/end`;
    assert.equal((await judge.post(path, { reasons: 'So' })).body.code, 'roster.own_case');
    assert.equal((await decide(caseId, 'refuse')).status, 200);
  });

  test('what is contested when the term ends by itself comes to nothing', async () => {
    const m = await begin({ months: 1 });
    t.advance(25 * dayMs);
    const { caseId } = (await remove(m)).body;
    assert.equal((await appeal(m, caseId)).body.state, 'open');
    t.advance(7 * dayMs);
    await t.app.carryOut('roster.close', {});
    assert.deepEqual([(await cases(m))[0].state, ...(await ended(m))], ['withdrawn', 'ended', 'term_end']);
    assert.equal((await decide(caseId, 'grant')).body.code, 'roster.case_over');
    await verified();
  });

  test('exclusive terms agreed meanwhile stand in the way of coming back', async () => {
    const her = await makeCreator(t, { on: true });
    const [first, second] = [await begin({ months: 6 }, agency, her), await begin({ months: 1 }, other, her)];
    const { caseId } = (await remove(first)).body;
    t.advance(10 * dayMs);
    const renewal = { kind: 'renewal', terms: { ...terms, months: 2, exclusive: true }, message: '' };
    const offered = await other.owner.post(`${second.at}/offers`, renewal);
    assert.equal(offered.status, 200, offered.text);
    const agreed = await her.post(`/v1/me/offers/${offered.body.offerId}/answer`, { answer: 'accept' });
    assert.equal(agreed.status, 200, agreed.text);
    assert.equal((await appeal(first, caseId)).body.code, 'roster.exclusive');
    assert.equal((await shown(first)).endedBy, 'removal');
    await verified();
  });

  test('two hundred at once: one removal, one contest, one decision; whatever else comes is told why not', async () => {
    const m = await begin();
    const removals = await Promise.all(times(200, () => remove(m)));
    assert.equal(done(removals), 1);
    // Under so many at once some are told to come back; what is decided is decided once.
    const known =
      (...codes: string[]) =>
      (r: { status: number; body: { code?: string } }) =>
        r.status === 200 || ['request.overloaded', 'storage.away', ...codes].includes(r.body.code!);
    assert.ok(removals.every(known('roster.leaving')));
    const { caseId } = removals.find((r) => r.status === 200)!.body;
    const both = await Promise.all(times(200, (i) => (i % 2 === 0 ? appeal(m, caseId) : m.her.post(`${m.mine}/leave`))));
    assert.ok(both.every(known('roster.case_answered', 'roster.appeal_late', 'roster.leaving')));
    assert.ok(
      both.every((r, i) => i % 2 === 0 || r.status === 200),
      'leaving always succeeds, and is never shed',
    );
    assert.ok(both.filter((r, i) => i % 2 === 0 && r.status === 200).length <= 1);
    assert.equal((await shown(m)).state, 'ended');
    const decisions = await rushToDecide(200);
    assert.equal(done(decisions), 1);
    assert.ok(decisions.every(known('roster.case_over')));
    await verified();
  });

  test('verify tells of an end that nobody has decided, and of a case with another agency’s name', async () => {
    const failing = async () => (await t.app.verify()).checks.filter((c) => !c.ok).map((c) => c.id);
    const m = await begin();
    const { caseId } = (await complain(m)).body;
    const tried = async (break_: string, mend: string, values: unknown[], failed = 'roster.decided') => {
      await t.owner.query(break_, values);
      assert.deepEqual(await failing(), [failed]);
      await t.owner.query(mend, values);
      assert.deepEqual(await failing(), []);
    };
    const end = `update memberships set ends_at = term_ends_at, ended_by`;
    for (const rule of ['removal', 'breach', 'order', 'review', 'trial'])
      await tried(
        `${end} = '${rule}' where membership_id = $1`,
        'update memberships set ends_at = null, ended_by = null where membership_id = $1',
        [m.membershipId],
      );
    const named = (agencyId: string) => `update membership_cases set agency_id = '${agencyId}' where case_id = $1`;
    await tried(named(other.agencyId), named(agency.agencyId), [caseId]);
    const until = (at: string) => `update creators set agency_until = ${at} where creator_id = $1`;
    await tried(
      until('null'),
      until('(select max(term_ends_at) from memberships where creator_id = $1)'),
      [m.her.creatorId],
      'roster.until',
    );
    const closed = (at: string) => `update memberships set closed_at = ${at} where membership_id = $1`;
    await tried(closed('since'), closed('null'), [m.membershipId], 'roster.over');
  });

  test('of an erased creator the words go; that there was a case, and how it ended, stays', async () => {
    const m = await begin();
    await complain(m);
    const { email } = (await m.her.get('/v1/me')).body.person;
    const done = await m.her.post('/v1/me/erase', { confirm: email });
    assert.equal(done.status, 200, done.text);
    const { rows } = await t.owner.query('select state, said, kind from membership_cases where creator_id = $1', [m.her.creatorId]);
    assert.deepEqual(rows, [{ state: 'withdrawn', said: '', kind: 'complaint' }]);
  });

  // The last: what it does stays done twice.
  test('control: a database that forgets what was done lets it be done again, and the counts above tell it', async () => {
    await t.owner.query(`create function forget() returns trigger language plpgsql as $$ begin
      if tg_op = 'UPDATE' then return old; end if;
      new.state := 'refused';
      new.decided_at := new.opened_at;
      return new;
    end $$`);
    const rushed = async (rush: () => Promise<Answer[]>, faults: Record<string, 'insert' | 'update'>) => {
      for (const [table, when] of Object.entries(faults))
        await t.owner.query(`create trigger fault before ${when} on ${table} for each row execute function forget()`);
      const answers = await rush();
      for (const table of Object.keys(faults)) await t.owner.query(`drop trigger fault on ${table}`);
      return done(answers);
    };
    const m = await begin();
    // The state of the membership, her open case and an index each keep a second removal out.
    assert.ok((await rushed(() => Promise.all(times(20, () => remove(m))), { memberships: 'update', membership_cases: 'insert' })) > 1);
    assert.ok((await rushed(() => rushToDecide(20), { membership_cases: 'update' })) > 1);
  });
});
