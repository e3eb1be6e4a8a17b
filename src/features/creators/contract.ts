import { z } from 'zod';
import { cohort } from '#src/features/policies/contract.ts';
import { country, day, id, instant, language, line, locale, page, pageQuery, platform, prose } from '#src/lib/shapes.ts';
import type { Reasons } from '#src/lib/errors.ts';

/** Separate permissions, each with its own record, end and withdrawal. */
export const purpose = z.enum(['discovery', 'exact_numbers', 'live_data', 'listening']);
export type Purpose = z.infer<typeof purpose>;

/** The figures that an import brings, for the period of that import; minutes are whole minutes. */
export const importedFigure = z.enum(['followers', 'averageViewers', 'peakViewers', 'watchMinutes', 'streamMinutes']);
export type ImportedFigure = z.infer<typeof importedFigure>;
/**
 * What 28 days of her LIVEs came to, as measured here: average viewers (ACV), whole minutes on air, valid days, confirmed diamonds; who gave and
 * who came back among her viewers, and growth of the average viewers against the 28 days before, in hundredths of a percent.
 */
export const liveFigure = z.enum(['acv', 'liveMinutes', 'validDays', 'diamonds', 'gifterConversion', 'returningViewers', 'growth']);
export type LiveFigure = z.infer<typeof liveFigure>;
export const figureName = z.enum([...importedFigure.options, ...liveFigure.options]);
export type FigureName = z.infer<typeof figureName>;
export const figureNames = figureName.options;

const mantissas = [1, 1.5, 2, 2.5, 3, 3.5, 4, 4.5, 5, 6, 7, 8, 9];
/** 0, 10, 15, 20, 25 ... 90, 100, 150 ... up to a million million, above every figure that is taken in. */
const counts: readonly number[] = [0, ...Array.from({ length: 11 }, (_, i) => mantissas.map((m) => m * 10 ** (i + 1))).flat(), 1e12];
/** Minutes are banded by whole hours: people read hours. */
const minutes: readonly number[] = counts.map((hours) => hours * 60);

/** Days of 28. */
const days: readonly number[] = [0, 1, 3, 5, 8, 10, 12, 15, 18, 20, 22, 25, 28, 29];
/** Hundredths of a percent: parts of a whole, and changes, which end nowhere but are told up to a hundredfold. */
const percent = (edges: number[]) => edges.map((n) => n * 100);
const shares: readonly number[] = [...percent([0, 0.5, 1, 1.5, 2, 3, 4, 5, 7, 10, 15, 20, 30, 40, 50, 75, 100]), 10_001];
const changes: readonly number[] = [...percent([-100, -75, -50, -25, -10, 0, 10, 20, 30, 50, 75, 100, 200, 500, 1000]), 1_000_001];

const scales: Partial<Record<FigureName, readonly number[]>> = {
  watchMinutes: minutes,
  streamMinutes: minutes,
  liveMinutes: minutes,
  validDays: days,
  gifterConversion: shares,
  returningViewers: shares,
  growth: changes,
};
/** Every edge of the published scale of a figure: the same for everybody. */
export const edgesOf = (name: FigureName): readonly number[] => scales[name] ?? counts;

/** A figure as somebody may see it: the number, or the published band `from <= n < to`, or null with nothing known. */
export const SeenFigure = z
  .union([z.object({ ink: z.literal('exact'), value: z.int() }), z.object({ ink: z.literal('range'), from: z.int(), to: z.int() })])
  .nullable()
  .meta({ id: 'SeenFigure' });
export type SeenFigure = z.infer<typeof SeenFigure>;
export const SeenFigures = z.object({
  followers: SeenFigure,
  averageViewers: SeenFigure,
  peakViewers: SeenFigure,
  watchMinutes: SeenFigure,
  streamMinutes: SeenFigure,
  acv: SeenFigure,
  liveMinutes: SeenFigure,
  validDays: SeenFigure,
  diamonds: SeenFigure,
  gifterConversion: SeenFigure,
  returningViewers: SeenFigure,
  growth: SeenFigure,
});
export type SeenFigures = z.infer<typeof SeenFigures>;

export const Handle = z.object({ platform, handle: z.string() }).meta({ id: 'Handle' });

/** What an agency sees of a creator who is open to invitations: this and nothing else. */
export const SeenCreator = z
  .object({
    creatorId: id,
    handle: z.string(),
    platform,
    displayName: z.string(),
    handles: z.array(Handle),
    bio: z.string(),
    languages: z.array(z.string()),
    country: z.string().nullable(),
    categories: z.array(z.string()),
    tags: z.array(z.string()),
    numbers: z.enum(['exact', 'ranges']),
    figures: SeenFigures,
    /** When the figures were brought in; null without figures. */
    figuresAsOf: instant.nullable(),
    figuresSource: z.enum(['import']).nullable(),
    /** The last of the 28 whole days (UTC) of the figures of her LIVEs; null: none is shown. */
    liveAsOn: day.nullable(),
    /** Hours of the day (UTC) in which she usually is on air. */
    hours: z.array(z.int()),
    /** Whether she belongs to an agency now, never to which; null: not shown. */
    withAgency: z.boolean().nullable(),
  })
  .meta({ id: 'SeenCreator' });
export type SeenCreator = z.infer<typeof SeenCreator>;

const handleText = line(120);
export const NewCreator = z.strictObject({
  displayName: line(80),
  platform,
  handle: handleText,
  birthDate: day,
  languages: z.array(language).max(10).default([]),
  country: country.nullable().default(null),
  categories: z.array(line(40)).max(10).default([]),
  tags: z.array(line(40)).max(20).default([]),
  bio: prose(600).default(''),
});
export const EditCreator = z.strictObject({
  displayName: line(80).optional(),
  languages: z.array(language).max(10).optional(),
  country: country.nullable().optional(),
  categories: z.array(line(40)).max(10).optional(),
  tags: z.array(line(40)).max(20).optional(),
  bio: prose(600).optional(),
  zone: line(60).optional(),
});
export const Creator = z
  .object({
    creatorId: id,
    displayName: z.string(),
    handles: z.array(Handle),
    bio: z.string(),
    languages: z.array(z.string()),
    country: z.string().nullable(),
    categories: z.array(z.string()),
    tags: z.array(z.string()),
    zone: z.string(),
    /** Attested; the birth date itself is not kept. Null: not known, so never found. */
    adultSince: day.nullable(),
    figures: SeenFigures,
    figuresAsOf: instant.nullable(),
  })
  .meta({ id: 'Creator' });
export const SetHandle = z.strictObject({ handle: handleText });
export const CreatorState = z.object({ creatorId: id }).meta({ id: 'CreatorState' });

export const ConsentEvent = z.object({
  action: z.enum(['granted', 'withdrawn', 'expired']),
  at: instant,
  textVersion: z.int().nullable(),
  textHash: z.string().nullable(),
  locale: z.string().nullable(),
  by: z.enum(['creator', 'system']),
});
export const Consent = z
  .object({
    purpose,
    granted: z.boolean(),
    grantedAt: instant.nullable(),
    withdrawnAt: instant.nullable(),
    expiresAt: instant.nullable(),
    textVersion: z.int().nullable(),
    history: z.array(ConsentEvent),
  })
  .meta({ id: 'Consent' });
export type Consent = z.infer<typeof Consent>;
export const SetConsent = z.strictObject({
  granted: z.boolean(),
  textVersion: z.int().min(1),
  /** The language of the text that was read; left out: the caller's own. */
  locale: locale.optional(),
});

export const ConsentText = z
  .object({ purpose, version: z.int(), locale, title: z.string(), body: z.string(), hash: z.string(), since: day })
  .meta({ id: 'ConsentText' });

export const AgencyCenter = z
  .object({
    /** Whether the menu is offered: by the roll-out, or because something is on. */
    visible: z.boolean(),
    /** Why the switch cannot be turned on now; null when it can. */
    blocked: z.enum(['age_unknown', 'not_offered']).nullable(),
    text: z.object({ version: z.int(), locale, title: z.string(), body: z.string(), hash: z.string() }),
    texts: z.array(ConsentText),
    consents: z.array(Consent),
    /** Exactly what an agency sees with the switch on; `exact` is what it would see if exact numbers were shared. */
    preview: z.object({ now: SeenCreator, exact: SeenCreator }),
  })
  .meta({ id: 'AgencyCenter' });

/** `live`: her LIVEs, by her own agency. `pipeline`: among those whom an agency has saved. */
export const surface = z.enum(['search', 'profile', 'live', 'pipeline']);
export type Surface = z.infer<typeof surface>;
export const Exposure = z
  .object({ agencyId: id, agencyName: z.string(), surface, on: day, times: z.int(), lastAt: instant, numbers: z.enum(['exact', 'ranges']) })
  .meta({ id: 'Exposure' });
/** Of one agency, or from a day on (UTC). */
export const ExposureQuery = pageQuery.extend({ agencyId: id.optional(), from: day.optional() });
export const Exposures = page(Exposure)
  .extend({
    /** The last seven days. */
    week: z.object({ times: z.int(), agencies: z.int() }),
    /** Every agency that ever saw her, those that did so most often first. */
    agencies: z.array(z.object({ agencyId: id, agencyName: z.string(), times: z.int() })),
    /** Lines that fit the question, over all pages. */
    shown: z.int(),
  })
  .meta({ id: 'Exposures' });

const sight = z.enum(['no', 'yes', 'ranges', 'exact']);
/** Who sees what of her now, row by row; `mine` is an agency that she belongs to. */
export const Visibility = z
  .object({
    rows: z.array(
      z.object({
        field: z.enum(['name', 'profile', 'figures', 'live', 'agency', 'terms', 'account', 'email', 'birth']),
        visitors: sight,
        agencies: sight,
        mine: sight,
        operator: sight,
      }),
    ),
    /** Permissions that hold now, of four. */
    permissions: z.int(),
  })
  .meta({ id: 'Visibility' });
export type Visibility = z.infer<typeof Visibility>;

/** More than anybody has: a larger number is a mistake in the file. */
export const figureMax = 999_999_999_999;
const figure = z.int().min(0).max(figureMax);
const imported = {
  handle: handleText,
  displayName: line(80).optional(),
  language: z.string().trim().max(60).optional(),
  country: z.string().trim().max(60).optional(),
  category: line(40).optional(),
  bio: prose(600).optional(),
  followers: figure.optional(),
  averageViewers: figure.optional(),
  peakViewers: figure.optional(),
  watchMinutes: figure.optional(),
  streamMinutes: figure.optional(),
};
export const ImportRow = z.strictObject(imported);
export type ImportRow = z.infer<typeof ImportRow>;
export const importFields = Object.keys(imported) as (keyof ImportRow)[];
export const ImportCreators = z.strictObject({
  platform,
  dryRun: z.boolean().default(false),
  /** `row` is the number shown in a rejection. Fields are checked one by one, so that a broken row costs nothing else. */
  rows: z
    .array(z.strictObject({ row: z.int().min(1), fields: z.record(z.string().max(60), z.unknown()) }))
    .min(1)
    .max(500),
});
export const ImportReport = z
  .object({
    rows: z.int(),
    created: z.int(),
    updated: z.int(),
    unchanged: z.int(),
    rejected: z.array(z.object({ row: z.int(), reason: z.string() })),
  })
  .meta({ id: 'ImportReport' });
export type ImportReport = z.infer<typeof ImportReport>;

const yesNo = z.enum(['yes', 'no']);
export const creatorSort = z.enum(['newest', 'name', 'followers']);
/** Filters of the operator's list; left out: everybody. */
export const CreatorQuery = pageQuery.extend({
  /** Part of a name or a handle. */
  q: z.string().trim().max(120).optional(),
  claimed: yesNo.optional(),
  optedIn: yesNo.optional(),
  age: z.enum(['known', 'unknown']).optional(),
  country: country.optional(),
  platform: platform.optional(),
  sort: creatorSort.default('newest'),
});
/** A profile as the operator sees it, who imports figures and hands out claim links. */
export const ListedCreator = z
  .object({
    creatorId: id,
    displayName: z.string(),
    handles: z.array(Handle),
    country: z.string().nullable(),
    languages: z.array(z.string()),
    /** When a person took it over, or signed up; null: nobody is behind it. */
    claimedAt: instant.nullable(),
    ageKnown: z.boolean(),
    /** Open to invitations now. */
    optedIn: z.boolean(),
    followers: z.int().nullable(),
    figuresAsOf: instant.nullable(),
    since: instant,
  })
  .meta({ id: 'ListedCreator' });
export const ListedCreators = page(ListedCreator).extend({ total: z.int() }).meta({ id: 'ListedCreators' });

export const RolloutDraft = z.strictObject({ cohorts: z.array(cohort).max(50).optional() });
const reach = { adults: z.int(), offered: z.int(), optedIn: z.int() };
/** Whom the menu is offered. Whoever is opted in always keeps it, offered or not. */
export const RolloutPreview = z
  .object({
    /** Profiles, those of unknown age among them. */
    creators: z.int(),
    ...reach,
    /** Opted in, though the roll-out in force does not offer it to them. */
    keptOutside: z.int(),
    /** What the draft would do; null when none was given. */
    draft: z.object({ offered: z.int(), gained: z.int(), lost: z.int(), keptOutside: z.int() }).nullable(),
    /** The most adults first; null: no country is known. */
    countries: z.array(z.object({ country: z.string().nullable(), ...reach, draft: z.int().nullable() })),
    asOf: instant,
  })
  .meta({ id: 'RolloutPreview' });

export const NewClaimLink = z.strictObject({ handle: handleText, platform });
export const Claim = z.strictObject({ token: z.string().min(20).max(100), birthDate: day });

/** Her own e-mail address, typed: a program that tries things out cannot hit it. */
export const Erase = z.strictObject({ confirm: z.string().trim().min(1).max(254) });
export const accountFate = z.enum(['deleted', 'last_owner', 'last_operator']);
export const Erased = z
  .object({
    /** The profile that is gone; null when there was none. */
    creatorId: id.nullable(),
    /** Whether the account went too, or why it stays. */
    account: accountFate,
  })
  .meta({ id: 'Erased' });

export const Export = z
  .object({ madeAt: instant, lists: z.array(z.object({ name: z.string(), rows: z.array(z.record(z.string(), z.unknown())) })) })
  .meta({ id: 'Export' });
/** `csv` is the text of a file, with the mark of UTF-8 at its head. */
export const ExportList = z.object({ list: z.string(), csv: z.string() }).meta({ id: 'ExportList' });
export const OwnedLists = z
  .object({
    lists: z.array(z.object({ name: z.string(), rows: z.int() })),
    /** What an erasure would do with the account. */
    account: accountFate,
  })
  .meta({ id: 'OwnedLists' });

export const reasons = {
  'creators.no_such_list': { kind: 'not_found', detail: 'There is no list of yours by this name.' },
  'creators.confirm_mismatch': { kind: 'unprocessable', detail: 'This is not the e-mail address of your account.' },
  'creators.last_owner': { kind: 'conflict', detail: 'You are the last owner of an agency. Make somebody else its owner first.' },
  'creators.last_operator': { kind: 'conflict', detail: 'Nobody else runs this Greenroom. Make somebody else an operator first.' },
  'creators.not_a_creator': { kind: 'not_found', detail: 'You have no creator profile here yet.' },
  'creators.already': { kind: 'conflict', detail: 'You already have a creator profile.' },
  'creators.handle_taken': { kind: 'conflict', detail: 'This handle belongs to a profile already. Ask the operator for a claim link.' },
  'creators.last_handle': { kind: 'conflict', detail: 'A profile keeps at least one handle.' },
  'creators.handle_not_found': { kind: 'not_found', detail: 'No imported profile has this handle on this platform.' },
  'creators.already_claimed': { kind: 'conflict', detail: 'This profile was claimed already.' },
  'creators.operators_profile': {
    kind: 'conflict',
    detail: 'The operator imported this profile, and nobody has claimed it yet. Ask the operator for a claim link.',
  },
  'creators.birth_date_missing': { kind: 'invalid', detail: 'Say your birth date: it is not known yet that you are 18 or over.' },
  'creators.under_age': { kind: 'forbidden', detail: 'Agency invitations are for people of 18 and over.' },
  'creators.birth_date_impossible': { kind: 'invalid', detail: 'This birth date cannot be right.' },
  'creators.age_unknown': { kind: 'forbidden', detail: 'Say your birth date first: nobody of unknown age can be found.' },
  'creators.not_offered': { kind: 'forbidden', detail: 'Agency Center is not offered to you yet.' },
  'creators.text_outdated': { kind: 'conflict', detail: 'The text has changed since you opened it. Read the new one first.' },
  'creators.not_found': { kind: 'not_found', detail: 'Nobody by this id is open to invitations.' },
  'creators.zone_unknown': { kind: 'invalid', detail: 'This time zone is not known.' },
} as const satisfies Reasons;
