import { betterAuth } from 'better-auth';
import type { Ground } from '#platform/ground';
import { identityDb } from '#platform/ground';
import { newId } from '#platform/ids';
import { hashPassword, verifyPassword } from './password.ts';
import type { AccessTables } from './schema.ts';

/** `__Host-`: only over https (or localhost), only for this host, only for the whole of it; no neighbour can set or read it. */
export const sessionCookie = '__Host-klinke';
export const sessionDays = 14;

/**
 * The sign-in library, reduced to what we use: password sign-in with its session, and password reset. People are made by invitation or set-up alone.
 * Its own HTTP routes are not mounted.
 */
export function signInLibrary(
  ground: Ground,
  sendReset: (to: { userId: string; email: string }, token: string) => Promise<void>,
) {
  return betterAuth({
    appName: 'Klinke',
    baseURL: ground.config.publicUrl ?? `http://localhost:${ground.config.port}`,
    secret: ground.secrets.session,
    database: { db: identityDb<AccessTables>(ground), type: 'postgres' },
    telemetry: { enabled: false },
    logger: { disabled: true },
    rateLimit: { enabled: false },
    emailAndPassword: {
      enabled: true,
      disableSignUp: true,
      minPasswordLength: 1,
      maxPasswordLength: 400,
      password: {
        hash: (password) => hashPassword(password, ground.ports.random),
        verify: ({ hash, password }) => verifyPassword(password, hash),
      },
      resetPasswordTokenExpiresIn: 30 * 60,
      revokeSessionsOnPasswordReset: true,
      sendResetPassword: async ({ user, token }) => sendReset({ userId: user.id, email: user.email }, token),
    },
    session: { expiresIn: sessionDays * 86_400, disableSessionRefresh: true },
    user: { additionalFields: { locale: { type: 'string', input: false, defaultValue: 'de' } } },
    advanced: {
      database: { generateId: () => newId() },
      useSecureCookies: false,
      cookies: {
        session_token: {
          name: sessionCookie,
          attributes: { secure: true, httpOnly: true, sameSite: 'lax', path: '/' },
        },
      },
      // The mail is written after the answer: how long it takes must not tell whether the address is known.
      backgroundTasks: {
        handler: (task) =>
          void Promise.resolve(task).catch((error: unknown) =>
            ground.log.error({ err: error }, 'background task of sign-in failed'),
          ),
      },
    },
  });
}
export type SignInLibrary = ReturnType<typeof signInLibrary>;
