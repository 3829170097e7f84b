const UNITS = [['week', 604_800_000], ['day', 86_400_000], ['hour', 3_600_000]] as const;
const MINUTE = 60_000;

/** A length of time as `language` says it of the future: "in 1 week", "tomorrow", "in 36 hours". In the largest unit that has no rest. */
export function timeFromNow(ms: number, language: string): string {
  const [unit, size] = UNITS.find(([, size]) => ms % size === 0) ?? ['minute', MINUTE];
  const text = new Intl.RelativeTimeFormat(language, { numeric: unit === 'day' ? 'auto' : 'always' }).format(Math.ceil(ms / size), unit);
  // Hebrew: "in a week (1)".
  return text.replace(/ \(\d{1,9}\)$/, '');
}
