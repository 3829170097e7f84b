/** Returns a date (`2026-05-01`) as `language` writes it. Other texts are returned unchanged. */
export function describeDate(date: string, language: string): string {
  const time = Date.parse(date);
  if (Number.isNaN(time)) return date;
  return new Intl.DateTimeFormat(language, { dateStyle: 'long', timeZone: 'UTC' }).format(time);
}
