import { css } from 'lit';

export const studioAppStyles = css`
  :host { display: flex; flex-direction: column; min-height: 100vh; }
  header { display: flex; flex-wrap: wrap; gap: 0.5rem; align-items: center; padding: 0.625rem 1rem; border-bottom: 1px solid var(--line); }
  .brand { margin-inline-end: 0.5rem; color: inherit; font-weight: 700; letter-spacing: -0.01em; text-decoration: none; }
  .brand span { color: var(--accent); }
  .message { flex: 1; min-inline-size: 0; color: var(--quiet); font-size: 0.8125rem; }
  .button { display: inline-flex; align-items: center; }
  select.button { inline-size: 9.5rem; }
  .file { position: relative; cursor: pointer; }
  .file input { position: absolute; inset: 0; opacity: 0; inline-size: 100%; font-size: 0; cursor: pointer; }
  .file:focus-within { outline: 2px solid var(--accent); outline-offset: 2px; }
  h1 { position: absolute; inline-size: 1px; block-size: 1px; margin: 0; overflow: hidden; clip-path: inset(50%); }
  .parts { display: none; padding: 0 1rem; border-bottom: 1px solid var(--line); overflow-x: auto; }
  main { flex: 1; display: flex; flex-direction: column; min-height: 0; }
  .columns { flex: 1; display: grid; grid-template-columns: minmax(19rem, 22rem) minmax(0, 1fr) 17rem; min-height: 0; }
  section { padding: 1rem; min-width: 0; }
  .plan { border-inline-end: 1px solid var(--line); }
  .look { display: grid; grid-template-columns: minmax(0, 1fr); gap: 1.5rem; align-content: start; border-inline-start: 1px solid var(--line); }
  .middle { display: flex; flex-direction: column; min-width: 0; }
  .preview { flex: 1 0 auto; display: flex; }
  studio-plan, studio-stage { flex: 1; min-width: 0; }
  .travel { border-top: 1px solid var(--line); }

  @media (min-width: 1100px) and (min-height: 640px) {
    :host { block-size: 100vh; }
    .preview { flex: none; min-block-size: max(36rem, 68vh); }
    .plan, .middle, .look { overflow: auto; overscroll-behavior: contain; }
    .plan { display: flex; }
    .plan > * { block-size: max-content; min-block-size: 100%; }
  }
  @media (max-width: 1099.9px) {
    .parts { display: block; }
    .brand { font-size: 0; }
    .brand span { font-size: 1rem; }
    .columns { display: block; }
    .columns > *, .middle > * { border: 0; }
    .plan, .preview, .travel, .look, .middle { display: none; }
    [data-tab='plan'] .plan, [data-tab='look'] .look { display: block; }
    [data-tab='look'] .look { display: grid; }
    [data-tab='preview'] .middle, [data-tab='travel'] .middle { display: flex; }
    [data-tab='preview'] .preview { display: flex; min-height: calc(100vh - 8rem); }
    [data-tab='travel'] .travel { display: block; }
  }
  /* A tablet has room for the preview beside what is changed. */
  @media (min-width: 760px) and (max-width: 1099.9px) {
    [data-tab='plan'], [data-tab='look'] { display: grid; grid-template-columns: 22rem minmax(0, 1fr); }
    [data-tab='look'] { grid-template-columns: 17rem minmax(0, 1fr); }
    [data-tab='look'] .look { grid-area: 1 / 1; }
    [data-tab='plan'] .middle, [data-tab='look'] .middle { display: flex; grid-area: 1 / 2; position: sticky; inset-block-start: 0; block-size: calc(100vh - 6rem); }
    [data-tab='plan'] .preview, [data-tab='look'] .preview { display: flex; min-height: 0; }
    [data-tab='plan'] .plan, [data-tab='look'] .look { border-inline-end: 1px solid var(--line); }
  }
  @media (max-width: 480px) {
    header { gap: 0.375rem; padding-inline: 0.75rem; }
    .button { padding-inline: 0.5rem; }
    .message { flex-basis: 100%; order: 1; }
    .message:empty { display: none; }
    section { padding: 0.75rem; }
    [data-tab='preview'] .preview { min-height: 0; }
  }
`;
