import { css } from 'lit';

export const optionsEditorStyles = css`
  :host { display: grid; gap: 0.5rem; }
  ol { display: grid; gap: 0.5rem; }
  li { display: grid; gap: 0.375rem; padding: 0.5rem; border: 1px solid var(--line); border-radius: 0.5rem; }
  .row { gap: 0; justify-content: flex-end; }
  .link { justify-self: start; }
`;
