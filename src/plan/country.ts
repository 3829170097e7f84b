import type { FieldOption } from './plan.ts';
import { languageTag } from './text.ts';

/**
 * Regions that have a name but are not countries: unions, pseudo-locales, exceptional codes of parts of countries, and former or
 * wrong codes (`UK`) that WebKit does not map to their successors.
 */
const NO_COUNTRY = /^(?:A[CN]|C[PQS]|D[GY]|E[AUZ]|HV|IC|NH|QO|RH|SU|TA|U[KN]|VD|X[AB]|YU|ZZ)$/;

/**
 * True for the ISO 3166-1 alpha-2 code of a country, and for Kosovo's `XK`. The list is that of the browser's `Intl`, without
 * former codes (`DD`, `SU`).
 */
export function isCountry(code: string): boolean {
  return /^[A-Z]{2}$/.test(code) && countryName(code, englishNames()) !== undefined;
}

/** Returns all countries as options, named and sorted for `language` (a BCP 47 tag). */
export function countryOptions(language: string): FieldOption[] {
  const tag = languageTag(language);
  const names = regionNames(tag);
  const letters = Array.from({ length: 26 }, (_, index) => String.fromCharCode(65 + index));
  const options: { value: string; label: string }[] = [];
  for (const value of letters.flatMap((first) => letters.map((second) => first + second))) {
    const label = countryName(value, names);
    if (label !== undefined) options.push({ value, label });
  }
  const { compare } = new Intl.Collator(tag);
  return options.sort((one, other) => compare(one.label, other.label));
}

function countryName(code: string, names: Intl.DisplayNames): string | undefined {
  // The canonical form of a former code is its successor.
  if (NO_COUNTRY.test(code) || Intl.getCanonicalLocales(`und-${code}`)[0] !== `und-${code}`) return undefined;
  return names.of(code);
}

function regionNames(language: string): Intl.DisplayNames {
  return new Intl.DisplayNames([language, 'en'], { type: 'region', fallback: 'none' });
}

let names: Intl.DisplayNames | undefined;
function englishNames(): Intl.DisplayNames {
  names ??= regionNames('en');
  return names;
}
