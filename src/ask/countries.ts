import { countryOptions } from '../plan/country.ts';
import type { FieldOption } from '../plan/plan.ts';

const countries = new Map<string, FieldOption[]>();

/** The choices of a `country` field. All questions share the list, because creating it takes slow phones a while. */
export function countriesIn(language: string): FieldOption[] {
  let options = countries.get(language);
  if (!options) countries.set(language, (options = countryOptions(language)));
  return options;
}
