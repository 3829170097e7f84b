import { css } from 'lit';

export const experimentsEditorStyles = css`
  :host { display: grid; gap: 0.75rem; padding-block-start: 1rem; border-block-start: 1px solid var(--line); }
  .experiment { display: grid; gap: 0.75rem; padding: 0.875rem; border: 1px solid var(--line); border-radius: 0.75rem; background: var(--card); }
  .head { display: flex; gap: 0.5rem; align-items: end; }
  .head .field { flex: 1; }
  .variant { display: grid; gap: 0.625rem; padding: 0.75rem; border: 1px solid var(--line); border-radius: 0.625rem; background: var(--paper); }
  .variant.shown { border-color: var(--accent); box-shadow: inset 0 0 0 1px var(--accent); }
  .names { display: grid; grid-template-columns: minmax(0, 1fr) 5rem; gap: 0.5rem; }
  .bar { display: flex; gap: 0.25rem; align-items: center; justify-content: space-between; }
  .text { display: grid; justify-items: start; }
  .text studio-text { inline-size: 100%; }
  .text .link { font-size: 0.75rem; }
  .change { inline-size: 8rem; min-height: 1.75rem; padding: 0; border: 0; border-radius: 0.25rem; background: none; color: var(--accent); font-size: 0.8125rem; }
  option, optgroup { background: var(--card); color: var(--ink); }
  .button { justify-self: start; }
`;
