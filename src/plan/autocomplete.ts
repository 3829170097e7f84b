import type { ProfileField } from './plan.ts';

const BY_NAME: Record<string, string> = {
  given_name: 'given-name',
  first_name: 'given-name',
  firstname: 'given-name',
  family_name: 'family-name',
  last_name: 'family-name',
  lastname: 'family-name',
  full_name: 'name',
  fullname: 'name',
  name: 'name',
  nickname: 'nickname',
  company: 'organization',
  organization: 'organization',
};

/** Returns HTML's autofill name of a field: the plan's, otherwise the one for its name or type. */
export function autocompleteOf({ name, type = 'text', autocomplete }: ProfileField): string | undefined {
  if (autocomplete) return autocomplete;
  if (type === 'email' || type === 'tel') return type;
  if (type === 'country') return 'country-name';
  return type === 'text' ? BY_NAME[name.toLowerCase()] : undefined;
}
