/** The goals of the measurements that have one. Some goals depend on other measurements. */

/**
 * Bytes of each journey. `budget` is the goal; `limit` is what tests hold: the goal where it is reached, elsewhere
 * what was reached. Lock alone weighs 227,559 bytes, bundled as an application would.
 */
export const BYTES = {
  idle: { budget: 9_200, limit: 9_600 },
  asked: { budget: 31_000, limit: 47_000 },
  saved: { budget: 44_000, limit: 62_500 },
  signedOut: { budget: 1.05 * 227_559, limit: 1.05 * 227_559 },
};

/** Each is a metric, and the most it may be. @param {Record<string, number>} metrics */
export function budgetsFor(metrics) {
  const peers = ['formbricks', 'surveyjs'].map((name) => metrics[`firstPaintMs.${name}`]).filter(Number.isFinite);
  const paint = Math.min(1.3 * metrics['firstPaintMs.lit'], 0.65 * Math.min(...peers));
  return {
    ...Object.fromEntries(Object.entries(BYTES).map(([journey, { budget }]) => [`bytes.${journey}`, budget])),
    'bytes.signedOut': 1.05 * (metrics['bytes.lock'] ?? NaN),
    'bytes.readSoundPlan': 3000,
    'firstPaintMs.ours': paint,
    'longestTaskMs.ours': 50,
    layoutShift: 0,
    'report.countUsPerPerson': 10,
    'report.peakMegabytes': 150,
    ...Object.fromEntries([10, 100, 1000, 10_000].map((count) => [`decideNsPerField.${count}`, 1000])),
  };
}
