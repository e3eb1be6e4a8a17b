import { z } from 'zod';
import { SeenCreator } from '#src/features/creators/contract.ts';
import { Filters, sort, standing } from '#src/features/discovery/contract.ts';
import { day, id, instant, line, page, pageQuery, prose } from '#src/lib/shapes.ts';
import type { Reasons } from '#src/lib/errors.ts';

/** How far an agency is with somebody. `invited` and `joined` come of invitations alone, never by hand. */
export const stage = z.enum(['to_look_at', 'contacted', 'talking', 'invited', 'joined', 'lost']);
export type Stage = z.infer<typeof stage>;
/** Why it came to nothing. `declined`: she declined the invitation. */
export const lostWhy = z.enum(['no_answer', 'not_interested', 'other_agency', 'terms', 'declined', 'no_fit']);
export type LostWhy = z.infer<typeof lostWhy>;

const some = z.array(id).min(1).max(200);
const note = prose(2000);

/** Without an owner whoever saves is it; null: nobody. */
export const SaveLeads = z.strictObject({ creatorIds: some, ownerId: id.nullable().optional() });
/** How many were saved now, were there already, and cannot be found. It names nobody: answers to a repetition are kept. */
export const LeadsSaved = z.object({ saved: z.int(), there: z.int(), refused: z.int() }).meta({ id: 'LeadsSaved' });

/** A stage, an owner, or both. */
export const MoveLeads = z.strictObject({
  creatorIds: some,
  stage: stage.optional(),
  /** Asked for with `lost`, and only then. */
  lostWhy: lostWhy.optional(),
  /** With a stage: it stands in the history of each. */
  note: note.optional(),
  ownerId: id.nullable().optional(),
});
/** `gone`: those who are no longer in the pipeline, for they withdrew or were taken out. */
export const LeadsMoved = z.object({ changed: z.int(), gone: z.int() }).meta({ id: 'LeadsMoved' });
export const DropLeads = z.strictObject({ creatorIds: some });

export const NoteLead = z.strictObject({ note: note.min(1) });
export const Noted = z.object({ entryId: id }).meta({ id: 'LeadNoted' });
/** Null: no reminder. */
export const RemindLead = z.strictObject({ on: day.nullable() });
export const Reminded = z.object({ on: day.nullable() }).meta({ id: 'LeadReminded' });

const who = z.object({ personId: id, name: z.string() });
export const Lead = SeenCreator.extend({
  stage,
  lostWhy: lostWhy.nullable(),
  owner: who.nullable(),
  remindOn: day.nullable(),
  savedAt: instant,
  movedAt: instant,
  lastNote: z.string().nullable(),
  /** Between her and this agency, as in the search. */
  standing,
  standingUntil: instant.nullable(),
}).meta({ id: 'Lead' });
export type Lead = z.infer<typeof Lead>;
export const LeadEntry = z
  .object({
    entryId: id,
    kind: z.enum(['saved', 'moved', 'noted']),
    stage: stage.nullable(),
    lostWhy: lostWhy.nullable(),
    note: z.string(),
    /** Null: Greenroom, by an invitation, or somebody whose account is deleted. */
    by: z.string().nullable(),
    at: instant,
  })
  .meta({ id: 'LeadEntry' });
export const LeadWithEntries = Lead.extend({ entries: z.array(LeadEntry) }).meta({ id: 'LeadWithEntries' });

const query = z.strictObject({
  stage: stage.optional(),
  /** A person, or `none`: who has no owner. */
  owner: z.union([id, z.literal('none')]).optional(),
  /** `due`: only those whose reminder is today or earlier, the oldest reminder first. */
  remind: z.literal('due').optional(),
});
/** `limit` 0: the counts alone; nobody is shown, and so nobody is noted as shown. */
export const LeadQuery = pageQuery.extend({ ...query.shape, limit: z.coerce.number().int().min(0).max(200).default(50) });
export type LeadQuery = z.output<typeof LeadQuery>;
export const Leads = page(Lead)
  .extend({
    /** By stage, of the owner and the reminders asked for. */
    counts: z.record(stage, z.int()),
    /** Reminders of today or earlier, of the owner asked for. */
    due: z.int(),
    /** Who can own one: the owners, managers and scouts of the agency. */
    owners: z.array(who),
    /** The instant of the consent check. */
    asOf: instant,
  })
  .meta({ id: 'Leads' });
export type Leads = z.infer<typeof Leads>;

/** The creator's side: who has saved her. */
export const SavedBy = page(z.object({ agencyId: id, agencyName: z.string(), savedAt: instant })).meta({ id: 'SavedBy' });

/** What a search asks, without its page. */
export const Question = z.strictObject({ text: z.string().max(200).optional(), filters: Filters.optional(), sort: sort.default('fit') });
export type Question = z.output<typeof Question>;
/** With `alerts` whoever keeps it is told of creators who are new to it. */
export const KeepSearch = z.strictObject({ name: line(80), question: Question, alerts: z.boolean().default(true) });
export const EditSearch = z.strictObject({ name: line(80).optional(), alerts: z.boolean().optional() });
export const SavedSearch = z
  .object({
    searchId: id,
    name: z.string(),
    question: Question,
    alerts: z.boolean(),
    madeAt: instant,
    /** When it was asked last, and how many it found then; null: not yet. */
    askedAt: instant.nullable(),
    found: z.int().nullable(),
    /** It finds more than an alert can follow: nobody is told until it is narrower. */
    tooWide: z.boolean(),
    /** Who was new to it and can still be found. */
    fresh: z.int(),
  })
  .meta({ id: 'SavedSearch' });
export type SavedSearch = z.infer<typeof SavedSearch>;
export const SavedSearches = z
  .object({ items: z.array(SavedSearch), /** Searches that one person can keep. */ most: z.int() })
  .meta({ id: 'SavedSearches' });
export const SearchKept = z.object({ searchId: id }).meta({ id: 'SearchKept' });
export const NewFound = SeenCreator.extend({ foundAt: instant, standing, standingUntil: instant.nullable() }).meta({ id: 'NewFound' });
/** Who was new to a search since it was kept, the latest first. */
export const NewFounds = page(NewFound).extend({ asOf: instant }).meta({ id: 'NewFounds' });

export const reasons = {
  'scouting.no_search': { kind: 'not_found', detail: 'There is no such search of yours.' },
  'scouting.searches_full': { kind: 'too_many', detail: 'One person keeps 30 searches at most.' },
  'scouting.not_saved': { kind: 'not_found', detail: 'Nobody by this id is in your pipeline.' },
  'scouting.by_invitation': {
    kind: 'unprocessable',
    detail: 'Invited and joined follow from an invitation. Nobody is moved there by hand.',
  },
  'scouting.nothing_asked': { kind: 'unprocessable', detail: 'Say a stage, an owner, or both.' },
  'scouting.note_unasked': {
    kind: 'unprocessable',
    detail: 'A note goes with a stage here; to note something alone there is a call of its own.',
  },
  'scouting.why_missing': { kind: 'unprocessable', detail: 'Say why it came to nothing.' },
  'scouting.why_unasked': { kind: 'unprocessable', detail: 'A reason is asked only of those who are lost.' },
  'scouting.owner_unknown': { kind: 'unprocessable', detail: 'Only an owner, a manager or a scout of your agency can own a creator here.' },
  'scouting.full': { kind: 'too_many', detail: 'The pipeline of an agency holds 100,000 creators at most.' },
} as const satisfies Reasons;
