/**
 * What becomes of answers that reach a profile which other devices may have changed. The order of two answers is known
 * where the device that gave the later one had seen the other (answer stamps of the ledger tell that), and where it was
 * sent as soon as it was given. Otherwise the larger stamp wins, and the other answer is handed back to be kept and shown.
 */
import { answerStamp, LEDGER_KEY, mergeLedgers, readLedger, recordAnswered, recordUndone, stampAfter, type Ledger } from './ledger.ts';
import type { ProfilePlan, UserMetadata } from './plan.ts';
import { includesJson, isSameJson } from './same-json.ts';

/** What the ledger says about an answer when it is given. */
export interface AnswerOrder {
  /** Answer stamps of the field that this device had seen in the profile. */
  seen: number[];
  /** The stamp of this answer. The ledger has it once the answer is saved, and not before. */
  stamp: number;
}

/** An unsent answer in whose place a later one is. It may have arrived without a reply. */
export interface ReplacedAnswer {
  /** Tells it from an answer of another device in the same minute, which has the same stamp. */
  value: unknown;
  stamp?: number;
  takesBack?: readonly unknown[];
}

/** An answer on its way to the profile. */
export interface LateAnswer {
  name: string;
  /** In the stored form; `null` erases. */
  value: unknown;
  order: AnswerOrder;
  /** It was not sent as soon as it was given, so that it may be older than what the profile holds. */
  isLate: boolean;
  /** The answer takes these values back: it counts only while the profile holds one of them, or one that `replaces` took back. */
  takesBack?: readonly unknown[];
  replaces?: readonly ReplacedAnswer[];
}

export interface AnswerMerge {
  /** What to save. */
  patch: UserMetadata;
  /** The answer stamps of what the profile holds then, where it is one of the answers. */
  stamps: Record<string, number>;
  /** Names of fields that hold two answers of unknown order. */
  undecided: string[];
  /** The answers that are not in the profile then, by field name. */
  others: UserMetadata;
}

/** Decides for each of `answers` what is saved to the profile `current`. The ledger itself is left to `rebaseLedger`. */
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

/** `ledger` with a stamp for each of `names` that is later than all before it; `null` in `patch` is an answer taken back. */
function stampAnswers(plan: ProfilePlan, ledger: Ledger, patch: UserMetadata, names: readonly string[], now: Date): Ledger {
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
  const isOutdated = (name: string) => answerStamp(sent, name) <= answerStamp(theirs, name) && !isSameJson(patch[name], stored[name] ?? null);
  const outdated = Object.keys(patch).filter(isOutdated);
  return { ...patch, [LEDGER_KEY]: stampAnswers(plan, mergeLedgers(theirs, sent), patch, outdated, now) };
}
