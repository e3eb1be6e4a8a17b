import { z } from 'zod';
import { lockCreators } from '#src/features/creators/index.ts';
import { policiesAt } from '#src/features/policies/index.ts';
import { act, view } from '#src/infra/act.ts';
import type { Ctx } from '#src/infra/context.ts';
import type { Db, Tx } from '#src/infra/db/open.ts';
import { staff } from '#src/infra/may.ts';
import { fromCursor, pageOf } from '#src/lib/page.ts';
import { id, instant, pageQuery } from '#src/lib/shapes.ts';
import { BeginFile, FilePart, ReadUpTo, threadsQuery, Write } from '../contract.ts';
import * as files from '../queries/files.ts';
import * as q from '../queries/threads.ts';
import { typeOf } from '../rules/files.ts';
import { checkText, checkWriting, fitsWaiting, isReachable, leftOf, monthStart, no, sees } from '../rules/writing.ts';
import { loadBetween, nameOf, seatOf } from '../steps/between.ts';
import { attach, beginFile as begin, takePart } from '../steps/files.ts';
import { showCalled, showLast, showMessage, showRefusal } from '../steps/showing.ts';

const writers = staff('owner', 'manager', 'scout', 'coach');
const one = { agencyId: id, creatorId: id };
type One = q.Key;

/** Whether this seat may write to her at this instant, exactly: her consent, her block and the count are read under her lock. */
async function checkedWriting(tx: Tx, ctx: Ctx, key: One) {
  const [creator] = await lockCreators(tx, [key.creatorId]);
  if (!creator) throw no('messages.not_reachable');
  const { messages: policy } = await policiesAt(tx, ['messages'], ctx.now);
  const between = await loadBetween(tx, key, ctx.now);
  const sentSinceReply = await q.countUnanswered(tx, key, monthStart(ctx.now));
  const facts = { sentSinceReply, isSelf: key.creatorId === ctx.actor.creatorId };
  const refusal = checkWriting(seatOf(ctx, key.agencyId), between, facts, policy, ctx.now);
  if (refusal) throw refusal;
  return { policy, between, sentSinceReply };
}

/** Writes to a creator who can be found, is invited or is a member; five times a month at most before she answers, unless she is a member. */
export const write = act('messages.write', z.strictObject({ ...one, ...Write.shape }), writers, async (tx, ctx, input) => {
  const key = { agencyId: input.agencyId, creatorId: input.creatorId };
  const { policy, between, sentSinceReply } = await checkedWriting(tx, ctx, key);
  checkText(input.text, input.fileIds.length, policy);
  const messageId = ctx.newId();
  const called = await nameOf(tx, key.creatorId);
  const unreadBefore = await q.countUnread(tx, key, 'creator');
  const told = { messageId, side: 'agency' as const, text: input.text, sentBy: ctx.actor.personId!, at: ctx.now };
  const seq = await q.saveMessage(tx, { key, ...told, called });
  await attach(tx, ctx, key, 'agency', input.fileIds, seq);
  ctx.about({ ...key, seq });
  ctx.tell('messages.sent', { ...key, seq, side: 'agency', first: unreadBefore === 0 });
  return { messageId, ...key, seq, sentAt: ctx.now.toISOString(), left: leftOf(between, sentSinceReply + 1, policy) };
});

/** How far the agency has read. What was read stays read. */
export const read = act(
  'messages.read',
  z.strictObject({ ...one, ...ReadUpTo.shape }),
  writers,
  async (tx, ctx, { seq, ...key }) => {
    if (!sees(seatOf(ctx, key.agencyId), await loadBetween(tx, key, ctx.now))) throw no('messages.not_found');
    const readSeq = await q.saveRead(tx, key, 'agency', seq);
    if (readSeq === undefined) throw no('messages.not_found');
    return { readSeq };
  },
  { quiet: true },
);

/** The conversations of the agency that this seat may read, the latest first. */
export const list = view(
  'messages.list',
  threadsQuery.extend({ agencyId: id }),
  writers,
  async (db, ctx, { agencyId, only, cursor, limit }) => {
    const seat = seatOf(ctx, agencyId);
    const keys = fromCursor(cursor, [instant, id]);
    const after = keys && { at: keys[0], id: keys[1] };
    const rows = await q.listOfAgencyEverywhere(db, { agencyId, seat, unreadOnly: only === 'unread' }, after, limit, ctx.now);
    const page = pageOf(
      rows,
      limit,
      (r) => [r.last_at.toISOString(), r.creator_id],
      (r) => ({ creatorId: r.creator_id, creator: showCalled(r), ...showLast(r) }),
    );
    return { ...page, unread: await q.countUnreadOfAgencyEverywhere(db, agencyId, seat, ctx.now) };
  },
);

/** A conversation as this seat may read it; to others, and of somebody who cannot be written to, it does not exist. */
async function loadSeen(db: Db, ctx: Ctx, key: One) {
  const [between, thread] = [await loadBetween(db, key, ctx.now), await q.loadThread(db, key)];
  const seat = seatOf(ctx, key.agencyId);
  if (!sees(seat, between) || !(thread || isReachable(between))) throw no('messages.not_found');
  return { seat, between, thread };
}

export const open = view('messages.open', pageQuery.extend(one), writers, async (db, ctx, { cursor, limit, ...key }) => {
  const { seat, between, thread } = await loadSeen(db, ctx, key);
  const keys = fromCursor(cursor, ['number']);
  const rows = thread ? await q.listMessages(db, key, 'agency', keys?.[0], limit) : [];
  const sent = await files.listFiles(
    db,
    key,
    rows.map((r) => r.seq),
  );
  const page = pageOf(
    rows,
    limit,
    (r) => [r.seq],
    (r) => showMessage(r, sent),
  );
  const { messages: policy } = await policiesAt(db, ['messages'], ctx.now);
  const sentSinceReply = await q.countUnanswered(db, key, monthStart(ctx.now));
  const facts = { sentSinceReply, isSelf: key.creatorId === ctx.actor.creatorId };
  return {
    ...page,
    creatorId: key.creatorId,
    creator: thread ? showCalled(thread) : between.member || between.invited ? ((await nameOf(db, key.creatorId)) ?? null) : null,
    member: between.member !== undefined && !between.blocked,
    lastSeq: thread?.last_seq ?? 0,
    readSeq: thread?.agency_read ?? 0,
    hidden: (thread?.hidden_upto ?? 0) > 0,
    left: isReachable(between) ? leftOf(between, sentSinceReply, policy) : 0,
    refused: showRefusal(checkWriting(seat, between, facts, policy, ctx.now)),
    textMax: policy.textMax,
  };
});

/** A file to go along with a message that is still to be written. Whoever may not write begins none, and all that an agency has begun fits into a bound. */
export const beginFile = act('messages.beginFile', z.strictObject({ ...one, ...BeginFile.shape }), writers, async (tx, ctx, input) => {
  const { agencyId, creatorId, name, bytes } = input;
  const { policy } = await checkedWriting(tx, ctx, { agencyId, creatorId });
  if (!fitsWaiting(await files.lockWaitingBytesEverywhere(tx, agencyId), bytes, policy))
    throw no('messages.waiting_full', { mostBytes: policy.waitingMegabytesMax * 1_048_576 });
  return begin(tx, ctx, { agencyId, creatorId }, 'agency', { name, bytes });
});
export const sendPart = act(
  'messages.sendPart',
  z.strictObject({ ...one, fileId: id, n: z.coerce.number().int().min(0).max(100), ...FilePart.shape }),
  writers,
  async (tx, ctx, { agencyId, creatorId, ...part }) => takePart(tx, ctx, { agencyId, creatorId }, 'agency', part),
  { quiet: true },
);

/** A file of this conversation; one that came with words no longer shown is no longer given. */
export const file = view('messages.file', z.strictObject({ ...one, fileId: id }), writers, async (db, ctx, { fileId, ...key }) => {
  const { thread } = await loadSeen(db, ctx, key);
  const found = await files.loadSent(db, key, fileId);
  if (!found || (found.side === 'creator' && found.message_seq! <= (thread?.hidden_upto ?? 0))) throw no('messages.file_unknown');
  return { name: found.name, type: typeOf(found.kind!), bytes: found.content! };
});
