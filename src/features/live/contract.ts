import { z } from 'zod';
import type { Reasons } from '#src/lib/errors.ts';
import { bps, count, day, id, instant, orNull, page, pageQuery, platform } from '#src/lib/shapes.ts';

/** What can happen in a LIVE. The place of a name is its number in the database: new ones are added at the end. */
export const eventTypes = [
  'stream.started',
  'stream.ended',
  'stream.paused',
  'stream.resumed',
  'stream.sample',
  'gift',
  'follow',
  'share',
  'chat',
  'subscription',
  'match.started',
  'match.score',
  'match.ended',
  'moderation.deleted',
] as const;
export const eventType = z.enum(eventTypes);
export type EventType = z.infer<typeof eventType>;

/** As its platform or sender writes it, to the letter; blank is nothing. */
const short = z.string().min(1).max(200).regex(/\S/, 'is blank');
/** More than any LIVE has of it; what a count and a price make together stays a whole number everywhere. */
export const most = { viewers: 2_000_000_000, count: 10_000_000, diamondsEach: 1_000_000, events: 2_000 } as const;
const figure = z.int().min(0).max(most.viewers);

/**
 * A CloudEvents 1.0 event as a sender writes it; the catalogue is docs/live-events.md. Attributes and fields that are not listed are
 * allowed, and not kept. Events are read by `readEvent` (rules): this shape documents it.
 */
export const LiveEvent = z
  .looseObject({
    specversion: z.literal('1.0'),
    id: short,
    source: short,
    type: eventType,
    /** Left out or null: the sender does not know it. */
    time: instant.nullable().optional(),
    /** The account that is LIVE, as its platform calls it. */
    subject: short,
    platform,
    /** The platform's own id of the broadcast. */
    session: short,
    data: z
      .looseObject({
        viewers: figure.optional(),
        viewersTotal: figure.optional(),
        viewersReturning: figure.optional(),
        likesTotal: z.int().min(0).optional(),
        giftId: short.optional(),
        from: short.optional(),
        to: short.nullable().optional(),
        count: z.int().min(1).max(most.count).optional(),
        diamondsEach: z.int().min(0).max(most.diamondsEach).optional(),
        streak: short.nullable().optional(),
        closed: z.boolean().optional(),
      })
      .optional(),
  })
  .meta({ id: 'LiveEvent' });
const anything = z.union([z.record(z.string(), z.unknown()), z.array(z.unknown()), z.string(), z.number(), z.boolean(), z.null()]);
/** What is no event is refused by its index, and the others are taken: the request itself is right. */
export const LiveEvents = z
  .array(z.union([LiveEvent, anything]))
  .min(1)
  .max(most.events);

export const IngestQuery = z.strictObject({
  /** The instant that age is judged by, for a recording of the past; left out: now. */
  asOf: instant.optional(),
});
export const Ingested = z
  .object({
    accepted: count,
    duplicate: count,
    /** Of accounts that belong to nobody here yet: kept, and counted as soon as they do. */
    quarantined: count,
    rejected: z.array(z.object({ index: count, code: z.string(), detail: z.string() })),
  })
  .meta({ id: 'Ingested' });
export type Ingested = z.infer<typeof Ingested>;

export const Register = z.strictObject({ platform, accounts: z.array(z.string().trim().min(1).max(120)).min(1).max(500) });
export const Registered = z.object({ known: count, registered: count }).meta({ id: 'RegisteredAccounts' });

/** `live`: it goes on. `ended`: its end was told. `inferred`: it ended when nothing came any more, or another one began. */
export const sessionState = z.enum(['live', 'ended', 'inferred']);
export type SessionState = z.infer<typeof sessionState>;

const counters = {
  /** Confirmed: gifts that are whole, streaks whose end was seen. */
  diamonds: count,
  /** Streaks whose end never came, at their highest count; while the LIVE goes on they are still open. */
  diamondsInferred: count,
  gifts: count,
  follows: count,
  shares: count,
  chats: count,
  subscriptions: count,
};
export const LiveSession = z
  .object({
    sessionId: id,
    platform,
    account: z.string(),
    state: sessionState,
    startedAt: instant,
    /** No event told of the start: it is the first that came. */
    startInferred: z.boolean(),
    /** Null while it goes on. */
    endedAt: instant.nullable(),
    liveSeconds: count,
    /** Viewers over the minutes that were measured, each alike; null: none was. */
    averageViewers: count.nullable(),
    measuredMinutes: count,
    peakViewers: count.nullable(),
    viewersTotal: count.nullable(),
    /** Of those, who had watched a LIVE of hers in the 30 days before; null: nobody told. */
    viewersReturning: count.nullable(),
    likesTotal: count.nullable(),
    ...counters,
    /** Gifts to others in the same broadcast: not among `diamonds`. */
    diamondsToGuests: count,
    matches: count,
    events: count,
    /** Events without a time of their own: placed by their arrival. */
    untimed: count,
    source: z.string(),
    asOf: instant,
  })
  .meta({ id: 'LiveSession' });
export type LiveSession = z.infer<typeof LiveSession>;
export const LiveSessions = page(LiveSession).meta({ id: 'LiveSessions' });
export const SessionQuery = pageQuery.extend({ from: day.optional(), to: day.optional() });

export const LiveMinute = z
  .object({
    minute: instant,
    /** Null: not measured in this minute. */
    viewers: count.nullable(),
    peakViewers: count.nullable(),
    samples: count,
    likesTotal: count.nullable(),
    ...counters,
  })
  .meta({ id: 'LiveMinute' });
export type LiveMinute = z.infer<typeof LiveMinute>;
/** Between which values eight of ten lay; null: fewer than five are known. */
export const usually = orNull(z.object({ low: count, high: count }).meta({ id: 'UsualRange' }));
/** What her LIVEs before this one were like, at most twelve of at least ten minutes. */
export const Usual = z
  .object({
    sessions: count,
    liveSeconds: usually,
    averageViewers: usually,
    peakViewers: usually,
    viewersTotal: usually,
    /** With those that are inferred. */
    diamonds: usually,
    gifts: usually,
    follows: usually,
    shares: usually,
    chats: usually,
  })
  .meta({ id: 'UsualLive' });
export type Usual = z.infer<typeof Usual>;
export const LiveMoment = z
  .object({
    kind: z.enum(['peak', 'rise', 'fall', 'gifts', 'follows']),
    at: instant,
    /** People, diamonds (with those that are inferred) or followers. */
    value: count,
    /** Within so many minutes from then on. */
    minutes: count,
  })
  .meta({ id: 'LiveMoment' });
export type LiveMoment = z.infer<typeof LiveMoment>;
/** How many of the first viewers can have stayed: a bound, for nobody tells who left and who came. */
export const KeptViewers = z
  .object({
    /** Who was watching at the end of the opening, minute `since` from the start. */
    starters: count,
    since: count,
    /** By the minute after that: the largest share of them that can still have been there. */
    atMostBps: z.array(bps),
    /** The minutes after which it was half at most; null: never within the hour. */
    halfAfter: count.nullable(),
    /** In eight of ten of her LIVEs before, as far as enough of them went on. */
    usually: z.array(z.object({ low: bps, high: bps })),
    usuallyOf: count,
  })
  .meta({ id: 'KeptViewers' });
export type KeptViewers = z.infer<typeof KeptViewers>;
/** Minutes in which nothing came have no line: nothing is known of them. */
export const LiveSessionByMinute = z
  .object({ session: LiveSession, minutes: z.array(LiveMinute), moments: z.array(LiveMoment), usual: Usual, kept: orNull(KeptViewers) })
  .meta({ id: 'LiveSessionByMinute' });
export type LiveSessionByMinute = z.infer<typeof LiveSessionByMinute>;

/** What a creator's LIVEs came to in some days (UTC), up to now. */
export const LiveFigures = z
  .object({
    from: instant,
    lives: count,
    liveSeconds: count,
    days: count,
    /** Days with an hour of LIVE or more. */
    validDays: count,
    /** Over all measured minutes, each alike, however they lie in LIVEs; null: none was measured. */
    averageViewers: count.nullable(),
    measuredMinutes: count,
    peakViewers: count.nullable(),
    diamonds: count,
    diamondsInferred: count,
    /** Of those that are confirmed; null: no LIVE. */
    diamondsPerHour: count.nullable(),
    follows: count,
  })
  .meta({ id: 'LiveFigures' });
export type LiveFigures = z.infer<typeof LiveFigures>;

/** A share of people, with the two numbers that it is made of. */
export const Share = z.object({ bps, people: count, of: count }).meta({ id: 'LiveShare' });
/**
 * What her LIVEs came to in 28 whole days (UTC), as it is kept for her and for being found. Whatever was not measured, or not often enough,
 * is null.
 */
export const LiveRecord = z
  .object({
    /** The first and the last day. */
    from: day,
    asOn: day,
    lives: count,
    /** At least one of her LIVEs went on. */
    liveSeconds: count,
    /** Days with an hour of LIVE or more. */
    validDays: count,
    averageViewers: count.nullable(),
    measuredMinutes: count,
    diamonds: count,
    diamondsInferred: count,
    /** Who gave something, among all who entered. */
    gifterConversion: orNull(Share),
    returningViewers: orNull(Share),
    /** Average viewers against the 28 days before, in hundredths of a percent; null: fewer than five hours were measured in one of them. */
    growthBps: z.int().nullable(),
    /** Seconds on air in each hour of the day, from midnight UTC. */
    hours: z.array(count).length(24),
    reckonedAt: instant,
  })
  .meta({ id: 'LiveRecord' });
export type LiveRecord = z.infer<typeof LiveRecord>;
/** Null: no LIVE in 56 days. */
export const MyLiveRecord = z.object({ record: orNull(LiveRecord) }).meta({ id: 'MyLiveRecord' });

/** Her last twelve whole calendar months (UTC), newest first; a month of which no LIVE was heard is left out, for nothing is known of it. */
export const LiveMonths = z
  .object({
    asOf: instant,
    items: z.array(
      z
        .object({
          /** Its first day. */
          month: day,
          /** Days of which a LIVE was heard. */
          days: count,
          liveSeconds: count,
          diamonds: count,
          diamondsInferred: count,
        })
        .meta({ id: 'LiveMonth' }),
    ),
  })
  .meta({ id: 'LiveMonths' });

export const WatchQuery = z.strictObject({
  /** The id of the last message that was read; browsers say it by the header Last-Event-ID. */
  after: z.coerce.number().int().min(0).max(Number.MAX_SAFE_INTEGER).optional(),
});
/** One message of a LIVE that goes on: how it stands, with the minutes that changed since `from`; event `reset`, from null: with all of them. */
export const LiveNow = z.object({ from: count.nullable(), session: LiveSession, minutes: z.array(LiveMinute) }).meta({ id: 'LiveNow' });
export type LiveNow = z.infer<typeof LiveNow>;

export const Totals = z.strictObject({
  sessions: z
    .array(z.strictObject({ platform, account: short, session: short }))
    .min(1)
    .max(2000),
});
export const SessionTotals = z
  .object({ sessions: count, open: count, events: count, diamonds: count, diamondsInferred: count, diamondsToGuests: count })
  .meta({ id: 'LiveTotals' });

export const Quarantined = z
  .object({ platform, account: z.string(), events: count, firstAt: instant, lastAt: instant })
  .meta({ id: 'QuarantinedAccount' });
export const Quarantine = page(Quarantined).extend({ events: count, accounts: count }).meta({ id: 'Quarantine' });

export const LiveLag = z
  .object({
    asOf: instant,
    since: instant,
    /** So many events are told of, the newest; `whole`: all since then. */
    events: count,
    whole: z.boolean(),
    sources: z.array(
      z
        .object({
          /** Who told of the LIVE first. */
          source: z.string(),
          events: count,
          /** Without a time of their own: how late they are is not known. */
          untimed: count,
          /** From the event's own time to its arrival; null: none had a time. */
          p50Ms: count.nullable(),
          p99Ms: count.nullable(),
          mostMs: count.nullable(),
          /** Null: nothing in the last hour. */
          lastReceivedAt: instant.nullable(),
          /** LIVEs of the last seven days that it told of, and the instant of the last thing it told. */
          lives: count,
          lastAt: instant.nullable(),
        })
        .meta({ id: 'SourceLag' }),
    ),
  })
  .meta({ id: 'LiveLag' });
export const LiveGaps = z
  .object({
    asOf: instant,
    since: instant,
    /** At most 2,000, the newest. */
    onAir: count,
    stopped: count,
    /** Those on air whose samples have stopped, the longest silence first, at most fifty. */
    items: z.array(
      z
        .object({
          creatorId: id,
          sessionId: id,
          platform,
          account: z.string(),
          source: z.string(),
          startedAt: instant,
          silentSeconds: count,
          /** Between two samples so far; null: none ever came. */
          usualSeconds: count.nullable(),
        })
        .meta({ id: 'StoppedLive' }),
    ),
    /** Of the LIVEs that began since then. */
    untold: z.object({ lives: count, noStart: count, noEnd: count }),
    /** Of the newest of them that are over: whole minutes, and those without a sample. */
    unmeasured: z.object({ lives: count, minutes: count, without: count }),
  })
  .meta({ id: 'LiveGaps' });
export const Adopt = z.strictObject({ platform, account: short });
export const Adopted = z
  .object({
    /** Null: the account belongs to somebody already. */
    creatorId: id.nullable(),
    /** Events that waited, counted from now on. */
    events: count,
  })
  .meta({ id: 'AdoptedAccount' });

/** Why one event of many is refused. */
export const eventReasons = {
  'live.not_json': { kind: 'invalid', detail: 'This line is not a whole JSON object.' },
  'live.not_an_event': { kind: 'invalid', detail: 'An event is a JSON object.' },
  'live.specversion': { kind: 'invalid', detail: 'specversion must be "1.0".' },
  'live.bad_id': { kind: 'invalid', detail: 'id must be text of 1 to 200 characters.' },
  'live.id_number': {
    kind: 'invalid',
    detail: 'Ids are text: this one was sent as a number, and beyond 2^53 a number has lost digits.',
  },
  'live.bad_source': { kind: 'invalid', detail: 'source must be text of 1 to 200 characters.' },
  'live.unknown_type': { kind: 'invalid', detail: `type must be one of ${eventTypes.join(', ')}.` },
  'live.bad_time': { kind: 'invalid', detail: 'time must be RFC 3339 with a zone, such as 2026-07-01T20:15:30.250Z; null when it is not known.' },
  'live.too_old': { kind: 'invalid', detail: 'The event is older than raw events are kept: whether it was counted before can no longer be told.' },
  'live.in_future': { kind: 'invalid', detail: 'The event is of a time that has not come.' },
  'live.bad_subject': { kind: 'invalid', detail: 'subject must be the account that is LIVE: text of 1 to 200 characters.' },
  'live.bad_platform': { kind: 'invalid', detail: 'platform must be one of tiktok, twitch, youtube, other.' },
  'live.bad_session': { kind: 'invalid', detail: 'session must be the platform’s id of the broadcast: text of 1 to 200 characters.' },
  'live.bad_data': { kind: 'invalid', detail: 'data must be an object with the fields that this type has.' },
  'live.bad_viewers': { kind: 'invalid', detail: 'viewers, viewersTotal and viewersReturning must be whole numbers from 0 to 2,000,000,000.' },
  'live.bad_likes': { kind: 'invalid', detail: 'likesTotal must be a whole number from 0.' },
  'live.empty_sample': { kind: 'invalid', detail: 'A sample says at least one of viewers, viewersTotal, viewersReturning and likesTotal.' },
  'live.bad_gift': {
    kind: 'invalid',
    detail: 'A gift has giftId and from as text, count from 1 to 10,000,000 and diamondsEach from 0 to 1,000,000 as whole numbers.',
  },
  'live.bad_streak': { kind: 'invalid', detail: 'streak must be text, and closed true or false beside it.' },
  'live.bad_text': { kind: 'invalid', detail: 'A text holds a control character or half a character.' },
} as const satisfies Reasons; // prettier-ignore
export type EventProblem = keyof typeof eventReasons;

export const reasons = {
  'live.empty': { kind: 'invalid', detail: 'There is no event in this body.' },
  'live.not_a_list': { kind: 'invalid', detail: 'Send a JSON array of events, or one event a line (NDJSON).' },
  'live.too_many': { kind: 'too_large', detail: 'A request holds at most 2,000 events.' },
  'live.as_of': { kind: 'invalid', detail: 'asOf cannot lie in the future.' },
  'live.over_capacity': { kind: 'too_many', detail: 'More events wait than can be taken in soon. Nothing of this request was taken: send it again.' },
  'live.too_many_readers': { kind: 'too_many', detail: 'Too many people follow LIVEs here at this moment. Come again in some seconds.' },
  'live.not_waiting': { kind: 'not_found', detail: 'No event of this account waits.' },
  'live.not_found': { kind: 'not_found', detail: 'There is no such LIVE.' },
} as const satisfies Reasons; // prettier-ignore
