import { css } from 'lit';

export const textEditorStyles = css`
  .text { display: flex; gap: 0.375rem; align-items: center; }
  .text code { flex: none; min-inline-size: 2.25rem; color: var(--quiet); font-size: 0.75rem; }
  .text .icon { color: var(--quiet); }
  .text .icon svg { inline-size: 0.875rem; block-size: 0.875rem; }
  .add { inline-size: auto; min-height: 1.5rem; border: 0; border-radius: 0.25rem; background: none; color: var(--accent); font-size: 0.75rem; }
  option { background: var(--card); color: var(--ink); }
  summary { justify-self: start; min-height: 1.5rem; padding-block: 0.25rem; color: var(--quiet); font-size: 0.75rem; cursor: pointer; }
  details[open] { display: grid; gap: 0.25rem; }
`;
