const UNITS = [['week', 604_800_000], ['day', 86_400_000], ['hour', 3_600_000]] as const;
const MINUTE = 60_000;

/** Returns a future time in `language`: "in 1 week", "tomorrow", "in 36 hours". Uses the largest unit without a remainder. */
export function timeFromNow(ms: number, language: string): string {
  const [unit, size] = UNITS.find(([, size]) => ms % size === 0) ?? ['minute', MINUTE];
  const text = new Intl.RelativeTimeFormat(language, { numeric: unit === 'day' ? 'auto' : 'always' }).format(Math.ceil(ms / size), unit);
  // Hebrew: "in a week (1)".
  return text.replace(/ \(\d{1,9}\)$/, '');
}
