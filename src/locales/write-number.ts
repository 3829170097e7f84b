/** Returns a number as people type it in `language`: with all digits, without groups. */
export function writeNumber(value: number, language: string): string {
  return new Intl.NumberFormat(language, { useGrouping: false, maximumFractionDigits: 20 }).format(value);
}
