import { z } from 'zod';
import { Services, Terms } from '#src/features/policies/contract.ts';
import { id, instant, orNull, page, platform } from '#src/lib/shapes.ts';
import type { Reasons } from '#src/lib/errors.ts';

/** What a creator said yes to: joining an agency, a further term, or other terms. */
export const copyKind = z.enum(['joined', 'renewal', 'change']);
export type CopyKind = z.infer<typeof copyKind>;
/** `making`: agreed, and the file is on its way. `delayed`: it could not be made yet, and is tried once an hour. `gone`: she deleted her profile; what was kept by its hash can still be checked. */
export const copyState = z.enum(['making', 'delayed', 'ready', 'gone']);

/** What stands on a copy, as it was in the instant of her yes. It is never changed. */
export const Agreed = z.object({
  kind: copyKind,
  agreedAt: instant,
  /** Where it was agreed: the address of this Greenroom. */
  origin: z.string(),
  creator: z.object({ displayName: z.string(), handle: z.string(), platform }),
  agency: z.object({ name: z.string(), verified: z.boolean() }),
  terms: Terms,
  termsHash: z.string(),
  from: instant,
  to: instant,
  coolingOffUntil: instant,
  /** When a quiet time lets her leave at once, by the rule of that day; null: no such rule. */
  lowActivity: orNull(z.object({ windowDays: z.int(), validDaysMin: z.int(), hoursMin: z.int() })),
  /** When the agency may end it, by the rule of that day: no sooner than so many days, and so long the host has to decide where she contests it. */
  removal: z.object({ noticeDaysMin: z.int(), decideDays: z.int() }),
  /** The trial LIVE that joining asks for; null: none. `reviewDays`: so long the host may say no after it; null: it does not. */
  trial: orNull(z.object({ days: z.int(), minutes: z.int(), reviewDays: z.int().nullable() })),
  promises: z.array(z.object({ what: z.enum(['coaching', ...Services.keyof().options]), hours: z.int().nullable(), dueAt: instant })),
  /** The rules under which it was agreed; `version` null: as Greenroom comes. */
  rules: z.array(z.object({ kind: z.string(), version: z.int().nullable(), from: instant.nullable() })),
});
export type Agreed = z.infer<typeof Agreed>;

/** A copy of what was agreed, for both sides: the same bytes for each. */
export const Copy = z
  .object({
    copyId: id,
    membershipId: id,
    kind: copyKind,
    state: copyState,
    agreedAt: instant,
    /** As it stands on the copy. */
    code: z.string(),
    /** SHA-256 of the file, in hexadecimal; null while it is being made. */
    sha256: z.string().nullable(),
    bytes: z.int().nullable(),
    /** The language that it is written in: hers, in the instant of her yes. */
    locale: z.string(),
  })
  .meta({ id: 'AgreementCopy' });
export type Copy = z.infer<typeof Copy>;
export const Copies = page(Copy).meta({ id: 'AgreementCopies' });

/** The code of a copy, or the hash of a file: whoever asks has one of them. The file itself is never sent. */
export const CheckCopy = z.strictObject({ mark: z.string().trim().min(1).max(200) });
export const CheckedCopy = z
  .object({
    /** What was recognised in the mark; null: neither a code nor a hash. */
    by: z.enum(['code', 'hash']).nullable(),
    /** Null: no copy made here has this mark. */
    found: orNull(
      z.object({
        kind: copyKind,
        agreedAt: instant,
        /** The hash of the file as it was made here; null while it is being made. */
        sha256: z.string().nullable(),
        parties: z.int(),
        /** Whether the same two have agreed to something since; only where whoever asks is one of them. */
        replaced: z.boolean().nullable(),
        /** Who agreed; only where whoever asks is one of them. */
        between: orNull(z.object({ creator: z.string(), agency: z.string() })),
      }),
    ),
  })
  .meta({ id: 'CheckedCopy' });
export type CheckedCopy = z.infer<typeof CheckedCopy>;

export const reasons = {
  'copies.not_found': { kind: 'not_found', detail: 'There is no such copy.' },
  'copies.making': { kind: 'conflict', detail: 'This copy is being made. Ask again in a moment.' },
  'copies.gone': { kind: 'gone', detail: 'This copy went with the profile of the creator, who deleted it.' },
} as const satisfies Reasons;
