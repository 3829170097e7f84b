/**
 * A stored quiet period: a time in which nothing is asked. The code that decides computes it, so that later pages need not load
 * that code. Any change to the person's data ends it (see `Person`), so it is never out of date.
 */
import type { Claims } from './claims.ts';
import type { QuietPeriod } from '../plan/quiet-period.ts';
import type { Explanation } from '../plan/decide.ts';
import type { Profile, UserMetadata } from '../plan/plan.ts';
import { watchActivity } from '../platform/activity.ts';
import { digestOf } from '../platform/digest.ts';
import { withSessionLock } from './session-lock.ts';
import { OPEN_ASK_ITEM, PROFILE_ITEM, type PersonStorage, type StorageChange } from './person-storage.ts';
import { SessionLog, signInOf } from './session-log.ts';

export interface StoredQuietPeriod extends QuietPeriod {
  /** A digest of what the decision was based on: plan, claims and `known`. The quiet period is valid only for the same. */
  key: string;
  /** The names of the fields that are known. */
  known: string[];
  /** What is known, without sensitive values. */
  profile: Profile;
  /** Why nothing is asked, field by field. */
  reasons: Explanation[];
  planId?: string;
}

/** The stored form: the quiet period of the plan that was decided about last, and those of other plans. */
export interface StoredQuietPeriods extends Partial<StoredQuietPeriod> {
  others: Partial<StoredQuietPeriod>[];
  /**
   * When sessions began during the quiet period (epoch milliseconds), which the ledger does not count yet. More than `sessions` of
   * them end it.
   */
  began: number[];
}

export const QUIET_PERIOD_KEY = 'quiet-period';

export interface QuietPeriodSubject {
  user: Claims;
  clientId: string;
  /** What the page knows about the person. */
  known: UserMetadata | undefined;
  /** The digest of the plan; `undefined` if the plan cannot be identified. */
  planDigest?: string;
}

/** Claims that differ in every token and say nothing about the person. */
const VOLATILE_CLAIMS = /^(iat|exp|nbf|jti|nonce|(at|c|s)_hash)$/;

/** Returns the `key` of a quiet period; `undefined` if the subject cannot be identified, so none can be stored. */
export async function quietPeriodDigest({ planDigest, user, known }: QuietPeriodSubject): Promise<string | undefined> {
  if (!planDigest) return undefined;
  try {
    const lasting = JSON.stringify(user, function (this: unknown, name, value: unknown) {
      // Nested, `at` is the time of the Action's claim.
      return (this === user ? VOLATILE_CLAIMS.test(name) : name === 'at' && typeof value === 'number') ? undefined : value;
    });
    return await digestOf(JSON.stringify([planDigest, lasting, known]));
  } catch {
    // JSON cannot represent a value.
    return undefined;
  }
}

/** Reads the stored quiet periods. Ignores what another script may have written instead. */
export function readQuietPeriods(storage: PersonStorage): StoredQuietPeriods {
  const stored = Object(storage.read(QUIET_PERIOD_KEY)) as Record<string, unknown>;
  const listOf = (name: string) => [stored[name]].flat().filter(Boolean);
  return { ...stored, others: listOf('others').map((one) => Object(one) as Partial<StoredQuietPeriod>), began: listOf('began').filter((at) => typeof at === 'number') };
}

/** Whether a quiet period is stored. It may be of another subject. */
export function hasQuietPeriod(storage: PersonStorage): boolean {
  return readQuietPeriods(storage).key !== undefined;
}

/** A current quiet period. */
export interface QuietPeriodMonitor {
  /** The stored quiet period, with what is known about the person. */
  readonly found: StoredQuietPeriod;
  /** Whether this activity makes a question relevant. */
  isEndedBy(activity: string | undefined): boolean;
  /** Calls `handleNews` when it has ended and a decision is due, until `signal` is aborted. */
  begin(handleNews: () => void, signal: AbortSignal): void;
}

/** Records activity, and a session that begins with it. Resolves with `undefined` if there is no quiet period, or if it is over. */
export async function monitorQuietPeriod(storage: PersonStorage, subject: QuietPeriodSubject, now = () => new Date()): Promise<QuietPeriodMonitor | undefined> {
  // First, because the digest takes time, and most people who are about to be asked have no quiet period.
  const key = hasQuietPeriod(storage) && (await quietPeriodDigest(subject));
  if (!key) return undefined;
  const look = () => observe(storage, key, subject, now());
  const found = await look();
  if (!found) return undefined;
  return {
    found,
    isEndedBy: (activity) => activity !== undefined && found.activities.includes(activity),
    begin(handleNews, signal) {
      const lookAgain = async () => {
        // It is over, or another tab has stored one that other activities end.
        const next = await look();
        if (!signal.aborted && String(next?.activities) !== String(found.activities)) handleNews();
      };
      watchActivity(() => void lookAgain(), now, signal);
      // Another tab, or another part of this page, has stored something about the person.
      const handleChange = ({ item, isRemoved }: StorageChange) => {
        // A sign-out removes items, which says nothing about the current person.
        if (item === undefined || (item === PROFILE_ITEM && !isRemoved)) handleNews();
      };
      storage.watch(handleChange, signal);
    },
  };
}

function observe(storage: PersonStorage, key: string, { user, clientId }: QuietPeriodSubject, now: Date): Promise<StoredQuietPeriod | undefined> {
  return withSessionLock(clientId, () => {
    const stored = readQuietPeriods(storage);
    // The key contains the plan's digest, which contains the package's version, so the shape is this version's.
    const found = [stored, ...stored.others].find((one) => one.key === key) as StoredQuietPeriod | undefined;
    const at = now.getTime();
    const hasOpen = storage.hasPending || storage.read('signed-up') || storage.read(OPEN_ASK_ITEM);
    if (hasOpen || !found || (found.until !== null && at >= found.until)) return undefined;
    const log = new SessionLog(storage);
    const signIn = signInOf(user);
    const isNew = log.isNew(now, signIn);
    if (isNew) stored.began.push(at);
    if (stored.began.length > found.sessions || (isNew && !storage.write(QUIET_PERIOD_KEY, stored))) return undefined;
    log.observe(now, signIn);
    return found;
  });
}

/** Removes the data of a person whose quiet period was all that was read. Keeps the sessions that it counted, for the ledger. */
export function forgetPerson(storage: PersonStorage): void {
  const { began } = readQuietPeriods(storage);
  storage.forget();
  if (began.length) storage.write(QUIET_PERIOD_KEY, { began });
}
