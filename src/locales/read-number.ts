/** Reads numbers as the person's language writes them: "4,5", "1.000", "٤٫٥". The rules come from `Intl`. */

/**
 * Converts a typed number to JavaScript's form: "4,5" to "4.5" if `language` has a decimal comma, and "1.000" to "1000" if it
 * separates thousands by points. Accepts the digits of any keyboard, and a decimal point in every language. Text that is not a
 * number is returned unchanged.
 */
export function readNumber(text: string, language: string): string {
  const plain = [...text].map((sign) => digits().get(sign) ?? (/[\s\p{Cf}]/u.test(sign) ? '' : sign)).join('').replaceAll('’', "'").replace(/^[−－]/, '-').replace(/^[+＋]/, '');
  const parts = new Intl.NumberFormat(language).formatToParts(12345.6);
  const sign = (type: string) => parts.find((part) => part.type === type)?.value.replace('’', "'") ?? '';
  const [whole = '', ...fractions] = plain.split(sign('decimal'));
  const number = [withoutGroups(whole, sign('group')), ...fractions].join('.');
  return number && Number.isFinite(Number(number)) ? String(Number(number)) : text.trim();
}

/** Thousands need groups of the right length: "4.5" has none. */
function withoutGroups(whole: string, group: string): string {
  const groups = group ? whole.split(group) : [whole];
  const isGrouped = groups.length > 1 && groups.every((digits, index) => (index === 0 ? /^-?\d{1,3}$/ : index < groups.length - 1 ? /^\d{2,3}$/ : /^\d{3}$/).test(digits));
  return isGrouped ? groups.join('') : whole;
}

let known: Map<string, string> | undefined;

/** Digits of keyboards other than 0 to 9: Arabic, Persian, and Japanese full-width digits. */
function digits(): Map<string, string> {
  known ??= new Map(
    ['arab', 'arabext', 'fullwide'].flatMap((numberingSystem) =>
      [...new Intl.NumberFormat('en', { numberingSystem, useGrouping: false }).format(9876543210)].map((digit, index) => [digit, String(9 - index)] as const),
    ),
  );
  return known;
}
