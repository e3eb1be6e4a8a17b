import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { after, before, describe, test } from 'node:test';
import pg from 'pg';
import { openPool } from '#src/infra/db/open.ts';
import { openGate, type Gate } from '#src/infra/http/limits.ts';
import { freshDb } from '../db.ts';
import { race, type Race } from '../faults/two-processes.ts';
import { invite, makeAgency, makeCreator, makeOperator, search, setConsent, type MadeAgency, type MadeCreator } from '../make.ts';
import { measured } from '../measured.ts';
import { openTestApp, type TestApp } from '../server.ts';
import { times } from './dice.ts';

const seed = 20261123;

/** Changes of rows that are only ever added which the running program's role is not refused. */
async function changeable(t: TestApp): Promise<string[]> {
  const client = new pg.Client({ connectionString: t.url });
  await client.connect();
  const allowed: string[] = [];
  try {
    for (const [table, column] of [
      ['consent_events', 'action'],
      ['consent_texts', 'body'],
      ['exposures', 'surface'],
      ['audit', 'act'],
    ] as const)
      for (const statement of [`update ${table} set ${column} = ${column}`, `delete from ${table}`, `truncate ${table}`]) {
        await client.query('begin');
        const code = await client.query(statement).then(
          () => 'allowed',
          (e: { code?: string }) => e.code,
        );
        await client.query('rollback');
        if (code !== '42501') allowed.push(`${statement}: ${code}`);
      }
  } finally {
    await client.end();
  }
  return allowed;
}

/** Grants that cannot be proved: by whom, when, in which words exactly, and in which language. */
async function unproved(t: TestApp): Promise<{ grants: number; broken: string[] }> {
  const { rows } = await t.owner.query<Record<string, string | Date | null>>(
    `select e.event_id, e.by_person, c.person_id, e.at, e.request_id, e.text_hash, e.purpose, e.text_version, e.locale, x.title, x.body
     from consent_events e join creators c using (creator_id)
     left join consent_texts x on x.purpose = e.purpose and x.version = e.text_version and x.locale = e.locale where e.action = 'granted'`,
  );
  const broken = rows.flatMap((r) => {
    const words = createHash('sha256')
      .update([r['purpose'], r['text_version'], r['locale'], r['title'], r['body']].join('\n'))
      .digest('hex');
    const wrong = [];
    if (r['by_person'] === null || r['by_person'] !== r['person_id']) wrong.push('who');
    if (!(r['at'] instanceof Date) || r['at'] > t.now() || !r['request_id']) wrong.push('when');
    if (r['title'] === null || words !== r['text_hash']) wrong.push('which text');
    return wrong.map((what) => `${String(r['event_id'])}: ${what}`);
  });
  return { grants: rows.length, broken };
}

const failing = async (t: TestApp): Promise<string[]> =>
  (await t.app.verify()).checks.filter((c) => !c.ok).map((c) => `${c.id}: ${c.detail}`);

describe('K1 and K3: ten thousand flips', () => {
  let run: Race;
  before(async () => {
    run = await race({ flips: 10_000, creators: 200, lanes: 8, seed });
  });
  after(() => run.stop());

  test('after a withdrawal is acknowledged no answer begun later shows or counts her', () => {
    const { history, elsewhere, byIndex, seconds, t } = run;
    assert.deepEqual(history.broken.slice(0, 5), [], `seed ${seed}`);
    assert.ok(history.flips >= 10_000);
    assert.ok(
      history.sightings > 5000 && elsewhere > 500,
      `the race was one: ${history.sightings} sightings, ${elsewhere} answers elsewhere`,
    );
    const here = t.app.index!.answers;
    assert.ok(byIndex > elsewhere / 3 && here.index > 9 * here.sql, `the index answered ${byIndex} elsewhere, ${here.index} here`);
    const searches = `${history.answers} searches (${elsewhere} in another process)`;
    measured(
      'K1',
      `${history.flips} flips against ${searches} showing ${history.sightings} creators in ${Math.round(seconds)} s: 0 too late`,
    );
  });

  test('each permission is proved, and each profile shown was shown under one', async () => {
    await run.t.app.exposures.flush();
    const { rows } = await run.t.owner.query<{ n: number }>('select count(*)::int as n from exposures');
    assert.ok(rows[0]!.n > 10_000, `${rows[0]!.n} exposures`);
    assert.deepEqual(await failing(run.t), []);
    const { grants, broken } = await unproved(run.t);
    assert.ok(grants >= 5000);
    assert.deepEqual(broken.slice(0, 5), []);
    assert.deepEqual(await changeable(run.t), []);
    measured('K3', `${grants} grants proved; ${rows[0]!.n} exposures, each inside a permission`);
  });
});

describe('K1 and K3, seen to fail', () => {
  test('the same with SQL alone in both processes: nobody too late', async () => {
    const run = await race({ flips: 600, creators: 40, lanes: 8, seed, engine: 'sql' });
    await run.stop();
    assert.deepEqual(run.history.broken.slice(0, 5), []);
    assert.equal(run.byIndex, 0);
  });

  test('a withdrawal that tells nobody is caught', async () => {
    const run = await race({ flips: 600, creators: 40, lanes: 8, seed, withdrawal: [] });
    await run.stop();
    assert.ok(run.history.broken.length > 0);
  });

  test('a profile shown after the withdrawal, rows that can be changed, and another text are caught', async () => {
    const t = await openTestApp();
    try {
      const agency = await makeAgency(t, await makeOperator(t));
      const creator = await makeCreator(t, { on: true });
      await t.app.relay.drain();
      assert.equal((await search(agency, { text: creator.handle })).body.total, 1);
      await t.app.exposures.flush();
      await setConsent(creator, 'discovery', false);
      assert.deepEqual([await failing(t), (await unproved(t)).broken, await changeable(t)], [[], [], []]);

      await t.owner.query(
        `insert into exposures select creator_id, gen_random_uuid(), agency_id, person_id, surface, numbers, consent_event_id, checked_at, pg_current_snapshot() from exposures`,
      );
      assert.match((await failing(t)).join(), /^exposures\.inside_consent: 1 broken/);
      const role = decodeURIComponent(new URL(t.url).username);
      await t.owner.query(`grant update, delete on consent_events to "${role}"`);
      assert.deepEqual(await changeable(t), ['update consent_events set action = action: allowed', 'delete from consent_events: allowed']);
      await t.owner.query(`update consent_texts set body = body || ' And more.' where purpose = 'discovery'`);
      assert.deepEqual(
        (await unproved(t)).broken.map((b) => b.split(': ')[1]),
        ['which text'],
      );
    } finally {
      await t.stop();
    }
  });
});

interface Crowded {
  t: TestApp;
  agency: MadeAgency;
  creator: MadeCreator;
  membershipId: string;
  /** Fills the gate and every connection but the reserved ones; the result ends it. */
  crowd: () => Promise<() => Promise<void>>;
  stop(): Promise<void>;
}
/** A program with a small gate and three connections, one creator on with a membership, and a way to swamp it. */
async function openCrowded(make: { gate?: (gate: Gate) => Gate; reserved?: boolean } = {}): Promise<Crowded> {
  const db = await freshDb();
  const pool = openPool(db.url, { max: 3 });
  const gate = openGate(6);
  const t = await openTestApp({
    db,
    pool,
    gate: make.gate?.(gate) ?? gate,
    relay: false,
    ...(make.reserved === false && { reserve: pool }),
  });
  const agency = await makeAgency(t, await makeOperator(t));
  const creator = await makeCreator(t, { on: true });
  const inviteId = await invite(agency, creator.creatorId);
  const joined = await creator.post(`/v1/me/invites/${inviteId}/answer`, { answer: 'accept' });
  const crowd = async () => {
    const held = await Promise.all(times(3, () => pool.connect()));
    const pids = await Promise.all(held.map(async (c) => (await c.query<{ pid: number }>('select pg_backend_pid() as pid')).rows[0]!.pid));
    const sleeping = held.map((c) => c.query('select pg_sleep(14)').catch(() => {}));
    // Searches may fill half of the gate and writes all of it: they wait inside for a connection.
    const waiting = [
      ...times(3, () => search(agency)),
      ...times(3, () => agency.owner.post(`/v1/agencies/${agency.agencyId}/staff-links`, { role: 'scout' })),
    ];
    return async () => {
      // By the same role: the owner of a database on somebody's server may not.
      const same = openPool(t.url, { max: 1 });
      for (const pid of pids) await same.query('select pg_cancel_backend($1)', [pid]);
      await same.end();
      await Promise.all(sleeping);
      for (const c of held) c.release();
      await Promise.allSettled(waiting);
    };
  };
  const stop = async () => {
    await t.stop();
    await pool.end();
  };
  return { t, agency, creator, membershipId: joined.body.membershipId, crowd, stop };
}

/** What stood in the way of withdrawing and leaving while everything else is refused; each has a second. */
async function hindered({ agency, creator, membershipId, crowd }: Crowded, flips: number): Promise<{ broken: string[]; slowest: number }> {
  const broken: string[] = [];
  let slowest = 0;
  const end = await crowd();
  const urgent = async (what: string, ask: () => Promise<{ status: number; text: string }>) => {
    const began = performance.now();
    const late = new Promise<undefined>((ok) => setTimeout(ok, 1000, undefined));
    const answer = await Promise.race([ask(), late]);
    slowest = Math.max(slowest, performance.now() - began);
    if (answer?.status !== 200)
      broken.push(`${what}: ${answer ? `answered ${answer.status} ${answer.text.slice(0, 80)}` : 'no answer within a second'}`);
    return answer !== undefined;
  };
  try {
    for (const query of [{}, { text: 'anybody' }]) {
      const refused = await search(agency, query);
      const polite = refused.status === 503 && refused.body.code === 'request.overloaded' && refused.headers.get('retry-after') !== null;
      if (!polite) broken.push(`a search beyond the gate was answered ${refused.status} ${refused.text.slice(0, 80)}`);
    }
    const set = (granted: boolean) => creator.put('/v1/me/consents/discovery', { granted, textVersion: 2 });
    await urgent('leaving', () => creator.post(`/v1/me/memberships/${membershipId}/leave`, {}));
    for (let i = 0; i < flips; i++) if (!(await urgent(`flip ${i}`, () => set(i % 2 === 1)))) break;
    await urgent('withdrawing', () => set(false));
  } finally {
    await end();
  }
  return { broken, slowest };
}

describe('K4: withdrawing and leaving are never limited and never shed', () => {
  test('300 flips and a leave with the gate full and every other connection taken', async () => {
    const crowded = await openCrowded();
    try {
      const { broken, slowest } = await hindered(crowded, 300);
      assert.deepEqual(broken.slice(0, 5), []);
      assert.equal((await search(crowded.agency)).status, 200, 'and everything is back afterwards');
      measured(
        'K4',
        `300 flips and a leave under a full gate: all answered, the slowest in ${Math.round(slowest)} ms; searches refused with 503`,
      );
    } finally {
      await crowded.stop();
    }
  });
});

describe('K4: a disk that has become full a moment ago', () => {
  const full = `create function no_room() returns trigger language plpgsql as $$
    begin raise exception 'could not extend file' using errcode = 'disk_full'; end $$;
    create trigger no_room before insert on audit for each row execute function no_room()`;

  test('a withdrawal has room made for it and is taken; what can wait is refused; where no room is made it is refused as well', async () => {
    let made = 0;
    const t = await openTestApp({
      relay: false,
      makeRoom: async () => {
        if (made++ > 0) await t.owner.query('drop trigger no_room on audit');
      },
    });
    try {
      const creator = await makeCreator(t, { on: true });
      await t.owner.query(full);
      const edit = await creator.send('PATCH', '/v1/me/creator', { bio: 'Is there room?' });
      assert.deepEqual([edit.status, edit.body.code, made], [503, 'storage.full', 0]);
      await setConsent(creator, 'discovery', false);
      assert.equal(made, 2);
      await t.owner.query('drop function no_room cascade');
      await t.owner.query(full);
      made = -9;
      const refused = await creator.put('/v1/me/consents/discovery', { granted: true, textVersion: 2 });
      assert.deepEqual([refused.status, refused.body.code, made], [503, 'storage.full', -6]);
    } finally {
      await t.stop();
    }
  });
});

describe('K4, seen to fail', () => {
  test('a gate that sheds withdrawals, and a reserve that is none, are caught', async () => {
    for (const make of [
      { gate: (gate: Gate): Gate => ({ ...gate, enter: (rank) => gate.enter(rank === 'urgent' ? 'write' : rank) }) },
      { reserved: false },
    ]) {
      const crowded = await openCrowded(make);
      try {
        const { broken } = await hindered(crowded, 1);
        assert.ok(broken.some((b) => b.startsWith('leaving')) && broken.some((b) => b.startsWith('withdrawing')), broken.join('\n'));
      } finally {
        await crowded.stop();
      }
    }
  });
});
