import { z } from 'zod';
import { AgencyCard } from '#src/features/agencies/contract.ts';
import type { Reasons } from '#src/lib/errors.ts';
import { id, instant, line, orNull, page, pageQuery, platform, prose } from '#src/lib/shapes.ts';

export const messageSide = z.enum(['agency', 'creator']);
export type Side = z.infer<typeof messageSide>;

/** What may be sent along: found by looking into it, whatever its name says. */
export const fileKind = z.enum(['png', 'jpeg', 'webp', 'pdf', 'text']);
export type FileKind = z.infer<typeof fileKind>;
/** Bytes of one part of a file, before they are written as base64. */
export const partBytes = 524_288;
export const fileBytesMax = 4_194_304;
export const filesMax = 5;
/** Characters that no rule of the operator's goes beyond. */
export const textMax = 8000;

export const MessageFile = z.object({ fileId: id, name: z.string(), kind: fileKind, bytes: z.int() }).meta({ id: 'MessageFile' });
export const Message = z
  .object({
    messageId: id,
    /** Its number in the conversation, from 1. */
    seq: z.int(),
    side: messageSide,
    text: z.string(),
    /** Who of the agency wrote it; null: the creator did, or that account is deleted. */
    by: z.string().nullable(),
    sentAt: instant,
    files: z.array(MessageFile),
  })
  .meta({ id: 'Message' });
export type Message = z.infer<typeof Message>;

export const called = z.object({ handle: z.string(), platform, displayName: z.string() }).meta({ id: 'Correspondent' });
const last = orNull(z.object({ side: messageSide, text: z.string(), files: z.int(), sentAt: instant }).meta({ id: 'LastMessage' }));
const common = { unread: z.int(), lastAt: instant, last };
/** The agency's side. `last`: of what it may read. */
export const OurThread = z.object({ creatorId: id, creator: called, ...common }).meta({ id: 'OurThread' });
/** `unread`: conversations with something new. */
export const OurThreads = page(OurThread).extend({ unread: z.int() }).meta({ id: 'OurThreads' });
export const threadsQuery = pageQuery.extend({ only: z.enum(['unread']).optional() });
/** Her side. */
export const MyThread = z.object({ agency: AgencyCard, blocked: z.boolean(), ...common }).meta({ id: 'MyThread' });
export const MyThreads = page(MyThread).extend({ unread: z.int() }).meta({ id: 'MyThreads' });

const writing = {
  /** Why nothing can be written now; null: it can. */
  refused: orNull(z.object({ code: z.string(), detail: z.string(), askAgainAt: instant.nullable() })),
  textMax: z.int(),
};
/** A conversation, the newest message first. */
export const OurConversation = page(Message)
  .extend({
    creatorId: id,
    /** Null: nothing was written yet. */
    creator: orNull(called),
    /** As she can be found, invited or is a member now. */
    member: z.boolean(),
    lastSeq: z.int(),
    readSeq: z.int(),
    /** Some of what she wrote is no longer shown: she withdrew. */
    hidden: z.boolean(),
    /** Messages left before she answers; null: as many as you like. */
    left: z.int().nullable(),
    ...writing,
  })
  .meta({ id: 'OurConversation' });
export const MyConversation = page(Message)
  .extend({
    agency: AgencyCard,
    member: z.boolean(),
    blocked: z.boolean(),
    lastSeq: z.int(),
    readSeq: z.int(),
    ...writing,
  })
  .meta({ id: 'MyConversation' });

/** The words may be left out where a file goes along. */
export const Write = z.strictObject({ text: prose(textMax).default(''), fileIds: z.array(id).max(filesMax).default([]) });
/** Ids and states, for an answer is kept with its key. */
export const Written = z
  .object({ messageId: id, agencyId: id, creatorId: id, seq: z.int(), sentAt: instant, left: z.int().nullable() })
  .meta({ id: 'MessageWritten' });
export const ReadUpTo = z.strictObject({ seq: z.int().min(0) });
export const ReadTo = z.object({ readSeq: z.int() }).meta({ id: 'MessagesRead' });

export const BeginFile = z.strictObject({ name: line(200), bytes: z.int().min(1).max(fileBytesMax) });
export const FileBegun = z.object({ fileId: id, partBytes: z.int(), parts: z.int() }).meta({ id: 'MessageFileBegun' });
/** In a form that a document can tell. */
const base64 = /^[A-Za-z0-9+/]*={0,2}$/;
export const FilePart = z.strictObject({
  data: z
    .string()
    .max(Math.ceil(partBytes / 3) * 4)
    .regex(base64, 'is not base64'),
});
/** `kind`: what it was found to be, once it is there whole. */
export const FileSent = z.object({ fileId: id, n: z.int(), kind: orNull(fileKind) }).meta({ id: 'MessageFileSent' });

export const Block = z.strictObject({ agencyId: id });
export const Blocked = z
  .object({ agencyId: id, blocked: z.boolean(), /** Open invitations that ended with it. */ invitationsEnded: z.int() })
  .meta({ id: 'Blocked' });
export const Blocks = page(z.object({ agency: AgencyCard, blockedAt: instant }).meta({ id: 'BlockedAgency' })).meta({ id: 'Blocks' });

export const reasons = {
  'messages.not_found': { kind: 'not_found', detail: 'There is no such conversation.' },
  'messages.not_reachable': { kind: 'not_found', detail: 'Nobody by this id can be written to.' },
  'messages.own_profile': { kind: 'unprocessable', detail: 'Nobody writes to themselves.' },
  'messages.await_reply': {
    kind: 'too_many',
    detail: 'Your agency has written as often as the rules allow before an answer.',
  },
  'messages.empty': { kind: 'invalid', detail: 'A message has words or a file.' },
  'messages.too_long': { kind: 'unprocessable', detail: 'The message is longer than the rules allow.' },
  'messages.you_blocked': { kind: 'conflict', detail: 'You have blocked this agency. Take the block back to write to it.' },
  'messages.agency_unknown': { kind: 'not_found', detail: 'There is no such agency.' },
  'messages.not_blocked': { kind: 'not_found', detail: 'You have not blocked this agency.' },
  'messages.file_unknown': { kind: 'not_found', detail: 'There is no such file, or it was sent already.' },
  'messages.file_not_whole': { kind: 'conflict', detail: 'A file is not there whole, or was not found to be what can be sent.' },
  'messages.part_unknown': { kind: 'invalid', detail: 'This part does not belong to the file, or has another length.' },
  'messages.files_full': { kind: 'too_many', detail: 'As many files as can be sent in this conversation in a day.' },
  'messages.waiting_full': {
    kind: 'too_many',
    detail:
      'The files that this agency has begun and not sent are as large together as the rules allow. What is not sent goes after a day.',
  },
  'messages.file_kind': {
    kind: 'unprocessable',
    detail: 'PNG, JPEG, WebP, PDF and plain text can be sent. This is something else inside.',
  },
  'messages.file_mixed': { kind: 'unprocessable', detail: 'This file is two sorts at once, or has something behind its end.' },
  'messages.file_broken': { kind: 'unprocessable', detail: 'This file is not whole, or its beginning does not say what it is.' },
  'messages.file_huge': { kind: 'unprocessable', detail: 'This picture would unfold to more points than can be opened without harm.' },
  'messages.file_active': { kind: 'unprocessable', detail: 'This PDF carries a program, an action or another file inside.' },
} as const satisfies Reasons;
