/** What the numbers should be, where there is a goal; some goals depend on what was measured beside it. */

/** Each is a metric and the most it may be. @param {Record<string, number>} metrics */
export function budgetsFor(metrics) {
  const peers = ['formbricks', 'surveyjs'].map((name) => metrics[`firstPaintMs.${name}`]).filter(Number.isFinite);
  const paint = Math.min(1.3 * metrics['firstPaintMs.lit'], 0.65 * Math.min(...peers));
  return {
    'bytes.idle': 10_000,
    'bytes.asked': 18_000,
    'bytes.saved': 44_000,
    'bytes.signedOut': 1.05 * metrics['bytes.lock'],
    'bytes.readSoundPlan': 3000,
    'firstPaintMs.ours': paint,
    'longestTaskMs.ours': 50,
    layoutShift: 0,
    ...Object.fromEntries([10, 100, 1000, 10_000].map((count) => [`decideNsPerField.${count}`, 1000])),
  };
}
