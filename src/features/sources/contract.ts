import { z } from 'zod';
import { Ingested } from '#src/features/live/contract.ts';
import type { Reasons } from '#src/lib/errors.ts';
import { count, id, instant, orNull, page, platform } from '#src/lib/shapes.ts';

/**
 * How a source speaks: `standard` sends CloudEvents signed by Standard Webhooks; `listener` does so too and overhears a LIVE as its viewers see it,
 * so that its creator's permission is needed and no gift is confirmed; `twitch` is EventSub.
 */
export const sourceKind = z.enum(['standard', 'listener', 'twitch']);
export type SourceKind = z.infer<typeof sourceKind>;

const secret = z.string().min(10).max(200).regex(/^[\x21-\x7e]+$/, 'has blanks or odd characters'); // prettier-ignore
export const NewSource = z.strictObject({
  kind: sourceKind,
  /** Stands before what its events name as their source. */
  name: z.string().regex(/^[a-z0-9][a-z0-9-]{1,39}$/, 'is not of 2 to 40 small letters, digits and hyphens'),
  /** The sender's own secret, where it makes one; left out: we make it. */
  secret: secret.optional(),
});
export const NewSecret = z.strictObject({
  secret: secret.optional(),
  /** So long the one before stays valid beside it. 0: it ends at once, as it must when somebody else knows it. */
  overlapHours: z.int().min(0).max(168).default(24),
});
const withSecret = {
  sourceId: id,
  /** Where the deliveries go. */
  url: z.string(),
  /** Shown this once. */
  secret: z.string(),
};
export const MadeSource = z.object(withSecret).meta({ id: 'MadeLiveSource' });
export const MadeSecret = z.object({ ...withSecret, oldSecretUntil: instant.nullable() }).meta({ id: 'MadeLiveSecret' });

/** What a platform was asked to send, as it told us itself. */
export const Subscription = z
  .object({
    subscriptionId: z.string(),
    type: z.string(),
    /** The platform's number of it. */
    channel: z.string().nullable(),
    /** `enabled`, or why it ended, in the platform's own word: `authorization_revoked`, `notification_failures_exceeded`. */
    status: z.string(),
    at: instant,
  })
  .meta({ id: 'LiveSubscription' });
export const Source = z
  .object({
    sourceId: id,
    kind: sourceKind,
    name: z.string(),
    url: z.string(),
    /** `unreadable`: its secret was sealed by another Greenroom (a backup restored elsewhere); it needs a new one. */
    /** `revoked`: of some of what it was asked to send, its platform told that nothing more will come. */
    state: z.enum(['open', 'revoked', 'unreadable', 'taken_back']),
    madeAt: instant,
    secretMadeAt: instant,
    oldSecretUntil: instant.nullable(),
    takenBackAt: instant.nullable(),
    /** To the minute. Null: never. */
    heardAt: instant.nullable(),
    refusedAt: instant.nullable(),
    /** What came of it in the last two days while no broadcast was known to which it could belong. */
    unplaced: count,
    /** The latest 100. */
    subscriptions: z.array(Subscription),
  })
  .meta({ id: 'LiveSource' });
export const Sources = page(Source).meta({ id: 'LiveSources' });
export const SourceId = z.strictObject({ sourceId: id });
export const TakenBack = z.object({ sourceId: id, takenBackAt: orNull(instant) }).meta({ id: 'LiveSourceTakenBack' });

export const AccountQuery = z.strictObject({ platform, account: z.string().min(1).max(200) });
export const Permitted = z.object({ permitted: z.boolean() }).meta({ id: 'ListeningPermitted' });

export const Received = Ingested.extend({
  /** Says nothing that counts. */
  ignored: count,
  /** Belongs to no broadcast that is known so far: kept for two days, in case its beginning comes late. */
  unplaced: count,
}).meta({ id: 'LiveReceived' });
export type Received = z.infer<typeof Received> & { challenge?: string };

export const reasons = {
  'sources.not_found': { kind: 'not_found', detail: 'There is no such source of LIVE events.' },
  'sources.name_taken': { kind: 'conflict', detail: 'Another source has, or had, this name.' },
  'sources.bad_secret': {
    kind: 'invalid',
    detail: 'A secret of Standard Webhooks is "whsec_" and 24 to 64 bytes in base64; one of Twitch is 10 to 100 characters of ASCII.',
  },
  'sources.taken_back': { kind: 'gone', detail: 'This source was taken back: nothing is taken from it any more.' },
  'sources.unreadable': {
    kind: 'unauthenticated',
    detail: 'The secret of this source cannot be read here, so no signature can be checked. Its operator has to give it a new one.',
  },
  'sources.unsigned': {
    kind: 'unauthenticated',
    detail: 'This delivery is not signed: it needs webhook-id, webhook-timestamp (in seconds) and webhook-signature.',
  },
  'sources.forged': {
    kind: 'unauthenticated',
    detail: 'The signature was not made with the secret of this source, or not over this body.',
  },
  'sources.stale': {
    kind: 'unauthenticated',
    detail: 'The signature is more than five minutes away from our clock: it may be a repetition by somebody else.',
  },
  'sources.no_consent': {
    kind: 'forbidden',
    detail: 'Nobody with this account lets this Greenroom listen now: what a listener hears of it is not taken.',
  },
  'sources.garbled': { kind: 'invalid', detail: 'The signature is right, and yet this is nothing that senders of this kind send.' },
  // In the words, and by the status, that the platform asks for.
  'sources.twitch_unsigned': {
    kind: 'forbidden',
    detail: 'This delivery is not signed: it needs Twitch-Eventsub-Message-Id, -Timestamp and -Signature.',
  },
  'sources.twitch_forged': {
    kind: 'forbidden',
    detail: 'The signature was not made with the secret of this source, or not over this body.',
  },
  'sources.twitch_stale': {
    kind: 'forbidden',
    detail: 'The message is more than ten minutes away from our clock: it may be a repetition by somebody else.',
  },
} as const satisfies Reasons;
