/** How far a person's profile is, for those who like to see it grow. */
import type { Explanation } from './decide.ts';
import type { Profile, ProfileField, ProfilePlan, Reason, Text } from './plan.ts';

export interface ProfileProgress {
  /** Fields that have a value, wherever it comes from. */
  known: number;
  /** Fields that count. */
  total: number;
  /** The field to ask next; left out once everything is known. */
  next?: { name: string; why: Text };
}

type Explained = Pick<Explanation, 'name' | 'reason'>;

/**
 * Counts the fields with a `why`: what an answer is good for can be said of them alone. Fields that the person declined,
 * sensitive ones, those whose condition does not hold (or is not looked at yet) and those that only a sign-up form can carry do not count.
 * `explanations` is what `explain()` gives: without it nothing is known to count.
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

/** Whether it may be asked one day. Of a condition the reasons tell only once nothing that comes before it speaks against the field. */
function isOpen({ when }: ProfileField, reason: Reason | undefined): boolean {
  const isRuledOut = when && (reason === 'not-due' || reason === 'given-up' || reason === 'condition');
  return reason !== undefined && reason !== 'declined' && !isRuledOut;
}
