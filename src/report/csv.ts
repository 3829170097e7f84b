/** Writes the report as one table for a spreadsheet: `section,name,key,people,share,low,high`. */
import type { Count, Report } from './report.ts';
import { FATES, ORIGINS } from './tally.ts';

export function writeCsv(report: Report): string {
  const rows: (string | number | null)[][] = [['section', 'name', 'key', 'people', 'share', 'low', 'high']];
  const add = (section: string, name: string, key: string, people: Count, share: number | null = null, bounds: { low: number; high: number } | null = null): void => {
    rows.push([section, name, key, people, share, bounds?.low ?? null, bounds?.high ?? null]);
  };
  add('people', '', 'all', report.people);
  add('people', '', 'signed-up', report.signedUp);
  add('people', '', 'silenced', report.silenced);
  for (const { name, known, eligible, shown, fates, answerRate, values } of report.fields) {
    for (const origin of ORIGINS) add('known', name, origin, known[origin]);
    add('asked', name, 'eligible', eligible);
    add('asked', name, 'shown', shown, answerRate?.rate, answerRate);
    for (const fate of FATES) add('asked', name, fate, fates[fate]);
    for (const { value, people } of values ?? []) add('values', name, value, people);
  }
  for (const { group, people, share } of report.fullness.months) add('fullness', 'month', group, people, share);
  for (const { group, people, share } of report.fullness.visits) add('fullness', 'sessions', group, people, share);
  for (const { name, fields } of report.experiments) {
    for (const { name: field, variants } of fields) for (const variant of variants) add('experiment', `${name}/${field}`, variant.name, variant.shown, variant.answerRate?.rate, variant.answerRate);
  }
  return rows.map((row) => `${row.map(quote).join(',')}\n`).join('');
}

/** Quotes a text (RFC 4180). A text that a spreadsheet would read as a formula gets an apostrophe. */
function quote(value: string | number | null): string {
  if (value === null) return '';
  if (typeof value === 'number') return String(value);
  const text = /^[=+\-@\t\r]/.test(value) ? `'${value}` : value;
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
