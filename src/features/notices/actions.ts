import { createHash } from 'node:crypto';
import { z } from 'zod';
import { listConsentsEndingEverywhere } from '#src/features/creators/index.ts';
import { listInvitesEndingEverywhere } from '#src/features/invites/index.ts';
import { listMembershipsEndingEverywhere } from '#src/features/roster/index.ts';
import { act, view } from '#src/infra/act.ts';
import type { Ctx } from '#src/infra/context.ts';
import type { Tx } from '#src/infra/db/open.ts';
import { anyone, nobody, signedIn } from '#src/infra/may.ts';
import { fromCursor, pageOf } from '#src/lib/page.ts';
import { id, instant } from '#src/lib/shapes.ts';
import { addDays, addMs } from '#src/lib/time.ts';
import { chosenGroup, noticesQuery, ReadNotices, SetNoticeSettings, Unsubscribe, type ChosenGroup } from './contract.ts';
import { claimDue, countResetsSince, saveMail, saveOutcome, sweepOld } from './queries/mails.ts';
import * as q from './queries/rows.ts';
import { lockOpenRound, saveReached } from './queries/rules.ts';
import { reminders, remindersOf, ruleTold, type Ending } from './rules/drafts.ts';
import { no } from './rules/names.ts';
import {
  attemptsMax,
  isZone,
  leaseUntil,
  mayAskReset,
  nextRound,
  resetMs,
  retryAfter,
  toClock,
  toMinutes,
  type Settings,
} from './rules/timing.ts';
import { deliver, loadConcerned, loadFacts, loadSettings, readToken, saveSettings, showNotices } from './steps.ts';

const none = z.strictObject({});

/** What the person was told, newest first, with the names that she may read now. */
export const list = view('notices.list', noticesQuery, signedIn, async (db, ctx, { cursor, limit }) => {
  const personId = ctx.actor.personId!;
  const keys = fromCursor(cursor, [instant, id]);
  const rows = await q.listNotices(db, personId, keys && { at: keys[0], id: keys[1] }, limit);
  const shown = new Map((await showNotices(db, ctx.actor, rows, ctx.now)).map(({ item }) => [item.noticeId, item]));
  const page = pageOf(
    rows,
    limit,
    (r) => [r.at.toISOString(), r.notice_id],
    (r) => shown.get(r.notice_id)!,
  );
  return { ...page, unread: await q.countUnread(db, personId) };
});

/** How many are unread: what the bell asks. */
export const unread = view('notices.unread', none, signedIn, async (db, ctx) => ({ unread: await q.countUnread(db, ctx.actor.personId!) }));

/** Marks one as read, or all up to an instant. Repeating it changes nothing. */
export const read = act('notices.read', ReadNotices, signedIn, async (tx, ctx, input) => {
  const personId = ctx.actor.personId!;
  if ('noticeId' in input && !(await q.hasNotice(tx, personId, input.noticeId))) throw no('notices.not_found');
  await q.saveRead(tx, personId, input, ctx.now);
  return { unread: await q.countUnread(tx, personId) };
});

const channelsOf = (s: Settings, group: ChosenGroup) => ({ app: !s.appOff.includes(group), mail: !s.mailOff.includes(group) });
const showSettings = (s: Settings) => ({
  groups: Object.fromEntries(chosenGroup.options.map((g) => [g, channelsOf(s, g)])) as Record<ChosenGroup, { app: boolean; mail: boolean }>,
  quiet: s.quiet && { from: toClock(s.quiet.from), to: toClock(s.quiet.to) },
  zone: s.zone,
  daily: s.daily,
});

/** How the person wants to be told. `by` says whether mails leave this machine at all. */
export const makeSettings = (by: () => 'smtp' | 'files') =>
  view('notices.settings', none, signedIn, async (db, ctx) => {
    const personId = ctx.actor.personId!;
    const settings = (await loadSettings(db, [personId])).get(personId)!;
    return { ...showSettings(settings), email: ctx.actor.email ?? '', by: by() };
  });

/** Holds from the next notice on; mails that wait are looked at anew before they go. */
export const setSettings = act('notices.setSettings', SetNoticeSettings, signedIn, async (tx, ctx, input) => {
  if (!isZone(input.zone)) throw no('notices.zone_unknown');
  if (input.quiet && input.quiet.from === input.quiet.to) throw no('notices.quiet_empty');
  const off = (channel: 'app' | 'mail') => chosenGroup.options.filter((g) => !input.groups[g][channel]);
  const settings = {
    appOff: off('app'),
    mailOff: off('mail'),
    quiet: input.quiet && { from: toMinutes(input.quiet.from), to: toMinutes(input.quiet.to) },
    zone: input.zone,
    daily: input.daily,
  };
  await saveSettings(tx, ctx.actor.personId!, settings, ctx.now);
  return showSettings(settings);
});

/** One POST from a mail program, by the token of the mail, ends that sort of mail. Nobody has to sign in to be left in peace. */
export const makeUnsubscribe = (secret: string) =>
  act(
    'notices.unsubscribe',
    Unsubscribe,
    anyone,
    async (tx, ctx, { token }) => {
      const found = readToken(secret, token);
      if (!found || !(await q.listPresent(tx, [found.personId])).has(found.personId)) throw no('notices.link_unknown');
      const { personId, group, groups } = found;
      const settings = (await loadSettings(tx, [personId])).get(personId)!;
      await saveSettings(tx, personId, { ...settings, mailOff: [...new Set([...settings.mailOff, ...groups])] }, ctx.now);
      ctx.about({ personId, group: group ?? 'all' });
      return { group };
    },
    { reach: 'across' },
  );

async function endingsOf(tx: Tx, sort: Ending['sort'], after: Date, upTo: Date): Promise<Ending[]> {
  if (sort === 'invite')
    return (await listInvitesEndingEverywhere(tx, after, upTo)).map((r) => ({
      sort,
      id: r.invite_id,
      creatorId: r.creator_id,
      agencyId: r.agency_id,
      purpose: null,
      endsAt: r.expires_at,
    }));
  if (sort === 'membership')
    return (await listMembershipsEndingEverywhere(tx, after, upTo)).map((r) => ({
      sort,
      id: r.membership_id,
      creatorId: r.creator_id,
      agencyId: r.agency_id,
      purpose: null,
      endsAt: r.ends,
    }));
  return (await listConsentsEndingEverywhere(tx, after, upTo)).map((r) => ({
    sort,
    id: r.event_id,
    creatorId: r.creator_id,
    agencyId: null,
    purpose: r.purpose,
    endsAt: r.expires_at,
  }));
}

/** Goes on from where it was last time, six hours of ends at once; true while there is more. */
async function remindOf(tx: Tx, ctx: Ctx, sort: Ending['sort'], days: number): Promise<boolean> {
  const name = `${sort} ${days}`;
  const round = nextRound(await q.lockRound(tx, name, ctx.now), ctx.now);
  if (!round) return false;
  const endings = await endingsOf(tx, sort, addDays(round.from, days), addDays(round.to, days));
  const bodies = endings.map((e) => ({ creatorId: e.creatorId, agencyId: e.agencyId, [`${e.sort}Id`]: e.id }));
  const facts = await loadFacts(tx, bodies, { now: ctx.now });
  await deliver(
    tx,
    ctx.newId,
    endings.flatMap((e) => remindersOf(e, days, facts, ctx.now)),
    ctx.now,
  );
  await q.saveRound(tx, name, round.to);
  return nextRound(round.to, ctx.now) !== undefined;
}

/** Invitations in their last day, memberships and permissions near their end. Each end is told once to each person. */
export const remind = act('notices.remind', none, nobody, async (tx, ctx) => {
  let more = false;
  for (const sort of ['invite', 'membership', 'permission'] as const)
    for (const days of reminders[sort]) more = (await remindOf(tx, ctx, sort, days)) || more;
  return { more };
});

/**
 * The next page of people whom a rule that took force concerns. What is written and how far the round has come are one transaction, so that whoever
 * comes again after an end in the middle tells nobody twice and leaves nobody out. `isSilent`: people who are programs.
 */
export const makeTellRules = (isSilent: (tx: Tx) => Promise<string | undefined>) =>
  act(
    'notices.tellRules',
    none,
    nobody,
    async (tx, ctx) => {
      const round = await lockOpenRound(tx);
      if (!round) return { told: 0, more: false };
      const { page, last } = await loadConcerned(tx, round.kind, round.reached, ctx.now);
      const silent = await isSilent(tx);
      const people = page.filter((one) => one !== silent);
      const { policy_id: policyId, kind, version, valid_from: from, told_at: at } = round;
      await deliver(tx, ctx.newId, ruleTold(people, { policyId, kind, version, from, at }), ctx.now);
      await saveReached(tx, policyId, last === undefined ? { reached: null, done_at: ctx.now } : { reached: last, done_at: null });
      return { told: people.length, more: true };
    },
    { quiet: true },
  );

export const sweep = act('notices.sweep', none, nobody, async (tx, ctx) => {
  await sweepOld(tx, ctx.now);
  return {};
});

/** A letter with the token of a reset. More than three in an hour are not sent, and nobody is told. */
export const queueReset = act(
  'notices.queueReset',
  z.strictObject({ personId: id, token: z.string() }),
  nobody,
  async (tx, ctx, { personId, token }) => {
    ctx.about({ personId });
    if (!mayAskReset(await countResetsSince(tx, personId, addMs(ctx.now, -resetMs)))) return { queued: false };
    const mark = createHash('sha256').update(token).digest('base64url').slice(0, 22);
    await saveMail(tx, {
      mail_id: ctx.newId(),
      person_id: personId,
      cause: `reset ${mark}`,
      kind: 'reset',
      notice_ids: [],
      secret: token,
      due_at: ctx.now,
      made_at: ctx.now,
    });
    return { queued: true };
  },
);

/** Takes some letters that are due. Whoever ends before saying what became of them leaves them to the next one, after the lease. */
export const claimMails = act('notices.claimMails', z.strictObject({ most: z.int() }), nobody, async (tx, ctx, { most }) => ({
  mails: await claimDue(tx, ctx.now, leaseUntil(ctx.now), most),
}));

const outcome = z.discriminatedUnion('is', [
  z.strictObject({ is: z.literal('sent') }),
  z.strictObject({ is: z.literal('moot') }),
  z.strictObject({ is: z.literal('later'), dueAt: z.date() }),
  z.strictObject({ is: z.literal('failed'), fault: z.string(), permanent: z.boolean() }),
]);
/** What became of one attempt: gone, not needed any more, later, or not taken: then again with growing pauses, ten times at most. */
export const settleMail = act(
  'notices.settleMail',
  z.strictObject({ mailId: id, attempts: z.int(), outcome }),
  nobody,
  async (tx, ctx, { mailId, attempts, outcome: o }) => {
    const save = (to: Parameters<typeof saveOutcome>[3]) => saveOutcome(tx, mailId, attempts, to, ctx.now);
    ctx.about({ mailId, is: o.is });
    if (o.is === 'later') await save({ state: 'waiting', dueAt: o.dueAt, attempts: attempts - 1 });
    else if (o.is !== 'failed') await save({ state: o.is });
    else if (o.permanent || attempts >= attemptsMax) {
      await save({ state: 'dead', fault: o.fault });
      return { dead: true };
    } else await save({ state: 'waiting', fault: o.fault, dueAt: retryAfter(attempts, ctx.now) });
    return { dead: false };
  },
);
