import { css } from 'lit';

export const studioAppStyles = css`
  :host { display: flex; flex-direction: column; min-height: 100vh; }
  header { position: relative; z-index: 10; display: flex; flex-wrap: wrap; gap: 0 1rem; align-items: center; min-height: 3.5rem; padding: 0 1rem; border-bottom: 1px solid var(--line); background: var(--card); }
  .site { display: inline-flex; gap: 0.25em; align-items: center; min-height: 2rem; color: inherit; font-weight: 700; letter-spacing: -0.01em; text-decoration: none; white-space: nowrap; }
  .site span { color: var(--accent); }
  .parts { align-self: stretch; display: flex; overflow-x: auto; }
  .parts .tabs { align-items: stretch; }
  .parts .tabs button { min-height: 3.5rem; white-space: nowrap; }
  .actions { display: flex; gap: 0.375rem; align-items: center; margin-inline-start: auto; }
  .item { position: relative; display: flex; align-items: center; inline-size: 100%; min-height: 2.25rem; padding: 0 0.75rem; border: 0; border-radius: 0.5rem; background: none; text-align: start; cursor: pointer; }
  .item:hover { background: var(--tint); }
  hr { inline-size: 100%; margin: 0.375rem 0; border: 0; border-block-start: 1px solid var(--line); }
  .file input { position: absolute; inset: 0; opacity: 0; inline-size: 100%; font-size: 0; cursor: pointer; }
  .file:focus-within { outline: 2px solid var(--accent); outline-offset: -2px; }
  .message { position: fixed; inset-block-end: 1rem; inset-inline-start: 50%; z-index: 15; max-inline-size: min(40rem, 100vw - 2rem); padding: 0.5rem 1rem; border-radius: 0.625rem; background: var(--ink); color: var(--paper); box-shadow: 0 8px 24px rgb(0 0 0 / 20%); transform: translateX(-50%); pointer-events: none; }
  .message:empty { display: none; }
  h1 { position: absolute; inline-size: 1px; block-size: 1px; margin: 0; overflow: hidden; clip-path: inset(50%); }
  main { flex: 1; display: flex; flex-direction: column; min-height: 0; }
  .columns { flex: 1; display: grid; grid-template-columns: minmax(21rem, 27rem) minmax(0, 1fr); min-height: 0; }
  .part { display: flex; flex-direction: column; gap: 1rem; min-width: 0; padding: 1rem; border-inline-end: 1px solid var(--line); }
  .part.timing, .part.site { gap: 1.75rem; }
  .pacing { display: grid; gap: 0.75rem; }
  .preview { display: flex; flex-direction: column; gap: 0.75rem; min-width: 0; padding: 1rem; background: var(--stage); }
  studio-stage { flex: 1 0 auto; min-width: 0; }
  studio-timeline { flex: none; }

  @media (min-width: 760px) {
    :host { block-size: 100vh; }
    main, .part { overflow: auto; overscroll-behavior: contain; }
    .columns { overflow: hidden; }
    .preview { overflow: auto; }
    /* A table of languages needs the width more than the preview does. */
    .columns[data-part='words'] { grid-template-columns: minmax(0, 1fr); }
    .columns[data-part='words'] .preview { display: none; }
    #tab-preview { display: none; }
  }
  @media (min-width: 1300px) {
    .columns[data-part='words'] { grid-template-columns: minmax(0, 3fr) minmax(30rem, 2fr); }
    .columns[data-part='words'] .preview { display: flex; }
  }
  @media (min-width: 760px) and (max-width: 1099.9px) {
    .columns:not([data-part='words']) { grid-template-columns: 21rem minmax(0, 1fr); }
    .site { font-size: 0; }
    .site span { font-size: 1rem; }
    header { gap: 0 0.5rem; }
    .parts .tabs button { padding-inline: 0.5rem; }
  }
  @media (max-width: 900px) {
    header { padding-block-start: 0.5rem; }
    .parts { order: 1; flex-basis: 100%; }
    .parts .tabs button { min-height: 2.75rem; }
  }
  @media (max-width: 759.9px) {
    .columns { display: block; }
    .part { border: 0; }
    .columns:not([data-part='preview']) .preview { display: none; }
    .preview { min-height: calc(100vh - 8rem); }
    .site { font-size: 0; }
    .site span { font-size: 1rem; }
  }
  @media (max-width: 480px) {
    header { padding-inline: 0.75rem; }
    .actions { flex-wrap: wrap; gap: 0.25rem; }
    .button { padding-inline: 0.5rem; }
    .part, .preview { padding: 0.75rem; }
    .preview { min-height: 0; }
  }
`;
