/** A day (`2026-05-01`) as a person of `language` writes it; what is none stays as it is. */
export function describeDate(date: string, language: string): string {
  const time = Date.parse(date);
  if (Number.isNaN(time)) return date;
  return new Intl.DateTimeFormat(language, { dateStyle: 'long', timeZone: 'UTC' }).format(time);
}
