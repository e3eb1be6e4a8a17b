import { z } from 'zod';
import { id, instant, line, locale } from '#src/lib/shapes.ts';
import type { Reasons } from '#src/lib/errors.ts';

export const operatorRole = z.enum(['admin', 'moderator', 'analyst']);
export const agencyRole = z.enum(['owner', 'manager', 'coach', 'scout', 'finance']);
export type OperatorRole = z.infer<typeof operatorRole>;
export type AgencyRole = z.infer<typeof agencyRole>;

export const Person = z.object({ personId: id, name: z.string(), email: z.string() }).meta({ id: 'Person' });

export const Me = z
  .object({
    person: Person,
    creatorId: id.optional(),
    operator: operatorRole.optional(),
    /** The language that this person chose; null: what the browser asks for. */
    locale: locale.nullable(),
    agencies: z.array(z.object({ agencyId: id, role: agencyRole, name: z.string() })),
    /** What this caller may do, by operation name; `agencies.*` names hold for the agencies listed. */
    may: z.array(z.string()),
  })
  .meta({ id: 'Me' });
export type Me = z.infer<typeof Me>;

export const SetLocale = z.strictObject({ locale: locale.nullable() });
export const LocaleSet = z.object({ locale: locale.nullable() }).meta({ id: 'LocaleSet' });

export const linkKind = z.enum(['operator', 'staff', 'claim', 'house', 'figures']);
export type LinkKind = z.infer<typeof linkKind>;
export const LinkToken = z.strictObject({ token: z.string().min(20).max(100) });
export const LinkSeen = z
  .object({
    kind: linkKind,
    subject: z.string(),
    role: agencyRole.optional(),
    /** Whose it is, where an agency made it. */
    agencyId: id.optional(),
    /** Of whom an agency's export tells, as it calls her. */
    handle: z.string().optional(),
    expiresAt: instant,
  })
  .meta({ id: 'Link' });
export const IssuedLink = z.object({ url: z.string(), expiresAt: instant }).meta({ id: 'IssuedLink' });
export type IssuedLink = z.infer<typeof IssuedLink>;

/** `read` allows every GET and search, `write` everything its person may do. */
export const keyScope = z.enum(['read', 'write']);
export const NewKey = z.strictObject({ name: line(80), scopes: z.array(keyScope).min(1).max(2) });
export const Key = z
  .object({
    keyId: id,
    name: z.string(),
    prefix: z.string(),
    scopes: z.array(keyScope),
    createdAt: instant,
  })
  .meta({ id: 'Key' });
export const KeyShown = z.object({ keyId: id, key: z.string() }).meta({ id: 'KeyShown' });

export const DemoLogin = z
  .object({
    room: z.enum(['creator', 'agency', 'brand', 'operator']),
    title: z.string(),
    name: z.string(),
    email: z.string(),
    password: z.string(),
    apiKey: z.string().optional(),
    agencyId: id.optional(),
    creatorId: id.optional(),
    handle: z.string().optional(),
  })
  .meta({ id: 'DemoLogin' });
export type DemoLogin = z.infer<typeof DemoLogin>;

export const reasons = {
  'people.sign_in_first': { kind: 'unauthenticated', detail: 'Sign in first, or send a valid key.' },
  'people.key_invalid': { kind: 'unauthenticated', detail: 'This key is not valid, or was revoked.' },
  'people.key_scope': { kind: 'forbidden', detail: 'This key may not do that: its scope is narrower.' },
  'people.key_not_found': { kind: 'not_found', detail: 'There is no such key.' },
  'people.link_not_found': { kind: 'not_found', detail: 'This link is not known. Ask for a new one.' },
  'people.link_used': { kind: 'gone', detail: 'This link was used already. Ask for a new one.' },
  'people.link_withdrawn': { kind: 'gone', detail: 'This link was taken back. Ask for a new one.' },
  'people.link_expired': { kind: 'gone', detail: 'This link has expired. Ask for a new one.' },
  'people.no_demo': { kind: 'not_found', detail: 'This is not a demo.' },
} as const satisfies Reasons;
