/** Fields with their choices. A plan can give choices as an address or a function instead. */
import type { FieldOption, ProfileField } from '../plan/plan.ts';

export interface ListedField extends ProfileField {
  options?: FieldOption[];
}

/** A field that appears below another one. */
export interface FollowUp {
  field: ListedField;
  /** The name of the field above it. */
  below: string;
}

/** Returns `fields` with their choices. Leaves out a field whose choices do not load, and calls `handleFailure`. */
export async function listedFields(fields: readonly ProfileField[], handleFailure: (error: Error) => void): Promise<ListedField[]> {
  const listed = fields.filter(isListed);
  if (listed.length === fields.length) return listed;
  const lists = await import('../platform/option-lists.ts').catch(handleFailure);
  return lists ? (await lists.resolveOptionLists({ fields: [...fields] }, handleFailure)).fields.filter(isListed) : listed;
}

/** Whether the field has no choices, or has them in the plan. */
export function isListed(field: ProfileField): field is ListedField {
  return !field.options || Array.isArray(field.options);
}
