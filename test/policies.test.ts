// P1. Rules as dated data: what a draft would do is what it does when it is put in force, it takes force on its day and not before, and what was
// agreed stays as it was agreed.
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import type { Params, PolicyKind } from '#src/features/policies/contract.ts';
import { defaults } from '#src/features/policies/rules/presets.ts';
import { dayMs, dayOf } from '#src/lib/time.ts';
import { goOnAir, invite, join, makeAgency, makeCreator, makeOperator, type MadeAgency, type MadeCreator } from './make.ts';
import { terms } from './operations/samples/making.ts';
import { dice, times } from './promises/dice.ts';
import { measured } from './measured.ts';
import { openTestApp } from './server.ts';

const source = { source: 'a test', certainty: 'inferred' };

interface Effect {
  name: string;
  of: number;
  before: number;
  after: number;
  gained: number;
  lost: number;
  unknown: number;
  named: boolean;
}
/** A world with one agency, and the questions that an operator asks. */
async function openRoom() {
  const t = await openTestApp();
  const operator = await makeOperator(t);
  const agency = await makeAgency(t, operator);
  const put = async <K extends PolicyKind>(kind: K, params: Params[K], more: object = {}) => {
    const done = await operator.post('/v1/policies', { kind, params, ...source, ...more });
    assert.equal(done.status, 200, done.text);
    return done.body;
  };
  const preview = async <K extends PolicyKind>(kind: K, params: Params[K], by = operator) => {
    const asked = await by.post('/v1/policies/preview', { kind, params });
    assert.equal(asked.status, 200, asked.text);
    const effects = asked.body.effects as Effect[];
    return { ...asked.body, of: (name: string) => effects.find((one) => one.name === name)! };
  };
  const affected = async <K extends PolicyKind>(kind: K, params: Params[K], effect: string, change: 'gained' | 'lost', limit = 200) => {
    const all: { creator: { creatorId: string } | null; agency: { agencyId: string } | null; n: number }[] = [];
    for (let cursor: string | undefined, more = true; more;) {
      const page = await operator.post('/v1/policies/preview/affected', { kind, params, effect, change, limit, ...(cursor && { cursor }) });
      assert.equal(page.status, 200, page.text);
      all.push(...page.body.items);
      cursor = page.body.nextCursor;
      more = page.body.nextCursor !== null;
    }
    return all;
  };
  const begin = (her: MadeCreator, by: MadeAgency = agency, more: object = {}) =>
    join(by, her, { terms: { ...terms, months: 6, ...more } });
  const onAir = (her: MadeCreator, days: number, hours: number, ago: number) => goOnAir(t, operator, her, { days, hours, ago });
  return { t, operator, agency, put, preview, affected, begin, onAir };
}
const beside = (some: ReadonlySet<string>, others: ReadonlySet<string>) => [...some].filter((one) => !others.has(one)).toSorted();
type Room = Awaited<ReturnType<typeof openRoom>>;

/** Members who joined at several times; a third was never heard. With rules drawn at random. */
async function openQuiet(room: Room) {
  const { t, agency, begin, onAir } = room;
  const luck = dice(20_261);
  const roll = (from: number, to: number) => from + luck.below(to - from + 1);
  const members: MadeCreator[] = [];
  for (const wait of [20, 9, 6]) {
    const some = await Promise.all(times(6, () => makeCreator(t, { on: true })));
    await Promise.all(some.map((her) => begin(her, agency, { coolingOffDays: 14, noticeDays: 7 })));
    members.push(...some);
    t.advance(wait * dayMs);
  }
  // A third was never heard: of them nothing is known.
  for (const [i, her] of members.entries()) if (i % 3 !== 0) await onAir(her, roll(1, 6), roll(1, 5), roll(0, 4));
  const rules = times(8, () => ({ windowDays: roll(10, 80), validDaysMin: roll(0, 8), hoursMin: roll(0, 25) }));
  return { ...room, members, rules };
}
interface Quiet {
  windowDays: number;
  validDaysMin: number;
  hoursMin: number;
}
/** Previews one rule and puts another in force; gives in what the two differ, person by person. */
async function compare({ members, put, preview, affected }: Awaited<ReturnType<typeof openQuiet>>, drafted: Quiet | null, given = drafted) {
  const free = async () => {
    const rules = await Promise.all(members.map(async (her) => (await her.get('/v1/me/memberships')).body.items[0].ifLeftNow.rule));
    return new Set(members.filter((_, i) => rules[i] === 'low_activity').map((her) => her.creatorId));
  };
  const is = await free();
  const rule = { ...defaults.exits.params, lowActivity: drafted };
  const said = (await preview('exits', rule)).of('exits.now');
  const [gained, lost] = [await affected('exits', rule, 'exits.now', 'gained', 3), await affected('exits', rule, 'exits.now', 'lost')];
  await put('exits', { ...defaults.exits.params, lowActivity: given });
  const will = await free();
  const ids = (all: typeof gained) => all.map(({ creator }) => creator!.creatorId).toSorted();
  const apart = (named: string[], real: string[]) => [...beside(new Set(named), new Set(real)), ...beside(new Set(real), new Set(named))];
  assert.deepEqual([said.of, said.gained, said.lost], [members.length, gained.length, lost.length]);
  assert.ok(drafted === null || said.unknown > 0 || said.before === 0, 'who was never heard is told as not known');
  return [...apart(ids(gained), beside(will, is)), ...apart(ids(lost), beside(is, will))];
}

describe('what a draft would do', () => {
  let room: Room;
  before(async () => {
    room = await openRoom();
  });
  after(() => room?.t.stop());

  test('leaving: whoever a preview names is let go at once when the rule is in force, and nobody else', async () => {
    const quiet = await openQuiet(room);
    for (const draft of [null, ...quiet.rules, { windowDays: 60, validDaysMin: 14, hoursMin: 45 }])
      assert.deepEqual(await compare(quiet, draft), [], JSON.stringify(draft));
    measured('P1', `${quiet.rules.length + 2} rules of leaving, ${quiet.members.length} members: each let go as its preview said`);
  });

  test('further terms: whoever a preview names can be offered one when the rule is in force; invitations of last month that a rule would refuse it refuses', async () => {
    const { t, operator, put, preview, affected, begin } = room;
    await put('renewals', { ...defaults.renewals.params, renewalFromDays: 10 });
    const other = await makeAgency(t, operator);
    const members = await Promise.all(times(6, () => makeCreator(t, { on: true })));
    const ids = await Promise.all(members.map((her, i) => begin(her, other, { months: 1 + (i % 3) })));
    const can = async () => {
      const asked = await Promise.all(ids.map((id) => other.owner.get(`/v1/agencies/${other.agencyId}/roster/${id}/offers`)));
      return new Set(members.filter((_, i) => asked[i]!.body.refused.renewal === null).map((her) => her.creatorId));
    };
    for (const renewalFromDays of [40, 70, 5, 120]) {
      const rule = { ...defaults.renewals.params, renewalFromDays };
      const is = await can();
      const named = await Promise.all(
        (['gained', 'lost'] as const).map((change) => affected('renewals', rule, 'renewals.renewal', change, 2)),
      );
      await put('renewals', rule);
      const will = await can();
      const ours = (all: (typeof named)[number]) =>
        all
          .filter(({ agency }) => agency!.agencyId === other.agencyId)
          .map(({ creator }) => creator!.creatorId)
          .toSorted();
      assert.deepEqual(named.map(ours), [beside(will, is), beside(is, will)], `${renewalFromDays} days`);
    }
    // Of all that was sent last month, those with the longer terms.
    t.advance(31 * dayMs);
    const strict = { ...defaults.terms.params, monthsMax: 2 };
    const said = (await preview('terms', strict)).of('terms.invites');
    const { rows } = await t.owner.query<{ n: number; over: number }>(
      `select count(*)::int as n, count(*) filter (where (terms->>'months')::int > 2)::int as over from invites
       where date_trunc('month', sent_at) = date_trunc('month', $1::timestamptz) - interval '1 month'`,
      [t.now()],
    );
    assert.deepEqual([said.of, said.before, said.after, said.gained], [rows[0]!.n, 0, rows[0]!.over, rows[0]!.over]);
    assert.ok(rows[0]!.over > 0);
  });
});

test('control: a rule put in force that is not the one previewed is seen, person by person', async () => {
  const room = await openRoom();
  try {
    const quiet = await openQuiet(room);
    const previewed = { windowDays: 80, validDaysMin: 4, hoursMin: 0 };
    for (const other of [{ validDaysMin: 7 }, { validDaysMin: 2 }, { hoursMin: 25 }, { windowDays: 10 }]) {
      await room.put('exits', { ...defaults.exits.params, lowActivity: null });
      assert.notDeepEqual(await compare(quiet, previewed, { ...previewed, ...other }), [], JSON.stringify(other));
    }
  } finally {
    await room.t.stop();
  }
});

describe('what a draft of messages would do', () => {
  let room: Room;
  before(async () => {
    room = await openRoom();
  });
  after(() => room?.t.stop());

  test('conversations of last month in which an agency would have had to wait, and messages that are too long; agencies are named, and no creator', async () => {
    const { t, operator, agency, put, preview, affected, begin } = room;
    // Into the first days of a month: all that follows is of one.
    const first = Date.parse(`${dayOf(new Date(t.now().getTime() + 35 * dayMs)).slice(0, 7)}-02T12:00:00Z`);
    t.advance(first - t.now().getTime());
    const other = await makeAgency(t, operator);
    const [two, four, asked, elsewhere, mate] = await Promise.all(times(5, () => makeCreator(t, { on: true })));
    await begin(mate!);
    const at = (her: MadeCreator, by: MadeAgency) => `/v1/agencies/${by.agencyId}/threads/${her.creatorId}`;
    const write = async (her: MadeCreator, n: number, by = agency, text = 'Hello') => {
      for (const _ of times(n, (i) => i)) assert.equal((await by.owner.post(`${at(her, by)}/messages`, { text })).status, 200);
    };
    await write(two!, 2);
    await write(four!, 4);
    // Three, her answer, one: it had to wait at three.
    await write(asked!, 3);
    assert.equal((await asked!.post(`/v1/me/threads/${agency.agencyId}/messages`, { text: 'x'.repeat(700) })).status, 200);
    await write(asked!, 1);
    await write(elsewhere!, 3, other, '\u{1F600}'.repeat(250));
    // A member: no limit, and no message of those counts.
    await write(mate!, 8);
    t.advance(31 * dayMs);
    const rule = (beforeReplyMax: number, textMax = 4000) => ({ ...defaults.messages.params, beforeReplyMax, textMax });
    const waits = async (n: number) => {
      const { of, before: is, after: will } = (await preview('messages', rule(n))).of('messages.wait');
      return [of, is, will];
    };
    assert.deepEqual(await waits(5), [4, 0, 0]);
    assert.deepEqual(await waits(4), [4, 0, 1]);
    assert.deepEqual(await waits(3), [4, 0, 3]);
    assert.deepEqual(await waits(0), [4, 0, 4]);
    const named = await affected('messages', rule(3), 'messages.wait', 'gained');
    assert.deepEqual(
      new Map(named.map(({ agency: by, creator, n }) => [by!.agencyId, [creator, n]])),
      new Map([
        [agency.agencyId, [null, 2]],
        [other.agencyId, [null, 1]],
      ]),
    );
    const long = (await preview('messages', rule(5, 500))).of('messages.long');
    // As the program counts characters: a face is two.
    assert.deepEqual([long.of, long.before, long.after], [22, 0, 1], 'five hundred is not too long');
    assert.deepEqual((await preview('messages', rule(5, 499 + 1))).kept, []);
    // What the preview counted is what the rule then does: three to somebody who does not answer, and no fourth.
    await put('messages', rule(3));
    const her = await makeCreator(t, { on: true });
    await write(her, 3);
    assert.equal((await agency.owner.post(`${at(her, agency)}/messages`, { text: 'x' })).body.code, 'messages.await_reply');
    assert.equal((await agency.owner.post(`${at(mate!, agency)}/messages`, { text: 'x' })).status, 200);
    const shorter = (await preview('messages', rule(3, 400))).of('messages.long');
    assert.deepEqual([shorter.after, shorter.gained], [4, 4]);
  });
});

describe('drafts and the day on which a rule takes force', () => {
  let room: Room;
  before(async () => {
    room = await openRoom();
  });
  after(() => room?.t.stop());
  const strict = { ...defaults.terms.params, commissionBpsMax: 600 };
  const events = async (kind: string) => {
    await room.t.app.carryOut('policies.turn', {});
    const { rows } = await room.t.owner.query<{ body: { kind: string; version: number; from: string }; at: Date }>(
      `select body, at from outbox where name = 'policies.in_force' and body->>'kind' = $1 order by seq`,
      [kind],
    );
    return rows;
  };

  test('a draft is saved, edited and thrown away; it holds nowhere, and goes when it is put in force', async () => {
    const { operator, t } = room;
    const body = {
      kind: 'terms',
      params: strict,
      validFrom: dayOf(new Date(t.now().getTime() + 9 * dayMs)),
      source: '',
      certainty: 'inferred',
    };
    const kept = await operator.post('/v1/policies/drafts', body);
    assert.deepEqual([kept.status, kept.body.revision], [200, 1], kept.text);
    const { draftId } = kept.body;
    const { kind: _, ...more } = body;
    const edited = await operator.put(`/v1/policies/drafts/${draftId}`, { ...more, source: 'House rule', revision: 1 });
    assert.equal(edited.body.revision, 2, edited.text);
    assert.equal((await operator.put(`/v1/policies/drafts/${draftId}`, { ...more, revision: 1 })).body.code, 'policies.draft_changed');
    const wrong = await operator.post('/v1/policies/drafts', { ...body, params: { ...strict, exitFee: 5 } });
    assert.equal(wrong.body.code, 'policies.bad_params');
    const [read] = (await operator.get('/v1/policies/drafts')).body.items;
    assert.deepEqual([read.source, read.params.commissionBpsMax, read.validFrom, read.changedBy.name], ['House rule', 600, body.validFrom, 'Olga Operator']); // prettier-ignore
    const listed = (await operator.get('/v1/policies')).body.items.filter((one: { kind: string }) => one.kind === 'terms');
    assert.deepEqual([listed.length, listed[0].version], [1, 0], 'a draft is not a version');
    const other = await operator.post('/v1/policies', {
      kind: 'exits',
      params: { lowActivity: null },
      ...source,
      draft: { draftId, revision: 2 },
    });
    assert.equal(other.body.code, 'policies.no_draft', 'of another kind');
    const putAs = (revision: number) =>
      operator.post('/v1/policies', { kind: 'terms', params: strict, ...source, validFrom: body.validFrom, draft: { draftId, revision } });
    assert.equal((await putAs(1)).body.code, 'policies.draft_changed', 'nobody puts in force what another has changed meanwhile');
    const put = await putAs(2);
    assert.equal(put.status, 200, put.text);
    assert.deepEqual((await operator.get('/v1/policies/drafts')).body.items, []);
    const dropped = (await operator.post('/v1/policies/drafts', body)).body.draftId;
    assert.equal((await operator.send('DELETE', `/v1/policies/drafts/${dropped}`)).status, 200);
    assert.equal((await operator.send('DELETE', `/v1/policies/drafts/${dropped}`)).body.code, 'policies.no_draft');
    assert.deepEqual((await operator.get('/v1/policies/drafts')).body.items, []);
  });

  test('on its day and not before, told once; running memberships and open invitations keep their terms', async () => {
    const { t, operator, agency, preview, begin } = room;
    const [member, asked, late] = await Promise.all(times(3, () => makeCreator(t, { on: true })));
    await begin(member!, agency, { commissionBps: 800 });
    await invite(agency, asked!.creatorId, { terms: { ...terms, commissionBps: 800 } });
    const mine = async (her: MadeCreator) => (await her.get('/v1/me/memberships')).body.items[0];
    const was = await mine(member!);
    const said = await preview('terms', strict);
    const kept = (name: string) => said.kept.filter((one: { name: string }) => one.name === name);
    assert.deepEqual(kept('memberships'), [{ name: 'memberships', n: 1, outside: 1 }]);
    assert.deepEqual(kept('invites'), [{ name: 'invites', n: 1, outside: 1 }]);
    assert.deepEqual(await events('terms'), [], 'its day has not come');
    const to = async (her: MadeCreator) => {
      const path = `/v1/agencies/${agency.agencyId}/invites`;
      const message = { creatorIds: [her.creatorId], kind: 'regular', message: 'Hello', terms: { ...terms, commissionBps: 800 } };
      return (await agency.owner.post(path, message)).body;
    };
    const day = (await operator.get('/v1/policies')).body.items.find((one: any) => one.kind === 'terms' && one.version === 1).validFrom;
    t.advance(Date.parse(day) - t.now().getTime() - 60_000);
    assert.equal((await to(late!)).items[0].invite.state, 'sent', 'a minute before it');
    t.advance(120_000);
    const told = await events('terms');
    assert.deepEqual([told.length, told[0]!.body.version, told[0]!.body.from], [1, 1, day]);
    assert.equal((await events('terms')).length, 1, 'told once, however often the job runs');
    const again = await makeCreator(t, { on: true });
    assert.equal((await to(again)).code, 'terms.commission_too_high');
    const is = await mine(member!);
    assert.deepEqual([is.terms, is.termsHash, is.termEndsAt], [was.terms, was.termsHash, was.termEndsAt]);
    const invites = (await late!.get('/v1/me/invites')).body.items;
    const taken = await late!.post(`/v1/me/invites/${invites[0].inviteId}/answer`, { answer: 'accept' });
    assert.equal(taken.status, 200, taken.text);
    assert.equal((await mine(late!)).terms.commissionBps, 800, 'as it was sent');
    assert.ok((await t.app.verify()).ok);
  });

  test('a job that was away tells what holds and not what held meanwhile; nothing goes backwards', async () => {
    const { t, operator, put } = room;
    const on = (days: number) => dayOf(new Date(t.now().getTime() + days * dayMs));
    const consents = async (months: number, days: number) => put('consents', { monthsMax: months }, { validFrom: on(days) });
    await consents(6, 2);
    const second = await consents(9, 4);
    await consents(3, 400);
    t.advance(10 * dayMs);
    const told = await events('consents');
    assert.deepEqual([told.length, told[0]!.body.version], [1, second.version]);
    const past = await operator.post('/v1/policies', { kind: 'consents', params: { monthsMax: 2 }, ...source, validFrom: on(-1) });
    assert.equal(past.body.code, 'policies.backwards');
    await put('consents', { monthsMax: 8 });
    assert.deepEqual(
      (await events('consents')).map(({ body }) => body.version),
      [2, 4],
      'at once is told at once',
    );
    // Two jobs in the same instant: one tells.
    await consents(7, 1);
    t.advance(2 * dayMs);
    await Promise.all(times(4, () => t.app.carryOut('policies.turn', {})));
    assert.deepEqual(
      (await events('consents')).map(({ body }) => body.version),
      [2, 4, 5],
    );
  });
});
