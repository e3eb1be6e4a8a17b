// Three agencies with their people, every private text of whom holds a token; and everything that can be read, read by everybody.
import assert from 'node:assert/strict';
import { bring, bringAndTake } from './bring.ts';
import { canaries } from './canary.ts';
import { invite, makeAgency, makeCreator, search, tokenOf, type MadeAgency, type MadeCreator } from './make.ts';
import { operationsOf } from './operations/document.ts';
import type { Caller, TestApp } from './server.ts';

/** The same person under a name and an address that hold tokens, with a key so named. */
async function marked(t: TestApp, who: Caller, name: string, email: string, key: string): Promise<void> {
  await t.owner.query('update people set name = $2, email = $3 where id = $1', [who.personId, `N ${name}`, `${email}@test.invalid`]);
  const made = await who.post('/v1/me/keys', { name: `K ${key}`, scopes: ['read'] });
  assert.equal(made.status, 200, made.text);
}

export interface House {
  agency: MadeAgency;
  staff: Caller[];
  creators: MadeCreator[];
  invites: string[];
  memberships: string[];
  imports: string[];
  lives: string[];
  standing?: { exportId: string; handle: string; note: string };
  /** Searches that a scout keeps. */
  searches: string[];
  /** A creator of the agency's own export, by name. */
  exported: string;
  messages: string[];
  /** Files that were sent along. */
  files: string[];
  /** A copy of what was agreed. */
  copies: string[];
  emails: string[];
}

/** An agency with staff, three creators whom it invited: one answered and left, one answered, one did not. */
export async function build(t: TestApp, operators: Caller[], n: number): Promise<House> {
  const agency = await makeAgency(t, operators[0]!, `House ${n}`);
  const [manager, scout, coach, finance] = [
    await agency.seat('manager'),
    await agency.seat('scout'),
    await agency.seat('coach'),
    await agency.seat('finance'),
  ];
  const staff = [agency.owner, manager, scout, coach, finance];
  const house: House = {
    agency,
    staff,
    creators: [],
    invites: [],
    memberships: [],
    imports: [],
    lives: [],
    searches: [],
    exported: '',
    messages: [],
    files: [],
    copies: [],
    emails: [],
  };
  const leads = [agency.owner.personId, manager.personId];
  const senders = [...leads, scout.personId];
  for (const one of staff) {
    // E-mail addresses are for the staff list; a sender's name also for those who see invitations and for the creator who was asked.
    // The operator's audit names who did something, by name alone.
    const name = canaries.plant(
      one.personId,
      ...(senders.includes(one.personId) ? senders : leads),
      ...staff.map((s) => s.personId),
      ...operators.map((o) => o.personId),
    );
    const email = canaries.plant(one.personId, ...leads);
    house.emails.push(name, email);
    await marked(t, one, name, email, canaries.plant(one.personId));
  }
  for (let i = 0; i < 3; i++) {
    const creator = await makeCreator(t, { on: true });
    const own = canaries.plant(creator.personId, ...operators.map((o) => o.personId));
    await marked(t, creator, own, canaries.plant(creator.personId), canaries.plant(creator.personId));
    house.creators.push(creator);
    const message = canaries.plant(creator.personId, ...senders);
    house.messages.push(message);
    // The names of those who may send: owner, manager, scout.
    for (const k of [0, 2, 4]) canaries.allow(house.emails[k]!, creator.personId);
    const inviteId = await invite(agency, creator.creatorId, { message: `Dear ${message}` }, i === 0 ? scout : agency.owner);
    house.invites.push(inviteId);
    house.lives.push(await goLive(t, operators[0]!, creator));
    if (i === 2) continue;
    const { membershipId } = (await creator.post(`/v1/me/invites/${inviteId}/answer`, { answer: 'accept' })).body;
    house.memberships.push(membershipId);
    house.copies.push((await creator.get(`/v1/me/memberships/${membershipId}/copies`)).body.items[0].copyId);
    if (i === 0) await creator.post(`/v1/me/memberships/${membershipId}/leave`, { reason: `Because ${canaries.plant(creator.personId)}` });
    else await agency.owner.put(`/v1/agencies/${agency.agencyId}/roster/${membershipId}/coach`, { personId: coach.personId });
  }
  await scouting(house, { manager, scout });
  await letters(house, { manager, scout, coach });
  await disputes(house, { manager, operators });
  // Who is in an agency's own export is for those who bring it, and for the admin who may do so for them.
  house.exported = canaries.plant(agency.owner.personId, manager.personId, operators[0]!.personId);
  const rows = `Data period,Creator's username,Diamonds,Mood\n2026-07-01 ~ 2026-07-05,${house.exported},5,${house.exported}\n`;
  const read = await bring(t, agency.owner, agency.agencyId, { name: `${house.exported}.csv`, bytes: new TextEncoder().encode(rows) });
  assert.equal(read.body.state, 'read', read.text);
  house.imports.push(read.body.importId);
  await standing(t, house, { manager, coach, finance }, operators[0]!);
  return house;
}

/** A member's complaint and her agency's answer: for her, those who lead the agency, and operators. */
async function disputes({ agency, creators, memberships }: House, { manager, operators }: { manager: Caller; operators: Caller[] }) {
  const [her, membershipId] = [creators[1]!, memberships[1]!];
  const [words, answer] = [0, 1].map(() =>
    canaries.plant(her.personId, agency.owner.personId, manager.personId, ...operators.map((o) => o.personId)),
  );
  const asked = await her.post(`/v1/me/memberships/${membershipId}/complain`, { why: 'other', said: `It is ${words}` });
  assert.equal(asked.status, 200, asked.text);
  const at = `/v1/agencies/${agency.agencyId}/roster/${membershipId}/cases/${asked.body.caseId}/answer`;
  assert.equal((await manager.post(at, { answer: `It is ${answer}` })).status, 200);
}

/** Letters with a member, for her, those who lead and her coach; and with somebody who is invited, for her, those who lead and scouts. */
async function letters({ agency, creators, files }: House, seats: Record<'manager' | 'scout' | 'coach', Caller>): Promise<void> {
  const home = `/v1/agencies/${agency.agencyId}/threads`;
  const [, member, asked] = creators as [MadeCreator, MadeCreator, MadeCreator];
  const leads = [agency.owner.personId, seats.manager.personId];
  for (const [her, reader] of [
    [member, seats.coach],
    [asked, seats.scout],
  ] as const) {
    const [words, reply, file] = [0, 1, 2].map(() => canaries.plant(her.personId, ...leads, reader.personId)) as [string, string, string];
    const written = await agency.owner.post(`${home}/${her.creatorId}/messages`, { text: words });
    assert.equal(written.status, 200, written.text);
    const mine = `/v1/me/threads/${agency.agencyId}`;
    const bytes = Buffer.from(file);
    const { fileId } = (await her.post(`${mine}/files`, { name: `${file}.txt`, bytes: bytes.length })).body;
    const sent = await her.put(`${mine}/files/${fileId}/parts/0`, { data: bytes.toString('base64') });
    assert.equal(sent.body.kind, 'text', sent.text);
    const answered = await her.post(`${mine}/messages`, { text: reply, fileIds: [fileId] });
    assert.equal(answered.status, 200, answered.text);
    files.push(fileId);
  }
}

/** Somebody in the pipeline with a note for those who look for creators there, and a search that its keeper alone reads. */
async function scouting({ agency, creators, searches }: House, { manager, scout }: Record<'manager' | 'scout', Caller>): Promise<void> {
  const home = `/v1/agencies/${agency.agencyId}`;
  const { creatorId } = creators[2]!;
  const note = canaries.plant(agency.owner.personId, manager.personId, scout.personId);
  assert.equal((await scout.post(`${home}/leads`, { creatorIds: [creatorId] })).body.saved, 1);
  assert.equal((await scout.post(`${home}/leads/${creatorId}/notes`, { note })).status, 200);
  const own = canaries.plant(scout.personId);
  const kept = await scout.post(`${home}/saved-searches`, { name: own, question: { text: own }, alerts: true });
  searches.push(kept.body.searchId);
}

/** A LIVE of hers: its room, what was given and by whom are for nobody else. */
async function goLive(t: TestApp, admin: Caller, creator: MadeCreator): Promise<string> {
  const [room, giftId] = [canaries.plant(creator.personId), canaries.plant(creator.personId)];
  const event = {
    specversion: '1.0',
    id: `of ${creator.creatorId}`,
    source: 'test',
    type: 'gift',
    time: t.now().toISOString(),
    subject: creator.handle,
    platform: 'twitch',
    session: room,
    data: { giftId, from: 'viewer', count: 1, diamondsEach: 5, streak: 'streak', closed: true },
  };
  const taken = await admin.post('/v1/live/events', [event]);
  assert.equal(taken.body.accepted, 1, taken.text);
  return (await creator.get('/v1/me/live?limit=1')).body.items[0].sessionId;
}

/** A creator of the agency's export, taken in and reckoned, given to the coach, and what was said about her: not for the scout. */
async function standing(t: TestApp, house: House, seats: Record<'manager' | 'coach' | 'finance', Caller>, admin: Caller): Promise<void> {
  const { agencyId, owner } = house.agency;
  const readers = [owner, seats.manager, seats.coach, seats.finance].map((one) => one.personId);
  const [handle, note] = [canaries.plant(...readers, admin.personId), canaries.plant(...readers)];
  const rows = `Data period,Creator's username,Diamonds\n2026-07-01 ~ 2026-07-06,${handle},5\n`;
  await bringAndTake(t, owner, agencyId, { name: 'days.csv', bytes: new TextEncoder().encode(rows) });
  await t.app.reckoning.workDue();
  const path = `/v1/agencies/${agencyId}/standings`;
  const { exportId } = (await owner.get(path)).body.items[0];
  await owner.post(`${path}/assign`, { personId: seats.coach.personId, who: { exportIds: [exportId] } });
  assert.equal((await owner.post(`${path}/${exportId}/calls`, { kind: 'note', note })).status, 200);
  house.standing = { exportId, handle, note };
  // One who is invited to see the figures of herself reads how the export calls her, and not what was said about her.
  const [, her] = house.creators;
  canaries.allow(handle, her!.personId);
  const link = await owner.post(`${path}/${exportId}/claim-link`);
  assert.equal((await her!.post('/v1/figures/claim', { token: tokenOf(link.body.url) })).status, 200);
}

/** Every read, with every id of the scene in every place of its path; and searches of several sorts. */
export async function readAll(t: TestApp, callers: Caller[], houses: House[], { mayFail = false } = {}): Promise<number> {
  const ids: Record<string, string[]> = {
    agencyId: houses.map((h) => h.agency.agencyId),
    creatorId: houses.flatMap((h) => h.creators.map((c) => c.creatorId)),
    inviteId: houses.flatMap((h) => h.invites),
    membershipId: houses.flatMap((h) => h.memberships),
    importId: houses.flatMap((h) => h.imports),
    exportId: houses.map((h) => h.standing!.exportId),
    personId: houses.flatMap((h) => h.staff.map((s) => s.personId)),
    sessionId: houses.flatMap((h) => h.lives),
    searchId: houses.flatMap((h) => h.searches),
    // One of each: every file in every place would be most of all that is asked.
    fileId: houses.map((h) => h.files[0]!),
    copyId: houses.map((h) => h.copies[0]!),
    list: ['account', 'keys', 'profile', 'invitations', 'memberships', 'figures_of_exports', 'seen_by', 'acts'],
  };
  const paths = operationsOf(t.app.document())
    .filter((o) => o.method === 'GET')
    .flatMap((o) =>
      [...o.path.matchAll(/\{(\w+)\}/g)].reduce<string[]>(
        (filled, [whole, name]) => filled.flatMap((p) => ids[name!]!.map((id) => p.replace(whole, id))),
        [o.path],
      ),
    );
  const queries = [
    {},
    { text: 'kanarie' },
    { sort: 'newest', limit: 200, facets: ['languages', 'countries', 'categories', 'platforms', 'numbers', 'followers'] },
  ];
  let n = 0;
  const everyone = callers.map(async (who) => {
    for (const path of paths) {
      const answer = await who.get(path);
      assert.ok(answer.status < 500 || mayFail, `${path}: ${answer.text}`);
      n++;
    }
    for (const { agency } of houses)
      for (const query of queries) n += (await search(agency, query, who)).status < 500 || mayFail ? 1 : Number.NaN;
  });
  await Promise.all(everyone);
  for (const path of ['/openapi.json', '/docs', '/metrics', '/healthz', '/nowhere']) n += (await t.visitor.get(path)).status > 0 ? 1 : 0;
  return n;
}
