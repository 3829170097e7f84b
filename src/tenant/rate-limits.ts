/** Limits how often the Management API may be called. */
export interface RateLimit {
  perSecond: number;
  burst: number;
}

/** The limits by kind of call, for Auth0's plans. */
export interface RateLimitPlan {
  reads: RateLimit;
  writes: RateLimit;
}

/**
 * Auth0's published limits:
 * https://auth0.com/docs/troubleshoot/customer-support/operational-policies/rate-limit-policy
 */
export const RATE_LIMITS = {
  free: { reads: { perSecond: 2, burst: 2 }, writes: { perSecond: 2, burst: 2 } },
  essentials: { reads: { perSecond: 500 / 60, burst: 40 }, writes: { perSecond: 200 / 60, burst: 20 } },
  enterprise: { reads: { perSecond: 16, burst: 50 }, writes: { perSecond: 16, burst: 50 } },
} satisfies Record<string, RateLimitPlan>;

export interface RateReading {
  limit: number;
  remaining: number;
  /** When another call is allowed, in epoch seconds. */
  reset: number;
  isExceeded: boolean;
}

/** Token buckets for the whole tenant. Calls with any token count, also those of browsers. */
export class RateLimits {
  readonly #plan: RateLimitPlan;
  readonly #isEnforced: boolean;
  readonly #now: () => Date;
  readonly #buckets = new Map<keyof RateLimitPlan, { left: number; at: number }>();

  /** Without a plan, nothing is refused, but responses contain the numbers. */
  constructor(plan: RateLimitPlan | undefined, now: () => Date) {
    this.#plan = plan ?? RATE_LIMITS.essentials;
    this.#isEnforced = plan !== undefined;
    this.#now = now;
  }

  /** Counts one call. */
  take(kind: keyof RateLimitPlan): RateReading {
    const { perSecond, burst } = this.#plan[kind];
    const at = this.#now().getTime();
    const bucket = this.#buckets.get(kind) ?? { left: burst, at };
    const filled = Math.min(burst, bucket.left + ((at - bucket.at) / 1000) * perSecond);
    const isExceeded = filled < 1;
    const left = isExceeded ? filled : filled - 1;
    this.#buckets.set(kind, { left, at });
    const wait = left >= 1 ? 0 : (1 - left) / perSecond;
    return {
      limit: burst,
      remaining: Math.floor(left),
      reset: Math.ceil(at / 1000 + wait),
      isExceeded: isExceeded && this.#isEnforced,
    };
  }
}
