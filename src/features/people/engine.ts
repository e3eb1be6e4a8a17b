import { betterAuth } from 'better-auth';
import { APIError, createAuthMiddleware } from 'better-auth/api';
import type pg from 'pg';
import { line } from '#src/lib/shapes.ts';
import { openAttempts } from './attempts.ts';
import type { AuthHooks, AuthSettings } from './auth.ts';

const nameShape = line(80);
/** A name is shown to other people: the same bounds as every line of text here. */
const checkName = createAuthMiddleware(async ({ path, body }) => {
  const given = (body as { name?: unknown } | undefined)?.name;
  if ((path !== '/sign-up/email' && path !== '/update-user') || given === undefined) return;
  if (!nameShape.safeParse(given).success)
    throw new APIError('BAD_REQUEST', { code: 'BAD_NAME', message: 'A name has 1 to 80 characters and no control characters.' });
});

/** Sign-in by e-mail and password with sessions in the database. Its tables carry our names (0002-people.sql). */
export function openEngine(pool: pg.Pool, { secret, newId, clock, publicOrigin, passwords }: AuthSettings, hooks: AuthHooks) {
  const attempts = (max: number) => ({ window: 60, max });
  const noteChange = createAuthMiddleware(async ({ path, context }) => {
    const done = context.returned !== undefined && !(context.returned instanceof APIError);
    if (path === '/change-password' && done && context.session) await hooks.onPasswordChanged(context.session.user.id);
  });
  return betterAuth({
    database: pool,
    secret,
    basePath: '/auth',
    // The same check as a browser's same-origin rule: the page that sends must come from the host it sends to.
    trustedOrigins: (request) => [...(request ? [new URL(request.url).origin] : []), ...(publicOrigin ? [publicOrigin] : [])],
    emailAndPassword: {
      enabled: true,
      minPasswordLength: 12,
      maxPasswordLength: 200,
      autoSignIn: true,
      ...(passwords && { password: passwords }),
      resetPasswordTokenExpiresIn: 3600,
      // Whoever knew the old password is out, on every device.
      revokeSessionsOnPasswordReset: true,
      sendResetPassword: ({ user, token }) => hooks.onResetAsked(user.id, token),
      onPasswordReset: ({ user }) => hooks.onPasswordChanged(user.id),
    },
    hooks: { before: checkName, after: noteChange },
    telemetry: { enabled: false },
    logger: { disabled: true },
    // People behind one address share its window.
    rateLimit: {
      enabled: true,
      window: 60,
      max: 300,
      customStorage: openAttempts(clock),
      customRules: {
        '/sign-in/email': attempts(30),
        '/sign-up/email': attempts(30),
        '/request-password-reset': attempts(10),
        '/reset-password': attempts(10),
        '/change-password': attempts(10),
      },
    },
    advanced: {
      database: { generateId: newId },
      useSecureCookies: publicOrigin?.startsWith('https:') ?? false,
      cookiePrefix: 'greenroom',
      ipAddress: { ipAddressHeaders: ['x-greenroom-peer'] },
    },
    user: { modelName: 'people', fields: { emailVerified: 'email_verified', createdAt: 'created_at', updatedAt: 'updated_at' } },
    session: {
      modelName: 'people_sessions',
      expiresIn: 30 * 86_400,
      fields: {
        expiresAt: 'expires_at',
        createdAt: 'created_at',
        updatedAt: 'updated_at',
        ipAddress: 'ip_address',
        userAgent: 'user_agent',
        userId: 'user_id',
      },
    },
    account: {
      modelName: 'people_accounts',
      fields: {
        accountId: 'account_id',
        providerId: 'provider_id',
        userId: 'user_id',
        accessToken: 'access_token',
        refreshToken: 'refresh_token',
        idToken: 'id_token',
        accessTokenExpiresAt: 'access_token_expires_at',
        refreshTokenExpiresAt: 'refresh_token_expires_at',
        createdAt: 'created_at',
        updatedAt: 'updated_at',
      },
    },
    verification: {
      modelName: 'people_verifications',
      fields: { expiresAt: 'expires_at', createdAt: 'created_at', updatedAt: 'updated_at' },
    },
  });
}
export { hashPassword } from 'better-auth/crypto';
