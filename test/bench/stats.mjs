/** Median and spread of repeated measurements. */

/** @typedef {{ median: number, low: number, high: number, runs: number }} Sample `low` and `high` are the quartiles */

/** @param {number[]} values @returns {Sample} */
export function sampleOf(values) {
  const sorted = [...values].sort((a, b) => a - b);
  const [low, median, high] = [0.25, 0.5, 0.75].map((share) => quantile(sorted, share));
  return { median, low, high, runs: sorted.length };
}

/** One that does not vary from run to run. @param {number} value @returns {Sample} */
export const exactly = (value) => ({ median: value, low: value, high: value, runs: 1 });

function quantile(sorted, share) {
  const position = (sorted.length - 1) * share;
  const below = sorted[Math.floor(position)];
  return below + (sorted[Math.ceil(position)] - below) * (position % 1);
}
