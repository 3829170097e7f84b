/** ISO 8601 durations of fixed length: weeks, days, hours, minutes, seconds (`P7D`, `PT30M`, `P1DT12H`). */

const PATTERN = /^P(?=[\dT])(?:(\d{1,9})W)?(?:(\d{1,9})D)?(?:T(?=\d)(?:(\d{1,9})H)?(?:(\d{1,9})M)?(?:(\d{1,9})S)?)?$/;
const MS = [604_800_000, 86_400_000, 3_600_000, 60_000, 1000];

/**
 * Returns the milliseconds in `text`; `undefined` if it is not a duration of fixed length. The length of months and years depends
 * on when they begin.
 */
export function parseDuration(text: string): number | undefined {
  const parts = PATTERN.exec(text)?.slice(1);
  return parts?.reduce((total, part, index) => total + Number(part ?? 0) * (MS[index] ?? 0), 0);
}
