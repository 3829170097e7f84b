import { css } from 'lit';

export const lookEditorStyles = css`
  :host { display: grid; gap: 0.875rem; }
  .colours { display: grid; grid-template-columns: 1fr 3.25rem 3.25rem 2rem; gap: 0.375rem 0.5rem; align-items: center; }
  input[type='color'] { inline-size: 100%; block-size: 2rem; padding: 2px; border: 1px solid var(--edge); border-radius: 0.4375rem; background: var(--card); cursor: pointer; }
  input[type='color']::-webkit-color-swatch-wrapper { padding: 0; }
  input[type='color']::-webkit-color-swatch { border: 0; border-radius: 0.25rem; }
  input[type='color']::-moz-color-swatch { border: 0; border-radius: 0.25rem; }
  input[type='range'] { min-height: 1.75rem; padding: 0; border: 0; accent-color: var(--accent); }
  .contrast { display: grid; gap: 0.25rem; margin-top: 0.375rem; font-size: 0.8125rem; }
  .contrast li { display: flex; justify-content: space-between; gap: 0.5rem; }
`;
