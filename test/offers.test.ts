// A further term and other terms: nothing holds without her yes, silence and leaving are a no, and both sides read the same.
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { dayMs } from '#src/lib/time.ts';
import { invite, join, makeAgency, makeCreator, makeOperator, search, type MadeAgency, type MadeCreator } from './make.ts';
import { terms } from './operations/samples/making.ts';
import { times } from './promises/dice.ts';
import { openTestApp, type Caller, type TestApp } from './server.ts';

describe('offers inside a membership', () => {
  let t: TestApp;
  let operator: Caller;
  let agency: MadeAgency;
  before(async () => {
    t = await openTestApp();
    operator = await makeOperator(t);
    agency = await makeAgency(t, operator);
  });
  after(() => t.stop());

  interface Member {
    her: MadeCreator;
    membershipId: string;
    at: string;
  }
  const begin = async (her: MadeCreator, by: MadeAgency, more: object = {}): Promise<Member> => {
    const membershipId = await join(by, her, { terms: { ...terms, months: 1, ...more } });
    return { her, membershipId, at: `/v1/agencies/${by.agencyId}/roster/${membershipId}/offers` };
  };
  const member = async (more: object = {}) => begin(await makeCreator(t, { on: true }), agency, more);
  const offer = (m: Member, kind: 'renewal' | 'change', more: object = {}, by = agency) =>
    by.owner.post(m.at, { kind, terms: { ...terms, months: 1, ...more } });
  const answer = (m: Member, offerId: string, word: 'accept' | 'decline') =>
    m.her.post(`/v1/me/offers/${offerId}/answer`, { answer: word });
  const mine = async (m: Member) =>
    (await m.her.get('/v1/me/memberships')).body.items.find((one: { membershipId: string }) => one.membershipId === m.membershipId);
  const theirs = async (m: Member) =>
    (await agency.owner.get(`/v1/agencies/${agency.agencyId}/roster?limit=200`)).body.items.find(
      (one: { membershipId: string }) => one.membershipId === m.membershipId,
    );
  const verified = async () => {
    const report = await t.app.verify();
    assert.ok(report.ok, JSON.stringify(report));
  };

  test('other terms: proposed, read by both, agreed; a month must pass before others', async () => {
    const m = await member();
    const first = await offer(m, 'change', { commissionBps: 600 });
    assert.equal(first.status, 200, first.text);
    assert.equal((await offer(m, 'change', { commissionBps: 500 })).body.code, 'roster.offer_open');
    const [hers, ours] = [await mine(m), await theirs(m)];
    assert.deepEqual(hers.offer, ours.offer);
    assert.deepEqual([hers.offer.offerId, hers.offer.terms.commissionBps, hers.offer.state], [first.body.offerId, 600, 'open']);
    // The answer is kept with its key: ids and states alone.
    assert.deepEqual(Object.keys(first.body).toSorted(), ['creatorId', 'expiresAt', 'kind', 'membershipId', 'offerId', 'state']);
    assert.equal(hers.terms.commissionBps, 800);
    assert.equal((await answer(m, first.body.offerId, 'accept')).body.state, 'accepted');
    const after = await mine(m);
    assert.deepEqual([after.terms.commissionBps, after.offer, after.next, after.termEndsAt], [600, null, null, hers.termEndsAt]);
    assert.notEqual(after.termsHash, hers.termsHash);
    assert.deepEqual((await theirs(m)).terms, after.terms);
    const again = await offer(m, 'change', { commissionBps: 500 });
    assert.deepEqual([again.status, again.body.code], [429, 'roster.change_cooling_down']);
    assert.equal((await answer(m, first.body.offerId, 'decline')).body.code, 'roster.offer_answered');
    const { body } = await agency.owner.get(m.at);
    assert.deepEqual([body.items.length, body.refused.change.code, body.refused.renewal], [1, 'roster.change_cooling_down', null]);
    assert.equal(body.refused.change.askAgainAt, again.body.askAgainAt);
    assert.deepEqual((await m.her.get(`/v1/me/memberships/${m.membershipId}/offers`)).body.items, body.items);
    await verified();
  });

  test('a no changes nothing; the same terms, another length and terms beyond the rules are refused', async () => {
    const m = await member();
    const { ifLeftNow: _then, ...before } = await mine(m);
    for (const [more, code] of [
      [{}, 'roster.nothing_changed'],
      [{ months: 2 }, 'roster.length_changed'],
      [{ commissionBps: 9000 }, 'terms.commission_too_high'],
      [{ noticeDays: 365 }, 'terms.notice_too_long'],
      [{ exitFee: 100 }, 'request.invalid'],
    ] as const)
      assert.equal((await offer(m, 'change', more)).body.code, code);
    const asked = await offer(m, 'change', { commissionBps: 1200 });
    assert.equal((await answer(m, asked.body.offerId, 'decline')).body.state, 'declined');
    const { ifLeftNow: _now, ...after } = await mine(m);
    assert.deepEqual(after, before);
  });

  test('a further term: agreed, it begins when the first is over; with silence the membership ends', async () => {
    const [yes, silent] = [await member({ months: 2 }), await member({ months: 2 })];
    const early = await offer(yes, 'renewal');
    assert.deepEqual([early.status, early.body.code], [422, 'roster.renewal_too_early']);
    const end = (await mine(yes)).termEndsAt;
    t.advance(Date.parse(end) - t.now().getTime() - 20 * dayMs);
    const offered = await offer(yes, 'renewal', { commissionBps: 700, months: 3 });
    assert.equal(offered.status, 200, offered.text);
    const open = (await mine(yes)).offer;
    assert.equal(open.from, end);
    assert.equal((await offer(silent, 'renewal')).status, 200);
    assert.equal((await answer(yes, offered.body.offerId, 'accept')).status, 200);
    const agreed = await mine(yes);
    assert.deepEqual(
      [agreed.terms.commissionBps, agreed.next.terms.commissionBps, agreed.next.from, agreed.termEndsAt],
      [800, 700, end, open.termEndsAt],
    );
    assert.deepEqual((await theirs(yes)).next, agreed.next);
    assert.equal((await offer(yes, 'change', { commissionBps: 500 })).body.code, 'roster.renewed_already');
    // A further term that has not begun holds nobody: leaving now ends by notice, as it would have without it.
    assert.equal(agreed.ifLeftNow.rule, 'notice');
    assert.ok(Math.abs(Date.parse(agreed.ifLeftNow.endsAt) - t.now().getTime() - 7 * dayMs) < 60_000);
    t.advance(7 * dayMs);
    const lapsed = (await silent.her.get(`/v1/me/memberships/${silent.membershipId}/offers`)).body.items;
    assert.equal(lapsed[0].state, 'lapsed');
    assert.equal((await answer(silent, lapsed[0].offerId, 'accept')).body.code, 'roster.offer_lapsed');
    assert.equal((await offer(silent, 'renewal')).status, 200, 'once more after silence');
    t.advance(7 * dayMs);
    assert.equal((await offer(silent, 'renewal')).body.code, 'roster.renewal_asked');
    t.advance(6 * dayMs + 60_000);
    await t.app.carryOut('roster.close', {});
    const [renewed, ended] = [await mine(yes), await mine(silent)];
    assert.deepEqual([renewed.state, renewed.terms.commissionBps, renewed.next], ['active', 700, null]);
    assert.deepEqual([ended.state, ended.endedBy], ['ended', 'term_end']);
    await verified();
  });

  test('leaving takes what is open with it, and nothing can be agreed any more', async () => {
    const m = await member();
    t.advance(15 * dayMs);
    const open = await offer(m, 'renewal');
    assert.equal(open.status, 200, open.text);
    assert.equal((await m.her.post(`/v1/me/memberships/${m.membershipId}/leave`)).body.rule, 'notice');
    assert.equal((await answer(m, open.body.offerId, 'accept')).body.code, 'roster.leaving');
    const [over] = (await agency.owner.get(m.at)).body.items;
    assert.deepEqual([over.state, over.withdrawnBy], ['withdrawn', 'leaving']);
    assert.equal((await offer(m, 'change', { commissionBps: 100 })).body.code, 'roster.leaving');
    assert.equal((await mine(m)).offer, null);
    await verified();
  });

  test('a further term that was agreed and left before it began never holds, on either side, and holds up nobody', async () => {
    const m = await member({ months: 2 });
    const end = Date.parse((await mine(m)).termEndsAt);
    t.advance(end - t.now().getTime() - 20 * dayMs);
    const offered = await offer(m, 'renewal', { commissionBps: 1500, exclusive: true, months: 12 });
    assert.equal((await answer(m, offered.body.offerId, 'accept')).status, 200);
    const other = await makeAgency(t, operator);
    const inviteId = await invite(other, m.her.creatorId, { terms });
    const accept = () => m.her.post(`/v1/me/invites/${inviteId}/answer`, { answer: 'accept' });
    assert.equal((await accept()).body.code, 'roster.exclusive');
    assert.equal((await m.her.post(`/v1/me/memberships/${m.membershipId}/leave`)).body.rule, 'notice');
    assert.equal((await accept()).status, 200);
    for (const days of [0, 8, 30]) {
      t.advance(days * dayMs);
      const [hers, ours] = [await mine(m), await theirs(m)];
      for (const one of [hers, ours])
        assert.deepEqual(
          [one.terms.commissionBps, one.terms.exclusive, one.next, one.termEndsAt],
          [800, false, null, new Date(end).toISOString()],
        );
    }
    await verified();
  });

  test('after a no to a further term the agency cannot ask by an invitation before the cool-down', async () => {
    const m = await member();
    const end = Date.parse((await mine(m)).termEndsAt);
    t.advance(end - t.now().getTime() - 5 * dayMs);
    const offered = await offer(m, 'renewal');
    assert.equal((await answer(m, offered.body.offerId, 'decline')).body.state, 'declined');
    assert.equal((await offer(m, 'change', { commissionBps: 100 })).body.code, 'roster.renewal_declined');
    t.advance(6 * dayMs);
    await t.app.relay.drain();
    const found = (await search(agency, { text: m.her.handle })).body.items.find(
      (one: { creatorId: string }) => one.creatorId === m.her.creatorId,
    );
    assert.equal(found.standing, 'cooling_down', 'the search says so too');
    const ask = async () =>
      (await agency.owner.post(`/v1/agencies/${agency.agencyId}/invites`, { creatorIds: [m.her.creatorId], message: 'Again', terms })).body
        .items[0];
    assert.deepEqual(
      [(await ask()).refusal.code, (await ask()).refusal.askAgainAt],
      ['invites.cooling_down', new Date(end + 30 * dayMs).toISOString()],
    );
    t.advance(30 * dayMs);
    assert.ok((await ask()).invite);
  });

  test('exclusive terms stand alone: two yeses in the same instant, one of them wins', async () => {
    const other = await makeAgency(t, operator);
    for (const _ of times(8, (i) => i)) {
      const her = await makeCreator(t, { on: true });
      const first = await begin(her, agency);
      const offered = await offer(first, 'change', { exclusive: true });
      const inviteId = await invite(other, her.creatorId, { terms: { ...terms, months: 1 } });
      const [a, b] = await Promise.all([
        answer(first, offered.body.offerId, 'accept'),
        her.post(`/v1/me/invites/${inviteId}/answer`, { answer: 'accept' }),
      ]);
      const lost = [a, b].filter(({ status }) => status !== 200);
      assert.deepEqual(
        lost.map(({ status, body }) => [status, body.code]),
        [[409, 'roster.exclusive']],
      );
    }
    await verified();
  });

  test('two agencies with exclusive terms accepted in the same instant: one wins, the other yes is told why; too late is too late', async () => {
    const other = await makeAgency(t, operator);
    const sole = { terms: { ...terms, exclusive: true } };
    for (const _ of times(8, (i) => i)) {
      const her = await makeCreator(t, { on: true });
      const inviteIds = [await invite(agency, her.creatorId, sole), await invite(other, her.creatorId, sole)];
      const accept = (inviteId: string) => her.post(`/v1/me/invites/${inviteId}/answer`, { answer: 'accept' });
      const answers = await Promise.all(inviteIds.map(accept));
      const lost = answers.findIndex(({ status }) => status !== 200);
      assert.deepEqual([answers[lost]?.status, answers[lost]?.body.code, answers[1 - lost]?.status], [409, 'roster.exclusive', 200]);
      assert.match(answers[lost]!.body.detail, /\w{3,} .*\.$/);
      assert.equal((await her.get('/v1/me/memberships')).body.items.length, 1);
    }
    const late = await makeCreator(t, { on: true });
    const inviteId = await invite(agency, late.creatorId);
    t.advance(31 * dayMs);
    const answered = await late.post(`/v1/me/invites/${inviteId}/answer`, { answer: 'accept' });
    assert.deepEqual([answered.status, answered.body.code], [410, 'invites.lapsed']);
    assert.deepEqual((await late.get('/v1/me/memberships')).body.items, []);
    await verified();
  });

  test('twenty answers, withdrawals and departures at once: one of them counts', async () => {
    const m = await member();
    const { offerId } = (await offer(m, 'change', { commissionBps: 300 })).body;
    const all = await Promise.all(
      times(20, (i) =>
        i === 7
          ? m.her.post(`/v1/me/memberships/${m.membershipId}/leave`)
          : i % 3 === 0
            ? agency.owner.post(`${m.at}/${offerId}/withdraw`)
            : answer(m, offerId, i % 2 === 0 ? 'accept' : 'decline'),
      ),
    );
    const others = all.filter((_, i) => i !== 7);
    const won = others.filter(({ status }) => status === 200).length;
    const codes = ['roster.offer_answered', 'roster.offer_withdrawn', 'roster.leaving'];
    assert.ok(
      others.every(({ status, body }) => status === 200 || codes.includes(body.code)),
      JSON.stringify(others.map(({ body }) => body)),
    );
    assert.equal(all[7]!.status, 200);
    const now = await mine(m);
    const { state, withdrawnBy } = (await agency.owner.get(m.at)).body.items[0];
    assert.equal(now.terms.commissionBps, state === 'accepted' ? 300 : 800);
    assert.equal(won, withdrawnBy === 'leaving' ? 0 : 1);
    await verified();
  });

  test('each step is told to whom it concerns', async () => {
    const m = await member();
    const manager = await agency.seat('manager');
    const names = async (who: Caller) => {
      await t.app.relay.drain();
      return (await who.get('/v1/me/notices')).body.items.map((one: { name: string }) => one.name);
    };
    const asked = await offer(m, 'change', { commissionBps: 400 });
    assert.equal((await names(m.her))[0], 'roster.change_offered');
    await answer(m, asked.body.offerId, 'accept');
    assert.ok((await names(manager)).includes('roster.offer_accepted'));
    assert.ok(!(await names(m.her)).includes('roster.offer_accepted'));
    const other = await member();
    const taken = await offer(other, 'change', { commissionBps: 400 });
    assert.equal((await agency.owner.post(`${other.at}/${taken.body.offerId}/withdraw`)).body.state, 'withdrawn');
    assert.equal((await names(other.her))[0], 'roster.offer_withdrawn');
  });

  test('what is offered is between her and those who lead the agency; her export has it, and an erasure takes the words', async () => {
    const m = await member();
    const words = 'Nur für dich: bleib noch';
    const asked = await agency.owner.post(
      m.at,
      { kind: 'change', terms: { ...terms, months: 1, noticeDays: 3 }, message: words },
      { 'idempotency-key': 'offer-1' },
    );
    assert.equal(asked.status, 200, asked.text);
    for (const role of ['coach', 'scout', 'finance'] as const) {
      const seat = await agency.seat(role);
      const list = await seat.get(`/v1/agencies/${agency.agencyId}/roster?limit=200`);
      assert.ok(!list.text.includes(words) && list.body.items.every((one: { offer: unknown }) => one.offer === null), role);
    }
    const taken = await m.her.get('/v1/me/export');
    assert.ok(taken.text.includes(words), taken.text.slice(0, 300));
    const kept = () =>
      t.owner.query(
        `select (select count(*) from membership_offers where message like '%bleib%')::int + (select count(*) from idempotency where answer::text like '%bleib%')::int as n`,
      );
    assert.equal((await kept()).rows[0].n, 1);
    const { email } = (await m.her.get('/v1/me')).body.person;
    assert.equal((await m.her.post('/v1/me/erase', { confirm: email })).status, 200);
    assert.equal((await kept()).rows[0].n, 0);
    await verified();
  });

  test('of another agency’s membership, and of another creator’s offer, nothing is known', async () => {
    const m = await member();
    const stranger = await makeAgency(t, operator);
    const at = `/v1/agencies/${stranger.agencyId}/roster/${m.membershipId}/offers`;
    assert.equal((await stranger.owner.get(at)).body.code, 'roster.not_found');
    assert.equal((await stranger.owner.post(at, { kind: 'change', terms })).body.code, 'roster.not_found');
    const asked = await offer(m, 'change', { commissionBps: 400 });
    const other = await makeCreator(t);
    assert.equal(
      (await other.post(`/v1/me/offers/${asked.body.offerId}/answer`, { answer: 'accept' })).body.code,
      'roster.offer_not_found',
    );
    assert.equal((await stranger.owner.post(`${at}/${asked.body.offerId}/withdraw`)).body.code, 'roster.not_found');
  });

  test('verify tells of terms that nobody said yes to', async () => {
    const m = await member();
    await t.owner.query(`update memberships set terms = jsonb_set(terms, '{commissionBps}', '1900') where membership_id = $1`, [
      m.membershipId,
    ]);
    const report = await t.app.verify();
    assert.equal(report.ok, false);
    assert.match(JSON.stringify(report), /roster\.agreed/);
    await t.owner.query(`update memberships set terms = jsonb_set(terms, '{commissionBps}', '800') where membership_id = $1`, [
      m.membershipId,
    ]);
    await verified();
  });

  test('verify tells of an offer that stands in a membership being left, and of exclusive terms that meet another membership', async () => {
    const m = await member();
    const found = async () => JSON.stringify(await t.app.verify());
    const set = (what: string) => t.owner.query(`update memberships set ${what} where membership_id = $1`, [m.membershipId]);
    await offer(m, 'change', { commissionBps: 400 });
    await set(`ends_at = since + interval '1 hour', ended_by = 'notice'`);
    assert.match(await found(), /roster\.offered/);
    await set('ends_at = null, ended_by = null');
    await verified();
    await begin(m.her, await makeAgency(t, operator));
    await set(
      `terms_from = term_ends_at, terms_before = jsonb_set(terms, '{exclusive}', 'true'), term_ends_at = term_ends_at + interval '1 month'`,
    );
    assert.match(await found(), /roster\.exclusive_alone/);
    await set('term_ends_at = terms_from, terms_from = since, terms_before = null');
    await verified();
  });
});
