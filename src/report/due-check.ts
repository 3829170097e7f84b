/**
 * Checks which questions are relevant to a person, and which could be asked. Prepared once for each plan, so that each person
 * takes little time.
 */
import { matchesCondition, type KnownValues } from '../plan/condition.ts';
import { namesIn } from '../plan/conditions.ts';
import { isDue } from '../plan/decide.ts';
import type { Ledger } from '../plan/ledger.ts';
import type { FieldValue, ProfileField, ProfilePlan } from '../plan/plan.ts';
import { indexPlan } from '../plan/plan-index.ts';
import type { CountedEntry } from './read-field.ts';

/** The known values of the plan's fields, followed by those of other names in conditions (`PlanIndex.supposed`). */
export type Entries = readonly (CountedEntry | undefined)[];

/** Whether the condition of a field is met. */
export type RelevanceCheck = (entries: Entries) => boolean;

/** Whether the panel could ask a person with this ledger, who was last active at `seen`. */
export type DueCheck = (entries: Entries, ledger: Ledger, seen: number) => boolean;

/** The size of the cache. Choices and numbers recur, but other values do not. */
const MAX_KEPT = 1000;

export function openRelevanceCheck(plan: ProfilePlan, field: ProfileField): RelevanceCheck {
  return openConditionCheck(plan, field, (entry) => entry);
}

/**
 * Decides like `findAskable` for a person without a history, as if every page were open and every activity were happening. A test
 * compares both.
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

/** Returns an entry of `Entries`; `undefined` if it does not count as known yet. */
type Settled = (entry: CountedEntry | undefined, index: number) => CountedEntry | undefined;

/** A value of the login or a look-up is shown for confirmation and counts as known after that. */
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
  // Cached, because with one name, most people equal an earlier one.
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
