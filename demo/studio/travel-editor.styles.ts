import { css } from 'lit';

export const travelEditorStyles = css`
  :host { container-type: inline-size; display: grid; grid-template-columns: minmax(0, 1fr); gap: 0.625rem; }
  .moment { display: grid; grid-template-columns: repeat(auto-fit, minmax(8.5rem, 1fr)); gap: 0.5rem 0.75rem; align-items: end; }
  .moment .field:has([type='checkbox']) { grid-column: 1 / -1; }
  .scroll { overflow: auto; border: 1px solid var(--line); border-radius: 0.625rem; background: var(--card); }
  table { border-collapse: collapse; inline-size: 100%; font-size: 0.8125rem; }
  th, td { padding: 0.375rem 0.625rem; border-bottom: 1px solid var(--line); text-align: start; vertical-align: top; }
  tbody tr:last-child > * { border-bottom: 0; }
  thead th { position: sticky; inset-block-start: 0; background: var(--card); color: var(--quiet); font-weight: 550; z-index: 1; }
  tbody th { min-inline-size: 9rem; font-weight: 600; }
  tbody th code { display: block; color: var(--quiet); font-size: 0.75rem; font-weight: 400; }
  td:last-child { min-inline-size: 14rem; }
  td .input { min-inline-size: 9.5rem; min-height: 1.75rem; padding-block: 0.125rem; }
  td .input + .input { margin-top: 0.25rem; }
  .verdict { display: inline-block; min-inline-size: 2.25rem; padding: 0.0625rem 0.375rem; border-radius: 1rem; background: var(--tint); text-align: center; }
  /* In a narrow column, each field is a block, so that the reason is visible. */
  @container (max-width: 40rem) {
    table, tbody, th, td { display: block; }
    thead { display: none; }
    tbody tr { display: grid; grid-template-columns: 1fr auto; padding: 0.375rem 0; border-bottom: 1px solid var(--line); }
    tbody tr:last-child { border: 0; }
    th, td, td:last-child { min-inline-size: 0; border: 0; padding-block: 0.25rem; }
    td:nth-of-type(1) { grid-area: 3 / 1 / 4 / 3; }
    td:nth-of-type(3) { grid-area: 2 / 1 / 3 / 3; }
  }
  .asked { background: var(--accent-tint); }
  .asked .verdict { background: var(--accent); color: var(--on-accent); }
`;
