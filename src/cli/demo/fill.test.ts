import assert from 'node:assert/strict';
import { after, suite, test } from 'node:test';
import { dayIndex, heldOn, plusDays, totalsOf, type AgencyTruth, type CreatorTruth } from '#src/connectors/backstage/agency.ts';
import { listDownloads } from '#src/connectors/backstage/downloads.ts';
import { simulateAgency } from '#src/connectors/backstage/truth.ts';
import { Terms } from '#src/features/policies/contract.ts';
import { defaults } from '#src/features/policies/rules/presets.ts';
import { checkTerms } from '#src/features/policies/rules/terms.ts';
import { openTestApp, type TestApp } from '#test/server.ts';
import { agencyFacts, standardTerms } from './agencies.ts';
import { openChance } from './chance.ts';
import { fillDemo, type DemoLogin } from './fill.ts';
import { shortened } from './history.ts';
import { drawHouse } from './house.ts';
import { drawCreators } from './people.ts';

const now = new Date();
const size = { creators: 60, houseDays: 12, now };
type Rows = Record<string, unknown>[];

interface World {
  t: TestApp;
  logins: DemoLogin[];
}
const opened: TestApp[] = [];
async function filled(seed: number): Promise<World> {
  const t = await openTestApp();
  opened.push(t);
  return { t, logins: await fillDemo(t.app, { ...size, seed }) };
}
let first: Promise<World> | undefined;
const theWorld = () => (first ??= filled(1));

/** All that anybody sees of a world: everything but ids, keys and hashes, in an order of its own. */
async function seen({ owner }: TestApp): Promise<Record<string, Rows>> {
  const queries = {
    agencies: `select name, city, country, languages, about, verified_at, standard_terms, created_at from agencies order by name`,
    staff: `select a.name as agency, p.name, p.email, s.role, s.since from agency_seats s join agencies a using (agency_id) join people p on p.id = s.person_id order by p.email`,
    creators: `select h.platform, h.handle, c.display_name, bio, languages, country, categories, tags, zone, adult_since, claimed_at, changed_at, p.email,
      followers, average_viewers, peak_viewers, watch_minutes, stream_minutes, as_of from creators c join creator_handles h using (creator_id)
      left join creator_figures f using (creator_id) left join people p on p.id = c.person_id order by h.platform, h.handle`,
    consents: `select h.handle, e.purpose, e.action, e.at, e.expires_at from consent_events e join creator_handles h using (creator_id) order by 1, 2, 4`,
    invites: `select a.name, i.handle, i.kind, i.state, i.withdrawn_by, i.terms, i.message, p.email, i.sent_at, i.expires_at, i.answered_at, i.ask_again_at
      from invites i join agencies a using (agency_id) join people p on p.id = i.sent_by order by 1, 2, i.sent_at`,
    memberships: `select a.name, h.handle, m.terms, m.since, m.term_ends_at, m.ends_at, m.ended_by, m.leave_reason, m.left_at, p.email as coach
      from memberships m join agencies a using (agency_id) join creator_handles h using (creator_id) left join people p on p.id = m.coach_id order by 1, 2, m.since`,
    files: `select name, state, kind, rows, range_from, data_on, made_at, read_at, taken_at, report from import_files order by made_at, name`,
    days: `select c.handle, c.group_name, c.manager, c.joined_at, c.quit_on, s.from_on, s.to_on, s.diamonds, s.live_seconds, s.valid_days, s.flags
      from export_spans s join export_creators c using (agency_id, export_id) order by 1, 6`,
    found: `select card - 'creatorId' as card, findable_until from discovery_entries order by card ->> 'handle'`,
  };
  const rows = await Promise.all(
    Object.entries(queries).map(async ([name, query]) => [name, (await owner.query(query)).rows as Rows] as const),
  );
  return Object.fromEntries(rows);
}

suite('the demo world', () => {
  after(() => Promise.all(opened.map((t) => t.stop())));

  test('a demo world is the same for a seed, and another for another', async () => {
    const [one, again] = [await seen((await theWorld()).t), await seen((await filled(1)).t)];
    for (const [name, rows] of Object.entries(one)) {
      assert.ok(rows.length > 0, name);
      assert.deepEqual(again[name], rows, name);
    }
    assert.notDeepEqual(drawCreators(openChance(2), 60), drawCreators(openChance(1), 60));
  });

  test('whatever an agency of the demo asks is within the rules, for a whole term and for a short one', () => {
    for (const { own } of agencyFacts)
      for (const months of [1, 2, standardTerms.months]) {
        const terms = Terms.parse(shortened({ ...standardTerms, ...own }, months));
        assert.equal(checkTerms(terms, defaults.terms.params), undefined, JSON.stringify(terms));
      }
  });

  test('a demo world of sixty holds every state, whole and in order', async () => {
    const { t } = await theWorld();
    const verdict = await t.app.verify();
    assert.deepEqual(
      verdict.checks.filter((c) => !c.ok),
      [],
    );
    const states = async (query: string) => new Set((await t.owner.query<{ state: string }>(query, [now])).rows.map((r) => r.state));
    const invites = await states(
      `select concat_ws(' ', state, withdrawn_by, case when state = 'declined' then case when ask_again_at > $1 then 'cooling' else 'cooled' end end,
        case when state = 'sent' then case when expires_at > $1 then 'open' else 'lapsed' end end) as state from invites`,
    );
    assert.deepEqual([...invites].sort(), [
      'accepted',
      'declined cooled',
      'declined cooling',
      'expired',
      'sent open',
      'withdrawn agency',
      'withdrawn switch',
    ]);
    const memberships = await states(
      `select concat_ws(' ', case when coalesce(ends_at, term_ends_at) <= $1 then 'ended' when ends_at is not null then 'leaving'
        when since > $1::timestamptz - interval '14 days' then 'fresh' else 'active' end, ended_by) as state from memberships`,
    );
    assert.deepEqual([...memberships].sort(), ['active', 'ended cooling_off', 'ended notice', 'ended term_end', 'fresh', 'leaving notice']);
    const cases = await states(`select kind || ' ' || state as state from membership_cases where $1::timestamptz is not null`);
    assert.deepEqual([...cases].sort(), ['complaint open', 'removal open']);
    const consents = await states(
      `select purpose || case when granted then ' on' else ' off' end as state from consents where $1::timestamptz is not null`,
    );
    for (const state of ['discovery on', 'discovery off', 'exact_numbers on', 'live_data on', 'listening on'])
      assert.ok(consents.has(state), state);
    // Files of copies are made by the clock, whenever it was that something was agreed.
    const late = await t.owner.query(
      `select act, at from audit where at > $1 and act <> all('{people.createKey,creators.publishTexts,copies.keep}')`,
      [now],
    );
    assert.deepEqual(late.rows, [], 'nothing happens after now');
    const mail = await t.owner.query(`select email from people where email not like '%@demo.greenroom.invalid'`);
    assert.deepEqual(mail.rows, []);
  });

  test('the logins of a demo are who they say', async () => {
    const { t, logins } = await theWorld();
    assert.deepEqual(
      logins.map((l) => [l.room, l.title]),
      [
        ['creator', 'Creator'],
        ['creator', 'Creator with two invitations'],
        ['creator', 'Creator in an agency'],
        ['agency', 'Agency owner'],
        ['agency', 'Agency scout'],
        ['agency', 'Agency coach'],
        ['operator', 'Operator'],
        ['agency', 'Owner, agency with own exports'],
        ['agency', 'Coach, agency with own exports'],
      ],
    );
    const send = async (path: string, init: RequestInit) => {
      const answer = await t.app.fetch(new Request(`http://greenroom.test${path}`, init));
      return { status: answer.status, body: (await answer.json()) as any };
    };
    const get = async (login: DemoLogin, path: string) => (await send(path, { headers: { authorization: `Bearer ${login.apiKey}` } })).body;
    for (const login of logins) {
      const { email, password } = login;
      const headers = { 'content-type': 'application/json', origin: 'http://greenroom.test' };
      const signed = await send('/auth/sign-in/email', { method: 'POST', headers, body: JSON.stringify({ email, password }) });
      assert.equal(signed.status, 200, login.title);
      const me = await get(login, '/v1/me');
      assert.deepEqual([me.person.name, me.person.email, me.creatorId], [login.name, email, login.creatorId]);
      if (login.room === 'agency')
        assert.deepEqual(
          [me.agencies[0].agencyId, me.agencies[0].role],
          [login.agencyId, /owner|scout|coach/i.exec(login.title)![0].toLowerCase()],
        );
      if (login.room === 'operator') assert.equal(me.operator, 'admin');
    }
    const [one, two, three, owner, scout, coach] = logins as [DemoLogin, DemoLogin, DemoLogin, DemoLogin, DemoLogin, DemoLogin];
    const center = await get(one, '/v1/me/agency-center');
    assert.deepEqual(
      [center.visible, center.blocked, center.consents.map((c: any) => c.granted)],
      [true, null, [false, false, false, false]],
    );
    assert.ok(
      ['followers', 'averageViewers', 'peakViewers', 'watchMinutes', 'streamMinutes'].every(
        (name) => center.preview.exact.figures[name] !== null,
      ),
      'her figures are known',
    );
    assert.ok(center.preview.now.languages.length > 1);
    assert.deepEqual((await get(one, '/v1/me/invites')).items, []);
    assert.deepEqual((await get(one, '/v1/me/memberships')).items, []);

    const invites = await get(two, '/v1/me/invites');
    assert.deepEqual(
      invites.items.map((i: any) => i.state),
      ['sent', 'sent'],
    );
    const [a, b] = invites.items;
    assert.notEqual(a.agencyId, b.agencyId);
    assert.notDeepEqual(a.terms, b.terms);
    assert.ok(a.message && b.message && a.message !== b.message);

    const [membership] = (await get(three, '/v1/me/memberships')).items;
    assert.deepEqual([membership.state, membership.agencyId], ['active', owner.agencyId]);
    assert.ok(membership.coolingOffUntil < now.toISOString());

    const assigned = await get(coach, `/v1/agencies/${coach.agencyId}/roster`);
    assert.ok(assigned.items.some((m: any) => m.creatorId === three.creatorId));
    const found = await t.callerOf((await get(scout, '/v1/me')).person.personId);
    const answer = await found.post(`/v1/agencies/${scout.agencyId}/creators/search`, { text: 'keramik', limit: 200 });
    const handles = answer.body.items.map((i: { handle: string }) => i.handle);
    assert.ok(handles.includes(two.handle), 'the second is found');
    const everybody = await found.post(`/v1/agencies/${scout.agencyId}/creators/search`, { limit: 200 });
    assert.ok(
      everybody.body.items.every((i: { handle: string }) => i.handle !== one.handle),
      'the first is not',
    );
  });

  test('one agency works from its own exports: every file was taken in on its own morning, and every day is there', async () => {
    const { t, logins } = await theWorld();
    const { agencyId } = logins.find((l) => l.title === 'Owner, agency with own exports')!;
    const truth = simulateAgency(drawHouse({ seed: 1, days: size.houseDays, now }));
    const files = await t.owner.query<{
      name: string;
      state: string;
      apart: boolean;
      report: { warnings: string[]; badCellCount: number };
    }>(`select name, state, agency_id <> $1 or taken_at > made_at or made_at > $2 as apart, report from import_files order by made_at`, [
      agencyId,
      now,
    ]);
    const due = listDownloads(truth, now).map(({ name }) => name);
    assert.deepEqual(files.rows.map((f) => f.name).toSorted(), due.toSorted());
    for (const { name, state, apart, report } of files.rows)
      assert.deepEqual([name, state, apart, report.warnings, report.badCellCount], [name, 'taken', false, [], 0]);

    const { rows } = await t.owner.query<{ id: string; handle: string; manager: string; on: string; diamonds: number; seconds: number }>(
      `select c.platform_id as id, c.handle, c.manager, s.from_on as on, s.diamonds::int, s.live_seconds as seconds
       from export_spans s join export_creators c using (agency_id, export_id) where s.to_on = s.from_on + 1 and s.from_on > $1::date`,
      [truth.from],
    );
    const days = Array.from({ length: truth.days - 1 }, (_, n) => plusDays(truth.from, n + 1));
    const wanted = truth.creators.flatMap((c) =>
      days
        .filter((on) => on >= c.joinedOn && (c.quitOn === null || on <= c.quitOn))
        .map((on) => [c.platformId, on, totalsOf(truth, c, on, on)] as const),
    );
    const known = new Map(rows.map((r) => [`${r.id} ${r.on}`, r]));
    assert.equal(truth.creators.length, 60);
    for (const [id, on, total] of wanted) {
      const day = known.get(`${id} ${on}`);
      assert.deepEqual([day?.diamonds, day?.seconds], [total.diamonds, total.liveSeconds], `${id} on ${on}`);
    }
    const seats = await t.owner.query<{ email: string }>(
      'select p.email from agency_seats s join people p on p.id = s.person_id where s.agency_id = $1',
      [agencyId],
    );
    const staff = new Set(seats.rows.map(({ email }) => email));
    assert.equal(staff.size, 4);
    assert.ok(rows.every(({ manager }) => staff.has(manager)));
    // Whom to call stands there before anybody looks.
    const standings = await t.owner.query<{ n: number; due: number }>(
      `select count(*)::int as n, count(*) filter (where reasons <> '{}')::int as due from call_standings where agency_id = $1`,
      [agencyId],
    );
    assert.equal(standings.rows[0]!.n, new Set(rows.map(({ id }) => id)).size);
    assert.ok(standings.rows[0]!.due > 0);
  });

  // The days of a year's quarters: the agency must be worth a look whenever somebody starts the demo.
  for (const today of ['2026-11-26', '2026-12-01', '2027-03-05', '2027-05-31'])
    test(`on ${today} something has happened to many in the agency of own exports`, () => {
      const morning = new Date(`${today}T09:30:00Z`);
      const truth = simulateAgency(drawHouse({ seed: 1, days: 62, now: morning }));
      const yesterday = plusDays(today, -1);
      const recent = plusDays(today, -14);
      const here = truth.creators.filter(({ quitOn }) => quitOn === null);
      const silent = here.filter((c) => totalsOf(truth, c, plusDays(today, -4), yesterday).lives === 0);
      const fresh = here.filter((c) => c.joinedOn >= recent && totalsOf(truth, c, c.joinedOn, yesterday).lives === 0);
      assert.ok(silent.length >= 8, `${silent.length} silent for four days`);
      assert.ok(fresh.length >= 3, `${fresh.length} new without a LIVE`);
      assert.equal(here.filter((c) => c.plan === 'fading' && c.onset! > plusDays(today, -20)).length, 5);
      const short = here.filter((c) => c.plan === 'hasty' && totalsOf(truth, c, recent, yesterday).lives > 0);
      assert.ok(short.some((c) => totalsOf(truth, c, recent, yesterday).valid < countLive(truth, c.index, recent, yesterday)));
      assert.deepEqual(new Set(here.map((c) => heldOn(c.groups, yesterday)).filter((group) => group !== null)), new Set(truth.groups));
      const some = { quit: (c: CreatorTruth) => c.quitOn !== null, renamed: (c: CreatorTruth) => c.handles.length > 1 };
      for (const [what, is] of Object.entries({ ...some, moved: (c: CreatorTruth) => c.groups.length > 1 }))
        assert.ok(truth.creators.some(is), what);
      const files = listDownloads(truth, morning);
      const named = (start: string) => files.filter(({ name }) => name.startsWith(start)).length;
      assert.deepEqual([named('Creator_data_'), named('Task_'), named('Manage_creators_')], [62, 1, 1]);
      assert.ok(files.every(({ at }) => at <= morning));
    });
});

/** Days with a LIVE, both ends counted. */
function countLive(truth: AgencyTruth, index: number, from: string, to: string): number {
  const [first, last] = [from, to].map((on) => index * truth.span + dayIndex(truth, on)) as [number, number];
  return truth.figures.lives.subarray(first, last + 1).filter((lives) => lives > 0).length;
}
