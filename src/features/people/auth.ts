import type pg from 'pg';

export interface AuthSettings {
  secret: string;
  newId: () => string;
  clock: () => Date;
  publicOrigin?: string | undefined;
  passwords?: Passwords | undefined;
}

/** How passwords are kept; without one of these as the library does, slowly on purpose. */
export interface Passwords {
  hash: (password: string) => Promise<string>;
  verify: (it: { hash: string; password: string }) => Promise<boolean>;
}

/** What later features do when sign-in has done something; the answer waits for it. */
export interface AuthHooks {
  /** Somebody who has an account asked for a new password. Whether an account exists is told to nobody. */
  onResetAsked: (personId: string, token: string) => Promise<void>;
  onPasswordChanged: (personId: string) => Promise<void>;
}

export interface Auth {
  /** Sign-up, sign-in and all else below /auth. */
  handler(request: Request): Promise<Response>;
  /** The session that the cookie of a request belongs to, and whose it is. */
  sessionOf(headers: Headers): Promise<{ sessionId: string; personId: string } | undefined>;
  /** Loads what sign-in needs before somebody waits for it. */
  warm(): Promise<void>;
}

// A third of the time that the program takes to load is this library's, and most commands sign nobody in.
const load = () => import('./engine.ts');

/** Sign-in by e-mail and password. */
export function openAuth(pool: pg.Pool, settings: AuthSettings, hooks: AuthHooks): Auth {
  let opened: Promise<ReturnType<Awaited<ReturnType<typeof load>>['openEngine']>> | undefined;
  const open = async () => (await load()).openEngine(pool, settings, hooks);
  const engine = () =>
    (opened ??= open().catch((error: unknown) => {
      opened = undefined; // files that are being replaced, say: the next request tries again
      throw error;
    }));
  return {
    handler: async (request) => (await engine()).handler(request),
    sessionOf: async (headers) => {
      const found = await (await engine()).api.getSession({ headers, query: { disableRefresh: true } });
      return found ? { sessionId: found.session.id, personId: found.user.id } : undefined;
    },
    warm: async () => void (await engine()),
  };
}

export const hashPassword = async (password: string): Promise<string> => (await load()).hashPassword(password);
