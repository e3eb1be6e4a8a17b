// One of each role around one agency: who sends the requests of the tests of access and of bad input, and to whom they refer.
import assert from 'node:assert/strict';
import { plusDays } from '#src/connectors/backstage/agency.ts';
import { creatorData } from '#src/connectors/backstage/exports.ts';
import { simulateAgency } from '#src/connectors/backstage/truth.ts';
import { toCsv } from '#src/connectors/backstage/write.ts';
import { dayOf } from '#src/lib/time.ts';
import { bringAndTake } from '../bring.ts';
import { invite, makeAgency, makeCreator, makeOperator, type MadeAgency, type MadeCreator } from '../make.ts';
import type { Caller, TestApp } from '../server.ts';

export const roles = [
  'visitor',
  'creator',
  'otherCreator',
  'owner',
  'manager',
  'coach',
  'scout',
  'finance',
  'otherOwner',
  'admin',
  'moderator',
  'analyst',
  'readKey',
] as const;
export type Role = (typeof roles)[number];

export interface Scene {
  t: TestApp;
  as: Record<Role, Caller>;
  agency: MadeAgency;
  other: MadeAgency;
  creator: MadeCreator;
  otherCreator: MadeCreator;
  /** Open to invitations, belongs to nobody. */
  target: MadeCreator;
  membershipId: string;
  /** A creator of the agency's own exports, with the scene's coach. */
  exportId: string;
}

/** One day's export of a few creators, taken in and reckoned; the first of them, given to a coach. */
async function exportedCreator(t: TestApp, { agencyId, owner }: MadeAgency, coach: Caller): Promise<string> {
  const on = plusDays(dayOf(t.now()), -1);
  const { name, rows } = creatorData(simulateAgency({ seed: 3, creators: 5, from: plusDays(on, -5), days: 6 }), { on, language: 'en' });
  await bringAndTake(t, owner, agencyId, { name, bytes: toCsv(rows, { encoding: 'utf-8', delimiter: ',', eol: '\n' }) });
  // What hears of it has nothing left to do: rows are counted before and after requests.
  await t.app.relay.drain();
  await t.app.reckoning.workDue();
  await t.app.bonuses.workDue();
  const { items } = (await owner.get(`/v1/agencies/${agencyId}/standings`)).body;
  const who = { exportIds: [items[0].exportId] };
  const given = await owner.post(`/v1/agencies/${agencyId}/standings/assign`, { personId: coach.personId, who });
  assert.equal(given.body.changed, 1, given.text);
  return items[0].exportId;
}

/** One of each role around one agency; `creator` is its member, `otherOwner` owns the one next door. */
export async function setScene(t: TestApp): Promise<Scene> {
  const admin = await makeOperator(t);
  const [agency, other] = [await makeAgency(t, admin, 'Ours'), await makeAgency(t, admin, 'Theirs')];
  const creator = await makeCreator(t, { on: true });
  const otherCreator = await makeCreator(t, { on: true });
  const target = await makeCreator(t, { on: true });
  const inviteId = await invite(agency, creator.creatorId);
  const accepted = await creator.post(`/v1/me/invites/${inviteId}/answer`, { answer: 'accept' });
  assert.equal(accepted.status, 200, accepted.text);
  const as = {
    visitor: t.visitor,
    creator,
    otherCreator,
    owner: agency.owner,
    manager: await agency.seat('manager'),
    coach: await agency.seat('coach'),
    scout: await agency.seat('scout'),
    finance: await agency.seat('finance'),
    otherOwner: other.owner,
    admin,
    moderator: await t.person('Mo Moderator', 'moderator'),
    analyst: await t.person('Ann Analyst', 'analyst'),
    readKey: await t.callerOf(agency.owner.personId, ['read']),
  };
  await t.app.relay.drain();
  await t.app.copies.workDue();
  const exportId = await exportedCreator(t, agency, as.coach);
  return { t, as, agency, other, creator, otherCreator, target, membershipId: accepted.body.membershipId, exportId };
}
