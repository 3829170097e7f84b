/** Tables and numbers as the terminal shows them. */
import Table from 'cli-table3';

/** The first column to the left, numbers to the right. */
export function openTable(head: string[]): Table.Table {
  const colAligns = head.map((_, column): Table.HorizontalAlignment => (column === 0 ? 'left' : 'right'));
  // Colours would end up in files and logs.
  return new Table({ head, colAligns, style: { head: [], border: [], compact: true } });
}

export function formatNumber(count: number): string {
  return count.toLocaleString('en');
}

export function formatPercent(share: number, digits = 0): string {
  return `${(share * 100).toFixed(digits)} %`;
}
