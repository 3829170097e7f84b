/** Reads numbers as the person's language writes them: "4,5", "1.000", "٤٫٥". All of it comes from `Intl`. */

/**
 * What was typed, as JavaScript writes numbers: "4,5" is "4.5" where `language` has a decimal comma, "1.000" is "1000"
 * where it has points between thousands, and digits are those of any keyboard. A decimal point is taken in every language.
 * Text that is not a number stays as it is.
 */
export function readNumber(text: string, language: string): string {
  const plain = [...text].map((sign) => digits().get(sign) ?? (/[\s\p{Cf}]/u.test(sign) ? '' : sign)).join('').replaceAll('’', "'").replace(/^[−－]/, '-').replace(/^[+＋]/, '');
  const parts = new Intl.NumberFormat(language).formatToParts(12345.6);
  const sign = (type: string) => parts.find((part) => part.type === type)?.value.replace('’', "'") ?? '';
  const [whole = '', ...fractions] = plain.split(sign('decimal'));
  const number = [withoutGroups(whole, sign('group')), ...fractions].join('.');
  return number && Number.isFinite(Number(number)) ? String(Number(number)) : text.trim();
}

/** Only groups of the length that they have are taken for some: "4.5" is none of thousands. */
function withoutGroups(whole: string, group: string): string {
  const groups = group ? whole.split(group) : [whole];
  const isGrouped = groups.length > 1 && groups.every((digits, index) => (index === 0 ? /^-?\d{1,3}$/ : index < groups.length - 1 ? /^\d{2,3}$/ : /^\d{3}$/).test(digits));
  return isGrouped ? groups.join('') : whole;
}

let known: Map<string, string> | undefined;

/** The digits of keyboards that have others than 0 to 9: Arabic, Persian, and the wide ones of Japanese. */
function digits(): Map<string, string> {
  known ??= new Map(
    ['arab', 'arabext', 'fullwide'].flatMap((numberingSystem) =>
      [...new Intl.NumberFormat('en', { numberingSystem, useGrouping: false }).format(9876543210)].map((digit, index) => [digit, String(9 - index)] as const),
    ),
  );
  return known;
}
