/** What an event says about the login itself. Values of the wrong type are left out. */
import type { PostLoginEvent } from './post-login.ts';

export interface LoginFacts {
  /** Logins counted by Auth0, this one included. */
  logins?: number;
  createdAt?: Date;
  /** When the person proved who they are, epoch milliseconds; a continued session keeps its first time. */
  signedInAt?: number;
}

export function readFacts({ stats, user, authentication }: PostLoginEvent): LoginFacts {
  const count = stats?.logins_count;
  const createdAt = timeOf(user.created_at);
  const methods = Array.isArray(authentication?.methods) ? authentication.methods : [];
  const times = methods.filter((method) => !isLaterFactor(method?.name)).map((method) => timeOf(method?.timestamp));
  const sound = times.filter((time) => !Number.isNaN(time));
  return {
    logins: typeof count === 'number' ? count : undefined,
    createdAt: Number.isNaN(createdAt) ? undefined : new Date(createdAt),
    signedInAt: sound.length > 0 ? Math.max(...sound) : undefined,
  };
}

/**
 * A second factor comes after the Actions of its login, which have counted that already. Addresses stand for factors
 * that Actions recorded: https://auth0.com/docs/customize/actions/reference/post-login/post-login-event-object
 */
function isLaterFactor(name: unknown): boolean {
  return typeof name === 'string' && /^(mfa$|https?:)/.test(name);
}

/** Epoch milliseconds, or `NaN`. What is neither a text nor a date is not asked to become one: it could throw. */
function timeOf(value: unknown): number {
  if (value instanceof Date) return value.getTime();
  return typeof value === 'string' ? Date.parse(value) : NaN;
}
