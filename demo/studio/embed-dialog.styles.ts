import { css } from 'lit';

export const embedDialogStyles = css`
  dialog {
    inline-size: min(52rem, 100vw - 2rem);
    max-block-size: calc(100vh - 2rem);
    padding: 1rem 1.25rem 1.25rem;
    border: 1px solid var(--line);
    border-radius: 0.875rem;
    background: var(--paper);
    color: var(--ink);
  }
  dialog[open] { display: grid; gap: 0.75rem; grid-template-columns: minmax(0, 1fr); grid-template-rows: auto auto minmax(0, 1fr) auto; }
  dialog::backdrop { background: rgb(0 0 0 / 45%); }
  .tabs { overflow-x: auto; }
  .tabs button { flex: none; }
  [role='tabpanel'] { display: flex; flex-direction: column; gap: 0.5rem; min-height: 0; }
  pre { margin: 0; padding: 0.875rem; overflow: auto; max-block-size: 55vh; border: 1px solid var(--line); border-radius: 0.5rem; background: var(--card); line-height: 1.5; }
`;
