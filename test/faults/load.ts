// Mixed load against a server that will be killed, and a journal of every answer that it gave.
import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import type pg from 'pg';
import { ok, remote, signUp, type Answered, type Remote } from './people.ts';

/** One write: what was asked, whether an answer came, and the query that counts its effect. */
export interface Entry {
  what: string;
  by: Remote;
  method: string;
  path: string;
  body: unknown;
  /** With a key it is asked again after the death; without one the next state of the same thing tells. */
  key: string | undefined;
  answer: Pick<Answered, 'status' | 'body'> | undefined;
  requestId: string | undefined;
  /** Counts the rows that this write made; exactly one once it was done. */
  count: { text: string; values: unknown[] } | undefined;
}

export interface World {
  journal: Entry[];
  creators: Remote[];
  targets: Remote[];
  operator: Remote;
  owners: Remote[];
  agencyIds: string[];
  targetIds: string[];
  url: () => string;
  /** What each creator was seen to have at the end of the round before. */
  known: Map<Remote, { bio: string; granted: boolean | null }>;
}

/** Caps of invitations that a load does not meet. */
export const wideCaps = {
  expiryDays: 7,
  bulkMax: 30,
  agencyPerDay: 10_000,
  seatPerDay: 10_000,
  elitePerDay: 10,
  coolDownDays: 0,
  inboxMax: 500,
  messageMax: 2000,
};

/** Six creators who change their minds, four who are invited by two agencies: twelve sign-ups. */
export async function makeWorld(url: () => string, operatorKey: string, called = ''): Promise<World> {
  const operator = remote('operator', operatorKey, url);
  ok(await operator.send('POST', '/v1/policies', { kind: 'invitations', params: wideCaps, source: 'a test', certainty: 'inferred' }));
  const world: World = {
    journal: [],
    creators: [],
    targets: [],
    operator,
    owners: [],
    agencyIds: [],
    targetIds: [],
    url,
    known: new Map(),
  };
  for (const name of ['Alder', 'Birch']) {
    const made = ok(await operator.send('POST', '/v1/agencies', { name })).body;
    const owner = await signUp(`Owner ${name}${called}`, url);
    ok(await owner.send('POST', '/v1/agencies/join', { token: made.ownerLink.url.split('/').at(-1) }));
    world.owners.push(owner);
    world.agencyIds.push(made.agencyId);
  }
  for (let i = 0; i < 10; i++) {
    const person = await signUp(`Creator ${i}${called}`, url);
    const { creatorId } = ok(
      await person.send('POST', '/v1/me/creator', {
        displayName: `C ${i}`,
        platform: 'twitch',
        handle: `c${i}${called.toLowerCase()}`,
        birthDate: '1990-01-01',
      }),
    ).body;
    if (i < 6) world.creators.push(person);
    else {
      ok(await person.send('PUT', '/v1/me/consents/discovery', { granted: true, textVersion: 2 }));
      world.targets.push(person);
      world.targetIds.push(creatorId);
    }
  }
  return world;
}

const pause = (ms: number) => new Promise((ok) => setTimeout(ok, ms));
const inFlight = (answer: Answered | undefined) => answer?.status === 409 && answer.body?.code === 'idempotency.in_flight';

/**
 * Sends one write and notes the answer. A torn connection leaves the answer open and says so. "Try again in a moment" is no answer either:
 * what has a key is asked again as a client would, what has none stays open.
 */
async function write(world: World, entry: Omit<Entry, 'answer' | 'requestId'>, ended: () => boolean): Promise<Entry & { torn: boolean }> {
  const noted = { ...entry, answer: undefined, requestId: undefined, torn: false } as Entry & { torn: boolean };
  world.journal.push(noted);
  for (let tries = 0; ; tries++) {
    const answer = await sendAgain(noted);
    if (!answer) noted.torn = true;
    if ((answer?.status !== 503 && !inFlight(answer)) || ended()) return noted;
    await pause(50);
    if (noted.key === undefined || tries > 400) return noted;
  }
}

export async function sendAgain(entry: Entry): Promise<Answered | undefined> {
  try {
    const answer = await entry.by.send(
      entry.method,
      entry.path,
      entry.body,
      entry.key === undefined ? {} : { 'idempotency-key': entry.key },
    );
    if (answer.status === 503 || inFlight(answer)) return answer;
    entry.answer ??= { status: answer.status, body: answer.body };
    // What is told again, or refused because it was shown once, left no row under this id.
    if (answer.status === 200 && answer.headers.get('idempotent-replayed') === null)
      entry.requestId ??= answer.headers.get('x-request-id') ?? undefined;
    return answer;
  } catch {
    return undefined;
  }
}

const rows = (text: string, ...values: unknown[]) => ({ text, values });

/** Answers and ends what an earlier round left open, so that every invitation of the next can be sent. */
export async function tidy(world: World): Promise<void> {
  for (const target of world.targets) await close(target);
}

async function close(target: Remote): Promise<void> {
  const invites = ok(await target.send('GET', '/v1/me/invites?limit=200')).body.items as { inviteId: string; state: string }[];
  for (const { inviteId } of invites.filter((i) => i.state === 'sent'))
    ok(await target.send('POST', `/v1/me/invites/${inviteId}/answer`, { answer: 'decline' }));
  const memberships = ok(await target.send('GET', '/v1/me/memberships')).body.items as { membershipId: string; state: string }[];
  for (const { membershipId } of memberships.filter((m) => m.state === 'active'))
    ok(await target.send('POST', `/v1/me/memberships/${membershipId}/leave`, {}));
}

/**
 * Every kind of write: consents, edits, keys by the creators; invitations, answers, leaves between agencies and targets; agencies,
 * imports, rules, links by the offices; and somebody who comes and is erased. Ends when the server is gone, or when told.
 */
export async function load(world: World, ended: () => boolean = () => false): Promise<void> {
  const lane = async (step: (n: number) => Promise<boolean>) => {
    for (let n = 0; !ended() && (await step(n)); n++);
  };
  const minds = world.creators.map((by) =>
    lane(async (n) => {
      const bio = `bio ${randomUUID()}`;
      const kinds = [
        () => put(by, 'PUT', '/v1/me/consents/discovery', { granted: n % 2 === 0, textVersion: 2 }),
        () => put(by, 'PATCH', '/v1/me/creator', { bio }),
        () =>
          keyed(
            by,
            '/v1/me/keys',
            { name: bio, scopes: ['read'] },
            rows('select count(*)::int as n from people_keys where name = $1', bio),
          ),
      ];
      return !(await write(world, kinds[n % 3]!(), ended)).torn;
    }),
  );
  const asks = world.targets.map((target, i) => lane((n) => askOnce(world, target, i, n, ended)));
  const office = lane(async (n) => !(await write(world, officeWork(world, n), ended)).torn);
  await Promise.all([...minds, ...asks, office, comeAndGo(world).catch(() => {})]);
}

/** One thing of many that operators and owners do. */
function officeWork({ operator, owners, agencyIds }: World, n: number): Omit<Entry, 'answer' | 'requestId'> {
  const mark = randomUUID();
  const at = n % 2;
  const agency = `/v1/agencies/${agencyIds[at]}`;
  const rule = { kind: 'invitations', params: wideCaps, source: mark, certainty: 'inferred' };
  const profile = { platform: 'twitch', rows: [{ row: 1, fields: { handle: `h${mark}`, displayName: 'Imported', followers: 10 } }] };
  const kinds = [
    () => keyed(operator, '/v1/agencies', { name: mark }, rows('select count(*)::int as n from agencies where name = $1', mark)),
    () =>
      keyed(operator, '/v1/creators/import', profile, rows('select count(*)::int as n from creator_handles where handle = $1', `h${mark}`)),
    () => keyed(operator, '/v1/policies', rule, rows('select count(*)::int as n from policies where source = $1', mark)),
    () => keyed(owners[at]!, `${agency}/staff-links`, { role: 'scout' }, undefined),
    () => put(owners[at]!, 'PATCH', agency, { about: mark }),
  ];
  return kinds[n % kinds.length]!();
}

/** Signs up, can be found, and is erased: her own word for it is the count of what is left. */
async function comeAndGo(world: World): Promise<void> {
  const name = `Leaver ${randomUUID().slice(0, 12)}`;
  const leaver = await signUp(name, world.url);
  const handle = name.replace('Leaver ', 'l').replaceAll('-', '');
  const profile = { displayName: name, platform: 'twitch', handle, birthDate: '1990-01-01' };
  const { creatorId } = ok(await leaver.send('POST', '/v1/me/creator', profile)).body;
  ok(await leaver.send('PUT', '/v1/me/consents/discovery', { granted: true, textVersion: 2 }));
  const { email } = ok(await leaver.send('GET', '/v1/me')).body.person;
  const gone = `select count(*)::int as n from erasures where erased_id = $1 and not exists (select from creators where creator_id = $1)`;
  const erase = { ...put(leaver, 'POST', '/v1/me/erase', { confirm: email }), count: rows(gone, creatorId) };
  await write(world, erase, () => true);
}

const put = (by: Remote, method: string, path: string, body: unknown) => ({
  what: `${method} ${path}`,
  by,
  method,
  path,
  body,
  key: undefined,
  count: undefined,
});
const keyed = (by: Remote, path: string, body: unknown, count: Entry['count']) => ({
  what: `POST ${path}`,
  by,
  method: 'POST',
  path,
  body,
  key: randomUUID(),
  count,
});

/** Those whose answer or leaving was refused by a failure: what is open is closed before they are invited again. */
const leftOpen = new WeakSet<Remote>();

/** An agency invites, the target answers, and leaves where she had accepted: each step once the one before was acknowledged. */
async function askOnce(world: World, target: Remote, i: number, n: number, ended: () => boolean): Promise<boolean> {
  if (leftOpen.has(target)) {
    const closed = await close(target).then(
      () => true,
      () => false,
    );
    if (!closed) return true;
    leftOpen.delete(target);
  }
  const at = (i + n) % 2;
  const message = `message ${randomUUID()}`;
  const sent = await write(
    world,
    keyed(
      world.owners[at]!,
      `/v1/agencies/${world.agencyIds[at]}/invites`,
      { creatorIds: [world.targetIds[i]], message },
      rows('select count(*)::int as n from invites where message = $1', message),
    ),
    ended,
  );
  const inviteId = sent.answer?.body?.items?.[0]?.invite?.inviteId as string | undefined;
  // A failure is told by whoever judges the round.
  if (!sent.answer || sent.answer.status >= 500) return !sent.torn;
  assert.ok(inviteId, JSON.stringify(sent.answer));
  const accept = n % 2 === 0;
  const state = accept ? 'accepted' : 'declined';
  const answered = await write(
    world,
    keyed(
      target,
      `/v1/me/invites/${inviteId}/answer`,
      { answer: accept ? 'accept' : 'decline' },
      rows('select count(*)::int as n from invites where invite_id = $1 and state = $2', inviteId, state),
    ),
    ended,
  );
  if ((answered.answer?.status ?? 0) >= 500) leftOpen.add(target);
  const membershipId = answered.answer?.body?.membershipId as string | undefined;
  if (!answered.answer || !membershipId) return !answered.torn;
  const reason = `reason ${randomUUID()}`;
  const left = await write(
    world,
    keyed(
      target,
      `/v1/me/memberships/${membershipId}/leave`,
      { reason },
      rows('select count(*)::int as n from memberships where membership_id = $1 and leave_reason = $2', membershipId, reason),
    ),
    ended,
  );
  if ((left.answer?.status ?? 0) >= 500) leftOpen.add(target);
  return !left.torn;
}

/** After the restart: whatever was open is asked again with its key, and some of what was answered, to be told the same. */
export async function settle(world: World): Promise<string[]> {
  const wrong: string[] = [];
  for (const [i, entry] of world.journal.entries()) {
    if (entry.key === undefined || (entry.answer && i % 5 !== 0)) continue;
    const known = entry.answer;
    const again = await sendAgain(entry);
    if (!again) throw new Error(`${entry.what}: no answer after the restart`);
    const secret = again.status === 409 && again.body?.code === 'idempotency.shown_once';
    if (known && !secret && JSON.stringify(again.body) !== JSON.stringify(known.body))
      wrong.push(`${entry.what}: answered otherwise the second time`);
    if (again.status === 503) wrong.push(`${entry.what}: still refused after the restart`);
    if (!known && again.status !== 200 && !secret) wrong.push(`${entry.what}: ${again.status} ${JSON.stringify(again.body)}`);
    if (secret) entry.answer = { status: 200, body: undefined };
  }
  return wrong;
}

/** The journal against the database: what was acknowledged is there, once; and what is there was asked for. */
export async function compare(world: World, owner: pg.Client): Promise<{ lost: string[]; doubled: string[]; acknowledged: number }> {
  const lost: string[] = [];
  const doubled: string[] = [];
  const audited = new Map(
    (await owner.query<{ request_id: string; n: number }>('select request_id, count(*)::int as n from audit group by 1')).rows.map((r) => [
      r.request_id,
      r.n,
    ]),
  );
  const done = world.journal.filter((e) => e.answer?.status === 200);
  for (const e of done) {
    if (e.requestId !== undefined) {
      const n = audited.get(e.requestId) ?? 0;
      if (n === 0) lost.push(`${e.what}: no audit row of ${e.requestId}`);
      if (n > 1) doubled.push(`${e.what}: ${n} audit rows of ${e.requestId}`);
    }
    if (!e.count) continue;
    const { n } = (await owner.query<{ n: number }>(e.count.text, e.count.values)).rows[0]!;
    if (n === 0) lost.push(`${e.what}: ${JSON.stringify(e.body)}`);
    if (n > 1) doubled.push(`${e.what}: ${n} times ${JSON.stringify(e.body)}`);
  }
  await compareStates(world, owner, lost);
  return { lost, doubled, acknowledged: done.length };
}

/** The last state that was acknowledged, or one asked for after it whose answer never came; where none was, that of the round before as well. */
async function compareStates(world: World, owner: pg.Client, lost: string[]): Promise<void> {
  for (const by of world.creators) {
    const mine = world.journal.filter((e) => e.by === by && e.key === undefined);
    const before = world.known.get(by) ?? { bio: '', granted: null };
    const possible = <T>(path: string, was: T, read: (body: never) => T): T[] => {
      const these = mine.filter((e) => e.path === path);
      const last = these.findLastIndex((e) => e.answer?.status === 200);
      return [...(last < 0 ? [was] : []), ...these.slice(Math.max(0, last)).map((e) => read(e.body as never))];
    };
    const { rows: now } = await owner.query<{ bio: string; granted: boolean | null }>(
      `select c.bio, (select granted from consents s where s.creator_id = c.creator_id and purpose = 'discovery') as granted
       from creators c join people p on p.id = c.person_id where p.name = $1`,
      [by.name],
    );
    const bios = possible('/v1/me/creator', before.bio, (b: { bio: string }) => b.bio);
    const switches = possible('/v1/me/consents/discovery', before.granted ?? false, (b: { granted: boolean }) => b.granted);
    world.known.set(by, now[0]!);
    if (!bios.includes(now[0]!.bio)) lost.push(`${by.name}: the bio is ${now[0]!.bio}, not one of ${bios.join(', ')}`);
    if (!switches.includes(now[0]!.granted ?? false))
      lost.push(`${by.name}: the switch is ${now[0]!.granted}, not one of ${switches.join(', ')}`);
  }
}

/** Writes that nobody was answered and that were carried out all the same: a crash may leave some, a clean end none. */
export async function carriedOutUnheard(world: World, owner: pg.Client): Promise<string[]> {
  const unheard: string[] = [];
  for (const e of world.journal.filter((it) => !it.answer)) {
    const { bio, about } = (e.body ?? {}) as { bio?: string; about?: string };
    const edit = bio === undefined ? ['agencies', 'about', about] : ['creators', 'bio', bio];
    const count = e.count ?? (edit[2] && rows(`select count(*)::int as n from ${edit[0]} where ${edit[1]} = $1`, edit[2]));
    if (!count) continue;
    const { n } = (await owner.query<{ n: number }>(count.text, count.values)).rows[0]!;
    if (n > 0) unheard.push(`${e.what} was carried out, its answer was cut off: ${JSON.stringify(e.body)}`);
  }
  return unheard;
}

/** Acknowledged withdrawals and erasures that do not stand in the journal as it was at the death. */
export async function unremembered(world: World, owner: pg.Client, journal: string): Promise<string[]> {
  const known = new Set(
    journal
      .split('\n')
      .filter((line) => line.endsWith('}'))
      .map((line) => JSON.parse(line) as { kind?: string; subject?: string; at?: string })
      .map((e) => `${e.kind} ${e.subject} ${e.at}`),
  );
  const acknowledged = world.journal.flatMap((e) => (e.answer?.status === 200 && e.requestId !== undefined ? [e.requestId] : []));
  const { rows: gone } = await owner.query<{ kind: string; subject: string; at: Date }>(
    `select 'withdrawn' as kind, creator_id as subject, at from consent_events where action = 'withdrawn' and request_id = any($1)
     union all select 'erased', e.erased_id, e.at from erasures e join audit a on a.at = e.at and a.act = 'creators.erase' where a.request_id = any($1)`,
    [acknowledged],
  );
  return gone.map((g) => `${g.kind} ${g.subject} ${g.at.toISOString()}`).filter((line) => !known.has(line));
}
