import type { TypesOf } from '../../plan/field-types.ts';
import type { FieldValue, ProfileField } from '../../plan/plan.ts';

/** Returns the name of a field's inputs. Without the prefix, names of a plan could hide the form's own properties. */
export const inputName = (field: ProfileField) => `tell-us-more-${field.name}`;

/** Returns the value in the inputs of `field`, decoded by its type; `undefined` if they are blank. Does not check it. */
export function readAnswer(field: ProfileField, data: FormData): FieldValue | undefined {
  const values = data.getAll(inputName(field)).map((value) => (typeof value === 'string' ? value.trim() : value.name));
  const first = values[0] || undefined;
  const { type } = field;
  switch (type) {
    case 'checkbox':
      return values.length > 0;
    case 'multiselect':
      return values.length > 0 ? values : undefined;
    case 'number':
    case 'rating':
      // Text that is not a number is kept, so that the check can report it.
      return Number.isNaN(Number(first)) ? first : Number(first);
    default:
      void (type satisfies TypesOf<string> | 'hidden' | undefined);
      return first;
  }
}
