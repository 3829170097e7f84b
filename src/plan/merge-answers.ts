/**
 * Merges answers into a profile that other devices may have changed. The order of two answers is known if the device of the later
 * one had seen the earlier one, according to the ledger's answer stamps, or if the answer is sent right after it was given.
 * Otherwise, the larger stamp wins, and the other answer is returned, so that the person can choose it.
 */
import { answerStamp, LEDGER_KEY, mergeLedgers, readLedger, recordAnswered, recordUndone, stampAfter, type Ledger } from './ledger.ts';
import type { ProfilePlan, UserMetadata } from './plan.ts';
import { includesJson, isSameJson } from './same-json.ts';

/** An answer's order among other answers to the field, recorded when it is given. */
export interface AnswerOrder {
  /** The answer stamps of the field that this device had seen in the profile. */
  seen: number[];
  /** The stamp of this answer. It gets into the ledger when the answer is saved. */
  stamp: number;
}

/** An answer that a later one has replaced before its save was confirmed. It may be in the profile. */
export interface ReplacedAnswer {
  /** Distinguishes it from an answer of another device in the same minute, which has the same stamp. */
  value: unknown;
  stamp?: number;
  takesBack?: readonly unknown[];
}

/** An answer to merge. */
export interface LateAnswer {
  name: string;
  /** The encoded value; `null` erases. */
  value: unknown;
  order: AnswerOrder;
  /** It was not sent right after it was given, so it may be older than the profile. */
  isLate: boolean;
  /** An undo of these values. It applies only while the profile contains one of them, or one that `replaces` took back. */
  takesBack?: readonly unknown[];
  replaces?: readonly ReplacedAnswer[];
}

export interface AnswerMerge {
  /** The patch to save. */
  patch: UserMetadata;
  /** The stamps of those answers that the profile contains after the save. */
  stamps: Record<string, number>;
  /** The names of fields that have two answers of unknown order. */
  undecided: string[];
  /** The answers that are not in the profile after the save, by field name. */
  others: UserMetadata;
}

/** Decides for each of `answers` what is saved to the profile `current`. `rebaseLedger` merges the ledger. */
export function mergeAnswers(answers: readonly LateAnswer[], current: UserMetadata): AnswerMerge {
  const stored = readLedger(current[LEDGER_KEY]);
  const merge: AnswerMerge = { patch: {}, stamps: {}, undecided: [], others: {} };
  for (const { name, value, order, isLate, takesBack, replaces = [] } of answers) {
    const now = Object.hasOwn(current, name) ? current[name] : null;
    const theirs = answerStamp(stored, name);
    const save = () => {
      merge.patch[name] = value;
      merge.stamps[name] = stampAfter(theirs, order.stamp);
    };
    if (takesBack) {
      const taken = [takesBack, ...replaces.map((one) => one.takesBack ?? [])].flat();
      if (includesJson(taken, now)) save();
      continue;
    }
    if (isLate && isSameJson(now, value)) {
      merge.stamps[name] = order.stamp;
      continue;
    }
    const isOwn = replaces.some((one) => one.stamp === theirs && isSameJson(one.value, now));
    const isKnownLater = !isLate || isOwn || order.seen.includes(theirs) || theirs <= Math.min(...order.seen);
    const isLater = isKnownLater || order.stamp > theirs;
    if (isLater) save();
    if (isKnownLater) continue;
    merge.undecided.push(name);
    const other = isLater ? now : value;
    if (other !== null) merge.others[name] = other;
  }
  return merge;
}

/** Returns `ledger` with a new latest stamp for each of `names`. `null` in `patch` takes an answer back. */
function stampAnswers(plan: ProfilePlan, ledger: Ledger, patch: UserMetadata, names: readonly string[], now: Date): Ledger {
  const [erased, given] = [names.filter((name) => patch[name] === null), names.filter((name) => patch[name] !== null)];
  return recordUndone(plan, recordAnswered(plan, ledger, given, now), erased, now);
}

/**
 * Returns `patch` with its ledger merged into that of the profile `stored`. For servers, which take answers in the order of
 * their arrival.
 */
export function mergeLedgerInto(plan: ProfilePlan, stored: UserMetadata, patch: UserMetadata, now: Date): UserMetadata {
  if (!patch[LEDGER_KEY] || !stored[LEDGER_KEY]) return patch;
  const [theirs, sent] = [readLedger(stored[LEDGER_KEY]), readLedger(patch[LEDGER_KEY])];
  const isOutdated = (name: string) => answerStamp(sent, name) <= answerStamp(theirs, name) && !isSameJson(patch[name], stored[name] ?? null);
  const outdated = Object.keys(patch).filter(isOutdated);
  return { ...patch, [LEDGER_KEY]: stampAnswers(plan, mergeLedgers(theirs, sent), patch, outdated, now) };
}
