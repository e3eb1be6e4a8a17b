// Each test makes its own people: nothing is shared, nothing depends on order.
import type { Purpose } from '#src/features/creators/contract.ts';
import { newestVersion } from '#src/features/creators/index.ts';
import { dayMs } from '#src/lib/time.ts';
import assert from 'node:assert/strict';
import type { Caller, TestApp } from './server.ts';

const hourMs = 3_600_000;

let n = 0;
export const tokenOf = (url: string): string => url.split('/').at(-1)!;

/** The operator of a world; one is enough. */
export const makeOperator = (t: TestApp): Promise<Caller> => t.person('Olga Operator', 'admin');

export interface MadeAgency {
  agencyId: string;
  name: string;
  owner: Caller;
  seat(role: 'owner' | 'manager' | 'coach' | 'scout' | 'finance'): Promise<Caller>;
}
export async function makeAgency(t: TestApp, operator: Caller, name = `Agency ${++n}`): Promise<MadeAgency> {
  const made = await operator.post('/v1/agencies', { name, city: 'Berlin', country: 'DE', languages: ['de'] });
  assert.equal(made.status, 200, made.text);
  const { agencyId } = made.body;
  const owner = await t.person(`Owner of ${name}`);
  const joined = await owner.post('/v1/agencies/join', { token: tokenOf(made.body.ownerLink.url) });
  assert.equal(joined.status, 200, joined.text);
  const seat: MadeAgency['seat'] = async (role) => {
    const link = await owner.post(`/v1/agencies/${agencyId}/staff-links`, { role });
    const person = await t.person(`${role} of ${name}`);
    const done = await person.post('/v1/agencies/join', { token: tokenOf(link.body.url) });
    assert.equal(done.status, 200, done.text);
    return person;
  };
  return { agencyId, name, owner, seat };
}

export interface MadeCreator extends Caller {
  creatorId: string;
  handle: string;
}
export interface CreatorWish {
  displayName?: string;
  handle?: string;
  platform?: string;
  languages?: string[];
  country?: string | null;
  categories?: string[];
  tags?: string[];
  bio?: string;
  birthDate?: string;
  figures?: Record<string, number>;
  on?: boolean;
  exact?: boolean;
}
export async function makeCreator(t: TestApp, wish: CreatorWish = {}, operator?: Caller): Promise<MadeCreator> {
  const { figures, on, exact, ...profile } = wish;
  const handle = profile.handle ?? `creator${++n}`;
  const platform = profile.platform ?? 'twitch';
  const person = await t.person(profile.displayName ?? handle);
  const given = { displayName: handle, languages: ['en'], country: 'US', birthDate: '1995-05-05', ...profile, handle, platform };
  const made = await person.post('/v1/me/creator', given);
  assert.equal(made.status, 200, made.text);
  const creator: MadeCreator = { ...person, creatorId: made.body.creatorId, handle };
  if (figures) {
    const taken = await operator!.post('/v1/creators/import', { platform, rows: [{ row: 1, fields: { handle, ...figures } }] });
    assert.equal(taken.body.updated, 1, taken.text);
  }
  if (on) await setConsent(creator, 'discovery', true);
  if (exact) await setConsent(creator, 'exact_numbers', true);
  return creator;
}

export async function setConsent(creator: Caller, purpose: Purpose, granted: boolean): Promise<void> {
  const done = await creator.put(`/v1/me/consents/${purpose}`, { granted, textVersion: newestVersion(purpose) });
  assert.equal(done.status, 200, done.text);
}

/** Sends one invitation and gives its id. */
export async function invite(
  agency: MadeAgency,
  creatorId: string,
  more: Record<string, unknown> = {},
  by: Caller = agency.owner,
): Promise<string> {
  const sent = await by.post(`/v1/agencies/${agency.agencyId}/invites`, {
    creatorIds: [creatorId],
    kind: 'regular',
    message: 'Hello',
    ...more,
  });
  assert.ok(sent.body.items?.[0].invite, sent.text);
  return sent.body.items[0].invite.inviteId;
}

/** She is invited and says yes; gives the membership. `more` is of the invitation: its terms, its kind. */
export async function join(agency: MadeAgency, her: Caller & { creatorId: string }, more: Record<string, unknown> = {}): Promise<string> {
  const inviteId = await invite(agency, her.creatorId, more);
  const joined = await her.post(`/v1/me/invites/${inviteId}/answer`, { answer: 'accept' });
  assert.equal(joined.status, 200, joined.text);
  return joined.body.membershipId;
}

/** Somebody of whom an agency's export tells, by her name alone; without figures. */
export async function makeExported(t: TestApp, agencyId: string, handle: string, platform = 'tiktok'): Promise<string> {
  const { rows } = await t.owner.query<{ id: string }>(
    `insert into export_creators (agency_id, export_id, platform, handle, seen_on, first_on, last_on)
     values ($1, gen_random_uuid(), $2, $3, '2026-01-01', '2026-01-01', '2026-01-01') returning export_id as id`,
    [agencyId, platform, handle],
  );
  return rows[0]!.id;
}

export const search = (agency: MadeAgency, query: Record<string, unknown> = {}, by: Caller = agency.owner) =>
  by.post(`/v1/agencies/${agency.agencyId}/creators/search`, query);

/** LIVEs of so many hours, one a day, the last of them `ago` days before now. */
export async function goOnAir(
  t: TestApp,
  operator: Caller,
  her: Pick<MadeCreator, 'handle'>,
  { days, hours, ago }: Record<'days' | 'hours' | 'ago', number>,
): Promise<void> {
  const events = Array.from({ length: days }, (_, i) => {
    const from = t.now().getTime() - (ago + i) * dayMs - hours * hourMs;
    const one = (type: string, at: number) => ({
      specversion: '1.0',
      id: `${her.handle}-${i}-${ago}-${type}`,
      source: 'test',
      type,
      time: new Date(at).toISOString(),
      platform: 'twitch',
      subject: her.handle,
      session: `${ago}-${i}`,
    });
    return [one('stream.started', from), one('stream.ended', from + hours * hourMs)];
  }).flat();
  const taken = await operator.post('/v1/live/events', events);
  assert.deepEqual([taken.status, taken.body.rejected], [200, []], taken.text);
}
