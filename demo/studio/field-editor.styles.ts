import { css } from 'lit';

export const fieldEditorStyles = css`
  :host { display: grid; grid-template-columns: minmax(0, 1fr); gap: 0.875rem; }
  .try { justify-self: start; margin-block: -0.5rem; font-size: 0.8125rem; }
  .advanced { padding-block-start: 0.25rem; border-block-start: 1px solid var(--line); }
  .inner { display: grid; gap: 0.75rem; padding-block: 0.5rem 0.25rem; }
`;
