/** Fields with their choices at hand, which a plan may only point to. */
import type { FieldOption, ProfileField } from '../plan/plan.ts';

export interface ListedField extends ProfileField {
  options?: FieldOption[];
}

/** A field that appears below another one of its ask. */
export interface FollowUp {
  field: ListedField;
  /** The name of that field, which was asked first. */
  below: string;
}

/** `fields` with their lists. A field whose list does not load is left out, and `handleFailure` is called. */
export async function listedFields(fields: readonly ProfileField[], handleFailure: (error: Error) => void): Promise<ListedField[]> {
  const listed = fields.filter(isListed);
  if (listed.length === fields.length) return listed;
  const lists = await import('../platform/option-lists.ts').catch(handleFailure);
  return lists ? (await lists.resolveOptionLists({ fields: [...fields] }, handleFailure)).fields.filter(isListed) : listed;
}

/** Whether its choices, if it has any, are in the plan. */
export function isListed(field: ProfileField): field is ListedField {
  return !field.options || Array.isArray(field.options);
}
