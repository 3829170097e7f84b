/**
 * What becomes of answers that reach a profile which other devices may have changed. The order of two answers is known
 * where the device that gave the later one had seen the other (answer stamps of the ledger tell that), and where it was
 * sent as soon as it was given. Otherwise the larger stamp wins, and the other answer is handed back to be kept and shown.
 */
import { answerStamp, LEDGER_KEY, mergeLedgers, readLedger, recordAnswered, recordUndone, type Ledger } from './ledger.ts';
import type { ProfilePlan, UserMetadata } from './plan.ts';
import { isSameJson } from './same-json.ts';

/** What the ledger says about an answer when it is given. */
export interface AnswerOrder {
  /** Answer stamps of the field that this device had seen in the profile. */
  seen: number[];
  /** The stamp of this answer. */
  stamp: number;
  /**
   * Unsent answers of this device that this one replaces: one of them may have arrived without a reply. Each with its value,
   * because an answer of another device in the same minute has the same stamp.
   */
  replaces?: { stamp: number; value: unknown }[];
}

/** An answer on its way to the profile. */
export interface LateAnswer {
  name: string;
  /** In the stored form; `null` erases. */
  value: unknown;
  order: AnswerOrder;
  /** It was not sent as soon as it was given, so that it may be older than what the profile holds. */
  isLate: boolean;
  /** The answer takes this value back: it counts only while the profile holds that, or a value in `tookBack`. */
  takesBack?: unknown;
  /** Values that unsent answers before this one took back. */
  tookBack?: readonly unknown[];
}

export interface AnswerMerge {
  /** What to save. */
  patch: UserMetadata;
  /** Names in `patch` whose stamp does not say yet that they are the latest. */
  outdated: string[];
  /** Names of fields that hold two answers of unknown order. */
  undecided: string[];
  /** The answers that are not in the profile then, by field name. */
  others: UserMetadata;
}

/** Decides for each of `answers` what is saved to the profile `current`. The ledger itself is left to `rebaseLedger`. */
export function mergeAnswers(plan: ProfilePlan, answers: readonly LateAnswer[], current: UserMetadata): AnswerMerge {
  const stored = readLedger(current[LEDGER_KEY]);
  const merge: AnswerMerge = { patch: {}, outdated: [], undecided: [], others: {} };
  for (const { name, value, order, isLate, takesBack, tookBack = [] } of answers) {
    const now = Object.hasOwn(current, name) ? current[name] : null;
    if (isLate && isSameJson(now, value)) continue;
    if (takesBack !== undefined) {
      if ([takesBack, ...tookBack].some((taken) => isSameJson(now, taken))) merge.patch[name] = value;
      continue;
    }
    const theirs = answerStamp(plan, stored, name);
    const isOwn = order.replaces?.some((one) => one.stamp === theirs && isSameJson(one.value, now));
    const isKnownLater = !isLate || isOwn || order.seen.includes(theirs) || theirs <= Math.min(...order.seen);
    const isLater = isKnownLater || order.stamp > theirs;
    if (isLater) merge.patch[name] = value;
    if (isLater && order.stamp <= theirs) merge.outdated.push(name);
    if (isKnownLater) continue;
    merge.undecided.push(name);
    const other = isLater ? now : value;
    if (other !== null) merge.others[name] = other;
  }
  return merge;
}

/** `ledger` with a stamp for each of `names` that is later than all before it; `null` in `patch` is an answer taken back. */
export function stampAnswers(plan: ProfilePlan, ledger: Ledger, patch: UserMetadata, names: readonly string[], now: Date): Ledger {
  const [erased, given] = [names.filter((name) => patch[name] === null), names.filter((name) => patch[name] !== null)];
  return recordUndone(plan, recordAnswered(plan, ledger, given, now), erased, now);
}

/**
 * `patch` for a profile that holds `stored`: the ledgers of both together. For a server, which takes answers in the order
 * in which they arrive.
 */
export function mergeLedgerInto(plan: ProfilePlan, stored: UserMetadata, patch: UserMetadata, now: Date): UserMetadata {
  if (!patch[LEDGER_KEY] || !stored[LEDGER_KEY]) return patch;
  const [theirs, sent] = [readLedger(stored[LEDGER_KEY]), readLedger(patch[LEDGER_KEY])];
  const isOutdated = (name: string) => answerStamp(plan, sent, name) <= answerStamp(plan, theirs, name) && !isSameJson(patch[name], stored[name] ?? null);
  const outdated = Object.keys(patch).filter(isOutdated);
  return { ...patch, [LEDGER_KEY]: stampAnswers(plan, mergeLedgers(theirs, sent), patch, outdated, now) };
}
