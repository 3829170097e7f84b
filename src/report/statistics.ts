/** A share with its 95 % interval. */
export interface Rate {
  rate: number;
  low: number;
  high: number;
}

/** The 97.5th percentile of the normal distribution. */
const Z = 1.959963984540054;

/** Returns Wilson's interval (1927), which is also valid for few people and for shares near 0 and 1. */
export function wilson(hits: number, all: number): Rate {
  const rate = hits / all;
  const square = (Z * Z) / all;
  const centre = (rate + square / 2) / (1 + square);
  const spread = ((Z / (1 + square)) * Math.sqrt(rate * (1 - rate) + square / 4)) / Math.sqrt(all);
  return { rate, low: Math.max(0, centre - spread), high: Math.min(1, centre + spread) };
}

/** Returns the p-value of the two-sided test of two proportions, with the pooled share. */
export function chanceOfNoDifference(one: { hits: number; all: number }, two: { hits: number; all: number }): number {
  const pooled = (one.hits + two.hits) / (one.all + two.all);
  const deviation = Math.sqrt(pooled * (1 - pooled) * (1 / one.all + 1 / two.all));
  if (deviation === 0) return 1;
  return twoSided(Math.abs(one.hits / one.all - two.hits / two.all) / deviation);
}

/** Returns how many people each of two variants needs to show this difference with a power of 80 %, at a level of 5 %. */
export function peopleNeeded(one: number, two: number): number {
  const power = 0.8416212335729143;
  const variance = one * (1 - one) + two * (1 - two);
  return one === two ? Infinity : Math.ceil(((Z + power) ** 2 * variance) / (one - two) ** 2);
}

/** Returns the part of the normal distribution beyond ±z. Abramowitz and Stegun 7.1.26: exact to 1.5 × 10⁻⁷. */
function twoSided(z: number): number {
  const x = z / Math.SQRT2;
  const t = 1 / (1 + 0.3275911 * x);
  const series = t * (0.254829592 + t * (-0.284496736 + t * (1.421413741 + t * (-1.453152027 + t * 1.061405429))));
  return Math.min(1, series * Math.exp(-x * x));
}

/** Returns the median; `null` if there are no counts. Keys are whole numbers. */
export function medianOf(counts: Readonly<Record<string, number>>): number | null {
  const entries = Object.entries(counts).map(([key, count]) => [Number(key), count] as const).sort(([one], [two]) => one - two);
  const half = entries.reduce((sum, [, count]) => sum + count, 0) / 2;
  let total = 0;
  for (const [value, count] of entries) {
    total += count;
    if (count > 0 && total >= half) return value;
  }
  return null;
}

/**
 * Estimates the rate of answers each time a field is shown, if it is the same each time. `answered` people have answered within
 * `shows` times. Other people have left it open `openShows` times in total.
 */
export function answerRatePerShow(answered: number, openShows: number, shows: number): number {
  if (answered === 0) return 0;
  if (openShows === 0) return 1;
  // The likelihood (1 − (1 − p)^shows)^answered · (1 − p)^openShows is highest where the slope of its logarithm is zero.
  let [low, high] = [0, 1];
  for (let round = 0; round < 50; round++) {
    const p = (low + high) / 2;
    const missed = (1 - p) ** shows;
    const slope = (answered * shows * missed) / (1 - missed) - openShows;
    if (slope > 0) low = p;
    else high = p;
  }
  return (low + high) / 2;
}
