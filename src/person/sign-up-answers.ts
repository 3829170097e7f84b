/** Stores the answers of the sign-up form as a copy of the profile. */
import type { ProfileField, UserMetadata } from '../plan/plan.ts';
import { PROFILE_ITEM, type PersonStorage } from './person-storage.ts';
import type { ProfileCopy } from './profile-copy.ts';

/**
 * Stores the values of `fields` that the tenant has saved at sign-up, unless a copy exists. `stored` has names in camel case, as
 * auth0-js returns them (`team_size` is `teamSize`). Of a sensitive field, it stores only that it has a value.
 */
export function writeSignUpAnswers(storage: PersonStorage, fields: readonly ProfileField[], stored: Readonly<Record<string, unknown>>): void {
  if (storage.read(PROFILE_ITEM) !== undefined) return;
  const values: UserMetadata = {};
  const copy: ProfileCopy = { values, concealed: [], fields: fields.map(({ name }) => name) };
  for (const { name, sensitive } of fields) {
    const value = [name, toCamelCase(name)].map((key) => (Object.hasOwn(stored, key) ? stored[key] : undefined)).find((one) => one !== undefined);
    if (typeof value !== 'string' || value === '') continue;
    if (sensitive) copy.concealed.push(name);
    else values[name] = value;
  }
  if (Object.keys(values).length || copy.concealed.length) storage.write(PROFILE_ITEM, copy);
}

/** As auth0-js converts the keys of a tenant's response. */
function toCamelCase(name: string): string {
  const [first = '', ...others] = name.split('_');
  return first + others.map((part) => part.charAt(0).toUpperCase() + part.slice(1)).join('');
}
