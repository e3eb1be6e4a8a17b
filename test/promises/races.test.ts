import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import type pg from 'pg';
import { places } from '#src/app.ts';
import { openPool } from '#src/infra/db/open.ts';
import type { Place } from '#src/infra/db/tables.ts';
import { openGate } from '#src/infra/http/limits.ts';
import { dayMs, dayOf } from '#src/lib/time.ts';
import { freshDb } from '../db.ts';
import { makeAgency, makeCreator, makeOperator, setConsent, type MadeAgency, type MadeCreator } from '../make.ts';
import { measured } from '../measured.ts';
import { openTestApp, type Answer, type Caller, type TestApp } from '../server.ts';
import { dice, inLanes, times } from './dice.ts';

const seed = 4711;
const lanes = 8;
const policy = {
  expiryDays: 7,
  bulkMax: 30,
  agencyPerDay: 10_000,
  seatPerDay: 10_000,
  elitePerDay: 10_000,
  coolDownDays: 10,
  inboxMax: 500,
  messageMax: 1000,
};
async function putPolicy(operator: Caller, caps: Partial<typeof policy>): Promise<void> {
  const done = await operator.post('/v1/policies', {
    kind: 'invitations',
    params: { ...policy, ...caps },
    source: 'a test',
    certainty: 'inferred',
  });
  assert.equal(done.status, 200, done.text);
}
const pause = (ms: number) => new Promise((ok) => setTimeout(ok, ms));

/** Tables that hold a creator's key, by name or by reference, and do not say what a withdrawal does to them. */
async function unclassified(owner: pg.Pool): Promise<string[]> {
  const { rows } = await owner.query<{ name: string }>(`
    select distinct c.table_schema || '.' || c.table_name as name from information_schema.columns c join information_schema.tables t using (table_schema, table_name)
    where c.column_name in ('creator_id', 'creator') and t.table_type = 'BASE TABLE' and c.table_schema not in ('pg_catalog', 'information_schema')
      and not exists (select from pg_class part where part.relispartition and part.relname = c.table_name)
    union select n.nspname || '.' || t.relname from pg_constraint f join pg_class t on t.oid = f.conrelid join pg_namespace n on n.oid = t.relnamespace
    where f.contype = 'f' and f.confrelid = 'creators'::regclass order by name`);
  assert.ok(rows.length >= 8, 'the catalogue was read');
  const known = new Map<string, Place>(Object.entries(places).map(([name, place]) => [`public.${name}`, place]));
  return rows.map((r) => r.name).filter((name) => known.get(name)?.onWithdrawal === undefined);
}

/** What the tables that a withdrawal clears still hold of creators whose permission is off. */
async function leftBehind(owner: pg.Pool): Promise<string[]> {
  const found: string[] = [];
  for (const [name, place] of Object.entries(places) as [string, Place][]) {
    if (place.onWithdrawal !== 'cancel') continue;
    const { rows } = await owner.query<{
      n: number;
    }>(`select count(*)::int as n from ${name} x left join consents c on c.creator_id = x.creator_id and c.purpose = 'discovery'
      where c.granted is distinct from true ${name === 'invites' ? `and x.state = 'sent'` : ''}`);
    if (rows[0]!.n > 0) found.push(`${name} holds ${rows[0]!.n} rows of creators who withdrew`);
  }
  return found;
}

interface Raced {
  broken: string[];
  sentFirst: number;
  withdrawnFirst: number;
}
/** An invitation and the withdrawal leave at about the same instant, again and again; the invitation's lead steers towards a draw. */
async function raceWithdrawals(t: TestApp, rounds: number): Promise<Raced> {
  const operator = await makeOperator(t);
  await putPolicy(operator, {});
  const pairs = await inLanes(
    4,
    times(lanes, (i) => i),
    async () => ({
      agency: await makeAgency(t, operator),
      creators: await inLanes(
        2,
        times(4, (i) => i),
        () => makeCreator(t),
      ),
    }),
  );
  const raced: Raced = { broken: [], sentFirst: 0, withdrawnFirst: 0 };
  let left = rounds;
  await Promise.all(
    pairs.map(async ({ agency, creators }, lane) => {
      const roll = dice(seed + lane);
      const sent = new Map<string, number>();
      for (let lead = 0; left-- > 0;) {
        const creator = roll.one(creators);
        await setConsent(creator, 'discovery', true);
        const after = async (ms: number, ask: () => Promise<Answer>) => (ms > 0 && (await pause(ms)), ask());
        const [send, off] = await Promise.all([
          after(-lead, () => agency.owner.post(`/v1/agencies/${agency.agencyId}/invites`, { creatorIds: [creator.creatorId] })),
          after(lead, () => creator.put('/v1/me/consents/discovery', { granted: false, textVersion: 2 })),
        ]);
        const item = send.body.items?.[0];
        if (off.status !== 200 || !item) raced.broken.push(`answered ${off.text} and ${send.text}`);
        const was = sent.get(creator.creatorId) ?? 0;
        sent.set(creator.creatorId, was + (item?.invite ? 1 : 0));
        lead = Math.max(-60, Math.min(60, lead + (item?.invite ? -1 : 1)));
        raced[item?.invite ? 'sentFirst' : 'withdrawnFirst']++;
        raced.broken.push(...(await disagreements(t.owner, creator.creatorId, item, was)));
      }
    }),
  );
  raced.broken.push(...(await leftBehind(t.owner)));
  return raced;
}

async function disagreements(
  owner: pg.Pool,
  creatorId: string,
  item: { invite?: { inviteId: string }; refusal?: { code: string } },
  before: number,
): Promise<string[]> {
  const { rows } = await owner.query<{ invite_id: string; state: string; withdrawn_by: string | null }>(
    'select invite_id, state, withdrawn_by from invites where creator_id = $1',
    [creatorId],
  );
  const broken = rows.filter((r) => r.state === 'sent').map((r) => `invitation ${r.invite_id} is open to somebody who withdrew`);
  if (item.invite) {
    const row = rows.find((r) => r.invite_id === item.invite!.inviteId);
    if (row?.state !== 'withdrawn' || row.withdrawn_by !== 'switch')
      broken.push(`an invitation said to be sent is ${row?.state ?? 'nowhere'}`);
  } else if (item.refusal?.code !== 'invites.not_findable') broken.push(`the refusal was ${item.refusal?.code}`);
  if (rows.length !== before + (item.invite ? 1 : 0)) broken.push(`${rows.length} invitations are kept where ${before} were sent before`);
  return broken;
}

describe('K2: a withdrawal cancels what is open in its own transaction', () => {
  let t: TestApp;
  let reserve: pg.Pool;
  before(async () => {
    const db = await freshDb({ hurried: true });
    reserve = openPool(db.url, { max: lanes });
    t = await openTestApp({ db, reserve });
  });
  after(async () => {
    await t.stop();
    await reserve.end();
  });

  test('every table with a creator key says what a withdrawal does to it', async () => {
    assert.deepEqual(await unclassified(t.owner), []);
  });

  test('an invitation raced against the withdrawal 1,000 times', async () => {
    const raced = await raceWithdrawals(t, 1000);
    assert.deepEqual(raced.broken.slice(0, 5), []);
    assert.ok(raced.sentFirst > 50 && raced.withdrawnFirst > 50, `a race has two outcomes: ${raced.sentFirst} and ${raced.withdrawnFirst}`);
    const verdict = await t.app.verify();
    assert.ok(verdict.ok, JSON.stringify(verdict.checks.filter((c) => !c.ok)));
    measured('K2', `1,000 races (${raced.sentFirst} sent first, ${raced.withdrawnFirst} withdrawn first): 0 open to somebody who withdrew`);
  });
});

describe('K2, seen to fail', () => {
  let t: TestApp;
  before(async () => void (t = await openTestApp({ withdrawal: [], relay: false })));
  after(() => t.stop());

  test('a table that nobody classified, and a withdrawal that voids nothing, are caught', async () => {
    await t.owner.query('create table favourites (creator_id uuid not null, person_id uuid not null)');
    await t.owner.query('create table notes (about uuid references creators (creator_id))');
    assert.deepEqual(await unclassified(t.owner), ['public.favourites', 'public.notes']);
    const raced = await raceWithdrawals(t, 60);
    assert.ok(
      raced.broken.some((b) => b.includes('is open to somebody who withdrew')),
      raced.broken.join('\n'),
    );
  });
});

interface Repeated {
  broken: string[];
  done: number;
  inFlight: number;
  replayed: number;
}
/** Twenty at once with one key, round after round; each round's effect is counted in the database. */
async function repeatAtOnce(t: TestApp, operator: Caller, rounds: number): Promise<Repeated> {
  const seen: Repeated = { broken: [], done: 0, inFlight: 0, replayed: 0 };
  for (let round = 0; round < rounds; round++) {
    const body = { name: `Once ${round}` };
    const key = { 'idempotency-key': `once-${round}` };
    const asked = times(20, () =>
      operator.post('/v1/policies', { kind: 'consents', params: { monthsMax: 1 + round }, source: body.name, certainty: 'inferred' }, key),
    );
    const answers = await Promise.all(asked);
    const done = answers.filter((a) => a.status === 200);
    const refused = answers.filter((a) => a.status !== 200);
    if (done.length === 0) seen.broken.push('none of the twenty was carried out');
    if (new Set(done.map((a) => a.text)).size > 1) seen.broken.push('the same request was answered in two ways');
    for (const a of refused) if (a.status !== 409 || a.body.code !== 'idempotency.in_flight') seen.broken.push(`answered ${a.text}`);
    seen.done++;
    seen.inFlight += refused.length;
    seen.replayed += done.filter((a) => a.headers.get('idempotent-replayed') === 'true').length;
    const later = await operator.post(
      '/v1/policies',
      { kind: 'consents', params: { monthsMax: 1 + round }, source: body.name, certainty: 'inferred' },
      key,
    );
    if (later.status !== 200 || later.text !== done[0]?.text) seen.broken.push(`repeated later, it was answered ${later.text}`);
    const other = await operator.post(
      '/v1/policies',
      { kind: 'consents', params: { monthsMax: 2 + round }, source: body.name, certainty: 'inferred' },
      key,
    );
    if (other.status !== 422 || other.body.code !== 'idempotency.reused') seen.broken.push(`another body was answered ${other.text}`);
    const { rows } = await t.owner.query<{ n: number }>('select count(*)::int as n from policies where source = $1', [body.name]);
    if (rows[0]!.n !== 1) seen.broken.push(`done ${rows[0]!.n} times`);
  }
  return seen;
}

describe('L4: doing it twice does it once', () => {
  let t: TestApp;
  let operator: Caller;
  before(async () => {
    t = await openTestApp();
    operator = await makeOperator(t);
  });
  after(() => t.stop());

  test('the same key twenty times at once, later, with another body, and across a restart', async () => {
    const seen = await repeatAtOnce(t, operator, 25);
    assert.deepEqual(seen.broken.slice(0, 5), []);

    const agency = await makeAgency(t, operator);
    const creator = await makeCreator(t, { on: true });
    const path = `/v1/agencies/${agency.agencyId}/invites`;
    const send = (by: Caller, creatorIds = [creator.creatorId]) =>
      by.post(path, { creatorIds, message: 'Once' }, { 'idempotency-key': 'an invitation' });
    const first = await send(agency.owner);
    assert.equal(first.body.items[0].invite.state, 'sent', first.text);
    const secret = await operator.post('/v1/me/keys', { name: 'a key', scopes: ['read'] }, { 'idempotency-key': 'a key' });
    assert.equal(secret.status, 200);

    const restarted = await openTestApp({ db: { url: t.url, ownerUrl: t.ownerUrl } });
    try {
      const owner = await restarted.callerOf(agency.owner.personId);
      const again = await send(owner);
      assert.equal(again.text, first.text, 'the same answer, byte for byte');
      assert.equal(again.headers.get('idempotent-replayed'), 'true');
      assert.equal((await send(owner, [creator.creatorId, crypto.randomUUID()])).body.code, 'idempotency.reused');
      const manager = await agency.seat('manager');
      assert.equal((await send(manager)).body.items[0].refusal.code, 'invites.open_already', 'a key is its own person’s');
      const repeated = await (
        await restarted.callerOf(operator.personId)
      ).post('/v1/me/keys', { name: 'a key', scopes: ['read'] }, { 'idempotency-key': 'a key' });
      assert.equal(repeated.status, 409);
      assert.equal(repeated.body.code, 'idempotency.shown_once');
      assert.ok(!repeated.text.includes(secret.body.key));
    } finally {
      await restarted.stop();
    }
    const { rows } = await t.owner.query(`select count(*)::int as n from people_keys where name = 'a key'`);
    assert.equal(rows[0].n, 1);
    const { rows: kept } = await t.owner.query(`select count(*)::int as n from idempotency where answer like '%' || $1 || '%'`, [
      secret.body.key,
    ]);
    assert.equal(kept[0].n, 0, 'a secret is in no stored answer');
    measured(
      'L4',
      `${seen.done} keys × 20 at once: done once each; ${seen.inFlight} told 409 in flight, ${seen.replayed} the same bytes; kept across a restart`,
    );
  });
});

describe('L4, seen to fail', () => {
  let t: TestApp;
  before(async () => void (t = await openTestApp()));
  after(() => t.stop());

  test('a store that forgets its keys is caught', async () => {
    await t.owner.query(`create function forget() returns trigger language plpgsql as 'begin return null; end'`);
    await t.owner.query('create trigger forget before insert on idempotency for each row execute function forget()');
    const { broken } = await repeatAtOnce(t, await makeOperator(t), 2);
    assert.ok(
      broken.some((b) => /^done \d+ times$/.test(b)),
      broken.join('\n'),
    );
  });
});

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

/** Far from midnight, where a day's counts begin anew. */
const toNoon = (t: TestApp) => t.advance(Date.parse(`${dayOf(new Date(t.now().getTime() + dayMs))}T12:00:00Z`) - t.now().getTime());

describe('B2: the caps hold exactly under races', () => {
  let t: TestApp;
  let operator: Caller;
  before(async () => {
    t = await openTestApp(letIn());
    toNoon(t);
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
    toNoon(t);
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
