/** The results as a table, one line for each measurement. */
import Table from 'cli-table3';
import { budgetsFor } from './budgets.mjs';

/** @param {Record<string, import('./stats.mjs').Sample>} samples */
export function describe(samples) {
  const budgets = budgetsFor(mediansOf(samples));
  // Colours would end up in files and logs.
  const table = new Table({
    head: ['', 'median', 'quartiles', 'runs', 'at most', ''],
    colAligns: ['left', 'right', 'right', 'right', 'right', 'left'],
    style: { head: [], border: [], compact: true },
  });
  for (const [name, { median, low, high, runs }] of Object.entries(samples)) {
    const budget = budgets[name];
    table.push([
      name,
      number(median),
      runs > 1 ? `${number(low)} – ${number(high)}` : '',
      runs,
      Number.isFinite(budget) ? number(budget) : '',
      Number.isFinite(budget) ? verdict(median, budget) : '',
    ]);
  }
  return table.toString();
}

/** @param {Record<string, import('./stats.mjs').Sample>} samples */
export function mediansOf(samples) {
  return Object.fromEntries(Object.entries(samples).map(([name, { median }]) => [name, round(median)]));
}

function verdict(value, budget) {
  if (value <= budget) return 'met';
  return budget > 0 ? `missed by ${Math.round((value / budget - 1) * 100)} %` : 'missed';
}

function number(value) {
  return round(value).toLocaleString('en', { maximumFractionDigits: 3 });
}

/** To what can be told apart: three digits, or whole ones. */
export function round(value) {
  return Math.abs(value) >= 100 ? Math.round(value) : Number(value.toPrecision(3));
}

/** Each file of each journey. @param {Record<string, { path: string, bytes: number }[]>} files */
export function describeFiles(files) {
  return Object.entries(files)
    .map(([journey, list]) => {
      const sorted = [...list].sort((a, b) => b.bytes - a.bytes);
      const lines = sorted.map(({ path, bytes }) => `${number(bytes).padStart(9)}  ${path}`);
      return `${journey}\n${lines.join('\n')}`;
    })
    .join('\n\n');
}
