import { z } from 'zod';
import { loadAgencies, showCard } from '#src/features/agencies/index.ts';
import { listBlocksOf } from '#src/features/blocks/index.ts';
import { lockCreators } from '#src/features/creators/index.ts';
import { policiesAt } from '#src/features/policies/index.ts';
import { act, view } from '#src/infra/act.ts';
import type { Ctx } from '#src/infra/context.ts';
import type { Db, Tx } from '#src/infra/db/open.ts';
import { creatorHerself } from '#src/infra/may.ts';
import { fromCursor, pageOf } from '#src/lib/page.ts';
import { id, instant, pageQuery } from '#src/lib/shapes.ts';
import { BeginFile, FilePart, ReadUpTo, Write } from '../contract.ts';
import * as files from '../queries/files.ts';
import * as q from '../queries/threads.ts';
import { typeOf } from '../rules/files.ts';
import { checkAnswering, checkText, isReachable, no } from '../rules/writing.ts';
import { loadBetween, nameOf } from '../steps/between.ts';
import { attach, beginFile as begin, takePart } from '../steps/files.ts';
import { showLast, showMessage, showRefusal } from '../steps/showing.ts';

const withAgency = { agencyId: id };
const keyOf = (ctx: Ctx, agencyId: string): q.Key => ({ creatorId: ctx.actor.creatorId!, agencyId });

async function checkedAnswering(tx: Tx, ctx: Ctx, key: q.Key) {
  await lockCreators(tx, [key.creatorId]);
  const [between, thread] = [await loadBetween(tx, key, ctx.now), await q.loadThread(tx, key)];
  const refusal = checkAnswering(between, thread !== undefined);
  if (refusal) throw refusal;
  return between;
}

/** Answers an agency, as often as she likes; or begins a conversation with her agency, or one that invites her. */
export const answer = act('messages.answer', z.strictObject({ ...withAgency, ...Write.shape }), creatorHerself, async (tx, ctx, input) => {
  const key = keyOf(ctx, input.agencyId);
  const between = await checkedAnswering(tx, ctx, key);
  const { messages: policy } = await policiesAt(tx, ['messages'], ctx.now);
  checkText(input.text, input.fileIds.length, policy);
  const messageId = ctx.newId();
  // Of somebody who has withdrawn the agency keeps the name that it knew.
  const called = isReachable(between) ? await nameOf(tx, key.creatorId) : undefined;
  const unreadBefore = await q.countUnread(tx, key, 'agency');
  const told = { messageId, side: 'creator' as const, text: input.text, sentBy: ctx.actor.personId!, at: ctx.now };
  const seq = await q.saveMessage(tx, { key, ...told, called });
  await attach(tx, ctx, key, 'creator', input.fileIds, seq);
  ctx.about({ ...key, seq });
  const { everMember, member } = between;
  const to = { writers: await q.listWriters(tx, key), everMember, coachId: member?.coachId ?? null };
  ctx.tell('messages.sent', { ...key, seq, side: 'creator', first: unreadBefore === 0, ...to });
  return { messageId, ...key, seq, sentAt: ctx.now.toISOString(), left: null };
});

/** How far she has read. No agency is told. */
export const readMine = act(
  'messages.readMine',
  z.strictObject({ ...withAgency, ...ReadUpTo.shape }),
  creatorHerself,
  async (tx, ctx, { agencyId, seq }) => {
    const readSeq = await q.saveRead(tx, keyOf(ctx, agencyId), 'creator', seq);
    if (readSeq === undefined) throw no('messages.not_found');
    return { readSeq };
  },
  { quiet: true },
);

export const mine = view('messages.mine', pageQuery, creatorHerself, async (db, ctx, { cursor, limit }) => {
  const creatorId = ctx.actor.creatorId!;
  const keys = fromCursor(cursor, [instant, id]);
  const rows = await q.listOfCreator(db, creatorId, keys && { at: keys[0], id: keys[1] }, limit);
  const agencies = new Map((await loadAgencies(db, [...new Set(rows.map((r) => r.agency_id))])).map((a) => [a.agency_id, a]));
  const blocked = new Set((await listBlocksOf(db, creatorId)).map((b) => b.agency_id));
  const page = pageOf(
    rows,
    limit,
    (r) => [r.last_at.toISOString(), r.agency_id],
    (r) => ({ agency: showCard(agencies.get(r.agency_id)!), blocked: blocked.has(r.agency_id), ...showLast(r) }),
  );
  return { ...page, unread: await q.countUnreadOfCreator(db, creatorId) };
});

async function loadHers(db: Db, ctx: Ctx, key: q.Key) {
  const [agency] = await loadAgencies(db, [key.agencyId]);
  const [between, thread] = [await loadBetween(db, key, ctx.now), await q.loadThread(db, key)];
  const refusal = checkAnswering(between, thread !== undefined);
  if (!agency || refusal?.code === 'messages.not_found') throw no('messages.not_found');
  return { agency, between, thread, refusal };
}

/** A conversation with everything in it, also with an agency that she blocked. */
export const openMine = view(
  'messages.openMine',
  pageQuery.extend(withAgency),
  creatorHerself,
  async (db, ctx, { cursor, limit, agencyId }) => {
    const key = keyOf(ctx, agencyId);
    const { agency, between, thread, refusal } = await loadHers(db, ctx, key);
    const keys = fromCursor(cursor, ['number']);
    const rows = thread ? await q.listMessages(db, key, 'creator', keys?.[0], limit) : [];
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
    return {
      ...page,
      agency: showCard(agency),
      member: between.member !== undefined,
      blocked: between.blocked,
      lastSeq: thread?.last_seq ?? 0,
      readSeq: thread?.creator_read ?? 0,
      refused: showRefusal(refusal),
      textMax: policy.textMax,
    };
  },
);

export const beginMyFile = act(
  'messages.beginMyFile',
  z.strictObject({ ...withAgency, ...BeginFile.shape }),
  creatorHerself,
  async (tx, ctx, { agencyId, name, bytes }) => {
    const key = keyOf(ctx, agencyId);
    await checkedAnswering(tx, ctx, key);
    return begin(tx, ctx, key, 'creator', { name, bytes });
  },
);
export const sendMyPart = act(
  'messages.sendMyPart',
  z.strictObject({ ...withAgency, fileId: id, n: z.coerce.number().int().min(0).max(100), ...FilePart.shape }),
  creatorHerself,
  async (tx, ctx, { agencyId, ...part }) => takePart(tx, ctx, keyOf(ctx, agencyId), 'creator', part),
  { quiet: true },
);

export const myFile = view('messages.myFile', z.strictObject({ ...withAgency, fileId: id }), creatorHerself, async (db, ctx, input) => {
  const found = await files.loadSent(db, keyOf(ctx, input.agencyId), input.fileId);
  if (!found) throw no('messages.file_unknown');
  return { name: found.name, type: typeOf(found.kind!), bytes: found.content! };
});
