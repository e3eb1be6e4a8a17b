import { createHmac, timingSafeEqual } from 'node:crypto';
import { listLeadsAfterEverywhere, listStaffOf, loadAgencies } from '#src/features/agencies/index.ts';
import { countDueByCoach, countDueFor } from '#src/features/calls/index.ts';
import { listPeopleOf, listPermittedAfterEverywhere, loadNames } from '#src/features/creators/index.ts';
import { inviteStateAt, listInvitesByIds } from '#src/features/invites/index.ts';
import { listThreadsSeen, listUnreadOfCreator } from '#src/features/messages/index.ts';
import { listDeciders, listKeyNames, listOperatorsAfter } from '#src/features/people/index.ts';
import type { PolicyKind } from '#src/features/policies/contract.ts';
import {
  callMember,
  endOf,
  listMemberPeopleAfterEverywhere,
  listMembershipsByIds,
  listOffersByIds,
  offerStateAt,
} from '#src/features/roster/index.ts';
import { countDueOf, countToldEverywhere } from '#src/features/scouting/index.ts';
import type { Actor } from '#src/infra/context.ts';
import type { Db, Tx } from '#src/infra/db/open.ts';
import { dayOf } from '#src/lib/time.ts';
import { plainRow, type ErasureStep, type ExportStep } from '#src/infra/owned.ts';
import { chosenGroup, type ChosenGroup, type Notice, type NoticeName } from './contract.ts';
import { saveMails, type NewMail } from './queries/mails.ts';
import * as q from './queries/rows.ts';
import { concerned, keptBy, nextPage, toldAtOnce, type Concerned } from './rules/audience.ts';
import type { Draft, Facts } from './rules/drafts.ts';
import { groupOf, isAlwaysShown, leadsTo, mayName } from './rules/names.ts';
import { deadlineOf, isHistory, mailedFrom, nextDaily, planOf, unset, type Settings } from './rules/timing.ts';
import type { Params } from './tables.ts';

const textsOf = (bodies: readonly Record<string, unknown>[], name: string): string[] => [
  ...new Set(bodies.map((b) => b[name]).filter((v): v is string => typeof v === 'string')),
];
const pairsOf = <K extends 'inviteId' | 'membershipId' | 'offerId'>(bodies: readonly Record<string, unknown>[], key: K) =>
  bodies.filter((b) => typeof b['creatorId'] === 'string' && typeof b[key] === 'string') as ({ creatorId: string } & Record<K, string>)[];

/** What has to be known about the ids of some events, each sort in one query. `reckoned`: agencies whose lists of the day were; `isAsked`: the operator is. */
export async function loadFacts(
  tx: Tx,
  bodies: readonly Record<string, unknown>[],
  { now, reckoned = [], isAsked = false }: { now: Date; reckoned?: readonly string[]; isAsked?: boolean },
): Promise<Facts> {
  const on = dayOf(now);
  const due = new Map<string, Map<string | null, number>>();
  for (const agencyId of new Set(reckoned)) due.set(agencyId, await countDueByCoach(tx, agencyId, on));
  const creators = [
    ...new Set([...textsOf(bodies, 'creatorId'), ...bodies.flatMap((b) => (b['creatorIds'] as string[] | undefined) ?? [])]),
  ];
  const invites = await listInvitesByIds(tx, pairsOf(bodies, 'inviteId'));
  const memberships = await listMembershipsByIds(tx, pairsOf(bodies, 'membershipId'));
  const seats = Map.groupBy(await listStaffOf(tx, textsOf(bodies, 'agencyId')), (s) => s.agencyId);
  return {
    people: await listPeopleOf(tx, creators),
    seats,
    invites: new Map(invites.map((i) => [i.invite_id, { sentBy: i.sent_by, expiresAt: i.expires_at }])),
    coaches: new Map(memberships.map((m) => [m.membership_id, m.coach_id])),
    operators: isAsked ? await listDeciders(tx) : [],
    due: { on, of: due },
  };
}

export async function loadSettings(db: Db | Tx, personIds: readonly string[]): Promise<Map<string, Settings>> {
  const rows = await q.listSettings(db, personIds);
  const zones = await q.listZones(db, personIds);
  const set = new Map(rows.map((r) => [r.person_id, r]));
  return new Map(
    personIds.map((id) => {
      const row = set.get(id);
      if (!row) return [id, unset(zones.get(id))];
      const quiet = row.quiet_from === null ? null : { from: row.quiet_from, to: row.quiet_to! };
      return [id, { appOff: row.app_off, mailOff: row.mail_off, quiet, zone: row.zone, daily: row.daily }];
    }),
  );
}
export const saveSettings = (tx: Tx, personId: string, s: Settings, at: Date) =>
  q.saveSettings(tx, {
    person_id: personId,
    app_off: [...s.appOff],
    mail_off: [...s.mailOff],
    quiet_from: s.quiet?.from ?? null,
    quiet_to: s.quiet?.to ?? null,
    zone: s.zone,
    daily: s.daily,
    changed_at: at,
  });

/** Writes notices and queues their mails, as each person wishes. What somebody has from the same cause already changes nothing. */
export async function deliver(tx: Tx, newId: () => string, drafts: readonly Draft[], now: Date): Promise<void> {
  if (drafts.length === 0) return;
  const personIds = [...new Set(drafts.map((d) => d.personId))];
  const here = await q.listPresent(tx, personIds);
  const settings = await loadSettings(tx, personIds);
  const planned = drafts
    .filter((d) => here.has(d.personId))
    .map((d) => {
      const wish = settings.get(d.personId)!;
      const from = mailedFrom(d.params, wish.zone, now);
      const plan = planOf(groupOf(d.name), wish, d.at, deadlineOf(d.params), from);
      return { ...d, id: newId(), plan: isAlwaysShown(d.name) ? { ...plan, inApp: true } : plan };
    })
    .filter((d) => d.plan.inApp || d.plan.mail);
  const added = await q.saveNotices(
    tx,
    planned.map((d) => ({
      person_id: d.personId,
      notice_id: d.id,
      name: d.name,
      cause: d.cause,
      params: d.params,
      at: d.at,
      read_at: isHistory(d.at, now) ? now : null,
      in_app: d.plan.inApp,
    })),
  );
  const mailed = planned.flatMap(({ id, personId, plan: { mail } }) => (mail && added.has(id) ? [{ id, personId, mail }] : []));
  await queueMails(tx, newId, mailed, settings, now);
}

interface Mailed {
  id: string;
  personId: string;
  mail: { at: Date; daily: boolean };
}
/** One letter for each notice, or one for each person and day; in a fixed number of statements, however many there are. */
async function queueMails(tx: Tx, newId: () => string, mailed: readonly Mailed[], settings: ReadonlyMap<string, Settings>, now: Date) {
  const row = (personId: string, ids: string[]) => ({ mail_id: newId(), person_id: personId, notice_ids: ids, secret: null, made_at: now });
  const single = mailed.filter(({ mail }) => !mail.daily);
  await saveMails(
    tx,
    single.map(({ id, personId, mail }) => ({ ...row(personId, [id]), cause: `notice ${id}`, kind: 'notice', due_at: mail.at })),
  );
  const days = Map.groupBy(
    mailed.filter(({ mail }) => mail.daily),
    ({ personId, mail }) => `${personId} ${mail.at.toISOString()}`,
  );
  const digest = (personId: string, ids: string[], at: Date): NewMail => ({
    ...row(personId, ids),
    cause: `digest ${at.toISOString()}`,
    kind: 'digest',
    due_at: at,
  });
  const ofDays = [...days.values()].map((all) =>
    digest(
      all[0]!.personId,
      all.map(({ id }) => id),
      all[0]!.mail.at,
    ),
  );
  // The mail of today has just begun to leave: the next one takes it.
  const late = await saveMails(tx, ofDays);
  await saveMails(
    tx,
    late.map((m) => digest(m.person_id, m.notice_ids, nextDaily(m.due_at, settings.get(m.person_id)!.zone))),
  );
}

/** The next page of the people whom a rule concerns, behind one: in the order of their ids, each once, whatever they are besides. */
export async function loadConcerned(tx: Tx, kind: PolicyKind, after: string | null, now: Date) {
  const lists = [await listOperatorsAfter(tx, after, toldAtOnce)];
  const asks: Record<Concerned, () => Promise<string[]>> = {
    leads: () => listLeadsAfterEverywhere(tx, after, toldAtOnce),
    members: () => listMemberPeopleAfterEverywhere(tx, now, after, toldAtOnce),
    permitted: () => listPermittedAfterEverywhere(tx, now, after, toldAtOnce),
  };
  for (const sort of concerned[kind]) lists.push(await asks[sort]());
  return nextPage(lists, toldAtOnce);
}

/** What a person was told as staff is not hers to read once the role that it was told to is gone. */
export const forgetAsStaff = (tx: Tx, personId: string, agencyId: string, names: readonly NoticeName[]) =>
  q.deleteOfAgency(tx, personId, agencyId, names);

/** Of somebody who is erased: what she was told and what others were told of her, how she wanted it, and letters on their way. */
export const eraseNotices: ErasureStep = async (tx, _ctx, { creatorId, personId }) => {
  if (creatorId !== undefined) await q.deleteAbout(tx, creatorId);
  if (personId !== undefined) await q.deletePerson(tx, personId);
};

/** What she was told and how she wants it; of mails that they went, for what they said is read anew each time. */
export const exportNotices: ExportStep = async (db, { personId }) => {
  if (personId === undefined) return [];
  const { notices, settings, mails } = await q.listAllOf(db, personId);
  return [
    { name: 'notices', from: 'notices', rows: notices.map((r) => plainRow(r, 'person_id', 'cause', 'about')) },
    { name: 'notice_settings', from: 'notice_settings', rows: settings.map((r) => plainRow(r, 'person_id')) },
    { name: 'mails', from: 'mails', rows: mails.map((r) => plainRow(r, 'person_id', 'cause', 'secret')) },
  ];
};

export interface Shown {
  item: Notice;
  /** No longer worth a mail: answered, over, or read in the app. */
  moot: boolean;
}
/** Of notices about conversations: whether something there is still new to the reader, and how she is called where the reader may read it. */
async function loadTalks(db: Db, reader: Actor, rows: readonly q.NoticeRow[], now: Date) {
  const of = (name: NoticeName) => rows.filter((r) => r.name === name).map((r) => r.params);
  const toHer = [...new Set(of('messages.received').flatMap((p) => p.agencyId ?? []))];
  const unread = toHer.length > 0 && reader.creatorId !== undefined ? await listUnreadOfCreator(db, reader.creatorId, toHer) : new Set();
  const seen = new Map<string, { unread: boolean; called: NonNullable<Notice['creator']> }>();
  for (const [agencyId, some] of Map.groupBy(of('messages.answered'), (p) => p.agencyId!)) {
    const seat = reader.agencies.find((a) => a.agencyId === agencyId);
    if (!seat) continue;
    const ids = some.flatMap((p) => p.creatorId ?? []);
    for (const t of await listThreadsSeen(db, { agencyId, seat: { role: seat.role, personId: reader.personId! } }, ids, now))
      seen.set(`${agencyId} ${t.creator_id}`, {
        unread: t.unread > 0,
        called: { displayName: t.display_name, handle: t.handle, platform: t.platform },
      });
  }
  return (name: NoticeName, p: Params): { unread: boolean; called?: Notice['creator'] } | undefined =>
    name === 'messages.received' ? { unread: unread.has(p.agencyId!) } : seen.get(`${p.agencyId} ${p.creatorId}`);
}

/** Notices as their reader may see them now: every name is looked up here and under her rights, for the app and for mails alike. */
export async function showNotices(db: Db, reader: Actor, rows: readonly q.NoticeRow[], now: Date): Promise<Shown[]> {
  const params = rows.map((r) => r.params as unknown as Record<string, unknown>);
  const agencies = await loadAgencies(db, textsOf(params, 'agencyId'));
  const invites = await listInvitesByIds(db, pairsOf(params, 'inviteId'));
  const memberships = await listMembershipsByIds(db, pairsOf(params, 'membershipId'));
  const offers = await listOffersByIds(db, pairsOf(params, 'offerId'));
  const names = await loadNames(
    db,
    memberships.map((m) => m.creator_id),
  );
  const talks = await loadTalks(db, reader, rows, now);
  const keys = await listKeyNames(db, reader.personId!, textsOf(params, 'keyId'));
  const searched = await countToldEverywhere(db, textsOf(params, 'searchId'));
  const today = dayOf(now);
  const ofToday = (name: NoticeName) =>
    textsOf(
      rows.filter((r) => r.name === name && r.params.on === today).map((r) => r.params as unknown as Record<string, unknown>),
      'agencyId',
    );
  const due = new Map<string, number | undefined>();
  const waiting = await countDueOf(db, reader.personId!, ofToday('scouting.due'), today);
  for (const agencyId of ofToday('calls.today')) due.set(agencyId, await countDueFor(db, reader, agencyId, now));
  return rows.map((r) => {
    const p: Params = r.params;
    const agency = agencies.find((a) => a.agency_id === p.agencyId);
    const invite = invites.find((i) => i.invite_id === p.inviteId);
    const membership = memberships.find((m) => m.membership_id === p.membershipId);
    const seat = reader.agencies.find((a) => a.agencyId === p.agencyId);
    const called = mayName(r.name, seat?.role, membership?.coach_id === reader.personId)
      ? membership
        ? callMember(membership, names, now)
        : invite && { displayName: invite.display_name, handle: invite.handle, platform: invite.platform }
      : undefined;
    const talk = talks(r.name, p);
    const group = groupOf(r.name);
    const open = invite !== undefined && inviteStateAt(invite, now) === 'sent';
    const hers = searched.filter((s) => s.search_id === p.searchId && seat !== undefined);
    const count =
      r.name === 'scouting.found'
        ? (hers.find((s) => s.found_at?.toISOString() === p.foundAt)?.n ?? 0)
        : p.on === today
          ? r.name === 'scouting.due'
            ? (waiting.get(p.agencyId!) ?? 0)
            : (due.get(p.agencyId!) ?? null)
          : null;
    const over =
      r.name === 'messages.received' || r.name === 'messages.answered'
        ? !talk?.unread
        : r.name === 'calls.today' || r.name === 'scouting.found' || r.name === 'scouting.due'
          ? !count
          : r.name === 'invites.received' || r.name === 'invites.expiring'
            ? !open
            : r.name === 'roster.renewal_offered' || r.name === 'roster.change_offered'
              ? !offers.some((o) => o.offer_id === p.offerId && offerStateAt(o, now) === 'open')
              : // The end that was near has moved: she agreed to a further term, or has left.
                (r.name === 'roster.ending' || r.name === 'roster.member_ending') &&
                (!membership || endOf(membership).toISOString() !== p.until);
    return {
      item: {
        noticeId: r.notice_id,
        name: r.name,
        group,
        at: r.at.toISOString(),
        readAt: r.read_at?.toISOString() ?? null,
        // Where rules are kept is a room of the operator's.
        to: r.name === 'rules.in_force' && reader.operator === undefined ? null : leadsTo(r.name, p),
        agency: agency ? { agencyId: agency.agency_id, name: agency.name } : null,
        creator: talk?.called ?? called ?? null,
        purpose: p.purpose ?? null,
        role: p.role ?? null,
        keyName: p.keyId === undefined ? null : (keys.get(p.keyId) ?? null),
        rule: p.rule === undefined ? null : { kind: p.rule, version: p.version!, from: p.from!, keeps: keptBy(p.rule) },
        search: hers[0] ? { searchId: hers[0].search_id, name: hers[0].name } : null,
        until: p.until ?? null,
        days: p.days ?? null,
        on: p.on ?? null,
        count,
      },
      moot: over || (group !== 'security' && r.read_at !== null),
    };
  });
}

const macOf = (secret: string, text: string) => createHmac('sha256', secret).update(`greenroom mails off ${text}`).digest('base64url');
/** What ends one group of mails (or all that can be ended) without signing in; made from nothing but the server's secret. */
export function tokenFor(secret: string, personId: string, group: ChosenGroup | null): string {
  const text = `${personId}.${group ?? 'all'}`;
  return `${text}.${macOf(secret, text)}`;
}
export function readToken(
  secret: string,
  token: string,
): { personId: string; groups: ChosenGroup[]; group: ChosenGroup | null } | undefined {
  const [personId, named, mac] = token.split('.') as [string, string?, string?];
  const right = Buffer.from(macOf(secret, `${personId}.${named}`));
  const given = Buffer.from(mac ?? '');
  if (given.length !== right.length || !timingSafeEqual(given, right)) return undefined;
  const group = named === 'all' ? null : chosenGroup.parse(named);
  return { personId, group, groups: group === null ? [...chosenGroup.options] : [group] };
}
