/** Formats tables and numbers for the terminal. */
import Table from 'cli-table3';

/** Creates a table. The first column is aligned to the left, the others to the right. */
export function openTable(head: string[]): Table.Table {
  const colAligns = head.map((_, column): Table.HorizontalAlignment => (column === 0 ? 'left' : 'right'));
  // Without colours, which would end up in files and logs.
  return new Table({ head, colAligns, style: { head: [], border: [], compact: true } });
}

export function formatNumber(count: number): string {
  return count.toLocaleString('en');
}

export function formatPercent(share: number, digits = 0): string {
  return `${(share * 100).toFixed(digits)} %`;
}
