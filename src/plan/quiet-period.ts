/**
 * Computes a quiet period: how long nothing will be asked. Pages in it need not load the code that decides. It is valid until
 * something new is known about the person.
 */
import { findAskable, type AskMoment } from './decide.ts';
import { historyOf, recordSession, skimLedger } from './ledger.ts';
import { indexPlan } from './plan-index.ts';
import type { ProfilePlan } from './plan.ts';

export interface QuietPeriod {
  /** The end (epoch milliseconds); `null` if time alone does not end it. */
  until: number | null;
  /** How many sessions may begin in it. */
  sessions: number;
  /** Activities that end it immediately. */
  activities: string[];
}

/** A longer period would cost more to find than it saves. */
const MAX_SESSIONS = 5;
const DAY = 86_400_000;

/** Returns the quiet period that begins now; `undefined` if there is something to ask, on this page or on another. */
export function findQuietPeriod(plan: ProfilePlan, moment: AskMoment): QuietPeriod | undefined {
  const activities = new Set<string>();
  let { ledger } = moment;
  for (let sessions = 0; ; sessions++) {
    const askable = findAskable(plan, { ...moment, ledger, isEverywhere: true });
    const isOver = askable.some(({ rule }) => !rule.on);
    if (isOver && sessions === 0) return undefined;
    if (!isOver) for (const { rule } of askable) for (const activity of [rule.on ?? []].flat()) activities.add(activity);
    if (isOver || sessions > MAX_SESSIONS) return { until: findChange(plan, moment), sessions: sessions - 1, activities: [...activities] };
    ledger = recordSession(ledger, { now: moment.now });
  }
}

/** Returns the next time at which a decision may change on its own. */
function findChange(plan: ProfilePlan, { ledger: stored, now }: AskMoment): number | null {
  const { fields, coolDownMs, snoozeMs } = indexPlan(plan);
  const ledger = skimLedger(stored);
  const moments = fields.flatMap(({ key, rule }) => [
    historyOf(ledger, key).snoozedAt + snoozeMs,
    (ledger.b || ledger.f) + (rule.after?.days ?? 0) * DAY,
  ]);
  const next = Math.min(...[ledger.a + coolDownMs, ...moments].filter((time) => time > now.getTime()));
  return Number.isFinite(next) ? next : null;
}
