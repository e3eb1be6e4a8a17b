import { resolve } from 'node:path';
import { z } from 'zod';

const roles = z
  .string()
  .transform((s) => s.split(',').map((r) => r.trim()))
  .pipe(z.array(z.enum(['web', 'jobs'])).min(1));

const shape = z.object({
  HOST: z.string().min(1).default('127.0.0.1'),
  PORT: z.coerce.number().int().min(0).max(65_535).default(4000),
  DATABASE_URL: z
    .url({ protocol: /^postgres(ql)?$/ })
    .refine((u) => URL.canParse(u) && new URL(u).pathname.length > 1, 'names no database')
    .optional(),
  GREENROOM_DATA_DIR: z.string().min(1).default('./data'),
  GREENROOM_MODE: z.enum(['platform', 'house']).default('platform'),
  GREENROOM_DISCOVERY: z.enum(['index', 'sql']).default('index'),
  GREENROOM_DEMO: z.enum(['auto', 'still', 'off']).default('auto'),
  GREENROOM_ROLES: roles.default(['web', 'jobs']),
  GREENROOM_URL: z.url().optional(),
  GREENROOM_KEY: z.string().min(1).optional(),
  GREENROOM_SMTP_URL: z.url({ protocol: /^smtps?$/, error: 'is not an address like smtp://user:password@host:587' }).optional(),
  GREENROOM_MAIL_FROM: z
    .string()
    .regex(/^(?:[^\p{Cc}<>"]*<[^\s<>@"]+@[^\s<>@"]+>|[^\s<>@"]+@[^\s<>@"]+)$/u, 'is not a sender like Greenroom <greenroom@agency.example>')
    .optional(),
});

const secret = new Set(['DATABASE_URL', 'GREENROOM_KEY', 'GREENROOM_SMTP_URL']);

export interface Config {
  host: string;
  port: number;
  databaseUrl: string | undefined;
  dataDir: string;
  /** `house`: one agency that works from its own exports. */
  mode: 'platform' | 'house';
  /** What answers searches: an index in the memory of this process, or the database alone. */
  discovery: 'index' | 'sql';
  /** `still`: the demo world is filled, and nobody goes LIVE. */
  demo: 'auto' | 'still' | 'off';
  roles: ('web' | 'jobs')[];
  url: string | undefined;
  key: string | undefined;
  /** The mail server; without one each mail is a file in the data directory. */
  smtpUrl: string | undefined;
  /** Whom mails come from. */
  mailFrom: string;
  /** Started by `npm start` or `npm run`: then a signal may reach npm and not us. */
  underNpm: boolean;
}

/** A value that cannot be used; its message is one sentence for the person who started the program. */
export class BadConfig extends Error {}

/** The only reader of the environment. An empty variable counts as not given. */
export function readConfig(env: NodeJS.ProcessEnv = process.env): Config {
  const given = Object.fromEntries(Object.entries(env).filter(([, value]) => value !== ''));
  const read = shape.safeParse(given);
  if (!read.success) {
    const issue = read.error.issues[0]!;
    const name = String(issue.path[0]);
    // An address may hold a password, and standard error ends up in logs.
    const shown = secret.has(name) ? 'its value' : JSON.stringify(env[name] ?? null);
    throw new BadConfig(`${name} cannot be used: ${shown}: ${issue.message}.`);
  }
  const v = read.data;
  if (v.GREENROOM_SMTP_URL !== undefined && v.GREENROOM_MAIL_FROM === undefined)
    throw new BadConfig('GREENROOM_MAIL_FROM is needed with GREENROOM_SMTP_URL: a sender like Greenroom <greenroom@agency.example>.');
  return {
    host: v.HOST,
    port: v.PORT,
    databaseUrl: v.DATABASE_URL,
    dataDir: resolve(v.GREENROOM_DATA_DIR),
    mode: v.GREENROOM_MODE,
    discovery: v.GREENROOM_DISCOVERY,
    demo: v.GREENROOM_DEMO,
    roles: v.GREENROOM_ROLES,
    url: v.GREENROOM_URL,
    key: v.GREENROOM_KEY,
    smtpUrl: v.GREENROOM_SMTP_URL,
    mailFrom: v.GREENROOM_MAIL_FROM ?? 'Greenroom <greenroom@greenroom.invalid>',
    underNpm: env['npm_lifecycle_event'] !== undefined,
  };
}
