import { countryOptions } from '../plan/country.ts';
import type { FieldOption } from '../plan/plan.ts';

const countries = new Map<string, FieldOption[]>();

/** The choices of a `country` field, the same list for every question: it takes a slow phone a while to make it. */
export function countriesIn(language: string): FieldOption[] {
  let options = countries.get(language);
  if (!options) countries.set(language, (options = countryOptions(language)));
  return options;
}
