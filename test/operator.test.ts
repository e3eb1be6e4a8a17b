// The operator's rooms: who is offered the menu, the versions of a rule, agencies, creators, and the audit log.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import fc from 'fast-check';
import { isOffered, rolloutDraw } from '#src/features/policies/index.ts';
import { dayMs } from '#src/lib/time.ts';
import { invite, makeAgency, makeCreator, makeOperator, setConsent, tokenOf } from './make.ts';
import { measured } from './measured.ts';
import { machine, openTestApp, type Caller, type TestApp } from './server.ts';

type Page = { items: Record<string, any>[]; nextCursor: string | null; total: number };

/** Every page of a list. */
async function whole(who: Caller, path: string): Promise<Page['items']> {
  const items: Page['items'] = [];
  for (let cursor: string | null = ''; cursor !== null;) {
    const answer = await who.get(`${path}${path.includes('?') ? '&' : '?'}${cursor === '' ? '' : `cursor=${cursor}`}`);
    assert.equal(answer.status, 200, answer.text);
    const page = answer.body as Page;
    items.push(...page.items);
    cursor = page.nextCursor;
  }
  return items;
}

describe('operator', () => {
  let t: TestApp;
  let operator: Caller;
  before(async () => {
    t = await openTestApp();
    operator = await makeOperator(t);
  });
  after(() => t.stop());

  describe('roll-out', () => {
    const people = async () =>
      (
        await t.owner.query(
          `select c.creator_id, c.country, f.followers::int as followers, coalesce(d.granted, false) as on
           from creators c left join creator_figures f using (creator_id) left join consents d on d.creator_id = c.creator_id and purpose = 'discovery'
           where adult_since is not null`,
        )
      ).rows as { creator_id: string; country: string | null; followers: number | null; on: boolean }[];
    before(async () => {
      await t.owner.query('begin');
      const rows = Array.from({ length: 600 }, (_, i) => {
        const creator_id = machine.newId();
        const country = [null, 'DE', 'JP', 'BR'][i % 4]!;
        return { creator_id, country, followers: i % 5 === 0 ? null : (i * 37) % 2000, adult: i % 6 !== 0, draw: rolloutDraw(creator_id) };
      });
      await t.owner.query(
        `insert into creators (creator_id, display_name, country, adult_since, created_at, changed_at, rollout_draw)
         select creator_id, 'Somebody', country, case when adult then date '2000-01-01' end, now(), now(), draw
         from jsonb_to_recordset($1) as r(creator_id uuid, country text, adult boolean, draw float8)`,
        [JSON.stringify(rows)],
      );
      await t.owner.query(
        `insert into creator_figures (creator_id, followers, source, as_of) select creator_id, followers, 'import', now()
         from jsonb_to_recordset($1) as r(creator_id uuid, followers bigint) where followers is not null`,
        [JSON.stringify(rows)],
      );
      await t.owner.query('commit');
      await makeCreator(t, { on: true, country: 'DE' });
    });

    test('the count of a draft is the rule asked about each creator, whatever the cohorts', async () => {
      const all = await people();
      const cohort = fc.record({
        countries: fc.subarray(['DE', 'JP', 'FR']),
        followersMin: fc.option(fc.nat(2100)),
        followersMax: fc.option(fc.nat(2100)),
        percentage: fc.oneof(fc.integer({ min: 0, max: 100 }), fc.double({ min: 0, max: 100, noNaN: true })),
      });
      await fc.assert(
        fc.asyncProperty(fc.array(cohort, { maxLength: 4 }), async (cohorts) => {
          const { status, body, text } = await operator.post('/v1/creators/rollout-preview', { cohorts });
          assert.equal(status, 200, text);
          const offered = (c: (typeof all)[number]) =>
            isOffered({ cohorts }, { creatorId: c.creator_id, country: c.country, followers: c.followers });
          const expected = all.filter(offered);
          assert.equal(body.draft.offered, expected.length);
          assert.deepEqual([body.draft.gained, body.draft.lost], [0, all.length - expected.length]);
          assert.equal(body.draft.keptOutside, all.filter((c) => c.on && !offered(c)).length);
          assert.deepEqual([body.adults, body.offered, body.optedIn], [all.length, all.length, 1]);
          for (const { country, draft } of body.countries) assert.equal(draft, expected.filter((c) => c.country === country).length);
        }),
        { numRuns: 60 },
      );
    });

    test('what stood before the column was made is filled by the same arithmetic', async () => {
      const text = readFileSync(join(import.meta.dirname, '../src/infra/db/migrations/0011-operator-rooms.sql'), 'utf8');
      const made = /create function pg_temp\.draw[\s\S]*?end \$\$;/.exec(text)![0];
      const ids = Array.from({ length: 2000 }, () => machine.newId());
      const client = await t.owner.connect();
      try {
        await client.query(made);
        const { rows } = await client.query('select id::text, pg_temp.draw(id) as draw from unnest($1::uuid[]) id', [ids]);
        for (const { id, draw } of rows) assert.equal(draw, rolloutDraw(id));
        const wrong = await client.query(
          'select count(*)::int as n from creators where rollout_draw is distinct from pg_temp.draw(creator_id)',
        );
        assert.equal(wrong.rows[0].n, 0);
      } finally {
        client.release();
      }
    });

    test('whoever is opted in keeps the menu and the way out when a roll-out leaves her out', async () => {
      const creator = await makeCreator(t, { on: true, country: 'NZ' });
      const other = await makeCreator(t, { country: 'NZ' });
      const draft = { cohorts: [{ countries: ['FR'], followersMin: null, followersMax: null, percentage: 100 }] };
      const told = (await operator.post('/v1/creators/rollout-preview', draft)).body;
      assert.equal(told.draft.keptOutside, told.optedIn);
      const put = await operator.post('/v1/policies', { kind: 'rollout', params: draft, source: 'a test', certainty: 'inferred' });
      assert.equal(put.status, 200, put.text);
      assert.equal((await creator.get('/v1/me/agency-center')).body.visible, true);
      assert.equal((await other.get('/v1/me/agency-center')).body.visible, false);
      await setConsent(creator, 'discovery', false);
      assert.equal((await creator.get('/v1/me/agency-center')).body.visible, false);
      const now = (await operator.post('/v1/creators/rollout-preview', {})).body;
      assert.deepEqual([now.offered, now.draft], [0, null]);
      await operator.post('/v1/policies', { kind: 'rollout', params: { cohorts: [] }, source: 'a test', certainty: 'inferred' });
    });
  });

  test('a rule’s versions are kept with who put them; a day shows what was in force, a later one what will be', async () => {
    const put = (monthsMax: number, validFrom?: string) =>
      operator.post('/v1/policies', {
        kind: 'consents',
        params: { monthsMax },
        source: `${monthsMax} months`,
        certainty: 'inferred',
        ...(validFrom && { validFrom }),
      });
    const dayIn = (days: number) => new Date(t.now().getTime() + days * dayMs).toISOString().slice(0, 10);
    assert.equal((await put(6)).status, 200);
    assert.equal((await put(9, dayIn(10))).status, 200);
    assert.equal((await put(3, dayIn(-1))).body.code, 'policies.backwards');
    const history = await whole(operator, '/v1/policies/history?kind=consents&limit=1');
    assert.deepEqual(
      history.map((v) => [v['version'], v['params'].monthsMax, v['madeBy'].name]),
      [
        [2, 9, 'Olga Operator'],
        [1, 6, 'Olga Operator'],
      ],
    );
    const on = async (day: string) =>
      (await operator.get(`/v1/policies?on=${day}`)).body.items.find(
        (p: { kind: string; validFrom: string | null }) => p.kind === 'consents' && (p.validFrom ?? '') <= `${day}T00:00:00.000Z`,
      ).params.monthsMax;
    assert.deepEqual([await on(dayIn(-5)), await on(dayIn(5)), await on(dayIn(10))], [12, 6, 9]);
  });

  test('agencies: searched, filtered and sorted, each page once; one without an owner is seen and gets a link', async () => {
    const names = ['Zebra Live', 'alpha studio', 'Beta Live'];
    const made = [];
    for (const name of names) made.push(await makeAgency(t, operator, name));
    const lonely = (await operator.post('/v1/agencies', { name: 'Nobody 100%_ Live', country: 'NO' })).body;
    await made[0]!.seat('scout');
    await operator.post(`/v1/agencies/${made[2]!.agencyId}/verify`);
    const creator = await makeCreator(t, { on: true });
    await t.app.relay.drain();
    const inviteId = await invite(made[1]!, creator.creatorId);
    await creator.post(`/v1/me/invites/${inviteId}/answer`, { answer: 'accept' });
    const list = async (query: string) => (await whole(operator, `/v1/operator/agencies?limit=1&${query}`)).map((a) => a['name']);
    assert.deepEqual(await list('q=live'), ['Beta Live', 'Nobody 100%_ Live', 'Zebra Live']);
    assert.deepEqual(await list('q=0%25_'), ['Nobody 100%_ Live']);
    assert.deepEqual((await list('sort=staff'))[0], 'Zebra Live');
    assert.deepEqual((await list('sort=members'))[0], 'alpha studio');
    assert.deepEqual((await list('sort=newest')).slice(0, 2), ['Nobody 100%_ Live', 'Beta Live']);
    assert.deepEqual(await list('verified=yes'), ['Beta Live']);
    assert.deepEqual(await list('country=NO'), ['Nobody 100%_ Live']);
    const row = async () => (await operator.get('/v1/operator/agencies?country=NO')).body.items[0];
    assert.deepEqual([(await row()).owners, (await row()).openOwnerLinks], [0, 1]);
    const { url } = (await operator.post(`/v1/agencies/${lonely.agencyId}/owner-links`)).body;
    assert.equal((await row()).openOwnerLinks, 2);
    await (await t.person('New Owner')).post('/v1/agencies/join', { token: tokenOf(url) });
    assert.deepEqual([(await row()).owners, (await row()).openOwnerLinks], [1, 1]);
  });

  test('creators: searched by name or handle, filtered, in three orders, each row once', async () => {
    const on = await makeCreator(t, { displayName: 'Ümlaut 50%', handle: 'find.me_here', country: 'PT', on: true }, operator);
    await operator.post('/v1/creators/import', {
      platform: 'youtube',
      rows: [
        { row: 1, fields: { handle: 'find_imported', displayName: 'Imported', country: 'PT', followers: 900 } },
        { row: 2, fields: { handle: 'find-second', displayName: 'Second', country: 'PT', followers: 100 } },
      ],
    });
    const list = async (query: string) =>
      (await whole(operator, `/v1/creators?limit=1&country=PT&${query}`)).map((c) => c['handles'][0].handle);
    assert.deepEqual(await list('q=@FIND_'), ['find_imported']);
    assert.deepEqual(await list('q=50%25'), ['find.me_here']);
    assert.deepEqual(await list('sort=name'), ['find_imported', 'find-second', 'find.me_here']);
    assert.deepEqual(await list('sort=followers'), ['find_imported', 'find-second', 'find.me_here']);
    assert.deepEqual((await list('sort=newest')).at(-1), 'find.me_here');
    assert.deepEqual(await list('claimed=yes'), ['find.me_here']);
    assert.deepEqual((await list('claimed=no')).length, 2);
    assert.deepEqual(await list('optedIn=yes'), ['find.me_here']);
    assert.deepEqual((await list('age=unknown')).length, 2);
    assert.deepEqual(await list('platform=twitch'), ['find.me_here']);
    const { total, items } = (await operator.get('/v1/creators?country=PT&optedIn=yes')).body;
    assert.equal(total, 1);
    assert.deepEqual([items[0].ageKnown, items[0].optedIn], [true, true]);
    assert.ok(!JSON.stringify(items).includes('1995'), 'no birth date, no day of age');
    await setConsent(on, 'discovery', false);
    assert.deepEqual(await list('optedIn=yes'), []);
    const cursor = (await operator.get('/v1/creators?sort=name&limit=1')).body.nextCursor;
    assert.equal((await operator.get(`/v1/creators?sort=newest&cursor=${cursor}`)).body.code, 'page.bad_cursor');
  });

  test('audit: by actor, act, whatever is named, and period; every row once, newest first; jobs stand apart', async () => {
    const agency = await makeAgency(t, operator, 'Audited');
    const scout = await agency.seat('scout');
    await agency.owner.put(`/v1/agencies/${agency.agencyId}/staff/${scout.personId}`, { role: 'finance' });
    await agency.owner.send('DELETE', `/v1/agencies/${agency.agencyId}/staff/${scout.personId}`);
    await t.app.carryOut('people.sweep', {});
    const acts = async (query: string) => (await whole(operator, `/v1/audit?limit=2&${query}`)).map((r) => r['act'] as string);
    assert.deepEqual(await acts(`actor=${agency.owner.personId}&act=agencies`), [
      'agencies.removeSeat',
      'agencies.setRole',
      'agencies.inviteStaff',
      'agencies.join',
    ]);
    assert.deepEqual(await acts(`subject=${scout.personId}`), [
      'agencies.removeSeat',
      'agencies.setRole',
      'agencies.join',
      'people.createKey',
    ]);
    assert.ok((await acts(`subject=${agency.agencyId}`)).includes('agencies.create'));
    assert.deepEqual(await acts(`who=owner of aud&act=agencies.setRole`), ['agencies.setRole']);
    assert.deepEqual(await acts(`who=nobody+at+all`), []);
    const one = (await operator.get(`/v1/audit?act=agencies.setRole&actor=${agency.owner.personId}`)).body.items[0];
    assert.deepEqual(
      [one.actor.name, one.agency.name, one.people[0].name, one.subject.from, one.subject.to, one.by],
      ['Owner of Audited', 'Audited', 'scout of Audited', 'scout', 'finance', 'key'],
    );
    assert.ok((await acts('by=system')).every((a) => a !== 'agencies.setRole'));
    assert.ok((await acts('by=system&act=people.sweep')).length > 0);
    assert.deepEqual(await acts('act=people.sweep'), []);
    const today = t.now().toISOString().slice(0, 10);
    const tomorrow = new Date(t.now().getTime() + dayMs).toISOString().slice(0, 10);
    assert.ok((await acts(`from=${today}&until=${tomorrow}&act=agencies.removeSeat`)).length > 0);
    assert.deepEqual(await acts(`from=${tomorrow}`), []);
    assert.equal((await operator.get(`/v1/audit?from=${tomorrow}&until=${today}`)).body.code, 'ops.period');
    const rows = await whole(operator, '/v1/audit?limit=7&by=everybody');
    assert.equal(new Set(rows.map((r) => r['auditId'])).size, rows.length);
    assert.ok(rows.every((r, i) => i === 0 || r['at'] <= rows[i - 1]!['at']));
    const { rows: counted } = await t.owner.query('select count(*)::int as n from audit');
    assert.ok(counted[0].n >= rows.length && counted[0].n - rows.length < 3);
  });

  test('a hundred thousand rows of audit, twenty thousand creators: each page by an index, or within its time', async () => {
    await t.owner.query(`insert into audit (audit_id, at, actor_kind, person_id, act, agency_id, creator_id, subject, request_id)
      select gen_random_uuid(), now() - n * interval '30 seconds', case when n % 3 = 0 then 'system' else 'person' end,
        case when n % 3 <> 0 then ('00000000-0000-4000-8000-' || lpad((n % 400)::text, 12, '0'))::uuid end,
        (array['agencies.edit', 'creators.edit', 'invites.send', 'creators.setConsent', 'roster.assign'])[1 + n % 5],
        case when n % 2 = 0 then ('00000000-0000-4000-9000-' || lpad((n % 50)::text, 12, '0'))::uuid end, null,
        jsonb_build_object('membershipId', gen_random_uuid(), 'personId', ('00000000-0000-4000-8000-' || lpad((n % 300)::text, 12, '0'))::uuid), 'r'
      from generate_series(1, 100000) n`);
    await t.owner.query(`insert into creators (creator_id, display_name, country, adult_since, created_at, changed_at, rollout_draw)
      select ('01900000-0000-7000-8000-' || lpad(n::text, 12, '0'))::uuid, 'Creator ' || n, 'SE', date '2000-01-01', now(), now(), n % 100
      from generate_series(1, 20000) n`);
    await t.owner
      .query(`insert into creator_handles select 'tiktok', 'handle' || n, ('01900000-0000-7000-8000-' || lpad(n::text, 12, '0'))::uuid, now()
      from generate_series(1, 20000) n`);
    await t.owner.query('analyze audit; analyze creators; analyze creator_handles');
    const person = '00000000-0000-4000-8000-000000000007';
    const spans: Record<string, number> = {};
    for (const path of [
      '/v1/audit?limit=100',
      `/v1/audit?limit=100&actor=${person}`,
      '/v1/audit?limit=100&act=roster.assign&from=2026-11-01',
      `/v1/audit?limit=100&subject=${person}`,
      '/v1/audit?limit=100&by=everybody&until=2026-11-10',
      '/v1/creators?limit=100',
      '/v1/creators?limit=100&sort=name',
      '/v1/creators?limit=100&q=andle1999',
      '/v1/creators?limit=100&sort=followers&claimed=no&age=known&country=SE',
    ]) {
      const times: number[] = [];
      for (let i = 0; i < 5; i++) {
        const began = performance.now();
        const answer = await operator.get(path);
        times.push(performance.now() - began);
        assert.equal(answer.status, 200, answer.text);
        assert.ok(answer.body.items.length > 0, path);
      }
      spans[path] = times.toSorted((a, b) => a - b)[2]!;
    }
    const slowest = Object.entries(spans).toSorted((a, b) => b[1] - a[1])[0]!;
    measured('operator lists', `100,000 audit rows, 20,000 creators: slowest page ${slowest[1].toFixed(0)} ms (${slowest[0]})`);
    assert.ok(slowest[1] < 1000, JSON.stringify(spans));
  });
});
