/** The languages with texts that use Latin digits, unless a tag requests others (`-u-nu-…`). */
const LATIN_DIGITS = /^(?:de|en|es|fr|he|it|ja|ko|nl|pl|pt|tr|zh)(?:-(?!.*u-)|$)/i;

/**
 * Returns a whole number as `language` writes it. Avoids `Intl` if the result is the same as in English, because its first use on a
 * page takes slow phones longer than drawing the panel.
 */
export function wholeNumber(value: number, language: string): string {
  const isPlain = Number.isInteger(value) && value >= 0 && value < 1000 && LATIN_DIGITS.test(language);
  return isPlain ? String(value) : new Intl.NumberFormat(language).format(value);
}
