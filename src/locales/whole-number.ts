/** Languages with texts that write Latin digits, unless a tag asks for others (`-u-nu-…`). */
const LATIN_DIGITS = /^(?:de|en|es|fr|he|it|ja|ko|nl|pl|pt|tr|zh)(?:-(?!.*u-)|$)/i;

/**
 * A whole number as `language` writes it. Where it takes no other form than in English `Intl` is not asked: the first
 * time that a page does takes a slow phone longer than to draw the whole panel.
 */
export function wholeNumber(value: number, language: string): string {
  const isPlain = Number.isInteger(value) && value >= 0 && value < 1000 && LATIN_DIGITS.test(language);
  return isPlain ? String(value) : new Intl.NumberFormat(language).format(value);
}
