import type { TypesOf } from '../../plan/field-types.ts';
import type { FieldValue, ProfileField } from '../../plan/plan.ts';

/** The name of a field's inputs. The prefix keeps a plan's names from shadowing the form's own properties. */
export const inputName = (field: ProfileField) => `tell-us-more-${field.name}`;

/** What the inputs of `field` hold, decoded by its type; `undefined` if they are blank. Nothing is checked here. */
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
      // Text that is not a number is kept as typed, so that saving can say so.
      return Number.isNaN(Number(first)) ? first : Number(first);
    default:
      void (type satisfies TypesOf<string> | 'hidden' | undefined);
      return first;
  }
}
