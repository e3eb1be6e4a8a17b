import { promisify } from 'node:util';
import { inflate } from 'node:zlib';
import type { Ctx } from '#src/infra/context.ts';
import type { Tx } from '#src/infra/db/open.ts';
import { addDays } from '#src/lib/time.ts';
import { partBytes, type FileKind, type Side } from '../contract.ts';
import * as q from '../queries/files.ts';
import type { Key } from '../queries/threads.ts';
import { cleanName, isPdf, isRefused, judge, latin1, packedObjects, partLength } from '../rules/files.ts';
import { filesPerDay, no } from '../rules/writing.ts';

const unfold = promisify<Buffer, { maxOutputLength: number }, Buffer>(inflate);
/** Bytes that the packed objects of one PDF may unfold to. */
const unfoldedMax = 16_777_216;
/** The words of a PDF's packed objects; undefined where one cannot be unpacked within bounds. */
async function unpack(content: Buffer): Promise<string | undefined> {
  const text = latin1(content);
  const packed = packedObjects(text);
  if (packed === undefined) return undefined;
  let words = '';
  try {
    for (const { from, to } of packed) {
      const body = Buffer.from(text.slice(from, to), 'latin1');
      words += (await unfold(body, { maxOutputLength: unfoldedMax - words.length })).toString('latin1');
    }
  } catch {
    return undefined;
  }
  return words;
}

/** A file begins: its bytes follow in parts. The caller holds her lock and has seen that this side may write. */
export async function beginFile(tx: Tx, ctx: Ctx, key: Key, side: Side, { name, bytes }: { name: string; bytes: number }) {
  if ((await q.countFilesSince(tx, key, side, addDays(ctx.now, -1))) >= filesPerDay) throw no('messages.files_full', { most: filesPerDay });
  const fileId = ctx.newId();
  const parts = Math.ceil(bytes / partBytes);
  const said = { message_seq: null, side, kind: null, name, bytes, parts, made_by: ctx.actor.personId!, made_at: ctx.now };
  await q.saveFile(tx, { creator_id: key.creatorId, file_id: fileId, agency_id: key.agencyId, ...said });
  ctx.about({ ...key, fileId });
  return { fileId, partBytes, parts };
}

/** Takes one part of a file; once all are there it is looked into, and what is not taken is refused here. Sending a part again changes nothing. */
export async function takePart(tx: Tx, ctx: Ctx, key: Key, side: Side, part: { fileId: string; n: number; data: string }) {
  const { fileId, n } = part;
  const file = await q.lockWaiting(tx, key, fileId);
  if (file?.side !== side || file.made_by !== ctx.actor.personId) throw no('messages.file_unknown');
  if (file.kind !== null) return { fileId, n, kind: file.kind };
  const body = Buffer.from(part.data, 'base64');
  if (n >= file.parts || body.length !== partLength(file, n)) throw no('messages.part_unknown', { parts: file.parts });
  await q.savePart(tx, { creator_id: key.creatorId, file_id: fileId, agency_id: key.agencyId, n, body });
  if ((await q.countParts(tx, key.creatorId, fileId)) < file.parts) return { fileId, n, kind: null };
  const parts = await q.listParts(tx, key.creatorId, fileId);
  return { fileId, n, kind: await settle(tx, file, Buffer.concat(parts.map((p) => p.body))) };
}
async function settle(tx: Tx, file: q.FileRow, content: Buffer): Promise<FileKind> {
  const unpacked = isPdf(content) ? await unpack(content) : undefined;
  const judged = judge(content, () => unpacked);
  if (isRefused(judged)) throw no(judged);
  await q.saveContent(tx, { ...file, name: cleanName(file.name, judged) }, judged, content);
  return judged;
}

/** Gives files of one person that wait to a message that was just written: all of them, or none. */
export async function attach(tx: Tx, ctx: Ctx, key: Key, side: Side, fileIds: readonly string[], seq: number): Promise<void> {
  if (fileIds.length === 0) return;
  const wanted = [...new Set(fileIds)];
  if ((await q.saveSent(tx, key, side, ctx.actor.personId!, wanted, seq)) !== wanted.length) throw no('messages.file_not_whole');
}
