import type { Refusal } from '#src/lib/errors.ts';
import type { Message } from '../contract.ts';
import type { listFiles } from '../queries/files.ts';
import type { ListedRow, ShownRow, ThreadRow } from '../queries/threads.ts';

type Files = Awaited<ReturnType<typeof listFiles>>;

export const showMessage = (m: ShownRow, files: Files): Message => ({
  messageId: m.message_id,
  seq: m.seq,
  side: m.side,
  text: m.text,
  by: m.side === 'agency' ? m.by_name : null,
  sentAt: m.sent_at.toISOString(),
  files: files.filter((f) => f.message_seq === m.seq).map((f) => ({ fileId: f.file_id, name: f.name, kind: f.kind!, bytes: f.bytes })),
});

export const showLast = (r: ListedRow) => ({
  unread: r.unread,
  lastAt: r.last_at.toISOString(),
  last: r.side === null ? null : { side: r.side, text: r.text!, files: r.files!, sentAt: r.sent_at!.toISOString() },
});

/** As she was called when the agency could last see it. */
export const showCalled = (t: Pick<ThreadRow, 'handle' | 'platform' | 'display_name'>) => ({
  handle: t.handle,
  platform: t.platform,
  displayName: t.display_name,
});

export const showRefusal = (refusal: Refusal | undefined) => {
  if (refusal === undefined) return null;
  const { askAgainAt } = refusal.more;
  return { code: refusal.code, detail: refusal.message, askAgainAt: typeof askAgainAt === 'string' ? askAgainAt : null };
};
