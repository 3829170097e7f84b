import { css } from 'lit';

/** The styles that all columns share. The colours are in studio.css. */
export const controls = css`
  :host { display: block; }
  * { box-sizing: border-box; }
  [hidden] { display: none !important; }
  h2, h3, p, ul, ol, dl, dd, fieldset { margin: 0; padding: 0; border: 0; }
  ul, ol { list-style: none; }
  h2 { font-size: 1rem; font-weight: 650; letter-spacing: -0.01em; }
  h3 { font-size: 0.8125rem; font-weight: 650; }
  button, input, select, textarea { font: inherit; color: inherit; }
  button, select { cursor: pointer; }
  button:disabled { cursor: default; opacity: 0.45; }
  :focus-visible { outline: 2px solid var(--accent); outline-offset: 2px; }

  .button, .icon {
    min-height: 2rem;
    padding: 0 0.75rem;
    border: 1px solid var(--line);
    border-radius: 0.5rem;
    background: var(--card);
    font-weight: 550;
  }
  .button:hover:enabled, .icon:hover:enabled { border-color: var(--edge); }
  .main { border-color: var(--accent); background: var(--accent); color: var(--on-accent); }
  .button[aria-pressed='true'] { border-color: var(--accent); background: var(--accent-tint); color: var(--accent); }
  .icon { display: inline-grid; place-items: center; min-width: 2rem; padding: 0; border-color: transparent; background: none; }
  .icon[aria-pressed='true'] { background: var(--tint); color: var(--accent); }
  .icon svg { inline-size: 1.125rem; block-size: 1.125rem; fill: none; stroke: currentColor; stroke-width: 1.75; stroke-linecap: round; stroke-linejoin: round; }
  .link { min-height: 1.75rem; padding: 0; border: 0; background: none; color: var(--accent); text-decoration: underline; text-underline-offset: 0.2em; }

  .field { display: grid; gap: 0.25rem; min-width: 0; align-content: start; }
  .field > label:not(.tick), .label, legend { color: var(--quiet); font-size: 0.8125rem; font-weight: 550; }
  .field > input, .field > select, .input {
    inline-size: 100%;
    min-width: 0;
    min-height: 2rem;
    padding: 0.25rem 0.5rem;
    border: 1px solid var(--edge);
    border-radius: 0.4375rem;
    background: var(--card);
  }
  [aria-invalid='true'] { border-color: var(--wrong) !important; box-shadow: inset 0 0 0 1px var(--wrong); }
  .duration { display: flex; gap: 0.25rem; }
  .duration input { flex: 1 1 3rem; min-width: 3rem; }
  .duration select { flex: 1 1 5.5rem; }
  .tick { display: flex; gap: 0.5rem; align-items: center; min-height: 1.75rem; cursor: pointer; }
  .tick input { flex: none; inline-size: 1.125rem; block-size: 1.125rem; margin: 0; accent-color: var(--accent); }
  .hint { color: var(--quiet); font-size: 0.8125rem; }
  .problem { color: var(--wrong); font-size: 0.8125rem; overflow-wrap: anywhere; }
  .code:not(.part), code { font-family: ui-monospace, Menlo, Consolas, monospace; font-size: 0.8125rem; }
  .row { display: flex; flex-wrap: wrap; gap: 0.5rem; align-items: center; }
  .advanced > summary { min-height: 2rem; padding-block: 0.375rem; color: var(--quiet); font-size: 0.8125rem; font-weight: 550; cursor: pointer; }
  .advanced > summary:hover { color: var(--ink); }
  .pair { align-items: end; display: grid; grid-template-columns: repeat(auto-fit, minmax(7rem, 1fr)); gap: 0.625rem; }
  .spread { justify-content: space-between; }

  .choices { display: flex; flex-wrap: wrap; gap: 0.25rem 0.5rem; align-items: center; min-width: 0; }
  .choices legend { float: left; padding: 0; }
  .choices > div { display: flex; flex-wrap: wrap; gap: 2px; padding: 2px; border-radius: 0.5rem; background: var(--tint); }
  .choices label { position: relative; display: grid; flex: none; min-width: 1.75rem; cursor: pointer; }
  .choices input { position: absolute; inset: 0; inline-size: 100%; block-size: 100%; margin: 0; opacity: 0; cursor: pointer; }
  .choices span { padding: 0.1875rem 0.5rem; border-radius: 0.375rem; text-align: center; white-space: nowrap; }
  .choices input:not(:checked):hover + span { background: var(--card); }
  .choices :checked + span { background: var(--accent); color: var(--on-accent); }
  .choices :focus-visible + span { outline: 2px solid var(--accent); outline-offset: 2px; }

  .findings { padding: 0.5rem 0.75rem; border-radius: 0.625rem; background: var(--tint); font-size: 0.8125rem; }
  .findings.sound:not(:has(ul)) { padding: 0; background: none; color: var(--quiet); }
  .findings.wrong { background: var(--wrong-tint); }
  .findings.wrong p { color: var(--wrong); font-weight: 600; }
  .findings ul { display: grid; gap: 0.375rem; max-height: 12rem; margin-top: 0.375rem; overflow: auto; }
  .findings li { overflow-wrap: anywhere; }
  .findings .link { min-height: 1.5rem; text-align: start; }

  .tabs { display: flex; gap: 0.25rem; }
  .tabs button { min-height: 2.25rem; padding: 0 0.75rem; border: 0; border-bottom: 2px solid transparent; background: none; color: var(--quiet); font-weight: 550; }
  .tabs button:hover { color: var(--ink); }
  .tabs [aria-selected='true'] { border-color: var(--accent); color: var(--ink); }
  @media (forced-colors: active) {
    .choices :checked + span { forced-color-adjust: none; background: Highlight; color: HighlightText; }
    .tabs [aria-selected='true'] { border-color: Highlight; }
  }
  @media (pointer: coarse) {
    .button, .icon, .field > input, .field > select, .input { min-height: 2.5rem; }
    .icon { min-width: 2.5rem; }
    .choices span { padding-block: 0.4375rem; }
  }
`;
