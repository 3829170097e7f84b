/** A field with one of these names is known from the claim of that name, without `knownFrom` (OpenID Connect Core, 5.1). */
export const STANDARD_CLAIMS: readonly string[] = [
  'given_name', 'family_name', 'name', 'nickname', 'locale', 'zoneinfo',
  'phone_number', 'birthdate', 'gender', 'website', 'picture',
];

/**
 * Names that a condition may use without a field: standard claims, and the country, which pages and Actions know without
 * asking.
 */
export const WELL_KNOWN: readonly string[] = [...STANDARD_CLAIMS, 'country'];
