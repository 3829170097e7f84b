/** Reads facts about the login from an event. Values of the wrong type are left out. */
import type { PostLoginEvent } from './post-login.ts';

export interface LoginFacts {
  /** Logins counted by Auth0, including this one. */
  logins?: number;
  createdAt?: Date;
  /** When the person entered credentials (epoch milliseconds). A continued session keeps its first time. */
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
 * True for a factor after the first one, which follows the Actions of its login, so that login is counted already. Addresses are
 * factors that Actions have recorded: https://auth0.com/docs/customize/actions/reference/post-login/post-login-event-object
 */
function isLaterFactor(name: unknown): boolean {
  return typeof name === 'string' && /^(mfa$|https?:)/.test(name);
}

/** Returns epoch milliseconds, or `NaN`. Converts only texts and dates, because other values could throw. */
function timeOf(value: unknown): number {
  if (value instanceof Date) return value.getTime();
  return typeof value === 'string' ? Date.parse(value) : NaN;
}
