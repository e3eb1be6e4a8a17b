// B2: the caps hold exactly under races.
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { openGate } from '#src/infra/http/limits.ts';
import { dayMs } from '#src/lib/time.ts';
import { makeAgency, makeCreator, makeOperator, type MadeAgency, type MadeCreator } from '../make.ts';
import { measured } from '../measured.ts';
import { openTestApp, type Answer, type Caller, type TestApp } from '../server.ts';
import { dice, inLanes, times } from './dice.ts';
import { putPolicy } from './invitation-rule.ts';

const seed = 4711;
const caps = { agencyPerDay: 40, seatPerDay: 15, elitePerDay: 6, inboxMax: 5, coolDownDays: 10 };
/** Every cap, counted anew from the invitations themselves. */
async function beyondCaps(t: TestApp): Promise<string[]> {
  const { rows } = await t.owner.query<{ what: string }>(
    `with i as (select *, (sent_at at time zone 'UTC')::date as on_day from invites)
     select 'agency: ' || count(*) as what from i group by agency_id, on_day having count(*) > $1
     union all select 'seat: ' || count(*) from i group by agency_id, on_day, sent_by having count(*) > $2
     union all select 'elite: ' || count(*) from i where kind = 'elite' group by agency_id, on_day having count(*) > $3
     union all select 'inbox: ' || count(*) from i where state = 'sent' and expires_at > $6 group by creator_id having count(*) > $4
     union all select 'open twice: ' || count(*) from i where state = 'sent' and expires_at > $6 group by creator_id, agency_id having count(*) > 1
     union all select 'cool-down: ' || i.sent_at from i join invites d on d.creator_id = i.creator_id and d.agency_id = i.agency_id and d.state = 'declined'
       where i.sent_at > d.answered_at and i.sent_at < d.answered_at + make_interval(days => $5::int)`,
    [caps.agencyPerDay, caps.seatPerDay, caps.elitePerDay, caps.inboxMax, caps.coolDownDays, t.now()],
  );
  return rows.map((r) => r.what);
}

const countSent = (answers: Answer[]) => answers.flatMap((a) => a.body.items as { invite?: object }[]).filter((i) => i.invite).length;
const codesOf = (answers: Answer[]) =>
  new Set(answers.flatMap((a) => a.body.items as { refusal?: { code: string } }[]).flatMap((i) => i.refusal?.code ?? []));

/** So many requests are on their way at once; so many are let in. */
const abreast = 200;
const letIn = () => ({ gate: openGate(2 * abreast, Infinity) });
/** All seats of one agency ask at once: elite first, then two seats beyond their own cap, then everybody beyond the agency's. */
async function rushQuotas(t: TestApp, agency: MadeAgency, creators: MadeCreator[]) {
  const seats = [agency.owner, ...(await inLanes(2, ['manager', 'manager', 'scout', 'scout'] as const, (role) => agency.seat(role)))];
  const roll = dice(seed);
  const rush = (by: Caller[], n: number, kind: string) =>
    inLanes(
      abreast,
      times(n, (i) => i),
      async (i) => {
        const creatorIds = [...new Set(times(1 + roll.below(3), () => roll.one(creators).creatorId))];
        const answer = await by[i % by.length]!.post(`/v1/agencies/${agency.agencyId}/invites`, { creatorIds, kind });
        assert.equal(answer.status, 200, answer.text);
        return answer;
      },
    );
  return {
    elite: await rush(seats.slice(0, 2), 60, 'elite'),
    two: await rush(seats.slice(0, 2), abreast, 'regular'),
    rest: await rush(seats.slice(2), abreast, 'regular'),
    seats,
  };
}

describe('B2: the caps hold exactly under races', () => {
  let t: TestApp;
  let operator: Caller;
  before(async () => {
    t = await openTestApp(letIn());
    operator = await makeOperator(t);
    await putPolicy(operator, caps);
  });
  after(() => t.stop());

  test('quotas of agency, seat and elite, the inbox limit, the cool-down, one open invitation', async () => {
    const agency = await makeAgency(t, operator);
    const creators = await inLanes(
      4,
      times(90, (i) => i),
      () => makeCreator(t, { on: true }),
    );
    const { elite, two, rest, seats } = await rushQuotas(t, agency, creators);
    assert.equal(countSent(elite), caps.elitePerDay);
    assert.equal(countSent([...elite, ...two]), 2 * caps.seatPerDay, 'two seats give just their own shares');
    assert.equal(countSent([...elite, ...two, ...rest]), caps.agencyPerDay);
    assert.ok(
      codesOf(elite).has('invites.elite_quota') && codesOf(two).has('invites.seat_quota') && codesOf(rest).has('invites.agency_quota'),
    );
    const allowance = await seats[2]!.get(`/v1/agencies/${agency.agencyId}/invites/allowance`);
    assert.deepEqual([allowance.body.leftToday, allowance.body.eliteLeftToday], [0, 0]);

    const mina = await makeCreator(t, { on: true });
    const asking = await inLanes(
      4,
      times(12, (i) => i),
      () => makeAgency(t, operator),
    );
    const ask = (by: MadeAgency) => by.owner.post(`/v1/agencies/${by.agencyId}/invites`, { creatorIds: [mina.creatorId] });
    const inbox = await inLanes(
      abreast,
      times(abreast, (i) => asking[i % 12]!),
      ask,
    );
    assert.equal(countSent(inbox), caps.inboxMax);
    assert.deepEqual([...codesOf(inbox)].sort(), ['invites.inbox_full', 'invites.open_already']);
    assert.deepEqual(await beyondCaps(t), []);

    const open = (await mina.get('/v1/me/invites')).body.items as { inviteId: string; agencyId: string }[];
    const first = asking.find((a) => a.agencyId === open[0]!.agencyId)!;
    const decline = mina.post(`/v1/me/invites/${open[0]!.inviteId}/answer`, { answer: 'decline' });
    const during = await inLanes(
      30,
      times(100, () => first),
      ask,
    );
    assert.equal((await decline).body.state, 'declined');
    assert.equal(countSent(during), 0);
    assert.ok([...codesOf(during)].every((c) => c === 'invites.open_already' || c === 'invites.cooling_down'));
    t.advance(caps.coolDownDays * dayMs - 60_000);
    assert.equal(
      countSent(
        await inLanes(
          10,
          times(20, () => first),
          ask,
        ),
      ),
      0,
      'a minute before the cool-down ends',
    );
    t.advance(61_000);
    assert.equal(
      countSent(
        await inLanes(
          20,
          times(40, () => first),
          ask,
        ),
      ),
      1,
      'once after it',
    );
    assert.deepEqual(await beyondCaps(t), []);
    const asked = elite.length + two.length + rest.length + inbox.length + during.length + 60;
    measured(
      'B2',
      `${asked} sends by ${seats.length + asking.length} seats, ${abreast} at once: agency ${caps.agencyPerDay}, seat ${caps.seatPerDay}, elite ${caps.elitePerDay}, inbox ${caps.inboxMax}, each met exactly`,
    );
  });
});

describe('B2, seen to fail', () => {
  let t: TestApp;
  before(async () => {
    t = await openTestApp(letIn());
  });
  after(() => t.stop());

  test('counts that start anew are caught', async () => {
    const operator = await makeOperator(t);
    await putPolicy(operator, caps);
    await t.owner.query(`create function forget() returns trigger language plpgsql as 'begin new.sent := 0; return new; end'`);
    await t.owner.query('create trigger forget before update on invite_counts for each row execute function forget()');
    const creators = await inLanes(
      4,
      times(60, (i) => i),
      () => makeCreator(t, { on: true }),
    );
    await rushQuotas(t, await makeAgency(t, operator), creators);
    const beyond = (await beyondCaps(t)).map((b) => b.split(':')[0]);
    assert.ok(
      ['agency', 'seat', 'elite'].every((cap) => beyond.includes(cap)),
      beyond.join(),
    );
  });
});
