import { css } from 'lit';

/** The styles of every dialog: a heading with a cross, the content, and the actions at the end. */
export const dialogStyles = css`
  dialog {
    inline-size: min(58rem, 100vw - 2rem);
    max-inline-size: none;
    max-block-size: calc(100vh - 2rem);
    padding: 1.25rem 1.5rem 1.5rem;
    border: 1px solid var(--line);
    border-radius: 1rem;
    background: var(--paper);
    color: var(--ink);
    box-shadow: 0 24px 80px rgb(0 0 0 / 25%);
  }
  dialog[open] { display: flex; flex-direction: column; gap: 1rem; }
  dialog::backdrop { background: rgb(20 16 10 / 45%); }
  dialog > .top { display: flex; justify-content: space-between; align-items: center; gap: 1rem; }
  dialog > .top h2 { font-size: 1.25rem; }
  .body { display: grid; grid-template-columns: minmax(0, 1fr); gap: 1rem; min-height: 0; overflow: auto; padding: 2px; }
  .foot { display: flex; flex-wrap: wrap; gap: 0.5rem; justify-content: flex-end; align-items: center; }
  .narrow { inline-size: min(34rem, 100vw - 2rem); }
  @media (max-width: 480px) {
    dialog { padding: 1rem; }
  }
`;
