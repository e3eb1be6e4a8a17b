// A rule that takes force is told to those whom it concerns: once to each, page by page, whatever ends in the middle.
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import type { Params, PolicyKind } from '#src/features/policies/contract.ts';
import { defaults } from '#src/features/policies/rules/presets.ts';
import { toldAtOnce } from '#src/features/notices/rules/audience.ts';
import { dayMs, dayOf } from '#src/lib/time.ts';
import { join, makeAgency, makeCreator, makeOperator, type MadeAgency, type MadeCreator } from './make.ts';
import { until } from './faults/process.ts';
import { terms } from './operations/samples/making.ts';
import { openTestApp, type Caller, type TestApp } from './server.ts';

interface Told {
  name: string;
  group: string;
  to: string | null;
  rule: { kind: string; version: number; from: string; keeps: string } | null;
}
const rulesOf = async (who: Caller): Promise<Told[]> =>
  (await who.get('/v1/me/notices')).body.items.filter((n: Told) => n.name === 'rules.in_force');

describe('a rule that takes force', () => {
  let t: TestApp;
  let operator: Caller;
  let agency: MadeAgency;
  let member: MadeCreator;
  before(async () => {
    t = await openTestApp({ relay: false });
    operator = await makeOperator(t);
    agency = await makeAgency(t, operator);
    member = await makeCreator(t, { on: true });
    await forHalfAYear(member, agency);
  });
  after(() => t?.stop());

  const forHalfAYear = (her: MadeCreator, by: MadeAgency) => join(by, her, { terms: { ...terms, months: 6 } });
  const put = async <K extends PolicyKind>(kind: K, params: Params[K], more: object = {}) => {
    const done = await operator.post('/v1/policies', { kind, params, source: 'a test', certainty: 'inferred', ...more });
    assert.equal(done.status, 200, done.text);
    return done.body as { policyId: string; version: number; validFrom: string };
  };
  const drain = () => t.app.relay.drain();
  const page = () => t.app.carryOut<{ told: number; more: boolean }>('notices.tellRules', {});
  const tell = async () => {
    await drain();
    while ((await page()).more);
  };
  const count = async (sql: string, ...values: unknown[]) => (await t.owner.query<{ n: number }>(sql, values)).rows[0]!.n;

  test('on its day: operators, owners and managers, members; which rule, from when, and what stays; nobody else and nobody twice', async () => {
    const [manager, coach, scout] = [await agency.seat('manager'), await agency.seat('coach'), await agency.seat('scout')];
    const stranger = await makeCreator(t, { on: true });
    // Three hats: she owns an agency, is a member of another, and works for the operator.
    const hats = await makeCreator(t, { on: true });
    await forHalfAYear(hats, agency);
    const own = await makeAgency(t, operator);
    await t.owner.query(`insert into agency_seats (agency_id, person_id, role, since) values ($1, $2, 'owner', now())`, [
      own.agencyId,
      hats.personId,
    ]);
    await t.owner.query(`update people set operator_role = 'analyst' where id = $1`, [hats.personId]);
    const validFrom = dayOf(new Date(t.now().getTime() + 2 * dayMs));
    const version = await put('terms', { ...defaults.terms.params, monthsMax: 24 }, { validFrom });
    await tell();
    assert.deepEqual(await rulesOf(member), [], 'its day has not come');
    t.advance(3 * dayMs);
    await t.app.carryOut('policies.turn', {});
    await tell();
    for (const who of [operator, agency.owner, manager, member, hats, own.owner]) {
      const told = await rulesOf(who);
      assert.deepEqual(
        told.map(({ group, rule }) => [group, rule]),
        [['rules', { kind: 'terms', version: 1, from: version.validFrom, keeps: 'memberships' }]],
      );
    }
    assert.deepEqual([(await rulesOf(operator))[0]!.to, (await rulesOf(member))[0]!.to], ['/operator/policies', null]);
    for (const who of [coach, scout, stranger]) assert.deepEqual(await rulesOf(who), []);
    // Handed over anew, by two processes at once: nobody hears it again.
    const all = () => count('select count(*)::int as n from notices');
    const before = await all();
    await t.owner.query(`update outbox_positions set xid = '0', seq = 0 where consumer = 'notices'`);
    await Promise.all([tell(), tell()]);
    assert.equal(await all(), before);
  });

  test('each kind to those whom it concerns', async () => {
    const [stranger, silent] = [await makeCreator(t, { on: true }), await makeCreator(t)];
    const whom = { operator, owner: agency.owner, member, stranger, silent };
    const told = async <K extends PolicyKind>(kind: K, params: Params[K]) => {
      const { version } = await put(kind, params);
      await tell();
      const heard = await Promise.all(
        Object.entries(whom).map(async ([name, who]) => {
          const mine = (await rulesOf(who)).filter(({ rule }) => rule!.kind === kind && rule!.version === version);
          return mine.length === 0 ? [] : [`${name} ${mine.length} ${mine[0]!.rule!.keeps}`];
        }),
      );
      return heard.flat();
    };
    const lines = (keeps: string, ...names: string[]) => names.map((name) => `${name} 1 ${keeps}`);
    assert.deepEqual(await told('rollout', { cohorts: [] }), lines('memberships', 'operator'));
    assert.deepEqual(await told('consents', { monthsMax: 9 }), lines('consents', 'operator', 'member', 'stranger'));
    assert.deepEqual(await told('invitations', defaults.invitations.params), lines('memberships', 'operator', 'owner'));
    assert.deepEqual(await told('messages', defaults.messages.params), lines('memberships', 'operator', 'owner'));
    assert.deepEqual(await told('renewals', defaults.renewals.params), lines('memberships', 'operator', 'owner', 'member'));
    assert.deepEqual(await told('exits', { ...defaults.exits.params, lowActivity: null }), lines('exits', 'operator', 'owner', 'member'));
    assert.deepEqual(await told('thresholds', defaults.thresholds.params), lines('memberships', 'operator', 'owner', 'member'));
  });

  test('by mail as each wishes: at once, after quiet hours, with the mail of the day, or not at all', async () => {
    const people = await Promise.all([1, 2, 3, 4].map(() => makeCreator(t, { on: true })));
    const [plain, quiet, daily, off] = people as [MadeCreator, MadeCreator, MadeCreator, MadeCreator];
    for (const her of people) await forHalfAYear(her, agency);
    const hour = (n: number) => `${String((t.now().getUTCHours() + n + 24) % 24).padStart(2, '0')}:00`;
    const wish = async (her: Caller, change: (all: any) => void) => {
      const { email: _email, by: _by, ...settings } = (await her.get('/v1/me/notices/settings')).body;
      change(settings);
      const done = await her.put('/v1/me/notices/settings', { ...settings, zone: 'UTC' });
      assert.equal(done.status, 200, done.text);
    };
    await wish(quiet, (s) => (s.quiet = { from: hour(-1), to: hour(3) }));
    await wish(daily, (s) => (s.daily = true));
    await wish(off, (s) => (s.groups.rules = { app: true, mail: false }));
    await drain();
    await t.owner.query('delete from mails');
    await put('terms', { ...defaults.terms.params, monthsMax: 30 });
    await tell();
    const mails = async (her: MadeCreator) =>
      (await t.owner.query<{ kind: string; due_at: Date }>('select kind, due_at from mails where person_id = $1', [her.personId])).rows;
    const now = t.now().getTime();
    const [[one], [later], [day], none] = await Promise.all([mails(plain), mails(quiet), mails(daily), mails(off)]);
    assert.equal(one!.kind, 'notice');
    assert.ok(one!.due_at.getTime() <= now && later!.due_at.getTime() > now + 2 * 3_600_000, 'the quiet hours are waited for');
    assert.deepEqual([day!.kind, day!.due_at.toISOString().slice(11, 16)], ['digest', '09:00']);
    assert.deepEqual([none, (await rulesOf(off)).length > 0], [[], true]);
    // A second rule on the same day joins the mail of that day.
    await put('renewals', defaults.renewals.params);
    await tell();
    assert.deepEqual([(await mails(daily)).length, (await mails(plain)).length], [1, 2]);
  });

  test('killed in the middle of a page, and told by two at once: each person once; without the two guards some are told twice', async () => {
    const many = 2 * toldAtOnce + 100;
    await t.owner.query(
      `insert into people select (jsonb_populate_record(p, jsonb_build_object('id', gen_random_uuid(), 'email', 'many' || i || '@test.invalid'))).*
       from people p, generate_series(1, ${many}) i where p.id = $1`,
      [operator.personId],
    );
    const { policyId } = await put('rollout', { cohorts: [] });
    await drain();
    const notices = () => count('select count(*)::int as n from notices where cause = $1', `rules.in_force ${policyId}`);
    const letters = () =>
      count(
        `select count(*)::int as n from mails m join notices n on n.person_id = m.person_id and m.notice_ids @> array[n.notice_id] where n.cause = $1`,
        `rules.in_force ${policyId}`,
      );
    assert.deepEqual(await page(), { told: toldAtOnce, more: true });
    assert.equal(await notices(), toldAtOnce);
    // The second page has written its notices and waits to queue its letters, when its connection is cut.
    const held = await t.owner.connect();
    await held.query('begin');
    await held.query('lock table mails in share mode');
    const dying = page().then(
      () => 'done',
      () => 'died',
    );
    const waiting = `select pid from pg_locks where relation = 'mails'::regclass and not granted`;
    const pid = await until('a page that waits', async () => (await t.owner.query<{ pid: number }>(waiting)).rows[0]?.pid);
    await t.owner.query('select pg_terminate_backend($1)', [pid]);
    assert.equal(await dying, 'died');
    await held.query('rollback');
    held.release();
    assert.equal(await notices(), toldAtOnce, 'a page that was cut off has told nobody');
    await Promise.all([tell(), tell(), tell()]);
    const people = await count(`select count(*)::int as n from people where operator_role is not null`);
    assert.deepEqual([await notices(), await letters()], [people, people]);
    assert.equal(await count(`select count(*)::int as n from rule_rounds where done_at is null`), 0);
    // Control: a round that forgets how far it came finds nobody to tell, for a cause is one notice; without that key all are told again.
    const again = () => t.owner.query('update rule_rounds set done_at = null, reached = null where policy_id = $1', [policyId]);
    await again();
    await tell();
    assert.equal(await notices(), people);
    await t.owner.query('alter table notices drop constraint notices_person_id_cause_key');
    await again();
    await tell();
    assert.equal(await notices(), 2 * people);
  });
});
