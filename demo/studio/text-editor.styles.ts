import { css } from 'lit';

export const textEditorStyles = css`
  .text { display: flex; gap: 0.375rem; align-items: center; }
  .text code { flex: none; min-inline-size: 2.5rem; color: var(--quiet); }
  .add { min-height: 1.5rem; border: 0; border-radius: 0.25rem; background: none; color: var(--accent); font-size: 0.8125rem; }
  option { background: var(--card); color: var(--ink); }
`;
