/**
 * A stored quiet period. The code that decides computes it, so that later pages need not load that code. Any change to the
 * person's data ends it (see `Person`), so it is never out of date.
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
  /** Of all that the page gave when it was found: with anything else it does not hold. */
  key: string;
  /** The names of the fields that are known. */
  known: string[];
  /** What is known, without sensitive values. */
  profile: Profile;
  /** Why nothing is asked, field by field. */
  reasons: Explanation[];
  planId?: string;
}

/** How they are kept: that of the plan that was decided about last, and those of others. */
export interface StoredQuietPeriods extends Partial<StoredQuietPeriod> {
  others: Partial<StoredQuietPeriod>[];
  /** When sessions began in them (epoch milliseconds); the ledger does not have them yet. With more than `sessions` one is over. */
  began: number[];
}

export const QUIET_PERIOD_KEY = 'quiet-period';

export interface QuietPeriodSubject {
  user: Claims;
  clientId: string;
  /** What the page knows of the person. */
  known: UserMetadata | undefined;
  /** Of the plan; `undefined` if the plan cannot be identified. */
  planDigest?: string;
}

/** Different in every token, and no news of the person. */
const VOLATILE_CLAIMS = /^(iat|exp|nbf|jti|nonce|(at|c|s)_hash)$/;

/** `undefined` where no quiet period can be kept: what is given may have changed without a trace. */
export async function quietPeriodDigest({ planDigest, user, known }: QuietPeriodSubject): Promise<string | undefined> {
  if (!planDigest) return undefined;
  try {
    const lasting = JSON.stringify(user, function (this: unknown, name, value: unknown) {
      // Deeper down it is the Action's claim that has a time.
      return (this === user ? VOLATILE_CLAIMS.test(name) : name === 'at' && typeof value === 'number') ? undefined : value;
    });
    return await digestOf(JSON.stringify([planDigest, lasting, known]));
  } catch {
    // Something that JSON cannot hold.
    return undefined;
  }
}

/** What is stored, without what another script may have written in its place. */
export function readQuietPeriods(storage: PersonStorage): StoredQuietPeriods {
  const stored = Object(storage.read(QUIET_PERIOD_KEY)) as Record<string, unknown>;
  const listOf = (name: string) => [stored[name]].flat().filter(Boolean);
  return { ...stored, others: listOf('others').map((one) => Object(one) as Partial<StoredQuietPeriod>), began: listOf('began').filter((at) => typeof at === 'number') };
}

/** Whether there may be a quiet period. Only the whole subject tells whether it holds. */
export function hasQuietPeriod(storage: PersonStorage): boolean {
  return readQuietPeriods(storage).key !== undefined;
}

/** A quiet period while it lasts: watches for what ends it. */
export interface QuietPeriodMonitor {
  /** What this browser knew of the person and of the plan's fields when the quiet period began, and still knows. */
  readonly found: StoredQuietPeriod;
  /** Whether doing this makes something relevant. */
  isEndedBy(activity: string | undefined): boolean;
  /** Calls `handleNews` when something has to be decided after all, until `signal` is aborted. */
  begin(handleNews: () => void, signal: AbortSignal): void;
}

/** Notes activity, and a session that begins with it. `undefined`: there is no quiet period, or it is over. */
export async function monitorQuietPeriod(storage: PersonStorage, subject: QuietPeriodSubject, now = () => new Date()): Promise<QuietPeriodMonitor | undefined> {
  // The digest takes time, and most people who are about to be asked have none.
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
        // It is over, or another tab has found one that another activity ends.
        const next = await look();
        if (!signal.aborted && String(next?.activities) !== String(found.activities)) handleNews();
      };
      watchActivity(() => void lookAgain(), now, signal);
      // Another tab, or another part of this page, has learnt something of the person.
      const handleChange = ({ item, isRemoved }: StorageChange) => {
        // A removed item was forgotten by a sign-out, which says nothing about the current person.
        if (item === undefined || (item === PROFILE_ITEM && !isRemoved)) handleNews();
      };
      storage.watch(handleChange, signal);
    },
  };
}

function observe(storage: PersonStorage, key: string, { user, clientId }: QuietPeriodSubject, now: Date): Promise<StoredQuietPeriod | undefined> {
  return withSessionLock(clientId, () => {
    const stored = readQuietPeriods(storage);
    // One with this key was written by this version of the package.
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

/** Forgets a person while only their quiet period was read. Keeps the sessions that it counted, for the ledger. */
export function forgetPerson(storage: PersonStorage): void {
  const { began } = readQuietPeriods(storage);
  storage.forget();
  if (began.length) storage.write(QUIET_PERIOD_KEY, { began });
}
