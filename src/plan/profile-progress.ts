/** Computes how complete a person's profile is. */
import type { Explanation } from './decide.ts';
import type { Profile, ProfileField, ProfilePlan, Reason, Text } from './plan.ts';

export interface ProfileProgress {
  /** The number of fields that have a value from any source. */
  known: number;
  /** The number of fields that count. */
  total: number;
  /** The field to ask next. Left out once everything is known. */
  next?: { name: string; why: Text };
}

type Explained = Pick<Explanation, 'name' | 'reason'>;

/**
 * Counts the fields with a `why`, because only those have a reason to show. Declined fields, sensitive fields, fields whose condition
 * is not met or not evaluated yet, and fields that only a sign-up form can ask do not count. `explanations`: the result of
 * `explain()`. Without it, nothing counts.
 */
export function profileProgress(plan: ProfilePlan, profile: Profile, explanations: readonly Explained[]): ProfileProgress {
  const reasons = new Map(explanations.map(({ name, reason }) => [name, reason]));
  const isKnown = ({ name }: ProfileField) => Object.hasOwn(profile, name) || reasons.get(name) === 'known';
  const counted = plan.fields.filter((field) => countsEver(field) && (isKnown(field) || isOpen(field, reasons.get(field.name))));
  const missing = counted.filter((field) => !isKnown(field));
  const [next] = [...missing].sort((one, two) => (two.priority ?? 0) - (one.priority ?? 0));
  return {
    known: counted.length - missing.length,
    total: counted.length,
    ...(next?.why && { next: { name: next.name, why: next.why } }),
  };
}

function countsEver({ why, sensitive, type, storage }: ProfileField): boolean {
  return why !== undefined && !sensitive && type !== 'hidden' && storage !== 'root';
}

/** Whether the field may be asked one day. Its reason is `condition` only if no earlier rule fails. */
function isOpen({ when }: ProfileField, reason: Reason | undefined): boolean {
  const isRuledOut = when && (reason === 'not-due' || reason === 'given-up' || reason === 'condition');
  return reason !== undefined && reason !== 'declined' && !isRuledOut;
}
