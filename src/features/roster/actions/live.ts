import { z } from 'zod';
import { findLiveDataGrant, loadNames, type ExposureLog } from '#src/features/creators/index.ts';
import { SessionQuery } from '#src/features/live/contract.ts';
import { showByMinute, showFigures, showLatest, showOnAir, showSessions } from '#src/features/live/index.ts';
import { view } from '#src/infra/act.ts';
import type { Ctx } from '#src/infra/context.ts';
import type { Db } from '#src/infra/db/open.ts';
import { staff } from '#src/infra/may.ts';
import { fromCursor, pageOf } from '#src/lib/page.ts';
import { id, instant, pageQuery } from '#src/lib/shapes.ts';
import { CompareLives } from '../contract.ts';
import { countSharingEverywhere, listAsked, listSharingEverywhere, type SharingRow } from '../queries/live.ts';
import { listRunning, type MembershipRow } from '../queries/rows.ts';
import { no, sharedFrom } from '../rules/memberships.ts';
import { callMember } from '../steps.ts';

const ours = z.strictObject({ agencyId: id });
const member = ours.extend({ creatorId: id });
const coaches = staff('owner', 'manager', 'coach');

type Look = Parameters<ExposureLog['note']>[0][number];
/** Notes who looked at whose LIVEs; `noteOnce`: at a screen that reads itself anew, of which `what` says which. */
interface Noting {
  note: ExposureLog['note'];
  noteOnce: (looks: Look[], what: string) => void;
}
/** So many members who share are looked at for who is on air; so many of those on air are shown. */
const lookedMost = 5_000;
const onAirMost = 100;

/** A coach sees the creators assigned to her or him. */
function whoOf(ctx: Ctx, agencyId: string) {
  const { role } = ctx.actor.agencies.find((a) => a.agencyId === agencyId)!;
  return { agencyId, coachId: role === 'coach' ? ctx.actor.personId! : undefined };
}
const lookAt = (ctx: Ctx, m: { creator_id: string; agency_id: string }, grant: { event_id: string; snapshot: string }) => ({
  creator_id: m.creator_id,
  agency_id: m.agency_id,
  person_id: ctx.actor.personId!,
  surface: 'live' as const,
  numbers: 'exact' as const,
  consent_event_id: grant.event_id,
  checked_at: ctx.now,
  snapshot: grant.snapshot,
});
const shared = (m: MembershipRow) => ({ creatorId: m.creator_id, since: sharedFrom(m.since) });
async function callAll(db: Db, rows: readonly MembershipRow[], now: Date) {
  const names = await loadNames(
    db,
    rows.map((r) => r.creator_id),
  );
  return new Map(rows.map((r) => [r.creator_id, { creatorId: r.creator_id, ...callMember(r, names, now) }]));
}

/** Who of the members is on air, of those who share their LIVEs; of the others only how many they are. */
const makeNow = ({ noteOnce }: Noting) =>
  view('roster.liveNow', ours, coaches, async (db, ctx, { agencyId }) => {
    const who = whoOf(ctx, agencyId);
    const rows = await listSharingEverywhere(db, who, ctx.now, lookedMost);
    const { total, items } = await showOnAir(db, rows.map(shared), ctx.now, onAirMost);
    const byId = new Map(rows.map((r) => [r.creator_id, r]));
    const seen = items.map((one) => byId.get(one.creatorId)!);
    noteOnce(
      [...new Set(seen)].map((r) => lookAt(ctx, r, r)),
      'now',
    );
    const called = await callAll(db, seen, ctx.now);
    return {
      asOf: ctx.now.toISOString(),
      ...(await countSharingEverywhere(db, who, ctx.now)),
      looked: rows.length,
      onAir: total,
      items: items.map((one) => ({ ...called.get(one.creatorId)!, ...one })),
    };
  });

/** Members who share their LIVEs, newest first, each with her last one. */
const makeMembers = ({ noteOnce }: Noting) =>
  view('roster.liveMembers', pageQuery.extend(ours.shape), coaches, async (db, ctx, { agencyId, cursor, limit }) => {
    const who = whoOf(ctx, agencyId);
    const keys = fromCursor(cursor, [instant, id]);
    const rows = await listSharingEverywhere(db, who, ctx.now, limit + 1, keys && { since: keys[0], id: keys[1] });
    const shown = rows.slice(0, limit);
    const latest = await showLatest(db, shown.map(shared), ctx.now);
    noteOnce(
      shown.filter((r) => latest.has(r.creator_id)).map((r) => lookAt(ctx, r, r)),
      'now',
    );
    const called = await callAll(db, shown, ctx.now);
    const page = pageOf(
      rows,
      limit,
      (r) => [r.since.toISOString(), r.membership_id],
      (r: SharingRow) => ({
        ...called.get(r.creator_id)!,
        since: r.since.toISOString(),
        latest: latest.get(r.creator_id) ?? null,
      }),
    );
    return { ...page, asOf: ctx.now.toISOString(), ...(await countSharingEverywhere(db, who, ctx.now)) };
  });

/** Two to five members side by side. Who does not share her LIVEs now stands there without figures; who is no member refuses it all. */
const makeCompare = ({ note }: Noting) =>
  view('roster.liveCompare', CompareLives.extend(ours.shape), coaches, async (db, ctx, { agencyId, creatorIds }) => {
    const wanted = [...new Set(creatorIds)];
    const rows = await listAsked(db, whoOf(ctx, agencyId), wanted, ctx.now);
    if (rows.length < wanted.length) throw no('roster.not_found');
    const sharing = rows.filter((r): r is SharingRow => r.event_id !== null);
    const { from, figures } = await showFigures(db, sharing.map(shared), ctx.now);
    note(sharing.map((r) => lookAt(ctx, r, r)));
    const called = await callAll(db, rows, ctx.now);
    return {
      asOf: ctx.now.toISOString(),
      from,
      items: wanted.map((creatorId) => ({ ...called.get(creatorId)!, figures: figures.get(creatorId) ?? null })),
    };
  });

/**
 * Members' LIVEs, for their own agency while they share them: membership and permission are read now, on the primary, and who looked is
 * kept. From the day on which she joined; a coach sees the creators assigned to her or him.
 */
export function makeLive(noting: Noting) {
  /** Since when her LIVEs are shown, and how she is called; `sessionId`: only one of them is looked at, for a while perhaps. */
  async function letIn(db: Db, ctx: Ctx, { agencyId, creatorId }: z.output<typeof member>, sessionId?: string) {
    const { coachId } = whoOf(ctx, agencyId);
    const [membership] = await listRunning(db, [creatorId], ctx.now, agencyId);
    if (!membership || (coachId !== undefined && membership.coach_id !== coachId)) throw no('roster.not_found');
    const grant = await findLiveDataGrant(db, creatorId, ctx.now);
    if (!grant) throw no('roster.live_not_shared');
    const look = [lookAt(ctx, membership, grant)];
    if (sessionId === undefined) noting.note(look);
    else noting.noteOnce(look, sessionId);
    return { since: sharedFrom(membership.since), creator: (await callAll(db, [membership], ctx.now)).get(creatorId)! };
  }
  return {
    now: makeNow(noting),
    members: makeMembers(noting),
    compare: makeCompare(noting),
    list: view('roster.live', SessionQuery.extend(member.shape), coaches, async (db, ctx, { agencyId, creatorId, ...asked }) => {
      const { since, creator } = await letIn(db, ctx, { agencyId, creatorId });
      return { ...(await showSessions(db, creatorId, { ...asked, since }, ctx.now)), creator };
    }),
    minutes: view('roster.liveMinutes', member.extend({ sessionId: id }), coaches, async (db, ctx, { sessionId, ...who }) => {
      const { since, creator } = await letIn(db, ctx, who, sessionId);
      return { ...(await showByMinute(db, who.creatorId, sessionId, ctx.now, since)), creator };
    }),
  };
}
