/** Which questions matter to a person, and which could be asked: worked out for each plan, so that it takes little for each person. */
import { matchesCondition, type KnownValues } from '../plan/condition.ts';
import { namesIn } from '../plan/conditions.ts';
import { isDue } from '../plan/decide.ts';
import type { Ledger } from '../plan/ledger.ts';
import type { FieldValue, ProfileField, ProfilePlan } from '../plan/plan.ts';
import { indexPlan } from '../plan/plan-index.ts';
import type { CountedEntry } from './read-field.ts';

/** What is known of the plan's fields, and behind them of what else its conditions name (`PlanIndex.supposed`). */
export type Entries = readonly (CountedEntry | undefined)[];

/** Whether the condition of a field holds. */
export type RelevanceCheck = (entries: Entries) => boolean;

/** Whether a field of the panel could be asked of a person with this ledger who was last seen at `seen`. */
export type DueCheck = (entries: Entries, ledger: Ledger, seen: number) => boolean;

/** Choices and numbers recur; other values are not kept beyond this. */
const MAX_KEPT = 1000;

export function openRelevanceCheck(plan: ProfilePlan, field: ProfileField): RelevanceCheck {
  return openConditionCheck(plan, field, (entry) => entry);
}

/**
 * Decides as `findAskable` does for a person to whom nothing has happened yet, as if every page were open and every activity
 * under way. A test holds both together.
 */
export function openDueCheck(plan: ProfilePlan, field: ProfileField): DueCheck {
  const index = indexPlan(plan);
  const place = plan.fields.indexOf(field);
  const entry = index.fields.find((one) => one.field === field)!;
  const isToConfirm = plan.fields.map(({ confirm }) => confirm === true);
  const settled: Settled = (known, at) => (isToConfirm[at] && isUnconfirmed(known) ? undefined : known);
  const isRelevant = openConditionCheck(plan, field, settled);
  return (entries, ledger, seen) => !settled(entries[place], place) && isDue(entry, ledger, seen, index) && isRelevant(entries);
}

/** An entry of `Entries`, or nothing if it does not count as known yet. */
type Settled = (entry: CountedEntry | undefined, index: number) => CountedEntry | undefined;

/** What the login or a look-up tells is shown to be confirmed, and counts from then on. */
function isUnconfirmed(entry: CountedEntry | undefined): boolean {
  return entry?.source === 'idp' || entry?.source === 'enrichment';
}

function openConditionCheck(plan: ProfilePlan, { when }: ProfileField, settled: Settled): RelevanceCheck {
  if (!when) return () => true;
  const names = [...plan.fields, ...indexPlan(plan).supposed].map(({ name }) => name);
  const valuesOf = (entries: Entries): KnownValues => {
    const values = Object.create(null) as Record<string, FieldValue>;
    for (const [index, name] of names.entries()) {
      const entry = settled(entries[index], index);
      if (entry) values[name] = entry.value;
    }
    return values;
  };
  const [needed, ...more] = namesIn(when);
  const place = needed === undefined ? -1 : names.indexOf(needed);
  // With one name, most people are like an earlier one.
  if (more.length > 0 || place < 0) return (entries) => matchesCondition(when, valuesOf(entries));
  const kept = new Map<FieldValue | undefined, boolean>();
  return (entries) => {
    const value = settled(entries[place], place)?.value;
    const known = kept.get(value);
    if (known !== undefined) return known;
    const holds = matchesCondition(when, valuesOf(entries));
    if (typeof value !== 'object' && kept.size < MAX_KEPT) kept.set(value, holds);
    return holds;
  };
}
