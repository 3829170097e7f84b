import { css } from 'lit';

export const libraryPickerStyles = css`
  :host { display: flex; flex-direction: column; gap: 1.25rem; min-height: 0; }
  .quiet { position: absolute; inline-size: 1px; block-size: 1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap; }
  .search { position: relative; display: block; }
  .search .input { min-height: 2.75rem; padding-inline: 0.875rem; border-radius: 0.625rem; font-size: 0.9375rem; }
  .groups { display: grid; gap: 1.25rem; align-content: start; min-height: 0; overflow: auto; padding: 2px; }
  legend { float: left; inline-size: 100%; padding: 0; margin-block-end: 0.5rem; font-size: 0.8125rem; }
  .cards { clear: both; display: grid; grid-template-columns: repeat(auto-fill, minmax(min(13.5rem, 100%), 1fr)); gap: 0.625rem; }
  .card { position: relative; display: grid; grid-template-rows: auto 1fr auto; gap: 0.125rem; padding: 0.75rem 2.5rem 0.75rem 0.875rem; border: 1px solid var(--line); border-radius: 0.75rem; background: var(--card); cursor: pointer; }
  .card:hover { border-color: var(--edge); }
  .card input { position: absolute; inset: 0; inline-size: 100%; block-size: 100%; margin: 0; opacity: 0; cursor: pointer; }
  .card .label { color: var(--ink); font-size: 0.9375rem; font-weight: 600; line-height: 1.3; }
  .why { color: var(--quiet); font-size: 0.8125rem; line-height: 1.35; }
  .when { margin-block-start: 0.5rem; margin-inline-end: -1.5rem; color: var(--quiet); font-size: 0.75rem; }
  .mark { position: absolute; inset-block-start: 0.75rem; inset-inline-end: 0.75rem; display: grid; place-items: center; inline-size: 1.25rem; block-size: 1.25rem; border: 1.5px solid var(--edge); border-radius: 0.375rem; }
  .mark svg { inline-size: 0.875rem; block-size: 0.875rem; fill: none; stroke: currentColor; stroke-width: 3; stroke-linecap: round; stroke-linejoin: round; visibility: hidden; }
  .card:has(:checked) { border-color: var(--accent); background: var(--accent-tint); box-shadow: inset 0 0 0 1px var(--accent); }
  :checked + .mark { border-color: var(--accent); background: var(--accent); color: var(--on-accent); }
  :checked + .mark svg { visibility: visible; }
  .card:has(:focus-visible) { outline: 2px solid var(--accent); outline-offset: 2px; }
  /* On a page, the button stays in sight while people scroll. */
  .foot { position: var(--foot, static); inset-block-end: 0; z-index: 1; margin-inline: -2px; padding: 0.75rem 2px; background: var(--paper); border-block-start: 1px solid var(--line);
    display: flex; flex-wrap: wrap; gap: 0.625rem; justify-content: space-between; }
  .foot .button { display: inline-flex; gap: 0.375rem; align-items: center; min-height: 2.5rem; padding-inline: 1rem; }
  .foot svg { inline-size: 1rem; block-size: 1rem; fill: none; stroke: currentColor; stroke-width: 2; stroke-linecap: round; }
  @media (forced-colors: active) {
    .card:has(:checked) { border-width: 3px; }
  }
`;
