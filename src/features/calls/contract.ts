import { z } from 'zod';
import { count, day, id, instant, limit, line, orNull, page, platform, prose } from '#src/lib/shapes.ts';
import type { Reasons } from '#src/lib/errors.ts';

/** In the order of being well. */
export const bands = ['GONE', 'NOT_STARTED', 'URGENT', 'TIGHT', 'ON_TRACK', 'DONE'] as const;
export const band = z.enum(bands);
export type Band = z.infer<typeof band>;

export const thresholdKind = z.enum(['gate', 'tier', 'graduation', 'own']);
export type ThresholdKind = z.infer<typeof thresholdKind>;

/** Why somebody should be called, in the order in which it is told: what has happened, what is within reach, what is dated. */
export const reasonKinds = [
  'no_live', 'newcomer', 'minutes_short', 'fewer_live_days', 'shorter', 'thinner', 'falling', 'within_reach', 'appeal_closes', 'term_ends',
] as const; // prettier-ignore
export const reasonKind = z.enum(reasonKinds);
export type ReasonKind = z.infer<typeof reasonKind>;

/** What an agency asks of a creator in a month; null: not asked. */
const asked = {
  validDays: z.int().min(0).max(31).nullable(),
  hours: z.int().min(0).max(744).nullable(),
  diamonds: z.int().min(0).max(1_000_000_000).nullable(),
};
/** Of the creators of one group, or, with `group` null, of everybody whose group has no goals of its own. */
export const SetGoals = z.strictObject({ group: line(200).nullable(), ...asked });
export const Goals = z.object(asked).meta({ id: 'CallGoals' });
export const GoalsSet = z.object({ group: z.string().nullable(), ...asked }).meta({ id: 'CallGoalsSet' });

const signal = z
  .object({
    /** Month to date; null = not known, it lies between `atLeast` and `atMost` (null: without bound). Days, seconds, diamonds. */
    have: count.nullable(),
    atLeast: count,
    atMost: count.nullable(),
    /** null = not asked. */
    goal: count.nullable(),
    short: count.nullable(),
    state: z.enum(['reached', 'open', 'out_of_reach', 'unknown', 'not_asked']),
  })
  .meta({ id: 'PaceSignal' });
const signals = z.object({ validDays: signal, liveSeconds: signal, diamonds: signal });

/** LIVE of `secondsPerDay` on `days` of the next `of`, and `diamondsPerDay` on each of them. */
const need = z.object({ days: count, of: count, secondsPerDay: count, diamondsPerDay: count.nullable() });

/** How one creator stands towards one threshold of the month. */
export const Pace = z
  .object({
    threshold: z.object({
      kind: thresholdKind,
      name: z.string(),
      /** Days in the network and days of the month where it was scaled; null where the joining day is not known. */
      prorated: z.object({ days: count, of: count }).nullable(),
    }),
    daysLeft: count,
    /** null = not known: a figure is missing, and it depends on it. */
    band: band.nullable(),
    signals,
    need: need.nullable(),
    /** Every day but one at most must hold a valid day. */
    alarm: z.boolean().nullable(),
    /** Diamonds a day so far. */
    ownPace: z.number().nullable(),
    /** Days of LIVE that ended minutes short of a valid one. */
    near: z.array(z.object({ on: day, liveSeconds: count })),
  })
  .meta({ id: 'Pace' });
export type PaceShown = z.infer<typeof Pace>;

/** Where a figure will stand at the end of the month: best guess, and the ends of the interval that covers four of five. */
const projection = z
  .object({
    have: count.nullable(),
    expected: count.nullable(),
    low: count.nullable(),
    high: count.nullable(),
    /** Days used. */
    n: count,
    basis: z.enum(['own_curve', 'straight_line', 'too_few', 'unknown']),
  })
  .meta({ id: 'Projection' });

const when = { until: day.nullable(), changes: z.boolean().nullable() };
const why = <K extends ReasonKind, S extends z.ZodRawShape>(kind: K, evidence: S) =>
  z.object({ kind: z.literal(kind), evidence: z.object(evidence), ...when });
/** A reason to call with its evidence; `until`: the last day on which a call still changes something; `changes`: can it change this month? */
export const CallReason = z
  .discriminatedUnion('kind', [
    why('no_live', { days: count, lastOn: day, usualGap: z.number(), chance: z.number() }),
    why('newcomer', { joinedOn: day, days: count }),
    why('minutes_short', { days: count, on: z.array(day), leastSeconds: count, mostSeconds: count }),
    why('fewer_live_days', { days: count, liveDays: count, usualLiveDays: z.number(), since: day }),
    why('shorter', { lives: count, seconds: count, usualSeconds: count, since: day }),
    why('thinner', { fans: count, before: count, usualChange: z.number(), since: day }),
    why('falling', { diamonds: count, usualDiamonds: count, days: count, since: day }),
    why('within_reach', {
      threshold: thresholdKind,
      name: z.string(),
      days: count,
      of: count,
      secondsPerDay: count,
      diamondsPerDay: count.nullable(),
      usualLiveDays: z.number().nullable(),
    }),
    why('appeal_closes', { on: day, days: count }),
    why('term_ends', { on: day, days: count }),
  ])
  .meta({ id: 'CallReason' });

/** A day of a month strip: valid, LIVE but short of valid, no LIVE, not known, not yet, before joining. */
export const stripDay = z.enum(['valid', 'live', 'none', 'unknown', 'ahead', 'outside']);
export type StripDay = z.infer<typeof stripDay>;

const coach = z.object({ personId: id, name: z.string() }).nullable();
const who = {
  exportId: id,
  platform,
  handle: z.string(),
  displayName: z.string().nullable(),
  group: z.string().nullable(),
  coach,
};
/** A creator of the agency's own exports as she stands this month. All of it by the agency's export, as of `dataOn`. */
export const Standing = z
  .object({
    ...who,
    joinedOn: day.nullable(),
    quitOn: day.nullable(),
    dataOn: day,
    month: z.object({ first: day, last: day }),
    /** Towards the threshold that matters most now. */
    pace: orNull(Pace),
    /** Each day of the month. */
    strip: z.array(stripDay),
    /** Diamonds of the last 28 days up to `dataOn`, by day; null: not known. */
    spark: z.array(count.nullable()),
    lastLiveOn: day.nullable(),
    projected: z.object({ validDays: projection, liveSeconds: projection, diamonds: projection }),
    reasons: z.array(CallReason),
    /** A call rests until this day: it was done, or put off. */
    restsUntil: day.nullable(),
  })
  .meta({ id: 'Standing' });
export type Standing = z.infer<typeof Standing>;

/** How far the figures behind the lists are reckoned. */
const reckoned = z.object({
  /** null: never. */
  at: instant.nullable(),
  /** The latest day that any export tells of; null: none was taken in. */
  dataOn: day.nullable(),
  /** Creators reckoned and to be reckoned while it goes on; null: nothing is going on. */
  going: z.object({ done: count, of: count }).nullable(),
});
const bandCounts = z.object({
  GONE: count,
  NOT_STARTED: count,
  URGENT: count,
  TIGHT: count,
  ON_TRACK: count,
  DONE: count,
  unknown: count,
});

export const rosterSort = z.enum(['need', 'name', 'valid_days', 'hours', 'diamonds', 'last_live']);
export type RosterSort = z.infer<typeof rosterSort>;
/** Words of an address: a band by its name or `unknown`; a coach by her id or `none`; a group by its name or, empty, those without one. */
const filter = {
  q: z.string().trim().max(100).optional(),
  group: z.string().max(200).optional(),
  coach: z.union([id, z.literal('none')]).optional(),
  band: z.union([band, z.literal('unknown')]).optional(),
  reason: reasonKind.optional(),
  quit: z.enum(['without', 'only']).default('without'),
};
export const RosterFilter = z.strictObject(filter);
export type RosterFilter = z.infer<typeof RosterFilter>;
export const StandingsQuery = z.strictObject({
  ...filter,
  sort: rosterSort.default('need'),
  cursor: z.string().max(2000).optional(),
  limit: limit.default(50),
});
export const Standings = page(Standing).extend({ total: count, counts: bandCounts, reckoned }).meta({ id: 'Standings' });

export const CallsQuery = z.strictObject({
  /** `due`: who needs a call now; `resting`: who was put off or called. */
  show: z.enum(['due', 'resting']).default('due'),
  coach: z.union([id, z.literal('none')]).optional(),
  reason: reasonKind.optional(),
  cursor: z.string().max(2000).optional(),
  limit: limit.default(50),
});
export const Calls = page(Standing)
  .extend({
    total: count,
    /** Of those who are due: a call can still change this month. */
    changing: count,
    /** How many have each reason. */
    byReason: z.partialRecord(reasonKind, count),
    reckoned,
  })
  .meta({ id: 'Calls' });

export const callKind = z.enum(['done', 'snoozed', 'note', 'woken']);
export type CallKind = z.infer<typeof callKind>;
/** What somebody did about a creator. */
export const CallEntry = z
  .object({
    entryId: id,
    kind: callKind,
    at: instant,
    by: z.object({ personId: id, name: z.string() }).nullable(),
    note: z.string(),
    /** Why she stood in the list at that time. */
    reasons: z.array(reasonKind),
    until: day.nullable(),
  })
  .meta({ id: 'CallEntry' });

/** Whether the creator behind an export sees these figures: nobody does, a link is open, she does since, or it was ended, and by whom. */
export const Claimed = z
  .object({
    state: z.enum(['nobody', 'invited', 'claimed', 'ended']),
    /** When she claimed them, or when that ended. */
    since: instant.nullable(),
    /** Until when the open link works. */
    until: instant.nullable(),
    endedBy: z.enum(['creator', 'agency']).nullable(),
  })
  .meta({ id: 'FiguresClaimed' });
export type Claimed = z.infer<typeof Claimed>;

/** One creator whole: every threshold, what was done about her, the months before. */
export const OneStanding = Standing.extend({
  paces: z.array(Pace),
  dates: z.object({ termEndsOn: day.nullable(), appealClosesOn: day.nullable() }),
  goals: orNull(Goals),
  history: z.array(CallEntry),
  claim: Claimed,
  /** The two months before, newest first. */
  before: z.array(z.object({ first: day, strip: z.array(stripDay), diamonds: count.nullable(), liveSeconds: count.nullable(), validDays: count.nullable() })),
}).meta({ id: 'OneStanding' }); // prettier-ignore

/** `birthDate`: left out by whoever has a profile here, whose age is known. */
export const ClaimFigures = z.strictObject({ token: z.string().min(20).max(100), birthDate: day.optional() });
export const FiguresTaken = z.object({ creatorId: id, agencyId: id, exportId: id }).meta({ id: 'FiguresTaken' });
export const ClaimEnded = z.object({ exportId: id, claim: Claimed }).meta({ id: 'ClaimEnded' });
export const FiguresLeft = z.object({ agencyId: id, exportId: id }).meta({ id: 'FiguresLeft' });

const known = {
  joinedOn: true, quitOn: true, dataOn: true, month: true, pace: true, paces: true, strip: true, spark: true, lastLiveOn: true,
  projected: true, before: true,
} as const; // prettier-ignore
/** What one agency's exports say of the creator who reads it: the figures that its people see, without what they ask, think and do. */
export const OwnFigures = z
  .object({
    agencyId: id,
    agencyName: z.string(),
    exportId: id,
    platform,
    handle: z.string(),
    since: instant,
    /** null: not reckoned yet. */
    figures: orNull(OneStanding.pick(known).meta({ id: 'FiguresOfExport' })),
  })
  .meta({ id: 'OwnFigures' });
export type OwnFigures = z.infer<typeof OwnFigures>;
export const OwnFiguresList = z.object({ items: z.array(OwnFigures) }).meta({ id: 'OwnFiguresList' });

/** `done` rests seven days, `snoozed` until the day given; a reason of a new kind ends the rest. `note` changes nothing, `woken` ends a rest. */
export const LogCall = z.strictObject({ kind: callKind, note: prose(2000).default(''), until: day.optional() });
export const CallLogged = z.object({ exportId: id, entryId: id, kind: callKind, restsUntil: day.nullable() }).meta({ id: 'CallLogged' });

export const SetDates = z.strictObject({ termEndsOn: day.nullable(), appealClosesOn: day.nullable() });
export const DatesSet = z.object({ exportId: id, termEndsOn: day.nullable(), appealClosesOn: day.nullable() }).meta({ id: 'CallDates' });

/** Creators by their ids, or everybody who fits a filter. */
export const AssignCreators = z.strictObject({
  personId: id.nullable(),
  who: z.union([z.strictObject({ exportIds: z.array(id).min(1).max(500) }), z.strictObject({ filter: RosterFilter })]),
});
export const CreatorsAssigned = z.object({ personId: id.nullable(), changed: count }).meta({ id: 'CreatorsAssigned' });

export const Group = z
  .object({
    /** null: creators without a group. */
    name: z.string().nullable(),
    creators: count,
    counts: bandCounts,
    diamonds: count.nullable(),
    liveSeconds: count.nullable(),
    validDays: count.nullable(),
    /** Creators of whom the month's diamonds are not known; they are in no sum. */
    unknown: count,
    due: count,
    goals: orNull(Goals),
  })
  .meta({ id: 'CallGroup' });
export const Groups = z.object({ items: z.array(Group), everybody: orNull(Goals), reckoned }).meta({ id: 'CallGroups' });

const viewQuery = z.strictObject({ ...filter, quit: z.enum(['without', 'only']).optional(), sort: rosterSort.optional() });
export const SaveView = z.strictObject({ name: line(60), query: viewQuery });
export const RosterView = z.object({ viewId: id, name: z.string(), query: viewQuery }).meta({ id: 'RosterView' });
export const RosterViews = z.object({ items: z.array(RosterView) }).meta({ id: 'RosterViews' });
export const ViewDropped = z.object({ viewId: id }).meta({ id: 'RosterViewDropped' });

export const reasons = {
  'calls.not_found': { kind: 'not_found', detail: 'There is no such creator in this agency’s exports.' },
  'calls.claimed': { kind: 'conflict', detail: 'Somebody sees these figures as hers already.' },
  'calls.nothing_to_end': { kind: 'conflict', detail: 'No link is open, and nobody sees these figures as hers.' },
  'calls.link_ended': { kind: 'gone', detail: 'Whoever made this link may no longer make one. Ask for a new one.' },
  'calls.figures_not_found': { kind: 'not_found', detail: 'No agency shows you these figures.' },
  'calls.coach_unknown': { kind: 'unprocessable', detail: 'Nobody by this id works in this agency.' },
  'calls.until_missing': { kind: 'invalid', detail: 'Say until which day the call is put off.' },
  'calls.until_past': { kind: 'unprocessable', detail: 'A call is put off to a day that is still ahead, within 90 days.' },
  'calls.note_missing': { kind: 'invalid', detail: 'A note has words.' },
  'calls.views_full': { kind: 'unprocessable', detail: 'There are 30 views already: take one away first.' },
  'calls.view_unknown': { kind: 'not_found', detail: 'There is no such view.' },
} as const satisfies Reasons;
