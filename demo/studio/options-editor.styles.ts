import { css } from 'lit';

export const optionsEditorStyles = css`
  :host { display: grid; gap: 0.5rem; }
  ol { display: grid; gap: 0.375rem; }
  li { display: flex; gap: 0.25rem; align-items: start; }
  studio-text { flex: 1; min-width: 0; }
  .tools { display: flex; flex: none; color: var(--quiet); }
  .tools .icon { min-width: 1.5rem; }
  .link { justify-self: start; }
  .pair { margin-block-start: 0.5rem; }
`;
